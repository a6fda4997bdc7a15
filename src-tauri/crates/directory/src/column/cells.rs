//! The cells of one column, in the form that takes the least room.
//!
//! A column whose values repeat (departments, countries) keeps each value once and two bytes a
//! user; any other keeps its texts end to end and four bytes a user; a column in which hardly
//! anybody has a value keeps these with their rows, and one without any value nothing. While a file
//! is read, cells point into the block that was read.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::column_facts::{ColumnFacts, shortened};
use super::end::{ColumnFull, end};
use super::sparse::SparseCells;

/// Separates the values of one cell of a list; no export can hold it, see `TextReader`.
pub(crate) const LIST_SEPARATOR: char = '\0';

/// A column with more distinct values than this, and with few users for each, is not "repeating".
const MANY_VALUES: usize = 4096;

/// Hardly anybody has a value where fewer than one in so many have one.
const SPARSE_BELOW: u32 = 16;
/// As if so many more had one, because a short column wastes little.
const SMALL: u32 = 16;

/// The cells of one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    pub(super) cells: ColumnStorage,
    /// Some cells hold values separated by [`LIST_SEPARATOR`].
    pub(crate) list: bool,
    /// How many cells have a value.
    pub(crate) filled: u32,
}

#[derive(Debug, Clone, Default)]
pub(super) enum ColumnStorage {
    #[default]
    Empty,
    /// `values[0]` is "no value".
    Repeated {
        codes: Vec<u16>,
        values: Vec<Box<str>>,
        known: Known,
    },
    /// The text of row `n` ends at `ends[n]` and begins where the one before ends.
    Plain {
        text: String,
        ends: Vec<u32>,
    },
    Sparse(SparseCells),
    /// The text of row `n` is at `ranges[n]` of a block.
    Sliced {
        block: Arc<String>,
        ranges: Vec<Range<u32>>,
    },
}

/// Values and their codes.
pub(super) type Known = HashMap<Box<str>, u16, FixedState>;

impl Column {
    /// Returns a column whose cells point into a block.
    pub(crate) fn sliced(block: Arc<String>, ranges: Vec<Range<u32>>, filled: u32) -> Self {
        Column { cells: ColumnStorage::Sliced { block, ranges }, list: false, filled }
    }

    /// Returns an empty column for the next part of a file; where values did not repeat in this one,
    /// it does not try again whether they do.
    pub(crate) fn next_part(&self) -> Self {
        let cells = match &self.cells {
            ColumnStorage::Plain { .. } => {
                ColumnStorage::Plain { text: String::new(), ends: Vec::new() }
            }
            _ => ColumnStorage::Empty,
        };
        Column { cells, ..Column::default() }
    }

    /// Sets the cell at `row`; rows that are passed over have no value. A row that is set stays
    /// as it is: of two equal keys of a JSON object the first counts.
    pub(crate) fn push(&mut self, row: u32, value: &str) -> Result<(), ColumnFull> {
        if value.is_empty() || (row as usize) < self.rows() {
            return Ok(());
        }
        self.suit(row)?;
        self.filled += 1;
        self.list |= value.contains(LIST_SEPARATOR);
        self.put(row, value)
    }

    /// Returns whether hardly anybody has a value when `more` values come at `row`.
    pub(super) fn is_sparse(&self, row: u32, more: u32) -> bool {
        row / SPARSE_BELOW > SMALL.saturating_add(self.filled).saturating_add(more)
    }

    /// Takes the form that suits a column whose next value is at `row`: if those rows that are
    /// passed over took room, a million users with some thousand rare keys would take gigabytes.
    fn suit(&mut self, row: u32) -> Result<(), ColumnFull> {
        let was_sparse = matches!(self.cells, ColumnStorage::Sparse(_));
        if !was_sparse && self.is_sparse(row, 1) {
            let mut sparse = SparseCells::default();
            self.values().try_for_each(|(row, value)| sparse.push(row, value))?;
            self.cells = ColumnStorage::Sparse(sparse);
        } else if was_sparse && row / SPARSE_BELOW * 2 < self.filled {
            let sparse = std::mem::take(&mut self.cells);
            if let ColumnStorage::Sparse(sparse) = sparse {
                sparse.iter().try_for_each(|(row, value)| self.put(row, value))?;
            }
        }
        Ok(())
    }

    fn put(&mut self, row: u32, value: &str) -> Result<(), ColumnFull> {
        if matches!(self.cells, ColumnStorage::Empty) {
            self.cells = ColumnStorage::Repeated {
                codes: Vec::new(),
                values: vec![Box::default()],
                known: Known::default(),
            };
        }
        if let ColumnStorage::Repeated { codes, values, known } = &mut self.cells {
            codes.resize(row as usize, 0);
            if let Some(code) = code_of(value, codes.len(), values, known) {
                codes.push(code);
                return Ok(());
            }
            self.spread()?;
        }
        match &mut self.cells {
            ColumnStorage::Plain { text, ends } => {
                ends.resize(row as usize, end(text)?);
                text.push_str(value);
                ends.push(end(text)?);
            }
            ColumnStorage::Sparse(sparse) => sparse.push(row, value)?,
            // What is read out of a block is whole.
            ColumnStorage::Empty
            | ColumnStorage::Repeated { .. }
            | ColumnStorage::Sliced { .. } => {}
        }
        Ok(())
    }

    /// Returns the rows up to the last one with a value.
    pub(crate) fn rows(&self) -> usize {
        match &self.cells {
            ColumnStorage::Empty => 0,
            ColumnStorage::Repeated { codes, .. } => codes.len(),
            ColumnStorage::Plain { ends, .. } => ends.len(),
            ColumnStorage::Sparse(sparse) => sparse.rows(),
            ColumnStorage::Sliced { ranges, .. } => ranges.len(),
        }
    }

    /// Turns a repeating column into a plain one.
    fn spread(&mut self) -> Result<(), ColumnFull> {
        let ColumnStorage::Repeated { codes, values, .. } = &self.cells else { return Ok(()) };
        let mut text = String::new();
        let mut ends = Vec::with_capacity(codes.len());
        for code in codes {
            text.push_str(values.get(usize::from(*code)).map_or("", |value| value));
            ends.push(end(&text)?);
        }
        self.cells = ColumnStorage::Plain { text, ends };
        Ok(())
    }

    /// Drops what is needed only while cells are added.
    pub(crate) fn finish(&mut self) {
        match &mut self.cells {
            ColumnStorage::Empty | ColumnStorage::Sliced { .. } => {}
            ColumnStorage::Sparse(sparse) => sparse.shrink(),
            ColumnStorage::Repeated { codes, values, known } => {
                *known = Known::default();
                codes.shrink_to_fit();
                values.shrink_to_fit();
            }
            ColumnStorage::Plain { text, ends } => {
                text.shrink_to_fit();
                ends.shrink_to_fit();
            }
        }
    }

    /// Returns the cell at `row`, empty when it has no value.
    #[inline]
    pub(crate) fn cell(&self, row: u32) -> &str {
        let at = row as usize;
        let found = match &self.cells {
            ColumnStorage::Empty => None,
            ColumnStorage::Sparse(sparse) => sparse.cell(row),
            ColumnStorage::Repeated { codes, values, .. } => {
                codes.get(at).and_then(|code| values.get(usize::from(*code))).map(|value| &**value)
            }
            ColumnStorage::Plain { text, ends } => ends.get(at).and_then(|end| {
                let start = at.checked_sub(1).and_then(|before| ends.get(before)).unwrap_or(&0);
                text.get(*start as usize..*end as usize)
            }),
            ColumnStorage::Sliced { block, ranges } => {
                ranges.get(at).and_then(|range| block.get(range.start as usize..range.end as usize))
            }
        };
        found.unwrap_or_default()
    }

    /// Returns the values with their rows, in the rows' order.
    pub(crate) fn values(&self) -> impl Iterator<Item = (u32, &str)> {
        let sparse = match &self.cells {
            ColumnStorage::Sparse(sparse) => Some(sparse.iter()),
            _ => None,
        };
        let rows =
            if sparse.is_some() { 0 } else { u32::try_from(self.rows()).unwrap_or(u32::MAX) };
        let all = (0..rows).map(|row| (row, self.cell(row)));
        sparse.into_iter().flatten().chain(all.filter(|(_, cell)| !cell.is_empty()))
    }

    /// Returns how many codes [`Column::code`] can give; `None` when values do not repeat.
    pub(crate) fn codes(&self) -> Option<u32> {
        match &self.cells {
            ColumnStorage::Empty => Some(1),
            ColumnStorage::Repeated { values, .. } => u32::try_from(values.len()).ok(),
            ColumnStorage::Plain { .. }
            | ColumnStorage::Sparse(_)
            | ColumnStorage::Sliced { .. } => None,
        }
    }

    /// Returns a number that two cells share exactly when they are equal; 0 stands for no value.
    pub(crate) fn code(&self, row: u32) -> u32 {
        match &self.cells {
            ColumnStorage::Repeated { codes, .. } => {
                codes.get(row as usize).map_or(0, |code| u32::from(*code))
            }
            _ => 0,
        }
    }

    /// Returns the first value for which `is_wanted` holds.
    pub(crate) fn find(&self, is_wanted: impl Fn(&str) -> bool) -> Option<&str> {
        if let ColumnStorage::Repeated { values, .. } = &self.cells {
            let mut values = values.iter().map(|value| &**value);
            return values.find(|value| !value.is_empty() && is_wanted(value));
        }
        self.values().map(|(_, value)| value).find(|value| is_wanted(value))
    }

    /// Returns what is known of the cells.
    pub(crate) fn facts(&self) -> ColumnFacts {
        let example = self.find(|_| true).map(shortened);
        ColumnFacts { filled: self.filled, example, ..ColumnFacts::default() }
    }

    /// Returns the bytes that the cells take, without the allocator's own.
    pub(crate) fn memory(&self) -> usize {
        match &self.cells {
            ColumnStorage::Empty => 0,
            ColumnStorage::Repeated { codes, values, .. } => {
                let texts = values.iter().map(|value| value.len() + size_of::<Box<str>>());
                codes.capacity() * size_of::<u16>() + texts.sum::<usize>()
            }
            ColumnStorage::Sparse(sparse) => sparse.memory(),
            ColumnStorage::Plain { text, ends } => {
                text.capacity() + ends.capacity() * size_of::<u32>()
            }
            ColumnStorage::Sliced { ranges, .. } => ranges.capacity() * size_of::<Range<u32>>(),
        }
    }
}

/// Returns the code of a value, which may be new; `None` when the column does not repeat.
pub(super) fn code_of(
    value: &str,
    rows: usize,
    values: &mut Vec<Box<str>>,
    known: &mut Known,
) -> Option<u16> {
    if let Some(code) = known.get(value) {
        return Some(*code);
    }
    let repeats = values.len() <= MANY_VALUES || values.len() <= rows / 4;
    let code = u16::try_from(values.len()).ok().filter(|_| repeats)?;
    values.push(value.into());
    known.insert(value.into(), code);
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_went_in() {
        for (distinct, reason) in [(3_u32, "sparse values"), (20_000, "as many values as users")] {
            let mut column = Column::default();
            let cell = |row: u32| {
                if row.is_multiple_of(7) { String::new() } else { format!("v{}", row % distinct) }
            };
            for row in 0..20_000 {
                column.push(row, &cell(row)).unwrap();
            }
            column.finish();
            for row in 0..20_000 {
                assert_eq!(column.cell(row), cell(row), "row {row} of {reason}");
            }
            assert_eq!(column.cell(20_000), "", "beyond the end there is no value");
            let plain = matches!(column.cells, ColumnStorage::Plain { .. });
            assert_eq!(plain, distinct > 3, "{reason} choose the form");
            assert_eq!(column.filled, 20_000 - 20_000_u32.div_ceil(7), "filled cells, {reason}");
        }
    }

    #[test]
    fn parts_make_the_same_column_as_the_whole() {
        for (distinct, reason) in [(3_u32, "sparse values"), (3000, "some"), (90_000, "many")] {
            let cell = |row: u32| {
                if row.is_multiple_of(11) { String::new() } else { format!("w{}", row % distinct) }
            };
            let mut whole = Column::default();
            for start in (0..60_000).step_by(6000) {
                // The fourth part has no value at all.
                let empty = start == 18_000;
                let mut text = String::new();
                let mut ranges = Vec::new();
                for row in start..start + 6000 {
                    let from = text.len() as u32;
                    text.push_str(&if empty { String::new() } else { cell(row) });
                    ranges.push(from..text.len() as u32);
                }
                let filled = ranges.iter().filter(|range| !range.is_empty()).count() as u32;
                let part = Column::sliced(Arc::new(text), ranges, filled);
                whole.append(start, &part.compacted().unwrap()).unwrap();
            }
            for row in 0..60_000 {
                let expected =
                    if (18_000..24_000).contains(&row) { String::new() } else { cell(row) };
                assert_eq!(whole.cell(row), expected, "row {row} of {reason}");
            }
            let filled = (0..60_000).filter(|row| !whole.cell(*row).is_empty()).count();
            assert_eq!(whole.filled as usize, filled, "{reason} are counted");
        }
    }

    #[test]
    fn rare_values_take_no_room_for_the_others() {
        // Rows with a value, in parts and as a whole.
        let rare = |row: u32| row % 20_000 == 7 || row == 399_999;
        let late = |row: u32| row > 300_000;
        let early = |row: u32| row < 5000 || row == 399_999;
        let always = |_: u32| true;
        type Filled<'a> = &'a dyn Fn(u32) -> bool;
        let cases: [(Filled<'_>, usize, &str); 4] = [
            (&rare, 2000, "one in twenty thousand"),
            (&late, 900_000, "a column that begins late"),
            (&early, 120_000, "one that ends early, but for one value"),
            (&always, 900_000, "everybody"),
        ];
        for (is_filled, most, reason) in cases {
            for distinct in [5, 1_000_000] {
                let cell = |row: u32| {
                    if is_filled(row) { format!("v{}", row % distinct) } else { String::new() }
                };
                let (mut pushed, mut appended) = (Column::default(), Column::default());
                for start in (0..400_000).step_by(8000) {
                    let mut part = Column::default();
                    for row in 0..8000 {
                        part.push(row, &cell(start + row)).unwrap();
                        pushed.push(start + row, &cell(start + row)).unwrap();
                    }
                    appended.append(start, &part).unwrap();
                }
                for mut column in [pushed, appended] {
                    column.finish();
                    let wrong = (0..400_000).find(|row| column.cell(*row) != cell(*row));
                    assert_eq!(wrong, None, "{reason}, {distinct} values");
                    let filled = (0..400_000).filter(|row| is_filled(*row)).count();
                    assert_eq!(column.filled as usize, filled, "{reason}, {distinct} values");
                    // A text of its own takes four bytes a row, and itself.
                    let most = if distinct == 5 { most } else { most * 2 + filled * 12 };
                    let memory = column.memory();
                    assert!(memory <= most, "{reason}, {distinct} values: {memory} bytes");
                }
            }
        }
    }

    #[test]
    fn a_column_without_values_takes_no_memory() {
        let mut column = Column::default();
        for row in 0..1000 {
            column.push(row, "").unwrap();
        }
        assert_eq!(column.memory(), 0, "PowerShell exports a hundred of them");
    }
}
