//! What an option names as a file: a path, or `-` for standard input.
//!
//! A pipe is read once. What has to be read more than once is put into a file without a name first,
//! which is gone with this process.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek as _, stdin};
use std::path::Path;

use footbridge_directory::{ColumnChoice, Export};
use footbridge_file::{FileError, Opened, is_utf16, open_stream, text_of};
use footbridge_finding::{Explain, Finding};

use crate::output::{Failure, LANGUAGE};

/// The most that is taken of an export which comes out of a pipe, in bytes. Our choice: it takes room
/// on the disk, or in memory where temporary files are kept there.
const MOST_SPOOLED: u64 = 1 << 30;

/// The longest line of a file of cases, and the largest file of attributes, in bytes.
pub(crate) const LARGEST_PERSON: u64 = 4 << 20;

/// The largest file of an expression, in bytes. Our choice, far above what an expression may be long.
pub(crate) const LARGEST_EXPRESSION: u64 = 1 << 20;

/// The largest file of cases in UTF-16, in bytes; one in UTF-8 may have any size.
const LARGEST_CASES: u64 = 256 << 20;

/// What an option names as a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input<'p>(&'p Path);

impl<'p> Input<'p> {
    pub(crate) fn of(path: &'p Path) -> Self {
        Input(path)
    }

    /// Whether standard input is meant: by `-`, or by one of the system's own names for it, some of
    /// which cannot be opened where it is a socket.
    fn is_standard(self) -> bool {
        ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|it| self.0 == Path::new(it))
    }

    /// Whether there is something of this name.
    pub(crate) fn is_there(self) -> bool {
        self.is_standard() || self.0.exists()
    }

    /// Returns the file's name without its folder, for people.
    pub(crate) fn name(self) -> String {
        if self.is_standard() {
            return "standard input".to_owned();
        }
        footbridge_file::name_of(self.0)
    }

    /// Reads a text of at most `most` bytes.
    pub(crate) fn text(self, most: u64) -> Result<String, Failure> {
        let text = if self.is_standard() {
            text_of(stdin().lock(), most)
        } else {
            footbridge_file::stream_text(self.0, most)
        };
        text.map_err(|error| self.unread(error))
    }

    /// Opens it to be read line by line.
    pub(crate) fn lines(self) -> Result<Box<dyn BufRead>, Failure> {
        let source: Box<dyn Read> = if self.is_standard() {
            Box::new(stdin())
        } else {
            Box::new(open_stream(self.0).map_err(|error| self.unread(error))?)
        };
        let mut lines = BufReader::new(source);
        let head = lines.fill_buf().map_err(|error| Failure::of_io(&self.name(), &error))?;
        if !is_utf16(head) {
            return Ok(Box::new(lines));
        }
        // As PowerShell 5.1 redirects; it has its lines when it is read.
        let text = text_of(lines, LARGEST_CASES).map_err(|error| self.unread(error))?;
        Ok(Box::new(Cursor::new(text)))
    }

    /// Opens it as an export, which is read more than once.
    pub(crate) fn export(self, columns: &[ColumnChoice]) -> Result<Export, Failure> {
        let file = if self.is_standard() {
            self.spooled(stdin().lock())?
        } else {
            match open_stream(self.0) {
                Ok(Opened::Regular(file)) => file,
                Ok(Opened::Stream(stream)) => self.spooled(stream)?,
                // In the words of exports.
                Err(FileError::Unreadable(_)) => {
                    return Export::open(self.0, columns).map_err(|error| self.told(&error));
                }
                Err(error) => return Err(self.unread(error)),
            }
        };
        Export::of(file, &self.name(), columns).map_err(|error| self.told(&error))
    }

    /// Puts a stream into a file without a name.
    fn spooled(self, stream: impl Read) -> Result<File, Failure> {
        let failed = |error: io::Error| Failure::of_io("a temporary file", &error);
        let mut file = tempfile::tempfile().map_err(failed)?;
        let length = io::copy(&mut stream.take(MOST_SPOOLED + 1), &mut file).map_err(failed)?;
        if length > MOST_SPOOLED {
            return Err(Failure::Usage(format!(
                "{}: more than {} MB come out of it; write them into a file, which may have any \
                 size, and name that",
                self.name(),
                MOST_SPOOLED >> 20
            )));
        }
        file.rewind().map_err(failed)?;
        Ok(file)
    }

    fn unread(self, error: FileError) -> Failure {
        match error {
            FileError::Unreadable(error) => Failure::of_io(&self.0.display().to_string(), &error),
            error => self.told(&error),
        }
    }

    /// Tells of an error with the name of the file that it is about.
    pub(crate) fn told(self, error: &impl Explain) -> Failure {
        Failure::Told(Box::new(self.placed(error.explain(&LANGUAGE))))
    }

    /// Returns a finding as one about this file.
    pub(crate) fn placed(self, mut finding: Finding) -> Finding {
        finding.place.get_or_insert_default().file = Some(self.name());
        finding
    }
}

/// Fails when more than one of these options asks for standard input, which is read once.
pub(crate) fn is_standard_once<'p>(
    options: impl IntoIterator<Item = (&'static str, &'p Path)>,
) -> Result<(), Failure> {
    let standard = options.into_iter().filter(|(_, path)| Input::of(path).is_standard());
    match standard.map(|(option, _)| option).collect::<Vec<_>>().as_slice() {
        [] | [_] => Ok(()),
        several => Err(Failure::Usage(format!(
            "{}: only one of them can be standard input, which is read once; name a file for the \
             others",
            several.join(" and ")
        ))),
    }
}
