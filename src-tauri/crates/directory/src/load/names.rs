//! A list of people: one name a line, or any export with a column of names.
//!
//! Entra has no export of who is assigned that everybody would use, so both forms are our choice.

use std::ops::ControlFlow;
use std::path::Path;

use footbridge_file::FileError;

use crate::error::DirectoryError;
use crate::export::file::Export;
use crate::export::job::Job;
use crate::format::text::TextReader;
use crate::store::chunk::Chunk;

/// The attributes that name a person, the surest first.
const NAMES: [&str; 4] = ["originalUserPrincipalName", "objectId", "mail", "userPrincipalName"];

/// The largest export that is read as a list, in bytes: more than five million users.
const LARGEST: u64 = 1 << 30;
/// The largest list with a name a line, in bytes: more than a million names.
const LARGEST_LINES: u64 = 64 << 20;

/// Reads the names of a list at `path`: user principal names, object ids or e-mail addresses.
///
/// # Errors
/// Fails when the file cannot be read, is neither text nor an export, or is too large.
pub fn open_names(path: &Path) -> Result<Vec<String>, DirectoryError> {
    Export::open(path, &[])?.names()
}

impl Export {
    /// Reads the file as a list of names: user principal names, object ids or e-mail addresses.
    ///
    /// # Errors
    /// Fails when it cannot be read, is neither text nor an export, or is too large.
    pub fn names(&self) -> Result<Vec<String>, DirectoryError> {
        self.holds_at_most(LARGEST)?;
        match self.pass(&Names, Some(&NAMES), &mut |_, _| ControlFlow::Continue(())) {
            Ok(passed) => match passed.whole {
                Some(names) => Ok(names),
                None => self.lines(),
            },
            Err(DirectoryError::OneColumn { .. }) => self.lines(),
            Err(error) => Err(error),
        }
    }

    fn holds_at_most(&self, most: u64) -> Result<(), DirectoryError> {
        if self.bytes() > most { Err(FileError::TooLarge { most }.into()) } else { Ok(()) }
    }

    /// Returns the first value of each line.
    fn lines(&self) -> Result<Vec<String>, DirectoryError> {
        self.holds_at_most(LARGEST_LINES)?;
        let mut file = self.reader();
        let mut go_on = |_| ControlFlow::Continue(());
        let mut reader = TextReader::open(&mut file, None, &mut go_on)?;
        let mut text = String::new();
        while reader.read_block(&mut text, 0)? {}
        let name = |line: &str| {
            let first = line.split([',', ';', '\t']).next().unwrap_or_default();
            first.trim().trim_matches('"').trim().to_owned()
        };
        Ok(text.lines().map(name).filter(|name| !name.is_empty()).collect())
    }
}

/// Gathers names; `None` where no column has them.
struct Names;

impl Job for Names {
    type Worker = ();
    type Part = Option<Vec<String>>;
    type Whole = Option<Vec<String>>;

    fn worker(&self) {}

    fn visit(&self, (): &mut (), chunk: &Chunk) -> Option<Vec<String>> {
        let directory = chunk.directory();
        let known: Vec<_> = NAMES.iter().filter_map(|name| directory.attribute(name)).collect();
        if known.is_empty() {
            return None;
        }
        let name = |row: u32| known.iter().find_map(|attribute| directory.text(row, *attribute));
        Some((0..directory.users()).filter_map(name).map(str::to_owned).collect())
    }

    fn whole(&self) -> Option<Vec<String>> {
        None
    }

    fn take(
        &self,
        whole: &mut Option<Vec<String>>,
        part: Option<Vec<String>>,
    ) -> Result<(), DirectoryError> {
        if let Some(names) = part {
            whole.get_or_insert_default().extend(names);
        }
        Ok(())
    }
}
