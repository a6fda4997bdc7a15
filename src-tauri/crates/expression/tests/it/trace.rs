//! The trace: what each part gave, and which parts nobody looked at.

use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, parse};

/// One line a part: indented by depth, the parameter, the text, what it gave.
fn traced(text: &str) -> Vec<String> {
    let mut record = Attributes::from_iter([("mail", "Jo@Contoso.com"), ("country", "Norway")]);
    record.set("mails", vec!["a", "b"]);
    let compiled = Compiled::new(&parse(text), |name| Some(record.column(name))).expect(text);
    let context = Context::new("2021-07-02T15:33:38Z".parse().expect("a date"));
    let mut lines = Vec::new();
    compiled.trace_tree(&record, &context).walk(&mut |part, depth| {
        let parameter = part.parameter.map(|name| format!("{name}: ")).unwrap_or_default();
        let written = text.get(part.span.clone()).expect("a span lies in the text");
        let gave = match &part.outcome {
            None => "not looked at".to_owned(),
            Some(Err(error)) => format!("error {}", error.code),
            Some(Ok(Flow::IgnoreAttribute | Flow::IgnoreObject)) => "ignored".to_owned(),
            Some(Ok(Flow::Value(Value::List(values)))) => format!("{} values", values.len()),
            Some(Ok(Flow::Value(value))) => value.as_text().unwrap_or_default().into_owned(),
        };
        lines.push(format!("{}{parameter}{written} => {gave}", "  ".repeat(depth)));
    });
    lines
}

#[test]
fn every_part_has_its_value_or_was_not_looked_at() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("[mail]", &["[mail] => Jo@Contoso.com"], "an attribute alone"),
        (
            r#"IIF([country] = "NO", Error("x"), ToLower([mail], ))"#,
            &[
                r#"IIF([country] = "NO", Error("x"), ToLower([mail], )) => jo@contoso.com"#,
                r#"  condition: [country] = "NO" => False"#,
                "    [country] => Norway",
                r#"    "NO" => NO"#,
                r#"  valueIfTrue: Error("x") => not looked at"#,
                r#"    message: "x" => not looked at"#,
                "  valueIfFalse: ToLower([mail], ) => jo@contoso.com",
                "    source: [mail] => Jo@Contoso.com",
            ],
            "one branch only, empty slots left out",
        ),
        (
            r#"Switch([country], "d", "Norway", "NO", "Sweden", "SE")"#,
            &[
                r#"Switch([country], "d", "Norway", "NO", "Sweden", "SE") => NO"#,
                "  source: [country] => Norway",
                r#"  defaultValue: "d" => not looked at"#,
                r#"  key: "Norway" => Norway"#,
                r#"  value: "NO" => NO"#,
                r#"  key: "Sweden" => not looked at"#,
                r#"  value: "SE" => not looked at"#,
            ],
            "keys up to the one that matches",
        ),
        (
            r#"Append(Item(Split([mail], "@"), 3), "x")"#,
            &[
                r#"Append(Item(Split([mail], "@"), 3), "x") => error evaluation.out_of_range"#,
                r#"  source: Item(Split([mail], "@"), 3) => error evaluation.out_of_range"#,
                r#"    attribute: Split([mail], "@") => 2 values"#,
                "      source: [mail] => Jo@Contoso.com",
                r#"      delimiter: "@" => @"#,
                "    index: 3 => 3",
                r#"  suffix: "x" => not looked at"#,
            ],
            "an error ends it, the list in between is shown",
        ),
        (
            r#"Replace([mail], , "@.*$", , "", , )"#,
            &[
                r#"Replace([mail], , "@.*$", , "", , ) => Jo"#,
                "  source: [mail] => Jo@Contoso.com",
                r#"  regexPattern: "@.*$" => @.*$"#,
                r#"  replacementValue: "" => "#,
            ],
            "what was made ready beforehand is seen, too",
        ),
        (
            r#"IgnoreFlowIfNullOrEmpty(StripSpaces(" "))"#,
            &[
                r#"IgnoreFlowIfNullOrEmpty(StripSpaces(" ")) => ignored"#,
                r#"  expression: StripSpaces(" ") => "#,
                r#"    source: " " =>  "#,
            ],
            "constants are folded, and shown all the same",
        ),
    ];
    for (text, expected, reason) in cases {
        assert_eq!(traced(text), *expected, "{reason}");
    }
}

#[test]
fn chance_in_an_item_of_a_split_is_drawn_once_as_the_trace_shows() {
    for text in [
        r#"Item(Split(Guid(), "-"), 1)"#,
        "Item(Split(Guid(), 401938222), Guid())",
        r#"Item(Split(Guid(), ""), 1) & Guid()"#,
        r#"Item(Split([mail], Left(Guid(), 1)), 1) & Guid()"#,
        r#"Item(Split([mail], "@"), 1) & Guid()"#,
    ] {
        let record = Attributes::from_iter([("mail", "Jo@Contoso.com")]);
        let column = |name: &str| (name == "mail").then_some(0);
        let compiled = Compiled::new(&parse(text), column).expect(text);
        let context = || Context::new("2021-07-02T15:33:38Z".parse().expect("a date"));
        let (of_value, of_trace) = (context(), context());
        let outcome = format!("{:?}", compiled.evaluate(&record, &of_value));
        let trace = compiled.trace_tree(&record, &of_trace).outcome;
        assert_eq!(trace.map(|it| format!("{it:?}")), Some(outcome), "{text}");
    }
}

#[test]
fn letters_that_normalize_diacritics_leaves_are_named() {
    for (name, letters) in [
        ("José Åsen", None),
        ("Þóra Đukić", Some("Þ, Đ")),
        ("Œuvre", Some("Œ")),
        ("Ірина", Some("І, р, и, н, а")),
        ("Ελένη", Some("Ε, λ, έ, ν, η")),
    ] {
        let parsed = parse("Append(NormalizeDiacritics([name]), [name])");
        let mut record = Attributes::from_iter([("name", name)]);
        let compiled = Compiled::new(&parsed, |name| Some(record.column(name))).expect("compiles");
        let context = Context::new("2026-01-31T12:00:00Z".parse().expect("a date"));
        let remarks = compiled.trace_tree(&record, &context).remarks();
        let told: Vec<String> = remarks.iter().map(|it| it.message.to_string()).collect();
        match letters {
            None => assert_eq!(remarks, [], "{name}"),
            Some(letters) => {
                assert_eq!(remarks.len(), 1, "{name}: {told:?}");
                assert!(told[0].contains(&format!(": {letters}.")), "{name}: {told:?}");
                assert_eq!(remarks[0].span, 7..34, "the call");
            }
        }
    }
}
