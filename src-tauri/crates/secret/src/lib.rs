//! What a secret is bound to.
//!
//! A token belongs to one [`Origin`] and travels as a [`BoundToken`]; whoever sends one asks it for
//! its origin first.
//!
//! Deliberately absent: how a token is made, kept or sent.

mod bound_token;
mod origin;

pub use bound_token::BoundToken;
pub use origin::{Origin, OriginError};
