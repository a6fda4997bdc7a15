//! Rows of any format become a directory and its summary.
//!
//! Both readers push cells here; what a header means, and what is suspicious about values, is
//! decided once, for all formats. Deliberately absent: parsing.

use std::collections::HashMap;

use footbridge_finding::Language;

use crate::attribute::{self, AttributeKind};
use crate::error::{DirectoryError, Notice};
use crate::skipped::{SkipReason, SkippedRows};
use crate::store::{self, ColumnFull, Directory, LIST_SEPARATOR, Reading};
use crate::summary::{Column, DirectorySummary, Format};
use crate::text::{Encoding, TextFacts};

/// One column while rows are added.
struct Building {
    header: String,
    attribute: Option<&'static attribute::SourceAttribute>,
    /// The attribute is already held by an earlier column.
    duplicate: bool,
    /// The values are people's or places' names, where a question mark has no business.
    words: bool,
    lost_lists: u32,
    cells: store::Column,
}

/// Collects users.
#[derive(Default)]
pub(crate) struct Builder {
    columns: Vec<Building>,
    by_header: HashMap<String, usize>,
    users: u32,
    pub(crate) skipped: SkippedRows,
    pub(crate) notices: Vec<Notice>,
    lost_letters: u32,
    lost_letters_example: String,
    lost_letters_row: Option<u32>,
    non_ascii_example: Option<String>,
}

/// The facts of a file that only its reader knows.
pub(crate) struct FileFacts {
    pub(crate) file: String,
    pub(crate) format: Format,
    pub(crate) delimiter: Option<char>,
    pub(crate) text: TextFacts,
}

impl Builder {
    /// Adds a column and returns its place.
    pub(crate) fn add_column(&mut self, header: &str) -> usize {
        let header = header.trim();
        let attribute = attribute::of_header(header);
        let same = |column: &Building| match attribute {
            Some(attribute) => column.attribute.is_some_and(|other| other.name == attribute.name),
            None => !header.is_empty() && column.header.eq_ignore_ascii_case(header),
        };
        let duplicate = self.columns.iter().any(same);
        if duplicate {
            self.notices.push(Notice::DuplicateColumn {
                header: header.to_owned(),
                known: attribute.is_some(),
            });
        }
        let words = attribute.is_some_and(|attribute| {
            matches!(
                attribute.name,
                "displayName"
                    | "givenName"
                    | "surname"
                    | "jobTitle"
                    | "department"
                    | "companyName"
                    | "streetAddress"
                    | "city"
                    | "state"
                    | "physicalDeliveryOfficeName"
            )
        });
        let index = self.columns.len();
        self.by_header.entry(header.to_owned()).or_insert(index);
        self.columns.push(Building {
            header: header.to_owned(),
            attribute,
            duplicate,
            words,
            lost_lists: 0,
            cells: store::Column::new(
                attribute.is_some_and(|attribute| attribute.kind == AttributeKind::List),
            ),
        });
        index
    }

    /// Returns the column of a JSON key, which is added when it is new.
    pub(crate) fn column(&mut self, key: &str) -> usize {
        match self.by_header.get(key) {
            Some(index) => *index,
            None => self.add_column(key),
        }
    }

    /// Returns how many columns there are.
    pub(crate) fn columns(&self) -> usize {
        self.columns.len()
    }

    /// Returns whether a column holds several values; a single-valued attribute such as
    /// `telephoneNumber` never does, even where the export has a list.
    pub(crate) fn keeps_lists(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| match column.attribute {
            Some(attribute) => attribute.kind == AttributeKind::List,
            None => true,
        })
    }

    /// Returns how many users were added.
    pub(crate) fn users(&self) -> u32 {
        self.users
    }

    /// Sets a cell of the user that the next [`Builder::end_user`] adds.
    pub(crate) fn cell(&mut self, column: usize, value: &str) -> Result<(), DirectoryError> {
        let row = self.users;
        let Some(column) = self.columns.get_mut(column) else { return Ok(()) };
        if column.duplicate || value.is_empty() {
            return Ok(());
        }
        if is_type_name(value) {
            column.lost_lists += 1;
            return Ok(());
        }
        if column.words {
            if self.non_ascii_example.is_none() && !value.is_ascii() {
                self.non_ascii_example = Some(value.to_owned());
            }
            if self.lost_letters_row != Some(row) && has_lost_letter(value) {
                self.lost_letters_row = Some(row);
                if self.lost_letters == 0 {
                    self.lost_letters_example = value.to_owned();
                }
                self.lost_letters += 1;
            }
        }
        if value.contains(LIST_SEPARATOR) {
            column.cells.list = true;
        }
        column.cells.push(row, value).map_err(|ColumnFull| DirectoryError::TooLarge)
    }

    /// Ends a user.
    pub(crate) fn end_user(&mut self) -> Result<(), DirectoryError> {
        self.users = self.users.checked_add(1).ok_or(DirectoryError::TooLarge)?;
        Ok(())
    }

    /// Counts a row that is left out.
    pub(crate) fn skip(
        &mut self,
        reason: SkipReason,
        line: Option<u32>,
        detail: impl FnOnce() -> String,
    ) {
        self.skipped.add(reason, line, detail);
    }

    /// Returns the directory with its summary, unless nothing in the file is about users.
    pub(crate) fn finish(
        mut self,
        facts: FileFacts,
        language: &Language,
    ) -> Result<(Directory, DirectorySummary), DirectoryError> {
        self.refuse_unknown_columns()?;
        let mut notices = std::mem::take(&mut self.notices);
        self.judge(&facts, &mut notices);
        let skipped = self.skipped.count();
        let reasons = std::mem::take(&mut self.skipped).into_reasons();
        notices.extend(reasons.map(Notice::Skipped));
        let mut findings: Vec<_> =
            notices.iter().map(|notice| notice.finding(&facts.file, language)).collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let summary = DirectorySummary {
            file: facts.file,
            format: facts.format,
            encoding: facts.text.encoding.name().to_owned(),
            delimiter: facts.delimiter.map(String::from),
            users: self.users,
            skipped,
            columns: self.columns.iter().map(Building::summary).collect(),
            findings,
            sample: false,
        };
        Ok((self.into_directory(), summary))
    }

    /// Refuses a file in which no column is an attribute of users.
    pub(crate) fn refuse_unknown_columns(&self) -> Result<(), DirectoryError> {
        if self.columns.iter().any(|column| column.attribute.is_some()) {
            return Ok(());
        }
        if self.columns.is_empty() {
            return Ok(());
        }
        let headers = self.columns.iter().take(8).map(|column| column.header.clone()).collect();
        Err(DirectoryError::NoKnownColumns { headers })
    }

    /// Notices what the values as a whole give away.
    fn judge(&mut self, facts: &FileFacts, notices: &mut Vec<Notice>) {
        if self.users == 0 && self.skipped.count() == 0 {
            notices.push(Notice::NoUsers);
        }
        match facts.text.encoding {
            Encoding::Windows1252 => {
                notices.push(Notice::Windows1252 { example: self.non_ascii_example.take() });
            }
            // A question mark is only suspicious where no letter outside ASCII has survived.
            _ if facts.text.ascii && self.lost_letters > 0 => {
                notices.push(Notice::LostLetters {
                    count: self.lost_letters,
                    example: std::mem::take(&mut self.lost_letters_example),
                });
            }
            _ => {}
        }
        if facts.text.damaged {
            notices.push(Notice::Damaged);
        }
        let headers = |wanted: &dyn Fn(&&Building) -> bool| -> Vec<String> {
            self.columns.iter().filter(wanted).map(|column| column.header.clone()).collect()
        };
        let lists = headers(&|column| column.lost_lists > 0);
        if !lists.is_empty() {
            notices.push(Notice::ListsLost { headers: lists });
        }
        if self.users == 0 {
            return;
        }
        // Graph answers `null` for what is empty and nothing for what was not asked for.
        let empty = headers(&|column| {
            facts.format == Format::Csv
                && column.attribute.is_some()
                && column.cells.filled == 0
                && column.lost_lists == 0
                && !column.duplicate
        });
        if !empty.is_empty() {
            notices.push(Notice::NotExported { attributes: empty });
        }
        let has_name = self.columns.iter().any(|column| {
            column.attribute.is_some_and(|attribute| attribute.name == "userPrincipalName")
                && column.cells.filled > 0
        });
        if !has_name {
            notices.push(Notice::NoUserPrincipalName);
        }
        for column in &self.columns {
            if column.attribute.is_some_and(|attribute| attribute.kind == AttributeKind::Boolean) {
                let unreadable = (0..self.users)
                    .map(|row| column.cells.cell(row))
                    .find(|cell| !cell.is_empty() && attribute::read_boolean(cell).is_none());
                notices.extend(unreadable.map(|value| Notice::UnreadableBoolean {
                    header: column.header.clone(),
                    value: value.to_owned(),
                }));
            }
        }
    }

    fn into_directory(self) -> Directory {
        let columns: Vec<(String, Option<&attribute::SourceAttribute>, bool)> = self
            .columns
            .iter()
            .map(|column| (column.header.clone(), column.attribute, column.duplicate))
            .collect();
        let cells = self.columns.into_iter().map(|mut column| {
            column.cells.finish();
            column.cells
        });
        let mut directory = Directory::new(self.users, cells.collect());
        let holds = |name: &str| {
            columns.iter().any(|(_, attribute, _)| attribute.is_some_and(|it| it.name == name))
        };
        for (index, (header, attribute, duplicate)) in columns.iter().enumerate() {
            match attribute {
                _ if *duplicate || header.is_empty() => {}
                None => directory.add_attribute(header, index, Reading::Plain),
                Some(attribute) => {
                    let reading = match attribute.kind {
                        AttributeKind::Boolean => Reading::Boolean,
                        _ if attribute.name == "userPrincipalName" => Reading::WithoutExternal,
                        _ => Reading::Plain,
                    };
                    directory.add_attribute(attribute.name, index, reading);
                    match attribute.name {
                        "accountEnabled" if !holds("IsSoftDeleted") => {
                            directory.add_attribute("IsSoftDeleted", index, Reading::Inverted);
                        }
                        "userPrincipalName" if !holds("originalUserPrincipalName") => {
                            directory.add_attribute(
                                "originalUserPrincipalName",
                                index,
                                Reading::Plain,
                            );
                        }
                        _ => {}
                    }
                }
            }
        }
        directory
    }
}

impl Building {
    fn summary(&self) -> Column {
        Column {
            header: self.header.clone(),
            attribute: match self.attribute {
                Some(attribute) if !self.duplicate => Some(attribute.name.to_owned()),
                None if attribute::is_directory_extension(&self.header) => {
                    Some(self.header.clone())
                }
                _ => None,
            },
            filled: self.cells.filled,
        }
    }
}

/// Returns whether PowerShell wrote the type of an object instead of its value.
fn is_type_name(value: &str) -> bool {
    (value.starts_with("System.") && value.ends_with("[]"))
        || value.starts_with("System.Collections.")
        || value.starts_with("Microsoft.Graph.PowerShell.")
}

/// Returns whether a question mark stands inside or at the start of a word, as in `Bj?rn`.
fn has_lost_letter(value: &str) -> bool {
    value
        .as_bytes()
        .windows(2)
        .any(|pair| matches!(pair, [b'?', after] if after.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_letters_are_told_from_questions() {
        for (value, lost) in [
            ("Bj?rn", true),
            ("?se", true),
            ("Why? Because", false),
            ("Really?", false),
            ("?", false),
        ] {
            assert_eq!(has_lost_letter(value), lost, "`{value}`");
        }
    }

    #[test]
    fn type_names_are_no_values() {
        for (value, lost) in [
            ("System.String[]", true),
            ("System.Collections.Generic.Dictionary`2[System.String,System.Object]", true),
            ("Microsoft.Graph.PowerShell.Models.MicrosoftGraphManager", true),
            ("Systems", false),
        ] {
            assert_eq!(is_type_name(value), lost, "`{value}`");
        }
    }
}
