//! The connection step in the real window, against the practice tenant: what a failure looks like,
//! stopping a test, running it again, what changed between two tests, and what Entra says.

use footbridge_tests::canary::{KEY, SECRET, TOKEN};
use footbridge_tests::{Window, data};
use thirtyfour::Key;

/// Fails when the page holds the token or a half of it, be it seen or not.
async fn holds_no_secret(window: &Window) {
    let source = window.source().await;
    for secret in [KEY, SECRET, TOKEN] {
        assert!(!source.contains(secret), "the page holds {secret}");
    }
}

/// Opens the window at the connection step, with a token and the practice tenant.
async fn at_the_connection() -> Window {
    let users = data("entra-download-users.csv");
    let window = Window::open_for("Secure Practice", &users, &["--practice"]).await;
    window.resize(1240, 860).await;
    window.next_step().await;
    window.sees("Make the secret token").await;
    window.fill("API key", KEY).await;
    window.fill("API secret", SECRET).await;
    window.activate("Make the token").await;
    window.sees("The secret token is ready").await;
    window.next_step().await;
    window.sees("We ask your tenant URL").await;
    window
}

#[tokio::test]
async fn a_failure_is_shown_explained_and_gone_again() {
    let window = at_the_connection().await;
    window.activate("Test the connection").await;
    window.sees("Passed in").await;
    window.look_all_round("connection-passed").await;

    window.activate("Show what a failure looks like").await;
    window.sees("The token is refused").await;
    window.look_all_round("connection-failures").await;
    window.activate("The token is refused").await;
    window.sees("It does not work yet").await;
    window
        .sees("Practice, with a failure switched on: the server refuses every token with 401")
        .await;
    window.sees("What Entra would say").await;
    window.sees("New: The token was refused").await;
    window.look_all_round("connection-rejected").await;
    window.activate("Details").await;
    window.sees("••••Mg==").await;
    window.activate("What was sent and answered").await;
    window.look("connection-details").await;
    holds_no_secret(&window).await;

    window.activate("Show another failure").await;
    window.sees("The token is refused").await;
    window.activate("All ").await;
    window.activate("has a certificate of a company's own authority").await;
    window.sees("Issued by").await;
    window.look_all_round("connection-private-root").await;

    window.activate("Make it healthy again").await;
    window.misses("with a failure switched on").await;
    window.activate("Test the connection").await;
    window.sees("Passed in").await;
    window.activate("Tests of this session").await;
    window.sees("The practice tenant is healthy again").await;
    window.sees("Practice tenant · The server refuses every token with 401").await;
    window.look("connection-history").await;
    holds_no_secret(&window).await;

    // Everything was chosen in practice, so nothing is left of it.
    window.activate("Leave practice").await;
    window.sees("What are you connecting?").await;
    window.activate("SAFE").await;
    window.sees("What you need").await;
    window.step("Connection").await;
    window.misses("Passed in").await;
    window.activate("Proxy").await;
    window.tab_to("As this computer").await;
    window.press(Key::Right + Key::Right).await;
    window.fill("Address of the proxy", "socks5://proxy.example:1080").await;
    window.press(Key::Enter).await;
    window.sees("This is not the address of an HTTP proxy").await;
    window.look_all_round("connection-proxy").await;
    window.close().await;
}

#[tokio::test]
async fn a_test_that_waits_is_stopped_at_once() {
    let window = at_the_connection().await;
    window.activate("Show what a failure looks like").await;
    window.sees("The token is refused").await;
    window.activate("All ").await;
    window.activate("never answers").await;
    window.sees("Asking for a user that does not exist…").await;
    window.look_all_round("connection-running").await;
    // Words come when it takes long.
    window.sees("Waiting for the answer").await;
    window.look("connection-waiting").await;
    window.activate("Cancel").await;
    // The server would keep it waiting for a minute.
    window.sees("Stopped by you after").await;
    window.sees("The last test was stopped before it ended").await;
    window.misses("The last test failed").await;
    window.look("connection-stopped").await;
    window.activate("Make it healthy again").await;
    window.activate("Test the connection").await;
    window.sees("Passed in").await;
    window.close().await;
}

#[tokio::test]
async fn what_entra_says_is_explained_from_any_step() {
    let window = at_the_connection().await;
    window.step("Vendor").await;
    window.chord(Key::Control, 'k').await;
    window.sees("Where Entra says it").await;
    window.look("connection-entra-empty").await;
    let pasted = "Error code: SystemForCrossDomainIdentityManagementCredentialValidationFailure";
    window.press(pasted).await;
    window.press(Key::Enter + "We received this response").await;
    window.sees("The server refused the token.").await;
    window.look_all_round("connection-entra").await;
    window.activate("Go to the token").await;
    window.sees("The secret token is ready").await;
    window.misses("Where Entra says it").await;

    window.chord(Key::Control, 'k').await;
    window.sees("The server refused the token.").await;
    window.press("no words of theirs").await;
    window.sees("We do not know this text").await;
    window.look("connection-entra-unknown").await;
    window.activate("Go to the connection test").await;
    window.sees("We ask your tenant URL").await;

    // Offered where Entra says it; closed, the page is where it was.
    window.step("Activation").await;
    window.activate("Show the first page").await;
    window.activate("Enter tenant URL and token").await;
    window.look_all_round("connection-entra-offered").await;
    let offer = "An error from Entra? What it means";
    window.activate(offer).await;
    window.sees("Error code or text").await;
    window.press(Key::Escape).await;
    window.misses("Error code or text").await;
    assert_eq!(window.focused().await, offer, "whoever closes it goes on from there");
    window.close().await;
}
