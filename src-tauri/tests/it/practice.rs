//! Practice is a set-up of its own: nothing of it reaches the real one, the disk, or anybody's server.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Program, ok};

fn state(program: &Program) -> Value {
    ok(program.call("wizard_state", json!({})))
}

fn progress(program: &Program) -> Value {
    let text = std::fs::read_to_string(program.folder().join("progress/progress.json"))
        .expect("the progress was saved");
    let mut value: Value = serde_json::from_str(&text).expect("it is JSON");
    value["savedAt"] = Value::Null;
    value
}

fn edited(target: &str) -> Value {
    json!({ "mapping": {
        "source": { "kind": "direct", "attribute": "employeeId" }, "target": target,
        "defaultIfNull": null, "apply": "always", "matching": null,
    } })
}

/// A real set-up in which every part of the state holds something.
fn real() -> Program {
    let program = Program::start();
    ok(program
        .call("choose_vendor", json!({ "id": "secure-practice", "identityProvider": "entra" })));
    let input = json!({ "key": "real-key-7f3a", "secret": "real-secret-91c2", "token": "" });
    ok(program.call("compose_token", json!({ "input": input })));
    ok(program.call("add_mapping", edited("nickName")));
    let guide = ok(program.call("guide", json!({})));
    ok(program.call("set_tick", json!({ "step": guide["steps"][0]["id"], "done": true })));
    let users =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/entra-download-users.csv");
    *program.answers.file.lock().expect("unlocked") = Some(users);
    ok(program.call("open_users", json!({})));
    ok(program.call(
        "choose_scope",
        json!({
            "scope": { "kind": "having", "attribute": "department", "value": "Sales" }
        }),
    ));
    ok(program.call("go_to_step", json!({ "step": "mapping" })));
    program
}

/// Does in practice what can be done.
fn practise(program: &Program) -> Value {
    ok(program.call("start_practice", json!({})));
    let credentials = ok(program.call("practice_credentials", json!({})));
    let input = json!({ "key": credentials["key"], "secret": credentials["secret"], "token": "" });
    ok(program.call("compose_token", json!({ "input": input })));
    ok(program.call("test_connection", json!({ "tenantUrl": "", "onEvent": "__CHANNEL__:7" })));
    ok(program.call("open_sample_users", json!({})));
    ok(program.call("reset_mappings", json!({})));
    ok(program.call("add_mapping", edited("displayName")));
    let guide = ok(program.call("guide", json!({})));
    for step in guide["steps"].as_array().into_iter().flatten() {
        ok(program.call("set_tick", json!({ "step": step["id"], "done": true })));
    }
    ok(program.call("go_to_step", json!({ "step": "handover" })));
    state(program)
}

#[test]
fn real_set_up_is_back_as_it_was() {
    let program = real();
    let (before, table) = (state(&program), ok(program.call("mapping_table", json!({}))));
    let scope = ok(program.call("users_scope", json!({})));
    let saved = progress(&program);
    let practised = practise(&program);
    assert_eq!(practised["connection"]["ok"], true, "practice works: {practised:#}");
    assert_eq!(progress(&program), saved, "nothing of it is saved while it goes on");
    let after = ok(program.call("stop_practice", json!({})));
    assert_eq!(after, before, "the state is as it was");
    assert_eq!(ok(program.call("mapping_table", json!({}))), table, "so are the mappings");
    assert_eq!(ok(program.call("users_scope", json!({}))), scope, "and the scope");
    assert_eq!(progress(&program), saved, "and the file");
    let again = ok(program.call("start_practice", json!({})));
    assert_eq!(again["ticks"], json!([]), "the next practice begins anew");
}

#[test]
fn restart_after_practice_finds_the_real_set_up() {
    let program = real();
    let (before, saved) = (state(&program), progress(&program));
    practise(&program);
    let again = Program::start_in(program.end(), "main");
    let after = state(&again);
    assert_eq!(after["practice"], Value::Null);
    for part in ["position", "ticks", "tenantUrl", "directoryRemembered", "connection"] {
        let expected = if part == "directoryRemembered" {
            json!(["entra-download-users.csv"])
        } else {
            before[part].clone()
        };
        assert_eq!(after[part], expected, "{part}");
    }
    assert_eq!(progress(&again), saved);
}

#[test]
fn practice_starts_empty_with_the_same_vendor() {
    let program = real();
    let practice = ok(program.call("start_practice", json!({})));
    assert_eq!(practice["vendor"]["id"], "secure-practice");
    assert_eq!(practice["position"], "mapping", "where the admin stands");
    assert_eq!(practice["directory"], Value::Null, "the real people stay out of it");
    assert_eq!(practice["ticks"], json!([]));
    let table = ok(program.call("mapping_table", json!({})));
    assert_eq!(table["changed"], false, "the profile's mappings");
    let revealed = ok(program.call("reveal_token", json!({})));
    let token = revealed.as_str().expect("a token");
    assert!(token.starts_with("practice-token-"), "a made-up token, not the real one");
}

#[test]
fn report_and_calendar_of_practice_say_so() {
    let program = real();
    practise(&program);
    ok(program.call("set_token_expiry", json!({ "date": "2031-01-01" })));
    let folder = program.folder().to_owned();
    *program.answers.file.lock().expect("unlocked") = Some(folder.clone());
    for (command, arguments) in [
        ("save_report", json!({ "format": "html" })),
        ("save_report", json!({ "format": "markdown" })),
        ("save_calendar", json!({})),
    ] {
        let name = ok(program.call(command, arguments));
        let name = name.as_str().expect("a file name");
        let text = std::fs::read_to_string(folder.join(name)).expect("it was written");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.to_lowercase().contains("practice"), "{name} says so: {text}");
    }
    ok(program.call("stop_practice", json!({})));
    let name = ok(program.call("save_report", json!({ "format": "markdown" })));
    let report = std::fs::read_to_string(folder.join(name.as_str().expect("a name")));
    let report = report.expect("it was written");
    assert!(!report.contains("127.0.0.1"), "the real report knows nothing of it: {report}");
    assert!(!report.to_lowercase().contains("practice tenant"), "{report}");
}

#[test]
fn nothing_of_practice_reaches_the_keyring() {
    let program = real();
    practise(&program);
    for command in ["save_token", "load_token"] {
        let refused = program.call(command, json!({})).expect_err(command);
        assert_eq!(refused["code"], "app.not_in_practice", "{command}");
    }
}

/// Asks the practice tenant with a token, and returns the status.
fn ask(url: &str, token: &str) -> String {
    use std::io::{Read as _, Write as _};
    let place = url.trim_start_matches("http://").split('/').next().expect("a host").to_owned();
    let mut stream = std::net::TcpStream::connect(&place).expect("the tenant listens");
    write!(
        stream,
        "GET /scim/v2/Users HTTP/1.1\r\nhost: {place}\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
    )
    .expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[test]
fn forgotten_token_is_not_accepted_any_more() {
    let program = real();
    let practised = practise(&program);
    let url = practised["practice"]["tenantUrl"].as_str().expect("a URL").to_owned();
    let token = ok(program.call("reveal_token", json!({})));
    let token = token.as_str().expect("a token").to_owned();
    assert_eq!(ask(&url, &token), "200", "while it is the wizard's");
    assert_eq!(ask(&url, "real-key-7f3a"), "401", "another one is not");
    ok(program.call("forget_token", json!({})));
    assert_eq!(ask(&url, &token), "401", "after Forget");

    let input = json!({ "key": "", "secret": "", "token": token });
    ok(program.call("compose_token", json!({ "input": input })));
    assert_eq!(ask(&url, &token), "200", "made again");
    let state = ok(program.call("start_again", json!({})));
    assert_eq!(ask(&url, &token), "401", "after Start again");
    assert_eq!(state["practice"]["tenantUrl"], json!(url), "practice goes on, anew");
    let back = ok(program.call("stop_practice", json!({})));
    assert_eq!(back["vendor"]["id"], "secure-practice", "the real set-up is untouched");
}
