//! What is known of the cells of one column.

/// What is known of one column's cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ColumnFacts {
    /// Users with a value.
    pub(crate) filled: u32,
    /// Cells that hold the name of a type instead of a value.
    pub(crate) lost_lists: u32,
    /// Some of these types are Graph's own, as Get-MgUser writes an object with all of its properties.
    pub(crate) graph_objects: bool,
    /// Users who have another value after the first.
    pub(crate) again: u32,
    /// Users with another value than the column has that counts in its stead.
    pub(crate) differing: u32,
    /// The first value.
    pub(crate) example: Option<String>,
    /// In a boolean column, the first value that is none.
    pub(crate) unreadable: Option<String>,
}

/// How many characters of a value are shown as an example.
const LONGEST_EXAMPLE: usize = 80;

/// Returns the beginning of a text, as an example.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_EXAMPLE).collect()
}
