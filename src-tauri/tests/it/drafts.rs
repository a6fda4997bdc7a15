//! A mapping being edited, through the commands.

use serde_json::{Value, json};

use crate::support::{Program, ok};

fn with_sample() -> Program {
    let program = Program::start();
    ok(program.call("choose_vendor", json!({ "id": "other", "identityProvider": "entra" })));
    ok(program.call("open_sample_users", json!({})));
    program
}

fn expression(text: &str, target: &str) -> Value {
    json!({
        "source": { "kind": "expression", "text": text }, "target": target,
        "defaultIfNull": null, "apply": "always", "matching": null,
    })
}

/// Returns the id of the row that maps to `target`.
fn row_of(program: &Program, target: &str) -> Value {
    let table = ok(program.call("mapping_table", json!({})));
    let rows = table["rows"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["mapping"]["target"] == target);
    row.expect("the target is mapped")["id"].clone()
}

#[test]
fn a_draft_is_explained_and_not_kept() {
    let program = with_sample();
    let text = "IIF([country] = \"Norway\", ToUpper([country], ), \"abroad\")";
    let mapping = expression(text, "title");
    let check = ok(program.call("check_mapping", json!({ "mapping": mapping, "row": 1 })));
    assert_eq!(check["diagnostics"], json!([]));
    assert_eq!(check["outcome"]["value"], "NORWAY");
    assert_eq!(check["trace"]["label"], "IIF(…)");
    assert_eq!(check["trace"]["parts"][1]["value"], json!({ "kind": "text", "text": "NORWAY" }));
    assert_eq!(check["trace"]["parts"][2]["value"]["kind"], "notReached", "the other branch");
    assert_eq!(check["calls"][1]["function"], "ToUpper");

    let id = row_of(&program, "title");
    let impact = ok(program.call("preview_draft", json!({ "id": id, "mapping": mapping })));
    assert_eq!((&impact["users"], &impact["sent"]), (&json!(25), &json!(25)));
    assert_eq!(impact["changed"], 25, "no title is a country");
    assert!(impact["examples"][0]["before"]["value"].is_string(), "{impact:#}");
    let new = ok(program.call("preview_draft", json!({ "id": null, "mapping": mapping })));
    assert_eq!(new["emptyBefore"], Value::Null, "a new mapping has no before");

    let table = ok(program.call("mapping_table", json!({})));
    assert_eq!(table["changed"], false, "looking changes nothing");
}

#[test]
fn expressions_are_proposed_from_the_users() {
    let program = with_sample();
    let mapping = json!({
        "source": { "kind": "direct", "attribute": "department" }, "target": "title",
        "defaultIfNull": null, "apply": "always", "matching": null,
    });
    let proposals = ok(program.call("propose_expressions", json!({ "mapping": mapping })));
    let first = &proposals[0];
    assert_eq!(first["attribute"], "department", "{proposals:#}");
    let text = first["expression"].as_str().expect("an expression");
    let draft = expression(text, "title");
    let check = ok(program.call("check_mapping", json!({ "mapping": draft, "row": 1 })));
    assert_eq!(check["diagnostics"], json!([]), "what is proposed is right");
    assert!(first["impact"]["changed"].as_u64() > Some(0));
    ok(program.call("cancel_draft", json!({})));
}

#[test]
fn the_function_reference_needs_nobody() {
    let program = Program::start();
    let functions = ok(program.call("list_functions", json!({ "row": null })));
    let find = |name: &str| {
        let all = functions.as_array().expect("functions");
        all.iter().find(|function| function["name"] == name).expect(name).clone()
    };
    assert_eq!(find("Coalesce")["person"], "Kari Nordmann", "one of the sample people");
    assert_eq!(find("Switch")["call"], "Switch(, , , )");

    let program = with_sample();
    let functions = ok(program.call("list_functions", json!({ "row": 2 })));
    let all = functions.as_array().expect("functions");
    let coalesce = all.iter().find(|function| function["name"] == "Coalesce").expect("Coalesce");
    assert_eq!(coalesce["person"], "Bjørn Åsen", "the chosen person");
}

#[test]
fn without_users_nothing_is_computed_for_everybody() {
    let program = Program::start();
    ok(program.call("choose_vendor", json!({ "id": "other", "identityProvider": "entra" })));
    let mapping = expression("[mail]", "title");
    let refused = program.call("preview_draft", json!({ "id": null, "mapping": mapping }));
    assert_eq!(refused.expect_err("nobody is loaded")["code"], "app.no_users");
    let check = ok(program.call("check_mapping", json!({ "mapping": mapping, "row": null })));
    assert_eq!(check["trace"], Value::Null, "there is nobody to trace it for");
}
