//! `footbridge eval`.

use footbridge_tests::{footbridge, run_with_input};
use serde_json::Value;

use crate::{exit, json, ndjson, out, run, words};

#[test]
fn an_expression_is_evaluated() {
    let mut command = footbridge();
    command.args(["eval", "Join(\" \", [givenName], [surname])", "--attributes", "-"]);
    let output = run_with_input(&mut command, r#"{"givenName":"Kari","surname":"Nordmann"}"#);
    assert_eq!(out(&output), "Kari Nordmann\n", "{}", words(&output));

    let output = run(&["eval", "IsPresent([mail])"]);
    assert_eq!(out(&output), "False\n", "a boolean as Entra sends it");

    let output = run(&["eval", "Joinn(\" \", [givenName])", "--json"]);
    assert_eq!(exit(&output), 1, "a problem was found");
    let answer = json(&output);
    assert!(answer["error"]["code"].is_string(), "{answer:#}");
    let said = answer["diagnostics"].to_string();
    assert!(said.contains("Join"), "it says what was meant: {said}");
}

#[test]
fn cases_are_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cases.jsonl");
    let cases = [
        r#"{"id":"right","expression":"ToUpper([a], )","attributes":{"a":"x"},"expect":"X"}"#,
        r#"{"id":"wrong","expression":"ToUpper([a], )","attributes":{"a":"x"},"expect":"Y"}"#,
        r#"{"id":"left-out","expression":"IgnoreFlowIfNullOrEmpty([a])","attributes":{},"expect":{"ignored":true}}"#,
        r#"{"id":"fails","expression":"Nonsense()","attributes":{},"expect":{"error":true}}"#,
        r#"{"id":"now","expression":"Now()","attributes":{},"expect":"8/25/2021 12:00:00 AM","context":{"now":"2021-08-25"}}"#,
        r#"{"id":"free","expression":"Len(\"four\")","attributes":{}}"#,
    ];
    std::fs::write(&path, cases.join("\n")).expect("written");
    let path = path.to_str().expect("a path");
    let output = run(&["eval", "--batch", path, "--json"]);
    assert_eq!(exit(&output), 1, "one case fails");
    let lines = ndjson(&output);
    let passed: Vec<&Value> = lines.iter().map(|line| &line["passed"]).collect();
    let wanted = [true.into(), false.into(), true.into(), true.into(), true.into(), Value::Null];
    assert_eq!(passed, wanted.iter().collect::<Vec<_>>(), "{lines:#?}");
    assert_eq!(lines[2]["ignored"], true, "left out of the flow");
    assert!(lines[3]["error"]["message"].is_string(), "an error has its message");
    assert_eq!(lines[5]["value"], 4, "no expectation, only the value");
}

#[test]
fn a_mistake_in_a_long_expression_is_shown_with_what_stands_around_it() {
    let long = format!("Join(\" \", {}, [a", "[b], ".repeat(100));
    for expression in [long.as_str(), &"(".repeat(9_000)] {
        let output = run(&["eval", expression]);
        assert_eq!(exit(&output), 1, "it has a mistake");
        for line in words(&output).lines().filter(|line| line.starts_with("  ")) {
            assert!(line.chars().count() <= 162, "no line of a screenful: {line}");
        }
    }
    let output = run(&["eval", &long]);
    let told = words(&output);
    let lines: Vec<&str> = told.lines().collect();
    let marked = lines.windows(2).find(|pair| pair[1].trim() == "^^").expect("it is marked");
    let at = marked[1].find('^').expect("a mark");
    assert_eq!(marked[0].get(at..at + 2), Some("[a"), "the mark is under the part: {told}");
}
