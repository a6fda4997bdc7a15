//! What is the admin's own: the name of an application without a profile, and the files that were saved.

use serde_json::json;

use crate::support::{Program, ok};

fn choose(program: &Program, id: &str) {
    ok(program.call("choose_vendor", json!({ "id": id, "identityProvider": "entra" })));
}

#[test]
fn only_what_was_saved_in_this_run_is_opened() {
    let program = Program::start();
    let folder = tempfile::tempdir().expect("a folder");
    choose(&program, "other");
    *program.answers.file.lock().expect("nobody panicked") = Some(folder.path().to_owned());
    let refused = program
        .call("open_saved", json!({ "name": "/etc/passwd", "showing": "file" }))
        .expect_err("nothing was saved");
    assert_eq!(refused["code"], "app.not_saved");
    let name = ok(program.call("save_report", json!({ "format": "html" })));
    ok(program.call("open_saved", json!({ "name": name, "showing": "folder" })));
    let opened = program.answers.opened.lock().expect("nobody panicked").clone();
    let path = folder.path().join(name.as_str().expect("a name"));
    assert_eq!(opened, [format!("Folder {}", path.display())]);
}

#[test]
fn application_without_a_profile_bears_the_name_that_it_is_given() {
    let program = Program::start();
    choose(&program, "other");
    let state = ok(program.call("name_vendor", json!({ "name": " Acme Awareness " })));
    assert_eq!(state["vendor"]["name"], "Acme Awareness");
    let guide = ok(program.call("guide", json!({}))).to_string();
    assert!(guide.contains("Acme Awareness SCIM"), "the application: {guide}");
    let program = Program::start_in(program.end(), "main");
    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(state["vendor"]["givenName"], "Acme Awareness", "it is kept");
    choose(&program, "safe");
    let state = ok(program.call("name_vendor", json!({ "name": "Acme" })));
    assert_eq!(state["vendor"]["name"], "SAFE", "a vendor keeps its own");
    let long = program.call("name_vendor", json!({ "name": "x".repeat(101) }));
    assert_eq!(long.expect_err("it is too long")["code"], "app.too_long");
}
