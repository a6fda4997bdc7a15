//! What a person names as a file: opened without waiting for anybody, and read up to a limit; and the
//! folder of the programs' own files.
//!
//! A path may name a pipe into which nobody writes, or a device that never ends. What is kept as a
//! file ([`open`], [`read_text`]) must be a regular one; where a person may give a stream in its
//! place, as on a command line, a pipe or a terminal is read, too ([`open_stream`], [`stream_text`]).
//! The limit holds for what is read, whatever the file says of its size.
//! Deliberately absent: writing, but for whether a path can be written to; and what a text means.

mod error;
mod name;
mod open;
mod own_folder;
mod text;

use std::io::Read;
use std::path::Path;

pub use error::{FileError, Special, is_in_use};
pub use name::{check_target, is_windows_name, name_of};
pub use open::{Opened, Stream, open, open_stream};
pub use own_folder::own_folder;

/// Reads a regular file of at most `most` bytes as text in UTF-8 or UTF-16; a byte order mark is taken
/// off.
///
/// # Errors
/// Fails when it is no regular file, cannot be read, is larger, or is neither.
pub fn read_text(path: &Path, most: u64) -> Result<String, FileError> {
    text_of(open(path)?, most)
}

/// Reads a regular file, or what comes out of a pipe or a terminal, as [`read_text`] does.
///
/// # Errors
/// As [`read_text`]; also when no program writes into the pipe.
pub fn stream_text(path: &Path, most: u64) -> Result<String, FileError> {
    text_of(open_stream(path)?, most)
}

/// Reads a stream, such as standard input, of at most `most` bytes to its end, as [`read_text`] does.
///
/// # Errors
/// Fails when it cannot be read, has more bytes, or is neither UTF-8 nor UTF-16.
pub fn text_of(source: impl Read, most: u64) -> Result<String, FileError> {
    let mut bytes = Vec::new();
    // One byte more than is allowed says enough.
    source.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(FileError::TooLarge { most });
    }
    text::decoded(bytes)
}

/// Returns whether a text that begins with these bytes is in UTF-16.
pub fn is_utf16(head: &[u8]) -> bool {
    text::utf16(head).is_some()
}
