//! What is wrong with a mapping while it is edited, and the table with all that is wrong with it.
//!
//! Spans are counted in UTF-16 units, as text fields of the window count them.

use std::collections::HashMap;

use footbridge_directory::Directory;
use footbridge_finding::{Finding, Language};
use serde::{Deserialize, Serialize};

use crate::editor::source::{diagnostics, in_expression};
use crate::evaluate::compiled_table::{Prepared, PreparedSource};
use crate::evaluate::evaluator::Evaluator;
use crate::expression::bound::{self, Context, Usage};
use crate::expression::diagnostic::Diagnostic;
use crate::expression::trace::{self, CallPlace, TracedPart};
use crate::expression::value::Outcome;
use crate::finding::code::{SourceCode, TableCode, words};
use crate::table::edit_history::{Change, EditHistory};
use crate::table::mapping::{Mapping, Source};
use crate::table::mapping_table::{MappingTable, Origin};
use crate::table::topic::RowGroup;

/// A row of the mapping table as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingRow {
    /// Its id.
    pub id: u32,
    /// What it maps.
    pub mapping: Mapping,
    /// The source as a person writes it: the attribute, the constant or the expression.
    pub source_text: String,
    /// Where it comes from.
    pub origin: Origin,
    /// What is said about its source.
    pub diagnostics: Vec<Diagnostic>,
    /// What is said about its target, the most serious thing only.
    pub rule_finding: Option<Finding>,
}

/// The mapping table as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TableView {
    /// Its rows in order.
    pub rows: Vec<MappingRow>,
    /// The same rows, by what they are about.
    pub groups: Vec<RowGroup>,
    /// What is said about the table as a whole.
    pub findings: Vec<Finding>,
    /// It differs from the profile.
    pub changed: bool,
    /// Undo would do something.
    pub can_undo: bool,
    /// Redo would do something.
    pub can_redo: bool,
    /// What Undo would take back, in a few words.
    pub last_change: Option<String>,
}

/// What is said about a mapping that is being edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingCheck {
    /// About its source.
    pub diagnostics: Vec<Diagnostic>,
    /// The calls of its expression, outer ones before those in them.
    pub calls: Vec<CallPlace>,
    /// What every part of its expression gives for the chosen person.
    pub trace: Option<TracedPart>,
    /// What it would send for the chosen person.
    pub outcome: Option<Outcome>,
    /// About its target.
    pub finding: Option<Finding>,
}

impl EditHistory {
    /// Returns the table as it is shown; with a directory also what its file does not have.
    pub fn view(&self, directory: Option<&Directory>, language: &Language) -> TableView {
        let table = self.table();
        let mut of_target: HashMap<&str, u32> = HashMap::new();
        for row in table.rows() {
            *of_target.entry(&row.mapping.target).or_default() += 1;
        }
        let is_twice = |mapping: &Mapping| of_target.get(mapping.target.as_str()) > Some(&1);
        let rows = table.rows().iter().map(|row| MappingRow {
            id: row.id,
            source_text: row.mapping.source.text().to_owned(),
            origin: table.origin(row),
            diagnostics: row_diagnostics(&row.mapping, directory, language),
            // A second row for one target is worse than anything else about it.
            rule_finding: match is_twice(&row.mapping) {
                true => Some(target_twice(&row.mapping, language)),
                false => table.rules().check_mapping(&row.mapping, table.vendor(), language),
            },
            mapping: row.mapping.clone(),
        });
        let mappings: Vec<&Mapping> = table.rows().iter().map(|row| &row.mapping).collect();
        TableView {
            rows: rows.collect(),
            groups: table.groups(),
            findings: table.rules().check_table(&mappings, table.vendor(), language),
            changed: table.changed(),
            can_undo: self.last_change().is_some(),
            can_redo: self.can_redo(),
            last_change: self.last_change().map(|change| in_words(change, language)),
        }
    }
}

impl MappingTable {
    /// Checks a mapping that is being edited; `person` is a directory with a row, counted from 1.
    pub fn check(
        &self,
        mapping: &Mapping,
        person: Option<(&Directory, u32)>,
        directory: Option<&Directory>,
        context: &Context,
        language: &Language,
    ) -> MappingCheck {
        let person = person.and_then(|(directory, row)| {
            let row = row.checked_sub(1).filter(|row| *row < directory.users())?;
            Some((directory, row))
        });
        let usage = Usage { matching: mapping.matching.is_some() };
        let nobody = Directory::default();
        let of_person = person.map_or(&nobody, |(directory, _)| directory);
        let (source, mut said) = match &mapping.source {
            Source::Expression { text } => {
                let (said, bound) = bound::examine(text, usage, of_person);
                (PreparedSource::of(bound), in_expression(text, said, directory, language))
            }
            source => {
                let said = diagnostics(mapping, directory, language);
                (PreparedSource::new(source, of_person), said)
            }
        };
        let prepared = Prepared { id: 0, mapping: mapping.clone(), source };
        let (evaluator, id) = Evaluator::of_prepared(of_person, prepared, context);
        let expression = match &mapping.source {
            Source::Expression { text } => Some(text),
            _ => None,
        };
        let traced = expression.zip(person).and_then(|(text, (directory, row))| {
            let bound = evaluator.expression(id)?;
            Some(trace::trace(text, bound, directory, row, context))
        });
        // What the person's values show is said in the place of what they might.
        if let Some((text, (directory, row))) = expression.zip(person)
            && let Some(bound) = evaluator.expression(id)
        {
            said.retain(|diagnostic| diagnostic.code != "expression.diacritics_left");
            said.extend(bound.remarks(text, directory, row, context));
            said.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
        }
        MappingCheck {
            diagnostics: said,
            calls: expression.map_or_else(Vec::new, |text| trace::calls(text)),
            trace: traced,
            outcome: person.map(|(_, row)| evaluator.outcome(id, row, language)),
            finding: self.rules().check_mapping(mapping, self.vendor(), language),
        }
    }
}

fn target_twice(mapping: &Mapping, language: &Language) -> Finding {
    TableCode::TargetTwice.finding(language, &[("target", mapping.target.as_str())])
}

/// Returns what is said about a mapping's source beside its value. That the file lacks its one
/// attribute is said by the value already.
fn row_diagnostics(
    mapping: &Mapping,
    directory: Option<&Directory>,
    language: &Language,
) -> Vec<Diagnostic> {
    let mut said = diagnostics(mapping, directory, language);
    if matches!(mapping.source, Source::Direct { .. }) {
        said.retain(|diagnostic| diagnostic.code != SourceCode::NotInFile.as_str());
    }
    said
}

fn in_words(change: &Change, language: &Language) -> String {
    let (key, subject) = match change {
        Change::Changed { target } => ("change.changed", target.as_str()),
        Change::Added { target } => ("change.added", target.as_str()),
        Change::Removed { target } => ("change.removed", target.as_str()),
        Change::Reset => ("change.reset", ""),
        Change::Levels { attribute } => ("change.levels", attribute.as_str()),
        Change::Opened { file } => ("change.opened", file.as_str()),
    };
    words(key, language, &[("subject", subject)])
}
