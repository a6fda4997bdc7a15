//! All that is known of a file that was read, and the summary that is told of it under any layout
//! of its columns.

use footbridge_finding::{Finding, Language};

use super::facts::Facts;
use super::notice::Notice;
use super::skipped::SkippedRow;
use super::summary::{self, DirectorySummary, Format};
use super::text_facts::{Encoding, TextFacts};
use crate::column::attribute;
use crate::column::cells::Column;
use crate::column::column_facts::shortened;
use crate::column::layout::{Held, Layout};

/// The form that a file turned out to have.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) format: Format,
    pub(crate) delimiter: Option<char>,
    pub(crate) text: TextFacts,
}

/// What is known of a file, or of several of one tenant.
#[derive(Debug, Clone)]
pub(crate) struct ImportRecord {
    /// Its name without its folder.
    pub(crate) file: String,
    pub(crate) form: Form,
    pub(crate) facts: Facts,
    /// The records of the files, where there are several; what was noticed while reading is theirs.
    pub(crate) files: Vec<ImportRecord>,
}

/// How many columns that are there twice are told one by one.
const TOLD_DUPLICATES: usize = 50;

impl ImportRecord {
    /// Returns what is told of the file when its columns are read as `layout` says. `cells` are
    /// given where they may not be the ones that were looked at while reading.
    pub(crate) fn summary(
        &self,
        layout: &Layout,
        cells: Option<&[Column]>,
        language: &Language,
    ) -> DirectorySummary {
        let mut columns = Vec::new();
        self.judge_columns(layout, cells, &mut columns);
        let of_columns = columns.iter().map(|notice| notice.finding(&self.file, language));
        let mut findings: Vec<Finding> = self.of_reading(language);
        findings.extend(of_columns);
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        DirectorySummary {
            file: self.file.clone(),
            files: self.each_file().map(|record| record.file.clone()).collect(),
            format: self.form.format,
            encoding: self.form.text.encoding.name(language),
            delimiter: self.form.delimiter.map(String::from),
            users: self.facts.users,
            skipped: self.each_file().map(|record| record.facts.skipped.count()).sum(),
            columns: self.columns(layout),
            findings,
            sample: false,
        }
    }

    /// Returns the records of the files: this one, where there is one file.
    fn each_file(&self) -> impl Iterator<Item = &ImportRecord> {
        let one = self.files.is_empty().then_some(self);
        self.files.iter().chain(one)
    }

    /// Returns what was noticed while reading, whatever the columns hold.
    fn of_reading(&self, language: &Language) -> Vec<Finding> {
        let mut notices = self.facts.notices.clone();
        if self.files.is_empty() {
            self.judge_text(&mut notices);
            notices.extend(self.facts.skipped.reasons().iter().cloned().map(Notice::Skipped));
        }
        let own = notices.iter().map(|notice| notice.finding(&self.file, language));
        let of_files = self.files.iter().flat_map(|record| record.of_reading(language));
        own.chain(of_files).collect()
    }

    /// Lists the first rows that were left out of each file, in its order.
    pub(crate) fn skipped_rows(&self, language: &Language) -> Vec<SkippedRow> {
        let of = |record: &ImportRecord| -> Vec<SkippedRow> {
            let rows = record.facts.skipped.first().iter();
            rows.map(|row| row.in_words(&record.file, language)).collect()
        };
        self.each_file().flat_map(of).collect()
    }

    fn columns(&self, layout: &Layout) -> Vec<summary::Column> {
        let columns = layout.columns.iter().enumerate().map(|(place, held)| {
            let facts = self.facts.columns.get(place);
            summary::Column {
                header: held.header.clone(),
                attribute: shown_attribute(held),
                filled: facts.map_or(0, |facts| facts.filled),
                example: facts.and_then(|facts| facts.example.clone()),
                type_names: facts.map_or(0, |facts| facts.lost_lists),
            }
        });
        columns.collect()
    }

    /// Notices what the letters give away.
    fn judge_text(&self, notices: &mut Vec<Notice>) {
        let (facts, text) = (&self.facts, &self.form.text);
        if facts.users == 0 && facts.skipped.count() == 0 {
            notices.push(Notice::NoUsers);
        }
        match text.encoding {
            Encoding::Windows1252 => {
                notices.push(Notice::Windows1252 { example: facts.non_ascii_example.clone() });
            }
            // A question mark is only suspicious where no letter outside ASCII has survived.
            _ if text.ascii && facts.lost_letters > 0 => notices.push(Notice::LostLetters {
                count: facts.lost_letters,
                example: facts.lost_letters_example.clone().unwrap_or_default(),
            }),
            _ => {}
        }
        if text.damaged {
            notices.push(Notice::Damaged);
        }
    }

    /// Returns the columns of known attributes in which nobody has a value: PowerShell writes a column
    /// for what was not asked for, and the name of a type for what it cannot write. Graph answers `null` for what is empty and nothing for what was not
    /// asked for.
    pub(crate) fn not_exported(&self, layout: &Layout) -> Vec<usize> {
        if self.facts.users == 0 || !matches!(self.form.format, Format::Csv | Format::Xlsx) {
            return Vec::new();
        }
        let is_empty = |place: usize| self.facts.columns.get(place).is_none_or(|it| it.filled == 0);
        let columns = layout.columns.iter().enumerate().filter(|(place, held)| {
            // Often enough nobody has given another address.
            held.attribute.as_deref().is_some_and(|it| it != "otherMails")
                && held.same_as.is_none()
                && is_empty(*place)
        });
        columns.map(|(place, _)| place).collect()
    }

    /// Notices what the columns give away under a layout.
    fn judge_columns(&self, layout: &Layout, cells: Option<&[Column]>, notices: &mut Vec<Notice>) {
        let facts = |place: usize| self.facts.columns.get(place);
        let filled = |place: usize| facts(place).map_or(0, |facts| facts.filled);
        let lost = |place: usize| facts(place).is_some_and(|facts| facts.lost_lists > 0);
        let headers = |wanted: &dyn Fn(usize, &Held) -> bool| -> Vec<String> {
            let columns = layout.columns.iter().enumerate();
            columns
                .filter(|(place, held)| wanted(*place, held))
                .map(|(_, held)| held.header.clone())
                .collect()
        };
        if !layout.columns.is_empty() && !layout.holds_any() {
            let headers = headers(&|_, _| true).into_iter().take(8).collect();
            notices.push(Notice::NoKnownColumns { headers });
        }
        let differs = |(place, first): (usize, usize)| match cells {
            Some(cells) => match (cells.get(place), cells.get(first)) {
                (Some(column), Some(counted)) => column
                    .values()
                    .any(|(row, cell)| !layout.agree((first, counted.cell(row)), (place, cell))),
                _ => false,
            },
            None => facts(place).is_some_and(|facts| facts.differing > 0),
        };
        let duplicates = layout.duplicates().filter(|it| differs(*it));
        let duplicates: Vec<&Held> =
            duplicates.filter_map(|(place, _)| layout.columns.get(place)).collect();
        for held in duplicates.iter().take(TOLD_DUPLICATES) {
            notices.push(Notice::DuplicateColumn {
                header: held.header.clone(),
                known: held.attribute.is_some(),
            });
        }
        if let count @ 1.. = duplicates.len().saturating_sub(TOLD_DUPLICATES) {
            notices.push(Notice::MoreDuplicateColumns { count });
        }
        let again = headers(&|place, _| facts(place).is_some_and(|facts| facts.again > 0));
        if !again.is_empty() {
            notices.push(Notice::SeveralValues { headers: again });
        }
        let lists = headers(&|place, held| lost(place) && held.attribute.is_some());
        if !lists.is_empty() {
            notices.push(Notice::ListsLost { headers: lists });
        }
        if self.facts.users == 0 {
            return;
        }
        let empty = self.not_exported(layout);
        let empty: Vec<String> = empty
            .iter()
            .filter(|place| !lost(**place))
            .filter_map(|place| layout.columns.get(*place))
            .map(|held| held.header.clone())
            .collect();
        if !empty.is_empty() {
            notices.push(Notice::NotExported { attributes: empty });
        }
        let has_name = layout
            .attributes
            .iter()
            .any(|attribute| attribute.name == "userPrincipalName" && filled(attribute.column) > 0);
        if !has_name && layout.holds_any() {
            notices.push(Notice::NoUserPrincipalName);
        }
        for (place, held) in layout.columns.iter().enumerate() {
            if !layout.is_boolean(place) {
                continue;
            }
            let unreadable = match cells {
                Some(cells) => cells
                    .get(place)
                    .and_then(|cells| cells.find(|it| attribute::read_boolean(it).is_none()))
                    .map(shortened),
                None => facts(place).and_then(|facts| facts.unreadable.clone()),
            };
            notices.extend(
                unreadable
                    .map(|value| Notice::UnreadableBoolean { header: held.header.clone(), value }),
            );
        }
    }
}

fn is_extension(name: &str) -> bool {
    attribute::is_directory_extension(name) || attribute::is_custom_security_attribute(name)
}

/// Returns the attribute that is shown beside a column: a known one, or a directory extension.
fn shown_attribute(held: &Held) -> Option<String> {
    match &held.attribute {
        Some(attribute) if held.same_as.is_none() => Some(attribute.clone()),
        None if is_extension(&held.header) => Some(held.header.clone()),
        _ => None,
    }
}
