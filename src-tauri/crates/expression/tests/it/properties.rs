//! What holds for every text and every tree.

use footbridge_expression::functions::FUNCTIONS;
use footbridge_expression::suggestions::{level, level_from_end};
use footbridge_expression::{
    Argument, Attributes, Call, Compiled, Context, Expression, ExpressionKind, Operation, Operator,
    Usage, Value, check, parse,
};
use proptest::prelude::*;

fn part(kind: ExpressionKind) -> Expression {
    Expression::new(kind, 0..0)
}

/// Any tree that the grammar has, with names that exist and names that do not.
fn trees() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        "[a-zA-Z][a-zA-Z0-9_:. -]{0,10}[a-zA-Z0-9]".prop_map(ExpressionKind::Attribute),
        any::<String>().prop_map(ExpressionKind::Text),
        "-?[0-9]{1,9}(\\.[0-9]{1,4})?".prop_map(ExpressionKind::Number),
        "&H[0-9A-F]{1,8}".prop_map(ExpressionKind::Number),
        Just(ExpressionKind::Word("vbTextCompare".into())),
        Just(ExpressionKind::Parameter("DomainFQDN".into())),
    ]
    .prop_map(part);
    leaf.prop_recursive(5, 40, 5, |inner| {
        let name = prop_oneof![
            prop::sample::select(FUNCTIONS).prop_map(|info| info.name.to_owned()),
            "[A-Z][a-z]{2,8}x".prop_map(|name| name),
        ];
        let argument = prop::option::weighted(0.85, inner.clone())
            .prop_map(|value| Argument { value, span: 0..0 });
        let call =
            (name, prop::collection::vec(argument, 0..5)).prop_map(|(name, mut arguments)| {
                // One empty slot alone is printed as no slot.
                if arguments.len() == 1 && arguments.iter().all(|argument| argument.value.is_none())
                {
                    arguments.clear();
                }
                part(ExpressionKind::Call(Call { name, name_span: 0..0, arguments }))
            });
        let operator = prop::sample::select(&[
            Operator::Equal,
            Operator::NotEqual,
            Operator::Less,
            Operator::GreaterOrEqual,
            Operator::Concatenate,
        ]);
        let group = |expression: Expression| match expression.kind {
            ExpressionKind::Operation(_) => part(ExpressionKind::Group(Box::new(expression))),
            _ => expression,
        };
        let operation =
            (inner.clone(), operator, inner).prop_map(move |(left, operator, right)| {
                part(ExpressionKind::Operation(Box::new(Operation {
                    left: group(left),
                    operator,
                    operator_span: 0..0,
                    right: group(right),
                })))
            });
        prop_oneof![3 => call, 1 => operation]
    })
}

/// The tree with every span set to nothing.
fn without_spans(expression: &Expression) -> Expression {
    part(match &expression.kind {
        ExpressionKind::Call(call) => ExpressionKind::Call(Call {
            name: call.name.clone(),
            name_span: 0..0,
            arguments: call
                .arguments
                .iter()
                .map(|argument| Argument {
                    value: argument.value.as_ref().map(without_spans),
                    span: 0..0,
                })
                .collect(),
        }),
        ExpressionKind::Operation(operation) => ExpressionKind::Operation(Box::new(Operation {
            left: without_spans(&operation.left),
            operator: operation.operator,
            operator_span: 0..0,
            right: without_spans(&operation.right),
        })),
        ExpressionKind::Group(inner) => ExpressionKind::Group(Box::new(without_spans(inner))),
        other => other.clone(),
    })
}

/// Parses, checks, compiles and evaluates a text, and looks at every span on the way.
fn everything(text: &str) {
    let parsed = parse(text);
    for diagnostic in check(&parsed, Some(&["mail", "country"]), Usage { matching: true }) {
        assert!(text.get(diagnostic.span.clone()).is_some(), "{diagnostic:?} lies in {text:?}");
        if let Some(fix) = &diagnostic.fix {
            assert!(fix.apply(text).is_some(), "{fix:?} fits {text:?}");
        }
    }
    parsed.root().walk(&mut |part| {
        assert!(text.get(part.span.clone()).is_some(), "{part:?} lies in {text:?}");
    });
    let mut record = Attributes::from_iter([("mail", "José.Doe@contoso.com"), ("country", "")]);
    record.set("list", vec!["a", "b"]);
    let Ok(compiled) = Compiled::new(&parsed, |name| Some(record.column(name))) else {
        return;
    };
    let context = Context::new("2026-01-31T12:00:00Z".parse().expect("a date")).with_seed(1);
    let outcome = compiled.evaluate(&record, &context);
    if let Err(error) = &outcome {
        assert!(text.get(error.span.clone()).is_some(), "{error:?} lies in {text:?}");
    }
    let context = Context::new("2026-01-31T12:00:00Z".parse().expect("a date")).with_seed(1);
    let trace = compiled.trace_tree(&record, &context);
    trace.walk(&mut |part, _| {
        assert!(text.get(part.span.clone()).is_some(), "{part:?} lies in {text:?}");
    });
    let traced = trace.outcome.map(|traced| format!("{traced:?}"));
    assert_eq!(traced, Some(format!("{outcome:?}")), "the trace of {text:?} ends the same");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_and_parsing_give_the_same_tree(tree in trees()) {
        let printed = tree.to_string();
        let parsed = parse(&printed);
        prop_assert_eq!(without_spans(parsed.root()), tree, "{}", printed);
        prop_assert_eq!(parsed.root().to_string(), printed, "printing is stable");
    }

    #[test]
    fn a_part_reads_alone_as_it_reads_in_its_place(tree in trees()) {
        let printed = tree.to_string();
        let mut parts = Vec::new();
        let parsed = parse(&printed);
        parsed.root().walk(&mut |part| parts.push(part));
        for part in parts {
            let alone = printed.get(part.span.clone()).expect("a span lies in the text");
            prop_assert_eq!(without_spans(parse(alone).root()), without_spans(part), "{}", alone);
        }
    }

    #[test]
    fn trees_never_panic(tree in trees()) {
        everything(&tree.to_string());
    }

    #[test]
    fn texts_never_panic(text in any::<String>()) {
        everything(&text);
    }

    #[test]
    fn texts_of_signs_never_panic(text in r#"([A-Za-z]{1,8}\(|\)|,| |\[mail\]|\[list\]|"[a-z\\{}$().*+?\[\]-]{0,9}"|[0-9]{1,3}|=|<>|&|&&|\|\||[%'“”;!])*"#) {
        everything(&text);
    }

    #[test]
    fn every_function_takes_every_argument(
        info in prop::sample::select(FUNCTIONS),
        arguments in prop::collection::vec(
            prop::sample::select(&[
                "[mail]", "[country]", "[list]", "[absent]", "\"\"", "\"yyyy\"", "1", "-1", "0", "\"True\"",
                "9223372036854775807", "\"(a)|b\"", "\"é😀ß\"", "", "\"2026-01-31\"", "\"d\"",
            ]),
            0..8,
        ),
    ) {
        everything(&format!("{}({})", info.name, arguments.join(", ")));
    }

    #[test]
    fn levels_by_hand_are_levels_by_regular_expression(
        value in "[ab >/:\\n\u{a0}]{0,12}",
        number in 1usize..4,
        delimiter in prop::sample::select(&[">", "/", " > ", " / "]),
    ) {
        let from_left = level("mail", delimiter, number);
        let from_right = level_from_end("mail", delimiter, number);
        for known in [from_left, from_right] {
            // The empty group says nothing and keeps the compiler from recognising the pattern.
            let unknown = known.replace("(?s)^", "(?:)(?s)^");
            let record = Attributes::from_iter([("mail", value.clone())]);
            let context = Context::new("2026-01-31T12:00:00Z".parse().expect("a date"));
            let [by_hand, by_pattern] = [&known, &unknown].map(|text| {
                let compiled = Compiled::new(&parse(text), |_| Some(0)).expect("a valid proposal");
                format!("{:?}", compiled.evaluate(&record, &context))
            });
            prop_assert_eq!(by_hand, by_pattern, "{} of {:?}", known, value);
        }
    }

    #[test]
    fn folding_changes_no_result(tree in trees()) {
        // The same constants once as constants and once from a record.
        let text = tree.to_string();
        let parsed = parse(&text);
        let context = || Context::new("2026-01-31T12:00:00Z".parse().expect("a date")).with_seed(1);
        let columns: Vec<Value<'static>> = Vec::new();
        if let Ok(compiled) = Compiled::new(&parsed, |_| Some(0)) {
            let (one, two) = (context(), context());
            let plain = format!("{:?}", compiled.evaluate(&columns, &one));
            let traced = compiled.trace_tree(&columns, &two).outcome;
            let traced = traced.map(|outcome| format!("{outcome:?}"));
            prop_assert_eq!(traced, Some(plain), "{}", text);
        }
    }
}
