//! A mapping before and after a change, computed for many people on all cores; what differs, and
//! examples of it. Both comparisons of this room count with it.

use std::ops::ControlFlow;

use footbridge_directory::Directory;
use footbridge_finding::Language;
use footbridge_workers::{Cancel, Cancelled, Strides};

use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::evaluator::Evaluator;
use crate::evaluate::value_cache::ValueCache;
use crate::expression::value::{Evaluated, Outcome};
use crate::scope::{Scope, Scoped};
use crate::work::Work;

/// How many people a worker takes at a time.
const STRIDE: usize = 4096;

/// A mapping on one side of a change.
#[derive(Clone, Copy)]
pub(crate) struct Side<'d> {
    pub(crate) evaluator: &'d Evaluator<'d>,
    pub(crate) id: MappingId,
}

impl<'d> Side<'d> {
    pub(crate) fn outcome(&self, row: u32, language: &Language) -> Outcome {
        self.evaluator.outcome(self.id, row, language)
    }

    pub(crate) fn value(&self, row: u32) -> Evaluated<'d> {
        self.evaluator.evaluate(self.id, row)
    }
}

/// A mapping on both sides of a change; none where there is no such mapping.
#[derive(Clone, Copy)]
pub(crate) struct Sides<'d> {
    pub(crate) before: Option<Side<'d>>,
    pub(crate) after: Option<Side<'d>>,
}

/// What a person gets on both sides of a change; none where there is no such mapping.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'p, 'd> {
    pub(crate) before: Option<&'p Evaluated<'d>>,
    pub(crate) after: Option<&'p Evaluated<'d>>,
}

impl<'d> Sides<'d> {
    /// Has `count` see what each of `people` gets on both sides. Returns the counts of some people
    /// after the other, in the order of the rows. `progress` hears how many are done and may cancel it.
    pub(crate) fn count<C: Default + Send>(
        self,
        people: &PeopleInScope,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
        count: impl Fn(&mut C, u32, Pair<'_, 'd>) + Sync,
    ) -> Result<Vec<C>, Cancelled> {
        let cancel = Cancel::default();
        let report = &mut |taken: usize| {
            if progress(taken as u64).is_break() {
                cancel.cancel();
            }
        };
        let values = |side: Side<'d>| ValueCache::new(side.evaluator, side.id);
        let counts = Strides::new(people.count() as usize, STRIDE).map(
            &cancel,
            report,
            || (self.before.map(values), self.after.map(values)),
            |(before, after), items, worker| {
                let mut counts = C::default();
                let go_on = &mut || worker.goes_on();
                let work = &mut Work::new(go_on);
                for row in items.filter_map(|index| people.row(index)) {
                    work.take(16)?;
                    let before = match before {
                        Some(values) => Some(values.at_within(row, work)?),
                        None => None,
                    };
                    let after = match after {
                        Some(values) => Some(values.at_within(row, work)?),
                        None => None,
                    };
                    count(&mut counts, row, Pair { before, after });
                }
                Ok(counts)
            },
        )?;
        counts.into_iter().collect()
    }
}

impl Pair<'_, '_> {
    /// Returns whether something else is sent; whether it comes from the default makes no
    /// difference. A mapping that is not there sends nothing, and leaves alone what is there.
    #[inline]
    pub(crate) fn differs(&self) -> bool {
        match (self.before, self.after) {
            (
                Some(Evaluated::Sent { value: before, .. }),
                Some(Evaluated::Sent { value: after, .. }),
            ) => before != after,
            (Some(before), Some(after)) => before != after,
            (Some(only), None) | (None, Some(only)) => {
                !matches!(only, Evaluated::Nothing | Evaluated::Unknown | Evaluated::Ignored)
            }
            (None, None) => false,
        }
    }
}

/// Returns whether a value is sent.
#[inline]
pub(crate) fn is_sent(value: Option<&Evaluated<'_>>) -> bool {
    matches!(value, Some(Evaluated::Sent { .. }))
}

/// The people of a directory who are in scope.
pub(crate) enum PeopleInScope {
    /// As many as there are rows.
    All(u32),
    /// Those at these rows.
    Some(Vec<u32>),
}

impl PeopleInScope {
    pub(crate) fn within(scope: &Scope, directory: &Directory) -> Self {
        match scope {
            Scope::Everybody => PeopleInScope::All(directory.users()),
            scope => PeopleInScope::Some(Scoped::new(scope, directory).rows(directory)),
        }
    }

    pub(crate) fn count(&self) -> u32 {
        match self {
            PeopleInScope::All(count) => *count,
            PeopleInScope::Some(rows) => u32::try_from(rows.len()).unwrap_or(u32::MAX),
        }
    }

    fn row(&self, index: usize) -> Option<u32> {
        match self {
            PeopleInScope::All(_) => u32::try_from(index).ok(),
            PeopleInScope::Some(rows) => rows.get(index).copied(),
        }
    }
}

/// A person who changes, and how: of several who change alike the first is enough to show.
#[derive(Debug, Clone)]
pub(crate) struct Example<'d> {
    pub(crate) row: u32,
    before: Option<Evaluated<'d>>,
    after: Option<Evaluated<'d>>,
}

/// The first people of each kind of change, up to a number.
#[derive(Debug, Clone)]
pub(crate) struct Examples<'d, const MOST: usize>(Vec<Example<'d>>);

impl<const MOST: usize> Default for Examples<'_, MOST> {
    fn default() -> Self {
        Examples(Vec::new())
    }
}

impl<'d, const MOST: usize> Examples<'d, MOST> {
    /// Adds a person, who comes after those that were added before.
    pub(crate) fn add(&mut self, row: u32, pair: Pair<'_, 'd>) {
        let is_new =
            |it: &Example<'_>| it.before.as_ref() != pair.before || it.after.as_ref() != pair.after;
        if self.0.len() < MOST && self.0.iter().all(is_new) {
            self.0.push(Example { row, before: pair.before.cloned(), after: pair.after.cloned() });
        }
    }

    /// Adds people who come after those that were added before.
    pub(crate) fn add_all(&mut self, other: &Self) {
        for it in &other.0 {
            self.add(it.row, Pair { before: it.before.as_ref(), after: it.after.as_ref() });
        }
    }

    /// Returns the rows in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|example| example.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::value::Sent;

    fn sent(text: &str, from_default: bool) -> Evaluated<'_> {
        Evaluated::Sent { value: Sent::One(text.into()), from_default }
    }

    fn failed(message: &str) -> Evaluated<'static> {
        Evaluated::Failed { code: "x".to_owned(), message: message.to_owned() }
    }

    #[test]
    fn pair_of_values_differs_where_entra_would_do_something_else() {
        let (a, b) = (sent("a", false), sent("b", false));
        let (nothing, ignored) = (Evaluated::Nothing, Evaluated::Ignored);
        for (before, after, differs, reason) in [
            (Some(&a), Some(&b), true, "another value"),
            (Some(&a), Some(&sent("a", true)), false, "the same out of the default"),
            (Some(&a), Some(&nothing), true, "no value any more"),
            (Some(&failed("x")), Some(&nothing), true, "it failed, and nothing is sent now"),
            (Some(&nothing), Some(&failed("x")), true, "it fails now"),
            (Some(&failed("x")), Some(&failed("x")), false, "it fails as before"),
            (None, Some(&a), true, "a new mapping"),
            (None, Some(&nothing), false, "a new mapping without a value"),
            (None, Some(&ignored), false, "a new one that leaves the target alone"),
            (None, Some(&failed("x")), true, "a new one that fails"),
            (Some(&failed("x")), None, true, "one that failed is gone"),
            (None, None, false, "no mapping"),
        ] {
            assert_eq!(Pair { before, after }.differs(), differs, "{reason}");
        }
    }

    #[test]
    fn examples_of_one_change_are_its_first_person() {
        let (a, b) = (sent("a", false), sent("b", false));
        let pair = |before, after| Pair { before: Some(before), after: Some(after) };
        let mut first = Examples::<3>::default();
        first.add(1, pair(&a, &b));
        first.add(2, pair(&a, &b));
        let mut second = Examples::default();
        second.add(5, pair(&a, &b));
        second.add(6, pair(&b, &a));
        first.add_all(&second);
        first.add(8, pair(&a, &Evaluated::Nothing));
        first.add(9, pair(&b, &Evaluated::Nothing));
        assert_eq!(first.rows().collect::<Vec<_>>(), [1, 6, 8], "three, each another change");
    }
}
