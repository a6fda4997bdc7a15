//! What is said about a mapping while it is edited, and the table with all that is said about it.
//!
//! Places are counted in UTF-16 units, as text fields of the window count them.
//! Deliberately absent: the checks of the expression language (the expression crate) and of
//! targets (`rules`).

use std::ops::Range;

use footbridge_directory::attribute::{ATTRIBUTES, is_directory_extension};
use footbridge_directory::{Directory, exported_name};
use footbridge_finding::{Finding, Language, Severity};
use serde::{Deserialize, Serialize};

use crate::code::{SourceCode, TableCode, words};
use crate::compiled::{self, Context, Usage};
use crate::evaluate::{Evaluator, Outcome};
use crate::explain::{self, CallPlace, TracedPart};
use crate::model::{Mapping, Source};
use crate::set::{Change, MappingSet, Origin};

/// A piece of a text, from `start` up to and without `end`, in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

impl Span {
    /// Returns the span of a byte range of `text`.
    pub fn of(text: &str, bytes: Range<usize>) -> Self {
        let units = |end: usize| {
            let before = text.get(..end.min(text.len())).unwrap_or(text);
            u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
        };
        Span { start: units(bytes.start), end: units(bytes.end) }
    }
}

/// A change of the source that settles a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What it does, for a button.
    pub label: String,
    /// What is replaced.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
}

/// One thing about a mapping's source text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// The stable code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Plain sentences: what is wrong, then what to do.
    pub message: String,
    /// The piece of the source text it is about.
    pub span: Span,
    /// A change that settles it, where one is known.
    pub fix: Option<Fix>,
}

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
pub struct MappingTable {
    /// Its rows in order.
    pub rows: Vec<MappingRow>,
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

impl MappingSet {
    /// Returns the table as it is shown; with a directory also what its file does not have.
    pub fn table(&self, directory: Option<&Directory>, language: &Language) -> MappingTable {
        let rows = self.rows().iter().map(|row| MappingRow {
            id: row.id,
            source_text: row.mapping.source.text().to_owned(),
            origin: self.origin(row),
            diagnostics: row_diagnostics(&row.mapping, directory, language),
            rule_finding: self.row_finding(&row.mapping, language),
            mapping: row.mapping.clone(),
        });
        let mappings: Vec<&Mapping> = self.rows().iter().map(|row| &row.mapping).collect();
        MappingTable {
            rows: rows.collect(),
            findings: self.rules().check_table(&mappings, self.vendor(), language),
            changed: self.changed(),
            can_undo: self.last_change().is_some(),
            can_redo: self.can_redo(),
            last_change: self.last_change().map(|change| in_words(change, language)),
        }
    }

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
        let outcome = person.map(|(directory, row)| {
            let (evaluator, id) = Evaluator::of_one(directory, mapping, context);
            evaluator.outcome(id, row, language)
        });
        let expression = match &mapping.source {
            Source::Expression { text } => Some(text),
            _ => None,
        };
        let traced = expression
            .zip(person)
            .and_then(|(text, (directory, row))| explain::trace(text, directory, row, context));
        MappingCheck {
            diagnostics: diagnostics(mapping, directory, language),
            calls: expression.map_or_else(Vec::new, |text| explain::calls(text)),
            trace: traced,
            outcome,
            finding: self.rules().check_mapping(mapping, self.vendor(), language),
        }
    }

    /// A second row for one target is worse than anything else about it.
    fn row_finding(&self, mapping: &Mapping, language: &Language) -> Option<Finding> {
        let same = self.rows().iter().filter(|row| row.mapping.target == mapping.target).count();
        if same > 1 {
            let parameters = [("target", mapping.target.as_str())];
            return Some(TableCode::TargetTwice.finding(language, &parameters));
        }
        self.rules().check_mapping(mapping, self.vendor(), language)
    }
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
        said.retain(|diagnostic| diagnostic.code != SourceCode::NotInFile.code());
    }
    said
}

/// Returns what is said about a mapping's source.
pub fn diagnostics(
    mapping: &Mapping,
    directory: Option<&Directory>,
    language: &Language,
) -> Vec<Diagnostic> {
    match &mapping.source {
        Source::Constant { .. } => Vec::new(),
        Source::Direct { attribute } => {
            attribute_diagnostic(attribute, directory, language).into_iter().collect()
        }
        Source::Expression { text } => {
            let usage = Usage { matching: mapping.matching.is_some() };
            let mut diagnostics = compiled::check(text, usage);
            for (name, bytes) in compiled::attributes(text) {
                diagnostics.extend(attribute_diagnostic(&name, directory, language).map(
                    |mut it| {
                        it.span = Span::of(text, bytes.clone());
                        if let Some(fix) = &mut it.fix {
                            fix.span = it.span;
                            fix.replacement = format!("[{}]", fix.replacement);
                        }
                        it
                    },
                ));
            }
            diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
            diagnostics
        }
    }
}

/// Returns what is said about the name of a source attribute.
fn attribute_diagnostic(
    name: &str,
    directory: Option<&Directory>,
    language: &Language,
) -> Option<Diagnostic> {
    let whole = Span::of(name, 0..name.len());
    let say_of = |attribute: &str, code: SourceCode, suggestion: Option<&str>| {
        let parameters = [("attribute", attribute), ("suggestion", suggestion.unwrap_or_default())];
        let finding = code.finding(language, &parameters);
        Some(Diagnostic {
            code: code.code().to_owned(),
            severity: code.severity(),
            message: finding.explanation,
            span: whole,
            fix: suggestion.map(|suggestion| Fix {
                label: words("fix.attribute", language, &[("attribute", suggestion)]),
                span: whole,
                replacement: suggestion.to_owned(),
            }),
        })
    };
    let say = |code: SourceCode, suggestion: Option<&str>| say_of(name, code, suggestion);
    if name.trim().is_empty() {
        return say(SourceCode::SourceEmpty, None);
    }
    if directory.is_some_and(|directory| directory.attribute(name).is_some()) {
        return None;
    }
    if ATTRIBUTES.iter().any(|attribute| attribute.name == name) || is_directory_extension(name) {
        return directory.and_then(|_| say_of(exported_name(name), SourceCode::NotInFile, None));
    }
    let named = |wanted: &str| {
        ATTRIBUTES.iter().find(|attribute| {
            attribute.name.eq_ignore_ascii_case(wanted)
                || attribute.headers.iter().any(|other| other.eq_ignore_ascii_case(wanted))
        })
    };
    match named(name) {
        Some(known) if known.name.eq_ignore_ascii_case(name) => {
            say(SourceCode::AttributeCase, Some(known.name))
        }
        Some(known) => say(SourceCode::AttributeUnknown, Some(known.name)),
        None => say(SourceCode::AttributeUnknown, nearest(name)),
    }
}

fn nearest(name: &str) -> Option<&'static str> {
    let wanted = name.to_lowercase();
    ATTRIBUTES
        .iter()
        .map(|known| (strsim::osa_distance(&known.name.to_lowercase(), &wanted), known.name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= 1 + wanted.chars().count() / 6)
        .map(|(_, known)| known)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_counted_in_utf16() {
        let text = "a\u{1F600}ø[mail]";
        let start = text.find('[').unwrap();
        assert_eq!(
            Span::of(text, start..text.len()),
            Span { start: 4, end: 10 },
            "an emoji is two units, ø is one"
        );
        assert_eq!(Span::of("ab", 5..9), Span { start: 2, end: 2 }, "beyond the end is the end");
    }

    #[test]
    fn attribute_names_are_judged() {
        let english = Language::ENGLISH;
        for (name, code, fix, reason) in [
            ("mail", None, None, "known"),
            ("Mail", Some("source.attribute_case"), Some("mail"), "Entra minds capitals"),
            (
                "officeLocation",
                Some("source.attribute_unknown"),
                Some("physicalDeliveryOfficeName"),
                "Graph's name",
            ),
            ("departmnet", Some("source.attribute_unknown"), Some("department"), "a slip"),
            ("shoeSize", Some("source.attribute_unknown"), None, "nothing is near"),
            ("", Some("source.empty"), None, "nothing"),
            ("extension_0123456789abcdef0123456789abcdef_unit", None, None, "an extension"),
        ] {
            let said = attribute_diagnostic(name, None, &english);
            assert_eq!(said.as_ref().map(|it| it.code.as_str()), code, "{reason}");
            let replacement = said.and_then(|it| it.fix).map(|fix| fix.replacement);
            assert_eq!(replacement.as_deref(), fix, "{reason}");
        }
    }
}
