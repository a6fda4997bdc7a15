//! Users in columns, in memory: all of a file, a part of it, or one of them edited.

pub(crate) mod chunk;
pub(crate) mod directory;
pub(crate) mod edited;
pub(crate) mod gathered;
