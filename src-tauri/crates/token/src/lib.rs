//! The secret token: its recipes, the checks before it is made, and its safe keeping.
//!
//! An admin pastes an API key and secret, or a token that the vendor made ([`TokenInput`]).
//! [`check`] says what was recognised and what is wrong with it, [`compose`] makes the [`Token`],
//! [`TokenSummary`] is all that may be shown or saved of it, [`Keyring`] and [`Clipboard`] hold it
//! outside the program. A token belongs to one origin from the moment it is saved or sent: it is
//! saved, read and handed on together with it. Secrets live in `secrecy` and `zeroize` types from
//! the first moment.
//!
//! Deliberately absent: the network (composing opens no file and no socket, and a test proves it),
//! the clock, any vendor, and any place on disk.

mod characters;
mod check;
mod clipboard;
mod expiry;
mod halves;
mod input;
mod jwt;
mod keep;
mod problem;
mod recipe;
mod scan;
mod secret;
mod summary;
mod texts;

pub use check::{Composed, Composition, Recognised, TokenDraft, check, compose};
pub use clipboard::{Board, CLEARED_AFTER, Clipboard, ClipboardError, ClipboardEvent, SystemBoard};
pub use expiry::{Expiry, ExpirySource, ExpiryStatus};
pub use input::{TokenField, TokenForm, TokenInput, is_blank};
pub use jwt::jwt_expiry;
pub use keep::{Account, Keyring, KeyringError, OpenStore, SERVICE, SavedTokens};
pub use problem::{Problem, ProblemKind};
pub use recipe::RecipeKind;
pub use secret::{LONGEST_SAVED, OtherOrigin, Token};
pub use summary::{MadeFrom, TokenSummary};
