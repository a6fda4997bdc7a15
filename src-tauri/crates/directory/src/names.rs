//! A list of people: one name a line, or any export with a column of names.
//!
//! Entra has no export of who is assigned that everybody would use, so both forms are our choice.
//! Deliberately absent: who is meant by a name.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use footbridge_finding::Language;

use crate::error::DirectoryError;
use crate::read::open;
use crate::store::Directory;
use crate::text::TextReader;

/// The attributes that name a person, the surest first.
const NAMES: [&str; 4] = ["originalUserPrincipalName", "objectId", "mail", "userPrincipalName"];

/// Reads the names of a list at `path`: user principal names, object ids or e-mail addresses.
///
/// # Errors
/// Fails when the file cannot be read, or is neither text nor an export.
pub fn open_names(path: &Path, language: &Language) -> Result<Vec<String>, DirectoryError> {
    match open(path, language, &mut |_| ControlFlow::Continue(())) {
        Ok((directory, _)) => match names_of(&directory) {
            Some(names) => Ok(names),
            None => lines(path),
        },
        Err(DirectoryError::OneColumn { .. }) => lines(path),
        Err(error) => Err(error),
    }
}

/// Returns the names of everybody in an export; `None` when it has no column of names.
fn names_of(directory: &Directory) -> Option<Vec<String>> {
    let known: Vec<_> = NAMES.iter().filter_map(|name| directory.attribute(name)).collect();
    if known.is_empty() {
        return None;
    }
    let name = |row: u32| known.iter().find_map(|attribute| directory.text(row, *attribute));
    Some((0..directory.users()).filter_map(name).map(str::to_owned).collect())
}

/// Returns the first value of each line.
fn lines(path: &Path) -> Result<Vec<String>, DirectoryError> {
    let mut file = File::open(path).map_err(DirectoryError::Unreadable)?;
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
