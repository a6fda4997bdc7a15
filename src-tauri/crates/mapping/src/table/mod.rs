//! The mapping table that the admin edits, and what Entra and the vendor demand of it.

pub(crate) mod choices;
pub(crate) mod difference;
pub(crate) mod edit_history;
pub(crate) mod mapping;
pub(crate) mod mapping_table;
pub(crate) mod profile_form;
pub(crate) mod rules;
pub mod targets;
pub(crate) mod topic;
