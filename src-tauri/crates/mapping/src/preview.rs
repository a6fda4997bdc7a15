//! The whole directory previewed at once: every mapping for every user, before anything is sent.
//!
//! Works mapping by mapping over whole columns. Where a mapping reads one attribute whose values
//! repeat, each value is computed once. The result keeps rows and counts, never values: what one
//! person gets is computed again when it is asked for.
//! Deliberately absent: reading files, and how a preview is shown.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use footbridge_directory::Directory;
use footbridge_finding::{Explain, Finding, Language};
use serde::{Deserialize, Serialize};

use crate::code::{PeopleCode, RequestCode};
use crate::collect::Collected;
use crate::column::ColumnPass;
use crate::evaluate::{Evaluator, Outcome};
use crate::person::{Fact, People, Search};
use crate::rules::Rules;
use crate::statistics::TargetSummary;
use crate::tree::{Chart, LEVELS, Level, OrganisationTree};

/// A finding about people, with some of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingGroup {
    /// What was found.
    pub finding: Finding,
    /// How many people it is about.
    pub count: u32,
    /// The user principal names of the first ones.
    pub examples: Vec<String>,
}

/// The preview of the whole directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryPreview {
    /// How many users there are.
    pub users: u32,
    /// What each target receives, in the table's order.
    pub targets: Vec<TargetSummary>,
    /// What was found about people: the most serious first.
    pub findings: Vec<FindingGroup>,
    /// The organisation chart that would arise.
    pub tree: OrganisationTree,
}

/// The value of one mapping for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonValue {
    /// The mapping's id.
    pub mapping_id: u32,
    /// Its target.
    pub target: String,
    /// What would be sent.
    pub outcome: Outcome,
}

/// What Entra would send for one person on creation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonPreview {
    /// The person's place in the file, counted from 1.
    pub row: u32,
    /// The user principal name as the directory has it.
    pub user: String,
    /// The display name.
    pub display_name: String,
    /// What else is known of the person.
    pub facts: Vec<Fact>,
    /// The value of each mapping, in the table's order.
    pub values: Vec<PersonValue>,
    /// What was found about the person.
    pub findings: Vec<Finding>,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    /// The person's place in the file, counted from 1.
    pub row: u32,
    /// The display name.
    pub display_name: String,
    /// The user principal name as the directory has it.
    pub user: String,
    /// Job and department.
    pub detail: String,
    /// The codes of what was found about the person.
    pub findings: Vec<String>,
}

/// Which people to list. Conditions that are given must all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PeopleQuery {
    /// Words that must occur in names, addresses, job or department; empty for everybody.
    pub search: String,
    /// The code of a finding.
    pub finding: Option<String>,
    /// A node of the tree: names from the top, empty names for "without this level".
    pub path: Option<Vec<String>>,
    /// How many people to pass over.
    pub offset: u32,
    /// How many people to return at most; never more than 1,000.
    pub limit: u32,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PeoplePage {
    /// How many people meet the conditions.
    pub total: u32,
    /// The people of this page, in the file's order.
    pub people: Vec<PersonRow>,
}

/// A request that a preview cannot meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PreviewError {
    /// The caller stopped it.
    #[error("the preview was stopped")]
    Cancelled,
    /// The file has no such row.
    #[error("there is no person {row}")]
    UnknownPerson {
        /// The row, counted from 1.
        row: u32,
    },
}

impl Explain for PreviewError {
    fn explain(&self, language: &Language) -> Finding {
        match self {
            PreviewError::Cancelled => RequestCode::Cancelled.finding(language, &[]),
            PreviewError::UnknownPerson { row } => {
                RequestCode::UnknownPerson.finding(language, &[("row", &row.to_string())])
            }
        }
    }
}

/// Called with the values computed so far and in all; `Break` stops the preview.
pub type OnPreviewed<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// The largest page of people.
const LARGEST_PAGE: u32 = 1000;
/// How many values are computed between two calls of the progress hook.
const STRIDE: u32 = 8192;

/// What was computed of a directory with one state of the mapping table.
#[derive(Debug)]
pub struct Preview {
    result: DirectoryPreview,
    /// The rows of each finding, in order.
    rows: BTreeMap<PeopleCode, Vec<u32>>,
    chart: Chart,
}

impl Preview {
    /// Previews everybody.
    ///
    /// # Errors
    /// Fails only when `progress` stops it.
    pub fn new(
        evaluator: &Evaluator<'_>,
        rules: &Rules,
        language: &Language,
        progress: OnPreviewed<'_>,
    ) -> Result<Self, PreviewError> {
        let directory = evaluator.directory();
        let users = directory.users();
        let mut collected = Collected::default();
        let mut targets = Vec::new();
        let mut levels: Vec<Level> = Vec::new();
        let mut has_match =
            vec![false; if evaluator.matching_count() > 1 { users as usize } else { 0 }];
        let all = u64::from(users) * evaluator.ids().count() as u64;
        let mut done = 0_u64;
        for id in evaluator.ids() {
            let mut column = ColumnPass::new(evaluator, rules, id);
            for row in 0..users {
                if row.is_multiple_of(STRIDE) && progress(done, all).is_break() {
                    return Err(PreviewError::Cancelled);
                }
                done += 1;
                let has_value = column.visit(row, &mut collected);
                if column.matching
                    && has_value
                    && let Some(seen) = has_match.get_mut(row as usize)
                {
                    *seen = true;
                }
            }
            if let Some(level) = column.finish(&mut collected, &mut targets) {
                // Of two mappings to one level the first counts; the table says that it is wrong.
                if levels.iter().all(|other| other.level != level.level) {
                    levels.push(level);
                }
            }
        }
        if evaluator.matching_count() > 1 {
            // People are matched by the next precedence when the first has no value.
            collected.rows.remove(&PeopleCode::MatchEmpty);
            for (row, seen) in (0..users).zip(&has_match) {
                if !seen {
                    collected.add(PeopleCode::MatchEmpty, row);
                }
            }
        }
        collected.people(directory);
        levels.sort_by_key(|level| LEVELS.iter().position(|(name, _)| *name == level.level));
        collected.organisation(&levels);
        let chart = Chart::new(&levels, users);
        let (findings, rows) = collected.into_groups(directory, language);
        let tree = chart.tree();
        Ok(Preview { result: DirectoryPreview { users, targets, findings, tree }, rows, chart })
    }

    /// Returns the preview of the whole directory.
    pub fn result(&self) -> &DirectoryPreview {
        &self.result
    }

    /// Returns the codes of what was found about the person at `row`, counted from 0.
    pub fn codes(&self, row: u32) -> impl Iterator<Item = PeopleCode> {
        self.rows
            .iter()
            .filter(move |(_, rows)| rows.binary_search(&row).is_ok())
            .map(|(code, _)| *code)
    }

    /// Returns what Entra would send for the person at `row`, counted from 1.
    ///
    /// # Errors
    /// Fails when there is no such person.
    pub fn person(
        &self,
        evaluator: &Evaluator<'_>,
        row: u32,
        language: &Language,
    ) -> Result<PersonPreview, PreviewError> {
        let directory = evaluator.directory();
        let Some(index) = row.checked_sub(1).filter(|index| *index < directory.users()) else {
            return Err(PreviewError::UnknownPerson { row });
        };
        let people = People::new(directory);
        let values = evaluator.ids().map(|id| PersonValue {
            mapping_id: evaluator.row_id(id),
            target: evaluator.target(id).to_owned(),
            outcome: evaluator.outcome(id, index, language),
        });
        Ok(PersonPreview {
            row,
            user: people.user(index).to_owned(),
            display_name: people.display_name(index).to_owned(),
            facts: people.facts(index, language),
            values: values.collect(),
            findings: self
                .codes(index)
                .filter_map(|code| {
                    let mut groups = self.result.findings.iter();
                    groups.find(|group| group.finding.code == code.code())
                })
                .map(|group| group.finding.clone())
                .collect(),
        })
    }

    /// Lists people of the directory that was previewed.
    pub fn people(&self, directory: &Directory, query: &PeopleQuery) -> PeoplePage {
        let people = People::new(directory);
        let search = Search::new(&query.search);
        let limit = query.limit.min(LARGEST_PAGE);
        let wanted = query.finding.as_deref().map(|finding| {
            let rows = self.rows.iter().find(|(code, _)| code.code() == finding);
            rows.map_or(&[][..], |(_, rows)| rows.as_slice())
        });
        let mut page = PeoplePage { total: 0, people: Vec::new() };
        for row in 0..directory.users() {
            if wanted.is_some_and(|rows| rows.binary_search(&row).is_err())
                || query.path.as_ref().is_some_and(|path| !self.chart.is_in(row, path))
                || !people.matches(row, &search)
            {
                continue;
            }
            page.total += 1;
            if page.total > query.offset && page.total - query.offset <= limit {
                page.people.push(PersonRow {
                    row: row + 1,
                    display_name: people.display_name(row).to_owned(),
                    user: people.user(row).to_owned(),
                    detail: people.detail(row),
                    findings: self.codes(row).map(|code| code.code().to_owned()).collect(),
                });
            }
        }
        page
    }
}
