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

    window.activate("Write the made-up people").await;
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
    window.activate("Write the made-up people").await;
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

/// What a run that was killed has left in its journal: a line for what it was about to create, one for
/// the id that it was given, and half a line.
const JOURNAL: &str = r#"{"format":1,"tenantUrl":"https://api.securepractice.co/scim/v2","at":"2026-11-21T10:46:00Z"}
{"event":"creating","group":false,"by":"userName","name":"footbridge-proof-1a2b3c4d@contoso.com","tag":"1a2b3c4d"}
{"event":"created","name":"footbridge-proof-1a2b3c4d@contoso.com","id":"7"}
{"event":"creating","group":true,"by":"displ"#;

#[tokio::test]
async fn what_a_killed_proof_left_is_shown_until_it_is_gone() {
    let home = tempfile::tempdir().expect("a home");
    let proofs = home.path().join("data/dev.footbridge.wizard/proofs");
    std::fs::create_dir_all(&proofs).expect("the folder of the journals");
    std::fs::write(proofs.join("1a2b3c4d.proof.jsonl"), JOURNAL).expect("a journal");
    let window = Window::open_in(home, &data("entra-download-users.csv"), &[]).await;
    window.resize(1240, 860).await;
    window.sees("What are you connecting?").await;
    window.activate("Secure Practice").await;
    window.sees("What you need").await;
    window.step("Proof").await;
    window.sees("An earlier proof was cut off").await;
    window.sees("footbridge-proof-1a2b3c4d@contoso.com").await;
    window.sees("Make the token first; then it can be deleted from here.").await;
    window.look_all_round("proof-leftovers").await;

    // It is still there at the next start, until somebody says that it is gone.
    let home = window.close().await;
    let window = Window::open_in(home, &data("entra-download-users.csv"), &[]).await;
    window.resize(1240, 860).await;
    window.sees("An earlier proof was cut off").await;
    window.activate("It is deleted already").await;
    window.sees("Nothing is left of earlier proofs.").await;
    assert!(!window.source().await.contains("An earlier proof was cut off"));
    let home = window.close().await;
    let left = std::fs::read_dir(home.path().join("data/dev.footbridge.wizard/proofs"));
    assert_eq!(left.expect("the folder").count(), 0, "the journal is gone");
}
