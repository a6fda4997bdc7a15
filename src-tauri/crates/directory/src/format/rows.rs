//! The rows of a block of a regular CSV file, as users.
//!
//! Cells point into the block; it is refused when it is not as regular as it looked.

use std::ops::Range;
use std::sync::Arc;

use encoding_rs::UTF_8;
use memchr::{memchr2, memchr2_iter, memmem};

use super::blocks::BlockLocation;
use super::csv::{self, CsvRow, Field, LONGEST_RECORD};
use super::row_kind::RowKind;
use crate::column::cells::Column;
use crate::column::layout::Layout;
use crate::record::facts::{Facts, GRAPH_TYPE, Watch, is_no_value};
use crate::record::skipped::Detail;
use crate::store::chunk::Chunk;
use crate::store::directory::Directory;

/// What all blocks of a file have in common.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) delimiter: u8,
    pub(crate) layout: Arc<Layout>,
    /// The columns whose cells are kept.
    pub(crate) wanted: Vec<bool>,
}

/// The block is not what `csv` calls regular.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Irregular;

/// Reads the users of a block.
pub(crate) fn read(bytes: &[u8], place: BlockLocation, shape: &Shape) -> Result<Chunk, Irregular> {
    // A NUL, or a carriage return alone.
    let is_odd = |at: usize| bytes.get(at) == Some(&0) || bytes.get(at + 1) != Some(&b'\n');
    if memchr2_iter(0, b'\r', bytes).any(is_odd) {
        return Err(Irregular);
    }
    // To check and to copy takes less time than to check as the standard library does.
    let text = UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or(Irregular)?.into_owned();
    let mut rows = Rows::new(&text, place, shape);
    rows.split()?;
    let read = rows.finish();
    Ok(read.into_chunk(text, place.lines, Arc::clone(&shape.layout)))
}

struct Rows<'t> {
    text: &'t str,
    shape: &'t Shape,
    first: u32,
    /// Of the record that is being split.
    fields: Vec<Field>,
    /// Of the kept columns.
    cells: Vec<Vec<Range<u32>>>,
    filled: Vec<u32>,
    watch: Watch,
    /// Columns of which every value must be looked at, not only the first.
    watched: Vec<bool>,
    /// Columns that hold what another one holds, too, each with that one; nearly always none.
    duplicates: Vec<(usize, usize)>,
    /// Texts that had to be written anew.
    halved: String,
    users: u32,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, place: BlockLocation, shape: &'t Shape) -> Self {
        let columns = shape.layout.columns.len();
        let bytes = text.as_bytes();
        let suspicious = memchr2(b'?', b'{', bytes).is_some()
            || memmem::find(bytes, b"System.").is_some()
            || memmem::find(bytes, GRAPH_TYPE.as_bytes()).is_some();
        Rows {
            text,
            shape,
            first: place.lines,
            fields: Vec::with_capacity(columns + 1),
            cells: vec![Vec::new(); columns],
            filled: vec![0; columns],
            watch: Watch::new(&shape.layout),
            watched: (0..columns).map(|it| suspicious || shape.layout.is_boolean(it)).collect(),
            duplicates: shape.layout.duplicates().collect(),
            halved: String::new(),
            users: 0,
        }
    }

    fn split(&mut self) -> Result<(), Irregular> {
        let bytes = self.text.as_bytes();
        let (mut at, mut line) = (0, self.first + 1);
        while at < bytes.len() {
            let record = csv::split(bytes, at, true, self.shape.delimiter, &mut self.fields);
            let CsvRow::Complete { next, lines } = record else { return Err(Irregular) };
            if next - at > LONGEST_RECORD {
                return Err(Irregular);
            }
            self.halve();
            self.record(self.text.get(at..next).unwrap_or_default(), line);
            line += lines;
            at = next;
        }
        Ok(())
    }

    /// Writes the texts anew whose quotes are written twice, behind the block.
    fn halve(&mut self) {
        for field in self.fields.iter_mut().filter(|field| field.doubled) {
            let text = self.text.get(field.range.clone()).unwrap_or_default();
            let start = self.text.len() + self.halved.len();
            self.halved.push_str(&text.replace("\"\"", "\""));
            *field = Field { range: start..self.text.len() + self.halved.len(), doubled: false };
        }
    }

    fn record(&mut self, record: &str, line: u32) {
        let columns = self.shape.layout.columns.len();
        if self.is_plainly_a_user(record, columns) {
            self.user();
            return;
        }
        let is_empty = |field: &Field| self.cell(field).trim().is_empty();
        match RowKind::of(record, &self.fields, columns, is_empty) {
            RowKind::User => self.user(),
            RowKind::Blank => {}
            RowKind::Skip(reason) => {
                let detail = || Detail::Columns { found: self.fields.len(), columns };
                self.watch.facts.skipped.add(reason, Some(line), detail);
            }
        }
    }

    /// Returns whether it shows at once that a row is a user, as most do.
    fn is_plainly_a_user(&self, record: &str, columns: usize) -> bool {
        let first = record.as_bytes().first();
        self.fields.len() == columns && first.is_some_and(u8::is_ascii_alphanumeric)
    }

    fn cell(&self, field: &Field) -> &str {
        cell(self.text, &self.halved, &field.range)
    }

    fn user(&mut self) {
        self.keep();
        for (column, first) in &self.duplicates {
            let cell = |place: usize| {
                let text = self.fields.get(place).map_or("", |field| self.cell(field));
                if is_no_value(text) { "" } else { text }
            };
            if !self.shape.layout.agree((*first, cell(*first)), (*column, cell(*column))) {
                self.watch.differs(*column);
            }
        }
        self.watch.end_row();
        self.users += 1;
    }

    fn keep(&mut self) {
        let (text, halved) = (self.text, &self.halved);
        let columns = self.cells.iter_mut().zip(&mut self.filled);
        let columns = columns.zip(self.shape.wanted.iter().zip(&self.watched));
        let fields = self.fields.iter().enumerate();
        for ((place, field), ((cells, filled), (wanted, watched))) in fields.zip(columns) {
            let mut range = range(&field.range);
            if !field.range.is_empty() {
                let is_value = (*filled > 0 && !watched)
                    || self.watch.cell(place, cell(text, halved, &field.range));
                if is_value {
                    *filled += 1;
                } else {
                    range = 0..0;
                }
            }
            if *wanted {
                cells.push(range);
            }
        }
    }

    fn finish(mut self) -> Read {
        let mut facts = self.watch.take();
        for (column, filled) in facts.columns.iter_mut().zip(&self.filled) {
            column.filled = *filled;
        }
        Read {
            cells: self.cells,
            filled: self.filled,
            halved: self.halved,
            users: self.users,
            facts,
        }
    }
}

/// What was read of a block, before the block itself is given away.
struct Read {
    cells: Vec<Vec<Range<u32>>>,
    filled: Vec<u32>,
    halved: String,
    users: u32,
    facts: Facts,
}

impl Read {
    fn into_chunk(self, mut text: String, first: u32, layout: Arc<Layout>) -> Chunk {
        text.push_str(&self.halved);
        let text = Arc::new(text);
        let cells = self.cells.into_iter().zip(self.filled);
        let columns = cells.map(|(cells, filled)| match filled {
            0 => Column::default(),
            filled => Column::sliced(Arc::clone(&text), cells, filled),
        });
        let directory = Directory::new(self.users, Arc::new(columns.collect()), layout);
        Chunk { first, directory, facts: self.facts }
    }
}

/// Returns the text of a field: of the block, or of what was written anew behind it.
fn cell<'t>(text: &'t str, halved: &'t str, field: &Range<usize>) -> &'t str {
    let found = match field.start.checked_sub(text.len()) {
        None => text.get(field.clone()),
        Some(start) => halved.get(start..field.end - text.len()),
    };
    found.unwrap_or_default()
}

/// Blocks are far smaller than 4 GiB.
fn range(field: &Range<usize>) -> Range<u32> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    place(field.start)..place(field.end)
}
