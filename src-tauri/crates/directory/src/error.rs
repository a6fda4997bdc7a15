//! Why a file could not be read, and what is worth knowing of one that was.
//!
//! Deliberately absent: the words; they are in `texts/en.toml`.

use std::io;
use std::path::Path;
use std::sync::LazyLock;

use footbridge_finding::{Explain, Finding, Language, Place, Severity, Texts};

use crate::skipped::{Row, SkipReason, Skipped, SkippedRow};

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));

/// A file from which no users could be read.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The file could not be opened or read.
    #[error("the file cannot be read")]
    Unreadable(#[source] io::Error),
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The file is a workbook of Excel that cannot be read: an old one, a broken or a locked one.
    #[error("the file is an Excel workbook that cannot be read")]
    Excel,
    /// The file is a workbook that unpacks to more than is read, perhaps a zip bomb.
    #[error("the file unpacks to more than {most} bytes")]
    UnpacksTooLarge {
        /// How many bytes it may unpack to.
        most: u64,
    },
    /// The file is a zip or gzip archive.
    #[error("the file is an archive")]
    Compressed,
    /// The file is a PDF.
    #[error("the file is a PDF")]
    Pdf,
    /// The file is no text.
    #[error("the file is not text")]
    Binary,
    /// The file is a web page, perhaps a sign-in page that was saved instead of the download.
    #[error("the file is a web page")]
    WebPage,
    /// The file is a template for Entra's bulk operations.
    #[error("the file is a template for bulk operations")]
    BulkTemplate,
    /// The first line is one column of no known name: its delimiter is none that is read.
    #[error("the first line is one column, `{header}`")]
    OneColumn {
        /// The start of the first line.
        header: String,
    },
    /// No column or key is an attribute of users.
    #[error("no column has the name of a user's attribute")]
    NoKnownColumns {
        /// The first names that were found.
        headers: Vec<String>,
    },
    /// The file is broken JSON, and no user came before the break.
    #[error("the JSON is broken at line {line}, column {column}")]
    BrokenJson {
        /// The line, counted from 1.
        line: u32,
        /// The column, counted from 1.
        column: u32,
    },
    /// The file is JSON of another shape: a number, a text, a list of numbers.
    #[error("the JSON holds no users")]
    NoUsersInJson,
    /// A column would need more than 4 GiB.
    #[error("the file is too large")]
    TooLarge,
    /// The caller asked to stop.
    #[error("reading was cancelled")]
    Cancelled,
    /// One of several files could not be read.
    #[error("{file} cannot be read")]
    InFile {
        /// Its name without its folder.
        file: String,
        /// Why.
        #[source]
        error: Box<DirectoryError>,
    },
}

impl DirectoryError {
    /// Every code that an error of this crate can have.
    pub const CODES: &[&str] = &[
        "directory.unreadable",
        "directory.not_found",
        "directory.locked",
        "directory.empty",
        "directory.excel",
        "directory.unpacks_too_large",
        "directory.compressed",
        "directory.pdf",
        "directory.binary",
        "directory.web_page",
        "directory.bulk_template",
        "directory.one_column",
        "directory.no_known_columns",
        "directory.json_broken",
        "directory.json_other",
        "directory.too_large",
        "directory.cancelled",
    ];

    /// Returns the error as one about this file of several.
    pub(crate) fn in_file(self, path: &Path) -> Self {
        match self {
            DirectoryError::Cancelled => self,
            error => DirectoryError::InFile {
                file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                error: Box::new(error),
            },
        }
    }

    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            DirectoryError::Unreadable(error) => match error.kind() {
                io::ErrorKind::NotFound => "directory.not_found",
                io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => "directory.locked",
                _ => "directory.unreadable",
            },
            DirectoryError::Empty => "directory.empty",
            DirectoryError::Excel => "directory.excel",
            DirectoryError::UnpacksTooLarge { .. } => "directory.unpacks_too_large",
            DirectoryError::Compressed => "directory.compressed",
            DirectoryError::Pdf => "directory.pdf",
            DirectoryError::Binary => "directory.binary",
            DirectoryError::WebPage => "directory.web_page",
            DirectoryError::BulkTemplate => "directory.bulk_template",
            DirectoryError::OneColumn { .. } => "directory.one_column",
            DirectoryError::NoKnownColumns { .. } => "directory.no_known_columns",
            DirectoryError::BrokenJson { .. } => "directory.json_broken",
            DirectoryError::NoUsersInJson => "directory.json_other",
            DirectoryError::TooLarge => "directory.too_large",
            DirectoryError::Cancelled => "directory.cancelled",
            DirectoryError::InFile { error, .. } => error.code(),
        }
    }
}

impl Explain for DirectoryError {
    fn explain(&self, language: &Language) -> Finding {
        let finding = |parameters: &[(&str, &str)]| {
            TEXTS.finding(self.code(), Severity::Error, language, parameters)
        };
        match self {
            DirectoryError::Unreadable(error) => finding(&[]).with_evidence(error.to_string()),
            DirectoryError::UnpacksTooLarge { most } => {
                finding(&[("megabytes", &(most >> 20).to_string())])
            }
            DirectoryError::OneColumn { header } => finding(&[]).with_evidence(header.as_str()),
            DirectoryError::NoKnownColumns { headers } => {
                finding(&[("headers", &headers.join(", "))])
            }
            DirectoryError::BrokenJson { line, column } => {
                let place = Place { line: Some(*line), column: Some(*column), ..Place::default() };
                finding(&[("line", &line.to_string()), ("column", &column.to_string())]).at(place)
            }
            DirectoryError::InFile { file, error } => {
                let mut finding = error.explain(language);
                finding.place.get_or_insert_default().file = Some(file.clone());
                finding
            }
            _ => finding(&[]),
        }
    }
}

/// Something worth knowing of a file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Notice {
    /// There is a header, or an empty list, and nobody in it.
    NoUsers,
    /// No column has the name of a user's attribute.
    NoKnownColumns { headers: Vec<String> },
    /// Rows were left out.
    Skipped(Skipped),
    /// The JSON breaks off; what came before was read.
    JsonCut { line: u32, column: u32, users: u32 },
    /// Graph said that there are more pages.
    Incomplete { users: u32 },
    /// Letters outside ASCII were already `?` in the file.
    LostLetters { count: u32, example: String },
    /// Keys that one user has several times; the first value counts.
    SeveralValues { headers: Vec<String> },
    /// PowerShell wrote type names instead of the values.
    ListsLost { headers: Vec<String> },
    /// Numbers of a workbook whose zeros in front may be lost.
    LeadingZeros { headers: Vec<String> },
    /// Attributes without a value for anybody.
    NotExported { attributes: Vec<String> },
    /// Two columns hold the same attribute; the first counts.
    DuplicateColumn { header: String, known: bool },
    /// Letters were read as Windows-1252; with one text to check.
    Windows1252 { example: Option<String> },
    /// Some bytes were no characters.
    Damaged,
    /// Nobody has a user principal name.
    NoUserPrincipalName,
    /// A boolean column holds something else.
    UnreadableBoolean { header: String, value: String },
    /// The file changed while it was read.
    FileChanged,
    /// People who are in several of the files.
    Twice { users: u32 },
}

impl Notice {
    /// Returns the notice in words, for the file of this name.
    pub(crate) fn finding(&self, file: &str, language: &Language) -> Finding {
        let (severity, code) = match self {
            Notice::NoUsers => (Severity::Warning, "directory.no_users"),
            Notice::NoKnownColumns { .. } => (Severity::Error, "directory.no_known_columns"),
            Notice::Skipped(skipped) => match skipped.reason {
                SkipReason::Empty => (Severity::Info, "directory.row_empty"),
                SkipReason::Short => (Severity::Error, "directory.row_short"),
                SkipReason::Long => (Severity::Error, "directory.row_long"),
                SkipReason::UnclosedQuote => (Severity::Error, "directory.row_unclosed_quote"),
                SkipReason::TextAfterQuote => (Severity::Error, "directory.row_text_after_quote"),
                SkipReason::NotAnObject => (Severity::Error, "directory.row_not_an_object"),
                SkipReason::BrokenJson => (Severity::Error, "directory.row_broken_json"),
            },
            Notice::JsonCut { .. } => (Severity::Error, "directory.json_cut"),
            Notice::Incomplete { .. } => (Severity::Warning, "directory.incomplete"),
            Notice::LostLetters { .. } => (Severity::Warning, "directory.lost_letters"),
            Notice::SeveralValues { .. } => (Severity::Warning, "directory.several_values"),
            Notice::ListsLost { .. } => (Severity::Warning, "directory.lists_lost"),
            Notice::LeadingZeros { .. } => (Severity::Info, "directory.leading_zeros"),
            Notice::NotExported { .. } => (Severity::Info, "directory.not_exported"),
            Notice::DuplicateColumn { known: true, .. } => {
                (Severity::Error, "directory.duplicate_column")
            }
            Notice::DuplicateColumn { .. } => (Severity::Info, "directory.duplicate_column"),
            Notice::Windows1252 { .. } => (Severity::Info, "directory.windows_1252"),
            Notice::Damaged => (Severity::Warning, "directory.damaged_text"),
            Notice::NoUserPrincipalName => (Severity::Warning, "directory.no_user_principal_name"),
            Notice::UnreadableBoolean { .. } => (Severity::Warning, "directory.unreadable_boolean"),
            Notice::FileChanged => (Severity::Warning, "directory.file_changed"),
            Notice::Twice { .. } => (Severity::Info, "directory.in_several_files"),
        };
        let mut place = Place { file: Some(file.to_owned()), ..Place::default() };
        let mut evidence = None;
        let mut parameters: Vec<(&str, String)> = Vec::new();
        match self {
            Notice::Skipped(skipped) => {
                place.line = skipped.lines.first().copied();
                parameters.push(("rows", plural(skipped.count, "row", "rows")));
                parameters.push(("lines", skipped.lines_in_words()));
                parameters.push(("detail", skipped.detail.clone()));
            }
            Notice::JsonCut { line, column, users } => {
                place.line = Some(*line);
                place.column = Some(*column);
                parameters.push(("line", line.to_string()));
                parameters.push(("users", plural(*users, "user", "users")));
            }
            Notice::Incomplete { users } | Notice::Twice { users } => {
                parameters.push(("users", plural(*users, "user", "users")));
            }
            Notice::LostLetters { count, example } => {
                parameters.push(("users", plural(*count, "user", "users")));
                parameters.push(("example", example.clone()));
            }
            Notice::ListsLost { headers }
            | Notice::SeveralValues { headers }
            | Notice::NoKnownColumns { headers }
            | Notice::LeadingZeros { headers } => {
                parameters.push(("headers", headers.join(", ")));
            }
            Notice::NotExported { attributes } => {
                parameters.push(("attributes", attributes.join(", ")));
            }
            Notice::DuplicateColumn { header, .. } => {
                place.field = Some(header.clone());
                parameters.push(("header", header.clone()));
            }
            Notice::Windows1252 { example } => evidence.clone_from(example),
            Notice::UnreadableBoolean { header, value } => {
                place.field = Some(header.clone());
                parameters.push(("header", header.clone()));
                parameters.push(("value", value.clone()));
            }
            Notice::NoUsers
            | Notice::Damaged
            | Notice::NoUserPrincipalName
            | Notice::FileChanged => {}
        }
        let parameters: Vec<(&str, &str)> =
            parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut finding = TEXTS.finding(code, severity, language, &parameters).at(place);
        finding.evidence = evidence;
        finding
    }
}

impl Row {
    /// Returns the row of a file in words.
    pub(crate) fn in_words(&self, file: &str, language: &Language) -> SkippedRow {
        let key = match self.reason {
            SkipReason::Short => "skipped.short",
            SkipReason::Long => "skipped.long",
            SkipReason::UnclosedQuote => "skipped.unclosed_quote",
            SkipReason::TextAfterQuote => "skipped.text_after_quote",
            SkipReason::Empty => "skipped.empty",
            SkipReason::NotAnObject => "skipped.not_an_object",
            SkipReason::BrokenJson => "skipped.broken_json",
        };
        let parameters = [("detail", self.detail.as_str())];
        let words = TEXTS.finding(key, Severity::Info, language, &parameters);
        SkippedRow { file: file.to_owned(), line: self.line, reason: words.title }
    }
}

/// The keys of the short texts, which are no findings.
#[cfg(test)]
const WORDS: &[&str] = &[
    "skipped.short",
    "skipped.long",
    "skipped.unclosed_quote",
    "skipped.text_after_quote",
    "skipped.empty",
    "skipped.not_an_object",
    "skipped.broken_json",
];

fn plural(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_text_and_every_text_a_code() {
        let texts: BTreeSet<&str> = TEXTS.codes(&Language::ENGLISH).collect();
        let codes: BTreeSet<&str> = DirectoryError::CODES
            .iter()
            .chain(crate::DirectorySummary::CODES)
            .chain(WORDS)
            .copied()
            .collect();
        assert_eq!(texts, codes, "texts/en.toml and the codes agree");
    }
}
