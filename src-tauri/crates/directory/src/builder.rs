//! Rows of any format become users, handed on in parts.
//!
//! The readers push cells here; what a header means, and what is suspicious about values, is
//! decided once, for all formats. Deliberately absent: parsing.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::cells::{Column, ColumnFull};
use crate::chunk::{Chunk, Deliver};
use crate::columns::{ColumnChoice, Layout};
use crate::error::{DirectoryError, Notice};
use crate::facts::Watch;
use crate::skipped::SkipReason;
use crate::store::Directory;

/// How many users are handed on at a time.
const PART: u32 = 8192;

/// Collects users.
pub(crate) struct Builder<'d> {
    choices: &'d [ColumnChoice],
    deliver: Deliver<'d>,
    headers: Vec<String>,
    by_header: HashMap<String, usize, FixedState>,
    /// The column that comes next when the keys of a user follow each other as those of the last.
    expected: usize,
    layout: Arc<Layout>,
    cells: Vec<Column>,
    watch: Watch,
    /// Users in the part that is being collected.
    part: u32,
    /// Users that were handed on.
    delivered: u32,
}

impl<'d> Builder<'d> {
    pub(crate) fn new(choices: &'d [ColumnChoice], deliver: Deliver<'d>) -> Self {
        Builder {
            choices,
            deliver,
            headers: Vec::new(),
            by_header: HashMap::default(),
            expected: 0,
            layout: Arc::default(),
            cells: Vec::new(),
            watch: Watch::default(),
            part: 0,
            delivered: 0,
        }
    }

    /// Adds columns at the right.
    pub(crate) fn add_columns(&mut self, headers: &[impl AsRef<str>]) {
        for header in headers {
            self.add_column(header.as_ref().trim());
        }
    }

    /// Returns the column of a JSON key, which is added when it is new.
    pub(crate) fn column(&mut self, key: &str) -> usize {
        let place = match self.headers.get(self.expected) {
            Some(header) if header == key => self.expected,
            _ => {
                let key = key.trim();
                self.by_header.get(key).copied().unwrap_or_else(|| self.add_column(key))
            }
        };
        self.expected = place + 1;
        place
    }

    fn add_column(&mut self, header: &str) -> usize {
        let header = [header.to_owned()];
        self.watch.add_column(&Layout::new(&header, self.choices), 0);
        let [header] = header;
        let place = self.headers.len();
        self.by_header.entry(header.clone()).or_insert(place);
        self.headers.push(header);
        self.cells.push(Column::default());
        place
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
        let headers = self.headers.iter().take(8).cloned().collect();
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
        cells.push(self.part, value).map_err(|ColumnFull| DirectoryError::TooLarge)
    }

    /// Ends a user.
    pub(crate) fn end_user(&mut self) -> Result<(), DirectoryError> {
        self.users().checked_add(1).ok_or(DirectoryError::TooLarge)?;
        self.watch.end_row();
        self.part += 1;
        if self.part == PART { self.hand_on() } else { Ok(()) }
    }

    /// Counts a row that is left out.
    pub(crate) fn skip(
        &mut self,
        reason: SkipReason,
        line: Option<u32>,
        detail: impl FnOnce() -> String,
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
        self.hand_on()
    }

    fn hand_on(&mut self) -> Result<(), DirectoryError> {
        let next = self.cells.iter().map(Column::next_part).collect();
        let cells = std::mem::replace(&mut self.cells, next);
        let directory = Directory::new(self.part, Arc::new(cells), Arc::clone(self.layout()));
        let chunk = Chunk { first: self.delivered, directory, facts: self.watch.take() };
        self.delivered += self.part;
        self.part = 0;
        (self.deliver)(chunk)
    }
}
