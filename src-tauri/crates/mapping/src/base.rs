//! What a preview rests on and an edit of the table leaves as it is: who is in scope, and where
//! they stand while no level changes.
//!
//! Deliberately absent: the mappings (`computed`).

use std::collections::BTreeMap;
use std::sync::Arc;

use footbridge_directory::Directory;

use crate::bits::Bits;
use crate::code::PeopleCode;
use crate::computed::Computed;
use crate::crowd::{Named, of_account};
use crate::evaluate::Evaluator;
use crate::person::People;
use crate::places::Places;
use crate::scope::{Licences, Scope, Scoped};
use crate::tree::LEVELS;
use crate::work::{GivenUp, Work};

/// The people in scope of one directory.
#[derive(Debug)]
pub(crate) struct Base {
    pub(crate) directory: Directory,
    scope: Scope,
    /// The rows in scope, counted from 0.
    pub(crate) rows: Vec<u32>,
    pub(crate) licences: Licences,
    /// What is found about accounts, apart from any mapping.
    pub(crate) accounts: BTreeMap<PeopleCode, Bits>,
}

impl Base {
    pub(crate) fn new(evaluator: &Evaluator<'_>, work: &mut Work<'_>) -> Result<Self, GivenUp> {
        let directory = evaluator.directory();
        let scope = evaluator.scope();
        let mut scoped = Scoped::new(scope, directory);
        let people = People::new(directory);
        let mut licences = Licences { people: directory.users(), ..Licences::default() };
        let mut accounts: BTreeMap<PeopleCode, Bits> = BTreeMap::new();
        let mut rows = Vec::new();
        for row in 0..directory.users() {
            work.take(16)?;
            let is_in_scope = scoped.holds(directory, row);
            if !people.is_disabled(row) {
                licences.everybody += 1;
                licences.in_scope += u32::from(is_in_scope);
            }
            if is_in_scope {
                rows.push(row);
                for code in of_account(&people, row).iter() {
                    accounts.entry(code).or_default().add(row);
                }
            }
        }
        licences.miss(scope, &scoped.found);
        Ok(Base { directory: directory.clone(), scope: scope.clone(), rows, licences, accounts })
    }

    /// Returns whether these are the people that `evaluator` is about.
    pub(crate) fn is_of(&self, evaluator: &Evaluator<'_>) -> bool {
        self.directory.is_same_as(evaluator.directory()) && self.scope == *evaluator.scope()
    }

    /// Returns how many people are in scope.
    pub(crate) fn users(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }
}

/// Where the people in scope stand.
#[derive(Debug)]
pub(crate) struct Placed {
    levels: [Option<Arc<Computed>>; LEVELS.len()],
    pub(crate) places: Places,
    /// The place of each row.
    pub(crate) of_row: Vec<u32>,
    /// What is odd about the names.
    pub(crate) odd: BTreeMap<PeopleCode, Bits>,
    pub(crate) subjects: BTreeMap<PeopleCode, Named>,
}

impl Placed {
    pub(crate) fn new(
        rows: &[u32],
        results: &[&Arc<Computed>],
        work: &mut Work<'_>,
    ) -> Result<Self, GivenUp> {
        let levels = levels(results);
        let mut places = Places::default();
        for ((level, mapped), names) in levels.iter().zip(&mut places.mapped).zip(&mut places.names)
        {
            *mapped = level.is_some();
            if let Some((known, _)) = level.as_ref().and_then(|level| level.names.as_ref()) {
                *names = known.clone();
            }
        }
        let ids = [0, 1, 2].map(|level: usize| {
            let level = levels.get(level).and_then(Option::as_ref);
            level.and_then(|level| level.names.as_ref()).map_or(&[][..], |(_, ids)| ids.as_slice())
        });
        let end = rows.last().map_or(0, |last| *last as usize + 1);
        let mut of_row = vec![u32::MAX; end];
        for row in rows {
            work.take(16)?;
            let at = *row as usize;
            let names = ids.map(|ids| ids.get(at).copied().unwrap_or(0));
            if let Some(slot) = of_row.get_mut(at) {
                *slot = places.add(names, *row);
            }
        }
        let found = places.oddities(work)?;
        let mut odd: BTreeMap<PeopleCode, Bits> = BTreeMap::new();
        for row in rows {
            work.take(4)?;
            let place = of_row.get(*row as usize).map_or(u32::MAX, |place| *place);
            for code in
                found.of_place.get(place as usize).into_iter().flat_map(|codes| codes.iter())
            {
                odd.entry(code).or_default().add(*row);
            }
        }
        Ok(Placed { levels, places, of_row, odd, subjects: found.subjects })
    }

    /// Returns whether these are the places that the mappings give.
    pub(crate) fn is_of(&self, results: &[&Arc<Computed>]) -> bool {
        let same = |pair: (&Option<Arc<Computed>>, &Option<Arc<Computed>>)| match pair {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        self.levels.iter().zip(&levels(results)).all(same)
    }
}

/// Returns the mapping of each level. Of two mappings to one level the first counts; the table says
/// that it is wrong.
fn levels(results: &[&Arc<Computed>]) -> [Option<Arc<Computed>>; LEVELS.len()] {
    LEVELS.map(|(name, _)| {
        let mut results = results.iter();
        results.find(|it| it.judge.level == Some(name)).map(|computed| Arc::clone(computed))
    })
}
