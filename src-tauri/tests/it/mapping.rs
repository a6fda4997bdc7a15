//! The mapping step's commands: the requests for a person, Entra's schema, comparisons, the tree.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Program, ok};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(name)
}

fn answer(program: &Program, file: PathBuf) {
    *program.answers.file.lock().expect("unlocked") = Some(file);
}

/// The program with a vendor, its tenant URL and people.
fn loaded() -> Program {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    answer(&program, data("entra-download-users.csv"));
    ok(program.call("open_users", json!({})));
    program
}

#[test]
fn the_first_people_are_told_while_a_file_is_read() {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    ok(program.call("watch_loading", json!({ "onEvent": "__CHANNEL__:9" })));
    answer(&program, data("entra-download-users.csv"));
    ok(program.call("open_users", json!({})));
    let messages = program.messages();
    let kinds: Vec<&str> = messages.iter().filter_map(|it| it["kind"].as_str()).collect();
    assert_eq!(kinds.get(..2), Some(&["started", "first"][..]), "{messages:?}");
    assert_eq!(messages[0]["files"], json!(["entra-download-users.csv"]), "the file is named");
    let first = &messages[1]["people"][0];
    let page = ok(program.call(
        "list_people",
        json!({ "query": { "search": "", "finding": null, "path": null, "offset": 0, "limit": 1 } }),
    ));
    assert_eq!(first["displayName"], page["people"][0]["displayName"], "the same first person");
    ok(program.call("cancel_loading", json!({})));
    let state = ok(program.call("wizard_state", json!({})));
    assert_ne!(state["directory"], Value::Null, "nothing is under way: what is loaded stays");
}

#[test]
fn several_exports_are_one_directory_now_and_in_the_next_run() {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    let folder = program.folder().to_owned();
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("it is written");
        path
    };
    let first = write("users-1.csv", "id,userPrincipalName\n1,a@n.example\n2\n");
    let second = write("users-2.csv", "id,userPrincipalName\n1,a@n.example\n3,c@n.example\n\n4\n");
    answer(&program, first.clone());
    *program.answers.more_files.lock().expect("unlocked") = vec![second.clone()];
    let summary = ok(program.call("open_users", json!({})));
    assert_eq!((&summary["users"], &summary["skipped"]), (&json!(2), &json!(2)), "{summary:#}");
    assert_eq!(summary["files"], json!(["users-1.csv", "users-2.csv"]), "each is named");
    let skipped = ok(program.call("skipped_rows", json!({})));
    let short = |file: &str, line: u32| json!({ "file": file, "line": line, "reason": "Too few values: 1 of 2 columns" });
    assert_eq!(skipped, json!([short("users-1.csv", 3), short("users-2.csv", 5)]), "and where");
    let column = json!({ "header": "id", "attribute": "employeeId" });
    let again = ok(program.call("choose_column", json!({ "column": column })));
    assert_eq!((&again["users"], &again["skipped"]), (&json!(2), &json!(2)), "the same rows");

    let next = Program::start_in(program.end(), "main");
    let state = ok(next.call("wizard_state", json!({})));
    assert_eq!(state["directoryRemembered"], json!(["users-1.csv", "users-2.csv"]));
    let summary = ok(next.call("reopen_users", json!({})));
    assert_eq!(summary["files"], json!(["users-1.csv", "users-2.csv"]), "both are read again");
    ok(next.call("close_users", json!({})));
    let state = ok(next.call("wizard_state", json!({})));
    assert_eq!(state["directoryRemembered"], json!([]), "and forgotten when closed");

    *next.answers.file.lock().expect("unlocked") = Some(first);
    *next.answers.more_files.lock().expect("unlocked") = vec![second.clone()];
    ok(next.call("open_users", json!({})));
    std::fs::remove_file(second).expect("it is removed");
    let refused = next.call("reopen_users", json!({})).expect_err("one is gone");
    assert_eq!(refused["code"], "app.users_file_gone", "{refused:#}");
    assert!(refused.to_string().contains("users-2.csv"), "the one that is gone is named");
}

#[test]
fn requests_are_planned_for_the_tenant() {
    let program = loaded();
    let plan =
        |event: Value| ok(program.call("plan_requests", json!({ "row": 1, "event": event })));
    let created = plan(json!({ "kind": "created" }));
    let requests = created["default"]["requests"].as_array().expect("a list");
    let methods: Vec<&str> = requests.iter().filter_map(|it| it["method"].as_str()).collect();
    assert_eq!(methods.get(..2), Some(&["GET", "POST"][..]), "looked for, then created");
    let url = requests[0]["url"].as_str().unwrap_or_default();
    assert!(url.starts_with("https://api.securepractice.co/scim/v2/Users?filter="), "{url}");
    let edits = json!([{ "attribute": "displayName", "value": "Somebody Else" }]);
    let changed = plan(json!({ "kind": "changed", "edits": edits }));
    let body = changed["optscim"]["requests"][1]["body"].as_str().unwrap_or_default();
    assert!(body.contains("Somebody Else"), "the change is in the body: {changed:#}");
    let refused =
        program.call("plan_requests", json!({ "row": 0, "event": { "kind": "created" } }));
    assert_eq!(refused.expect_err("rows count from 1")["code"], "preview.unknown_person");
}

#[test]
fn a_schema_takes_the_tables_place_and_is_saved_whole() {
    let program = loaded();
    assert_eq!(ok(program.call("schema_state", json!({}))), Value::Null, "none is open");
    let refused = program.call("schema_text", json!({})).expect_err("nothing to start from");
    assert_eq!(refused["code"], "app.no_schema", "{refused:#}");
    answer(&program, data("entra-schema.json"));
    let schema =
        ok(program.call("open_schema", json!({ "intoTable": true, "dropped": false })))["schema"]
            .clone();
    assert_eq!((&schema["file"], &schema["mappings"]), (&json!("entra-schema.json"), &json!(7)));
    let differences = schema["againstProfile"].as_array().expect("a list");
    assert!(!differences.is_empty(), "it is not what the profile asks for");
    assert_eq!(schema["againstTable"], json!([]), "the table is the schema's");
    let table = ok(program.call("mapping_table", json!({})));
    assert_eq!(table["rows"].as_array().map(Vec::len), Some(7), "its mappings are previewed");
    assert_eq!(table["canUndo"], true, "and the step can be taken back");
    let text = ok(program.call("schema_text", json!({})));
    let original = std::fs::read_to_string(data("entra-schema.json")).expect("the export is there");
    let parsed = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(parsed(text.as_str().unwrap_or_default()), parsed(&original), "unchanged so far");

    ok(program.call("reset_mappings", json!({})));
    let schema = ok(program.call("schema_state", json!({})));
    assert_eq!(
        schema["againstTable"], schema["againstProfile"],
        "now the table is the profile's, and a saved schema brings it about"
    );
    let folder = program.folder().to_owned();
    answer(&program, folder.clone());
    let name = ok(program.call("save_schema", json!({})));
    assert_eq!(name, "Footbridge-Secure-Practice-schema.json");
    let saved = folder.join(name.as_str().unwrap_or_default());
    let written = parsed(&std::fs::read_to_string(&saved).expect("it was written"));
    assert_eq!(written["id"], parsed(&original)["id"], "the rest of the document is kept");
    answer(&program, saved);
    let again =
        ok(program.call("open_schema", json!({ "intoTable": true, "dropped": false })))["schema"]
            .clone();
    assert_eq!(again["againstProfile"], json!([]), "it has what the profile asks for");

    let next = Program::start_in(program.end(), "main");
    let remembered = ok(next.call("schema_state", json!({})));
    assert_eq!(
        remembered["file"], "Footbridge-Secure-Practice-schema.json",
        "the next run goes on"
    );
    ok(next.call("close_schema", json!({})));
    assert_eq!(ok(next.call("schema_state", json!({}))), Value::Null, "until it is closed");
}

#[test]
fn a_schema_is_finished_with_the_tables_mappings_and_the_table_stays() {
    let program = loaded();
    let before = ok(program.call("mapping_table", json!({})));
    answer(&program, data("entra-schema.json"));
    let open = json!({ "intoTable": false, "dropped": false });
    let changed = ok(program.call("open_schema", open));
    assert_eq!(ok(program.call("mapping_table", json!({}))), before, "the table is as it was");
    let schema = &changed["schema"];
    assert_eq!(schema["againstTable"], schema["againstProfile"], "the table is the profile's");
    let missing = schema["againstTable"].as_array().into_iter().flatten();
    let severe: Vec<&Value> = missing.filter(|it| it["finding"]["severity"] == "error").collect();
    assert_eq!(severe, Vec::<&Value>::new(), "Secure Practice has no rule of its own");
    let text = ok(program.call("schema_text", json!({})));
    let written: Value = serde_json::from_str(text.as_str().unwrap_or_default()).expect("JSON");
    assert_ne!(written, Value::Null, "the finished schema");

    let nothing = program.call("open_schema", json!({ "intoTable": false, "dropped": true }));
    assert_eq!(nothing.expect_err("nothing was dropped")["code"], "app.nothing_dropped");
}

#[test]
fn a_file_that_is_no_schema_changes_nothing() {
    let program = loaded();
    let before = ok(program.call("mapping_table", json!({})));
    answer(&program, data("graph-users.json"));
    let refused = program
        .call("open_schema", json!({ "intoTable": true, "dropped": false }))
        .expect_err("people are no schema");
    assert_eq!(refused["code"], "schema.not_a_schema", "{refused:#}");
    answer(&program, data("no-such-file.json"));
    let refused = program
        .call("open_schema", json!({ "intoTable": true, "dropped": false }))
        .expect_err("there is no such file");
    assert_eq!(refused["code"], "file.not_found", "{refused:#}");
    assert_eq!(ok(program.call("mapping_table", json!({}))), before, "the table is as it was");
}

#[test]
fn changes_are_compared_with_the_profile_and_the_last_state() {
    let program = loaded();
    let compare = |base: &str| {
        let arguments = json!({ "base": base, "row": 1, "onProgress": "__CHANNEL__:7" });
        ok(program.call("compare_mappings", arguments))
    };
    assert_eq!(compare("lastState")["kind"], "nothing", "nothing was changed yet");
    assert_eq!(compare("schema")["kind"], "nothing", "no schema is open");
    let profile = compare("profile");
    assert_eq!(profile["comparison"]["mappings"], json!([]), "the table is the profile's");
    let mapping = |text: &str| {
        json!({
            "source": { "kind": "constant", "value": text }, "target": "nickName",
            "defaultIfNull": null, "apply": "always", "matching": null
        })
    };
    let table =
        ok(program.call("add_mapping", json!({ "mapping": mapping("a") })))["table"].clone();
    let id = &table["rows"].as_array().and_then(|rows| rows.last()).expect("the new row")["id"];
    ok(program.call("change_mapping", json!({ "id": id, "mapping": mapping("b") })));
    let sent = |value: &str| json!({ "kind": "sent", "value": value, "fromDefault": false });
    for (base, before) in [("profile", Value::Null), ("lastState", sent("a"))] {
        let compared = &compare(base)["comparison"];
        assert_eq!(compared["mappings"][0]["target"], "nickName", "{base}: {compared:#}");
        let people = &compared["people"];
        assert_eq!(people["people"], people["users"], "{base}: everybody");
        let change = &compared["person"][0];
        assert_eq!((&change["before"], &change["after"]), (&before, &sent("b")), "{base}");
    }
    let scope = json!({ "kind": "having", "attribute": "displayName", "value": "nobody" });
    ok(program.call("choose_scope", json!({ "scope": scope })));
    assert_eq!(compare("profile")["comparison"]["people"]["users"], 0, "nobody is in scope");
    ok(program.call("cancel_comparison", json!({})));
}

#[test]
fn people_are_listed_without_their_preview_once_it_is_given_up() {
    let program = loaded();
    let list = |finding: Value| {
        let conditions = json!({ "search": "", "finding": finding, "path": null, "sent": null });
        let mut query = conditions.as_object().expect("an object").clone();
        query.extend([("offset".to_owned(), json!(0)), ("limit".to_owned(), json!(100))]);
        ok(program.call("list_people", json!({ "query": query })))
    };
    let marked = |page: &Value| {
        let people = page["people"].as_array().expect("a list").iter();
        people.filter(|person| person["findings"] != json!([])).count()
    };
    let preview =
        || ok(program.call("preview_directory", json!({ "onProgress": "__CHANNEL__:8" })));
    ok(program.call("cancel_preview", json!({})));
    let unjudged = list(Value::Null);
    assert_eq!(marked(&unjudged), 0, "nothing is found about anybody yet");
    let person = ok(program.call("preview_person", json!({ "row": 1 })));
    assert_ne!(person["values"], json!([]), "what would be sent for one is known all the same");

    let found = &preview()["findings"][0];
    let judged = list(Value::Null);
    assert_eq!(judged["total"], unjudged["total"], "the same people");
    assert!(marked(&judged) > 0, "now with what was found: {judged:#}");
    let code = &found["finding"]["code"];
    assert_eq!(list(code.clone())["total"], found["count"], "and listed by it");

    ok(program.call("undo_mapping", json!({})));
    assert!(marked(&list(Value::Null)) > 0, "shown until the next one is there");
    ok(program.call("cancel_preview", json!({})));
    assert_eq!(marked(&list(Value::Null)), 0, "that one is not wanted");
    assert_eq!(list(code.clone())["total"], 0, "and nobody is listed by a finding");
    assert_ne!(preview(), Value::Null, "until it is asked for again");
}

#[test]
fn the_organisation_is_saved_as_a_table_and_as_a_drawing() {
    let program = loaded();
    let folder = program.folder().to_owned();
    answer(&program, folder.clone());
    for (format, begins) in [("csv", "\u{feff}"), ("svg", "<svg ")] {
        let name = ok(program.call("save_tree", json!({ "format": format })));
        let expected = format!("Footbridge-Secure-Practice-organisation.{format}");
        assert_eq!(name, expected, "a name that says what it is");
        let text = std::fs::read_to_string(folder.join(expected)).expect("it was written");
        assert!(text.starts_with(begins), "{format}: {text}");
    }
    program.answers.file.lock().expect("unlocked").take();
    let cancelled = ok(program.call("save_tree", json!({ "format": "svg" })));
    assert_eq!(cancelled, Value::Null, "nobody is asked twice");
}

#[test]
fn a_vendor_that_groups_by_country_says_which_groups_arise() {
    let program = Program::start();
    ok(program.call("choose_vendor", json!({ "id": "keepnet", "identityProvider": "entra" })));
    answer(&program, data("entra-download-users.csv"));
    let users = ok(program.call("open_users", json!({})))["users"].as_u64().unwrap_or_default();
    let groups = ok(program.call("vendor_groups", json!({})));
    let counts = groups["groups"].as_array().expect("a list").iter();
    let people: u64 = counts.filter_map(|group| group["count"].as_u64()).sum();
    assert_eq!(people + groups["without"].as_u64().unwrap_or_default(), users, "{groups:#}");
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    assert_eq!(ok(program.call("vendor_groups", json!({}))), Value::Null, "not every vendor does");
}
