//! An attribute mapping as Entra's portal shows it: source, target, default, apply, matching.

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::expression::bound;

/// Where a mapping's value comes from: the portal's "Mapping type".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, JsonSchema)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Source {
    /// One source attribute, unchanged.
    Direct {
        /// The attribute as Entra's provisioning names it, such as `mail`; case-sensitive.
        attribute: String,
    },
    /// The same text for everybody.
    Constant {
        /// The text.
        value: String,
    },
    /// An expression over source attributes.
    Expression {
        /// The expression as written, such as `ToLower([mail], )`.
        text: String,
    },
}

impl Source {
    /// Returns the source as a person writes it: the attribute, the constant or the expression.
    pub fn text(&self) -> &str {
        match self {
            Source::Direct { attribute } => attribute,
            Source::Constant { value } => value,
            Source::Expression { text } => text,
        }
    }

    /// Returns the names of the source attributes that it reads, each once.
    pub fn attributes(&self) -> BTreeSet<String> {
        match self {
            Source::Direct { attribute } => BTreeSet::from([attribute.clone()]),
            Source::Constant { .. } => BTreeSet::new(),
            Source::Expression { text } => {
                bound::attributes(text).into_iter().map(|(name, _)| name).collect()
            }
        }
    }
}

/// When a mapping is applied: the portal's "Apply this mapping".
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Apply {
    /// When a user is created and whenever the source changes.
    #[default]
    Always,
    /// Only when a user is created.
    OnCreation,
}

/// One row of Entra's attribute mapping table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mapping {
    /// Where the value comes from.
    pub source: Source,
    /// The SCIM attribute that receives it, such as `emails[type eq "work"].value`.
    pub target: String,
    /// Sent instead of an empty value, but only when the user is created.
    pub default_if_null: Option<String>,
    /// When the mapping is applied.
    pub apply: Apply,
    /// The matching precedence, counted from 1; `None` when users are not matched by this target.
    pub matching: Option<u32>,
}

impl Mapping {
    /// Returns a mapping that is always applied, without default and without matching.
    pub fn new(source: Source, target: impl Into<String>) -> Self {
        Mapping {
            source,
            target: target.into(),
            default_if_null: None,
            apply: Apply::Always,
            matching: None,
        }
    }

    /// Returns a direct mapping that is always applied.
    pub fn direct(attribute: impl Into<String>, target: impl Into<String>) -> Self {
        Mapping::new(Source::Direct { attribute: attribute.into() }, target)
    }

    /// Returns an expression mapping that is always applied.
    pub fn expression(text: impl Into<String>, target: impl Into<String>) -> Self {
        Mapping::new(Source::Expression { text: text.into() }, target)
    }

    /// Returns the texts that somebody wrote into it: a constant, the texts in quotation marks of an
    /// expression, the default. Where a secret would stand if one were pasted here.
    pub fn literals(&self) -> Vec<String> {
        let mut literals = match &self.source {
            Source::Direct { .. } => Vec::new(),
            Source::Constant { value } => vec![value.clone()],
            Source::Expression { text } => bound::text_literals(text),
        };
        literals.extend(self.default_if_null.clone());
        literals
    }

    /// Returns the mapping as a matching attribute of this precedence.
    #[must_use]
    pub fn matched(self, precedence: u32) -> Self {
        Mapping { matching: Some(precedence), ..self }
    }
}

/// Returns mappings by target, each with its place among them; of two to one target the first counts.
pub(crate) fn by_target<'m>(
    mappings: impl IntoIterator<Item = &'m Mapping>,
) -> HashMap<&'m str, (usize, &'m Mapping)> {
    let mut by_target = HashMap::new();
    for (index, mapping) in mappings.into_iter().enumerate() {
        by_target.entry(mapping.target.as_str()).or_insert((index, mapping));
    }
    by_target
}

/// Returns the targets by which Entra matches users, in the order of their precedence.
pub fn matching_targets<'m>(mappings: impl IntoIterator<Item = &'m Mapping>) -> Vec<&'m str> {
    let mut rows: Vec<(u32, &str)> =
        mappings.into_iter().filter_map(|row| Some((row.matching?, row.target.as_str()))).collect();
    rows.sort_by_key(|(precedence, _)| *precedence);
    rows.into_iter().map(|(_, target)| target).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_reads_its_attributes_once() {
        let of = |mapping: Mapping| mapping.source.attributes().into_iter().collect::<Vec<_>>();
        assert_eq!(of(Mapping::direct("mail", "userName")), ["mail"]);
        let twice = r#"Switch([mail], [mail], "", [city], "x", "[country]")"#;
        assert_eq!(of(Mapping::expression(twice, "userName")), ["city", "mail"], "no text");
        let constant = Mapping::new(Source::Constant { value: "mail".into() }, "title");
        assert!(of(constant).is_empty(), "a constant reads nothing");
    }

    #[test]
    fn matching_targets_come_by_precedence() {
        let rows = [
            Mapping::direct("mail", "externalId").matched(2),
            Mapping::direct("city", "title"),
            Mapping::direct("userPrincipalName", "userName").matched(1),
        ];
        assert_eq!(matching_targets(&rows), ["userName", "externalId"]);
        assert!(matching_targets(&rows[1..2]).is_empty(), "nobody is matched");
    }
}
