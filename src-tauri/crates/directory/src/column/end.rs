//! Ends of texts within a column, kept in four bytes each, and the error when that is too little.

/// A column would outgrow its 4 GiB.
#[derive(Debug)]
pub(crate) struct ColumnFull;

/// Returns where a text that was just added to `text`.
pub(super) fn end(text: &str) -> Result<u32, ColumnFull> {
    u32::try_from(text.len()).map_err(|_| ColumnFull)
}
