//! A token belongs to the server that it was made for, and is filed where it was asked for.

use std::sync::mpsc;

use serde_json::{Value, json};

use crate::support::{Program, keyring, ok, store};

const KEY: &str = "canary-key-7f3a";
const SECRET: &str = "canary-secret-91c2";
/// base64 of `KEY:SECRET`.
const TOKEN: &str = "Y2FuYXJ5LWtleS03ZjNhOmNhbmFyeS1zZWNyZXQtOTFjMg==";

fn choose(program: &Program, vendor: &str) -> Value {
    ok(program.call("choose_vendor", json!({ "id": vendor, "identityProvider": "entra" })))
}

fn compose(program: &Program) -> Value {
    let input = json!({ "key": KEY, "secret": SECRET, "token": "" });
    ok(program.call("compose_token", json!({ "input": input })))
}

fn test(program: &Program, url: &str) -> Result<Value, Value> {
    program.call("test_connection", json!({ "tenantUrl": url, "onEvent": "__CHANNEL__:7" }))
}

/// Has the program open a profile of these contents.
fn open(program: &Program, name: &str, text: &str) -> Result<Value, Value> {
    let path = program.folder().join(name);
    std::fs::write(&path, text).expect("written");
    *program.answers.file.lock().expect("unlocked") = Some(path);
    program.call("open_profile", json!({}))
}

const BUILT_IN: &str = include_str!("../../crates/vendor/profiles/secure-practice.toml");

/// A listener that nobody may ask anything of.
fn elsewhere() -> (std::net::TcpListener, String) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("it does not wait");
    let url = format!("http://{}/scim", listener.local_addr().expect("an address"));
    (listener, url)
}

fn nobody_came(listener: &std::net::TcpListener) {
    let came = listener.accept().map(|_| ()).expect_err("a request came");
    assert_eq!(came.kind(), std::io::ErrorKind::WouldBlock, "nobody came");
}

#[test]
fn profile_under_a_built_in_id_is_refused() {
    let program = Program::start();
    choose(&program, "secure-practice");
    let own = compose(&program)["tenantUrl"].clone();
    let fixed = own.as_str().expect("a URL");
    let elsewhere = BUILT_IN.replace(fixed, "https://scim.evil.example/v2");
    let finding = open(&program, "secure-practice.toml", &elsewhere).expect_err("it is refused");
    assert!(finding["evidence"].to_string().contains("`secure-practice`"), "{finding:#}");
    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(state["tenantUrl"], own, "nothing has changed");
    assert_eq!(state["profileFile"], Value::Null);
}

#[test]
fn profile_that_resembles_a_built_in_vendor_is_confirmed_first() {
    let program = Program::start();
    let fixed = choose(&program, "secure-practice")["tenantUrl"].clone();
    ok(program.call("start_again", json!({})));
    let imitation = BUILT_IN
        .replace("id = \"secure-practice\"", "id = \"secure-practise\"")
        .replace(fixed.as_str().expect("a URL"), "https://scim.evil.example/v2");
    let opened = ok(open(&program, "imitation.toml", &imitation));
    assert_eq!(opened["kind"], "resembles", "{opened:#}");
    assert!(opened["finding"].to_string().contains("scim.evil.example"), "{opened:#}");
    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(state["vendor"], Value::Null, "it is not chosen yet");
    let state = ok(program.call("confirm_profile", json!({})));
    assert_eq!(state["vendor"]["id"], "secure-practise", "now it is");
    let again =
        program.call("confirm_profile", json!({})).expect_err("there is nothing to confirm");
    assert_eq!(again["code"], "app.no_vendor");
}

#[test]
fn other_host_than_the_vendors_is_confirmed_first_and_gets_no_old_token() {
    let program = Program::start();
    choose(&program, "secure-practice");
    compose(&program);
    let (listener, url) = elsewhere();
    let refused = test(&program, &url).expect_err("another host");
    assert_eq!(refused["code"], "app.other_host", "{refused:#}");
    assert_eq!(refused["place"]["field"], "tenantUrl");
    ok(program.call("confirm_tenant_url", json!({ "url": url })));
    let refused = test(&program, &url).expect_err("the token was made for the vendor's");
    assert_eq!(refused["code"], "token.other_origin", "{refused:#}");
    nobody_came(&listener);

    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(state["token"], Value::Null, "there is no token for this server");
    assert!(state["tokenMadeFor"].is_string(), "and the window says for which there is one");
    let revealed = program.call("reveal_token", json!({})).expect_err("not here");
    assert_eq!(revealed["code"], "token.other_origin");
}

#[test]
fn first_test_binds_the_token_of_a_vendor_with_one_url_per_customer() {
    let program = Program::start();
    choose(&program, "safe");
    let input = json!({ "key": "", "secret": "", "token": "a-ready-token-0123456789" });
    ok(program.call("compose_token", json!({ "input": input })));
    let state = ok(test(&program, "https://one.footbridge.invalid/scim"));
    assert_eq!(state["token"]["origin"], "https://one.footbridge.invalid");
    let refused = test(&program, "https://two.footbridge.invalid/scim").expect_err("another one");
    assert_eq!(refused["code"], "token.other_origin");
    ok(test(&program, "https://one.footbridge.invalid/other"));
}

#[test]
fn saved_token_is_found_for_its_own_server_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = store();
    let program = Program::start_with(folder, "main", keyring(saved.clone(), || {}));
    choose(&program, "safe");
    let input = json!({ "key": "", "secret": "", "token": "a-ready-token-0123456789" });
    ok(program.call("compose_token", json!({ "input": input })));
    let refused = program.call("save_token", json!({})).expect_err("for which server?");
    assert_eq!(refused["code"], "app.no_tenant_url");
    ok(test(&program, "https://one.footbridge.invalid/scim"));
    let state = ok(program.call("save_token", json!({})));
    assert_eq!(state["token"]["saved"], true);

    let again = Program::start_with(program.end(), "main", keyring(saved, || {}));
    let state = ok(again.call("load_token", json!({})));
    assert_eq!(state["token"]["lastFour"], "6789", "for the server that it was saved for");
    assert_eq!(ok(again.call("reveal_token", json!({}))), "a-ready-token-0123456789");
    ok(again.call("forget_token", json!({})));
    // Without a token nothing is sent; the URL is kept all the same.
    test(&again, "https://two.footbridge.invalid/scim").expect_err("there is no token");
    let refused = again.call("load_token", json!({})).expect_err("nothing is saved for it");
    assert_eq!(refused["code"], "keyring.no_entry", "{refused:#}");
}

#[test]
fn token_of_an_earlier_version_is_read_for_the_built_in_url() {
    let saved = store();
    earlier(&saved, "secure-practice");
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start_with(folder, "main", keyring(saved, || {}));
    choose(&program, "secure-practice");
    let state = ok(program.call("load_token", json!({})));
    assert_eq!(state["token"]["madeFrom"], "saved");
    let fixed = state["tenantUrl"].as_str().expect("a URL");
    let origin = state["token"]["origin"].as_str().expect("an origin");
    assert!(fixed.starts_with(origin), "it belongs to {fixed}: {origin}");
}

/// Saves the token as an earlier version did.
fn earlier(store: &keyring_core::mock::Store, account: &str) {
    use keyring_core::api::CredentialStoreApi as _;
    let entry = store.build("Footbridge", account, None).expect("an entry");
    entry.set_password(TOKEN).expect("saved");
}

#[test]
fn token_that_comes_late_is_filed_under_the_vendor_it_was_asked_for() {
    let saved = store();
    earlier(&saved, "secure-practice");
    let (answer, owner) = mpsc::channel::<()>();
    let (asked, waiting) = mpsc::channel::<()>();
    let keyring = keyring(saved, move || {
        asked.send(()).expect("the test listens");
        owner.recv().expect("the owner answers");
    });
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start_with(folder, "main", keyring);
    choose(&program, "secure-practice");
    let page = program.page();
    let loading = std::thread::spawn(move || page.call("load_token", json!({})));
    waiting.recv().expect("the keyring asks its owner");
    choose(&program, "keepnet");
    answer.send(()).expect("the keyring waits");
    ok(loading.join().expect("the thread ends"));

    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(state["vendor"]["id"], "keepnet");
    assert_eq!(state["token"], Value::Null, "it is not this vendor's");
    assert_eq!(state["tokenRemembered"], Value::Null);
    let state = choose(&program, "secure-practice");
    assert_eq!(state["token"]["lastFour"], "Mg==", "it is this one's");
}

#[test]
fn save_that_comes_late_marks_the_token_that_was_saved() {
    let (answer, owner) = mpsc::channel::<()>();
    let (asked, waiting) = mpsc::channel::<()>();
    let keyring = keyring(store(), move || {
        asked.send(()).expect("the test listens");
        owner.recv().expect("the owner answers");
    });
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start_with(folder, "main", keyring);
    choose(&program, "secure-practice");
    compose(&program);
    let page = program.page();
    let saving = std::thread::spawn(move || page.call("save_token", json!({})));
    waiting.recv().expect("the keyring asks its owner");
    choose(&program, "jericho");
    let input = json!({ "key": "", "secret": "", "token": "a-ready-token-0123456789" });
    ok(program.call("compose_token", json!({ "input": input })));
    answer.send(()).expect("the keyring waits");
    ok(saving.join().expect("the thread ends"));
    let state = ok(program.call("wizard_state", json!({})));
    assert_eq!(state["token"]["saved"], false, "this vendor's was not saved");
    assert_eq!(choose(&program, "secure-practice")["token"]["saved"], true, "this one's was");
}
