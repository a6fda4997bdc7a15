//! Joining columns: the cells of a file's next part are added to those of the parts before.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::cells::{Column, ColumnStorage, Known, code_of};
use super::end::{ColumnFull, end};

/// How many cells are looked at to see whether the values of a column repeat.
const SAMPLE: usize = 1024;

impl Column {
    /// Adds the cells of other users, the first of whom becomes `row`.
    pub(crate) fn append(&mut self, row: u32, other: &Column) -> Result<(), ColumnFull> {
        // Where the next cells belong far behind the last ones, values are set one by one.
        let is_sparse =
            self.is_sparse(row, other.filled) || matches!(other.cells, ColumnStorage::Sparse(_));
        let appended = match (&mut self.cells, &other.cells) {
            (_, ColumnStorage::Empty) => true,
            _ if is_sparse => false,
            (cells @ ColumnStorage::Empty, ColumnStorage::Plain { .. }) if row == 0 => {
                *cells = other.cells.clone();
                true
            }
            (
                ColumnStorage::Repeated { codes, values, known },
                ColumnStorage::Repeated { codes: more, values: new, .. },
            ) => match map_codes(new, codes.len(), values, known) {
                Some(map) => {
                    codes.resize(row as usize, 0);
                    let code = |code: &u16| map.get(usize::from(*code)).copied().unwrap_or(0);
                    codes.extend(more.iter().map(code));
                    true
                }
                None => false,
            },
            (
                ColumnStorage::Plain { text, ends },
                ColumnStorage::Plain { text: more, ends: new },
            ) => {
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
        other.values().try_for_each(|(from, value)| self.push(row + from, value))
    }

    /// Returns the column in the form in which it can be appended quickly.
    pub(crate) fn compacted(&self) -> Result<Column, ColumnFull> {
        let ColumnStorage::Sliced { block, ranges } = &self.cells else { return Ok(self.clone()) };
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
            return Ok(Column { cells: ColumnStorage::Plain { text, ends }, ..*self });
        }
        let mut column = Column::default();
        self.values().try_for_each(|(row, value)| column.push(row, value))?;
        Ok(column)
    }
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
