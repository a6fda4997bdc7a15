//! An export on disk: opened once, and read as often as is wanted by as many workers as there are
//! cores.
//!
//! A regular CSV file is read in blocks, by several readers; any other file in order, by one. What a
//! pass over the file does is a [`Job`](super::job::Job): its workers take parts of the file as they
//! come, and what they make of them is put together in the file's order. Memory does not grow with
//! the file.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::regular::Regular;
use crate::column::layout::{Choices, ColumnChoice};
use crate::error::DirectoryError;
use crate::format::blocks::BLOCK;
use crate::format::source::{Source, SourceReader, State};

/// An export on disk.
#[derive(Debug)]
pub struct Export {
    pub(super) source: Source,
    pub(super) name: String,
    pub(crate) choices: Choices,
    pub(super) state: State,
    pub(super) regular: Option<Regular>,
    pub(super) bytes_a_user: u64,
    /// The size of a block in bytes.
    pub(super) block: u64,
    /// It turned out that it is not regular after all.
    pub(super) irregular: AtomicBool,
}

/// How much is looked at to see what a file is.
const HEAD: u64 = 128 * 1024;

impl Export {
    /// Opens the export at `path`. `choices` say what some of its columns hold.
    ///
    /// # Errors
    /// Fails when it cannot be opened or is no regular file; what is wrong with its contents shows
    /// when it is read.
    pub fn open(path: &Path, choices: &[ColumnChoice]) -> Result<Self, DirectoryError> {
        Export::of(footbridge_file::open(path)?, &footbridge_file::name_of(path), choices)
    }

    /// Takes an open file as an export of this name. It is read from its beginning, and several
    /// times, which a pipe could not be.
    ///
    /// # Errors
    /// Fails when it cannot be read.
    pub fn of(file: File, name: &str, choices: &[ColumnChoice]) -> Result<Self, DirectoryError> {
        Export::read_from(Source::new(file), name, Choices::new(choices))
    }

    /// Returns the same export without these columns.
    ///
    /// # Errors
    /// Fails when it cannot be read.
    pub fn without(&self, headers: &[String]) -> Result<Self, DirectoryError> {
        let choices = self.choices.without(headers);
        Ok(Export {
            block: self.block,
            ..Export::read_from(self.source.clone(), &self.name, choices)?
        })
    }

    fn read_from(source: Source, name: &str, choices: Choices) -> Result<Self, DirectoryError> {
        let state = source.state().map_err(DirectoryError::Unreadable)?;
        let mut head = Vec::new();
        let read = source.from(0).take(HEAD).read_to_end(&mut head);
        read.map_err(DirectoryError::Unreadable)?;
        Ok(Export {
            source,
            name: name.to_owned(),
            state,
            bytes_a_user: bytes_a_user(&head),
            regular: Regular::of(&head, state.0, &choices),
            choices,
            block: BLOCK,
            irregular: AtomicBool::new(false),
        })
    }

    /// Returns the file's name without its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns a reader of the file from its beginning.
    pub(crate) fn reader(&self) -> SourceReader {
        self.source.from(0)
    }

    /// Returns the file's size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.state.0
    }

    /// Returns about how many users the file has, judged by its beginning.
    pub fn estimated_users(&self) -> u64 {
        self.state.0 / self.bytes_a_user.max(1)
    }

    /// Reads the file in blocks of about `bytes` instead of 1 MiB: smaller ones take less memory and
    /// more time.
    #[must_use]
    pub fn in_blocks_of(self, bytes: u64) -> Self {
        Export { block: bytes.max(1), ..self }
    }

    pub(super) fn is_irregular(&self) -> bool {
        self.irregular.load(Ordering::Relaxed)
    }
}

/// Returns the bytes that a line takes; a user of JSON takes more than a line, or all in one.
fn bytes_a_user(head: &[u8]) -> u64 {
    let lines = head.iter().filter(|byte| **byte == b'\n').count() as u64;
    if lines > 1 { head.len() as u64 / lines } else { 200 }
}
