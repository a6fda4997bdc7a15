//! What the visitors of a JSON document share: the user that is being read, and where the file ends.

use std::cell::Cell;

use crate::error::DirectoryError;
use crate::format::builder::Builder;
use crate::record::notice::Notice;
use crate::record::skipped::{Detail, SkipReason};

/// What the visitors share: the builder and the user that is being read.
pub(super) struct State<'a, 'd> {
    pub(super) builder: &'a mut Builder<'d>,
    pub(super) count: Option<&'a Cell<u32>>,
    pub(super) line: Option<u32>,
    /// The cells of the current object: column, and end in `texts`.
    pub(super) cells: Vec<(usize, usize)>,
    pub(super) texts: String,
    pub(super) key: String,
    pub(super) more_pages: bool,
    /// The last page had no link to another one.
    pub(super) last_page_ended: bool,
    pub(super) failed: Option<DirectoryError>,
}

impl<'a, 'd> State<'a, 'd> {
    pub(super) fn new(builder: &'a mut Builder<'d>) -> Self {
        State {
            builder,
            count: None,
            line: None,
            cells: Vec::new(),
            texts: String::new(),
            key: String::new(),
            more_pages: false,
            last_page_ended: false,
            failed: None,
        }
    }

    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.texts.clear();
    }

    pub(super) fn commit(&mut self) {
        if self.cells.is_empty() {
            self.builder.skip(SkipReason::Empty, self.line, Detail::default);
            return;
        }
        let mut start = 0;
        for (column, end) in self.cells.drain(..) {
            let cell = self.texts.get(start..end).unwrap_or_default();
            start = end;
            if let Err(error) = self.builder.cell(column, cell) {
                self.failed.get_or_insert(error);
            }
        }
        self.texts.clear();
        if let Err(error) = self.builder.end_user() {
            self.failed.get_or_insert(error);
        }
        if let Some(count) = self.count {
            count.set(self.builder.users());
        }
    }

    /// Every page but the last has a link; only a missing last page makes the file incomplete.
    pub(super) fn finish(&mut self) {
        if self.more_pages && !self.last_page_ended {
            let users = self.builder.users();
            self.builder.notice(Notice::Incomplete { users });
        }
    }
}
