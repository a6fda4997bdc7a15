//! The connection step in the real window, against the practice tenant: what a failure looks like,
//! stopping a test, running it again, what changed between two tests, and what Entra says.

use footbridge_tests::{Window, data};
use thirtyfour::Key;

const KEY: &str = "canary-key-7f3a";
const SECRET: &str = "canary-secret-91c2";
/// `printf '%s' canary-key-7f3a:canary-secret-91c2 | base64`
const TOKEN: &str = "Y2FuYXJ5LWtleS03ZjNhOmNhbmFyeS1zZWNyZXQtOTFjMg==";

/// Looks at the page as axe does, in the real engine with its real colours, and takes its picture.
async fn look(window: &Window, name: &str) {
    window.stands_still().await;
    window.picture(name);
    let violations = window.accessibility_violations().await;
    assert!(violations.is_empty(), "{name}: {violations:#?}");
    assert_eq!(window.overflow().await, 0, "{name} scrolls sideways");
}

/// The same in the dark on a narrow window, and back again.
async fn look_in_both_themes(window: &Window, name: &str) {
    look(window, &format!("connection-{name}-light")).await;
    window.theme("dark").await;
    window.resize(800, 860).await;
    look(window, &format!("connection-{name}-dark-800")).await;
    window.theme("light").await;
    window.resize(1240, 860).await;
}

/// Presses the control of this name, reached by Tab.
async fn press(window: &Window, name: &str) {
    window.tab_to(name).await;
    window.press(Key::Enter).await;
}

/// Fails when the page holds the token or a half of it, be it seen or not.
async fn holds_no_secret(window: &Window) {
    let source = window.source().await;
    for secret in [KEY, SECRET, TOKEN] {
        assert!(!source.contains(secret), "the page holds {secret}");
    }
}

/// Opens the window at the connection step, with a token and the practice tenant.
async fn at_the_connection() -> Window {
    let window = Window::open(&data("entra-download-users.csv"), &["--practice"]).await;
    window.resize(1240, 860).await;
    window.sees("What are you connecting?").await;
    press(&window, "Secure Practice").await;
    window.sees("What you need").await;
    window.next_step().await;
    window.sees("Make the secret token").await;
    for (field, text) in [("API key", KEY), ("API secret", SECRET)] {
        window.tab_to(field).await;
        window.press(text).await;
    }
    press(&window, "Make the token").await;
    window.sees("The secret token is ready").await;
    window.next_step().await;
    window.sees("We ask your tenant URL").await;
    window
}

#[tokio::test]
async fn a_failure_is_shown_explained_and_gone_again() {
    let window = at_the_connection().await;
    press(&window, "Test the connection").await;
    window.sees("Passed in").await;
    look_in_both_themes(&window, "passed").await;

    press(&window, "Show what a failure looks like").await;
    window.sees("Refuses every token with 401").await;
    look_in_both_themes(&window, "failures").await;
    press(&window, "refuses every token with 401").await;
    window.sees("It does not work yet").await;
    window
        .sees("Practice, with a failure switched on: the server refuses every token with 401")
        .await;
    window.sees("What Entra would say").await;
    window.sees("New: The token was refused").await;
    look_in_both_themes(&window, "rejected").await;
    press(&window, "Details").await;
    window.sees("••••Mg==").await;
    press(&window, "What was sent and answered").await;
    look(&window, "connection-details").await;
    holds_no_secret(&window).await;

    press(&window, "Show another failure").await;
    press(&window, "has a certificate of a company's own authority").await;
    window.sees("Issued by").await;
    look_in_both_themes(&window, "private-root").await;

    press(&window, "Make it healthy again").await;
    window.misses("with a failure switched on").await;
    press(&window, "Test the connection").await;
    window.sees("Passed in").await;
    press(&window, "Tests of this session").await;
    window.sees("The practice tenant is healthy again").await;
    window.sees("Practice tenant · The server refuses every token with 401").await;
    look(&window, "connection-history").await;
    holds_no_secret(&window).await;

    press(&window, "Leave practice").await;
    window.misses("Passed in").await;
    press(&window, "Proxy").await;
    window.tab_to("As this computer").await;
    window.press(Key::Right + Key::Right).await;
    window.tab_to("Address of the proxy").await;
    window.press("socks5://proxy.example:1080").await;
    window.press(Key::Enter).await;
    window.sees("This is not the address of an HTTP proxy").await;
    look_in_both_themes(&window, "proxy").await;
    window.close().await;
}

#[tokio::test]
async fn a_test_that_waits_is_stopped_at_once() {
    let window = at_the_connection().await;
    press(&window, "Show what a failure looks like").await;
    press(&window, "never answers").await;
    window.sees("Asking for a user that does not exist…").await;
    look_in_both_themes(&window, "running").await;
    press(&window, "Cancel").await;
    // The server would keep it waiting for half a minute.
    window.sees("Stopped.").await;
    look(&window, "connection-stopped").await;
    press(&window, "Make it healthy again").await;
    press(&window, "Test the connection").await;
    window.sees("Passed in").await;
    window.close().await;
}

#[tokio::test]
async fn what_entra_says_is_explained_from_any_step() {
    let window = at_the_connection().await;
    window.step("Vendor").await;
    window.press_with_control('k').await;
    window.sees("Where Entra says it").await;
    look(&window, "connection-entra-empty").await;
    let pasted = "Error code: SystemForCrossDomainIdentityManagementCredentialValidationFailure";
    window.press(pasted).await;
    window.press(Key::Enter + "We received this response").await;
    window.sees("The server refused the token.").await;
    look_in_both_themes(&window, "entra").await;
    press(&window, "Go to the token").await;
    window.sees("The secret token is ready").await;
    window.misses("Where Entra says it").await;

    window.press_with_control('k').await;
    window.sees("The server refused the token.").await;
    window.press("no words of theirs").await;
    window.sees("We do not know this text").await;
    look(&window, "connection-entra-unknown").await;
    press(&window, "Go to the connection test").await;
    window.sees("We ask your tenant URL").await;
    window.close().await;
}
