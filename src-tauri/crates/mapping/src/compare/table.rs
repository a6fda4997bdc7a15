//! Two states of the mapping table over one directory: which mappings differ, for how many people that
//! makes a difference, with examples, and for one person which values.
//!
//! Only mappings that differ are computed.

use std::collections::HashSet;

use footbridge_directory::Directory;
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::column::row_set::RowSet;
use crate::compare::sides::{Examples, Pair, PeopleInScope, Side, Sides, is_sent};
use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::error::PreviewError;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::bound::Context;
use crate::expression::value::{Evaluated, Outcome};
use crate::people::person_columns::PersonColumns;
use crate::scope::Scope;
use crate::table::mapping::{Mapping, by_target};
use crate::table::mapping_table::MappingTable;
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

/// A value that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueChange {
    /// The person's place in the file, counted from 1.
    pub row: u32,
    /// The person's display name.
    pub person: String,
    /// The target.
    pub target: String,
    /// What was sent; `None` when the target was not mapped.
    pub before: Option<Outcome>,
    /// What is sent now; `None` when the target is not mapped any more.
    pub after: Option<Outcome>,
}

/// One target that changes for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetComparison {
    /// The target.
    pub target: String,
    /// For how many people the value changes, counting those below.
    pub changed: u32,
    /// Of these, to whom nothing was sent before, for want of a value or because of an error; those of whom
    /// nothing was known are not among them.
    pub filled: u32,
    /// Of these, to whom nothing is sent any more, for want of a value or because of an error; those of whom
    /// nothing is known are not among them.
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

/// How many examples are shown of a target.
const EXAMPLES: usize = 3;

/// Two states of the table.
#[derive(Debug, Clone, Copy)]
pub struct TablePair<'t> {
    /// The earlier one, or the one that is compared with.
    pub before: &'t MappingTable,
    /// The present one.
    pub after: &'t MappingTable,
}

impl TableComparison {
    /// Compares two states of the table: alone, over the people of a directory who are in scope, and
    /// for the person at `row`, counted from 1.
    ///
    /// # Errors
    /// Fails when there is no such person, and when `progress` cancels it.
    pub fn new(
        tables: TablePair<'_>,
        people: Option<(&Directory, &Scope)>,
        context: &Context,
        row: Option<u32>,
        language: &Language,
        progress: OnProgress<'_>,
    ) -> Result<Self, PreviewError> {
        let person = match people.zip(row) {
            Some(((directory, _), row)) => {
                compare_person(tables, directory, context, row, language)?
            }
            None => Vec::new(),
        };
        let people = people
            .map(|it| DirectoryComparison::new(tables, it, context, language, progress))
            .transpose()?;
        let mappings = tables.changes().into_iter().map(|change| MappingChange {
            target: change.target.to_owned(),
            before: change.before.map(|(_, mapping)| mapping.clone()),
            after: change.after.map(|(_, mapping)| mapping.clone()),
        });
        Ok(TableComparison { mappings: mappings.collect(), people, person })
    }
}

/// A target whose mapping differs, with each mapping's index in its table.
struct TargetChange<'t> {
    target: &'t str,
    before: Option<(usize, &'t Mapping)>,
    after: Option<(usize, &'t Mapping)>,
}

impl<'t> TablePair<'t> {
    /// Returns the targets whose mappings differ. Of two mappings to one target the first counts.
    fn changes(&self) -> Vec<TargetChange<'t>> {
        let mappings = |table: &'t MappingTable| table.rows().iter().map(|row| &row.mapping);
        let (before, after) = (by_target(mappings(self.before)), by_target(mappings(self.after)));
        let mut seen = HashSet::new();
        let rows = self.after.rows().iter().chain(self.before.rows());
        let targets = rows.map(|row| row.mapping.target.as_str()).filter(|it| seen.insert(*it));
        let changes = targets.map(|target| TargetChange {
            target,
            before: before.get(target).copied(),
            after: after.get(target).copied(),
        });
        let mapping = |found: Option<(usize, &'t Mapping)>| found.map(|(_, mapping)| mapping);
        changes.filter(|change| mapping(change.before) != mapping(change.after)).collect()
    }
}

/// Two tables compiled for one directory.
struct CompiledPair<'t> {
    before: Evaluator<'t>,
    after: Evaluator<'t>,
    changes: Vec<TargetChange<'t>>,
}

impl<'t> CompiledPair<'t> {
    fn new(tables: TablePair<'t>, directory: &'t Directory, context: &'t Context) -> Self {
        CompiledPair {
            before: Evaluator::new(directory, tables.before, context),
            after: Evaluator::new(directory, tables.after, context),
            changes: tables.changes(),
        }
    }

    fn sides<'s>(&'s self, change: &TargetChange<'_>) -> Sides<'s> {
        let side = |evaluator: &'s Evaluator<'t>, found: Option<(usize, &Mapping)>| {
            found.map(|(index, _)| Side { evaluator, id: MappingId(index) })
        };
        let before = side(&self.before, change.before);
        Sides { before, after: side(&self.after, change.after) }
    }

    /// Returns what a person gets on both sides, in words.
    fn value_change(
        &self,
        change: &TargetChange<'_>,
        row: u32,
        language: &Language,
    ) -> ValueChange {
        let Sides { before, after } = self.sides(change);
        let people = PersonColumns::new(self.after.directory());
        ValueChange {
            row: row + 1,
            person: people.display_name(row).to_owned(),
            target: change.target.to_owned(),
            before: before.map(|side| side.outcome(row, language)),
            after: after.map(|side| side.outcome(row, language)),
        }
    }
}

/// What changes for some people with one target.
#[derive(Default)]
struct Counts<'d> {
    /// The rows whose value changes.
    changed: Vec<u32>,
    filled: u32,
    emptied: u32,
    examples: Examples<'d, EXAMPLES>,
}

impl<'d> Counts<'d> {
    fn add(&mut self, row: u32, pair: Pair<'_, 'd>) {
        if !pair.differs() {
            return;
        }
        self.changed.push(row);
        let is_known = |value| !matches!(value, Some(&Evaluated::Unknown));
        match (is_sent(pair.before), is_sent(pair.after)) {
            (false, true) if is_known(pair.before) => self.filled += 1,
            (true, false) if is_known(pair.after) => self.emptied += 1,
            _ => {}
        }
        self.examples.add(row, pair);
    }

    fn add_all(&mut self, other: &Counts<'d>) {
        self.changed.extend_from_slice(&other.changed);
        self.filled += other.filled;
        self.emptied += other.emptied;
        self.examples.add_all(&other.examples);
    }
}

impl DirectoryComparison {
    /// Compares two states of the table over the people in scope.
    ///
    /// # Errors
    /// Fails only when `progress` cancels it.
    pub fn new(
        tables: TablePair<'_>,
        (directory, scope): (&Directory, &Scope),
        context: &Context,
        language: &Language,
        progress: OnProgress<'_>,
    ) -> Result<Self, PreviewError> {
        let pair = CompiledPair::new(tables, directory, context);
        let people = PeopleInScope::within(scope, directory);
        let users = people.count();
        let all = u64::from(users) * pair.changes.len() as u64;
        let mut touched = RowSet::default();
        let mut comparison = DirectoryComparison { users, ..DirectoryComparison::default() };
        for (index, change) in (0_u64..).zip(&pair.changes) {
            let counts = pair.sides(change).count(
                &people,
                &mut |done| progress(index * u64::from(users) + done, all),
                Counts::add,
            )?;
            let mut all = Counts::default();
            counts.iter().for_each(|counts| all.add_all(counts));
            if all.changed.is_empty() {
                comparison.unchanged.push(change.target.to_owned());
                continue;
            }
            all.changed.iter().for_each(|row| touched.add(*row));
            let examples = all.examples.rows();
            comparison.targets.push(TargetComparison {
                target: change.target.to_owned(),
                changed: u32::try_from(all.changed.len()).unwrap_or(u32::MAX),
                filled: all.filled,
                emptied: all.emptied,
                examples: examples.map(|row| pair.value_change(change, row, language)).collect(),
            });
        }
        comparison.people = touched.count();
        Ok(comparison)
    }
}

/// Returns the values that change for the person at `row`, counted from 1.
///
/// # Errors
/// Fails when there is no such person.
fn compare_person(
    tables: TablePair<'_>,
    directory: &Directory,
    context: &Context,
    row: u32,
    language: &Language,
) -> Result<Vec<ValueChange>, PreviewError> {
    let index = row.checked_sub(1).filter(|index| *index < directory.users());
    let index = index.ok_or(PreviewError::UnknownPerson { row })?;
    let pair = CompiledPair::new(tables, directory, context);
    let differs = |change: &&TargetChange<'_>| {
        let Sides { before, after } = pair.sides(change);
        let before = before.map(|side| side.value(index));
        let after = after.map(|side| side.value(index));
        Pair { before: before.as_ref(), after: after.as_ref() }.differs()
    };
    let changes = pair.changes.iter().filter(differs);
    Ok(changes.map(|change| pair.value_change(change, index, language)).collect())
}
