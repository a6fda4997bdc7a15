//! Rows that were left out, counted by reason, with the lines where to find them.
//!
//! Deliberately absent: the words.

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

/// How many lines are named; all are counted.
const NAMED_LINES: usize = 5;

/// The rows that were left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Skipped {
    pub(crate) reason: SkipReason,
    pub(crate) count: u32,
    /// The first lines, counted from 1; empty when the format has no lines.
    pub(crate) lines: Vec<u32>,
    /// About the first one, such as `5 fields instead of 12`.
    pub(crate) detail: String,
}

impl Skipped {
    /// Returns `line 7`, or `lines 7, 9, 12 and 40 more`.
    pub(crate) fn lines_in_words(&self) -> String {
        let named: Vec<String> = self.lines.iter().map(u32::to_string).collect();
        let more = (self.count as usize).saturating_sub(named.len());
        match named.as_slice() {
            [] => String::new(),
            [line] if more == 0 => format!("line {line}"),
            _ if more == 0 => format!("lines {}", named.join(", ")),
            _ => format!("lines {} and {more} more", named.join(", ")),
        }
    }
}

/// All rows that were left out of one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct SkippedRows(Vec<Skipped>);

impl SkippedRows {
    /// Counts one row; `detail` is asked only for the first of its reason.
    pub(crate) fn add(
        &mut self,
        reason: SkipReason,
        line: Option<u32>,
        detail: impl FnOnce() -> String,
    ) {
        let found = self.0.iter().position(|skipped| skipped.reason == reason);
        let index = found.unwrap_or_else(|| {
            self.0.push(Skipped { reason, count: 0, lines: Vec::new(), detail: detail() });
            self.0.len() - 1
        });
        if let Some(skipped) = self.0.get_mut(index) {
            skipped.count += 1;
            if skipped.lines.len() < NAMED_LINES {
                skipped.lines.extend(line);
            }
        }
    }

    /// Adds the rows of the next part of the file.
    pub(crate) fn merge(&mut self, next: SkippedRows) {
        for skipped in next.0 {
            match self.0.iter_mut().find(|known| known.reason == skipped.reason) {
                None => self.0.push(skipped),
                Some(known) => {
                    known.count += skipped.count;
                    let room = NAMED_LINES.saturating_sub(known.lines.len());
                    known.lines.extend(skipped.lines.into_iter().take(room));
                }
            }
        }
    }

    /// Returns how many rows were left out.
    pub(crate) fn count(&self) -> u32 {
        self.0.iter().map(|skipped| skipped.count).sum()
    }

    /// Returns the rows by reason, in the order in which the reasons were met.
    pub(crate) fn reasons(&self) -> &[Skipped] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_up_to_a_few() {
        let mut rows = SkippedRows::default();
        for line in 2..=9 {
            rows.add(SkipReason::Short, Some(line), || "1 field instead of 3".into());
        }
        rows.add(SkipReason::Empty, Some(11), String::new);
        assert_eq!(rows.count(), 9, "every row is counted");
        let words: Vec<String> = rows.reasons().iter().map(|row| row.lines_in_words()).collect();
        assert_eq!(
            words,
            ["lines 2, 3, 4, 5, 6 and 3 more", "line 11"],
            "the first ones are named"
        );
    }
}
