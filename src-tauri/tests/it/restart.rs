//! What was said to be saved is there in the next run, however this one ended.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{Program, ok};

/// The variable that makes this test program the one that is killed.
const VICTIM: &str = "FOOTBRIDGE_TEST_VICTIM";

fn chosen() -> Program {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    program
}

fn mapping(attribute: &str, target: &str) -> Value {
    json!({
        "source": { "kind": "direct", "attribute": attribute }, "target": target,
        "defaultIfNull": null, "apply": "always", "matching": null,
    })
}

#[test]
fn guide_and_report_after_a_restart_tell_the_edited_mappings() {
    let program = chosen();
    for target in ["nickName", "title"] {
        ok(program.call("add_mapping", json!({ "mapping": mapping("employeeId", target) })));
    }
    let (before, table) =
        (ok(program.call("guide", json!({}))), ok(program.call("mapping_table", json!({}))));
    let again = Program::start_in(program.end(), "main");
    // The guide comes first: nothing has asked for the table yet.
    assert_eq!(ok(again.call("guide", json!({}))), before, "the same pages");
    let after = ok(again.call("mapping_table", json!({})));
    assert_eq!(after["rows"], table["rows"]);

    let folder = again.folder().to_owned();
    *again.answers.file.lock().expect("unlocked") = Some(folder.clone());
    let third = Program::start_in(again.end(), "main");
    *third.answers.file.lock().expect("unlocked") = Some(folder.clone());
    let name = ok(third.call("save_report", json!({ "format": "markdown" })));
    let report = std::fs::read_to_string(folder.join(name.as_str().expect("a name")));
    assert!(report.expect("it was written").contains("nickName"), "the report has them, too");
}

#[test]
fn step_that_does_not_hold_any_more_is_not_ticked() {
    let done = |state: &Value, step: &str| {
        let steps = state["steps"].as_array().into_iter().flatten();
        steps.filter(|one| one["step"] == step).all(|one| one["done"] == true)
    };
    let program = chosen();
    let input = json!({ "key": "canary-key-7f3a", "secret": "canary-secret-91c2", "token": "" });
    let state = ok(program.call("compose_token", json!({ "input": input })));
    assert!(done(&state, "token"), "there is a token");
    let state = ok(program.call("set_token_expiry", json!({ "date": "2020-01-01" })));
    assert!(!done(&state, "token"), "it has ended");
    assert_eq!(state["tokenExpired"], true);
    let state = ok(program.call("set_token_expiry", json!({ "date": null })));
    assert!(done(&state, "token"), "it has not");

    let nobody = program.folder().join("nobody.csv");
    std::fs::write(&nobody, "userPrincipalName,displayName\n").expect("written");
    *program.answers.file.lock().expect("unlocked") = Some(nobody);
    drop(program.call("open_users", json!({})));
    let state = ok(program.call("wizard_state", json!({})));
    assert!(!done(&state, "mapping"), "a file of nobody shows nothing");

    let again = Program::start_in(program.end(), "main");
    let state = ok(again.call("wizard_state", json!({})));
    assert!(!done(&state, "token"), "the token is gone with the run");
    assert_eq!(state["tokenRemembered"]["lastFour"], "Mg==", "what it was is still known");
}

#[test]
fn start_again_ends_what_is_under_way() {
    let program = chosen();
    let input = json!({ "key": "canary-key-7f3a", "secret": "canary-secret-91c2", "token": "" });
    ok(program.call("compose_token", json!({ "input": input })));
    ok(program.call("start_practice", json!({})));
    let state = ok(program.call("practice_credentials", json!({})));
    let input = json!({ "key": state["key"], "secret": state["secret"], "token": "" });
    ok(program.call("compose_token", json!({ "input": input })));
    // A server that never answers: the test waits until it is stopped.
    ok(program.call("set_practice_fault", json!({ "name": "hang" })));
    let page = program.page();
    let testing = std::thread::spawn(move || {
        page.call("test_connection", json!({ "tenantUrl": "", "onEvent": "__CHANNEL__:7" }))
    });
    let begun = || program.messages().iter().any(|event| event["kind"] == "started");
    while !begun() {
        std::thread::yield_now();
    }
    ok(program.call("start_again", json!({})));
    let ended = ok(testing.join().expect("the thread ends"));
    assert_eq!(ended["connection"], Value::Null, "its result is filed nowhere");
    assert_eq!(ended["vendor"], Value::Null, "the window begins anew");
}

/// Edits until it is killed, and says after each edit that it is saved.
#[test]
fn victim_edits_until_it_is_killed() {
    let Some(folder) = std::env::var_os(VICTIM) else { return };
    let folder = tempfile::Builder::new().tempdir_in(folder).expect("a folder");
    println!("in {}", folder.path().display());
    let program = Program::start_in(folder, "main");
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    for number in 0.. {
        let mapping = mapping(&format!("extensionAttribute{}", number % 15 + 1), "nickName");
        ok(program.call("add_mapping", json!({ "mapping": mapping })));
        println!("saved {number}");
    }
}

/// Kills the victim after its `after`th word of being saved; returns its folder and that number.
fn kill(home: &Path, after: u32) -> (std::path::PathBuf, u64) {
    let mut victim = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "restart::victim_edits_until_it_is_killed", "--nocapture"])
        .env(VICTIM, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the victim starts");
    let mut lines = BufReader::new(victim.stdout.take().expect("piped")).lines();
    let (mut folder, mut saved) = (None, 0);
    for line in lines.by_ref() {
        let line = line.expect("text");
        if let Some(path) = line.strip_prefix("in ") {
            folder = Some(std::path::PathBuf::from(path));
        }
        if let Some(number) = line.strip_prefix("saved ") {
            saved = number.parse().expect("a number");
            if saved >= u64::from(after) {
                break;
            }
        }
    }
    victim.kill().expect("kill -9");
    // What it said before it died counts, too.
    for line in lines.map_while(Result::ok) {
        if let Some(number) = line.strip_prefix("saved ") {
            saved = number.parse().unwrap_or(saved);
        }
    }
    victim.wait().expect("it ends");
    (folder.expect("it named its folder"), saved)
}

#[test]
fn kill_during_edits_loses_nothing_that_was_said_to_be_saved() {
    let home = tempfile::tempdir().expect("a folder");
    for round in 0..200 {
        let (folder, saved) = kill(home.path(), round % 7);
        let text = std::fs::read(folder.join("progress/progress.json")).expect("it is there");
        let progress: Value = serde_json::from_slice(&text).expect("it is whole");
        let rows = progress["setups"]["secure-practice"]["mappings"]["rows"].as_array();
        let added = rows.into_iter().flatten().filter(|row| row["mapping"]["target"] == "nickName");
        let added = added.count() as u64;
        assert!(added > saved, "round {round}: {added} edits are there, {} were said", saved + 1);
        let moved = tempfile::tempdir().expect("a folder");
        std::fs::rename(folder.join("progress"), moved.path().join("progress")).expect("moved");
        std::fs::remove_dir_all(&folder).expect("removed");
        if round % 20 == 0 {
            let next = Program::start_in(moved, "main");
            let state = ok(next.call("wizard_state", json!({})));
            assert_eq!(state["vendor"]["id"], "secure-practice", "round {round}");
            assert_eq!(state["notices"], json!([]), "round {round}");
        }
    }
}
