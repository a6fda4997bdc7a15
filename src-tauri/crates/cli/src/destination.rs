//! Where a result goes: to standard output, or into a file, which is written whole or not at all.

use std::fs::{File, Metadata};
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write, stdout};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::output::Failure;
use crate::unwritten::{Reason, Unwritten};

/// How the names of unfinished files begin, so that what a killed run left behind can be told.
const UNFINISHED: &str = ".footbridge-";

/// The mark by which Excel and Windows PowerShell know UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Where a result goes.
pub(crate) enum Destination {
    Standard(BufWriter<Stdout>),
    /// A file that is put in its place when it is finished.
    File {
        path: PathBuf,
        unfinished: BufWriter<NamedTempFile>,
    },
    /// A pipe or a device, which is written as it comes.
    Stream {
        path: PathBuf,
        stream: BufWriter<File>,
    },
}

impl Destination {
    /// Opens the file that `--output` names, or standard output. It must be none of `inputs`, which
    /// are read meanwhile.
    pub(crate) fn open<'p>(
        path: Option<&Path>,
        inputs: impl Iterator<Item = &'p Path>,
    ) -> Result<Self, Failure> {
        let Some(named) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Destination::Standard(BufWriter::new(stdout())));
        };
        let refused = |error: io::Error| Unwritten::new(named, Reason::Refused(error));
        // What a link leads to is written, and the link stays.
        let path = std::fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
        let found = std::fs::metadata(&path).ok();
        let is_folder = found.as_ref().is_some_and(Metadata::is_dir)
            || named.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
        if is_folder {
            return Err(Unwritten::new(named, Reason::Folder).into());
        }
        let mut inputs = inputs.filter_map(|input| std::fs::canonicalize(input).ok());
        if inputs.any(|input| input == path) {
            return Err(Unwritten::new(named, Reason::Input).into());
        }
        if found.as_ref().is_some_and(|found| !found.is_file()) {
            let stream = File::options().write(true).open(&path).map_err(refused)?;
            return Ok(Destination::Stream { path, stream: BufWriter::new(stream) });
        }
        footbridge_file::check_target(named).map_err(refused)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        // A new file is its owner's alone.
        let unfinished = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder);
        let unfinished = unfinished.map_err(refused)?;
        if let Some(found) = found {
            unfinished.as_file().set_permissions(found.permissions()).map_err(refused)?;
        }
        Ok(Destination::File { path, unfinished: BufWriter::new(unfinished) })
    }

    /// Returns whether a person sees the result at once.
    pub(crate) fn is_terminal(&self) -> bool {
        match self {
            Destination::Standard(_) => stdout().is_terminal(),
            Destination::File { .. } => false,
            Destination::Stream { stream, .. } => stream.get_ref().is_terminal(),
        }
    }

    /// Begins a CSV file as Excel and Windows PowerShell read it. Out of standard output goes none:
    /// the next program in a pipe would take it for a part of the first name.
    pub(crate) fn begin_csv(&mut self) -> io::Result<()> {
        match self {
            Destination::File { .. } => self.write_all(BYTE_ORDER_MARK),
            Destination::Standard(_) | Destination::Stream { .. } => Ok(()),
        }
    }

    /// Puts the file in its place. Without it what was there before stays.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Destination::Standard(mut out) => {
                out.flush().map_err(|error| Failure::of_io("standard output", &error))
            }
            Destination::Stream { path, mut stream } => {
                stream.flush().map_err(|error| Failure::of_io("", &told(&path, error)))
            }
            Destination::File { path, unfinished } => {
                let refused = |error| Unwritten::new(&path, Reason::Refused(error));
                let file = unfinished.into_inner().map_err(|error| refused(error.into_error()))?;
                file.as_file().sync_all().map_err(refused)?;
                file.persist(&path).map_err(|error| refused(error.error))?;
                Ok(())
            }
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Destination::Standard(out) => out.write(bytes),
            Destination::File { path, unfinished } => {
                unfinished.write(bytes).map_err(|error| told(path, error))
            }
            Destination::Stream { path, stream } => {
                stream.write(bytes).map_err(|error| told(path, error))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Destination::Standard(out) => out.flush(),
            Destination::File { path, unfinished } => {
                unfinished.flush().map_err(|error| told(path, error))
            }
            Destination::Stream { path, stream } => {
                stream.flush().map_err(|error| told(path, error))
            }
        }
    }
}

/// Returns the error as one that [`Failure::of_io`] tells with the file's name.
fn told(path: &Path, error: io::Error) -> io::Error {
    // Whoever reads a pipe has seen enough.
    if error.kind() == io::ErrorKind::BrokenPipe {
        return error;
    }
    io::Error::other(Unwritten::new(path, Reason::Refused(error)))
}
