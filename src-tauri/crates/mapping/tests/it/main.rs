//! Whole directories through whole mapping tables, with values computed by hand.

#![expect(clippy::unwrap_used, reason = "a test's support fails by panicking")]

mod comparison;
mod drafts;
mod findings;
mod groups;
mod levels;
mod not_exported;
mod people;
mod properties;
mod requests;
mod scope;
mod support;
mod table;
mod vendors;
mod whole_file;
