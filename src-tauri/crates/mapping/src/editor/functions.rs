//! The functions of the expression language, as a reference for a person who writes one.
//!
//! Every example is computed when the reference is read, so that it cannot disagree with the
//! evaluator.

use footbridge_directory::Directory;
use footbridge_expression::functions::{Dialect, FUNCTIONS, FunctionInfo, Presence, Repetition};
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::evaluate::evaluator::Evaluator;
use crate::expression::bound::{self, Context};
use crate::expression::value::Outcome;
use crate::finding::code::words;
use crate::people::person_columns::PersonColumns;
use crate::table::mapping::Mapping;

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FunctionParameter {
    /// Its name in Microsoft's reference.
    pub name: String,
    /// It must be given; the slot of one that need not be stays empty.
    pub required: bool,
    /// It may be given again and again, with the others of which this is said.
    pub repeats: bool,
}

/// A function of the expression language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FunctionEntry {
    /// Its name in the documented spelling.
    pub name: String,
    /// The call as the reference writes it, with `?` after what may be left out.
    pub signature: String,
    /// What it does.
    pub summary: String,
    /// Its parameters in order.
    pub parameters: Vec<FunctionParameter>,
    /// A complete expression that shows it.
    pub example: String,
    /// What the example gives.
    pub result: Outcome,
    /// Whose attributes the example was computed with, where it asks for any.
    pub person: Option<String>,
    /// Says so when it is not documented for the provisioning of applications.
    pub dialect_note: Option<String>,
    /// A call with every slot empty, to be filled in.
    pub call: String,
}

/// Returns every function in the order of the alphabet. `person` is a directory with a row, counted
/// from 1: examples that ask for attributes are computed for that person.
pub fn functions(
    person: (&Directory, u32),
    context: &Context,
    language: &Language,
) -> Vec<FunctionEntry> {
    let (directory, row) = person;
    let row = row.saturating_sub(1);
    let name = PersonColumns::new(directory).display_name(row);
    FUNCTIONS
        .iter()
        .map(|info| {
            let mapping = Mapping::expression(info.example, "");
            let (evaluator, id) = Evaluator::of_one(directory, &mapping, context);
            let asks = !bound::attributes(info.example).is_empty();
            FunctionEntry {
                name: info.name.to_owned(),
                signature: info.signature.to_owned(),
                summary: info.summary(language),
                parameters: parameters(info),
                example: info.example.to_owned(),
                result: evaluator.outcome(id, row, language),
                person: asks.then(|| name.to_owned()),
                dialect_note: dialect_note(info.dialect, language),
                call: call(info),
            }
        })
        .collect()
}

fn parameters(info: &FunctionInfo) -> Vec<FunctionParameter> {
    let repeating = match info.repetition {
        Repetition::None => 0,
        Repetition::Last => 1,
        Repetition::LastTwo => 2,
    };
    let first_repeating = info.parameters.len().saturating_sub(repeating);
    let parameters =
        info.parameters.iter().enumerate().map(|(slot, parameter)| FunctionParameter {
            name: parameter.name.to_owned(),
            required: parameter.presence == Presence::Required,
            repeats: slot >= first_repeating,
        });
    parameters.collect()
}

fn dialect_note(dialect: Dialect, language: &Language) -> Option<String> {
    (dialect != Dialect::AppProvisioning)
        .then(|| words("function.dialect", language, &[("dialect", &dialect.to_string())]))
}

/// Entra counts slots, so every one is written, given or not.
fn call(info: &FunctionInfo) -> String {
    format!("{}({})", info.name, ", ".repeat(info.parameters.len().saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_reference_says_of_every_function_what_its_example_gives() {
        let (directory, _) = footbridge_directory::sample(&Language::ENGLISH).unwrap();
        let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
        let entries = functions((&directory, 1), &context, &Language::ENGLISH);
        let names: BTreeSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names.len(), FUNCTIONS.len(), "every function, once");
        for (entry, info) in entries.iter().zip(FUNCTIONS) {
            if let Some(result) = info.example_result {
                let shown = match &entry.result {
                    Outcome::Sent { value, .. } => value.as_str(),
                    Outcome::NotSent { .. } | Outcome::Unknown { .. } => "",
                    other => panic!("{}: {other:?}", info.name),
                };
                assert_eq!(shown, result, "{}", info.name);
            }
        }
    }

    #[test]
    fn an_example_with_attributes_names_the_person() {
        let (directory, _) = footbridge_directory::sample(&Language::ENGLISH).unwrap();
        let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
        let entries = functions((&directory, 2), &context, &Language::ENGLISH);
        let entry = |name: &str| entries.iter().find(|entry| entry.name == name).unwrap();
        assert_eq!(entry("Coalesce").person.as_deref(), Some("Bjørn Åsen"), "it asks for mail");
        assert_eq!(
            entry("Coalesce").result,
            Outcome::Sent { value: "bjorn.asen@nordwind.example".to_owned(), from_default: false }
        );
        assert_eq!(entry("Append").person, None, "it asks for nothing");
    }

    #[test]
    fn a_call_has_its_slots() {
        for (name, call, repeats) in [
            ("Guid", "Guid()", &[][..]),
            ("Not", "Not()", &[false][..]),
            ("ToLower", "ToLower(, )", &[false, false]),
            ("Join", "Join(, )", &[false, true]),
            ("Switch", "Switch(, , , )", &[false, false, true, true]),
            ("Replace", "Replace(, , , , , , )", &[false; 7]),
        ] {
            let info = footbridge_expression::functions::find(name).unwrap();
            assert_eq!(super::call(info), call);
            let found: Vec<bool> = parameters(info).iter().map(|it| it.repeats).collect();
            assert_eq!(found, repeats, "{name}");
        }
    }

    #[test]
    fn another_dialect_is_named() {
        let note = |name: &str| {
            let info = footbridge_expression::functions::find(name).unwrap();
            dialect_note(info.dialect, &Language::ENGLISH)
        };
        assert_eq!(note("Append"), None);
        assert!(note("Trim").unwrap().contains("Cloud Sync"));
    }
}
