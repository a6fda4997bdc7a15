//! Proposed expressions, evaluated: what each gives for values of every shape.

use footbridge_expression::suggestions::{
    Example, Kind, Tried, country_code, country_name, delimiters, fallback, level, level_from_end,
    strip_domain, suggest, trim,
};
use footbridge_expression::{Attributes, Compiled, Context, Flow, Usage, Value, check, parse};

/// Evaluates an expression for `[a]`; null and nothing sent become "".
fn evaluate(expression: &str, value: Option<&str>) -> String {
    let parsed = parse(expression);
    let diagnostics = check(&parsed, Some(&["a", "b"]), Usage::default());
    assert_eq!(diagnostics, [], "a proposal needs no remark: {expression}");
    let mut record = Attributes::new();
    record.set("a", value.map(str::to_owned));
    record.set("b", "fallback");
    let compiled = Compiled::new(&parsed, |name| Some(record.column(name))).expect(expression);
    let context = Context::new("2026-01-31T12:00:00Z".parse().expect("a date"));
    match compiled.evaluate(&record, &context).expect(expression) {
        Flow::Value(value) => value.as_text().unwrap_or_default().into_owned(),
        Flow::IgnoreAttribute | Flow::IgnoreObject => String::new(),
    }
}

#[test]
fn levels_of_a_path_from_the_left() {
    let cases: &[(&str, &str, [&str; 4], &str)] = &[
        (
            ">",
            "Sales > Field Sales > North",
            ["Sales", "Field Sales", "North", ""],
            "inner blanks stay",
        ),
        (">", "Sales>Field Sales>North", ["Sales", "Field Sales", "North", ""], "no blanks around"),
        (">", "  Sales  >North ", ["Sales", "North", "", ""], "blanks at the ends go"),
        (">", "Sales", ["Sales", "", "", ""], "one level only"),
        (">", " Sales ", ["Sales", "", "", ""], "one level with blanks"),
        (">", "", ["", "", "", ""], "an empty text"),
        (">", "a>b>c>d>e", ["a", "b", "c", "d"], "more levels than asked for"),
        (">", "a>>c", ["a", "", "c", ""], "an empty level"),
        (">", "a\nb > c", ["a\nb", "c", "", ""], "a line feed in a name"),
        (" > ", "R>D > North", ["R>D", "North", "", ""], "blanks required"),
        (
            " - ",
            "Co-op - North-West - X",
            ["Co-op", "North-West", "X", ""],
            "hyphens in names stay",
        ),
        (" - ", "Co-op  -  North", ["Co-op", "North", "", ""], "several blanks"),
        ("::", "A::B:C::D", ["A", "B:C", "D", ""], "a delimiter of two characters"),
        ("/", "R&D / Tools", ["R&D", "Tools", "", ""], "a slash"),
        ("|", "a | b", ["a", "b", "", ""], "a sign with a meaning in regular expressions"),
        ("\\", "a\\b \\ c", ["a", "b", "c", ""], "a backslash"),
        (".", "a.b", ["a", "b", "", ""], "a full stop"),
        ("]", "a]b", ["a", "b", "", ""], "a sign with a meaning in a class"),
        ("^", "a^b", ["a", "b", "", ""], "the sign that turns a class round"),
        ("-", "a-b", ["a", "b", "", ""], "the sign of a range"),
        ("»", "Vertrieb » Nord", ["Vertrieb", "Nord", "", ""], "not ASCII"),
    ];
    for (delimiter, value, expected, reason) in cases {
        for (number, expected) in (1..).zip(expected) {
            let expression = level("a", delimiter, number);
            assert_eq!(&evaluate(&expression, Some(value)), expected, "{reason}: {expression}");
        }
    }
    assert_eq!(evaluate(&level("a", ">", 1), None), "", "no department at all");
}

#[test]
fn levels_of_a_path_from_the_right() {
    let cases: &[(&str, &str, [&str; 4], &str)] = &[
        (">", "Sales > Field Sales > North", ["North", "Field Sales", "Sales", ""], "three levels"),
        (">", "Sales", ["Sales", "", "", ""], "one level is the last"),
        (">", "a>b>c>d>e", ["e", "d", "c", "b"], "more levels than asked for"),
        (" - ", "Co-op - North-West", ["North-West", "Co-op", "", ""], "hyphens in names stay"),
        ("::", "A::B:C::D", ["D", "B:C", "A", ""], "a delimiter of two characters"),
        (">", "", ["", "", "", ""], "an empty text"),
    ];
    for (delimiter, value, expected, reason) in cases {
        for (number, expected) in (1..).zip(expected) {
            let expression = level_from_end("a", delimiter, number);
            assert_eq!(&evaluate(&expression, Some(value)), expected, "{reason}: {expression}");
        }
    }
}

#[test]
fn the_other_proposals() {
    let cases: &[(String, Option<&str>, &str, &str)] = &[
        (trim("a"), Some("  a b \t"), "a b", "blanks at both ends"),
        (trim("a"), Some("a"), "a", "nothing to do"),
        (fallback("a", "b"), None, "fallback", "no value"),
        (fallback("a", "b"), Some("x"), "x", "a value"),
        (strip_domain("a", Some("contoso.com")), Some("jo@contoso.com"), "jo", "the domain"),
        (strip_domain("a", Some("@contoso.com")), Some("jo@x.org"), "jo@x.org", "another domain"),
        (strip_domain("a", None), Some("jo@x.org"), "jo", "any domain"),
        (strip_domain("a", None), Some("jo"), "jo", "no domain"),
    ];
    for (expression, value, expected, reason) in cases {
        assert_eq!(&evaluate(expression, *value), expected, "{reason}: {expression}");
    }
}

#[test]
fn delimiters_are_found_in_samples() {
    type Row = (&'static [&'static str], Option<(&'static str, usize)>, &'static str);
    let cases: &[Row] = &[
        (&["Sales > North", "Sales > South > Bergen", "IT", ""], Some((">", 3)), "two of three"),
        (&["Sales - North", "Co-op - South"], Some((" - ", 2)), "blanks round the hyphen"),
        (&["Co-op", "North-West"], None, "a hyphen within a name"),
        (&["a/b/c/d/e/f"], Some(("/", 4)), "at most four levels"),
        (&["Sales", "IT", "HR", "Legal", "R/D", "x"], None, "one of six is chance"),
        (&["> Sales", "IT >"], None, "nothing before or after it"),
        (&["A::B", "C::D"], Some(("::", 2)), "two colons before one"),
        (&["", " "], None, "no values"),
        (&[], None, "no samples"),
    ];
    for (values, expected, reason) in cases {
        let found = delimiters(values);
        let best = found.first().map(|best| (best.text.as_str(), best.levels));
        assert_eq!(&best, expected, "{reason}: {values:?}");
    }
    let share = delimiters(&["a > b", "c", "", "d > e", "f"])[0].share;
    assert!((share - 0.5).abs() < 1e-9, "two of four filled values, got {share}");
}

#[test]
fn proposals_fit_the_samples() {
    let kinds = |attribute, values: &[&str]| -> Vec<Kind> {
        suggest(attribute, values).into_iter().map(|suggestion| suggestion.kind).collect()
    };
    assert_eq!(
        kinds("mail", &["a@contoso.com", ""]),
        [Kind::Fallback, Kind::StripDomain],
        "somebody has no mail address"
    );
    assert_eq!(kinds("employeeId", &["1", "2"]), [], "nothing to improve");
    assert_eq!(kinds("city", &[" Oslo"]), [Kind::Trim], "a blank at the start");
    assert_eq!(
        kinds("department", &["A > B", "C > D"]),
        [
            Kind::Level { level: 1, of: 2 },
            Kind::Level { level: 2, of: 2 },
            Kind::LevelFromEnd { level: 1, of: 2 },
            Kind::LevelFromEnd { level: 2, of: 2 },
        ],
        "two levels, from both ends"
    );
    assert_eq!(
        kinds("country", &["Norway", "Sverige", "DE", ""]),
        [Kind::CountryCode, Kind::CountryName],
        "names and codes together"
    );
    assert_eq!(kinds("usageLocation", &["NO", "SE"]), [Kind::CountryName], "codes alone");
    assert_eq!(kinds("city", &["Oslo", "Georgia", "Bergen"]), [], "one of three is chance");
}

#[test]
fn countries_by_name_and_by_code() {
    let values = ["Norway", "norge", "USA", "Deutschland", "Côte d'Ivoire", "SE", "Atlantis"];
    let to_code = country_code("a", &values).expect("some are names");
    let to_name = country_name("a", &["NO", "DE", "zz"]).expect("some are codes");
    let cases: &[(&str, &str, &str, &str)] = &[
        (&to_code, "Norway", "NO", "the English name"),
        (&to_code, "norge", "NO", "the country's own name, in small letters"),
        (&to_code, "USA", "US", "the code of three letters"),
        (&to_code, "Deutschland", "DE", "another language"),
        (&to_code, "Côte d'Ivoire", "CI", "an apostrophe and a circumflex"),
        (&to_code, "SE", "SE", "a code stays"),
        (&to_code, "Atlantis", "Atlantis", "what is no country stays"),
        (&to_name, "NO", "Norway", "a name for the code"),
        (&to_name, "DE", "Germany", "in English"),
        (&to_name, "zz", "zz", "what is no code stays"),
    ];
    for (expression, value, expected, reason) in cases {
        assert_eq!(&evaluate(expression, Some(value)), expected, "{reason}: {expression}");
    }
    assert_eq!(country_code("a", &["NO", "SE"]), None, "nothing to turn into codes");
    assert_eq!(country_name("a", &["Norway"]), None, "nothing to turn into names");
}

#[test]
fn a_proposal_is_tried_before_it_is_taken() {
    let people: Vec<Vec<Value<'_>>> = ["Sales > North", "Sales > North", "Sales > South", "IT", ""]
        .map(|department| vec![Value::from(department)])
        .into();
    let context = Context::new("2026-01-31T12:00:00Z".parse().expect("a date"));
    let columns = |name: &str| (name == "department").then_some(0);
    let example = |before: &str, after: &str, people| Example {
        before: before.to_owned(),
        after: after.to_owned(),
        people,
    };
    let second = level("department", ">", 2);
    assert_eq!(
        Tried::on(&people, &second, "department", columns, &context),
        Ok(Tried {
            people: 5,
            changed: 4,
            empty: 2,
            failed: 0,
            examples: vec![
                example("Sales > North", "North", 2),
                example("IT", "", 1),
                example("Sales > South", "South", 1),
                example("", "", 1),
            ],
        }),
        "the commonest change first, what stays last"
    );
    let item = r#"Item(Split([department], " > "), 2)"#;
    let failed = Tried::on(&people, item, "department", columns, &context);
    assert_eq!(failed.map(|tried| tried.failed), Ok(2), "two have no second item");
    let unknown = Tried::on(&people, "ToLower([mail])", "department", columns, &context);
    assert_eq!(
        unknown.map_err(|errors| errors.iter().map(|error| error.code).collect()),
        Err(vec!["expression.unknown_attribute"]),
        "the people have no such attribute"
    );
}
