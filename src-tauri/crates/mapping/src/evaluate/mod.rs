//! The table compiled for a directory, and what it sends for one person.

pub(crate) mod compiled_table;
pub(crate) mod error;
pub(crate) mod evaluator;
pub(crate) mod sent_targets;
pub(crate) mod value_cache;
