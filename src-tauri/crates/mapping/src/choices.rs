//! What an edited mapping can choose from: targets, and source attributes.
//!
//! Deliberately absent: judging a choice (`rules`, `diagnose`).

use footbridge_directory::Directory;
use footbridge_directory::attribute::{ATTRIBUTES, AttributeKind, SourceAttribute};
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::code::words;
use crate::rules::Rules;
use crate::targets::{DIVISION, ORGANIZATION, TARGETS, Target, TargetKind};

/// A target that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetChoice {
    /// Its name.
    pub name: String,
    /// A word about it; may be empty.
    pub note: String,
}

/// A source attribute that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceChoice {
    /// Its name.
    pub name: String,
    /// The loaded file has it.
    pub in_file: bool,
    /// A word about it; may be empty.
    pub note: String,
}

/// What an edited mapping can choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingChoices {
    /// The targets that the vendor accepts, the usual ones first.
    pub targets: Vec<TargetChoice>,
    /// The source attributes, those of the file first.
    pub sources: Vec<SourceChoice>,
}

impl MappingChoices {
    /// Returns the choices for a vendor and, when one is loaded, a directory.
    pub fn new(rules: &Rules, directory: Option<&Directory>, language: &Language) -> Self {
        let mut targets: Vec<TargetChoice> = TARGETS
            .iter()
            .filter(|target| rules.accepts(target.name))
            .map(|target| TargetChoice {
                name: target.name.to_owned(),
                note: target_note(target, language),
            })
            .collect();
        // A vendor may accept custom extension attributes.
        for name in rules.exact.iter().flatten() {
            if targets.iter().all(|target| target.name != *name) {
                let note = words("note.extension", language, &[]);
                targets.push(TargetChoice { name: name.clone(), note });
            }
        }
        let in_file =
            |name: &str| directory.is_some_and(|directory| directory.attribute(name).is_some());
        let mut sources: Vec<SourceChoice> = ATTRIBUTES
            .iter()
            .map(|attribute| SourceChoice {
                name: attribute.name.to_owned(),
                in_file: in_file(attribute.name),
                note: source_note(attribute, language),
            })
            .collect();
        for name in directory.into_iter().flat_map(Directory::attributes) {
            if sources.iter().all(|source| source.name != name) {
                sources.push(SourceChoice {
                    name: name.to_owned(),
                    in_file: true,
                    note: String::new(),
                });
            }
        }
        sources.sort_by_key(|source| !source.in_file);
        MappingChoices { targets, sources }
    }
}

fn target_note(target: &Target, language: &Language) -> String {
    match (target.kind, target.name) {
        (_, ORGANIZATION) => words("note.organization", language, &[]),
        (_, DIVISION) => words("note.division", language, &[]),
        (TargetKind::Reference, _) => words("note.reference", language, &[]),
        (TargetKind::List, _) => words("note.list", language, &[]),
        _ if !target.default_source.is_empty() => {
            words("note.default", language, &[("source", target.default_source)])
        }
        _ => String::new(),
    }
}

fn source_note(attribute: &SourceAttribute, language: &Language) -> String {
    let key = match (attribute.name, attribute.kind) {
        ("userPrincipalName", _) => "note.source.user_principal_name",
        ("originalUserPrincipalName", _) => "note.source.original",
        ("IsSoftDeleted", _) => "note.source.deleted",
        ("accountEnabled", _) => "note.source.enabled",
        ("userType", _) => "note.source.user_type",
        (_, AttributeKind::List) => "note.source.list",
        (_, AttributeKind::Reference) => "note.source.reference",
        _ => return String::new(),
    };
    words(key, language, &[])
}
