//! The rows of a block of a regular CSV file, as users.
//!
//! Splits as `csv` does, and says so when a block is not as regular as it looked.
//! Deliberately absent: where blocks come from.

use std::ops::Range;
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memchr3_iter, memmem};

use super::blocks::Place;
use super::csv::LONGEST_RECORD;
use crate::column::cells::Column;
use crate::column::layout::Layout;
use crate::record::facts::{Facts, Watch};
use crate::record::skipped::SkipReason;
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
pub(crate) fn read(bytes: Vec<u8>, place: Place, shape: &Shape) -> Result<Chunk, Irregular> {
    let lone_return = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    if memchr(0, &bytes).is_some() || memchr_iter(b'\r', &bytes).any(lone_return) {
        return Err(Irregular);
    }
    let text = String::from_utf8(bytes).map_err(|_| Irregular)?;
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
    fields: Vec<Range<u32>>,
    record: usize,
    line: u32,
    lines: u32,
    /// Of the kept columns.
    cells: Vec<Vec<Range<u32>>>,
    filled: Vec<u32>,
    watch: Watch,
    /// Columns of which every value must be looked at, not only the first.
    watched: Vec<bool>,
    /// Texts that had to be written anew.
    halved: String,
    users: u32,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, place: Place, shape: &'t Shape) -> Self {
        let columns = shape.layout.columns.len();
        let bytes = text.as_bytes();
        let suspicious = memchr(b'?', bytes).is_some()
            || memmem::find(bytes, b"System.").is_some()
            || memmem::find(bytes, b"Microsoft.Graph.PowerShell.").is_some();
        Rows {
            text,
            shape,
            first: place.lines,
            fields: Vec::with_capacity(columns + 1),
            record: 0,
            line: place.lines + 1,
            lines: 0,
            cells: vec![Vec::new(); columns],
            filled: vec![0; columns],
            watch: Watch::new(&shape.layout),
            watched: (0..columns).map(|it| suspicious || shape.layout.is_boolean(it)).collect(),
            halved: String::new(),
            users: 0,
        }
    }

    fn split(&mut self) -> Result<(), Irregular> {
        let bytes = self.text.as_bytes();
        let delimiter = self.shape.delimiter;
        let mut start = 0;
        // The quoted field that is open: where it began, and whether quotes in it are doubled.
        let mut open: Option<(usize, bool)> = None;
        let mut skip_quote = usize::MAX;
        for at in memchr3_iter(delimiter, b'\n', b'"', bytes) {
            let byte = bytes.get(at).copied().unwrap_or_default();
            if byte == b'\n' {
                self.lines += 1;
            }
            if let Some((from, doubled)) = &mut open {
                if byte != b'"' || at == skip_quote {
                    continue;
                }
                if bytes.get(at + 1) == Some(&b'"') {
                    *doubled = true;
                    skip_quote = at + 1;
                    continue;
                }
                let (from, doubled) = (*from, *doubled);
                open = None;
                self.quoted(from, at, doubled);
                // Blanks up to the delimiter do not count; what else follows is irregular.
                start = usize::MAX;
                continue;
            }
            match byte {
                b'"' if at == start => open = Some((at + 1, false)),
                b'"' => {}
                b'\n' => {
                    let end = match at.checked_sub(1).and_then(|before| bytes.get(before)) {
                        Some(b'\r') if at > self.record => at - 1,
                        _ => at,
                    };
                    self.field(start, end);
                    self.end_record(at + 1)?;
                    start = at + 1;
                }
                _ => {
                    self.field(start, at);
                    start = at + 1;
                }
            }
        }
        if open.is_some() {
            return Err(Irregular);
        }
        if self.record < bytes.len() {
            self.field(start, bytes.len());
            self.end_record(bytes.len())?;
        }
        Ok(())
    }

    /// Ends a field that is not quoted; a quoted one has been ended before, see `split`.
    fn field(&mut self, start: usize, end: usize) {
        if start != usize::MAX {
            self.fields.push(range(start, end));
        }
    }

    fn quoted(&mut self, start: usize, end: usize, doubled: bool) {
        if !doubled {
            self.fields.push(range(start, end));
            return;
        }
        let text = self.text.get(start..end).unwrap_or_default().replace("\"\"", "\"");
        let from = self.text.len() + self.halved.len();
        self.halved.push_str(&text);
        self.fields.push(range(from, from + text.len()));
    }

    fn end_record(&mut self, next: usize) -> Result<(), Irregular> {
        let record = self.text.get(self.record..next).unwrap_or_default();
        if record.len() > LONGEST_RECORD {
            return Err(Irregular);
        }
        let line = self.line;
        self.line = self.first + 1 + self.lines;
        self.record = next;
        let columns = self.shape.layout.columns.len();
        let is_user = self.fields.len() == columns && !self.is_blank(record);
        if is_user {
            self.user();
        } else {
            self.odd(record, line, columns);
        }
        self.fields.clear();
        Ok(())
    }

    /// Returns whether no field has a value. Most records show at once that one has.
    fn is_blank(&self, record: &str) -> bool {
        let first = record.as_bytes().first();
        if first.is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            return false;
        }
        self.fields.iter().all(|field| self.cell(field).trim().is_empty())
    }

    fn cell(&self, field: &Range<u32>) -> &str {
        cell(self.text, &self.halved, field)
    }

    fn user(&mut self) {
        self.keep();
        self.watch.end_row();
        self.users += 1;
    }

    fn keep(&mut self) {
        let (text, halved) = (self.text, &self.halved);
        let columns = self.cells.iter_mut().zip(&mut self.filled);
        let columns = columns.zip(self.shape.wanted.iter().zip(&self.watched));
        let fields = self.fields.iter().enumerate();
        for ((place, field), ((cells, filled), (wanted, watched))) in fields.zip(columns) {
            let mut field = field.clone();
            if field.start < field.end {
                let is_value =
                    (*filled > 0 && !watched) || self.watch.cell(place, cell(text, halved, &field));
                if is_value {
                    *filled += 1;
                } else {
                    field = 0..0;
                }
            }
            if *wanted {
                cells.push(field);
            }
        }
    }

    fn odd(&mut self, record: &str, line: u32, columns: usize) {
        if record.trim().is_empty() {
            return;
        }
        let is_empty = |field: &Range<u32>| self.cell(field).trim().is_empty();
        let found = self.fields.len();
        let reason = if self.fields.iter().all(is_empty) {
            Some(SkipReason::Empty)
        } else if found < columns {
            Some(SkipReason::Short)
        } else if self.fields.get(columns..).is_some_and(|rest| !rest.iter().all(is_empty)) {
            Some(SkipReason::Long)
        } else {
            None
        };
        match reason {
            Some(reason) => self
                .watch
                .facts
                .skipped
                .add(reason, Some(line), || format!("{found} of {columns} columns")),
            None => self.user(),
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
fn cell<'t>(text: &'t str, halved: &'t str, field: &Range<u32>) -> &'t str {
    let (start, end) = (field.start as usize, field.end as usize);
    let found = match start.checked_sub(text.len()) {
        None => text.get(start..end),
        Some(start) => halved.get(start..end - text.len()),
    };
    found.unwrap_or_default()
}

/// Blocks are far smaller than 4 GiB.
fn range(start: usize, end: usize) -> Range<u32> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    place(start)..place(end)
}
