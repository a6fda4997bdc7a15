//! A set of row numbers, one bit each.

/// A set of rows, counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RowSet(Vec<u64>);

impl RowSet {
    pub(crate) fn add(&mut self, row: u32) {
        let word = row as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (row % 64);
        }
    }

    pub(crate) fn has(&self, row: u32) -> bool {
        self.0.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    pub(crate) fn add_all(&mut self, other: &RowSet) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    pub(crate) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Returns the rows in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(&self.0).flat_map(|(place, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                Some(place * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_set_holds_each_row_once_in_order() {
        let mut set = RowSet::default();
        for row in [200, 3, 64, 63, 3] {
            set.add(row);
        }
        let mut other = RowSet::default();
        other.add(1000);
        set.add_all(&other);
        assert_eq!(set.iter().collect::<Vec<_>>(), [3, 63, 64, 200, 1000], "in order, each once");
        assert_eq!(set.count(), 5, "counted");
        assert!(set.has(64) && !set.has(65) && !set.has(5000), "one at a time");
    }
}
