//! The rules of the house that a compiler does not know; `ARCHITECTURE.md` states them.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

mod crates;
mod imports;
mod rooms;
mod sixth_vendor;
mod sources;
mod texts;
mod workflows;
