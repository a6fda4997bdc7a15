//! Whether a row of a table is a user, by its fields.

use super::csv::Field;
use crate::record::skipped::SkipReason;

/// What a row of a table is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    User,
    /// A line with nothing on it, which is no row.
    Blank,
    /// It is left out.
    Skip(SkipReason),
}

impl RowKind {
    /// Returns what a row with this text and these fields is under a header of so many columns.
    pub(crate) fn of(
        row: &str,
        fields: &[Field],
        columns: usize,
        is_empty: impl Fn(&Field) -> bool,
    ) -> Self {
        if row.trim().is_empty() {
            return RowKind::Blank;
        }
        if fields.iter().all(&is_empty) {
            return RowKind::Skip(SkipReason::Empty);
        }
        if fields.len() < columns {
            return RowKind::Skip(SkipReason::Short);
        }
        // Excel adds empty columns at the right; nothing is lost with them.
        if fields.get(columns..).is_some_and(|rest| !rest.iter().all(&is_empty)) {
            return RowKind::Skip(SkipReason::Long);
        }
        RowKind::User
    }
}
