//! Careless and hostile expressions end with an error, and soon.

use footbridge_expression::limits::{MAX_SEARCHED, MAX_TEXT};
use footbridge_expression::{
    Attributes, Compiled, Context, Flow, Record as _, Usage, Value, check, parse,
};

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
    // An attribute as pattern: its automaton is in as many states as it has letters, and each of its
    // steps is worked out in this very search.
    for letter in ["a", ".", "[ab]"] {
        let value = letter.repeat(4_000 / letter.len());
        assert_eq!(
            over("Replace([a], , [a], , \"x\", , )", &value),
            "evaluation.pattern_work",
            "{letter}: a pattern as long as the text"
        );
    }
    assert_eq!(
        over("Replace([a], , [a], , \"x\", , )", &"Research and Development ".repeat(4)),
        "a result",
        "an ordinary value as pattern"
    );
    assert_eq!(
        over("Replace([a], , \"\\s+\", , \" \", , )", &"blank ".repeat(680)),
        "a result",
        "an ordinary pattern in the longest text"
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

/// Returns how many remarks are made about a text, and how many bytes they have.
fn said(text: &str) -> (usize, usize) {
    let said = check(&parse(text), None, Usage { matching: true });
    let bytes = said.iter().map(|it| {
        let fix = it.fix.as_ref();
        let fix = fix.map_or(0, |fix| fix.label.to_string().len() + fix.replacement.len());
        it.message.to_string().len() + fix
    });
    (said.len(), bytes.sum())
}

#[test]
fn what_is_said_of_a_text_does_not_grow_beyond_it() {
    let times = |text: &str, count: usize| vec![text; count].join(", ");
    let nested = |open: &str, close: &str| {
        format!("{}\"{}\"{}", open.repeat(150), "x".repeat(5_000), close.repeat(150))
    };
    for (text, reason) in [
        (
            format!("Join(SelectUniqueValue({}), \"{}\")", times("1", 1_500), "x".repeat(5_000)),
            "a function whose other arguments would go into each of the rules",
        ),
        (
            format!("Join(SelectUniqueValue({}), {})", times("1", 1_500), times("1", 1_500)),
            "many of them",
        ),
        (format!("Join({})", times("Repalce([a])", 700)), "functions that are not known"),
        (format!("Join({})", times("1=1", 2_000)), "comparisons"),
        (format!("Join({})", times("1=1 && 2=2", 700)), "conditions"),
        (format!("Join({})", ",".repeat(9_000)), "empty slots"),
        (format!("Join({})", ";".repeat(9_000)), "semicolons"),
        (format!("Switch([a], 1, {})", times("\"x\", 1", 1_200)), "one key again and again"),
        (format!("\"{}\"", "\\a".repeat(4_500)), "backslashes"),
        (nested("IIF(IsPresent([a]), ", ", 1)"), "one condition in the other"),
        (nested("(", ")"), "brackets"),
        (nested("!", ""), "negations"),
        (format!("[a]{}", "[0]".repeat(3_000)), "indexes"),
    ] {
        let (remarks, bytes) = said(&text);
        assert!(remarks <= 200, "{reason}: {remarks} remarks");
        // A fix may hold the whole text, once or twice.
        assert!(bytes <= remarks * (500 + 3 * text.len()), "{reason}: {bytes} bytes");
        assert!(bytes <= 4_000_000, "{reason}: {bytes} bytes");
    }
    let (few, _) = said("Join(SelectUniqueValue([a], [b]), \"x\")");
    assert!(few > 0, "a short one is mended");
    let errors =
        check(&parse(&format!("Join({}, Nope())", ",".repeat(9_000))), None, Usage::default());
    let last = errors.iter().any(|it| it.code == "expression.unknown_function");
    assert!(last, "an error is told before what is none");
}

#[test]
fn every_function_counts_what_it_looks_at() {
    let mut record = Attributes::from_iter([
        ("letters", "å b".repeat(400_000)),
        ("groups", "${".repeat(60_000)),
        ("digits", format!("${}", "1".repeat(120_000))),
        ("number", "1".repeat(1_000_000)),
    ]);
    record.set("list", (0..200_000).map(|it| format!("x{it}")).collect::<Vec<String>>());
    let mut outcome = |text: String| {
        let compiled = Compiled::new(&parse(&text), |name| Some(record.column(name)));
        let compiled = compiled.unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
        let context = Context::new("2026-01-31T12:00:00Z".parse().expect("a date"));
        let context = context.with_existing(["x"]);
        let column = |column: usize| record.get(column);
        let (flow, done) = compiled.evaluate_and_count(&column, &context);
        (flow.map(drop).map_err(|error| error.code), done)
    };
    let too_much = Err("evaluation.too_much_work");
    for text in [
        "Count([list])",
        "Item([list], 1)",
        "Contains([list], \"zz\")",
        "Count(RemoveDuplicates([list]))",
        "Count(Trim([list]))",
        "IsNullOrEmpty([list])",
        "IIF([letters] = [letters], 1, 2)",
        "IIF([number] < [number], 1, 2)",
        "InStr([letters], \"zz\", 1, vbTextCompare)",
        "Item(Split([letters], \"b\"), 9)",
        "Len(Mid([letters], 1, 9999999))",
        "RandomString(9, 1, 1, 1, 1, [letters])",
        "Word([letters], 99999999, \"b\")",
        "ToLower([letters], )",
        "Replace([letters], \"zz\", , , \"\", , )",
    ] {
        let many =
            format!("Coalesce({})", vec![format!("Switch({text}, , \"-\", 1)"); 150].join(", "));
        assert_eq!(outcome(many).0, too_much, "{text}");
    }
    let rules = vec!["[letters]"; 900].join(", ");
    let (unique, done) = outcome(format!("SelectUniqueValue({rules})"));
    assert!(unique.is_ok() && done > 1_000_000, "the first is free, and was looked at: {done}");
    for text in ["[groups]", "[digits]"] {
        let text = format!("Replace(\"x\", , \"x\", , {text}, , )");
        assert!(outcome(text.clone()).0.is_ok(), "{text} is taken as it is written");
    }
    let around = (0..150).fold("Error([letters])".to_owned(), |it, _| format!("ToLower({it}, )"));
    assert_eq!(outcome(around).0, Err("evaluation.raised"), "a long message in many parts");
}
