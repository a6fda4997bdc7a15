//! Rows of any format become users, handed on in parts.
//!
//! The readers push cells here; what a header means, and what is suspicious about values, is
//! decided once, for all formats.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::column::cells::Column;
use crate::column::column_facts::shortened;
use crate::column::end::ColumnFull;
use crate::column::header::{is_password, named};
use crate::column::layout::{Choices, Layout, MOST_COLUMNS};
use crate::error::DirectoryError;
use crate::format::other_file::refuse_columns;
use crate::record::facts::Watch;
use crate::record::notice::Notice;
use crate::record::skipped::{Detail, SkipReason};
use crate::store::chunk::{Chunk, Deliver};
use crate::store::directory::Directory;
use crate::work::look;

/// How many users are handed on at a time, at least where they have few columns.
const PART: u32 = 8192;
/// How many bytes of values are handed on at a time, or a little more.
const PART_BYTES: usize = 4 << 20;

/// The longest name of a column that is kept, in bytes; no attribute of Entra's has a longer one.
const LONGEST_NAME: usize = 1024;

/// Collects users.
pub(crate) struct Builder<'d> {
    choices: &'d Choices,
    deliver: Deliver<'d>,
    headers: Vec<String>,
    by_header: HashMap<String, usize, FixedState>,
    /// The column that comes next when the keys of a user follow each other as those of the last.
    expected: usize,
    /// By the place of a field in the rows of a table: its column, if it is kept.
    fields: Vec<Option<usize>>,
    /// The known attributes that are in a column.
    held: HashSet<&'static str>,
    /// The first column that is not kept.
    not_kept: Option<String>,
    layout: Arc<Layout>,
    cells: Vec<Column>,
    watch: Watch,
    /// Users in the part that is being collected.
    part: u32,
    /// The bytes of their values.
    part_bytes: usize,
    /// Users that were handed on.
    delivered: u32,
}

impl<'d> Builder<'d> {
    pub(crate) fn new(choices: &'d Choices, deliver: Deliver<'d>) -> Self {
        Builder {
            choices,
            deliver,
            headers: Vec::new(),
            by_header: HashMap::default(),
            expected: 0,
            fields: Vec::new(),
            held: HashSet::new(),
            not_kept: None,
            layout: Arc::default(),
            cells: Vec::new(),
            watch: Watch::default(),
            part: 0,
            part_bytes: 0,
            delivered: 0,
        }
    }

    /// Adds the fields of a table's rows at the right.
    pub(crate) fn add_fields(&mut self, headers: &[impl AsRef<str>]) {
        for header in headers {
            let column = self.add_column(header.as_ref().trim());
            self.fields.push(column);
        }
    }

    /// Returns how many fields a row of the table has.
    pub(crate) fn fields(&self) -> usize {
        self.fields.len()
    }

    /// Sets a field of the user that the next [`Builder::end_user`] adds.
    pub(crate) fn field(&mut self, place: usize, value: &str) -> Result<(), DirectoryError> {
        match self.fields.get(place) {
            Some(Some(column)) => self.cell(*column, value),
            _ => Ok(()),
        }
    }

    /// Returns the column of a JSON key, which is added when it is new; `None` when it is not kept.
    pub(crate) fn column(&mut self, key: &str) -> Option<usize> {
        // The name of a member has that of its parent before it, which may be of any length.
        if key.len() > LONGEST_NAME {
            self.not_kept.get_or_insert_with(|| shortened(key));
            return None;
        }
        look(key.len());
        let place = match self.headers.get(self.expected) {
            Some(header) if header == key => self.expected,
            _ => {
                let key = key.trim();
                match self.by_header.get(key) {
                    Some(known) => *known,
                    None => self.add_column(key)?,
                }
            }
        };
        self.expected = place + 1;
        Some(place)
    }

    fn add_column(&mut self, header: &str) -> Option<usize> {
        if is_password(header) {
            return None;
        }
        let layout = match self.is_kept(header) {
            true => Layout::new(&[header.to_owned()], self.choices),
            false => {
                self.not_kept.get_or_insert_with(|| shortened(header));
                return None;
            }
        };
        self.watch.add_column(&layout, 0);
        let place = self.headers.len();
        self.by_header.entry(header.to_owned()).or_insert(place);
        self.headers.push(header.to_owned());
        self.cells.push(Column::default());
        Some(place)
    }

    /// Returns whether there is room for one more column. For an attribute that no column has yet there
    /// always is.
    fn is_kept(&mut self, header: &str) -> bool {
        if header.len() > LONGEST_NAME {
            return false;
        }
        let is_new = named(header).is_some_and(|it| self.held.insert(it.attribute.name));
        is_new || self.headers.len() < MOST_COLUMNS || self.is_chosen(header)
    }

    /// Returns whether the admin has said what the column holds, and there is none of its name yet.
    fn is_chosen(&self, header: &str) -> bool {
        !self.by_header.contains_key(header) && self.choices.of(header).is_some()
    }

    /// Returns what the columns so far hold. It is decided for all of them at once, which with each
    /// new key of a JSON file would take ever longer: it waits until somebody asks.
    fn layout(&mut self) -> &Arc<Layout> {
        if self.layout.columns.len() < self.headers.len() {
            self.layout = Arc::new(Layout::new(&self.headers, self.choices));
        }
        &self.layout
    }

    /// Returns the names of those of `columns` that hold one of these attributes.
    pub(crate) fn headers_of(&mut self, attributes: &[&str], columns: &[usize]) -> Vec<String> {
        let layout = self.layout();
        let held = columns.iter().filter_map(|place| layout.columns.get(*place));
        let held =
            held.filter(|it| it.attribute.as_deref().is_some_and(|it| attributes.contains(&it)));
        held.map(|column| column.header.clone()).collect()
    }

    /// Returns how many columns there are.
    pub(crate) fn columns(&self) -> usize {
        self.headers.len()
    }

    /// Returns whether any column holds a known attribute.
    pub(crate) fn holds_any(&mut self) -> bool {
        self.layout().holds_any()
    }

    /// Refuses JSON in which no key is an attribute of users: it is something else.
    pub(crate) fn refuse_unknown_keys(&mut self) -> Result<(), DirectoryError> {
        if self.holds_any() || self.headers.is_empty() {
            return Ok(());
        }
        let headers = self.headers.iter().take(8).map(|header| shortened(header)).collect();
        Err(DirectoryError::NoKnownColumns { headers })
    }

    /// Returns how many users were added.
    pub(crate) fn users(&self) -> u32 {
        self.delivered + self.part
    }

    /// Sets a cell of the user that the next [`Builder::end_user`] adds. Of two values the first
    /// counts: a key of a JSON object may be there twice.
    pub(crate) fn cell(&mut self, column: usize, value: &str) -> Result<(), DirectoryError> {
        let Some(cells) = self.cells.get_mut(column) else { return Ok(()) };
        if cells.rows() > self.part as usize {
            self.watch.again(column);
            return Ok(());
        }
        if value.is_empty() || !self.watch.cell(column, value) {
            return Ok(());
        }
        self.part_bytes += value.len();
        cells.push(self.part, value).map_err(|ColumnFull| DirectoryError::TooLarge)
    }

    /// Ends a user.
    pub(crate) fn end_user(&mut self) -> Result<(), DirectoryError> {
        self.users().checked_add(1).ok_or(DirectoryError::TooLarge)?;
        self.watch.end_row();
        self.part += 1;
        if self.is_part_full() { self.hand_on() } else { Ok(()) }
    }

    /// Each part takes room and time for every column, so that it must have users for them.
    fn is_part_full(&self) -> bool {
        let columns = u32::try_from(self.headers.len()).unwrap_or(u32::MAX);
        self.part >= PART.max(columns / 4)
            || (self.part_bytes >= PART_BYTES && self.part_bytes / 64 >= self.headers.len())
    }

    /// Counts a row that is left out.
    pub(crate) fn skip(
        &mut self,
        reason: SkipReason,
        line: Option<u32>,
        detail: impl FnOnce() -> Detail,
    ) {
        self.watch.facts.skipped.add(reason, line, detail);
    }

    /// Returns whether rows were left out of what was not handed on yet, or users were added.
    pub(crate) fn has_rows(&self) -> bool {
        self.users() > 0 || self.watch.facts.skipped.count() > 0
    }

    /// Notices something of the file as a whole.
    pub(crate) fn notice(&mut self, notice: Notice) {
        self.watch.facts.notices.push(notice);
    }

    /// Hands the last users on, unless no column is an attribute of users.
    pub(crate) fn finish(mut self) -> Result<(), DirectoryError> {
        if let Some(first) = self.not_kept.take() {
            self.notice(Notice::ColumnsNotKept { first });
        }
        self.hand_on()
    }

    fn hand_on(&mut self) -> Result<(), DirectoryError> {
        if self.delivered == 0 {
            refuse_columns(self.headers.iter().map(String::as_str))?;
        }
        look(self.cells.len());
        let next = self.cells.iter().map(Column::next_part).collect();
        let cells = std::mem::replace(&mut self.cells, next);
        let layout = Arc::clone(self.layout());
        for (column, first) in layout.duplicates() {
            let (Some(cells), Some(counted)) = (cells.get(column), cells.get(first)) else {
                continue;
            };
            for (row, cell) in cells.values() {
                if !layout.agree((first, counted.cell(row)), (column, cell)) {
                    self.watch.differs(column);
                }
            }
        }
        let directory = Directory::new(self.part, Arc::new(cells), layout);
        let chunk = Chunk { first: self.delivered, directory, facts: self.watch.take() };
        self.delivered += self.part;
        self.part = 0;
        self.part_bytes = 0;
        (self.deliver)(chunk)
    }
}
