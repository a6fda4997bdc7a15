//! Proofs against the practice tenant, over its socket.

#![expect(clippy::unwrap_used, reason = "a test fails where it panics")]

mod healthy;
mod support;
