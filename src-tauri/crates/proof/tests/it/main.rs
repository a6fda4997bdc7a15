//! Proofs against the practice tenant, over its socket.

#![expect(clippy::unwrap_used, reason = "a test fails where it panics")]

mod faults;
mod healthy;
mod safety;
mod support;
