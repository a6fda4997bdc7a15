//! `Guid` and `RandomString`: what every result has in common.

use footbridge_expression::{Attributes, Compiled, Context, parse};

use super::{check_rows, evaluate, shown};

#[test]
fn chance_keeps_its_promises() {
    let count = |text: &str, kind: fn(&char) -> bool| text.chars().filter(kind).count();
    for _ in 0..50 {
        let random = shown(evaluate(r#"RandomString(6, 3, 0, 0, 3)"#));
        assert_eq!(count(&random, char::is_ascii_digit), 3, "reference: three numbers in {random}");
        assert_eq!(count(&random, char::is_ascii_lowercase), 3, "three small letters in {random}");
    }
    let random = shown(evaluate(r#"RandomString(10, 2, 2, 2, 1, "?,")"#));
    assert_eq!(random.chars().count(), 10, "reference: the length of {random}");
    assert!(count(&random, char::is_ascii_punctuation) >= 2, "two special characters in {random}");
    assert!(!random.contains(['?', ',']), "reference: the characters to avoid in {random}");
    check_rows(&[
        (r#"RandomString(3, 4, 0, 0, 0)"#, "error evaluation.random_length", "reference: the sum"),
        (
            r#"RandomString(257, 0, 0, 0, 0)"#,
            "error evaluation.random_length",
            "reference: at most 256",
        ),
        (
            r#"RandomString(1, 1, 0, 0, 0, "0123456789")"#,
            "error evaluation.random_characters",
            "nothing left",
        ),
    ]);
    let digits = shown(evaluate(r#"RandomString(3, 3, 0, 0, 0, )"#));
    assert_eq!(count(&digits, char::is_ascii_digit), 3, "an empty last slot: {digits}");

    let guid = shown(evaluate("Guid()"));
    assert_eq!(guid, guid.to_lowercase(), "reference: lower case");
    let lengths: Vec<usize> = guid.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "the form of a GUID: {guid}");
    assert_eq!(guid.get(14..15), Some("4"), "version 4: {guid}");
    let pair = shown(evaluate(r#"Join(" ", Guid(), Guid())"#));
    let (one, two) = pair.split_once(' ').expect("two of them");
    assert_ne!(one, two, "each call is new");
}

#[test]
fn the_same_seed_gives_the_same_chance() {
    let compiled = Compiled::new(&parse("Guid()"), |_| None).expect("Guid() is valid");
    let record = Attributes::new();
    let now = "2021-07-02T15:33:38Z".parse().expect("a date");
    let guid = |seed| {
        let context = Context::new(now).with_seed(seed);
        compiled.evaluate(&record, &context).map(|flow| format!("{flow:?}"))
    };
    assert_eq!(guid(1), guid(1), "a preview can be repeated");
    assert_ne!(guid(1), guid(2), "another seed is another chance");
}
