//! `footbridge eval`.

use std::process::Output;

use footbridge_tests::{footbridge, run_with_input};
use serde_json::{Value, json};

use crate::{exit, json, ndjson, out, run, words};

/// Runs `footbridge eval` with `input` on its standard input.
fn eval(arguments: &[&str], input: &str) -> Output {
    run_with_input(footbridge().arg("eval").args(arguments), input)
}

#[test]
fn an_expression_is_evaluated() {
    let arguments = ["Join(\" \", [givenName], [surname])", "--attributes", "-"];
    let output = eval(&arguments, r#"{"givenName":"Kari","surname":"Nordmann"}"#);
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
fn an_expression_is_read_from_a_file_whatever_the_shell() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("Navn på brukere.txt");
    let (text, person) = (r#"Join(" ", [givenName], "Ås")"#, r#"{"givenName":"Kari"}"#);
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for written in
        [text.into(), format!("{text}\r\n").into(), format!("\u{feff}\n{text}\n").into(), utf16]
    {
        std::fs::write(&path, &written).expect("written");
        let file = path.to_str().expect("a path");
        let output = eval(&["--expression-file", file, "--attributes", "-"], person);
        assert_eq!(out(&output), "Kari Ås\n", "{written:?}: {}", words(&output));
    }
    let output = eval(&["--expression-file", "-"], "ToUpper(\n  \"a\",\n)\n");
    assert_eq!(out(&output), "A\n", "{}", words(&output));

    for (arguments, expected) in [
        (&["--expression-file", "-", "--attributes", "-"][..], "only one of them"),
        (&["--expression-file", "-", "[a]"], "cannot be used with"),
        (&["--expression-file", "-", "--batch", "cases.jsonl"], "cannot be used with"),
    ] {
        let output = eval(arguments, text);
        assert_eq!(exit(&output), 2, "{arguments:?}");
        assert!(words(&output).contains(expected), "{arguments:?}: {}", words(&output));
    }
    let secret = eval(&["--expression-file", "-"], "Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0\n");
    assert!(!words(&secret).contains("Y2Fu"), "a secret is not repeated: {}", words(&secret));
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

#[test]
fn exit_codes_are_the_contract() {
    let cases: &[(&[&str], &str, i32, &str)] = &[
        (&["ToUpper(\"a\")"], "", 0, "a result"),
        (&["IgnoreFlowIfNullOrEmpty([a])"], "", 0, "left out of the flow is no problem"),
        (&["tolower(\"a\")"], "", 0, "a warning is no problem"),
        (&["ToUpper("], "", 1, "an expression that cannot be evaluated"),
        (&["CDate([a])", "--attributes", "-"], r#"{"a":"x"}"#, 1, "an error for this person"),
        (&["[a]", "--attributes", "-"], "[]", 2, "attributes that are no object"),
        (&["[a]", "--attributes", "-"], "{", 2, "attributes that are no JSON"),
        (&["[a]", "--attributes", "/does/not/exist.json"], "", 2, "a file that is not there"),
        (&["[a]", "--batch", "-"], "", 2, "an expression and a batch"),
        (&["--explain", "--batch", "-"], "", 2, "a batch is not explained"),
        (&["--batch", "-"], r#"{"expression":"Len(\"a\")","expect":1}"#, 0, "a case that passes"),
        (&["--batch", "-"], r#"{"expression":"Len(\"a\")","expect":2}"#, 1, "one that does not"),
        (&["--batch", "-"], r#"{"expression":"Len(\"a\")"}"#, 0, "one that expects nothing"),
        (&["--batch", "-"], "", 0, "no cases"),
    ];
    for (arguments, input, code, reason) in cases {
        let output = eval(arguments, input);
        assert_eq!(exit(&output), *code, "{reason}: {}", words(&output));
    }
}

#[test]
fn a_batch_says_what_each_case_gives() {
    let cases = [
        r#"{"id":"text","expression":"ToUpper([a], )","attributes":{"a":"x"},"expect":"X"}"#,
        r#"{"id":"boolean","expression":"IsNull([a])","attributes":{},"expect":true}"#,
        r#"{"id":"by text","expression":"IsNull([a])","expect":"True"}"#,
        r#"{"id":"number","expression":"Len([a])","attributes":{"a":"four"},"expect":"4"}"#,
        r#"{"id":"list","expression":"Split(\"a,b\", \",\")","expect":["a","b"]}"#,
        r#"{"id":"null","expression":"[a]","attributes":{"a":null},"expect":null}"#,
        r#"{"id":"ignored","expression":"IIF([a]=\"x\",[a],IgnoreObjectFlow)","attributes":{"a":"y"},"expect":{"ignored":true}}"#,
        r#"{"id":"error","expression":"Nonsense()","expect":{"error":true}}"#,
        r#"{"id":"matches","expression":"Guid()","expect":{"matches":"^[0-9a-f-]{36}$"}}"#,
        r#"{"id":"now","expression":"Now()","expect":"8/25/2021 12:00:00 AM","context":{"now":"2021-08-25"}}"#,
        r#"{"id":"taken","expression":"SelectUniqueValue(\"a\",\"b\")","expect":"b","context":{"existing":["A"]}}"#,
        r#"{"id":"domain","expression":"DefaultDomain()","expect":"x.org","context":{"defaultDomain":"x.org"}}"#,
        r#"{"id":"no domain","expression":"DefaultDomain()","expect":{"error":true},"context":{"defaultDomain":null}}"#,
        r#"{"id":"on premises","expression":"Append(\"@\", %DomainFQDN%)","expect":"@x.local","context":{"DomainFQDN":"x.local"}}"#,
        r#"{"id":"schema","expression":"[Description]","expect":{"error":true},"context":{"schema":["description"]}}"#,
        r#"{"id":"doubtful","expression":"\"x\"","expect":"y","doubtful":true}"#,
        r#"{"id":"by the rules","expression":"\"x\"","expect":"y","doubtful":true,"plain_semantics":"x"}"#,
        r#"{"id":"wrong","expression":"\"x\"","expect":"y"}"#,
        r#"{"id":7,"expression":"\"x\""}"#,
    ];
    let output = eval(&["--batch", "-", "--json"], &cases.join("\n"));
    let given = ndjson(&output);
    assert_eq!(given.len(), cases.len(), "a line for each case: {}", words(&output));
    for line in &given {
        let id = line["id"].as_str().unwrap_or_default();
        let expected = !matches!(id, "wrong" | "doubtful");
        if line["id"] != 7 {
            assert_eq!(line["passed"], expected, "{line}");
        }
    }
    assert_eq!(given[6], json!({ "id": "ignored", "ignored": true, "passed": true }), "the form");
    assert!(given[7]["error"]["code"].is_string() && given[7]["error"]["message"].is_string());
    assert_eq!(given[18], json!({ "id": 7, "value": "x" }), "no expectation, no verdict");
    assert_eq!(exit(&output), 1, "one case that is not doubtful fails");
    assert!(words(&output).contains("1 failed, 1 doubtful ones differ"), "{}", words(&output));
}

#[test]
fn a_broken_line_is_told_and_the_rest_goes_on() {
    let cases = concat!(
        "{\"id\":\"first\",\"expression\":\"\\\"x\\\"\",\"expect\":\"x\"}\n",
        "\n",
        "{\"id\":\"cut\",\"expression\":\n",
        "{\"id\":\"no expression\"}\n",
        "{\"id\":\"date\",\"expression\":\"Now()\",\"context\":{\"now\":\"someday\"}}\n",
        "{\"id\":\"list\",\"expression\":\"Now()\",\"attributes\":[1]}\n",
        "{\"id\":\"last\",\"expression\":\"\\\"x\\\"\",\"expect\":\"x\"}\r\n",
    );
    let output = eval(&["--batch", "-", "--json"], cases);
    assert_eq!(exit(&output), 2, "input that could not be read: {}", words(&output));
    let given = ndjson(&output);
    let places: Vec<(&Value, &Value)> =
        given.iter().map(|line| (&line["id"], &line["line"])).collect();
    assert_eq!(
        places,
        [
            (&json!("first"), &Value::Null),
            (&Value::Null, &json!(3)),
            (&json!("no expression"), &json!(4)),
            (&json!("date"), &json!(5)),
            (&json!("list"), &json!(6)),
            (&json!("last"), &Value::Null),
        ],
        "each line has its answer"
    );
    assert_eq!(given[5]["passed"], true, "what comes after a broken line is run");
    for number in 3..=6 {
        assert!(words(&output).contains(&format!("line {number}: ")), "{}", words(&output));
    }
}

#[test]
fn json_has_the_value_of_each_part() {
    let text = r#"IIF([a] = "x", ToUpper([a], ), [b])"#;
    let output = eval(&[text, "--attributes", "-", "--json"], r#"{"a":"x"}"#);
    let answer = json(&output);
    assert_eq!(answer["value"], "X", "the result");
    assert_eq!(answer["diagnostics"], json!([]), "nothing to say");
    let trace = &answer["trace"];
    assert_eq!(
        (&trace["value"], &trace["start"], &trace["end"]),
        (&json!("X"), &json!(0), &json!(35))
    );
    let parts: Vec<(&Value, &Value)> = trace["parts"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|part| (&part["parameter"], &part["text"]))
        .collect();
    assert_eq!(
        parts,
        [
            (&json!("condition"), &json!(r#"[a] = "x""#)),
            (&json!("valueIfTrue"), &json!("ToUpper([a], )")),
            (&json!("valueIfFalse"), &json!("[b]")),
        ],
        "the arguments"
    );
    assert_eq!(trace["parts"][0]["value"], true, "the condition holds");
    assert_eq!(trace["parts"][2]["skipped"], true, "nobody looked at the other branch");
    assert_eq!(answer["tree"], Value::Null, "the tree is for --explain");

    let random = eval(&["Guid()", "--json"], "");
    let answer = json(&random);
    assert_eq!(answer["value"], answer["trace"]["value"], "one chance for both");
}

#[test]
fn an_expression_is_explained() {
    let text = r#"tolower(Switch([country], , "Norway", "NO"))"#;
    let output = eval(&["--explain", text, "--attributes", "-"], r#"{"country":"Norway"}"#);
    assert_eq!(
        out(&output),
        r#"Tree
  function tolower
    source: function Switch
      source: attribute country
      defaultValue: not given
      key: text "Norway"
      value: text "NO"

Remarks
  warning [expression.letter_case] tolower
    The function is written `ToLower`. Entra calls its syntax case-sensitive.
    Write `ToLower`: ToLower(Switch([country], , "Norway", "NO"))

Values
  tolower(Switch([country], , "Norway", "NO"))  =>  "no"
    source: Switch([country], , "Norway", "NO")  =>  "NO"
      source: [country]  =>  "Norway"
      key: "Norway"  =>  "Norway"
      value: "NO"  =>  "NO"
"#,
        "{}",
        words(&output)
    );
    assert_eq!(exit(&output), 0, "a warning is no problem");

    let broken = eval(&["--explain", "ToUpper([a] = "], "");
    assert_eq!(exit(&broken), 1, "it cannot be evaluated");
    let said = out(&broken);
    for part in ["operator =", "missing", "expression.missing_operand", "cannot be evaluated"] {
        assert!(said.contains(part), "{part} in {said}");
    }

    let output = eval(&["--explain", text, "--json"], "");
    let answer = json(&output);
    assert_eq!(answer["tree"]["arguments"][0]["name"], "Switch", "{answer:#}");
    assert_eq!(answer["tree"]["arguments"][0]["arguments"][1], Value::Null, "an empty slot");
    assert_eq!(answer["trace"]["value"], Value::Null, "no country, no default");
}
