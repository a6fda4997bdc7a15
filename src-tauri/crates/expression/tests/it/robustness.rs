//! Careless and hostile expressions end with an error, and soon.

use footbridge_expression::limits::{MAX_SEARCHED, MAX_TEXT};
use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, parse};

fn evaluate(expression: &str, value: &str) -> Result<Flow<'static>, &'static str> {
    let mut record = Attributes::from_iter([("a", value.to_owned())]);
    let compiled = Compiled::new(&parse(expression), |name| Some(record.column(name)))
        .map_err(|errors| errors.first().map_or("", |error| error.code))?;
    let context = Context::new("2026-01-31T12:00:00Z".parse().expect("a date"));
    match compiled.evaluate(&record, &context) {
        Ok(Flow::Value(value)) => Ok(Flow::Value(value.into_owned())),
        Ok(_) => Ok(Flow::IgnoreAttribute),
        Err(error) => Err(error.code),
    }
}

#[test]
fn texts_do_not_grow_without_bound() {
    let doubled = |times: usize| {
        (0..times).fold("[a]".to_owned(), |inner, _| {
            format!("Replace({inner}, \"a\", , , \"aaaaaaaaaa\", , )")
        })
    };
    assert_eq!(evaluate(&doubled(12), "a"), Err("evaluation.too_long"), "a Replace bomb");
    let joined = (0..6).fold("[a]".to_owned(), |inner, _| {
        format!("Join(\"\", {})", [inner.as_str(); 5].join(", "))
    });
    assert!(joined.len() > 10_000, "longer than Entra takes");
    assert_eq!(evaluate(&joined, "a"), Err("expression.too_long"), "the length stops it first");
    let joined = format!("Join([a], {})", ["[a]"; 200].join(", "));
    assert_eq!(
        evaluate(&joined, &"x".repeat(MAX_TEXT / 100)),
        Err("evaluation.too_long"),
        "a Join bomb"
    );
    let regex = "Replace([a], , \"x\", , \"$_\", , )";
    assert_eq!(
        evaluate(regex, &"x".repeat(MAX_SEARCHED)),
        Err("evaluation.too_long"),
        "a bomb of $_"
    );
    assert_eq!(
        evaluate("ConvertToUTF8Hex([a])", &"x".repeat(MAX_TEXT)),
        Err("evaluation.too_long"),
        "encodings grow, too"
    );
}

#[test]
fn regular_expressions_do_not_hang() {
    for (pattern, value, why) in [
        ("^(a+)+$(?=b)", "a".repeat(40), "nested repetition"),
        ("^(a|a)*\\\\1$", "a".repeat(40) + "b", "a back-reference after alternatives"),
        ("(?=(a*)*b)c", "a".repeat(60), "a look-ahead"),
        ("(x+x+)+(?!x)y", "x".repeat(60), "a negative look-ahead"),
    ] {
        let expression = format!("Replace([a], , \"{pattern}\", , \"\", , )");
        let result = evaluate(&expression, &value);
        assert!(
            matches!(result, Ok(_) | Err("evaluation.pattern_work" | "expression.pattern")),
            "{why}: {result:?}"
        );
    }
    assert_eq!(
        evaluate("Replace([a], , \"(a{1000}){1000}\", , \"\", , )", "a"),
        Err("expression.pattern"),
        "a pattern that grows"
    );
    assert_eq!(
        evaluate("Replace([a], , \"a\", , \"\", , )", &"a".repeat(MAX_SEARCHED + 1)),
        Err("evaluation.too_long"),
        "a value beyond anything that is searched"
    );
    let deep = format!("Replace([a], , \"{}a{}\", , \"\", , )", "(".repeat(500), ")".repeat(500));
    assert_eq!(evaluate(&deep, "a"), Err("expression.pattern"), "brackets without end");
}

#[test]
fn deep_expressions_run_on_a_small_stack() {
    let nested = format!(
        "{}\"z\"{}",
        (0..190).map(|n| format!("IIF([a]=\"{n}\",\"x\",")).collect::<String>(),
        ")".repeat(190)
    );
    // The stack of a worker thread; the window's own is larger.
    let worker = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    let result = worker.spawn(move || evaluate(&nested, "none")).map(|thread| thread.join());
    let value = result.expect("a thread starts").expect("no overflow");
    assert_eq!(value, Ok(Flow::Value(Value::from("z"))), "190 conditions deep");
}

#[test]
fn one_evaluation_does_only_so_much() {
    // Each of these would take seconds without a limit. Whether a search is stopped or ends by
    // itself is not the point; what is asked is that a small limit stops what is large.
    let long = "a".repeat(MAX_SEARCHED);
    let over = |text: &str, value: &str| evaluate(text, value).err().unwrap_or("a result");
    for (pattern, why) in [
        (".*b|a", "each match looks at the whole rest"),
        ("(?=(a+)+$)a", "a look-ahead at each character"),
        ("(?:a(?!.*b))*c", "a look-ahead for each step"),
    ] {
        let text = format!("Replace([a], , \"{pattern}\", , \"x\", , )");
        assert_eq!(over(&text, &long), "evaluation.pattern_work", "{why}");
    }
    let many = (0..150).fold("[a]".to_owned(), |inner, _| {
        format!("Replace({inner}, , \"(?:[ab]{{0,50}}){{0,20}}c\", , \"\", , )")
    });
    assert_eq!(over(&many, &long), "evaluation.pattern_work", "many searches together");
    let letters =
        (0..90).fold("[a]".to_owned(), |inner, _| format!("NormalizeDiacritics(PCase({inner}))"));
    assert_eq!(
        over(&letters, &"é ".repeat(MAX_TEXT / 4)),
        "evaluation.too_much_work",
        "many functions on a long text"
    );
    let constant = letters.replace("[a]", &format!("\"{}\"", "é ".repeat(2_000)));
    assert_eq!(over(&constant, ""), "a result", "constants are computed once, within the limit");
    let pieces = "Join(\"\", Split([a], \"b\"))";
    assert_eq!(over(pieces, &"b".repeat(20_000)), "evaluation.too_many_values", "a list");
    assert_eq!(
        over("InStr([a], Append(Mid([a], 1, 30000), \"b\"))", &"a".repeat(60_000)),
        "a result",
        "a search for a text takes time that grows with its length, not with both"
    );
    let patterns = (0..9).fold("[a]".to_owned(), |inner, n| {
        format!("Replace({inner}, , \"\\\\w{{{}}}\", , \"\", , )", 40 + n)
    });
    assert_eq!(over(&patterns, "a"), "expression.pattern", "patterns that are large together");
    assert_eq!(
        over("Replace([a], , \"\\\\w{1,64}@\", , \"\", , )", "a@"),
        "a result",
        "a name of at most 64 letters is an ordinary pattern"
    );
}
