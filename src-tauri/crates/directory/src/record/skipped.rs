//! Rows that were left out, counted by reason, with the lines where to find them.
//!
//! Every row is counted; the first thousand are kept one by one, so that memory stays bounded.

use serde::{Deserialize, Serialize};

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SkippedRow {
    /// The file's name without its folder.
    pub file: String,
    /// Its line in the file, counted from 1; `None` where the format has no lines.
    pub line: Option<u32>,
    /// Why, in words.
    pub reason: String,
}

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SkipReason {
    /// Fewer fields than the header.
    Short,
    /// More fields than the header, and not only empty ones.
    Long,
    /// A quote that never closes.
    UnclosedQuote,
    /// Text between a closing quote and the delimiter.
    TextAfterQuote,
    /// No field has a value.
    Empty,
    /// A number or a text where a user should be.
    NotAnObject,
    /// A line of NDJSON that is no JSON.
    BrokenJson,
}

/// How many lines are named in a sentence; all are counted.
const NAMED_LINES: usize = 5;

/// How many rows are kept one by one.
pub(crate) const KEPT_ROWS: usize = 1000;

/// What is known of a row beside the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Detail {
    #[default]
    Nothing,
    /// It has so many fields, and the header so many columns.
    Columns { found: usize, columns: usize },
    /// What the reader of JSON says.
    Json(String),
}

/// One row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) reason: SkipReason,
    pub(crate) line: Option<u32>,
    pub(crate) detail: Detail,
}

/// The rows that were left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Skipped {
    pub(crate) reason: SkipReason,
    pub(crate) count: u32,
    /// The first lines, counted from 1; empty when the format has no lines.
    pub(crate) lines: Vec<u32>,
    /// About the first one.
    pub(crate) detail: Detail,
}

/// All rows that were left out of one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct SkippedRows {
    by_reason: Vec<Skipped>,
    first: Vec<Row>,
}

impl SkippedRows {
    /// Counts one row; `detail` is asked only for a row that is kept.
    pub(crate) fn add(
        &mut self,
        reason: SkipReason,
        line: Option<u32>,
        detail: impl FnOnce() -> Detail,
    ) {
        let is_first = self.by_reason.iter().all(|skipped| skipped.reason != reason);
        let is_kept = self.first.len() < KEPT_ROWS;
        let detail = if is_first || is_kept { detail() } else { Detail::Nothing };
        if is_first {
            let detail = detail.clone();
            self.by_reason.push(Skipped { reason, count: 0, lines: Vec::new(), detail });
        }
        if is_kept {
            self.first.push(Row { reason, line, detail });
        }
        if let Some(skipped) = self.by_reason.iter_mut().find(|known| known.reason == reason) {
            skipped.count += 1;
            if skipped.lines.len() < NAMED_LINES {
                skipped.lines.extend(line);
            }
        }
    }

    /// Adds the rows of the next part of the file.
    pub(crate) fn merge(&mut self, next: SkippedRows) {
        for skipped in next.by_reason {
            match self.by_reason.iter_mut().find(|known| known.reason == skipped.reason) {
                None => self.by_reason.push(skipped),
                Some(known) => {
                    known.count += skipped.count;
                    let room = NAMED_LINES.saturating_sub(known.lines.len());
                    known.lines.extend(skipped.lines.into_iter().take(room));
                }
            }
        }
        let room = KEPT_ROWS.saturating_sub(self.first.len());
        self.first.extend(next.first.into_iter().take(room));
    }

    /// Returns how many rows were left out.
    pub(crate) fn count(&self) -> u32 {
        self.by_reason.iter().map(|skipped| skipped.count).sum()
    }

    /// Returns the rows by reason, in the order in which the reasons were met.
    pub(crate) fn reasons(&self) -> &[Skipped] {
        &self.by_reason
    }

    /// Returns the first rows in the file's order.
    pub(crate) fn first(&self) -> &[Row] {
        &self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_up_to_a_few() {
        let mut rows = SkippedRows::default();
        for line in 2..=9 {
            rows.add(SkipReason::Short, Some(line), Detail::default);
        }
        rows.add(SkipReason::Empty, Some(11), Detail::default);
        assert_eq!(rows.count(), 9, "every row is counted");
        let lines: Vec<(u32, &[u32])> =
            rows.reasons().iter().map(|skipped| (skipped.count, &*skipped.lines)).collect();
        assert_eq!(lines, [(8, &[2, 3, 4, 5, 6][..]), (1, &[11])], "the first ones are named");
    }

    #[test]
    fn the_first_thousand_rows_are_kept_one_by_one() {
        let part = |lines: std::ops::Range<u32>| {
            let mut rows = SkippedRows::default();
            for line in lines {
                rows.add(SkipReason::Long, Some(line), || Detail::Columns {
                    found: line as usize,
                    columns: 3,
                });
            }
            rows
        };
        let mut rows = part(2..602);
        rows.merge(part(602..2602));
        assert_eq!(rows.count(), 2600, "every row is counted");
        let kept: Vec<Option<u32>> = rows.first().iter().map(|row| row.line).collect();
        let expected: Vec<Option<u32>> = (2..1002).map(Some).collect();
        assert_eq!(kept, expected, "in the file's order");
        let own = Detail::Columns { found: 1001, columns: 3 };
        assert_eq!(rows.first()[999].detail, own, "each with its own detail");
    }
}
