//! What the wizard asks of the desktop around it, as a port, so that tests answer in its place.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What a file dialog is about; decides its title, filters and suggested name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind {
    /// A vendor's profile (TOML), to open.
    Profile,
    /// Exports of users (CSV, JSON, a workbook), to open.
    Users,
    /// A list of assigned people, to open.
    Assigned,
    /// Entra's schema (JSON), to open.
    Schema,
    /// Something to save, under this suggested name.
    Save {
        /// The suggested file name, with its extension.
        name: String,
    },
}

/// How a saved file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Showing {
    /// Opened by the program that the system has for it.
    File,
    /// Marked in its folder.
    Folder,
}

/// The desktop: file dialogs and the browser.
pub trait Desktop: Send + Sync {
    /// Asks for a file and returns its path, or nothing when the admin cancelled. Blocks.
    fn ask_for_file(&self, kind: &FileKind) -> Option<PathBuf>;

    /// Asks for files, one or several, and returns their paths; none when the admin cancelled.
    /// Blocks.
    fn ask_for_files(&self, kind: &FileKind) -> Vec<PathBuf>;

    /// Opens a web page in the admin's browser. The caller has checked that it may be opened.
    ///
    /// # Errors
    /// Says in the system's words why no browser could be started.
    fn open_in_browser(&self, url: &str) -> Result<(), String>;

    /// Opens a file that was saved here by the system's program for it, or marks it in its folder.
    ///
    /// # Errors
    /// Says in the system's words why it could not be shown.
    fn show_file(&self, path: &Path, showing: Showing) -> Result<(), String>;
}
