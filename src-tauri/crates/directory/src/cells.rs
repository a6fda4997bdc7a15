//! The cells of one column, in the form that takes the least room.
//!
//! A column whose values repeat (departments, countries) keeps each value once and two bytes a
//! user; any other keeps its texts end to end and four bytes a user; a column without any value
//! keeps nothing. While a file is read, cells point into the block that was read.
//! Deliberately absent: what a column means.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::facts::{ColumnFacts, LONGEST_EXAMPLE};

/// Separates the values of one cell of a list; no export can hold it, see `TextReader`.
pub(crate) const LIST_SEPARATOR: char = '\0';

/// A column with more distinct values than this, and with few users for each, is not "repeating".
const MANY_VALUES: usize = 4096;

/// The cells of one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    cells: Cells,
    /// Some cells hold values separated by [`LIST_SEPARATOR`].
    pub(crate) list: bool,
    /// How many cells have a value.
    pub(crate) filled: u32,
}

#[derive(Debug, Clone, Default)]
enum Cells {
    #[default]
    Empty,
    /// `values[0]` is "no value".
    Repeated { codes: Vec<u16>, values: Vec<Box<str>>, known: Known },
    /// The text of row `n` ends at `ends[n]` and begins where the one before ends.
    Plain { text: String, ends: Vec<u32> },
    /// The text of row `n` is at `ranges[n]` of a block.
    Sliced { block: Arc<String>, ranges: Vec<Range<u32>> },
}

/// Values and their codes.
type Known = HashMap<Box<str>, u16, FixedState>;

/// A column would outgrow its 4 GiB.
#[derive(Debug)]
pub(crate) struct ColumnFull;

impl Column {
    /// Returns a column whose cells point into a block.
    pub(crate) fn sliced(block: Arc<String>, ranges: Vec<Range<u32>>, filled: u32) -> Self {
        Column { cells: Cells::Sliced { block, ranges }, list: false, filled }
    }

    /// Returns an empty column for the next part of a file; where values did not repeat in this one,
    /// it does not try again whether they do.
    pub(crate) fn next_part(&self) -> Self {
        let cells = match &self.cells {
            Cells::Plain { .. } => Cells::Plain { text: String::new(), ends: Vec::new() },
            _ => Cells::Empty,
        };
        Column { cells, ..Column::default() }
    }

    /// Sets the cell at `row`; rows that are passed over have no value. A row that is set stays
    /// as it is: of two equal keys of a JSON object the first counts.
    pub(crate) fn push(&mut self, row: u32, value: &str) -> Result<(), ColumnFull> {
        let row = row as usize;
        if value.is_empty() || row < self.rows() {
            return Ok(());
        }
        self.filled += 1;
        self.list |= value.contains(LIST_SEPARATOR);
        if matches!(self.cells, Cells::Empty) {
            self.cells = Cells::Repeated {
                codes: Vec::new(),
                values: vec![Box::default()],
                known: Known::default(),
            };
        }
        if let Cells::Repeated { codes, values, known } = &mut self.cells {
            codes.resize(row, 0);
            if let Some(code) = code_of(value, codes.len(), values, known) {
                codes.push(code);
                return Ok(());
            }
            self.spread()?;
        }
        if let Cells::Plain { text, ends } = &mut self.cells {
            ends.resize(row, end(text)?);
            text.push_str(value);
            ends.push(end(text)?);
        }
        Ok(())
    }

    /// Adds the cells of `rows` other users, the first of which becomes `row`.
    pub(crate) fn append(&mut self, row: u32, other: &Column, rows: u32) -> Result<(), ColumnFull> {
        let appended = match (&mut self.cells, &other.cells) {
            (_, Cells::Empty) => true,
            (cells @ Cells::Empty, Cells::Plain { .. }) if row == 0 => {
                *cells = other.cells.clone();
                true
            }
            (
                Cells::Repeated { codes, values, known },
                Cells::Repeated { codes: more, values: new, .. },
            ) => match map_codes(new, codes.len(), values, known) {
                Some(map) => {
                    codes.resize(row as usize, 0);
                    let code = |code: &u16| map.get(usize::from(*code)).copied().unwrap_or(0);
                    codes.extend(more.iter().map(code));
                    true
                }
                None => false,
            },
            (Cells::Plain { text, ends }, Cells::Plain { text: more, ends: new }) => {
                let start = end(text)?;
                ends.resize(row as usize, start);
                text.push_str(more);
                end(text)?;
                ends.extend(new.iter().map(|end| start + end));
                true
            }
            _ => false,
        };
        if appended {
            self.list |= other.list;
            self.filled += other.filled;
            return Ok(());
        }
        for from in 0..rows {
            self.push(row + from, other.cell(from))?;
        }
        Ok(())
    }

    /// Returns the column in the form in which it can be appended quickly.
    pub(crate) fn compacted(&self, rows: u32) -> Result<Column, ColumnFull> {
        let Cells::Sliced { block, ranges } = &self.cells else { return Ok(self.clone()) };
        if self.filled == 0 {
            return Ok(Column::default());
        }
        let cell = |range: &Range<u32>| block.get(range.start as usize..range.end as usize);
        // Whether the values of a column repeat shows early; to try all of them would take longer
        // than all the rest of the reading.
        let sample = ranges.iter().take(SAMPLE).filter_map(cell).filter(|cell| !cell.is_empty());
        let mut seen: HashMap<&str, (), FixedState> = HashMap::default();
        let mut sampled = 0;
        for cell in sample {
            sampled += 1;
            seen.insert(cell, ());
        }
        if seen.len() * 2 > sampled && seen.len() > SAMPLE / 16 {
            let mut text =
                String::with_capacity(ranges.iter().map(|it| (it.end - it.start) as usize).sum());
            let mut ends = Vec::with_capacity(ranges.len());
            for range in ranges {
                text.push_str(cell(range).unwrap_or_default());
                ends.push(end(&text)?);
            }
            return Ok(Column { cells: Cells::Plain { text, ends }, ..*self });
        }
        let mut column = Column::default();
        for row in 0..rows {
            column.push(row, self.cell(row))?;
        }
        Ok(column)
    }

    /// Returns the rows up to the last one with a value.
    pub(crate) fn rows(&self) -> usize {
        match &self.cells {
            Cells::Empty => 0,
            Cells::Repeated { codes, .. } => codes.len(),
            Cells::Plain { ends, .. } => ends.len(),
            Cells::Sliced { ranges, .. } => ranges.len(),
        }
    }

    /// Turns a repeating column into a plain one.
    fn spread(&mut self) -> Result<(), ColumnFull> {
        let Cells::Repeated { codes, values, .. } = &self.cells else { return Ok(()) };
        let mut text = String::new();
        let mut ends = Vec::with_capacity(codes.len());
        for code in codes {
            text.push_str(values.get(usize::from(*code)).map_or("", |value| value));
            ends.push(end(&text)?);
        }
        self.cells = Cells::Plain { text, ends };
        Ok(())
    }

    /// Drops what is needed only while cells are added.
    pub(crate) fn finish(&mut self) {
        match &mut self.cells {
            Cells::Empty | Cells::Sliced { .. } => {}
            Cells::Repeated { codes, values, known } => {
                *known = Known::default();
                codes.shrink_to_fit();
                values.shrink_to_fit();
            }
            Cells::Plain { text, ends } => {
                text.shrink_to_fit();
                ends.shrink_to_fit();
            }
        }
    }

    /// Returns the cell at `row`, empty when it has no value.
    pub(crate) fn cell(&self, row: u32) -> &str {
        let row = row as usize;
        let found = match &self.cells {
            Cells::Empty => None,
            Cells::Repeated { codes, values, .. } => {
                codes.get(row).and_then(|code| values.get(usize::from(*code))).map(|value| &**value)
            }
            Cells::Plain { text, ends } => ends.get(row).and_then(|end| {
                let start = row.checked_sub(1).and_then(|before| ends.get(before)).unwrap_or(&0);
                text.get(*start as usize..*end as usize)
            }),
            Cells::Sliced { block, ranges } => ranges
                .get(row)
                .and_then(|range| block.get(range.start as usize..range.end as usize)),
        };
        found.unwrap_or_default()
    }

    /// Returns how many codes [`Column::code`] can give; `None` when values do not repeat.
    pub(crate) fn codes(&self) -> Option<u32> {
        match &self.cells {
            Cells::Empty => Some(1),
            Cells::Repeated { values, .. } => u32::try_from(values.len()).ok(),
            Cells::Plain { .. } | Cells::Sliced { .. } => None,
        }
    }

    /// Returns a number that two cells share exactly when they are equal; 0 stands for no value.
    pub(crate) fn code(&self, row: u32) -> u32 {
        match &self.cells {
            Cells::Repeated { codes, .. } => {
                codes.get(row as usize).map_or(0, |code| u32::from(*code))
            }
            _ => 0,
        }
    }

    /// Returns the first value for which `is_wanted` holds.
    pub(crate) fn find(&self, is_wanted: impl Fn(&str) -> bool) -> Option<&str> {
        if let Cells::Repeated { values, .. } = &self.cells {
            let mut values = values.iter().map(|value| &**value);
            return values.find(|value| !value.is_empty() && is_wanted(value));
        }
        let rows = u32::try_from(self.rows()).unwrap_or(u32::MAX);
        (0..rows).map(|row| self.cell(row)).find(|cell| !cell.is_empty() && is_wanted(cell))
    }

    /// Returns what is known of the cells.
    pub(crate) fn facts(&self) -> ColumnFacts {
        let example = self.find(|_| true).map(|it| it.chars().take(LONGEST_EXAMPLE).collect());
        ColumnFacts { filled: self.filled, example, ..ColumnFacts::default() }
    }

    /// Returns the bytes that the cells take, without the allocator's own.
    pub(crate) fn memory(&self) -> usize {
        match &self.cells {
            Cells::Empty => 0,
            Cells::Repeated { codes, values, .. } => {
                let texts = values.iter().map(|value| value.len() + size_of::<Box<str>>());
                codes.capacity() * size_of::<u16>() + texts.sum::<usize>()
            }
            Cells::Plain { text, ends } => text.capacity() + ends.capacity() * size_of::<u32>(),
            Cells::Sliced { ranges, .. } => ranges.capacity() * size_of::<Range<u32>>(),
        }
    }
}

/// How many cells are looked at to see whether the values of a column repeat.
const SAMPLE: usize = 1024;

/// Returns the code of a value, which may be new; `None` when the column does not repeat.
fn code_of(value: &str, rows: usize, values: &mut Vec<Box<str>>, known: &mut Known) -> Option<u16> {
    if let Some(code) = known.get(value) {
        return Some(*code);
    }
    let repeats = values.len() <= MANY_VALUES || values.len() <= rows / 4;
    let code = u16::try_from(values.len()).ok().filter(|_| repeats)?;
    values.push(value.into());
    known.insert(value.into(), code);
    Some(code)
}

/// Returns the code of each of `new` in a column of `rows` rows; `None` when it does not repeat.
fn map_codes(
    new: &[Box<str>],
    rows: usize,
    values: &mut Vec<Box<str>>,
    known: &mut Known,
) -> Option<Vec<u16>> {
    let codes = new.iter().map(|value| match value.is_empty() {
        true => Some(0),
        false => code_of(value, rows, values, known),
    });
    codes.collect()
}

fn end(text: &str) -> Result<u32, ColumnFull> {
    u32::try_from(text.len()).map_err(|_| ColumnFull)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_went_in() {
        for (distinct, reason) in [(3_u32, "few values"), (20_000, "as many values as users")] {
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
            let plain = matches!(column.cells, Cells::Plain { .. });
            assert_eq!(plain, distinct > 3, "{reason} choose the form");
            assert_eq!(column.filled, 20_000 - 20_000_u32.div_ceil(7), "filled cells, {reason}");
        }
    }

    #[test]
    fn parts_make_the_same_column_as_the_whole() {
        for (distinct, reason) in [(3_u32, "few values"), (3000, "some"), (90_000, "many")] {
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
                whole.append(start, &part.compacted(6000).unwrap(), 6000).unwrap();
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
    fn a_column_without_values_takes_no_memory() {
        let mut column = Column::default();
        for row in 0..1000 {
            column.push(row, "").unwrap();
        }
        assert_eq!(column.memory(), 0, "PowerShell exports a hundred of them");
    }
}
