use std::sync::{Arc, Mutex};

use footbridge_finding::{Explain, Language};
use zeroize::Zeroizing;

use super::*;

/// A clipboard in memory that others may write to as well.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Content>>);

#[derive(Default)]
struct Content {
    text: Option<String>,
    marked: bool,
    /// How often reading fails from now on.
    failures: u32,
    /// How often copying a secret fails from now on.
    refusals: u32,
    /// Copying a secret waits for a word from here.
    gate: Option<mpsc::Receiver<()>>,
}

impl Memory {
    fn content(&self) -> std::sync::MutexGuard<'_, Content> {
        self.0.lock().expect("no test panics holding it")
    }

    fn text(&self) -> Option<String> {
        self.content().text.clone()
    }

    fn somebody_copies(&self, text: &str) {
        self.content().text = Some(text.to_owned());
    }
}

impl Board for Memory {
    fn set_secret(&mut self, secret: &str) -> Result<(), ClipboardError> {
        if let Some(gate) = self.content().gate.take() {
            gate.recv().expect("the test opens the gate");
        }
        let mut content = self.content();
        if content.refusals > 0 {
            content.refusals -= 1;
            return Err(ClipboardError::Occupied);
        }
        (content.text, content.marked) = (Some(secret.to_owned()), true);
        Ok(())
    }

    fn set_text(&mut self, text: String) -> Result<(), ClipboardError> {
        let mut content = self.content();
        (content.text, content.marked) = (Some(text), false);
        Ok(())
    }

    fn text(&mut self) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        let mut content = self.content();
        if content.failures > 0 {
            content.failures -= 1;
            return Err(ClipboardError::Occupied);
        }
        Ok(content.text.clone().map(Zeroizing::new))
    }

    fn clear(&mut self) -> Result<(), ClipboardError> {
        self.content().text = None;
        Ok(())
    }
}

/// Collects what the window would be told.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<ClipboardEvent>>>);

impl Events {
    fn listener(&self) -> impl FnMut(ClipboardEvent) + Send + 'static {
        let events = self.clone();
        move |event| events.0.lock().expect("no test panics holding it").push(event)
    }

    fn take(&self) -> Vec<ClipboardEvent> {
        std::mem::take(&mut *self.0.lock().expect("no test panics holding it"))
    }
}

/// While it lives, the paused clock moves only when a test moves it.
///
/// A paused clock jumps to the next timer whenever no task can run. It does not know that the
/// clipboard's own thread is about to answer, so of two countdowns the second would sometimes be over
/// before the first is told; work on a blocking thread keeps it from jumping.
struct HeldClock {
    _release: mpsc::Sender<()>,
}

impl HeldClock {
    fn new() -> Self {
        let (_release, released) = mpsc::channel();
        // Ends with an error when the sender is gone, which is all that is waited for.
        tokio::task::spawn_blocking(move || {
            let _gone = released.recv();
        });
        HeldClock { _release }
    }
}

const COPIED: ClipboardEvent = ClipboardEvent::Copied { seconds: 45 };
const SOON: Duration = Duration::from_secs(5);

fn set_up() -> (Clipboard, Memory, Events, Token) {
    let memory = Memory::default();
    let clipboard = Clipboard::with_board(memory.clone());
    (clipboard, memory, Events::default(), Token::from_text("t0ken"))
}

#[tokio::test(start_paused = true)]
async fn a_copied_token_is_marked_and_cleared() {
    let (clipboard, memory, events, token) = set_up();
    let started = tokio::time::Instant::now();
    let countdown = clipboard.copy_token(&token, events.listener()).await.expect("copies");
    assert_eq!(memory.text().as_deref(), Some("t0ken"), "it is there at once");
    assert!(memory.content().marked, "histories are asked to leave it out");
    countdown.await.expect("the countdown ends");
    assert_eq!(started.elapsed().as_secs(), 45, "after 45 seconds");
    assert_eq!(memory.text(), None, "it is cleared");
    assert_eq!(events.take(), [COPIED, ClipboardEvent::Cleared], "and both are told");
}

#[tokio::test(start_paused = true)]
async fn what_others_copied_stays() {
    let (clipboard, memory, events, token) = set_up();
    let countdown = clipboard.copy_token(&token, events.listener()).await.expect("copies");
    memory.somebody_copies("a shopping list");
    countdown.await.expect("the countdown ends");
    assert_eq!(memory.text().as_deref(), Some("a shopping list"), "it is not ours to clear");
    assert_eq!(events.take(), [COPIED, ClipboardEvent::Replaced], "and that is told");

    let countdown = clipboard.copy_token(&token, events.listener()).await.expect("copies");
    clipboard.copy_text("https://tenant.example".to_owned()).await.expect("copies");
    assert!(!memory.content().marked, "text that is no secret is not marked");
    countdown.await.expect("the countdown ends");
    assert_eq!(memory.text().as_deref(), Some("https://tenant.example"), "it is no secret");
}

#[tokio::test(start_paused = true)]
async fn second_copy_starts_the_time_again() {
    let clock = HeldClock::new();
    let (clipboard, memory, first, token) = set_up();
    let overtaken = clipboard.copy_token(&token, first.listener()).await.expect("copies");
    tokio::time::advance(Duration::from_secs(30)).await;
    let second = Events::default();
    let countdown = clipboard.copy_token(&token, second.listener()).await.expect("copies");
    tokio::time::advance(Duration::from_secs(15)).await;
    overtaken.await.expect("the first countdown ends");
    assert_eq!(memory.text().as_deref(), Some("t0ken"), "still there 45 s after the first copy");
    tokio::time::advance(Duration::from_secs(30)).await;
    countdown.await.expect("the second countdown ends");
    assert_eq!(memory.text(), None, "cleared 45 s after the second");
    assert_eq!(first.take(), [COPIED], "the overtaken countdown says nothing more");
    assert_eq!(second.take(), [COPIED, ClipboardEvent::Cleared], "the second one does");
    drop(clock);
}

#[tokio::test(start_paused = true)]
async fn second_copy_that_fails_leaves_the_first_countdown_running() {
    let (clipboard, memory, events, token) = set_up();
    let started = tokio::time::Instant::now();
    let countdown = clipboard.copy_token(&token, events.listener()).await.expect("copies");
    tokio::time::sleep(Duration::from_secs(30)).await;
    memory.content().refusals = 1;
    let second = Events::default();
    let failed = clipboard.copy_token(&token, second.listener()).await.err();
    assert_eq!(failed, Some(ClipboardError::Occupied), "another program holds the clipboard");
    countdown.await.expect("the first countdown ends");
    assert_eq!(started.elapsed().as_secs(), 45, "in its own time");
    assert_eq!(memory.text(), None, "what the first copy left there is cleared");
    assert_eq!(events.take(), [COPIED, ClipboardEvent::Cleared], "and told");
    assert_eq!(second.take(), [], "of the second there is nothing to tell");
}

#[tokio::test(start_paused = true)]
async fn copy_whose_caller_gave_up_is_cleared_too() {
    let (clipboard, memory, _, token) = set_up();
    let (open, gate) = mpsc::channel();
    memory.content().gate = Some(gate);
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let listener = move |event| tell.send(event).expect("the test listens");
    let copying = tokio::time::timeout(Duration::ZERO, clipboard.copy_token(&token, listener));
    assert!(copying.await.is_err(), "the clipboard is slow, and its caller gone");
    open.send(()).expect("the clipboard waits");
    assert_eq!(told.recv().await, Some(COPIED), "it is copied all the same");
    assert_eq!(told.recv().await, Some(ClipboardEvent::Cleared), "so it is cleared");
    assert_eq!(memory.text(), None, "nothing is left");
}

#[tokio::test(start_paused = true)]
async fn the_countdown_outlives_its_caller() {
    let (clipboard, memory, _, token) = set_up();
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let listener = move |event| tell.send(event).expect("the test listens");
    drop(clipboard.copy_token(&token, listener).await.expect("copies"));
    assert_eq!(told.recv().await, Some(COPIED), "it is there");
    assert_eq!(told.recv().await, Some(ClipboardEvent::Cleared), "nobody had to wait for it");
    assert_eq!(memory.text(), None, "and it is gone");
}

#[tokio::test(start_paused = true)]
async fn a_clipboard_that_is_held_is_tried_again() {
    let (clipboard, memory, events, token) = set_up();
    let countdown = clipboard.copy_token(&token, events.listener()).await.expect("copies");
    memory.content().failures = 1;
    countdown.await.expect("the countdown ends");
    assert_eq!(memory.text(), None, "the second attempt clears it");
}

#[tokio::test]
async fn quitting_clears_what_is_ours() {
    let (clipboard, memory, events, token) = set_up();
    assert_eq!(clipboard.clear_now(SOON), Ok(None), "there is nothing to clear yet");
    drop(clipboard.copy_token(&token, events.listener()).await.expect("copies"));
    assert_eq!(clipboard.clear_now(SOON), Ok(Some(ClipboardEvent::Cleared)), "it is still ours");
    assert_eq!(memory.text(), None, "it is gone");
    drop(clipboard.copy_token(&token, events.listener()).await.expect("copies"));
    memory.somebody_copies("a shopping list");
    assert_eq!(clipboard.clear_now(SOON), Ok(Some(ClipboardEvent::Replaced)), "not ours any more");
    assert_eq!(memory.text().as_deref(), Some("a shopping list"), "it stays");
}

#[test]
fn errors_are_told_in_words() {
    let reason = "X11 server connection timed out".to_owned();
    for error in [ClipboardError::Unavailable { reason }, ClipboardError::Occupied] {
        let finding = error.explain(&Language::ENGLISH);
        assert_ne!(finding.title, finding.code, "{error} has a text");
    }
}
