//! Saving: whole or not at all, readable by its owner alone, and never with a secret in it.

use std::io::{self, Write as _};
use std::path::Path;

use footbridge_secret::KnownSecrets;

use crate::{SaveError, check_text};

/// Saves `bytes` as `path`, unless one of the `known` secrets or a piece of one stands in them.
///
/// This is the last look, at the file as it will be. Where in it a secret stands is said by
/// [`check_record`](crate::check_record) and [`check_schema`](crate::check_schema), and they see what
/// only looks like one: ask them first.
///
/// # Errors
/// When a secret was found, or as [`write_atomically`]. Nothing was written then.
pub fn save(path: &Path, bytes: &[u8], known: &KnownSecrets) -> Result<(), SaveError> {
    check_text(&String::from_utf8_lossy(bytes), known)?;
    write_atomically(path, bytes)
        .map_err(|source| SaveError::NotWritten { file: footbridge_file::name_of(path), source })
}

/// How the names of temporary files begin, so that what a killed run left behind can be told.
pub const TEMPORARY: &str = ".footbridge-";

/// Writes `bytes` to `path` so that at any moment it holds either the old or the new content.
///
/// A temporary file in the same folder, readable by its owner alone, is written, brought to the
/// disk and renamed; then the folder is brought to the disk too. It is removed if that fails.
///
/// # Errors
/// When the folder cannot be written to, the disk is full, or on Windows the file is open elsewhere or has
/// a name that no file has there.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    footbridge_file::check_target(path)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// A rename is on the disk only with its folder. Windows has no such call and needs none.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
