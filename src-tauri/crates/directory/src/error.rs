//! Why a file could not be read: the error type with its codes; the words are in `texts/en.toml`.

use std::io;
use std::sync::LazyLock;

use footbridge_file::{FileError, is_in_use};
use footbridge_finding::{Explain, Finding, Language, Place, Severity, Texts};

pub(crate) static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));

/// The words of `directory.locked` where it is known why.
const IN_USE: &str = "directory.locked_in_use";

/// What a file is that is no list of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherFile {
    /// What Entra writes down of its provisioning.
    ProvisioningLog,
    /// What Entra, or Microsoft 365, writes down of changes.
    AuditLog,
    /// What Entra writes down of sign-ins.
    SignInLog,
    /// The schema of a provisioning job.
    Schema,
    /// Groups.
    Groups,
    /// Devices.
    Devices,
    /// What PowerShell's Format-List shows.
    FormatList,
    /// What PowerShell's Format-Table shows.
    FormatTable,
}

/// A column that may name the people.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NameCandidate {
    /// Its name in the file.
    pub header: String,
    /// The first value of the first people, shortened; `None` when none of them has one.
    pub example: Option<String>,
}

/// A file from which no users could be read.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The file could not be opened or read.
    #[error("the file cannot be read")]
    Unreadable(#[source] io::Error),
    /// It is no regular file, or larger than what is read.
    #[error(transparent)]
    File(FileError),
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The file is a workbook of Excel that cannot be read: an old one, a broken or a locked one.
    #[error("the file is an Excel workbook that cannot be read")]
    Excel,
    /// The file is a workbook that names a cell which no sheet has.
    #[error("the workbook names a cell {place}, which no sheet has")]
    NoSuchCell {
        /// The beginning of its name.
        place: String,
    },
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
    /// The file is no list of people, but something else that is known.
    #[error("the file is no list of people")]
    OtherFile(OtherFile),
    /// No column names the people.
    #[error("no column names the people")]
    NobodyNamed {
        /// The first names to choose from, shortened.
        headers: Vec<String>,
        /// The columns to choose from, those that hold addresses first.
        columns: Vec<NameCandidate>,
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
    /// Every code that an error of this crate can have; beside them those of [`FileError`].
    pub const CODES: &[&str] = &[
        "directory.unreadable",
        "directory.not_found",
        "directory.locked",
        "directory.empty",
        "directory.excel",
        "directory.no_such_cell",
        "directory.unpacks_too_large",
        "directory.compressed",
        "directory.pdf",
        "directory.binary",
        "directory.web_page",
        "directory.bulk_template",
        "directory.one_column",
        "directory.no_known_columns",
        "directory.provisioning_log",
        "directory.audit_log",
        "directory.sign_in_log",
        "directory.schema_json",
        "directory.groups",
        "directory.devices",
        "directory.format_list",
        "directory.format_table",
        "directory.nobody_named",
        "directory.json_broken",
        "directory.json_other",
        "directory.too_large",
        "directory.cancelled",
    ];

    /// Returns the error as one about this file of several.
    pub(crate) fn in_file(self, file: &str) -> Self {
        match self {
            DirectoryError::Cancelled => self,
            error => DirectoryError::InFile { file: file.to_owned(), error: Box::new(error) },
        }
    }

    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            DirectoryError::Unreadable(error) if is_in_use(error) => "directory.locked",
            DirectoryError::Unreadable(error) => match error.kind() {
                io::ErrorKind::NotFound => "directory.not_found",
                io::ErrorKind::PermissionDenied => "directory.locked",
                _ => "directory.unreadable",
            },
            DirectoryError::File(error) => error.code(),
            DirectoryError::Empty => "directory.empty",
            DirectoryError::Excel => "directory.excel",
            DirectoryError::NoSuchCell { .. } => "directory.no_such_cell",
            DirectoryError::UnpacksTooLarge { .. } => "directory.unpacks_too_large",
            DirectoryError::Compressed => "directory.compressed",
            DirectoryError::Pdf => "directory.pdf",
            DirectoryError::Binary => "directory.binary",
            DirectoryError::WebPage => "directory.web_page",
            DirectoryError::BulkTemplate => "directory.bulk_template",
            DirectoryError::OneColumn { .. } => "directory.one_column",
            DirectoryError::NoKnownColumns { .. } => "directory.no_known_columns",
            DirectoryError::OtherFile(OtherFile::ProvisioningLog) => "directory.provisioning_log",
            DirectoryError::OtherFile(OtherFile::AuditLog) => "directory.audit_log",
            DirectoryError::OtherFile(OtherFile::SignInLog) => "directory.sign_in_log",
            DirectoryError::OtherFile(OtherFile::Schema) => "directory.schema_json",
            DirectoryError::OtherFile(OtherFile::Groups) => "directory.groups",
            DirectoryError::OtherFile(OtherFile::Devices) => "directory.devices",
            DirectoryError::OtherFile(OtherFile::FormatList) => "directory.format_list",
            DirectoryError::OtherFile(OtherFile::FormatTable) => "directory.format_table",
            DirectoryError::NobodyNamed { .. } => "directory.nobody_named",
            DirectoryError::BrokenJson { .. } => "directory.json_broken",
            DirectoryError::NoUsersInJson => "directory.json_other",
            DirectoryError::TooLarge => "directory.too_large",
            DirectoryError::Cancelled => "directory.cancelled",
            DirectoryError::InFile { error, .. } => error.code(),
        }
    }
}

impl From<FileError> for DirectoryError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Unreadable(error) => DirectoryError::Unreadable(error),
            other => DirectoryError::File(other),
        }
    }
}

impl Explain for DirectoryError {
    fn explain(&self, language: &Language) -> Finding {
        let finding = |parameters: &[(&str, &str)]| {
            TEXTS.finding(self.code(), Severity::Error, language, parameters)
        };
        match self {
            DirectoryError::Unreadable(error) if is_in_use(error) => {
                let finding = TEXTS.finding(IN_USE, Severity::Error, language, &[]);
                Finding { code: self.code().to_owned(), ..finding }
            }
            DirectoryError::Unreadable(error) => finding(&[]).with_evidence(error.to_string()),
            DirectoryError::File(error) => error.explain(language),
            DirectoryError::UnpacksTooLarge { most } => {
                finding(&[("megabytes", &(most >> 20).to_string())])
            }
            DirectoryError::NoSuchCell { place } => finding(&[]).with_evidence(place.as_str()),
            DirectoryError::OneColumn { header } => finding(&[]).with_evidence(header.as_str()),
            DirectoryError::NoKnownColumns { headers }
            | DirectoryError::NobodyNamed { headers, .. } => {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_text_and_every_text_a_code() {
        let texts: BTreeSet<&str> = TEXTS.codes(&Language::ENGLISH).collect();
        let codes: BTreeSet<&str> = DirectoryError::CODES
            .iter()
            .chain(&[IN_USE])
            .chain(crate::DirectorySummary::CODES)
            .chain(crate::record::phrase::Phrase::KEYS)
            .copied()
            .collect();
        assert_eq!(texts, codes, "texts/en.toml and the codes agree");
    }

    #[test]
    fn export_in_use_is_told_as_open_in_another_program() {
        let told = |error: io::Error| DirectoryError::Unreadable(error).explain(&Language::ENGLISH);
        let in_use = told(io::ErrorKind::ResourceBusy.into());
        assert_eq!(in_use.code, "directory.locked");
        assert_eq!(in_use.title, "The file is open in another program");
        let refused = told(io::ErrorKind::PermissionDenied.into());
        assert_eq!(refused.code, "directory.locked");
        assert_ne!(refused.title, in_use.title, "who has no right is told something else");
    }
}
