//! Two states of the mapping table, side by side and over one directory: which mappings differ, for
//! how many people that makes a difference, with examples, and for one person which values.
//!
//! Only mappings that differ are computed. Where both depend on one attribute whose values repeat,
//! each pair of values is compared once. Deliberately absent: what to do in the portal about a
//! difference; see `difference`.

use std::collections::{BTreeSet, HashMap};

use footbridge_directory::Directory;
use serde::{Deserialize, Serialize};

use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::error::PreviewError;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::bound::Context;
use crate::expression::value::Evaluated;
use crate::people::person_columns::People;
use crate::scope::{Scope, Scoped};
use crate::table::mapping::Mapping;
use crate::table::mapping_table::MappingSet;
use crate::work::OnProgress;

/// What the table is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ComparisonBase {
    /// The vendor's profile.
    Profile,
    /// The table before the last change.
    LastState,
    /// The schema that was opened.
    Schema,
}

/// A mapping that differs, as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingChange {
    /// The target.
    pub target: String,
    /// The mapping before; `None` when there was none.
    pub before: Option<Mapping>,
    /// The mapping now; `None` when there is none.
    pub after: Option<Mapping>,
}

/// Two states of the table, for showing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TableComparison {
    /// The mappings that differ, in the table's order, removed ones last.
    pub mappings: Vec<MappingChange>,
    /// What that means for everybody; `None` without people.
    pub people: Option<DirectoryComparison>,
    /// What it means for the chosen person.
    pub person: Vec<ValueChange>,
}

/// A value that changes; an empty text where nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueChange {
    /// The person's place in the file, counted from 1.
    pub row: u32,
    /// The person's display name.
    pub person: String,
    /// The target.
    pub target: String,
    /// What was sent.
    pub before: String,
    /// What is sent now.
    pub after: String,
}

/// One target that changes for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetComparison {
    /// The target.
    pub target: String,
    /// For how many people the value changes, counting those below.
    pub changed: u32,
    /// Of these, who had no value before.
    pub filled: u32,
    /// Of these, who have no value any more.
    pub emptied: u32,
    /// The first ones, one for each pair of values.
    pub examples: Vec<ValueChange>,
}

/// Two states of the table over everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryComparison {
    /// How many people get at least one other value.
    pub people: u32,
    /// How many people there are in scope.
    pub users: u32,
    /// The targets that change for somebody, in the table's order, removed ones last.
    pub targets: Vec<TargetComparison>,
    /// The targets whose mapping differs without a difference for anybody here.
    pub unchanged: Vec<String>,
}

/// How many examples are told of a target.
const EXAMPLES: usize = 3;
/// How many values are computed between two calls of the progress hook.
const STRIDE: u64 = 8192;

impl TableComparison {
    /// Compares two states of the table: alone, over the people of `directory` who are in scope, and
    /// for the person at `row`, counted from 1.
    ///
    /// # Errors
    /// Fails when there is no such person, and when `progress` stops it.
    pub fn new(
        directory: Option<&Directory>,
        scope: &Scope,
        before: &MappingSet,
        after: &MappingSet,
        context: &Context,
        row: Option<u32>,
        progress: OnProgress<'_>,
    ) -> Result<Self, PreviewError> {
        let person = match directory.zip(row) {
            Some((directory, row)) => compare_person(directory, before, after, context, row)?,
            None => Vec::new(),
        };
        let people = directory
            .map(|it| DirectoryComparison::new(it, scope, before, after, context, progress))
            .transpose()?;
        let mappings = changes(before, after).into_iter().map(|change| MappingChange {
            target: change.target,
            before: change.before.map(|(_, mapping)| mapping),
            after: change.after.map(|(_, mapping)| mapping),
        });
        Ok(TableComparison { mappings: mappings.collect(), people, person })
    }
}

/// A target whose mapping differs, with each mapping's place in its table.
struct Differing {
    target: String,
    before: Option<(usize, Mapping)>,
    after: Option<(usize, Mapping)>,
}

/// Returns the targets whose mappings differ. Of two mappings to one target the first counts.
fn changes(before: &MappingSet, after: &MappingSet) -> Vec<Differing> {
    let (all_before, all_after) = (by_target(before), by_target(after));
    let find = |all: &HashMap<&str, (usize, &Mapping)>, target: &str| {
        all.get(target).map(|(at, mapping)| (*at, (*mapping).clone()))
    };
    let mut seen = BTreeSet::new();
    let rows = after.rows().iter().chain(before.rows());
    let targets = rows.map(|row| row.mapping.target.as_str()).filter(|it| seen.insert(*it));
    let pairs = targets.map(|target| Differing {
        target: target.to_owned(),
        before: find(&all_before, target),
        after: find(&all_after, target),
    });
    let mapping = |found: &Option<(usize, Mapping)>| found.as_ref().map(|(_, it)| it.clone());
    pairs.filter(|pair| mapping(&pair.before) != mapping(&pair.after)).collect()
}

/// Returns the mappings of a table by target, with their places; of two to one target the first.
fn by_target(set: &MappingSet) -> HashMap<&str, (usize, &Mapping)> {
    let mut by_target = HashMap::new();
    for (at, row) in set.rows().iter().enumerate() {
        by_target.entry(row.mapping.target.as_str()).or_insert((at, &row.mapping));
    }
    by_target
}

/// A target under both tables.
struct Pair {
    target: String,
    before: Option<MappingId>,
    after: Option<MappingId>,
}

/// Two tables over one directory.
struct Both<'d> {
    before: Evaluator<'d>,
    after: Evaluator<'d>,
    pairs: Vec<Pair>,
}

impl<'d> Both<'d> {
    fn new(
        directory: &'d Directory,
        before: &MappingSet,
        after: &MappingSet,
        context: &'d Context,
    ) -> Self {
        let old = Evaluator::new(directory, before, context);
        let new = Evaluator::new(directory, after, context);
        let pairs = changes(before, after).into_iter().map(|change| Pair {
            target: change.target,
            before: change.before.map(|(at, _)| MappingId(at)),
            after: change.after.map(|(at, _)| MappingId(at)),
        });
        let pairs = pairs.collect();
        Both { before: old, after: new, pairs }
    }

    fn values(&self, pair: &Pair, row: u32) -> (String, String) {
        let text = |evaluator: &Evaluator<'_>, id: Option<MappingId>| {
            id.map_or_else(String::new, |id| match evaluator.evaluate(id, row) {
                Evaluated::Sent { value, .. } => value.text().into_owned(),
                _ => String::new(),
            })
        };
        (text(&self.before, pair.before), text(&self.after, pair.after))
    }

    fn change(&self, pair: &Pair, row: u32) -> Option<ValueChange> {
        let (before, after) = self.values(pair, row);
        (before != after).then(|| ValueChange {
            row: row + 1,
            person: People::new(self.after.directory()).display_name(row).to_owned(),
            target: pair.target.clone(),
            before,
            after,
        })
    }

    /// Returns the codes by which two people with equal codes have equal values under both tables.
    fn key(&self, pair: &Pair, row: u32) -> Option<(u32, u32)> {
        let directory = self.after.directory();
        let code = |evaluator: &Evaluator<'_>, id: Option<MappingId>| match id {
            None => Some(0),
            Some(id) => {
                let attribute = evaluator.only_attribute(id)?;
                directory.codes(attribute)?;
                Some(directory.code(row, attribute))
            }
        };
        Some((code(&self.before, pair.before)?, code(&self.after, pair.after)?))
    }
}

/// What a pair of values comes to.
#[derive(Clone, Copy)]
struct Told {
    changed: bool,
    filled: bool,
    emptied: bool,
}

impl DirectoryComparison {
    /// Compares two states of the table over the people in scope.
    ///
    /// # Errors
    /// Fails only when `progress` stops it.
    pub fn new(
        directory: &Directory,
        scope: &Scope,
        before: &MappingSet,
        after: &MappingSet,
        context: &Context,
        progress: OnProgress<'_>,
    ) -> Result<Self, PreviewError> {
        let both = Both::new(directory, before, after, context);
        let rows = Scoped::new(scope, directory).rows(directory);
        let users = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut people = vec![false; rows.len()];
        let mut comparison = DirectoryComparison { users, ..DirectoryComparison::default() };
        let all = u64::from(users) * both.pairs.len() as u64;
        let mut done = 0_u64;
        for pair in &both.pairs {
            let mut target = TargetComparison {
                target: pair.target.clone(),
                changed: 0,
                filled: 0,
                emptied: 0,
                examples: Vec::new(),
            };
            let mut known: HashMap<(u32, u32), Told> = HashMap::new();
            for (row, touched) in rows.iter().copied().zip(&mut people) {
                if done.is_multiple_of(STRIDE) && progress(done, all).is_break() {
                    return Err(PreviewError::Cancelled);
                }
                done += 1;
                let key = both.key(pair, row);
                let told = match key.and_then(|key| known.get(&key)) {
                    Some(told) => *told,
                    None => {
                        let (before, after) = both.values(pair, row);
                        let told = Told {
                            changed: before != after,
                            filled: before.is_empty() && !after.is_empty(),
                            emptied: !before.is_empty() && after.is_empty(),
                        };
                        known.extend(key.map(|key| (key, told)));
                        let is_new =
                            |known: &ValueChange| known.before != before || known.after != after;
                        if told.changed
                            && target.examples.len() < EXAMPLES
                            && target.examples.iter().all(is_new)
                        {
                            target.examples.extend(both.change(pair, row));
                        }
                        told
                    }
                };
                *touched |= told.changed;
                target.changed += u32::from(told.changed);
                target.filled += u32::from(told.filled);
                target.emptied += u32::from(told.emptied);
            }
            if target.changed > 0 {
                comparison.targets.push(target);
            } else {
                comparison.unchanged.push(target.target);
            }
        }
        let touched = people.iter().filter(|touched| **touched).count();
        comparison.people = u32::try_from(touched).unwrap_or(u32::MAX);
        Ok(comparison)
    }
}

/// Returns the values that change for the person at `row`, counted from 1.
///
/// # Errors
/// Fails when there is no such person.
fn compare_person(
    directory: &Directory,
    before: &MappingSet,
    after: &MappingSet,
    context: &Context,
    row: u32,
) -> Result<Vec<ValueChange>, PreviewError> {
    let index = row.checked_sub(1).filter(|index| *index < directory.users());
    let index = index.ok_or(PreviewError::UnknownPerson { row })?;
    let both = Both::new(directory, before, after, context);
    Ok(both.pairs.iter().filter_map(|pair| both.change(pair, index)).collect())
}
