//! Some users of a file, next to each other, as they are handed on while it is read.

use super::directory::Directory;
use crate::error::DirectoryError;
use crate::record::facts::Facts;

/// Some users of a file, next to each other.
#[derive(Debug)]
pub struct Chunk {
    pub(crate) first: u32,
    pub(crate) directory: Directory,
    pub(crate) facts: Facts,
}

impl Chunk {
    /// Returns the key of the user at `row`, counted from 0: keys grow in the file's order and are
    /// the same whenever the file is read.
    pub fn key(&self, row: u32) -> u32 {
        self.first.saturating_add(row)
    }

    /// Returns the users.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }
}

/// Takes chunks in the file's order.
pub(crate) type Deliver<'d> = &'d mut dyn FnMut(Chunk) -> Result<(), DirectoryError>;
