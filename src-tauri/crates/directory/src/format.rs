//! The formats of exports (CSV, JSON, Excel workbooks), each read from bytes to users in columns.

pub(crate) mod blocks;
pub(crate) mod builder;
mod claims;
pub(crate) mod csv;
pub(crate) mod json;
pub(crate) mod other_file;
pub(crate) mod read;
mod row_kind;
pub(crate) mod rows;
mod sheets;
pub(crate) mod source;
pub(crate) mod table;
pub(crate) mod text;
mod unpacked;
mod workbook_cell;
pub(crate) mod xlsx;
