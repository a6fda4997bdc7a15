//! The bytes of an export, read from any place by any number of readers at once.
//!
//! The file is opened once, so that every pass over it reads the same one, whatever becomes of its
//! path.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::SystemTime;

/// An open file.
#[derive(Debug, Clone)]
pub(crate) struct Source(Arc<File>);

/// By which a file is known to be unchanged: its size, and when it was written.
pub(crate) type State = (u64, Option<SystemTime>);

impl Source {
    pub(crate) fn new(file: File) -> Self {
        Source(Arc::new(file))
    }

    pub(crate) fn state(&self) -> io::Result<State> {
        let metadata = self.0.metadata()?;
        Ok((metadata.len(), metadata.modified().ok()))
    }

    /// Returns a reader that begins at a place of its own.
    pub(crate) fn from(&self, offset: u64) -> SourceReader {
        SourceReader { file: Arc::clone(&self.0), offset }
    }
}

/// Reads on from a place.
#[derive(Debug)]
pub(crate) struct SourceReader {
    file: Arc<File>,
    offset: u64,
}

impl Read for SourceReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = read_at(&self.file, into, self.offset)?;
        self.offset += read as u64;
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, into: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, into, offset)
}

#[cfg(windows)]
fn read_at(file: &File, into: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, into, offset)
}
