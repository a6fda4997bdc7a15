//! Opening a path without waiting.
//!
//! What a path names is looked at before it is opened, since opening a device can already do
//! something, and once more on what was opened, since it may have been replaced meanwhile.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::error::{FileError, Special};

/// What was opened.
#[derive(Debug)]
pub enum Opened {
    /// A regular file, which can be read again and in any order.
    Regular(File),
    /// A pipe or a terminal, which is read once.
    Stream(Stream),
}

impl Read for Opened {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Opened::Regular(file) => file.read(into),
            Opened::Stream(stream) => stream.read(into),
        }
    }
}

/// A pipe or a terminal.
#[derive(Debug)]
pub struct Stream {
    /// What had to be taken out to see whether anybody writes.
    first: Option<u8>,
    file: File,
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match (into.first_mut(), self.first) {
            (Some(slot), Some(first)) => {
                *slot = first;
                self.first = None;
                Ok(1)
            }
            _ => self.file.read(into),
        }
    }
}

/// Opens a regular file.
///
/// # Errors
/// Fails when it cannot be opened, or is no regular file.
pub fn open(path: &Path) -> Result<File, FileError> {
    let is_regular = |metadata: &Metadata| match special(metadata) {
        None => Ok(()),
        Some(special) => Err(FileError::NotAFile(special)),
    };
    is_regular(&looked_at(path)?)?;
    let file = open_now(path)?;
    is_regular(&file.metadata()?)?;
    Ok(file)
}

/// Opens a regular file, a pipe or a terminal. For a program that is to write into a pipe it waits a
/// second at most.
///
/// # Errors
/// Fails when it cannot be opened, is anything else, or nobody writes into the pipe.
pub fn open_stream(path: &Path) -> Result<Opened, FileError> {
    let found = special(&looked_at(path)?);
    if let Some(special @ (Special::Folder | Special::Socket)) = found {
        return Err(FileError::NotAFile(special));
    }
    let file = open_now(path)?;
    match special(&file.metadata()?) {
        None => Ok(Opened::Regular(file)),
        Some(Special::Pipe) => streams::pipe(file).map(Opened::Stream),
        Some(Special::Device) if io::IsTerminal::is_terminal(&file) => {
            streams::let_wait(&file)?;
            Ok(Opened::Stream(Stream { first: None, file }))
        }
        Some(special) => Err(FileError::NotAFile(special)),
    }
}

/// Looks at what a path names, without opening it.
#[cfg(unix)]
fn looked_at(path: &Path) -> Result<Metadata, FileError> {
    Ok(std::fs::metadata(path)?)
}

/// Looks at what a path names. Windows cannot do so without opening it, and has no metadata of devices.
#[cfg(not(unix))]
fn looked_at(path: &Path) -> Result<Metadata, FileError> {
    use crate::name::{is_device_name, name_of};
    if is_of_devices(path) {
        return Err(FileError::NotAFile(Special::Device));
    }
    std::fs::metadata(path).map_err(|error| {
        if is_device_name(&name_of(path)) {
            return FileError::NotAFile(Special::Device);
        }
        error.into()
    })
}

/// Returns whether a path leads to where Windows keeps devices and named pipes, not files.
#[cfg(not(unix))]
fn is_of_devices(path: &Path) -> bool {
    use std::path::{Component, Prefix};
    let Some(Component::Prefix(prefix)) = path.components().next() else { return false };
    match prefix.kind() {
        Prefix::DeviceNS(_) => true,
        Prefix::Verbatim(name) => !name.to_string_lossy().starts_with("Volume{"),
        Prefix::UNC(_, share) | Prefix::VerbatimUNC(_, share) => share.eq_ignore_ascii_case("pipe"),
        Prefix::Disk(_) | Prefix::VerbatimDisk(_) => false,
    }
}

#[cfg(unix)]
fn special(metadata: &Metadata) -> Option<Special> {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = metadata.file_type();
    let kinds = [
        (kind.is_dir(), Special::Folder),
        (kind.is_fifo(), Special::Pipe),
        (kind.is_socket(), Special::Socket),
        (!kind.is_file(), Special::Device),
    ];
    kinds.into_iter().find(|(is, _)| *is).map(|(_, special)| special)
}

#[cfg(not(unix))]
fn special(metadata: &Metadata) -> Option<Special> {
    match (metadata.is_dir(), metadata.is_file()) {
        (true, _) => Some(Special::Folder),
        (_, true) => None,
        _ => Some(Special::Device),
    }
}

/// Opens a path; a pipe is opened although nobody writes into it.
#[cfg(unix)]
fn open_now(path: &Path) -> std::io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    // A terminal is not to become the one that controls this process.
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
    File::options().read(true).custom_flags(flags.cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open_now(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

/// What takes the system's own calls.
#[cfg(unix)]
mod streams {
    use std::fs::File;
    use std::io::{self, Read as _};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

    use super::Stream;
    use crate::error::FileError;

    /// How long a program that is being started may take until it opens the pipe.
    const LONGEST_WAIT: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };

    /// Waits for a program that writes into a pipe.
    pub(super) fn pipe(file: File) -> Result<Stream, FileError> {
        let mut fds = [PollFd::new(&file, PollFlags::IN)];
        let ready = poll(&mut fds, Some(&LONGEST_WAIT)).map_err(io::Error::from)?;
        let first = if ready == 0 { first_byte(&file)? } else { None };
        let_wait(&file)?;
        Ok(Stream { first, file })
    }

    /// Returns what has come after all; a writer that has written nothing yet is waited for later.
    fn first_byte(mut pipe: &File) -> Result<Option<u8>, FileError> {
        let mut byte = [0];
        match pipe.read(&mut byte) {
            // Without a writer this is the end.
            Ok(0) => Err(FileError::NoWriter),
            Ok(_) => Ok(byte.first().copied()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Lets reading wait for what comes.
    pub(super) fn let_wait(stream: &File) -> Result<(), FileError> {
        let flags = fcntl_getfl(stream).map_err(io::Error::from)?;
        fcntl_setfl(stream, flags - OFlags::NONBLOCK).map_err(io::Error::from)?;
        Ok(())
    }
}

#[cfg(not(unix))]
mod streams {
    use std::fs::File;

    use super::Stream;
    use crate::error::FileError;

    pub(super) fn pipe(file: File) -> Result<Stream, FileError> {
        Ok(Stream { first: None, file })
    }

    pub(super) fn let_wait(_: &File) -> Result<(), FileError> {
        Ok(())
    }
}
