//! The crate as its users see it.
#![allow(clippy::expect_used, reason = "a test ends when its own set-up is wrong")]

mod case;
mod checks;
mod doubtful;
mod examples;
mod functions;
mod properties;
mod published;
mod robustness;
mod suggestions;
mod trace;
