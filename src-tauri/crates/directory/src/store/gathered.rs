//! The parts of a file put together into one directory.

use std::sync::Arc;

use footbridge_finding::Language;

use super::directory::Directory;
use crate::column::cells::Column;
use crate::column::end::ColumnFull;
use crate::column::layout::{Choices, ColumnChoice, Layout};
use crate::error::DirectoryError;
use crate::record::import_record::ImportRecord;
use crate::record::summary::DirectorySummary;

/// All users so far.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    users: u32,
    columns: Vec<Column>,
    layout: Arc<Layout>,
}

impl Gathered {
    /// Adds the next users of the file.
    pub(crate) fn add(&mut self, directory: &Directory) -> Result<(), DirectoryError> {
        let columns = directory.columns();
        if self.columns.len() < columns.len() {
            self.columns.resize(columns.len(), Column::default());
        }
        for (column, more) in self.columns.iter_mut().zip(columns) {
            column.append(self.users, more).map_err(|ColumnFull| DirectoryError::TooLarge)?;
        }
        self.layout = Arc::clone(directory.layout());
        let users = self.users.checked_add(directory.users());
        self.users = users.ok_or(DirectoryError::TooLarge)?;
        Ok(())
    }

    pub(crate) fn users(&self) -> u32 {
        self.users
    }

    /// Returns the users so far; the gathering goes on with a copy.
    pub(crate) fn so_far(&self) -> Directory {
        Directory::new(self.users, Arc::new(self.columns.clone()), Arc::clone(&self.layout))
    }

    /// Returns the directory of everybody, with its summary.
    pub(crate) fn finish(
        mut self,
        record: ImportRecord,
        language: &Language,
    ) -> (Directory, DirectorySummary) {
        for column in &mut self.columns {
            column.finish();
        }
        let summary = record.summary(&self.layout, None, language);
        let layout = self.layout.without(&record.not_exported(&self.layout));
        let directory = Directory::new(self.users, Arc::new(self.columns), Arc::new(layout));
        (directory.with_record(record), summary)
    }
}

impl Directory {
    /// Returns the same users with their columns read as the admin says, and what is told of the
    /// file then. Nothing is read again. No choices bring back what the columns' names say.
    pub fn with_columns(
        &self,
        choices: &[ColumnChoice],
        language: &Language,
    ) -> Option<(Directory, DirectorySummary)> {
        let record = self.record()?;
        let headers: Vec<String> =
            self.layout().columns.iter().map(|column| column.header.clone()).collect();
        let layout = Layout::new(&headers, &Choices::new(choices));
        let summary = record.summary(&layout, Some(self.columns()), language);
        let layout = layout.without(&record.not_exported(&layout));
        Some((self.with_layout(layout), summary))
    }
}
