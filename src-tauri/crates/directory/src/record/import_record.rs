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
use crate::column::header::named;
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

/// The columns of known attributes in which nobody has a value.
///
/// Get-MgUser has a column for every property and fills those that were asked for; of what it could not
/// ask, nothing is known. So it is with a column of type names, and with all empty columns of a file that
/// shows that not everything was asked for: objects of Graph's own, or nobody with an attribute that
/// everybody has. In any other file an empty column says that nobody has a value. Our choice.
#[derive(Debug, Default)]
struct Empty {
    not_exported: Vec<usize>,
    of_nobody: Vec<usize>,
}

/// Returns whether every user of Entra has a value of an attribute.
fn is_of_everybody(attribute: &str) -> bool {
    matches!(
        attribute,
        "accountEnabled" | "displayName" | "IsSoftDeleted" | "objectId" | "userPrincipalName"
    )
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
        let not_exported = self.not_exported(layout);
        let columns = layout.columns.iter().enumerate().map(|(place, held)| {
            let facts = self.facts.columns.get(place);
            summary::Column {
                not_exported: not_exported.contains(&place),
                header: held.header.clone(),
                attribute: shown_attribute(held),
                opposite: held.opposite,
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

    /// Returns the columns of known attributes in which nobody has a value because they were not
    /// exported; see [`Empty`].
    pub(crate) fn not_exported(&self, layout: &Layout) -> Vec<usize> {
        self.empty(layout).not_exported
    }

    /// Sorts the columns of known attributes in which nobody has a value.
    fn empty(&self, layout: &Layout) -> Empty {
        let mut empty = Empty::default();
        if self.facts.users == 0 {
            return empty;
        }
        let facts = |place: usize| self.facts.columns.get(place);
        let is_lost = |place: usize| facts(place).is_some_and(|it| it.lost_lists > 0);
        let columns = layout.columns.iter().enumerate().filter(|(place, held)| {
            held.attribute.is_some()
                && held.same_as.is_none()
                && facts(*place).is_none_or(|it| it.filled == 0)
        });
        let columns: Vec<(usize, &Held)> = columns.collect();
        let is_unasked = self.holds_graph_objects()
            || columns
                .iter()
                .any(|(_, held)| held.attribute.as_deref().is_some_and(is_of_everybody));
        for (place, _) in columns {
            let kind = match is_unasked || is_lost(place) {
                true => &mut empty.not_exported,
                false => &mut empty.of_nobody,
            };
            kind.push(place);
        }
        empty
    }

    fn holds_graph_objects(&self) -> bool {
        self.each_file().any(|record| record.facts.columns.iter().any(|it| it.graph_objects))
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
        let Empty { not_exported, of_nobody } = self.empty(layout);
        let names = |places: Vec<usize>| -> Vec<String> {
            let columns = places.into_iter().filter(|place| !lost(*place));
            let columns = columns.filter_map(|place| layout.columns.get(place));
            columns.map(|held| held.header.clone()).collect()
        };
        let not_exported = names(not_exported);
        if !not_exported.is_empty() {
            notices.push(Notice::NotExported { attributes: not_exported });
        }
        let mut of_nobody = names(of_nobody);
        // Often enough nobody has given another address.
        of_nobody.retain(|name| named(name).is_none_or(|it| it.attribute.name != "otherMails"));
        // Graph's own document says so of each person.
        let is_table = matches!(self.form.format, Format::Csv | Format::Xlsx);
        if is_table && !of_nobody.is_empty() {
            notices.push(Notice::ColumnsEmpty { attributes: of_nobody });
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
