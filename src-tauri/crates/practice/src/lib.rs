//! The practice tenant: a real SCIM 2.0 server on loopback, to learn and to test against.
//!
//! It takes what Entra sends, in both of its dialects, and keeps it in memory until it stops. What
//! the protocol means is in `footbridge-scim`; here is what a server adds: a port, a token, a store.
//!
//! Deliberately absent: other addresses than loopback, anything on disk, and bulk requests. TLS is
//! there for the sake of its faults only.

mod certificate;
mod condition;
mod discovery;
mod entrance;
mod error;
mod fault;
mod flaw;
mod gate;
mod layers;
mod lock;
mod log;
mod meeting;
mod ports;
mod query;
mod reply;
mod resources;
mod shared;
mod store;
mod tenant;
mod waiting;

pub use certificate::PracticeRoots;
pub use error::PracticeError;
pub use fault::Fault;
pub use log::LoggedRequest;
pub use tenant::{PracticeConfig, PracticeTenant};
