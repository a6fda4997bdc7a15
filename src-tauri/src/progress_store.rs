//! The folder in which progress is kept: read at the start, written after each change, whole or not
//! at all.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use footbridge_file::{FileError, own_folder};
use footbridge_finding::{Explain, Finding, Severity};
use serde_json::{Map, Value};

use crate::clock;
use crate::errors::texts;
use crate::setup::LANGUAGE;
use crate::setup::saved::{Restored, restore};

/// More is no progress file.
const LARGEST: u64 = 64 << 20;

/// How many files that could not be understood are kept.
const SET_ASIDE: u32 = 10;

/// See the module.
pub(crate) struct ProgressStore {
    folder: PathBuf,
    /// What was written last. Locked while writing, so that files are written in the order of changes.
    written: Mutex<Written>,
    /// What is to be said of the file of the last run.
    notices: Vec<Finding>,
}

#[derive(Default)]
struct Written {
    /// The next window may begin: nothing is written any more.
    closed: bool,
    /// The number of the change that was written last.
    change: u64,
    content: Option<Map<String, Value>>,
    saved_at: Option<String>,
    failed: Option<io::ErrorKind>,
}

/// Returns the folder in which the wizard keeps its progress.
pub(crate) fn folder() -> PathBuf {
    let here = std::env::temp_dir;
    let (local, roaming) = (dirs::data_local_dir(), dirs::data_dir());
    own_folder(&local.unwrap_or_else(here), &roaming.unwrap_or_else(here))
}

impl ProgressStore {
    /// Reads the progress of the last run. A file that cannot be understood is set aside and said to
    /// be; nothing of it is lost.
    pub(crate) fn open(folder: PathBuf) -> (Self, Option<Restored>) {
        remove_left_temporary_files(&folder);
        let path = progress_file(&folder);
        let mut notices = Vec::new();
        let mut written = Written::default();
        let restored = match footbridge_file::read_text(&path, LARGEST) {
            Ok(text) => {
                let restored = restore(&text);
                let unread = restored.as_ref().map(|restored| restored.unread.join(", "));
                if unread.as_ref().is_none_or(|fields| !fields.is_empty()) {
                    notices.push(not_read(unread.as_deref(), set_aside(&path).as_deref()));
                }
                restored
            }
            Err(FileError::NotText) => {
                notices.push(not_read(None, set_aside(&path).as_deref()));
                None
            }
            Err(FileError::Unreadable(error)) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let why = error.explain(&LANGUAGE).title;
                notices.push(notice("progress.unreadable", &path).with_evidence(why));
                None
            }
        };
        written.saved_at = restored.as_ref().and_then(|restored| restored.saved_at.clone());
        let written = Mutex::new(written);
        (ProgressStore { folder, written, notices }, restored)
    }

    /// Writes the content of a change, unless a later one was written meanwhile. A failure is kept
    /// and shown until a later write succeeds: it must not stop the work that is being done.
    pub(crate) fn write(&self, change: u64, content: Map<String, Value>) {
        let mut written = self.lock();
        let is_old = change < written.change;
        if written.closed
            || is_old
            || (written.failed.is_none() && written.content.as_ref() == Some(&content))
        {
            return;
        }
        let saved_at = clock::text(clock::now());
        let mut file = content.clone();
        file.insert("savedAt".to_owned(), Value::String(saved_at.clone()));
        let failed = match self.write_file(&file) {
            Ok(()) => {
                written.saved_at = Some(saved_at);
                written.content = Some(content);
                None
            }
            Err(error) => Some(error.kind()),
        };
        written.change = change;
        written.failed = failed;
    }

    /// Writes nothing from now on.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
    }

    fn write_file(&self, file: &Map<String, Value>) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let bytes = serde_json::to_vec_pretty(file)?;
        footbridge_handover::write_atomically(&progress_file(&self.folder), &bytes)
    }

    /// Returns when progress was saved last; nothing while the last change is not saved.
    pub(crate) fn saved_at(&self) -> Option<String> {
        let written = self.lock();
        written.saved_at.clone().filter(|_| written.failed.is_none())
    }

    /// Returns what stays in the frame: progress that is not saved, or was not read.
    pub(crate) fn notices(&self) -> Vec<Finding> {
        let failed = self.lock().failed;
        let not_saved = failed
            .map(|kind| notice("progress.not_saved", &self.folder).with_evidence(kind.to_string()));
        not_saved.into_iter().chain(self.notices.iter().cloned()).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn progress_file(folder: &Path) -> PathBuf {
    folder.join("progress.json")
}

/// Copies what could not be understood beside the file, under a number of its own. The ten latest are
/// kept. Returns the copy's name.
fn set_aside(path: &Path) -> Option<String> {
    let name = |number: u32| format!("progress.not-understood-{number}.json");
    let folder = path.parent()?;
    let mut numbers: Vec<u32> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| {
            let number = file.strip_prefix("progress.not-understood-")?.strip_suffix(".json")?;
            number.parse().ok()
        })
        .collect();
    numbers.sort_unstable();
    let next = numbers.last().map_or(1, |last| last.saturating_add(1));
    std::fs::copy(path, folder.join(name(next))).ok()?;
    let keep = usize::try_from(SET_ASIDE).unwrap_or(usize::MAX).saturating_sub(1);
    for old in numbers.iter().rev().skip(keep) {
        // It is in nobody's way if it stays.
        drop(std::fs::remove_file(folder.join(name(*old))));
    }
    Some(name(next))
}

/// Removes what a run that was killed while writing has left behind.
fn remove_left_temporary_files(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(footbridge_handover::TEMPORARY);
        if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

fn notice(code: &str, path: &Path) -> Finding {
    let shown = path.display().to_string();
    texts().finding(code, Severity::Warning, &LANGUAGE, &[("path", &shown)])
}

/// `fields` are those that could not be read; all of the file when there are none.
fn not_read(fields: Option<&str>, kept_as: Option<&str>) -> Finding {
    let code = if fields.is_some() { "progress.partly_read" } else { "progress.not_read" };
    let parameters = [("fields", fields.unwrap_or_default()), ("file", kept_as.unwrap_or("–"))];
    texts().finding(code, Severity::Warning, &LANGUAGE, &parameters)
}

#[cfg(test)]
mod tests;
