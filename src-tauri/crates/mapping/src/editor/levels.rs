//! Notices that one attribute holds a whole chain of units, such as `Nordwind > Sales > Field`,
//! and proposes an expression for each level.
//!
//! What counts as a chain is our choice: a quarter of the users have the delimiter, and where the
//! delimiter is also ordinary punctuation, the chains must share their beginnings.

use std::collections::{BTreeSet, HashMap};

use footbridge_directory::{AttributeIndex, Directory, Edit};
use footbridge_expression::suggestions;
use footbridge_finding::{Finding, Language};
use serde::{Deserialize, Serialize};

use crate::column::text_counts::{Counted, TextCounts};
use crate::evaluate::evaluator::Evaluator;
use crate::expression::bound::{self, Context};
use crate::expression::value::Evaluated;
use crate::finding::code::LevelCode;
use crate::table::edit_history::EditHistory;
use crate::table::mapping::{Mapping, Source};
use crate::table::mapping_table::MappingTable;
use crate::table::targets::{DEPARTMENT, DIVISION, LEVELS, ORGANIZATION};

/// A chain before and after one proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelExample {
    /// The chain.
    pub before: String,
    /// What would be sent; empty for nothing.
    pub after: String,
}

/// The proposal for one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelProposal {
    /// The target.
    pub target: String,
    /// The expression that fills it.
    pub expression: String,
    /// Some of the directory's own chains.
    pub examples: Vec<LevelExample>,
}

/// An attribute that holds chains, and what could be made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelSuggestion {
    /// The attribute.
    pub attribute: String,
    /// The delimiter, without the blanks around it.
    pub delimiter: String,
    /// How many levels are proposed: 2 or 3.
    pub levels: u32,
    /// The share of all users who have the delimiter, from 0 to 1.
    // TypeScript has one kind of number; specta would allow null for what is not finite.
    #[specta(type = u32)]
    pub share: f64,
    /// A proposal for each level, from the top.
    pub proposals: Vec<LevelProposal>,
}

/// A way to write chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    delimiter: &'static str,
    /// Without blanks around it, the sign belongs to a name: `Sub-unit`.
    needs_blanks: bool,
    /// The sign is ordinary punctuation too.
    ambiguous: bool,
}

const STYLES: [Style; 10] = [
    Style { delimiter: ">", needs_blanks: false, ambiguous: false },
    Style { delimiter: "|", needs_blanks: false, ambiguous: false },
    Style { delimiter: "»", needs_blanks: false, ambiguous: false },
    Style { delimiter: "→", needs_blanks: false, ambiguous: false },
    Style { delimiter: "\\", needs_blanks: false, ambiguous: false },
    Style { delimiter: "/", needs_blanks: false, ambiguous: true },
    Style { delimiter: ";", needs_blanks: false, ambiguous: true },
    Style { delimiter: ":", needs_blanks: false, ambiguous: true },
    Style { delimiter: "-", needs_blanks: true, ambiguous: true },
    Style { delimiter: "–", needs_blanks: true, ambiguous: true },
];

/// Where chains are looked for, the likeliest first.
const ATTRIBUTES: [&str; 4] =
    ["department", "companyName", "physicalDeliveryOfficeName", "jobTitle"];

/// The smallest share of users with the delimiter.
const SMALLEST_SHARE: f64 = 0.25;
/// The smallest part of the chains that must reach a level for it to be proposed.
const SMALLEST_PART: f64 = 0.1;
/// How many examples a proposal shows.
const EXAMPLES: usize = 3;

impl LevelSuggestion {
    /// Looks for chains; nothing is proposed where the table already splits them, or where the
    /// vendor accepts fewer than two levels.
    pub fn find(directory: &Directory, table: &MappingTable, context: &Context) -> Option<Self> {
        Self::candidates(table).into_iter().find_map(|name| {
            let counts = count(directory, directory.attribute(&name)?);
            let values = counts.iter().map(|(text, counted)| (*text, *counted));
            propose(&name, &Chains::of(directory.users(), values), table, context)
        })
    }

    /// Returns the attributes in which chains are looked for, the likeliest first.
    pub(crate) fn candidates(table: &MappingTable) -> Vec<String> {
        let extensions = (1..=15).map(|number| format!("extensionAttribute{number}"));
        let all = ATTRIBUTES.iter().map(|name| (*name).to_owned()).chain(extensions);
        all.filter(|name| !is_split(table, name)).collect()
    }

    /// Looks for chains in the texts of one attribute, as [`LevelSuggestion::find`] does.
    pub(crate) fn of_texts(
        attribute: &str,
        texts: TextCounts,
        table: &MappingTable,
        context: &Context,
    ) -> Option<Self> {
        let (users, texts) = texts.into_texts();
        let values = texts.iter().map(|(text, counted)| (&**text, *counted));
        propose(attribute, &Chains::of(users, values), table, context)
    }

    /// Returns the remark that the attribute holds chains, with the expression for each level.
    pub fn finding(&self, language: &Language) -> Finding {
        let examples = self.proposals.first().and_then(|proposal| proposal.examples.first());
        let parameters = [
            ("attribute", self.attribute.as_str()),
            ("delimiter", &self.delimiter),
            ("percent", &format!("{:.0}", self.share * 100.0)),
            ("example", examples.map_or("", |example| &example.before)),
        ];
        let expressions =
            self.proposals.iter().map(|it| format!("{}: {}", it.target, it.expression));
        LevelCode::Chain
            .finding(language, &parameters)
            .with_evidence(expressions.collect::<Vec<_>>().join("\n"))
    }
}

impl EditHistory {
    /// Maps each level as proposed, in one step that can be undone.
    pub fn apply_levels(&mut self, suggestion: &LevelSuggestion) {
        let mappings = suggestion.proposals.iter().map(|proposal| {
            Mapping::expression(proposal.expression.as_str(), proposal.target.as_str())
        });
        self.fill(&suggestion.attribute, mappings);
    }
}

/// Returns whether a level is already computed from the attribute.
fn is_split(table: &MappingTable, attribute: &str) -> bool {
    table.rows().iter().any(|row| {
        LEVELS.iter().any(|(_, target)| *target == row.mapping.target)
            && matches!(&row.mapping.source, Source::Expression { text }
                if bound::attributes(text).iter().any(|(name, _)| name == attribute))
    })
}

fn count(directory: &Directory, attribute: AttributeIndex) -> HashMap<&str, Counted> {
    let mut counts: HashMap<&str, Counted> = HashMap::new();
    for row in 0..directory.users() {
        if let Some(text) = directory.text(row, attribute) {
            let one = Counted { users: 1, first_key: row };
            counts.entry(text).and_modify(|counted| counted.add(one)).or_insert(one);
        }
    }
    counts
}

/// The different values of one attribute with their users, the commonest first.
struct Chains<'d> {
    users: u32,
    values: Vec<(&'d str, Counted)>,
}

impl<'d> Chains<'d> {
    fn of(users: u32, values: impl Iterator<Item = (&'d str, Counted)>) -> Self {
        let mut values: Vec<_> = values.collect();
        values.sort_by_key(|(_, counted)| (std::cmp::Reverse(counted.users), counted.first_key));
        Chains { users, values }
    }

    /// Returns the style that most users have, and their share.
    fn style(&self) -> Option<(Style, f64)> {
        let mut best: Option<(Style, f64)> = None;
        for style in STYLES {
            let chains = || self.values.iter().filter(|(text, _)| style.depth(text) > 1);
            let users: u32 = chains().map(|(_, counted)| counted.users).sum();
            let share = f64::from(users) / f64::from(self.users.max(1));
            if share < SMALLEST_SHARE || best.is_some_and(|(_, other)| other >= share) {
                continue;
            }
            let beginnings: BTreeSet<&str> =
                chains().filter_map(|(text, _)| style.parts(text).into_iter().next()).collect();
            let shared = beginnings.len() * 2 <= chains().count();
            if shared || !style.ambiguous {
                best = Some((style, share));
            }
        }
        best
    }

    /// Returns how many levels are worth a target: each is reached by a tenth of the chains.
    fn levels(&self, style: Style) -> usize {
        let depths: Vec<(usize, u32)> = self
            .values
            .iter()
            .map(|(text, counted)| (style.depth(text), counted.users))
            .filter(|(depth, _)| *depth > 1)
            .collect();
        let all: u32 = depths.iter().map(|(_, users)| users).sum();
        let reach = |level: usize| -> u32 {
            depths.iter().filter(|(depth, _)| *depth >= level).map(|(_, users)| users).sum()
        };
        if f64::from(reach(3)) >= f64::from(all) * SMALLEST_PART { 3 } else { 2 }
    }
}

impl Style {
    /// Returns the parts of a chain without the blanks around them; one part for no chain.
    fn parts(self, text: &str) -> Vec<&str> {
        let blank = |letter: Option<char>| letter.is_some_and(char::is_whitespace);
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, sign) in text.match_indices(self.delimiter) {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + sign.len()..).unwrap_or_default();
            let spaced = blank(before.chars().next_back()) && blank(after.chars().next());
            if spaced || !self.needs_blanks {
                parts.push(text.get(start..at).unwrap_or_default().trim());
                start = at + sign.len();
            }
        }
        parts.push(text.get(start..).unwrap_or_default().trim());
        parts
    }

    /// Returns how many levels a text has; 1 when one would be empty, as behind a leading slash.
    fn depth(self, text: &str) -> usize {
        let parts = self.parts(text);
        if parts.iter().any(|part| part.is_empty()) { 1 } else { parts.len() }
    }

    /// Returns the expression for one level of a chain, counted from 1; it gives nothing where the
    /// chain is shorter.
    fn expression(self, attribute: &str, level: usize) -> String {
        if self.needs_blanks {
            suggestions::level(attribute, &format!(" {} ", self.delimiter), level)
        } else {
            suggestions::level(attribute, self.delimiter, level)
        }
    }
}

fn propose(
    attribute: &str,
    chains: &Chains<'_>,
    table: &MappingTable,
    context: &Context,
) -> Option<LevelSuggestion> {
    let (style, share) = chains.style()?;
    // With two levels the upper one is the organisation, unless something else is.
    let elsewhere = table.rows().iter().any(|row| row.mapping.target == ORGANIZATION);
    let targets: &[&str] = match (chains.levels(style), elsewhere) {
        (3, _) => &[ORGANIZATION, DIVISION, DEPARTMENT],
        (_, true) => &[DIVISION, DEPARTMENT],
        (_, false) => &[ORGANIZATION, DEPARTMENT],
    };
    if !targets.iter().all(|target| table.rules().accepts(target)) {
        return None;
    }
    let shown = chains.values.iter().map(|(text, _)| *text);
    let shown: Vec<&str> = shown.filter(|text| style.depth(text) > 1).take(EXAMPLES).collect();
    let person = |text: &str| {
        let value = Edit { attribute: attribute.to_owned(), value: text.to_owned() };
        Directory::default().edited(0, &[value])
    };
    let proposals = targets.iter().zip(1..).map(|(target, level)| {
        let mapping = Mapping::expression(style.expression(attribute, level), *target);
        let after = |text: &str| {
            let person = person(text);
            let (evaluator, id) = Evaluator::of_one(&person, &mapping, context);
            match evaluator.evaluate(id, 0) {
                Evaluated::Sent { value, .. } => value.text().into_owned(),
                _ => String::new(),
            }
        };
        let examples = shown
            .iter()
            .map(|before| LevelExample { before: (*before).to_owned(), after: after(before) });
        LevelProposal {
            target: (*target).to_owned(),
            expression: mapping.source.text().to_owned(),
            examples: examples.collect(),
        }
    });
    Some(LevelSuggestion {
        attribute: attribute.to_owned(),
        delimiter: style.delimiter.to_owned(),
        levels: u32::try_from(targets.len()).unwrap_or(u32::MAX),
        share,
        proposals: proposals.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_are_taken_apart() {
        for (delimiter, text, expected, reason) in [
            (">", "A > B>C", vec!["A", "B", "C"], "blanks may be missing"),
            ("-", "A - Sub-unit - C", vec!["A", "Sub-unit", "C"], "blanks decide"),
            ("-", "Sub-unit", vec!["Sub-unit"], "no chain"),
            ("|", "A", vec!["A"], "no chain"),
        ] {
            let style = STYLES.into_iter().find(|style| style.delimiter == delimiter).unwrap();
            assert_eq!(style.parts(text), expected, "{reason}");
        }
    }
}
