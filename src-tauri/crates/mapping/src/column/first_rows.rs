//! The first of some rows, whose people are named with a finding.

use crate::finding::group::EXAMPLES;

/// The first of some rows, up to [`EXAMPLES`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FirstRows {
    rows: [u32; EXAMPLES],
    count: u8,
}

impl FirstRows {
    /// Adds a row, which comes after those that were added before.
    pub(crate) fn add(&mut self, row: u32) {
        if let Some(slot) = self.rows.get_mut(usize::from(self.count)) {
            *slot = row;
            self.count += 1;
        }
    }

    /// Adds rows of which nothing is known but their order among themselves.
    pub(crate) fn merge(&mut self, other: &FirstRows) {
        let mut all: Vec<u32> = self.iter().chain(other.iter()).collect();
        all.sort_unstable();
        *self = FirstRows::default();
        for row in all {
            self.add(row);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().copied().take(usize::from(self.count))
    }

    pub(crate) fn first(&self) -> u32 {
        self.rows[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rows_are_kept() {
        let mut first = FirstRows::default();
        [7, 9, 20].into_iter().for_each(|row| first.add(row));
        let mut other = FirstRows::default();
        [1, 8, 10, 11, 12, 13].into_iter().for_each(|row| other.add(row));
        first.merge(&other);
        assert_eq!(first.iter().collect::<Vec<_>>(), [1, 7, 8, 9, 10], "five, in order");
    }
}
