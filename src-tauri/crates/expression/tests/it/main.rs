//! The crate as its users see it.

mod case;
mod doubtful;
mod functions;
mod published;
mod suggestions;
