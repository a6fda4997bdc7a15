//! The targets and source attributes that the editor of a mapping offers.

use std::collections::HashSet;

use footbridge_directory::Directory;
use footbridge_directory::attribute::{ATTRIBUTES, AttributeKind, SourceAttribute};
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::finding::code::words;
use crate::table::rules::Rules;
use crate::table::targets::{DIVISION, ORGANIZATION, TARGETS, Target, TargetKind};

/// Sources that may hold a target's value, where that differs from tenant to tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSuggestion {
    /// The target.
    pub target: String,
    /// Source attributes to try, the likeliest first.
    pub sources: Vec<String>,
    /// What the target is for, and what to check.
    pub note: String,
}

/// A target that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetChoice {
    /// Its name.
    pub name: String,
    /// A word about it; may be empty.
    pub note: String,
    /// The sources that the vendor suggests for it, those of the file first and then the likeliest;
    /// they come before all others.
    pub suggested: Vec<SourceChoice>,
    /// What the vendor says about these; empty when it suggests none.
    pub suggestion: String,
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
    /// Returns the choices for a vendor, with its suggestions, and, when one is loaded, a directory.
    pub fn new(
        rules: &Rules,
        suggestions: &[SourceSuggestion],
        directory: Option<&Directory>,
        language: &Language,
    ) -> Self {
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
        let unknown = |name: &str| SourceChoice {
            name: name.to_owned(),
            in_file: in_file(name),
            note: String::new(),
        };
        let known: HashSet<&str> = ATTRIBUTES.iter().map(|attribute| attribute.name).collect();
        for name in directory.into_iter().flat_map(Directory::attributes) {
            if !known.contains(name) {
                sources.push(unknown(name));
            }
        }
        sources.sort_by_key(|source| !source.in_file);

        let source = |name: &String| {
            let known = sources.iter().find(|source| source.name == *name);
            known.cloned().unwrap_or_else(|| unknown(name))
        };
        let choice = |name: &str, note: String| {
            let suggestions = || suggestions.iter().filter(|it| it.target == name);
            let mut suggested: Vec<SourceChoice> =
                suggestions().flat_map(|it| &it.sources).map(source).collect();
            suggested.sort_by_key(|source| !source.in_file);
            let notes: Vec<&str> = suggestions().map(|it| it.note.as_str()).collect();
            TargetChoice { name: name.to_owned(), note, suggested, suggestion: notes.join(" ") }
        };
        let mut targets: Vec<TargetChoice> = TARGETS
            .iter()
            .filter(|target| rules.accepts(target.name))
            .map(|target| choice(target.name, target_note(target, language)))
            .collect();
        // A vendor may accept custom extension attributes, and may suggest sources for them.
        let suggested = suggestions.iter().map(|suggestion| &suggestion.target);
        let suggested = suggested.filter(|target| rules.accepts(target));
        for name in rules.exact.iter().flatten().chain(suggested) {
            if targets.iter().all(|target| target.name != *name) {
                targets.push(choice(name, words("note.extension", language, &[])));
            }
        }
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
