//! The promises that were broken once, in the real window: a token stays with its server, practice
//! stays practice, and what was saved is what the next run tells.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

use std::net::TcpListener;

use footbridge_tests::canary::{KEY, SECRET};
use footbridge_tests::{Program, Window, data, footbridge};
use serde_json::Value;
use thirtyfour::Key;

/// A server of somebody else's: nobody may come.
struct Elsewhere(TcpListener);

impl Elsewhere {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("it does not wait");
        Elsewhere(listener)
    }

    fn place(&self) -> String {
        self.0.local_addr().expect("an address").to_string()
    }

    fn nobody_came(&self) {
        let came = self.0.accept().map(|(_, from)| from).expect_err("somebody came");
        assert_eq!(came.kind(), std::io::ErrorKind::WouldBlock);
    }
}

/// Asks the program as the page does.
async fn invoke(window: &Window, command: &str, arguments: &str) -> Value {
    let script =
        format!("return await window.__TAURI_INTERNALS__.invoke('{command}', {arguments})");
    window.script_in_time(&script).await
}

async fn make_the_token(window: &Window) {
    window.sees("Make the secret token").await;
    window.fill("API key", KEY).await;
    window.fill("API secret", SECRET).await;
    window.activate("Make the token").await;
    window.sees("The secret token is ready").await;
}

/// Lets the window's profile dialog answer with the profile of Secure Practice, changed.
fn give_profile(home: &std::path::Path, change: impl Fn(String) -> String) {
    let built_in =
        footbridge_tests::root().join("src-tauri/crates/vendor/profiles/secure-practice.toml");
    let text = std::fs::read_to_string(built_in).expect("the profile is there");
    std::fs::write(home.join("profile.toml"), change(text)).expect("written");
}

#[tokio::test]
async fn token_stays_with_its_server() {
    let elsewhere = Elsewhere::open();
    let url = format!("https://{}/scim", elsewhere.place());
    let users = data("entra-download-users.csv");
    let home = tempfile::tempdir().expect("a folder");
    let evil = url.clone();
    give_profile(home.path(), move |text| {
        text.replace("https://api.securepractice.co/scim/v2", &evil)
    });
    let window = Window::open_in(home, &users, &[]).await;
    window.activate("Secure Practice").await;
    window.sees("What you need").await;
    window.next_step().await;
    make_the_token(&window).await;

    // A profile file under the vendor's id.
    window.step("Vendor").await;
    window.activate("Open a profile").await;
    window.sees("The profile cannot be used").await;
    window.look("promise-id-taken").await;

    // Another host typed over the vendor's own.
    window.step("Connection").await;
    window.fill("Tenant URL", &url).await;
    window.sees("Secure Practice has one tenant URL; this is another").await;
    window.look_all_round("promise-other-host").await;
    window.press(Key::Enter).await;
    window.activate("Use 127.0.0.1 all the same").await;
    window.misses("has one tenant URL; this is another").await;
    window.activate("Test the connection").await;
    window.step("Token").await;
    window.sees("The token of this run was made for api.securepractice.co").await;
    window.look_all_round("promise-token-elsewhere").await;
    elsewhere.nobody_came();

    // A profile that resembles the vendor is opened only after a look at its host.
    let home = window.close().await;
    let evil = url.clone();
    give_profile(home.path(), move |text| {
        text.replace("https://api.securepractice.co/scim/v2", &evil)
            .replace("id = \"secure-practice\"", "id = \"secure-practice-eu\"")
    });
    let window = Window::open_in(home, &users, &[]).await;
    window.sees("Make the secret token").await;
    window.step("Vendor").await;
    window.activate("Open a profile").await;
    window.sees(&elsewhere.place()).await;
    window.look_all_round("promise-resembles").await;
    window.press(Key::Escape).await;
    window.sees("What are you connecting?").await;
    let state = invoke(&window, "wizard_state", "{}").await;
    assert_eq!(state["vendor"]["id"], "secure-practice", "nothing has changed");
    elsewhere.nobody_came();
    window.close().await;
}

#[tokio::test]
async fn practice_stays_practice() {
    // A real set-up, with a server on this computer in the vendor's place.
    let token = "canary-token-5c1e-0123456789";
    let mut server = footbridge();
    server.args(["practice", "--token-env", "SCIM_TOKEN"]).env("SCIM_TOKEN", token);
    let (_server, lines) = Program::start_and_read(&mut server, 1);
    let users = data("get-mguser.csv");
    let window = Window::open_for("SAFE", &users, &[]).await;
    window.next_step().await;
    window.sees("Paste the secret token").await;
    window.fill("Secret Token", token).await;
    window.activate("Use this token").await;
    window.sees("The secret token is ready").await;
    window.next_step().await;
    window.fill("Tenant URL", &lines[0]).await;
    window.activate("Test the connection").await;
    window.sees("Passed in").await;
    let before = invoke(&window, "wizard_state", "{}").await;
    assert_eq!(before["connection"]["ok"], true, "{before:#}");

    invoke(&window, "start_practice", "{}").await;
    let home = window.close().await;
    let window = Window::open_in(home, &users, &["--practice"]).await;
    window.sees("Practice").await;
    window.look_all_round("promise-practice").await;
    for step in ["Token", "Connection", "Mapping", "Activation", "Hand-over"] {
        window.step(step).await;
    }
    window.look("promise-practice-handover").await;
    window.step("Mapping").await;
    window.activate("Try with 25 sample people").await;
    window.sees("Sample people").await;
    window.step("Activation").await;
    window.look("promise-practice-activation").await;
    let guide = invoke(&window, "guide", "{}").await;
    for step in guide["steps"].as_array().into_iter().flatten() {
        invoke(&window, "set_tick", &format!("{{ step: {}, done: true }}", step["id"])).await;
    }
    window.activate("Leave practice").await;
    window.misses("Sample people").await;
    let after = invoke(&window, "wizard_state", "{}").await;
    for part in ["vendor", "tenantUrl", "ticks", "directory", "practice", "situation", "position"] {
        assert_eq!(after[part], before[part], "{part} is as it was");
    }
    assert_eq!(after["connection"]["ok"], true, "so is the test");
    let progress = window.progress();
    assert!(!progress.contains("practice-token"), "{progress}");
    window.step("Hand-over").await;
    window.misses("exercise").await;
    window.close().await;
}

#[tokio::test]
async fn next_run_tells_the_edited_mappings() {
    let users = data("entra-download-users.csv");
    let window = Window::open_for("Secure Practice", &users, &[]).await;
    window.step("Mapping").await;
    window.activate("Choose a file").await;
    window.sees("entra-download-users.csv").await;
    window.activate("Use these").await;
    window.misses("holds a chain").await;
    window.step("Activation").await;
    window.sees("Show the first page").await;
    let guide = invoke(&window, "guide", "{}").await;
    let home = window.close().await;

    let window = Window::open_in(home, &users, &[]).await;
    window.sees("Show the first page").await;
    let again = invoke(&window, "guide", "{}").await;
    let told = |guide: &Value| -> Vec<Value> {
        let steps = guide["steps"].as_array().into_iter().flatten();
        steps.map(|step| serde_json::json!([step["id"], step["actions"]])).collect()
    };
    assert_eq!(told(&again), told(&guide), "the same pages, with the same values to paste");
    let split = again["steps"].to_string().matches("Replace([department]").count();
    assert_eq!(split, 3, "among them the three levels: {}", again["steps"]);
    window.close().await;
}
