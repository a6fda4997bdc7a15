//! What Entra would send for one person.
//!
//! It can be computed before everybody's preview is there; what was found about the person comes
//! with that.

use footbridge_finding::{Finding, Language};
use serde::{Deserialize, Serialize};

use crate::evaluate::error::PreviewError;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::value::Outcome;
use crate::finding::code::words;
use crate::people::person_columns::{Fact, PersonColumns};

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
    /// What has to be known of the value, in a sentence.
    pub note: Option<String>,
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

impl PersonPreview {
    /// Returns what Entra would send for the person at `row`, counted from 1, without findings:
    /// these are known with everybody's preview only.
    ///
    /// # Errors
    /// Fails when there is no such person.
    pub fn new(
        evaluator: &Evaluator<'_>,
        row: u32,
        language: &Language,
    ) -> Result<Self, PreviewError> {
        let directory = evaluator.directory();
        let Some(index) = row.checked_sub(1).filter(|index| *index < directory.users()) else {
            return Err(PreviewError::UnknownPerson { row });
        };
        let people = PersonColumns::new(directory);
        let values = evaluator.ids().map(|id| PersonValue {
            mapping_id: evaluator.row_id(id),
            target: evaluator.target(id).to_owned(),
            outcome: evaluator.outcome(id, index, language),
            note: note(evaluator.target(id), language),
        });
        Ok(PersonPreview {
            row,
            user: people.user(index).to_owned(),
            display_name: people.display_name(index).to_owned(),
            facts: people.facts(index, language),
            values: values.collect(),
            findings: Vec::new(),
        })
    }
}

/// Returns what has to be known of a target's value. The manager is sent after the people, once the
/// manager is provisioned too, as the id that the application gave the manager.
fn note(target: &str, language: &Language) -> Option<String> {
    footbridge_scim::is_manager(target).then(|| words("value.manager", language, &[]))
}
