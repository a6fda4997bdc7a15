//! The rows of the people that meet the conditions of a list, found once and kept while the list is
//! scrolled.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use footbridge_directory::Directory;
use footbridge_workers::{Cancel, Strides};

use crate::column::row_set::RowSet;
use crate::evaluate::evaluator::Evaluator;
use crate::evaluate::value_cache::ValueCache;
use crate::finding::code::PeopleCode;
use crate::people::person_columns::{PersonColumns, Search};
use crate::preview::placement::OrgPlacement;
use crate::preview::query::{PeopleQuery, SentValue};
use crate::scope::Scoped;

/// How many lists are kept; the window shows one or two at a time.
const KEPT: usize = 4;
/// How many people a worker searches at a time; fewer are not worth a second worker.
const STRIDE: usize = 16_384;

/// The conditions of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Conditions {
    search: String,
    finding: Option<String>,
    path: Option<Vec<String>>,
    sent: Option<SentValue>,
}

impl Conditions {
    fn of(query: &PeopleQuery) -> Self {
        Conditions {
            search: query.search.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
            finding: query.finding.clone(),
            path: query.path.clone(),
            sent: query.sent.clone(),
        }
    }
}

/// Returns the rows in scope that meet the conditions which need no preview; none when a query has
/// others.
pub(crate) fn rows_without_preview(evaluator: &Evaluator<'_>, query: &PeopleQuery) -> Vec<u32> {
    let wanted = Conditions::of(query);
    if wanted.finding.is_some() || wanted.path.is_some() {
        return Vec::new();
    }
    let directory = evaluator.directory();
    let mut rows = Scoped::new(evaluator.scope(), directory).rows(directory);
    retain_sent(&mut rows, evaluator, wanted.sent.as_ref());
    searched(directory, &rows, &wanted.search)
}

/// The latest lists.
#[derive(Debug, Default)]
pub(crate) struct Listing(Mutex<Vec<(Conditions, Arc<Vec<u32>>)>>);

impl Listing {
    /// Returns the rows that meet the conditions of a query, in order, counted from 0.
    pub(crate) fn rows(
        &self,
        evaluator: &Evaluator<'_>,
        query: &PeopleQuery,
        in_scope: &[u32],
        placement: &OrgPlacement,
        found: &BTreeMap<PeopleCode, RowSet>,
    ) -> Arc<Vec<u32>> {
        let wanted = Conditions::of(query);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(unit) = kept.iter().position(|(conditions, _)| *conditions == wanted) {
            let list = kept.remove(unit);
            let rows = Arc::clone(&list.1);
            kept.push(list);
            return rows;
        }
        // One more letter in the search finds some of the same people.
        let narrower = kept.iter().filter(|(conditions, _)| {
            conditions.finding == wanted.finding
                && conditions.path == wanted.path
                && conditions.sent == wanted.sent
                && wanted.search.starts_with(&conditions.search)
        });
        let start = narrower.min_by_key(|(_, rows)| rows.len()).map(|(_, rows)| Arc::clone(rows));
        let directory = evaluator.directory();
        let rows = match start {
            Some(rows) => searched(directory, &rows, &wanted.search),
            None => {
                let rows = held(evaluator, in_scope, &wanted, placement, found);
                searched(directory, &rows, &wanted.search)
            }
        };
        let rows = Arc::new(rows);
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((wanted, Arc::clone(&rows)));
        rows
    }
}

/// Returns the rows of a finding, of a node of the tree and of a value that is sent.
fn held(
    evaluator: &Evaluator<'_>,
    in_scope: &[u32],
    wanted: &Conditions,
    placement: &OrgPlacement,
    found: &BTreeMap<PeopleCode, RowSet>,
) -> Vec<u32> {
    let mut rows: Vec<u32> = match &wanted.finding {
        None => in_scope.to_vec(),
        Some(finding) => {
            let rows = found.iter().find(|(code, _)| code.as_str() == finding);
            rows.map_or_else(Vec::new, |(_, rows)| rows.iter().collect())
        }
    };
    retain_sent(&mut rows, evaluator, wanted.sent.as_ref());
    let Some(path) = &wanted.path else { return rows };
    let units = (0_u32..).take(placement.units.all().len());
    let inside: Vec<bool> = units.map(|unit| placement.units.is_in(unit, path)).collect();
    let is_inside = |row: &u32| {
        let unit = placement.of_row.get(*row as usize);
        unit.and_then(|unit| inside.get(*unit as usize)).is_some_and(|inside| *inside)
    };
    rows.into_iter().filter(is_inside).collect()
}

/// Keeps the rows of the people to whom a value is sent.
fn retain_sent(rows: &mut Vec<u32>, evaluator: &Evaluator<'_>, wanted: Option<&SentValue>) {
    let Some(SentValue { target, value }) = wanted else { return };
    let mut values = ValueCache::of_target(evaluator, target);
    rows.retain(|row| {
        let sent = values.as_mut().and_then(|values| values.at(*row).text());
        sent.as_deref() == value.as_deref()
    });
}

/// Returns the rows in which every word of the search occurs.
fn searched(directory: &Directory, rows: &[u32], search: &str) -> Vec<u32> {
    if search.is_empty() {
        return rows.to_vec();
    }
    let search = Search::new(search);
    let people = PersonColumns::new(directory);
    let some = |rows: &[u32]| -> Vec<u32> {
        rows.iter().copied().filter(|row| people.matches(*row, &search)).collect()
    };
    let strides = Strides::new(rows.len(), STRIDE);
    let found = strides.map(
        &Cancel::default(),
        &mut |_| (),
        || (),
        |(), items, _| some(rows.get(items).unwrap_or_default()),
    );
    // Nobody cancels it.
    found.unwrap_or_default().concat()
}
