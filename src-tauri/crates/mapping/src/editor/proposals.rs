//! Expressions proposed for a mapping from the values of the loaded directory, each with what it
//! would change there. Splitting a chain into several mappings is in `levels`.

use footbridge_directory::{AttributeIndex, Directory};
use footbridge_expression::suggestions::{Kind, suggest};
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::compare::draft::DraftImpact;
use crate::evaluate::error::PreviewError;
use crate::expression::bound::{self, Context};
use crate::finding::code::words;
use crate::scope::Scope;
use crate::table::mapping::{Mapping, Source};
use crate::table::targets::TARGETS;
use crate::work::OnProgress;

/// How many people a proposal is made from; what is proposed is tried on everybody.
const SAMPLE: u32 = 20_000;

/// An expression that may be taken for a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// The source attribute whose values ask for it.
    pub attribute: String,
    /// What it does, in a few words.
    pub title: String,
    /// The expression.
    pub expression: String,
    /// What it gives, compared with sending the attribute as it is.
    pub impact: DraftImpact,
}

/// Proposes expressions for the attributes that a mapping reads, or would by default for its
/// target. Those that change the value of nobody in scope are left out. `progress` may cancel it.
///
/// # Errors
/// Fails only when `progress` cancels it.
pub fn proposals(
    (directory, scope): (&Directory, &Scope),
    mapping: &Mapping,
    context: &Context,
    language: &Language,
    progress: OnProgress<'_>,
) -> Result<Vec<Proposal>, PreviewError> {
    let with = |source: Source| Mapping { source, default_if_null: None, ..mapping.clone() };
    let mut proposals = Vec::new();
    for attribute in sources(mapping) {
        let Some(index) = directory.attribute(&attribute) else { continue };
        let plain = with(Source::Direct { attribute: attribute.clone() });
        for suggestion in suggest(&attribute, &sample(directory, index)) {
            if mapping.source.text() == suggestion.expression {
                continue;
            }
            let draft = with(Source::Expression { text: suggestion.expression.clone() });
            let before = Some(&plain);
            let people = (directory, scope);
            let impact = DraftImpact::of(people, before, &draft, context, language, progress)?;
            if impact.changed > 0 {
                proposals.push(Proposal {
                    attribute: attribute.clone(),
                    title: title(suggestion.kind, language),
                    expression: suggestion.expression,
                    impact,
                });
            }
        }
    }
    Ok(proposals)
}

/// Returns the attributes that a mapping reads; for one without a source, those that Entra maps to
/// its target by default.
fn sources(mapping: &Mapping) -> Vec<String> {
    let of_expression = |text: &str| {
        let mut names: Vec<String> = Vec::new();
        for (name, _) in bound::attributes(text) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    match &mapping.source {
        Source::Constant { .. } => Vec::new(),
        source if source.text().trim().is_empty() => {
            let default = TARGETS.iter().find(|target| target.name == mapping.target);
            match default.map_or("", |target| target.default_source) {
                "" => Vec::new(),
                text if text.contains('[') => of_expression(text),
                attribute => vec![attribute.to_owned()],
            }
        }
        Source::Direct { attribute } => vec![attribute.clone()],
        Source::Expression { text } => of_expression(text),
    }
}

/// Returns the values of people from all over the directory, empty for none; of an attribute whose
/// values repeat, every different value is among them.
fn sample(directory: &Directory, attribute: AttributeIndex) -> Vec<&str> {
    let users = directory.users();
    let step = users.div_ceil(SAMPLE).max(1);
    let mut seen = vec![false; directory.codes(attribute).unwrap_or(0) as usize];
    let rows = (0..users).filter(|row| {
        let code = directory.code(*row, attribute) as usize;
        let new = seen.get_mut(code).is_some_and(|seen| !std::mem::replace(seen, true));
        new || row.is_multiple_of(step)
    });
    rows.map(|row| directory.text(row, attribute).unwrap_or_default()).collect()
}

fn title(kind: Kind, language: &Language) -> String {
    let level = |key: &str, level: usize, of: usize| {
        words(key, language, &[("level", &level.to_string()), ("of", &of.to_string())])
    };
    match kind {
        Kind::Level { level: number, of } => level("proposal.level", number, of),
        Kind::LevelFromEnd { level: 1, .. } => words("proposal.last_level", language, &[]),
        Kind::LevelFromEnd { level: number, of } => level("proposal.level_from_end", number, of),
        Kind::Trim => words("proposal.trim", language, &[]),
        Kind::Fallback => words("proposal.fallback", language, &[]),
        Kind::StripDomain => words("proposal.strip_domain", language, &[]),
        Kind::CountryCode => words("proposal.country_code", language, &[]),
        Kind::CountryName => words("proposal.country_name", language, &[]),
    }
}
