//! Sets of rows of letters, and where in a text one of them stands.
//!
//! A row is kept as its hash, so that one pass over a text finds all of a length, however many there
//! are. That two different rows share one of 64 bits happens once in a hundred million texts.

use std::collections::BTreeMap;
use std::ops::Range;

use zeroize::Zeroizing;

use crate::letters::Letter;

/// Odd, and with bits all over: the golden ratio.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Rows of letters, by their length.
#[derive(Clone, Default)]
pub(crate) struct Windows(BTreeMap<usize, Hashes>);

impl Windows {
    /// Adds each row of `length` letters in `letters` that stands where it `counts`.
    pub(crate) fn insert(
        &mut self,
        letters: &[Letter],
        length: usize,
        counts: impl Fn(Range<usize>) -> bool,
    ) {
        let sums = Sums::of(letters);
        let mut added =
            sums.rows(length).filter(|(place, _)| counts(place.clone())).map(|(_, hash)| hash);
        if let Some(first) = added.next() {
            let hashes = &mut self.0.entry(length).or_default().sorted;
            hashes.push(first);
            hashes.extend(added);
        }
    }

    /// Makes what was added ready to be looked for.
    pub(crate) fn seal(&mut self) {
        self.0.values_mut().for_each(Hashes::seal);
    }

    /// Returns the length of the longest row.
    pub(crate) fn longest(&self) -> usize {
        self.0.keys().next_back().copied().unwrap_or_default()
    }

    /// Gives each place in `letters` where a row stands.
    pub(crate) fn find(&self, letters: &[Letter], mut give: impl FnMut(Range<usize>)) {
        let sums = Sums::of(letters);
        for (length, hashes) in &self.0 {
            let known = sums.rows(*length).filter(|(_, hash)| hashes.hold(*hash));
            known.for_each(|(place, _)| give(place));
        }
    }
}

/// The hashes of all beginnings of a text. The hash of any row in it is the difference of two.
struct Sums(Zeroizing<Vec<u64>>);

impl Sums {
    fn of(letters: &[Letter]) -> Self {
        let mut sums = Zeroizing::new(Vec::with_capacity(letters.len() + 1));
        let mut sum = 0_u64;
        sums.push(sum);
        for letter in letters {
            sum = sum.wrapping_mul(BASE).wrapping_add(u64::from(letter.letter) + 1);
            sums.push(sum);
        }
        Sums(sums)
    }

    /// Returns each row of `length` letters and its hash.
    fn rows(&self, length: usize) -> impl Iterator<Item = (Range<usize>, u64)> {
        let mut power = 1_u64;
        for _ in 0..length.min(self.0.len()) {
            power = power.wrapping_mul(BASE);
        }
        let ends = self.0.get(length..).unwrap_or_default();
        self.0.iter().zip(ends).enumerate().map(move |(start, (before, end))| {
            (start..start + length, end.wrapping_sub(before.wrapping_mul(power)))
        })
    }
}

/// Hashes in order, and a filter in front of them that knows most of the others at a glance.
#[derive(Clone, Default)]
struct Hashes {
    sorted: Zeroizing<Vec<u64>>,
    /// One bit for each value that the upper bits of a hash can have; a power of two of them.
    filter: Zeroizing<Vec<u64>>,
}

impl Hashes {
    fn seal(&mut self) {
        self.sorted.sort_unstable();
        self.sorted.dedup();
        let words = (self.sorted.len() / 4).next_power_of_two().max(16);
        *self.filter = vec![0; words];
        for hash in self.sorted.iter() {
            let (word, bit) = place(*hash, words);
            if let Some(word) = self.filter.get_mut(word) {
                *word |= bit;
            }
        }
    }

    fn hold(&self, hash: u64) -> bool {
        let (word, bit) = place(hash, self.filter.len());
        self.filter.get(word).is_some_and(|word| word & bit != 0)
            && self.sorted.binary_search(&hash).is_ok()
    }
}

/// Returns the bit of a hash in a filter of so many words: which word, and which bit of it.
fn place(hash: u64, words: usize) -> (usize, u64) {
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(BASE);
    let upper = usize::try_from(mixed >> 32).unwrap_or_default();
    (upper & (words.wrapping_sub(1)), 1 << (mixed >> 26 & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::letters;

    fn found(windows: &Windows, text: &str) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        windows.find(&letters(text), |place| places.push((place.start, place.end)));
        places
    }

    #[test]
    fn row_is_found_where_it_stands() {
        let mut windows = Windows::default();
        windows.insert(&letters("abcdef"), 3, |_| true);
        windows.insert(&letters("12345"), 5, |_| true);
        windows.seal();
        assert_eq!(found(&windows, "xbcdx"), [(1, 4)], "a piece");
        assert_eq!(found(&windows, "dcb"), [], "not backwards");
        assert_eq!(found(&windows, "x12345"), [(1, 6)], "of another length");
        assert_eq!(found(&windows, "ab cde"), [(3, 6)], "not across other letters");
        assert_eq!(found(&windows, "acbd1234"), [], "nothing");
        assert_eq!(found(&windows, ""), [], "nothing in nothing");
        assert_eq!(windows.longest(), 5);
    }

    #[test]
    fn row_that_does_not_count_is_not_found() {
        let mut windows = Windows::default();
        windows.insert(&letters("abcd"), 3, |place| place.start == 1);
        windows.insert(&letters("ab"), 3, |_| true);
        windows.seal();
        assert_eq!(found(&windows, "abcd"), [(1, 4)], "only from the second letter on");
    }

    #[test]
    fn many_rows_are_all_found() {
        let text: String = (0..20_000_u32).filter_map(|n| char::from_u32(0x4e00 + n)).collect();
        let mut windows = Windows::default();
        windows.insert(&letters(&text), 8, |_| true);
        windows.seal();
        assert_eq!(found(&windows, &text).len(), 20_000 - 7);
    }
}
