//! The token on the clipboard: marked as a secret, and cleared after a while if it is still ours.
//!
//! One thread owns the clipboard, because on X11 and Wayland its content lives with the window that
//! put it there, and on Windows it may be open on one thread at a time. To know what is ours the
//! thread keeps a hash, never a second copy. Copy and countdown are one task of their own: it goes
//! on when the caller that asked for the copy is gone, and is overtaken by a later copy only once
//! that is there. `arboard` itself does not wipe the copy it serves.

mod board;
mod error;

use std::fmt;
use std::sync::mpsc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use board::{Board, SystemBoard};
pub use error::ClipboardError;

use crate::Token;

/// How long a copied token stays on the clipboard.
pub const CLEARED_AFTER: Duration = Duration::from_secs(45);

/// What happens to a copied token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ClipboardEvent {
    /// It is on the clipboard.
    Copied {
        /// Seconds until it is cleared.
        seconds: u32,
    },
    /// It was cleared.
    Cleared,
    /// Something else has been copied since, and was left alone.
    Replaced,
}

/// The clipboard, with its owner thread. Meant to live as long as the program.
pub struct Clipboard {
    orders: mpsc::Sender<Order>,
}

/// What the owner thread is asked to do, and whom it tells.
enum Order {
    /// Answered with the number of the copy.
    CopyToken(Token, Reply<u64>),
    CopyText(String, Reply<()>),
    /// Clears this copy, or whichever there is.
    Clear(Option<u64>, Reply<Option<ClipboardEvent>>),
}

type Reply<T> = Box<dyn FnOnce(Result<T, ClipboardError>) + Send>;

impl Clipboard {
    /// Uses the clipboard of the desktop. It is opened with the first copy.
    pub fn new() -> Self {
        Clipboard::with_board(SystemBoard::default())
    }

    /// Uses `board`, such as one in memory in tests.
    pub fn with_board(board: impl Board + Send + 'static) -> Self {
        let (orders, queue) = mpsc::channel();
        let run = move || {
            let mut owner = Owner { board, copies: 0, ours: None };
            for order in queue {
                owner.obey(order);
            }
            // The last handle is gone; nothing of ours is left behind, and nobody is there to tell.
            drop(owner.clear(None));
        };
        // Without a thread the queue is dropped, and every call says that there is no clipboard.
        let _detached = std::thread::Builder::new().name("clipboard".to_owned()).spawn(run);
        Clipboard { orders }
    }

    /// Copies `token`, marked so that clipboard histories leave it out where the system can, and
    /// clears it after [`CLEARED_AFTER`] if it is still ours.
    ///
    /// `on_event` is told that it was copied, and at the end that it was cleared or replaced; it is
    /// told nothing more once a later copy has started a countdown of its own. The countdown goes on
    /// by itself: the handle is for those who want to wait for its end. Must be called from within a
    /// Tokio runtime.
    ///
    /// # Errors
    /// When there is no clipboard or another program holds it. Nothing was copied then.
    pub async fn copy_token(
        &self,
        token: &Token,
        mut on_event: impl FnMut(ClipboardEvent) + Send + 'static,
    ) -> Result<JoinHandle<()>, ClipboardError> {
        let (orders, token) = (self.orders.clone(), token.clone());
        let (tell, copied) = oneshot::channel();
        let countdown = tokio::spawn(async move {
            let copy = match ask(&orders, |reply| Order::CopyToken(token, reply)).await {
                Ok(copy) => copy,
                Err(error) => return drop(tell.send(Err(error))),
            };
            let seconds = u32::try_from(CLEARED_AFTER.as_secs()).unwrap_or(u32::MAX);
            on_event(ClipboardEvent::Copied { seconds });
            // Whoever asked may be gone.
            drop(tell.send(Ok(())));
            tokio::time::sleep(CLEARED_AFTER).await;
            // A clipboard that cannot be cleared now, because another program holds it, is tried
            // once more; after that it is no longer known to be ours.
            let clear = |reply| Order::Clear(Some(copy), reply);
            let mut outcome = ask(&orders, clear).await;
            if outcome.is_err() {
                tokio::time::sleep(Duration::from_secs(1)).await;
                outcome = ask(&orders, clear).await;
            }
            if let Ok(Some(event)) = outcome {
                on_event(event);
            }
        });
        copied.await.map_err(|_| ended())??;
        Ok(countdown)
    }

    /// Copies `text` that is no secret. It is never cleared, and ends a token's countdown as
    /// replaced.
    ///
    /// # Errors
    /// As [`Clipboard::copy_token`].
    pub async fn copy_text(&self, text: String) -> Result<(), ClipboardError> {
        ask(&self.orders, |reply| Order::CopyText(text, reply)).await
    }

    /// Clears a copied token at once if it is still ours, as on quitting.
    ///
    /// Returns what happened, or `None` when no token was waiting to be cleared. Blocks for
    /// `patience` at most, so that a clipboard that hangs cannot keep the program from quitting.
    ///
    /// # Errors
    /// When the clipboard cannot be reached or does not answer within `patience`.
    pub fn clear_now(&self, patience: Duration) -> Result<Option<ClipboardEvent>, ClipboardError> {
        let (answer, answered) = mpsc::sync_channel(1);
        let reply: Reply<Option<ClipboardEvent>> = Box::new(move |result| {
            // Whoever asked may have lost patience.
            drop(answer.send(result));
        });
        self.orders.send(Order::Clear(None, reply)).map_err(|_| ended())?;
        answered.recv_timeout(patience).map_err(|_| ended())?
    }
}

async fn ask<T: Send + 'static>(
    orders: &mpsc::Sender<Order>,
    order: impl FnOnce(Reply<T>) -> Order,
) -> Result<T, ClipboardError> {
    let (answer, answered) = oneshot::channel();
    let reply: Reply<T> = Box::new(move |result| {
        // Whoever asked may be gone.
        drop(answer.send(result));
    });
    orders.send(order(reply)).map_err(|_| ended())?;
    answered.await.map_err(|_| ended())?
}

fn ended() -> ClipboardError {
    ClipboardError::Unavailable { reason: "the clipboard does not answer".to_owned() }
}

impl Default for Clipboard {
    fn default() -> Self {
        Clipboard::new()
    }
}

impl fmt::Debug for Clipboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clipboard")
    }
}

/// The owner thread's state.
struct Owner<B> {
    board: B,
    /// How many tokens were copied.
    copies: u64,
    ours: Option<Ours>,
}

/// The token that we put on the clipboard and have to clear.
struct Ours {
    /// The number of its copy.
    copy: u64,
    sha256: [u8; 32],
}

impl<B: Board> Owner<B> {
    fn obey(&mut self, order: Order) {
        match order {
            Order::CopyToken(token, reply) => reply(self.copy(&token)),
            Order::CopyText(text, reply) => reply(self.board.set_text(text)),
            Order::Clear(copy, reply) => reply(self.clear(copy)),
        }
    }

    /// Copies a token and returns the copy's number. One that fails leaves the one before in place.
    fn copy(&mut self, token: &Token) -> Result<u64, ClipboardError> {
        // EXPOSE: the admin asked to copy it.
        let text = token.secret().expose_secret();
        self.board.set_secret(text)?;
        self.copies += 1;
        self.ours = Some(Ours { copy: self.copies, sha256: Sha256::digest(text).into() });
        Ok(self.copies)
    }

    /// Clears what is ours, or nothing when a later copy than `copy` has overtaken it.
    fn clear(&mut self, copy: Option<u64>) -> Result<Option<ClipboardEvent>, ClipboardError> {
        let asked_for = |ours: &&Ours| copy.is_none_or(|copy| copy == ours.copy);
        let Some(ours) = self.ours.as_ref().filter(asked_for) else { return Ok(None) };
        let found = self.board.text()?;
        let still_ours = found.is_some_and(|text| ours.sha256 == *Sha256::digest(text.as_bytes()));
        if still_ours {
            self.board.clear()?;
        }
        self.ours = None;
        Ok(Some(if still_ours { ClipboardEvent::Cleared } else { ClipboardEvent::Replaced }))
    }
}

#[cfg(test)]
mod tests;
