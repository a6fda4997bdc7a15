//! What the command line prints of a preview, as its contract states it.
//!
//! One JSON object a user, a summary, and the tree. Deliberately absent: printing.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::evaluate::{Evaluated, Evaluator, Sent};
use crate::person::People;
use crate::preview::{DirectoryPreview, Preview};

/// One user of `footbridge preview --format ndjson`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PreviewLine {
    /// The user's place in the file, counted from 1.
    pub row: u32,
    /// The user principal name as the directory has it.
    pub user: String,
    /// What is sent: a text, or a list of texts. Absent where nothing is sent.
    pub targets: Map<String, Value>,
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

/// `footbridge preview --summary --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewSummary {
    /// How many users there are.
    pub users: u32,
    /// Each target, in the table's order.
    pub targets: Vec<SummaryTarget>,
    /// What was found, the most serious first.
    pub findings: Vec<SummaryFinding>,
}

/// Returns the lines of all users, in the file's order, one at a time.
pub fn lines<'a>(
    evaluator: &'a Evaluator<'_>,
    preview: &'a Preview,
) -> impl Iterator<Item = PreviewLine> + 'a {
    let people = People::new(evaluator.directory());
    (0..evaluator.directory().users()).map(move |row| PreviewLine {
        row: row + 1,
        user: people.user(row).to_owned(),
        targets: targets(evaluator, row),
        findings: preview.codes(row).map(|code| code.code()).collect(),
    })
}

/// Returns what is sent for the user at `row`, counted from 0.
pub fn targets(evaluator: &Evaluator<'_>, row: u32) -> Map<String, Value> {
    let sent = evaluator.ids().filter_map(|id| {
        let Evaluated::Sent { value, .. } = evaluator.evaluate(id, row) else { return None };
        let value = match value {
            Sent::One(text) => Value::String(text.into_owned()),
            Sent::Many(texts) => Value::Array(texts.into_iter().map(Value::String).collect()),
        };
        Some((evaluator.target(id).to_owned(), value))
    });
    sent.collect()
}

impl From<&DirectoryPreview> for PreviewSummary {
    fn from(preview: &DirectoryPreview) -> Self {
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
            targets: targets.collect(),
            findings: findings.collect(),
        }
    }
}
