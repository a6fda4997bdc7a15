//! The observations about a file that was read, each with its code; the words are in
//! `texts/en.toml`.

use footbridge_finding::{Finding, Language, Place, Severity};

use super::phrase::Phrase;
use super::skipped::{Row, SkipReason, Skipped, SkippedRow};
use crate::column::column_facts::shortened;
use crate::column::header::TITLE_ROWS;
use crate::column::layout::MOST_COLUMNS;
use crate::error::TEXTS;

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
    /// Attributes that nobody has.
    ColumnsEmpty { attributes: Vec<String> },
    /// There are more columns than are kept, or one has a name that is too long.
    ColumnsNotKept { first: String },
    /// So many more columns hold an attribute that another one holds, too.
    MoreDuplicateColumns { count: usize },
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
    /// The table begins below a title.
    TitleRows { row: u32 },
    /// The table is not on the first sheet.
    SheetChosen { sheet: String, looked_at: Vec<String> },
    /// Other sheets look like lists of people, too; only this one was read.
    OtherSheets { sheet: String, others: Vec<String> },
    /// No sheet has a row with the names of attributes.
    NoSheet { looked_at: Vec<String> },
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
            Notice::ColumnsEmpty { .. } => (Severity::Info, "directory.column_empty"),
            Notice::DuplicateColumn { known: true, .. } => {
                (Severity::Error, "directory.duplicate_column")
            }
            Notice::DuplicateColumn { .. } => (Severity::Info, "directory.duplicate_column"),
            Notice::MoreDuplicateColumns { .. } => {
                (Severity::Info, "directory.more_duplicate_columns")
            }
            Notice::ColumnsNotKept { .. } => (Severity::Warning, "directory.columns_not_kept"),
            Notice::Windows1252 { .. } => (Severity::Info, "directory.windows_1252"),
            Notice::Damaged => (Severity::Warning, "directory.damaged_text"),
            Notice::NoUserPrincipalName => (Severity::Warning, "directory.no_user_principal_name"),
            Notice::UnreadableBoolean { .. } => (Severity::Warning, "directory.unreadable_boolean"),
            Notice::TitleRows { .. } => (Severity::Info, "directory.title_rows"),
            Notice::SheetChosen { .. } => (Severity::Info, "directory.sheet_chosen"),
            Notice::OtherSheets { .. } => (Severity::Warning, "directory.other_sheets"),
            Notice::NoSheet { .. } => (Severity::Error, "directory.no_sheet"),
            Notice::FileChanged => (Severity::Warning, "directory.file_changed"),
            Notice::Twice { .. } => (Severity::Info, "directory.in_several_files"),
        };
        let mut place = Place { file: Some(file.to_owned()), ..Place::default() };
        let mut evidence = None;
        let mut parameters: Vec<(&str, String)> = Vec::new();
        match self {
            Notice::Skipped(skipped) => {
                place.line = skipped.lines.first().copied();
                parameters.push(("rows", Phrase::Rows(skipped.count).words(language)));
                let lines = Phrase::Lines { first: &skipped.lines, count: skipped.count };
                parameters.push(("lines", lines.words(language)));
                parameters.push(("detail", Phrase::Detail(&skipped.detail).words(language)));
            }
            Notice::JsonCut { line, column, users } => {
                place.line = Some(*line);
                place.column = Some(*column);
                parameters.push(("line", line.to_string()));
                parameters.push(("users", Phrase::Users(*users).words(language)));
            }
            Notice::Incomplete { users } | Notice::Twice { users } => {
                parameters.push(("users", Phrase::Users(*users).words(language)));
            }
            Notice::LostLetters { count, example } => {
                parameters.push(("users", Phrase::Users(*count).words(language)));
                parameters.push(("example", example.clone()));
            }
            Notice::ListsLost { headers }
            | Notice::SeveralValues { headers }
            | Notice::NoKnownColumns { headers }
            | Notice::LeadingZeros { headers } => {
                parameters.push(("headers", Phrase::Names(headers).words(language)));
            }
            Notice::TitleRows { row } => {
                place.line = Some(*row);
                parameters.push(("row", row.to_string()));
            }
            Notice::SheetChosen { sheet, looked_at: sheets }
            | Notice::OtherSheets { sheet, others: sheets } => {
                parameters.push(("sheet", shortened(sheet)));
                parameters.push(("sheets", Phrase::Names(sheets).words(language)));
            }
            Notice::NoSheet { looked_at } => {
                parameters.push(("rows", TITLE_ROWS.to_string()));
                parameters.push(("sheets", Phrase::Names(looked_at).words(language)));
            }
            Notice::NotExported { attributes } => {
                parameters.push(("attributes", Phrase::Names(attributes).words(language)));
            }
            Notice::ColumnsEmpty { attributes } => {
                let names = Phrase::Names(attributes).words(language);
                parameters.push(("properties", names.replace(", ", ",")));
                parameters.push(("attributes", names));
            }
            Notice::DuplicateColumn { header, .. } => {
                place.field = Some(header.clone());
                parameters.push(("header", header.clone()));
            }
            Notice::MoreDuplicateColumns { count } => {
                parameters.push(("columns", count.to_string()));
            }
            Notice::ColumnsNotKept { first } => {
                let most = MOST_COLUMNS as u64;
                parameters.push(("most", language.number(most)));
                parameters.push(("first", first.clone()));
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
        let reason = Phrase::LeftOut(self.reason, &self.detail).words(language);
        SkippedRow { file: file.to_owned(), line: self.line, reason }
    }
}
