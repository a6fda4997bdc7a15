//! What the cells of a file give away while they are read: empty columns, lost letters, names of
//! types.
//!
//! Parts are added up in the file's order.

use super::notice::Notice;
use super::skipped::SkippedRows;
use crate::column::attribute::read_boolean;
use crate::column::column_facts::{ColumnFacts, shortened};
use crate::column::layout::{Held, Layout};

/// What is known of the cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) users: u32,
    pub(crate) columns: Vec<ColumnFacts>,
    /// Users with a text in which a letter was lost.
    pub(crate) lost_letters: u32,
    pub(crate) lost_letters_example: Option<String>,
    /// A name with a letter outside ASCII.
    pub(crate) non_ascii_example: Option<String>,
    pub(crate) skipped: SkippedRows,
    pub(crate) notices: Vec<Notice>,
}

impl Facts {
    /// Adds what is known of the next part of the file.
    pub(crate) fn add(&mut self, next: Facts) {
        self.users = self.users.saturating_add(next.users);
        if self.columns.len() < next.columns.len() {
            self.columns.resize(next.columns.len(), ColumnFacts::default());
        }
        for (column, next) in self.columns.iter_mut().zip(next.columns) {
            column.filled += next.filled;
            column.lost_lists += next.lost_lists;
            column.graph_objects |= next.graph_objects;
            column.again += next.again;
            column.differing += next.differing;
            column.example = column.example.take().or(next.example);
            column.unreadable = column.unreadable.take().or(next.unreadable);
        }
        self.lost_letters += next.lost_letters;
        self.lost_letters_example = self.lost_letters_example.take().or(next.lost_letters_example);
        self.non_ascii_example = self.non_ascii_example.take().or(next.non_ascii_example);
        self.skipped.merge(next.skipped);
        self.notices.extend(next.notices);
    }
}

/// Watches the cells of one row after the other.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    pub(crate) facts: Facts,
    booleans: Vec<bool>,
    words: Vec<bool>,
    row_has_lost_letter: bool,
}

impl Watch {
    pub(crate) fn new(layout: &Layout) -> Self {
        let mut watch = Watch::default();
        for place in 0..layout.columns.len() {
            watch.add_column(layout, place);
        }
        watch
    }

    /// Watches one more column.
    pub(crate) fn add_column(&mut self, layout: &Layout, place: usize) {
        self.facts.columns.push(ColumnFacts::default());
        self.booleans.push(layout.is_boolean(place));
        self.words.push(layout.columns.get(place).is_some_and(holds_words));
    }

    /// Looks at a cell that is not empty; returns whether it is a value.
    pub(crate) fn cell(&mut self, column: usize, value: &str) -> bool {
        let Some(facts) = self.facts.columns.get_mut(column) else { return false };
        if is_no_value(value) {
            facts.lost_lists += u32::from(is_type_name(value));
            facts.graph_objects |= value.starts_with(GRAPH_TYPE);
            return false;
        }
        facts.filled += 1;
        if facts.example.is_none() {
            facts.example = Some(shortened(value));
        }
        if self.booleans.get(column) == Some(&true)
            && facts.unreadable.is_none()
            && read_boolean(value).is_none()
        {
            facts.unreadable = Some(shortened(value));
        }
        if self.words.get(column) == Some(&true) {
            if self.facts.non_ascii_example.is_none() && !value.is_ascii() {
                self.facts.non_ascii_example = Some(shortened(value));
            }
            if !self.row_has_lost_letter && has_lost_letter(value) {
                self.row_has_lost_letter = true;
                self.facts.lost_letters += 1;
                self.facts.lost_letters_example.get_or_insert_with(|| shortened(value));
            }
        }
        true
    }

    /// Counts a value that a user has beside the first one.
    pub(crate) fn again(&mut self, column: usize) {
        if let Some(facts) = self.facts.columns.get_mut(column) {
            facts.again += 1;
        }
    }

    /// Counts a user of whom a column says something else than the one that counts.
    pub(crate) fn differs(&mut self, column: usize) {
        if let Some(facts) = self.facts.columns.get_mut(column) {
            facts.differing += 1;
        }
    }

    pub(crate) fn end_row(&mut self) {
        self.row_has_lost_letter = false;
        self.facts.users += 1;
    }

    /// Returns what was seen so far and begins a new part.
    pub(crate) fn take(&mut self) -> Facts {
        let columns = vec![ColumnFacts::default(); self.facts.columns.len()];
        std::mem::replace(&mut self.facts, Facts { columns, ..Facts::default() })
    }
}

/// Returns whether the values are people's or places' names, where a question mark has no business.
fn holds_words(column: &Held) -> bool {
    matches!(
        column.attribute.as_deref(),
        Some(
            "displayName"
                | "givenName"
                | "surname"
                | "jobTitle"
                | "department"
                | "companyName"
                | "streetAddress"
                | "city"
                | "state"
                | "physicalDeliveryOfficeName"
        )
    )
}

/// Returns whether PowerShell wrote an empty list, or a type.
pub(crate) fn is_no_value(value: &str) -> bool {
    value == "{}" || is_type_name(value)
}

/// How the names of Graph's own types begin.
pub(crate) const GRAPH_TYPE: &str = "Microsoft.Graph.PowerShell.";

/// Returns whether PowerShell wrote the type of an object instead of its value.
pub(crate) fn is_type_name(value: &str) -> bool {
    (value.starts_with("System.")
        && (value.ends_with("[]") || value.starts_with("System.Collections.")))
        || value.starts_with(GRAPH_TYPE)
}

/// Returns whether a question mark stands inside or at the start of a word, as in `Bj?rn`.
fn has_lost_letter(value: &str) -> bool {
    let bytes = value.as_bytes();
    memchr::memchr_iter(b'?', bytes)
        .any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_letters_are_told_from_questions() {
        for (value, lost) in [
            ("Bj?rn", true),
            ("?se", true),
            ("Why? Because", false),
            ("Really?", false),
            ("?", false),
        ] {
            assert_eq!(has_lost_letter(value), lost, "`{value}`");
        }
    }

    #[test]
    fn type_names_are_no_values() {
        for (value, lost) in [
            ("System.String[]", true),
            ("System.Collections.Generic.Dictionary`2[System.String,System.Object]", true),
            ("Microsoft.Graph.PowerShell.Models.MicrosoftGraphManager", true),
            ("Systems", false),
        ] {
            assert_eq!(is_type_name(value), lost, "`{value}`");
        }
    }
}
