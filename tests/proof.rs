//! The proof step in the real window, by keyboard alone, against the practice tenant: what will be
//! written, a proof that passes, one that finds a loss, and going on without one.

use footbridge_tests::canary::{KEY, SECRET, TOKEN};
use footbridge_tests::{Window, data};

/// Opens the window at the proof, with a token and the practice tenant.
async fn at_the_proof() -> Window {
    let users = data("entra-download-users.csv");
    let window = Window::open_for("Secure Practice", &users, &["--practice"]).await;
    window.resize(1240, 860).await;
    window.next_step().await;
    window.sees("Make the secret token").await;
    window.fill("API key", KEY).await;
    window.fill("API secret", SECRET).await;
    window.activate("Make the token").await;
    window.sees("The secret token is ready").await;
    window.step("Proof").await;
    window.sees("Prove it with a made-up person").await;
    window
}

#[tokio::test]
async fn proof_of_a_server_that_keeps_everything_passes() {
    let window = at_the_proof().await;
    window.sees("What will be written").await;
    window.sees("This writes to the practice tenant on this device").await;
    window.look_all_round("proof-before").await;
    window.activate("Every request").await;
    window.sees("DELETE").await;
    window.look("proof-requests").await;
    window.activate("Every request").await;

    window.activate("Write the made-up person").await;
    window.sees("Proved in").await;
    window.look_all_round("proof-passed").await;
    window.activate("What was sent and answered").await;
    window.look("proof-exchanges").await;
    let source = window.source().await;
    for secret in [KEY, SECRET, TOKEN] {
        assert!(!source.contains(secret), "the page holds {secret}");
    }

    window.step("Hand-over").await;
    window.sees("values of a made-up person are kept").await;
    window.close().await;
}

#[tokio::test]
async fn proof_of_a_server_that_loses_changes_says_what_it_means() {
    let window = at_the_proof().await;
    window.activate("Show what a loss looks like").await;
    window.sees("change of organisation, division or department").await;
    window.look_all_round("proof-faults").await;
    window.activate("answers 200 to a change of organisation, division or department").await;
    window.sees("The proof found").await;
    window.sees("department").await;
    window.look_all_round("proof-lost").await;
    window.activate("Make it healthy again").await;
    window.activate("Write the made-up person").await;
    window.sees("Proved in").await;
    window.close().await;
}

#[tokio::test]
async fn proof_is_skipped_by_one_press() {
    let window = at_the_proof().await;
    window.next_step().await;
    window.sees("Set it up in the portal").await;
    window.step("Proof").await;
    window.sees("Skipped").await;
    window.close().await;
}
