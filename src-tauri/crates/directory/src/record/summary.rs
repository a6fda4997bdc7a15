//! The summary of a file that was read, as the window and `--json` have it: its form, columns and
//! findings.

use footbridge_finding::Finding;
use serde::{Deserialize, Serialize};

use crate::column::layout::exported_name;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Rows of text under a header.
    Csv,
    /// Graph's JSON.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// The sheet of an Excel workbook that lists people.
    Xlsx,
}

/// One column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Its name in the file.
    pub header: String,
    /// Entra's source attribute that it holds, if it is a known one.
    pub attribute: Option<String>,
    /// It holds the opposite of the attribute, such as "Block credential" of `accountEnabled`.
    pub opposite: bool,
    /// How many users have a value.
    pub filled: u32,
    /// The first value, shortened to 80 characters; `None` when nobody has one.
    pub example: Option<String>,
    /// Nobody has a value, because it was not exported.
    #[serde(skip)]
    #[specta(skip)]
    pub(crate) not_exported: bool,
    /// How many users have the name of a type in place of a value.
    #[serde(skip)]
    #[specta(skip)]
    pub(crate) type_names: u32,
}

impl Column {
    /// Returns the name of the attribute that it is read as.
    pub(crate) fn name(&self) -> &str {
        self.attribute.as_ref().unwrap_or(&self.header)
    }
}

/// What is told of a file that was read. `users + skipped` is the number of its data rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DirectorySummary {
    /// The file's name without its folder; of several, all names.
    pub file: String,
    /// The names of the files, in the order in which they were read.
    pub files: Vec<String>,
    /// Its form.
    pub format: Format,
    /// Its encoding, for people.
    pub encoding: String,
    /// What separates its columns; `None` for JSON.
    pub delimiter: Option<String>,
    /// How many users were read.
    pub users: u32,
    /// How many rows were left out; the findings say why.
    pub skipped: u32,
    /// Its columns, in the file's order.
    pub columns: Vec<Column>,
    /// What is worth knowing, the worst first.
    pub findings: Vec<Finding>,
    /// These are invented people.
    pub sample: bool,
}

impl DirectorySummary {
    /// Returns whether the file has an attribute, in a column of its own or in one that Entra
    /// derives it from. Of what was not exported the column may be there, and empty.
    pub fn has(&self, attribute: &str) -> bool {
        let held = |name: &str| {
            let mut columns = self.columns.iter();
            columns.any(|it| it.name() == name && !it.not_exported)
        };
        held(attribute) || held(exported_name(attribute))
    }

    /// Every code that a finding of a summary can have.
    pub const CODES: &[&str] = &[
        "directory.no_users",
        "directory.no_known_columns",
        "directory.row_short",
        "directory.row_long",
        "directory.row_unclosed_quote",
        "directory.row_text_after_quote",
        "directory.row_empty",
        "directory.row_not_an_object",
        "directory.row_broken_json",
        "directory.json_cut",
        "directory.incomplete",
        "directory.lost_letters",
        "directory.several_values",
        "directory.lists_lost",
        "directory.leading_zeros",
        "directory.not_exported",
        "directory.cannot_be_checked",
        "directory.column_empty",
        "directory.columns_not_used",
        "directory.type_names",
        "directory.duplicate_column",
        "directory.more_duplicate_columns",
        "directory.columns_not_kept",
        "directory.title_rows",
        "directory.sheet_chosen",
        "directory.other_sheets",
        "directory.no_sheet",
        "directory.windows_1252",
        "directory.damaged_text",
        "directory.no_user_principal_name",
        "directory.unreadable_boolean",
        "directory.file_changed",
        "directory.in_several_files",
    ];
}
