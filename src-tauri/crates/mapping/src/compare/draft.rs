//! What an edited mapping would change for everybody in scope, before it is saved: the draft is
//! compared with the mapping that it was made from, person by person.

use footbridge_directory::Directory;
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::compare::sides::{Examples, Pair, PeopleInScope, Side, Sides, is_sent};
use crate::evaluate::error::PreviewError;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::bound::Context;
use crate::expression::value::{Evaluated, Outcome};
use crate::people::person_columns::PersonColumns;
use crate::scope::Scope;
use crate::table::mapping::Mapping;
use crate::work::OnProgress;

/// How many examples are shown.
const EXAMPLES: usize = 5;

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

/// What a draft gives over a whole directory. The counts of `sent`, `empty`, `ignored`, `failed` and
/// `unknown` add up to `users`.
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
    /// For how many nothing is known: an attribute was not exported.
    pub unknown: u32,
    /// For how many nothing is sent as long as the draft is not kept; `None` for a new mapping.
    pub empty_before: Option<u32>,
    /// For how many something else is sent than before; for a new mapping, for how many a value is.
    pub changed: u32,
    /// Some of those, the ones that lose their value first.
    pub examples: Vec<ImpactExample>,
}

impl DraftImpact {
    /// Computes `draft` for everybody in scope and compares it with `before`, the mapping that it was
    /// made from. `progress` may cancel it.
    ///
    /// # Errors
    /// Fails only when `progress` cancels it.
    pub fn of(
        (directory, scope): (&Directory, &Scope),
        before: Option<&Mapping>,
        draft: &Mapping,
        context: &Context,
        language: &Language,
        progress: OnProgress<'_>,
    ) -> Result<Self, PreviewError> {
        // A mapping gives what it gives: only chance could tell it from itself.
        let unedited = before == Some(draft);
        let (new, id) = Evaluator::of_one(directory, draft, context);
        let after = Side { evaluator: &new, id };
        let old = before.map(|mapping| Evaluator::of_one(directory, mapping, context));
        let before = old.as_ref().map(|(evaluator, id)| Side { evaluator, id: *id });
        let people = PeopleInScope::within(scope, directory);
        let users = people.count();
        let sides = Sides { before, after: Some(after) };
        let counts = sides.count(
            &people,
            &mut |done| progress(done, users.into()),
            |counts: &mut Counts<'_>, row, pair| counts.add(row, pair, unedited),
        )?;
        let mut all = Counts::default();
        counts.iter().for_each(|counts| all.add_all(counts));
        let columns = PersonColumns::new(directory);
        let examples = all.rows().map(|row| ImpactExample {
            row: row + 1,
            display_name: columns.display_name(row).to_owned(),
            before: before.map(|side| side.outcome(row, language)),
            after: after.outcome(row, language),
        });
        Ok(DraftImpact {
            users,
            sent: all.sent,
            empty: all.empty,
            ignored: all.ignored,
            failed: all.failed,
            unknown: all.unknown,
            empty_before: before.map(|_| all.empty_before),
            changed: all.changed,
            examples: examples.collect(),
        })
    }
}

#[derive(Default)]
struct Counts<'d> {
    sent: u32,
    empty: u32,
    ignored: u32,
    failed: u32,
    unknown: u32,
    empty_before: u32,
    changed: u32,
    /// People who change, by how much that matters: no value can be computed any more, the value is
    /// lost, anything else.
    examples: [Examples<'d, EXAMPLES>; 3],
}

impl<'d> Counts<'d> {
    fn add(&mut self, row: u32, pair: Pair<'_, 'd>, unedited: bool) {
        let group = match pair.after {
            Some(Evaluated::Sent { .. }) => {
                self.sent += 1;
                2
            }
            Some(Evaluated::Ignored) => {
                self.ignored += 1;
                2
            }
            Some(Evaluated::Failed { .. } | Evaluated::Broken { .. }) => {
                self.failed += 1;
                0
            }
            Some(Evaluated::Unknown) => {
                self.unknown += 1;
                1
            }
            Some(Evaluated::Nothing) | None => {
                self.empty += 1;
                1
            }
        };
        if matches!(pair.before, Some(Evaluated::Nothing)) {
            self.empty_before += 1;
        }
        let changed = match pair.before {
            Some(_) => !unedited && pair.differs(),
            None => is_sent(pair.after),
        };
        if changed {
            self.changed += 1;
            if let Some(examples) = self.examples.get_mut(group) {
                examples.add(row, pair);
            }
        }
    }

    fn add_all(&mut self, other: &Counts<'d>) {
        self.sent += other.sent;
        self.empty += other.empty;
        self.ignored += other.ignored;
        self.failed += other.failed;
        self.unknown += other.unknown;
        self.empty_before += other.empty_before;
        self.changed += other.changed;
        for (examples, more) in self.examples.iter_mut().zip(&other.examples) {
            examples.add_all(more);
        }
    }

    /// Returns the rows to show: of each group one, and then as many as there is room for.
    fn rows(&self) -> impl Iterator<Item = u32> + use<> {
        let groups = self.examples.iter().zip(0..);
        let firsts =
            groups.clone().flat_map(|(it, group)| it.rows().take(1).map(move |row| (group, row)));
        let others = groups.flat_map(|(it, group)| it.rows().skip(1).map(move |row| (group, row)));
        let mut rows: Vec<(u32, u32)> = firsts.chain(others).take(EXAMPLES).collect();
        rows.sort_unstable();
        rows.into_iter().map(|(_, row)| row)
    }
}
