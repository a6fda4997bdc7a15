//! The real window: the whole way by keyboard alone, shorter ones for the other vendors, and axe in
//! every step.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

use std::io::ErrorKind;
use std::path::Path;

use footbridge_tests::canary::{KEY, SECRET, TOKEN};
use footbridge_tests::{Window, data};

/// Follows the guide to its end, ticking every page.
async fn follow_the_guide(window: &Window) {
    window.activate("Show the first page").await;
    let mut pages = 0;
    loop {
        window.sees("How you know it worked").await;
        if pages == 0 {
            window.look("activation-page").await;
        }
        pages += 1;
        assert!(pages < 40, "the guide has an end");
        if window.text().await.contains("Done, next page") {
            window.activate("Done, next page").await;
            window.sees(&format!("{pages} of")).await;
            // The page follows its tick; a key that comes in between is the old page's.
            window.sees(&format!("Page {} of", pages + 1)).await;
        } else {
            window.activate("Done").await;
            window.sees(&format!("{pages} of")).await;
            return;
        }
    }
}

/// Fails when a secret stands in any file below `folder`. The web view's own processes may still
/// be clearing their caches away: what is gone holds nothing.
fn holds_no_secret(folder: &Path) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return,
        Err(error) => panic!("{} cannot be read: {error}", folder.display()),
    };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            holds_no_secret(&path);
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else { continue };
        for secret in [KEY, SECRET, TOKEN] {
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{} holds {secret}", path.display());
        }
    }
}

#[tokio::test]
async fn secure_practice_by_keyboard_alone() {
    let users = data("entra-download-users.csv");
    let window = Window::open(&users, &["--practice"]).await;

    window.sees("What are you connecting?").await;
    window.look("vendor-empty").await;
    window.activate("Secure Practice").await;
    window.sees("What you need").await;
    window.look("vendor").await;

    window.next_step().await;
    window.sees("Make the secret token").await;
    window.fill("API key", KEY).await;
    window.fill("API secret", SECRET).await;
    window.sees("base64").await;
    window.look("token-making").await;
    window.activate("Make the token").await;
    window.sees("The secret token is ready").await;
    window.look("token").await;
    assert!(!window.source().await.contains(SECRET), "the page no longer holds the secret");
    assert!(!window.source().await.contains(TOKEN), "nor the token");

    window.next_step().await;
    window.sees("We ask your tenant URL").await;
    window.activate("Test the connection").await;
    window.sees("Passed in").await;
    window.look("connection").await;

    window.next_step().await;
    window.sees("See what will be sent").await;
    window.look("mapping-empty").await;
    window.activate("Choose a file").await;
    window.sees("entra-download-users.csv").await;
    window.activate("Use these").await;
    window.misses("holds a chain").await;
    window.sees("Fjordkraft 11").await;
    window.look("mapping").await;

    window.next_step().await;
    window.activate("Write the made-up people").await;
    window.sees("Proved in").await;
    window.look("proof").await;

    window.next_step().await;
    window.sees("Set it up in the portal").await;
    window.look("activation-questions").await;
    follow_the_guide(&window).await;

    window.step("Hand-over").await;
    window.sees("Hand over").await;
    window.activate("Save report").await;
    window.sees("Saved as").await;
    window.look("handover").await;
    let saved: Vec<_> = std::fs::read_dir(window.saved())
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(saved.len(), 1, "one report: {saved:?}");
    let report = std::fs::read_to_string(&saved[0]).expect("the report is text");
    for part in ["Secure Practice", "Mg==", "Key Accounts", "userName"] {
        assert!(report.contains(part), "the report says {part}");
    }

    // Practice leaves nothing behind: the next run begins at the beginning.
    let home = window.close().await;
    holds_no_secret(home.path());
    let window = Window::open_in(home, &users, &[]).await;
    window.sees("What are you connecting?").await;
    window.misses("Mg==").await;
    let home = window.close().await;
    holds_no_secret(home.path());
}

#[tokio::test]
async fn next_run_goes_on_where_this_one_stopped() {
    let users = data("entra-download-users.csv");
    let window = Window::open_for("Secure Practice", &users, &[]).await;
    window.next_step().await;
    window.sees("Make the secret token").await;
    window.fill("API key", KEY).await;
    window.fill("API secret", SECRET).await;
    window.activate("Make the token").await;
    window.sees("The secret token is ready").await;
    window.step("Mapping").await;
    window.activate("Choose a file").await;
    window.sees("entra-download-users.csv").await;
    window.activate("Use these").await;
    window.sees("Fjordkraft 11").await;
    window.step("Hand-over").await;
    window.sees("Hand over").await;
    let home = window.close().await;
    holds_no_secret(home.path());

    let window = Window::open_in(home, &users, &[]).await;
    window.sees("Hand over").await;
    window.sees("Secure Practice").await;
    window.step("Token").await;
    window.sees("Mg==").await;
    window.look("token-resumed").await;
    window.step("Mapping").await;
    window.activate("Open entra-download-users.csv again").await;
    window.sees("Key Accounts").await;
    let home = window.close().await;
    holds_no_secret(home.path());
}

/// A shorter way: token, test, users, first page of the guide, report.
async fn shorter(vendor: &str, credential: &str, users: &str) {
    let window = Window::open_for(vendor, &data(users), &["--practice"]).await;
    window.next_step().await;
    window.sees("Paste the secret token").await;
    window.fill(credential, "canary-token-5c1e-0123456789").await;
    window.activate("Use this token").await;
    window.sees("The secret token is ready").await;
    window.next_step().await;
    window.activate("Test the connection").await;
    window.sees("Passed in").await;
    window.next_step().await;
    window.activate("Choose a file").await;
    window.sees(users).await;
    window.next_step().await;
    window.activate("Skip the proof").await;
    window.activate("Show the first page").await;
    window.sees("How you know it worked").await;
    window.step("Hand-over").await;
    window.activate("Save report").await;
    window.sees("Saved as").await;
    window.look(&format!("handover-{}", vendor.to_lowercase())).await;
    window.close().await;
}

#[tokio::test]
async fn keepnet() {
    shorter("Keepnet", "Token", "get-mguser.csv").await;
}

#[tokio::test]
async fn safe() {
    shorter("SAFE", "Secret Token", "graph-users.json").await;
}

#[tokio::test]
async fn jericho() {
    shorter("Jericho", "SCIM API Key", "entra-download-users.csv").await;
}

#[tokio::test]
async fn narrow_and_dark() {
    let users = data("entra-download-users.csv");
    let window = Window::open_for("Secure Practice", &users, &["--practice"]).await;
    for theme in ["light", "dark"] {
        window.theme(theme).await;
        for (width, height) in [(800, 700), (1240, 860)] {
            window.resize(width, height).await;
            for step in ["Vendor", "Token", "Connection", "Mapping", "Activation", "Hand-over"] {
                window.step(step).await;
                if step == "Mapping" && !window.text().await.contains("25 people") {
                    window.activate("Try with 25 sample people").await;
                    window.sees("Sample people").await;
                }
                window.look(&format!("{theme}-{width}-{}", step.to_lowercase())).await;
            }
        }
    }
    window.close().await;
}

#[tokio::test]
async fn the_page_can_do_nothing_else() {
    let window = Window::open(&data("entra-download-users.csv"), &[]).await;
    window.sees("What are you connecting?").await;
    for (script, wanted, why) in [
        ("return typeof window.__TAURI__", "undefined", "no global door"),
        (
            "try { return String(new Function('return 1')()) } catch { return 'refused' }",
            "refused",
            "no eval",
        ),
        ("return document.querySelectorAll('iframe').length + ''", "0", "no frames"),
    ] {
        assert_eq!(window.script(script).await, wanted, "{why}");
    }
    window.close().await;
}
