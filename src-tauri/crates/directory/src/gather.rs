//! Chunks become one directory.
//!
//! Deliberately absent: reading.

use std::sync::Arc;

use footbridge_finding::Language;

use crate::cells::{Column, ColumnFull};
use crate::chunk::Chunk;
use crate::columns::{ColumnChoice, Layout};
use crate::error::DirectoryError;
use crate::facts::Facts;
use crate::record::{Form, Record};
use crate::store::Directory;
use crate::summary::DirectorySummary;

/// All users so far.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    columns: Vec<Column>,
    layout: Arc<Layout>,
    facts: Facts,
}

impl Gathered {
    /// Returns how many users there are.
    pub(crate) fn users(&self) -> u32 {
        self.facts.users
    }

    /// Adds the next users of the file.
    pub(crate) fn add(&mut self, chunk: Chunk) -> Result<(), DirectoryError> {
        let Chunk { directory, facts, .. } = chunk;
        let row = self.facts.users;
        let columns = directory.columns();
        if self.columns.len() < columns.len() {
            self.columns.resize(columns.len(), Column::default());
        }
        for (column, more) in self.columns.iter_mut().zip(columns) {
            column
                .append(row, more, directory.users())
                .map_err(|ColumnFull| DirectoryError::TooLarge)?;
        }
        self.layout = Arc::clone(directory.layout());
        self.facts.add(facts);
        Ok(())
    }

    /// Returns the directory of everybody, with its summary.
    pub(crate) fn finish(
        mut self,
        file: &str,
        form: Form,
        language: &Language,
    ) -> (Directory, DirectorySummary) {
        for column in &mut self.columns {
            column.finish();
        }
        let record = Record { file: file.to_owned(), form, facts: self.facts };
        let summary = record.summary(&self.layout, None, language);
        let users = record.facts.users;
        let directory = Directory::new(users, Arc::new(self.columns), self.layout);
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
        let layout = Layout::new(&headers, choices);
        let summary = record.summary(&layout, Some(self.columns()), language);
        Some((self.with_layout(layout), summary))
    }
}
