//! What one target receives over the whole directory.
//!
//! Values are counted by a 64-bit hash with the first row that had them, so that a million
//! different addresses take a few bytes each. Deliberately absent: findings.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use serde::{Deserialize, Serialize};

/// One frequent value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Frequent {
    /// The value.
    pub value: String,
    /// How many users send it.
    pub count: u32,
}

/// What one target receives. `filled + empty + errors` is the number of users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetSummary {
    /// The target.
    pub target: String,
    /// Users for whom a value is sent.
    pub filled: u32,
    /// Users for whom nothing is sent.
    pub empty: u32,
    /// Different values.
    pub distinct: u32,
    /// Users whose value could not be computed.
    pub errors: u32,
    /// The longest value in characters.
    pub longest: String,
    /// The most frequent values, up to five.
    pub frequent: Vec<Frequent>,
}

/// How many frequent values are told.
const FREQUENT: usize = 5;

/// Counts the values of one target.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    hasher: RandomState,
    counts: HashMap<u64, Counted, HashedAlready>,
    pub(crate) filled: u32,
    pub(crate) empty: u32,
    pub(crate) errors: u32,
    longest: String,
    longest_length: usize,
}

#[derive(Debug, Clone, Copy)]
struct Counted {
    count: u32,
    first_row: u32,
}

impl Counter {
    /// Counts `count` users, the first of them at `row`, with one value.
    pub(crate) fn add(&mut self, row: u32, value: &str, count: u32) {
        self.filled += count;
        let hash = self.hasher.hash_one(value);
        let counted = self.counts.entry(hash).or_insert(Counted { count: 0, first_row: row });
        counted.count += count;
        // A text of n bytes has at most n characters.
        if value.len() > self.longest_length {
            let length = value.chars().count();
            if length > self.longest_length {
                self.longest_length = length;
                value.clone_into(&mut self.longest);
            }
        }
    }

    /// Returns the summary; `value_at` gives the value of a row again.
    pub(crate) fn summary(
        self,
        target: &str,
        value_at: impl Fn(u32) -> Option<String>,
    ) -> TargetSummary {
        let distinct = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        let mut counts: Vec<Counted> = self.counts.into_values().collect();
        let order = |counted: &Counted| (std::cmp::Reverse(counted.count), counted.first_row);
        if counts.len() > FREQUENT {
            counts.select_nth_unstable_by_key(FREQUENT, order);
            counts.truncate(FREQUENT);
        }
        counts.sort_unstable_by_key(order);
        let frequent = counts.into_iter().filter_map(|counted| {
            Some(Frequent { value: value_at(counted.first_row)?, count: counted.count })
        });
        TargetSummary {
            target: target.to_owned(),
            filled: self.filled,
            empty: self.empty,
            distinct,
            errors: self.errors,
            longest: self.longest,
            frequent: frequent.collect(),
        }
    }
}

/// Takes the hash as it is, where keys are hashes.
#[derive(Debug, Clone, Default)]
pub(crate) struct HashedAlready;

impl BuildHasher for HashedAlready {
    type Hasher = Unchanged;

    fn build_hasher(&self) -> Unchanged {
        Unchanged(0)
    }
}

/// See [`HashedAlready`].
#[derive(Debug)]
pub(crate) struct Unchanged(u64);

impl Hasher for Unchanged {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted() {
        let values = ["IT", "Sales", "IT", "Økonomi", "a", "b", "c", "d", "IT", "Sales"];
        let mut counter = Counter::default();
        for (row, value) in values.iter().enumerate() {
            counter.add(row as u32, value, 1);
        }
        counter.empty = 2;
        let summary = counter.summary("title", |row| Some(values[row as usize].to_owned()));
        assert_eq!((summary.filled, summary.empty, summary.distinct), (10, 2, 7), "counts");
        assert_eq!(summary.longest, "Økonomi", "characters, not bytes, decide");
        let frequent: Vec<(&str, u32)> =
            summary.frequent.iter().map(|one| (one.value.as_str(), one.count)).collect();
        assert_eq!(
            frequent,
            [("IT", 3), ("Sales", 2), ("Økonomi", 1), ("a", 1), ("b", 1)],
            "five, and of equal ones the first met"
        );
    }
}
