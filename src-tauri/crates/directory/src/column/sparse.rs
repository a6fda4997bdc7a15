//! The cells of a column in which hardly anybody has a value.

use super::end::{ColumnFull, end};

/// The values with their rows, in the rows' order.
#[derive(Debug, Clone, Default)]
pub(super) struct SparseCells {
    rows: Vec<u32>,
    text: String,
    /// Where each value ends in the text.
    ends: Vec<u32>,
}

impl SparseCells {
    /// Adds a value; `row` comes after all others.
    pub(super) fn push(&mut self, row: u32, value: &str) -> Result<(), ColumnFull> {
        self.text.push_str(value);
        self.ends.push(end(&self.text)?);
        self.rows.push(row);
        Ok(())
    }

    /// Returns how many rows there are up to the last value.
    pub(super) fn rows(&self) -> usize {
        self.rows.last().map_or(0, |last| *last as usize + 1)
    }

    pub(super) fn cell(&self, row: u32) -> Option<&str> {
        self.rows.binary_search(&row).ok().map(|place| self.value(place))
    }

    /// Returns the values with their rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        self.rows.iter().enumerate().map(|(place, row)| (*row, self.value(place)))
    }

    fn value(&self, place: usize) -> &str {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or(&0);
        let end = self.ends.get(place).unwrap_or(start);
        self.text.get(*start as usize..*end as usize).unwrap_or_default()
    }

    pub(super) fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    pub(super) fn memory(&self) -> usize {
        self.text.capacity() + (self.rows.capacity() + self.ends.capacity()) * size_of::<u32>()
    }
}
