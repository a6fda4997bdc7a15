//! Counts texts by their hash: how many there are, which are frequent, which occur twice.
//!
//! A text is kept as 96 bits of two hashes and the key of the row that had it: sixteen bytes,
//! whatever its length. That two different texts of a million agree in all 96 bits has a chance of
//! one in 10^17, so the counts are called exact. Entries are put into parts by their hash, so that
//! counting works in the processor's cache, part by part. The texts themselves are found again by
//! their rows.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

use foldhash::quality::FixedState;

use footbridge_workers::Cancelled;

use crate::work::Work;

/// How many parts there are.
const PARTS: usize = 128;

/// The hash of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextHash {
    hash: u64,
    check: u32,
}

static SECOND: LazyLock<FixedState> = LazyLock::new(|| FixedState::with_seed(0x5EED));

impl TextHash {
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let one = |state: &FixedState| {
            let mut hasher = state.build_hasher();
            hasher.write(bytes);
            hasher.finish()
        };
        TextHash { hash: one(&FixedState::default()), check: one(&SECOND) as u32 }
    }

    /// Returns a number that no other text has, but by chance.
    pub(crate) fn number(self) -> u64 {
        self.hash
    }

    fn part(self) -> usize {
        // The tables below use the lowest and the highest bits.
        (self.hash >> 32) as usize % PARTS
    }
}

/// A text and a row that has it, in sixteen bytes.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u64,
    check: u32,
    row: u32,
}

impl Entry {
    fn text(self) -> TextHash {
        TextHash { hash: self.hash, check: self.check }
    }
}

/// A text that many rows have.
#[derive(Debug, Clone, Copy)]
struct Weighted {
    text: TextHash,
    count: u32,
    first_row: u32,
}

/// A share of all possible texts, chosen by their hash: number `index` of `count` equal ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HashShard {
    pub(crate) index: u32,
    pub(crate) count: u32,
}

impl HashShard {
    const ALL: HashShard = HashShard { index: 0, count: 1 };
}

/// Texts with the rows that have them.
#[derive(Debug)]
pub(crate) struct HashCounter {
    /// None as long as there is no entry: most sets of a large table stay empty.
    parts: Vec<Vec<Entry>>,
    weighted: Vec<Weighted>,
    shard: HashShard,
}

impl Default for HashCounter {
    fn default() -> Self {
        HashCounter::of(HashShard::ALL)
    }
}

/// The bytes that one text of one row takes.
pub(crate) const ENTRY: u64 = size_of::<Entry>() as u64;

/// A frequent text: how many rows have it, and the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrequentHash {
    pub(crate) count: u32,
    pub(crate) first_row: u32,
}

impl HashCounter {
    /// Returns an empty set that takes the texts of a share only.
    pub(crate) fn of(shard: HashShard) -> Self {
        HashCounter { parts: Vec::new(), weighted: Vec::new(), shard }
    }

    /// Adds the text of one row.
    pub(crate) fn add(&mut self, text: TextHash, row: u32) {
        if self.shard.count > 1 && text.check % self.shard.count != self.shard.index {
            return;
        }
        if self.parts.is_empty() {
            self.parts.resize_with(PARTS, Vec::new);
        }
        if let Some(part) = self.parts.get_mut(text.part()) {
            part.push(Entry { hash: text.hash, check: text.check, row });
        }
    }

    /// Adds the text of `count` rows.
    pub(crate) fn add_weighted(&mut self, text: TextHash, count: u32, first_row: u32) {
        self.weighted.push(Weighted { text, count, first_row });
    }

    /// Counts the different texts of all the sets together, and finds the `wanted` most frequent
    /// ones; of equally frequent ones the first met.
    pub(crate) fn count(
        sets: &[&HashCounter],
        wanted: usize,
        work: &mut Work<'_>,
    ) -> Result<(u32, Vec<FrequentHash>), Cancelled> {
        let mut distinct = 0_usize;
        let mut best: Vec<FrequentHash> = Vec::new();
        let mut counts: HashMap<(u64, u32), FrequentHash, AlreadyHashed> = HashMap::default();
        let order = |it: &FrequentHash| (std::cmp::Reverse(it.count), it.first_row);
        for part in 0..PARTS {
            counts.clear();
            work.take(sets.iter().map(|set| set.size_of(part)).sum())?;
            let single = sets.iter().filter_map(|set| set.parts.get(part)).flatten();
            let single = single.map(|it| Weighted { text: it.text(), count: 1, first_row: it.row });
            let weighted = sets.iter().flat_map(|set| &set.weighted);
            let weighted = weighted.filter(|it| it.text.part() == part).copied();
            for Weighted { text, count, first_row } in single.chain(weighted) {
                let known = counts
                    .entry((text.hash, text.check))
                    .or_insert(FrequentHash { count: 0, first_row });
                known.count += count;
                known.first_row = known.first_row.min(first_row);
            }
            distinct += counts.len();
            best.extend(counts.values());
            if best.len() > wanted {
                best.select_nth_unstable_by_key(wanted, order);
                best.truncate(wanted);
            }
        }
        best.sort_unstable_by_key(order);
        Ok((u32::try_from(distinct).unwrap_or(u32::MAX), best))
    }

    /// Returns about how much it takes to look at a part.
    fn size_of(&self, part: usize) -> usize {
        self.parts.get(part).map_or(0, |part| part.len() * 16) + self.weighted.len() / 4
    }

    /// Calls `found` with every row whose text another row has, too.
    pub(crate) fn twice(
        sets: &[HashCounter],
        work: &mut Work<'_>,
        mut found: impl FnMut(u32),
    ) -> Result<(), Cancelled> {
        let mut first: HashMap<(u64, u32), (u32, bool), AlreadyHashed> = HashMap::default();
        for part in 0..PARTS {
            first.clear();
            work.take(sets.iter().map(|set| set.size_of(part)).sum())?;
            for entry in sets.iter().filter_map(|set| set.parts.get(part)).flatten() {
                match first.entry((entry.hash, entry.check)) {
                    std::collections::hash_map::Entry::Vacant(vacant) => {
                        vacant.insert((entry.row, false));
                    }
                    std::collections::hash_map::Entry::Occupied(mut known) => {
                        let (row, reported) = known.get_mut();
                        if !*reported {
                            *reported = true;
                            found(*row);
                        }
                        found(entry.row);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Takes the first number of a key as its hash.
#[derive(Debug, Clone, Default)]
struct AlreadyHashed;

impl BuildHasher for AlreadyHashed {
    type Hasher = FirstNumber;

    fn build_hasher(&self) -> FirstNumber {
        FirstNumber(0)
    }
}

/// See [`AlreadyHashed`].
#[derive(Debug)]
struct FirstNumber(u64);

impl Hasher for FirstNumber {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u32(&mut self, _: u32) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::to_the_end;

    fn count(sets: &[&HashCounter], wanted: usize) -> (u32, Vec<FrequentHash>) {
        to_the_end(|work| HashCounter::count(sets, wanted, work))
    }

    fn twice(sets: &[HashCounter]) -> Vec<u32> {
        let mut rows = Vec::new();
        to_the_end(|work| HashCounter::twice(sets, work, |row| rows.push(row)));
        rows.sort_unstable();
        rows
    }

    fn hashes(rows: &[(u32, &str)]) -> HashCounter {
        let mut set = HashCounter::default();
        for (row, text) in rows {
            set.add(TextHash::of(text), *row);
        }
        set
    }

    #[test]
    fn texts_are_counted_over_several_sets() {
        let one = hashes(&[(0, "IT"), (2, "Sales"), (3, "a")]);
        let mut other = hashes(&[(1, "IT"), (4, "b"), (5, "c")]);
        other.add_weighted(TextHash::of("Sales"), 1, 6);
        other.add_weighted(TextHash::of("IT"), 2, 7);
        let (distinct, frequent) = count(&[&one, &other], 3);
        assert_eq!(distinct, 5, "IT, Sales, a, b, c");
        let frequent: Vec<(u32, u32)> =
            frequent.iter().map(|it| (it.count, it.first_row)).collect();
        assert_eq!(frequent, [(4, 0), (2, 2), (1, 3)], "of equal ones the first met");
    }

    #[test]
    fn rows_with_the_same_text_are_found() {
        let one = hashes(&[(0, "a"), (2, "b"), (3, "c")]);
        let other = hashes(&[(1, "b"), (4, "a"), (5, "a")]);
        assert_eq!(twice(&[one, other]), [0, 1, 2, 4, 5], "c is alone");
    }

    #[test]
    fn texts_that_share_half_their_hash_are_told_apart() {
        let text = |check: u32| TextHash { hash: 7, check };
        let mut set = HashCounter::default();
        for (row, check) in [(0, 1), (1, 2), (2, 2), (3, 3), (4, 1)] {
            set.add(text(check), row);
        }
        assert_eq!(twice(std::slice::from_ref(&set)), [0, 1, 2, 4], "the third check is alone");
        let (distinct, frequent) = count(&[&set], 5);
        assert_eq!(distinct, 3, "three different texts");
        assert_eq!(frequent.len(), 3, "each is there");
        assert_eq!((frequent[0].count, frequent[0].first_row), (2, 0), "counted apart");
    }
}
