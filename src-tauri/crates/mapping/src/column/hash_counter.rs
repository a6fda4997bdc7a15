//! Counts texts by their hash: how many there are, which are frequent, which occur twice.
//!
//! A text is kept as 64 bits of a hash and the key of the row that had it: twelve bytes, whatever its
//! length. Seven bits of a second hash say in which part it is kept. That any two different texts of
//! four million agree in all 71 bits has a chance of one in three hundred million, so the counts are
//! called exact. Counting works part by part, in the processor's cache. The texts themselves are found
//! again by their rows.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

use foldhash::quality::FixedState;

use footbridge_workers::Cancelled;

use crate::work::Work;

/// As many bits of the second hash say in which part a text is.
const PART_BITS: u32 = 7;

/// How many parts there are.
const PARTS: usize = 1 << PART_BITS;

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
        (self.check >> (u32::BITS - PART_BITS)) as usize
    }
}

/// A text and a row that has it. The hash is two numbers, so that there is no room between entries.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: [u32; 2],
    row: u32,
}

/// The bytes that one text of one row takes.
pub(crate) const ENTRY: u64 = size_of::<Entry>() as u64;

impl Entry {
    fn new(text: TextHash, row: u32) -> Self {
        Entry { hash: [(text.hash >> 32) as u32, text.hash as u32], row }
    }

    fn hash(self) -> u64 {
        let [high, low] = self.hash;
        u64::from(high) << 32 | u64::from(low)
    }
}

/// How many entries are kept in one piece: with what the allocator adds, 4 KiB.
const PIECE: usize = 340;

/// The entries of a part, in pieces that stay where they are: a list that grows as a whole has room for
/// twice as much, and leaves behind where it was.
#[derive(Debug, Default)]
struct Part {
    full: Vec<Vec<Entry>>,
    last: Vec<Entry>,
}

impl Part {
    fn push(&mut self, entry: Entry) {
        if self.last.len() == self.last.capacity() {
            self.make_room();
        }
        self.last.push(entry);
    }

    #[cold]
    fn make_room(&mut self) {
        match self.last.len() {
            // Most parts of a small file have few.
            few @ ..PIECE => self.last.reserve_exact((few + 8).min(PIECE - few)),
            _ => self.full.push(std::mem::replace(&mut self.last, Vec::with_capacity(PIECE))),
        }
    }

    fn len(&self) -> usize {
        self.full.len() * PIECE + self.last.len()
    }

    fn iter(&self) -> impl Iterator<Item = Entry> {
        self.full.iter().chain([&self.last]).flatten().copied()
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

    fn holds(self, hash: u64) -> bool {
        // The tables that count use the lowest and the highest bits.
        self.count <= 1 || (hash >> 32) as u32 % self.count == self.index
    }
}

/// Texts with the rows that have them.
#[derive(Debug)]
pub(crate) struct HashCounter {
    /// None as long as there is no entry: most sets of a large table stay empty.
    parts: Vec<Part>,
    weighted: Vec<Weighted>,
    shard: HashShard,
}

impl Default for HashCounter {
    fn default() -> Self {
        HashCounter::of(HashShard::ALL)
    }
}

/// A frequent text: how many rows have it, and the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrequentHash {
    pub(crate) count: u32,
    pub(crate) first_row: u32,
}

impl FrequentHash {
    /// The most frequent comes first, and of equally frequent ones the first met.
    pub(crate) fn order(&self) -> (std::cmp::Reverse<u32>, u32) {
        (std::cmp::Reverse(self.count), self.first_row)
    }
}

impl HashCounter {
    /// Returns an empty set that takes the texts of a share only.
    pub(crate) fn of(shard: HashShard) -> Self {
        HashCounter { parts: Vec::new(), weighted: Vec::new(), shard }
    }

    /// Returns whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.weighted.is_empty()
    }

    /// Adds the text of one row.
    pub(crate) fn add(&mut self, text: TextHash, row: u32) {
        if self.parts.is_empty() {
            self.parts.resize_with(PARTS, Part::default);
        }
        if !self.shard.holds(text.hash) {
            return;
        }
        if let Some(part) = self.parts.get_mut(text.part()) {
            part.push(Entry::new(text, row));
        }
    }

    /// Adds the text of `count` rows.
    pub(crate) fn add_weighted(&mut self, text: TextHash, count: u32, first_row: u32) {
        if self.shard.holds(text.hash) {
            self.weighted.push(Weighted { text, count, first_row });
        }
    }

    /// Keeps the texts of a share only, which is part of the one so far.
    pub(crate) fn keep(&mut self, shard: HashShard) {
        if self.shard == shard {
            return;
        }
        self.shard = shard;
        for part in &mut self.parts {
            let mut kept = Part::default();
            part.iter().filter(|it| shard.holds(it.hash())).for_each(|it| kept.push(it));
            *part = kept;
        }
        self.weighted.retain(|it| shard.holds(it.text.hash));
    }

    /// Returns whether a text of a single row was added, be it kept or not.
    pub(crate) fn is_hashed(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Returns how many bytes the texts of single rows take.
    pub(crate) fn bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.len() as u64 * ENTRY).sum()
    }

    /// Counts the different texts of all the sets together, and finds the `wanted` most frequent
    /// ones; of equally frequent ones the first met.
    pub(crate) fn count(
        sets: &[&HashCounter],
        wanted: usize,
        work: &mut Work<'_>,
    ) -> Result<(u32, Vec<FrequentHash>), Cancelled> {
        let mut weighted: Vec<Weighted> =
            sets.iter().flat_map(|set| &set.weighted).copied().collect();
        work.take(weighted.len() * 8)?;
        weighted.sort_unstable_by_key(|it| it.text.part());
        let mut weighted = weighted.into_iter().peekable();
        let mut distinct = 0_usize;
        let mut best: Vec<FrequentHash> = Vec::new();
        let mut counts: HashMap<u64, FrequentHash, AlreadyHashed> = HashMap::default();
        for part in 0..PARTS {
            counts.clear();
            let single = sets.iter().filter_map(|set| set.parts.get(part));
            work.take(single.clone().map(|part| part.len() * 16).sum())?;
            let mut add = |hash: u64, count: u32, first_row: u32| {
                let known = counts.entry(hash).or_insert(FrequentHash { count: 0, first_row });
                known.count += count;
                known.first_row = known.first_row.min(first_row);
            };
            single.flat_map(Part::iter).for_each(|it| add(it.hash(), 1, it.row));
            while let Some(it) = weighted.next_if(|it| it.text.part() == part) {
                add(it.text.hash, it.count, it.first_row);
            }
            distinct += counts.len();
            let worst = best.get(wanted.wrapping_sub(1)).map(FrequentHash::order);
            let better = counts.values().filter(|it| worst.is_none_or(|worst| it.order() < worst));
            best.extend(better);
            best.sort_unstable_by_key(FrequentHash::order);
            best.truncate(wanted);
        }
        Ok((u32::try_from(distinct).unwrap_or(u32::MAX), best))
    }

    /// Calls `found` with every row whose text another row has, too.
    pub(crate) fn twice(
        sets: &[HashCounter],
        work: &mut Work<'_>,
        mut found: impl FnMut(u32),
    ) -> Result<(), Cancelled> {
        let mut first: HashMap<u64, (u32, bool), AlreadyHashed> = HashMap::default();
        for part in 0..PARTS {
            first.clear();
            let single = sets.iter().filter_map(|set| set.parts.get(part));
            work.take(single.clone().map(|part| part.len() * 16).sum())?;
            for entry in single.flat_map(Part::iter) {
                match first.entry(entry.hash()) {
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
    fn texts_that_share_one_hash_are_told_apart_by_the_other() {
        let text = |part: u32| TextHash { hash: 7, check: part << (u32::BITS - PART_BITS) };
        let mut set = HashCounter::default();
        for (row, part) in [(0, 1), (1, 2), (2, 2), (3, 3), (4, 1)] {
            set.add(text(part), row);
        }
        assert_eq!(twice(std::slice::from_ref(&set)), [0, 1, 2, 4], "the third is alone");
        let (distinct, frequent) = count(&[&set], 5);
        assert_eq!(distinct, 3, "three different texts");
        assert_eq!(frequent.len(), 3, "each is there");
        assert_eq!((frequent[0].count, frequent[0].first_row), (2, 0), "counted apart");
    }

    #[test]
    fn many_texts_are_counted_exactly_and_take_little_more_than_their_entries() {
        let mut set = HashCounter::default();
        let of = |number: u32| TextHash::of(&format!("user{number}@n.example"));
        for row in 0..200_000 {
            set.add(of(row % 150_000), row);
        }
        assert_eq!(ENTRY, 12, "a hash and a row");
        let room = |part: &Part| {
            part.full.iter().chain([&part.last]).map(|piece| piece.capacity() * 12).sum::<usize>()
        };
        let room: usize = set.parts.iter().map(room).sum();
        assert!(room <= 200_000 * 12 + PARTS * PIECE * 12, "{room} bytes");
        let (distinct, frequent) = count(&[&set], 3);
        assert_eq!(distinct, 150_000, "each once");
        let frequent: Vec<_> = frequent.iter().map(|it| (it.count, it.first_row)).collect();
        assert_eq!(frequent, [(2, 0), (2, 1), (2, 2)], "the first of those that are there twice");
        assert_eq!(twice(std::slice::from_ref(&set)).len(), 100_000, "and all of them are found");
    }
}
