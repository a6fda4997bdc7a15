//! The preview of a directory in memory: everybody at once, lists of people, and one person.

pub(crate) mod directory_preview;
pub(crate) mod incremental;
pub(crate) mod listing;
pub(crate) mod page;
pub(crate) mod person;
pub(crate) mod placement;
pub(crate) mod query;
pub(crate) mod scope_cache;
