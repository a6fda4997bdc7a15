//! What the command line writes of a preview, as its contract states it: one JSON object a user, and a
//! summary.

use footbridge_directory::{DirectorySummary, UnusedColumn};
use footbridge_finding::{Finding, Severity};
use serde::Serialize;

use crate::editor::levels::LevelSuggestion;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::diagnostic::Diagnostic;
use crate::expression::span::Span;
use crate::expression::value::Evaluated;
use crate::people::person_columns::PersonColumns;
use crate::preview::directory_preview::DirectoryPreview;
use crate::preview::incremental::Preview;
use crate::scope::Licences;

pub use crate::evaluate::sent_targets::Targets;

/// What is known of an export on disk.
#[derive(Debug)]
pub struct FileSummary {
    /// What would be sent, and what was found about the people.
    pub preview: DirectoryPreview,
    /// What is told of the file.
    pub file: DirectorySummary,
    /// The attribute that holds a whole chain of levels, and what could be made of it. An attribute whose
    /// values hardly repeat is not looked at.
    pub levels: Option<LevelSuggestion>,
}

/// One user of `footbridge preview --format ndjson`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PreviewLine<'a> {
    /// The user's place in the file, counted from 1.
    pub row: u32,
    /// The user principal name as the directory has it.
    pub user: &'a str,
    /// What is sent. Absent where nothing is sent.
    pub targets: Targets<'a>,
    /// The codes of what was found about the user, the most serious first.
    pub findings: Vec<&'static str>,
}

/// One target of `footbridge preview --summary --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryTarget {
    /// The target.
    pub target: String,
    /// Users for whom a value is sent.
    pub filled: u32,
    /// Users for whom nothing is sent, be it for want of a value or because of an error.
    pub empty: u32,
    /// Different values.
    pub distinct: u32,
}

/// One finding of `footbridge preview --summary --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryFinding {
    /// Its code.
    pub code: String,
    /// How many users it is about.
    pub count: u32,
    /// The user principal names of the first ones.
    pub examples: Vec<String>,
}

/// What is said of a mapping, or of all of them, in `footbridge preview --schema --summary --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MappingRemark {
    /// The mapping's target; none for what is said of all.
    pub target: Option<String>,
    /// Its source as a person writes it, when the remark is about that.
    pub source: Option<String>,
    /// The code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The part of the source that it is about, in UTF-16 units.
    pub span: Option<Span>,
}

/// `footbridge preview --summary --json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PreviewSummary {
    /// How many users there are in scope.
    pub users: u32,
    /// How many accounts the scope creates.
    pub licences: Licences,
    /// How many users Entra would fail to provision.
    pub failing: u32,
    /// Entra would put the job into quarantine for it.
    pub quarantine: bool,
    /// Each target, in the table's order.
    pub targets: Vec<SummaryTarget>,
    /// What was found, the most serious first.
    pub findings: Vec<SummaryFinding>,
    /// The attributes that mappings read and that were not exported, so that nothing of them is checked.
    #[serde(rename = "notExported")]
    pub not_exported: Vec<String>,
    /// The columns that no mapping reads.
    #[serde(rename = "unusedColumns")]
    pub unused_columns: Vec<UnusedColumn>,
    /// The attribute that holds a whole chain of levels, with an expression for each.
    pub levels: Option<LevelSuggestion>,
    /// What is said of a schema's mappings.
    pub mappings: Vec<MappingRemark>,
}

impl MappingRemark {
    /// Tells of the source of the mapping to a target.
    pub fn of_source(target: &str, source: &str, said: &Diagnostic) -> Self {
        MappingRemark {
            target: Some(target.to_owned()),
            source: Some(source.to_owned()),
            code: said.code.clone(),
            severity: said.severity,
            message: said.message.clone(),
            span: Some(said.span),
        }
    }

    /// Tells of a target, or of all mappings.
    pub fn of_finding(target: Option<&str>, said: &Finding) -> Self {
        MappingRemark {
            target: target.map(str::to_owned),
            source: None,
            code: said.code.clone(),
            severity: said.severity,
            message: said.title.clone(),
            span: None,
        }
    }
}

/// Returns the lines of the users in scope, in the file's order, one at a time.
pub fn lines<'a>(
    evaluator: &'a Evaluator<'_>,
    preview: &'a Preview,
) -> impl Iterator<Item = PreviewLine<'a>> + 'a {
    let people = PersonColumns::new(evaluator.directory());
    preview.rows_in_scope().iter().map(move |row| PreviewLine {
        row: row + 1,
        user: people.user(*row),
        targets: targets(evaluator, *row),
        findings: preview.codes(*row).map(|code| code.as_str()).collect(),
    })
}

/// Returns what is sent for the user at `row`, counted from 0.
pub fn targets<'a>(evaluator: &'a Evaluator<'_>, row: u32) -> Targets<'a> {
    let mut targets = Targets::default();
    for id in evaluator.ids() {
        if let Evaluated::Sent { value, .. } = evaluator.evaluate(id, row) {
            evaluator.compiled().add(&mut targets, id, value);
        }
    }
    targets
}

impl PreviewSummary {
    /// Returns the summary of a preview of the file by mappings that read these attributes.
    pub fn new(summary: &FileSummary, read: &[String]) -> Self {
        let FileSummary { preview, file, levels } = summary;
        let targets = preview.targets.iter().map(|target| SummaryTarget {
            target: target.target.clone(),
            filled: target.filled,
            empty: target.empty + target.errors,
            distinct: target.distinct,
        });
        let findings = preview.findings.iter().map(|group| SummaryFinding {
            code: group.finding.code.clone(),
            count: group.count,
            examples: group.examples.clone(),
        });
        PreviewSummary {
            users: preview.users,
            licences: preview.licences.clone(),
            failing: preview.forecast.failing,
            quarantine: preview.forecast.finding.is_some(),
            targets: targets.collect(),
            findings: findings.collect(),
            not_exported: file.not_exported(read).into_iter().map(str::to_owned).collect(),
            unused_columns: file.unused(read),
            levels: levels.clone(),
            mappings: Vec::new(),
        }
    }
}
