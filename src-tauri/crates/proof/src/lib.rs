//! A proof: one made-up person and, where groups are provisioned, one made-up group are written
//! through the vendor's real door as Entra does it, read back, changed, disabled, deleted.
//!
//! [`ProofRequest::plan`] says what would be done, request by request; [`ProofRequest::prove`] does it
//! and returns a [`ProofReport`]. What it creates is journalled before each further request, and
//! deleted at the end, whatever the end is; [`Journals::leftovers`] has what a killed run left.
//!
//! Nothing is changed or deleted but what was created in the same run, under an id that the server
//! gave it, and that holds the run's random digits when it is read. A name that is taken ends a proof
//! before its first write.
//!
//! Deliberately absent: how connections are opened (the connection crate), the form of requests (the
//! scim crate), what a mapping gives (the mapping crate), the clock and randomness, which are given.

mod changes;
mod code;
mod deletion;
mod door;
mod error;
mod groups;
mod journal;
mod leftover;
mod limits;
mod model;
mod person;
mod plan;
mod proof;
mod reading;
mod record;
mod report;
mod request;
mod run;
mod saved;
mod script;
mod setups;
mod stored;
mod texts;
mod users;

pub use code::Code;
pub use error::ProofError;
pub use journal::{Journals, Leftover};
pub use limits::Limits;
pub use plan::{PlannedCheck, PlannedExchange, PlannedValue, ProofPlan};
pub use report::{
    Alteration, Check, CheckStatus, Dialect, LeftBehind, ProofEvent, ProofExchange, ProofReport,
    TargetProof, TargetStatus,
};
pub use request::{Dialects, ProofRequest, Subjects};
