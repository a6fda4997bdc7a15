//! Every function, its edges, and where each expectation comes from: "reference" is Microsoft's
//! reference for expressions in application provisioning, "Cloud Sync" its sister, ".NET" what the
//! reference delegates to, "our choice" what nobody documents.
//!
//! A table for each function, the functions by family.

mod chance;
mod conditions;
mod dates;
mod encodings;
mod lists;
mod replace;
mod text;

use footbridge_finding::Language;
use std::collections::BTreeSet;

use footbridge_expression::functions::{FUNCTIONS, find, find_any_case};
use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, parse};

/// The record of these tests. An attribute that is not here is absent.
fn record() -> Attributes {
    let mut record = Attributes::new();
    for (name, value) in [
        ("given", "José"),
        ("empty", ""),
        ("upn", "John.Doe@contoso.com"),
        ("flag", "True"),
        ("seven", "7"),
        ("hire", "2020-03-16-07:00"),
        ("dn", "cn=Doe\\, John,ou=Sales,dc=contoso"),
    ] {
        record.set(name, value);
    }
    record.set("mails", vec!["smtp:a@x.com", "SMTP:b@x.com", "smtp:a@x.com"]);
    record.set("one", vec!["only"]);
    record.set("none", Vec::<&str>::new());
    record.set("bool", true);
    record
}

fn evaluate(expression: &str) -> Result<Flow<'static>, String> {
    let mut record = record();
    let compiled = Compiled::new(&parse(expression), |name| Some(record.column(name)))
        .map_err(|errors| errors.iter().map(|e| e.code).collect::<Vec<_>>().join(" "))?;
    let context = Context::new("2021-07-02T15:33:38Z".parse().expect("a date"))
        .with_default_domain("contoso.com")
        .with_domain_fqdn("corp.local")
        .with_existing(["Taken", "taken2"]);
    match compiled.evaluate(&record, &context) {
        Ok(Flow::Value(value)) => Ok(Flow::Value(value.into_owned())),
        Ok(Flow::IgnoreAttribute) => Ok(Flow::IgnoreAttribute),
        Ok(Flow::IgnoreObject) => Ok(Flow::IgnoreObject),
        Err(error) => Err(error.code.to_owned()),
    }
}

/// The text form of a result: a list in square brackets, `null`, `ignored`, `error CODE`.
fn shown(result: Result<Flow<'static>, String>) -> String {
    fn value(given: &Value<'_>) -> String {
        match given {
            Value::Null => "null".to_owned(),
            Value::List(values) => {
                format!("[{}]", values.iter().map(value).collect::<Vec<_>>().join("|"))
            }
            other => other.as_text().unwrap_or_default().into_owned(),
        }
    }
    match result {
        Ok(Flow::Value(given)) => value(&given),
        Ok(Flow::IgnoreAttribute) => "ignored".to_owned(),
        Ok(Flow::IgnoreObject) => "object ignored".to_owned(),
        Err(code) => format!("error {code}"),
    }
}

/// An expression, what it gives, and where that comes from.
type Row = (&'static str, &'static str, &'static str);

/// A function and its rows.
type Table = (&'static str, &'static [Row]);

const FAMILIES: &[&[Table]] = &[
    conditions::TABLES,
    dates::TABLES,
    encodings::TABLES,
    lists::TABLES,
    replace::TABLES,
    text::TABLES,
];

fn check_rows(rows: &[Row]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(expression, expected, source)| {
            let given = shown(evaluate(expression));
            (given != *expected)
                .then(|| format!("{expression} gives {given}, not {expected} ({source})"))
        })
        .collect();
    assert_eq!(wrong, [] as [String; 0]);
}

#[test]
fn every_row_of_every_function() {
    for (_, rows) in FAMILIES.iter().copied().flatten() {
        check_rows(rows);
    }
}

#[test]
fn every_function_has_its_table() {
    let tables: BTreeSet<&str> =
        FAMILIES.iter().copied().flatten().map(|(function, _)| *function).collect();
    let chance = ["Guid", "RandomString"];
    let functions: BTreeSet<&str> =
        FUNCTIONS.iter().map(|info| info.name).filter(|name| !chance.contains(name)).collect();
    assert_eq!(tables, functions, "a table for each; those of chance are in `chance`");
    for (function, rows) in FAMILIES.iter().copied().flatten() {
        assert!(!rows.is_empty(), "{function} has rows");
        for (expression, ..) in *rows {
            assert!(expression.contains(function), "{expression} is about {function}");
        }
    }
}

#[test]
fn operators_that_put_texts_together() {
    check_rows(&[
        (r#""t-" & [seven]"#, "t-7", "Cloud Sync's &"),
        (r#""a" & "b" & 1"#, "ab1", "Cloud Sync's &, from left to right"),
        (r#"[absent] & "b""#, "b", "our choice: null as empty"),
        (r#"CBool("a" & "b" = "ab")"#, "True", "our choice: & binds tighter than ="),
        (r#"Append("@", %DomainFQDN%)"#, "@corp.local", "Cloud Sync"),
    ]);
}

#[test]
fn date_messages_say_what_to_do() {
    for (expression, remedy) in [
        (r#"FormatDateTime("2025-12-25", , "dd/MM/yyyy", "yyyy")"#, "looks like \"yyyy-MM-dd\""),
        (r#"FormatDateTime("25.12.2025", , "dd/MM/yyyy", "yyyy")"#, "looks like \"dd.MM.yyyy\""),
        (r#"FormatDateTime([upn], , "dd/MM/yyyy", "yyyy")"#, "an empty one stays empty"),
        ("CDate([upn])", "Switch("),
        ("CDate([absent])", "Switch("),
        ("NumFromDate(\"25.12.2025\")", "FormatDateTime"),
        ("DateFromNum([absent])", "IIF(IsPresent("),
        ("DateFromNum(\"2025-12-25\")", "needs no `DateFromNum`"),
        ("DateAdd(\"yyyy\", 9000, Now())", "Move the date by less"),
        ("DateAdd([upn], 1, Now())", "yyyy, m, ww, d, h, n and s"),
    ] {
        let mut record = record();
        let compiled = Compiled::new(&parse(expression), |name| Some(record.column(name)));
        let compiled = compiled.expect(expression);
        let context = Context::new("2021-07-02T15:33:38Z".parse().expect("a date"));
        let error = compiled.evaluate(&record, &context).expect_err(expression).to_string();
        assert!(error.contains(remedy), "{expression}: {error}");
    }
}

#[test]
fn a_compiled_expression_serves_many_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Compiled>();
    shared::<Context>();
}

#[test]
fn the_table_is_complete_and_true() {
    let names: Vec<&str> = FUNCTIONS.iter().map(|info| info.name).collect();
    for info in FUNCTIONS {
        let parsed = parse(info.example);
        assert_eq!(parsed.diagnostics(), [], "{}: the example parses", info.name);
        let mut record = record();
        let compiled = Compiled::new(&parsed, |name| Some(record.column(name)));
        assert!(compiled.is_ok(), "{}: the example compiles: {compiled:?}", info.name);
        if let Some(result) = info.example_result {
            assert_eq!(
                shown(evaluate(info.example)),
                result,
                "{}: the example's result",
                info.name
            );
        }
        assert!(info.example.contains(info.name), "{}: the example shows it", info.name);
        assert!(info.signature.starts_with(&format!("{}(", info.name)), "{}", info.name);
        let summary = info.summary(&Language::ENGLISH);
        assert!(summary.ends_with('.'), "{}: a summary is a sentence", info.name);
        assert!(find(info.name).is_some(), "{} is found", info.name);
        assert!(find_any_case(&info.name.to_uppercase()).is_some(), "{} in capitals", info.name);
    }
    let sorted = {
        let mut sorted = names.clone();
        sorted.sort_by_key(|name| name.to_lowercase());
        sorted.dedup();
        sorted
    };
    assert_eq!(names, sorted, "the table is in order, without repetition");
    assert_eq!(names.len(), 58, "every function of the four lists, and one of none");
}
