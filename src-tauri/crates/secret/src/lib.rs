//! What a secret is bound to, and what a text that holds one looks like.
//!
//! A token belongs to one [`Origin`] and travels as a [`BoundToken`]; whoever sends one asks it for
//! its origin first. [`KnownSecrets`] masks and finds the secrets of a run in whatever form they come
//! back; [`secret_shape`] and [`secret_in_url`] recognise one that nobody has told of.
//!
//! Deliberately absent: how a token is made, kept or sent.

mod bound_token;
mod escapes;
mod forms;
mod in_url;
mod known;
mod letters;
mod origin;
mod shape;
mod views;
mod windows;
mod words;

pub use bound_token::BoundToken;
pub use in_url::{UrlPart, secret_in_url};
pub use known::{KnownSecrets, MASK};
pub use origin::{Origin, OriginError};
pub use shape::{SecretShape, secret_shape};
