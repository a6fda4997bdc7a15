//! What an edited mapping would change for everybody in scope, before it is kept.
//!
//! The draft is compared with the mapping that it was made from, person by person. Where a mapping
//! reads one attribute whose values repeat, each value is computed once; the directory is shared
//! out among the processor's cores. Deliberately absent: findings, which the preview of the kept
//! table gives.

use std::num::NonZero;
use std::ops::{ControlFlow, Range};
use std::thread;

use footbridge_directory::{AttributeIndex, Directory};
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::column::row_set::Bits;
use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::bound::Context;
use crate::expression::value::{Evaluated, Outcome};
use crate::people::person_columns::People;
use crate::scope::{Scope, Scoped};
use crate::table::mapping::Mapping;
use crate::work::{GivenUp, Work};

/// How many examples are shown.
const EXAMPLES: usize = 5;
/// Below this many people, dividing the work costs more than it gains.
const SMALLEST_SHARE: u32 = 4096;

/// A person for whom the draft sends something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImpactExample {
    /// The person's row, counted from 1.
    pub row: u32,
    /// The person's name.
    pub display_name: String,
    /// What is sent as long as the draft is not kept; nothing for a new mapping.
    pub before: Option<Outcome>,
    /// What the draft sends.
    pub after: Outcome,
}

/// What a draft gives over a whole directory. The counts of `sent`, `empty`, `ignored` and `failed`
/// add up to `users`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftImpact {
    /// How many users there are in scope.
    pub users: u32,
    /// For how many a value is sent.
    pub sent: u32,
    /// For how many nothing is sent.
    pub empty: u32,
    /// For how many the target is left as it is.
    pub ignored: u32,
    /// For how many no value can be computed.
    pub failed: u32,
    /// For how many nothing is sent as long as the draft is not kept; `None` for a new mapping.
    pub empty_before: Option<u32>,
    /// For how many something else is sent than before; for a new mapping, for how many a value is.
    pub changed: u32,
    /// Some of those, the ones that lose their value first.
    pub examples: Vec<ImpactExample>,
}

impl DraftImpact {
    /// Computes `draft` for everybody in scope and compares it with `before`, the mapping that it was made
    /// from. Returns `None` as soon as `cancelled` says so.
    pub fn of(
        directory: &Directory,
        scope: &Scope,
        before: Option<&Mapping>,
        draft: &Mapping,
        context: &Context,
        language: &Language,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let after = Side::new(directory, draft, context);
        // A mapping gives what it gives: only chance could tell it from itself.
        let unedited = before == Some(draft);
        let before = before.map(|mapping| Side::new(directory, mapping, context));
        let in_scope = within(scope, directory);
        let comparison = Comparison {
            before: before.as_ref(),
            after: &after,
            unedited,
            in_scope: in_scope.as_ref(),
            cancelled,
        };
        let shares = shares(directory.users());
        let counted = thread::scope(|scope| {
            let workers: Vec<_> =
                shares.into_iter().map(|rows| scope.spawn(|| comparison.count(rows))).collect();
            let mut all = Counted::default();
            for worker in workers {
                // A worker that panicked has nothing to add; there is no result without it.
                all.add(worker.join().ok()??);
            }
            Some(all)
        })?;
        let people = People::new(directory);
        let examples = counted.examples().map(|row| ImpactExample {
            row: row + 1,
            display_name: people.display_name(row).to_owned(),
            before: before.as_ref().map(|side| side.outcome(row, language)),
            after: after.outcome(row, language),
        });
        Some(DraftImpact {
            users: in_scope.as_ref().map_or(directory.users(), Bits::count),
            sent: counted.sent,
            empty: counted.empty,
            ignored: counted.ignored,
            failed: counted.failed,
            empty_before: before.as_ref().map(|_| counted.empty_before),
            changed: counted.changed,
            examples: examples.collect(),
        })
    }
}

/// Returns the rows in scope; nothing when all are.
fn within(scope: &Scope, directory: &Directory) -> Option<Bits> {
    if *scope == Scope::Everybody {
        return None;
    }
    let mut rows = Bits::default();
    Scoped::new(scope, directory).rows(directory).into_iter().for_each(|row| rows.add(row));
    Some(rows)
}

/// Divides the rows among the cores.
fn shares(users: u32) -> Vec<Range<u32>> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let cores = u32::try_from(cores).unwrap_or(1);
    let share = users.div_ceil(cores).max(SMALLEST_SHARE);
    let starts = (0..users).step_by(share as usize);
    starts.map(|start| start..start.saturating_add(share).min(users)).collect()
}

/// One of the two mappings that are compared.
struct Side<'d> {
    evaluator: Evaluator<'d>,
    id: MappingId,
}

impl<'d> Side<'d> {
    fn new(directory: &'d Directory, mapping: &Mapping, context: &'d Context) -> Self {
        let (evaluator, id) = Evaluator::of_one(directory, mapping, context);
        Side { evaluator, id }
    }

    fn outcome(&self, row: u32, language: &Language) -> Outcome {
        self.evaluator.outcome(self.id, row, language)
    }

    fn values(&self) -> Values<'_> {
        let directory = self.evaluator.directory();
        let repeated = self.evaluator.only_attribute(self.id).and_then(|attribute| {
            Some((attribute, vec![None; directory.codes(attribute)? as usize]))
        });
        Values { side: self, repeated, latest: Evaluated::Nothing }
    }
}

/// The values of one mapping, each computed once where they repeat.
struct Values<'s> {
    side: &'s Side<'s>,
    /// By the attribute's code.
    repeated: Option<(AttributeIndex, Vec<Option<Evaluated<'s>>>)>,
    latest: Evaluated<'s>,
}

impl<'s> Values<'s> {
    fn at(&mut self, row: u32, work: &mut Work<'_>) -> Result<&Evaluated<'s>, GivenUp> {
        let Side { evaluator, id } = self.side;
        let (program, directory) = (evaluator.program(), evaluator.directory());
        if let Some((attribute, known)) = &mut self.repeated {
            let code = directory.code(row, *attribute) as usize;
            if let Some(slot) = known.get_mut(code) {
                return Ok(match slot {
                    Some(known) => known,
                    None => slot.insert(program.evaluate_within(*id, directory, row, work)?),
                });
            }
        }
        self.latest = program.evaluate_within(*id, directory, row, work)?;
        Ok(&self.latest)
    }
}

struct Comparison<'c> {
    before: Option<&'c Side<'c>>,
    after: &'c Side<'c>,
    unedited: bool,
    in_scope: Option<&'c Bits>,
    cancelled: &'c (dyn Fn() -> bool + Sync),
}

impl Comparison<'_> {
    fn count(&self, rows: Range<u32>) -> Option<Counted> {
        let mut counted = Counted::default();
        let mut before = self.before.map(Side::values);
        let mut after = self.after.values();
        let go_on = &mut || match (self.cancelled)() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        let mut work = Work::new(go_on);
        // Asked at once: a draft of a keystroke ago is not wanted any more.
        if (self.cancelled)() {
            return None;
        }
        for row in rows {
            work.take(16).ok()?;
            if self.in_scope.is_some_and(|rows| !rows.has(row)) {
                continue;
            }
            let after = after.at(row, &mut work).ok()?;
            let before = match &mut before {
                Some(values) => Some(values.at(row, &mut work).ok()?),
                None => None,
            };
            match after {
                Evaluated::Sent { .. } => counted.sent += 1,
                Evaluated::Nothing => counted.empty += 1,
                Evaluated::Ignored => counted.ignored += 1,
                Evaluated::Failed { .. } => counted.failed += 1,
            }
            if matches!(before, Some(Evaluated::Nothing)) {
                counted.empty_before += 1;
            }
            let changed = match before {
                Some(before) => !self.unedited && differ(before, after),
                None => matches!(after, Evaluated::Sent { .. }),
            };
            if changed {
                counted.changed += 1;
                counted.keep(row, before, after);
            }
        }
        Some(counted)
    }
}

/// Whether something else is sent; whether it comes from the default makes no difference.
fn differ(before: &Evaluated<'_>, after: &Evaluated<'_>) -> bool {
    match (before, after) {
        (Evaluated::Sent { value: before, .. }, Evaluated::Sent { value: after, .. }) => {
            before != after
        }
        (before, after) => before != after,
    }
}

#[derive(Default)]
struct Counted {
    sent: u32,
    empty: u32,
    ignored: u32,
    failed: u32,
    empty_before: u32,
    changed: u32,
    /// Rows of people who change, by how much that matters: no value can be computed any more, the
    /// value is lost, anything else. Of several who change alike only the first is kept.
    kept: [Vec<(u32, String)>; 3],
}

impl Counted {
    fn keep(&mut self, row: u32, before: Option<&Evaluated<'_>>, after: &Evaluated<'_>) {
        let group = match after {
            Evaluated::Failed { .. } => 0,
            Evaluated::Nothing => 1,
            _ => 2,
        };
        let Some(kept) = self.kept.get_mut(group).filter(|kept| kept.len() < EXAMPLES) else {
            return;
        };
        let change = format!("{before:?} {after:?}");
        if kept.iter().all(|(_, other)| *other != change) {
            kept.push((row, change));
        }
    }

    fn add(&mut self, other: Counted) {
        self.sent += other.sent;
        self.empty += other.empty;
        self.ignored += other.ignored;
        self.failed += other.failed;
        self.empty_before += other.empty_before;
        self.changed += other.changed;
        for (kept, others) in self.kept.iter_mut().zip(other.kept) {
            for (row, change) in others {
                if kept.len() < EXAMPLES && kept.iter().all(|(_, known)| *known != change) {
                    kept.push((row, change));
                }
            }
        }
    }

    /// Returns the rows to show: of each group one, and then as many as there is room for.
    fn examples(&self) -> impl Iterator<Item = u32> + use<> {
        let firsts = self.kept.iter().filter_map(|kept| kept.first());
        let others = self.kept.iter().flat_map(|kept| kept.iter().skip(1));
        let mut rows: Vec<u32> = firsts.chain(others).take(EXAMPLES).map(|(row, _)| *row).collect();
        let group = |row: &u32| {
            self.kept.iter().position(|kept| kept.iter().any(|(other, _)| other == row))
        };
        rows.sort_by_key(|row| (group(row), *row));
        rows.into_iter()
    }
}
