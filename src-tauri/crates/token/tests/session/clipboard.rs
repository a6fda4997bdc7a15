//! The clipboard of an X server, looked at from another program.

use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use footbridge_token::{Clipboard, ClipboardError, ClipboardEvent, Token};

use super::{run_in, say};

const CANARY: &str = "Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0";
const X_SERVER: [&str; 5] = ["env", "-u", "WAYLAND_DISPLAY", "xvfb-run", "--auto-servernum"];
const SOON: Duration = Duration::from_secs(10);

#[test]
fn a_copied_token_is_marked_and_cleared() {
    run_in(&X_SERVER, "clipboard::inside::a_copied_token_is_marked_and_cleared");
}

#[test]
fn what_others_copied_stays() {
    run_in(&X_SERVER, "clipboard::inside::what_others_copied_stays");
}

#[test]
fn without_a_display_it_says_so() {
    let session = ["env", "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY"];
    run_in(&session, "clipboard::inside::without_a_display_it_says_so");
}

fn paste(target: &str) -> Option<String> {
    say("xclip", &["-o", "-selection", "clipboard", "-t", target])
}

/// Copies as another program would. It stays in the background to serve its text.
fn somebody_copies(text: &str) {
    let mut xclip = Command::new("xclip")
        .args(["-i", "-selection", "clipboard"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("xclip runs");
    let mut input = xclip.stdin.take().expect("its input is a pipe");
    std::io::Write::write_all(&mut input, text.as_bytes()).expect("xclip reads");
    drop(input);
    xclip.wait().expect("xclip goes to the background");
}

mod inside {
    use super::*;

    #[tokio::test(start_paused = true)]
    #[ignore = "needs an X server"]
    async fn a_copied_token_is_marked_and_cleared() {
        let clipboard = Clipboard::new();
        clipboard.copy_text("no secret".to_owned()).await.expect("it copies");
        let targets = paste("TARGETS").expect("there are targets");
        assert!(!targets.contains("x-kde-passwordManagerHint"), "plain text is not marked");

        let events = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&events);
        let token = Token::new(CANARY.into());
        let countdown = clipboard
            .copy_token(&token, move |event| told.lock().expect("nobody panics").push(event))
            .await
            .expect("it copies");
        assert_eq!(paste("UTF8_STRING").as_deref(), Some(CANARY), "another program can paste it");
        let targets = paste("TARGETS").expect("there are targets");
        assert!(targets.contains("x-kde-passwordManagerHint"), "it is marked: {targets}");
        let hint = paste("x-kde-passwordManagerHint");
        assert_eq!(hint.as_deref(), Some("secret"), "clipboard managers read this word");

        // The clock is paused and runs ahead to the end of the countdown.
        countdown.await.expect("the countdown ends");
        assert_eq!(paste("UTF8_STRING"), None, "nothing is left");
        let events = events.lock().expect("nobody panics");
        let copied = ClipboardEvent::Copied { seconds: 45 };
        assert_eq!(*events, [copied, ClipboardEvent::Cleared], "both are told");
    }

    #[tokio::test]
    #[ignore = "needs an X server"]
    async fn what_others_copied_stays() {
        let clipboard = Clipboard::new();
        let token = Token::new(CANARY.into());
        drop(clipboard.copy_token(&token, |_| ()).await.expect("it copies"));
        somebody_copies("a shopping list");
        while paste("UTF8_STRING").as_deref() != Some("a shopping list") {
            std::thread::yield_now();
        }
        let event = clipboard.clear_now(SOON);
        assert_eq!(event, Ok(Some(ClipboardEvent::Replaced)), "it is not ours any more");
        assert_eq!(paste("UTF8_STRING").as_deref(), Some("a shopping list"), "it stays");

        drop(clipboard.copy_token(&token, |_| ()).await.expect("it copies"));
        let event = clipboard.clear_now(SOON);
        assert_eq!(event, Ok(Some(ClipboardEvent::Cleared)), "quitting clears what is ours");
        assert_eq!(paste("UTF8_STRING"), None, "nothing is left");
    }

    #[tokio::test]
    #[ignore = "needs a session without a display"]
    async fn without_a_display_it_says_so() {
        let clipboard = Clipboard::new();
        let error = clipboard.copy_text("text".to_owned()).await.expect_err("no display");
        assert!(matches!(error, ClipboardError::Unavailable { .. }), "it is told: {error}");
    }
}
