//! How far the reading of a file has come, for those who wait for it.

use std::ops::ControlFlow;

/// How far the reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read so far.
    pub bytes: u64,
    /// Bytes of the whole file, when known.
    pub total: Option<u64>,
    /// Users found so far.
    pub users: u32,
}

/// Called a few times a megabyte; `Break` stops the reading with
/// [`DirectoryError::Cancelled`](crate::error::DirectoryError::Cancelled).
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;
