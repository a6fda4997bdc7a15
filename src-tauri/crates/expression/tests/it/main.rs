//! The crate as its users see it.

mod case;
mod checks;
mod doubtful;
mod functions;
mod properties;
mod published;
mod robustness;
mod suggestions;
