//! The columns of an export: which attribute each one holds, and its cells.

mod append;
pub mod attribute;
pub(crate) mod cells;
pub(crate) mod column_facts;
pub(crate) mod end;
pub(crate) mod header;
pub(crate) mod layout;
pub(crate) mod list;
mod sparse;
