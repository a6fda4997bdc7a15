//! The whole way through the commands, as the window goes it, against the practice tenant.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Program, ok};

const KEY: &str = "canary-key-7f3a";
const SECRET: &str = "canary-secret-91c2";
/// base64 of `canary-key-7f3a:canary-secret-91c2`, computed by hand with `base64`.
const TOKEN: &str = "Y2FuYXJ5LWtleS03ZjNhOmNhbmFyeS1zZWNyZXQtOTFjMg==";

fn choose(program: &Program) {
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
}

fn with_token(program: &Program) {
    choose(program);
    ok(program
        .call("compose_token", json!({ "input": { "key": KEY, "secret": SECRET, "token": "" } })));
}

fn users() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/entra-download-users.csv")
}

#[test]
fn from_vendor_to_report() {
    let program = Program::start();
    let state = ok(program.call("start_practice", json!({})));
    let url = state["practice"]["tenantUrl"].clone();
    assert_eq!(state["tenantUrl"], url, "the practice tenant stands in for the vendor's");
    with_token(&program);
    assert_eq!(ok(program.call("reveal_token", json!({}))), TOKEN, "base64 of key:secret");

    let state =
        ok(program
            .call("test_connection", json!({ "tenantUrl": url, "onEvent": "__CHANNEL__:7" })));
    assert_eq!(state["connection"]["ok"], true, "{:#}", state["connection"]["findings"]);
    let finished = program.messages().iter().filter(|event| event["kind"] == "finished").count();
    let stages = state["connection"]["stages"].as_array().map_or(0, Vec::len);
    assert_eq!(finished, stages, "every stage is told as it settles");

    *program.answers.file.lock().expect("unlocked") = Some(users());
    let summary = ok(program.call("open_users", json!({})));
    let people = summary["users"].as_u64().unwrap_or_default();
    assert!(people > 0, "the export has people");
    let preview = ok(program.call("preview_directory", json!({ "onProgress": "__CHANNEL__:8" })));
    assert_eq!(preview["users"], people, "everybody is previewed");
    let page = ok(program.call(
        "list_people",
        json!({ "query": { "search": "", "finding": null, "path": null, "offset": 0, "limit": 3 } }),
    ));
    assert_eq!(page["total"], people, "all are found without a search");
    assert_eq!(page["people"].as_array().map_or(0, Vec::len), 3, "only the page asked for");
    let row = page["people"][0]["row"].clone();
    let person = ok(program.call("preview_person", json!({ "row": row })));
    assert_eq!(person["row"], row, "the person asked for");

    ok(program.call("skip_proof", json!({})));
    let guide = ok(program.call("guide", json!({})));
    for step in guide["steps"].as_array().into_iter().flatten() {
        ok(program.call("set_tick", json!({ "step": step["id"], "done": true })));
    }
    let folder = program.folder().to_owned();
    *program.answers.file.lock().expect("unlocked") = Some(folder.clone());
    let html = ok(program.call("save_report", json!({ "format": "html" })));
    let markdown = ok(program.call("save_report", json!({ "format": "markdown" })));
    let state = ok(program.call("wizard_state", json!({})));
    for step in state["steps"].as_array().into_iter().flatten() {
        assert_eq!(step["done"], true, "nothing is open: {step}");
    }
    for name in [html, markdown] {
        let name = name.as_str().expect("a file name");
        let text = std::fs::read_to_string(folder.join(name)).expect("the report was written");
        assert!(text.contains("Secure Practice"), "{name} names the vendor");
        assert_holds_no_secret(name, &text);
    }
    let progress = std::fs::read_to_string(folder.join("progress/progress.json"))
        .expect("the progress was saved");
    assert_holds_no_secret("the progress", &progress);
    let again = Program::start_in(program.end(), "main");
    let state = ok(again.call("wizard_state", json!({})));
    assert_eq!(state["vendor"], Value::Null, "nothing of practice is there in the next run");
}

#[test]
fn next_run_goes_on() {
    let program = Program::start();
    with_token(&program);
    *program.answers.file.lock().expect("unlocked") = Some(users());
    ok(program.call("open_users", json!({})));
    let progress = std::fs::read_to_string(program.folder().join("progress/progress.json"))
        .expect("the progress was saved");
    assert_holds_no_secret("the progress", &progress);

    let again = Program::start_in(program.end(), "main");
    let state = ok(again.call("wizard_state", json!({})));
    assert_eq!(state["resumed"], true, "the next run goes on");
    assert_eq!(state["vendor"]["id"], "secure-practice", "with the same vendor");
    assert_eq!(state["token"], Value::Null, "without the token, which was not saved");
    assert_eq!(state["tokenRemembered"]["lastFour"], "Mg==", "but knowing which one it was");
    assert_eq!(
        state["directoryRemembered"],
        json!(["entra-download-users.csv"]),
        "and the users' file"
    );
    ok(again.call("reopen_users", json!({})));
}

fn assert_holds_no_secret(name: &str, text: &str) {
    for secret in [KEY, SECRET, TOKEN] {
        assert!(!text.contains(secret), "{name} holds {secret}");
    }
}

#[test]
fn every_vendor_has_a_token_a_table_and_a_guide() {
    let program = Program::start();
    let vendors = ok(program.call("list_vendors", json!({})));
    let vendors: Vec<&Value> = vendors.as_array().into_iter().flatten().collect();
    assert!(vendors.len() > 1, "the built-in ones and every other one");
    for vendor in vendors {
        let id = &vendor["id"];
        ok(program.call("choose_vendor", json!({ "id": id, "identityProvider": "entra" })));
        let input = json!({ "key": "", "secret": "", "token": "a-ready-token-0123456789" });
        let draft = ok(program.call("check_token", json!({ "input": input })));
        assert_eq!(draft["canCompose"], true, "{id} takes a ready token: {draft:#}");
        let table = ok(program.call("mapping_table", json!({})));
        assert!(!table["rows"].as_array().is_none_or(Vec::is_empty), "{id} has mappings");
        for row in table["rows"].as_array().into_iter().flatten() {
            assert_eq!(row["diagnostics"], json!([]), "{id}: {row:#}");
            assert_eq!(row["ruleFinding"], Value::Null, "{id} keeps its own rules: {row:#}");
        }
        assert_eq!(table["findings"], json!([]), "{id} keeps its own rules");
        let guide = ok(program.call("guide", json!({})));
        assert!(guide["steps"].as_array().is_some_and(|steps| steps.len() > 4), "{id} has a guide");
        ok(program.call("handover_summary", json!({})));
    }
}

#[test]
fn a_choice_loses_nothing() {
    let program = Program::start();
    with_token(&program);
    let before = ok(program.call("wizard_state", json!({})));
    ok(program.call("choose_vendor", json!({ "id": "jericho", "identityProvider": "entra" })));
    let other = ok(program.call("wizard_state", json!({})));
    assert_eq!(other["token"], Value::Null, "another vendor has another token");
    let after = ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    assert_eq!(after["token"], before["token"], "coming back finds it again");
}

#[test]
fn mappings_are_edited_undone_and_reset() {
    let program = Program::start();
    with_token(&program);
    let before = ok(program.call("mapping_table", json!({})));
    let row = &before["rows"][0];
    let mapping = json!({
        "source": { "kind": "expression", "text": "ToLower([mail], )" },
        "target": row["mapping"]["target"],
        "defaultIfNull": null,
        "apply": "always",
        "matching": row["mapping"]["matching"],
    });
    let edited = ok(program.call("change_mapping", json!({ "id": row["id"], "mapping": mapping })));
    assert_eq!(
        edited["table"]["rows"][0]["sourceText"], "ToLower([mail], )",
        "the row was changed"
    );
    assert_eq!(edited["table"]["changed"], true, "and differs from the profile");
    let undone = ok(program.call("undo_mapping", json!({})));
    assert_eq!(undone["table"]["rows"], before["rows"], "undo takes it back");
    ok(program.call("redo_mapping", json!({})));
    ok(program.call("remove_mapping", json!({ "id": row["id"] })));
    let reset = ok(program.call("reset_mappings", json!({})));
    let targets = |table: &Value| -> Vec<Value> {
        let rows = table["rows"].as_array().into_iter().flatten();
        rows.map(|row| row["mapping"].clone()).collect()
    };
    assert_eq!(targets(&reset["table"]), targets(&before), "reset brings the profile's table back");
    let again = ok(program.call("undo_mapping", json!({})));
    assert_ne!(targets(&again["table"]), targets(&before), "and even that can be undone");
}

#[test]
fn refusals_say_what_to_do() {
    let program = Program::start();
    let refused = |command: &str, arguments: Value| {
        let finding = program.call(command, arguments).expect_err("it is refused");
        assert!(
            finding["fixes"].as_array().is_some_and(|fixes| !fixes.is_empty()),
            "{command} says what to do: {finding:#}"
        );
        finding["code"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(refused("go_to_step", json!({ "step": "token" })), "app.no_vendor", "no vendor");
    assert_eq!(
        refused("choose_vendor", json!({ "id": "nobody", "identityProvider": "entra" })),
        "app.unknown_vendor",
        "an unknown vendor"
    );
    ok(program.call("choose_vendor", json!({ "id": "safe", "identityProvider": "entra" })));
    assert_eq!(refused("reveal_token", json!({})), "app.no_token", "no token");
    assert_eq!(
        refused("preview_directory", json!({ "onProgress": "__CHANNEL__:8" })),
        "app.no_users",
        "no users"
    );
    assert_eq!(
        refused("open_link", json!({ "url": "https://evil.example" })),
        "app.link_refused",
        "a page that no profile names"
    );
    assert!(program.answers.opened.lock().expect("unlocked").is_empty(), "no browser was started");
    assert_eq!(refused("open_dropped_users", json!({})), "app.nothing_dropped", "nothing dropped");
    assert_eq!(refused("save_calendar", json!({})), "app.no_expiry", "no expiry");
}

#[test]
fn start_again_forgets() {
    let program = Program::start();
    with_token(&program);
    let state = ok(program.call("start_again", json!({})));
    assert_eq!(state["vendor"], Value::Null, "no vendor");
    assert_eq!(state["token"], Value::Null, "no token");
    assert_eq!(state["position"], "vendor", "at the first step");
}

#[test]
fn a_vendor_comes_from_a_file() {
    let program = Program::start();
    let built_in = include_str!("../../crates/vendor/profiles/jericho.toml");
    let path = program.folder().join("acme.toml");
    let acme = built_in
        .replace("id = \"jericho\"", "id = \"acme\"")
        .replace("name = \"Jericho Security\"", "name = \"Acme\"");
    std::fs::write(&path, &acme).expect("written");
    *program.answers.file.lock().expect("unlocked") = Some(path.clone());
    let state = ok(program.call("open_profile", json!({})))["state"].clone();
    assert_eq!(state["vendor"]["id"], "acme", "the vendor of the file is chosen");
    assert_eq!(state["profileFile"], "acme.toml", "and the window says where it is from");

    std::fs::write(&path, acme.replace("recipe =", "recipee =")).expect("written");
    let finding = program.call("open_profile", json!({})).expect_err("it is refused");
    let told = finding.to_string();
    assert!(
        told.contains("recipee") && told.contains("recipe"),
        "what is wrong, and meant: {told}"
    );

    // The file may be gone in the next run: its text was kept.
    std::fs::remove_file(&path).expect("removed");
    let again = Program::start_in(program.end(), "main");
    let state = ok(again.call("wizard_state", json!({})));
    assert_eq!(state["vendor"]["id"], "acme", "the next run still has it");

    *again.answers.file.lock().expect("unlocked") = None;
    assert_eq!(ok(again.call("open_profile", json!({}))), Value::Null, "cancelled");
}
