//! Who is in scope and what is found about their accounts: what a preview keeps while the scope and
//! the file stay the same, whatever happens to the table.

use std::collections::BTreeMap;

use footbridge_directory::Directory;

use footbridge_workers::Cancelled;

use crate::column::row_set::RowSet;
use crate::evaluate::evaluator::Evaluator;
use crate::finding::code::PeopleCode;
use crate::people::group_builder::of_account;
use crate::people::person_columns::PersonColumns;
use crate::scope::{Licences, Scope, Scoped};
use crate::work::Work;

/// The people in scope of one directory.
#[derive(Debug)]
pub(crate) struct ScopeCache {
    pub(crate) directory: Directory,
    scope: Scope,
    /// The rows in scope, counted from 0.
    pub(crate) rows: Vec<u32>,
    pub(crate) licences: Licences,
    /// What is found about accounts, apart from any mapping.
    pub(crate) accounts: BTreeMap<PeopleCode, RowSet>,
}

impl ScopeCache {
    pub(crate) fn new(evaluator: &Evaluator<'_>, work: &mut Work<'_>) -> Result<Self, Cancelled> {
        let directory = evaluator.directory();
        let scope = evaluator.scope();
        let mut scoped = Scoped::new(scope, directory);
        let people = PersonColumns::new(directory);
        let mut licences = Licences { people: directory.users(), ..Licences::default() };
        let mut accounts: BTreeMap<PeopleCode, RowSet> = BTreeMap::new();
        let mut rows = Vec::new();
        for row in 0..directory.users() {
            work.take(16)?;
            let is_in_scope = scoped.holds(directory, row);
            if !people.is_disabled(row) && (is_in_scope || scoped.may_pass(directory, row)) {
                licences.everybody += 1;
                licences.in_scope += u32::from(is_in_scope);
                licences.maybe_disabled += u32::from(people.may_be_disabled(row));
            }
            if is_in_scope {
                rows.push(row);
                for code in of_account(&people, row).iter() {
                    accounts.entry(code).or_default().add(row);
                }
            }
        }
        licences.miss(scope, &scoped.found);
        licences.at_most = scoped.is_uncertain();
        Ok(ScopeCache {
            directory: directory.clone(),
            scope: scope.clone(),
            rows,
            licences,
            accounts,
        })
    }

    /// Returns the licences without the people who have no value to match by under this table; each
    /// set has the rows in scope with a value of one matching attribute.
    pub(crate) fn licences(
        &self,
        evaluator: &Evaluator<'_>,
        matching: &[&RowSet],
        work: &mut Work<'_>,
    ) -> Result<Licences, Cancelled> {
        let mut licences = self.licences.clone();
        if matching.is_empty() {
            return Ok(licences);
        }
        let people = PersonColumns::new(&self.directory);
        let scoped = Scoped::new(&self.scope, &self.directory);
        let mut in_scope = self.rows.iter().peekable();
        for row in 0..self.directory.users() {
            work.take(16)?;
            let is_in_scope = in_scope.next_if_eq(&&row).is_some();
            let is_matched = match is_in_scope {
                true => matching.iter().any(|rows| rows.has(row)),
                false => evaluator.compiled().is_matched(&self.directory, row),
            };
            let is_counted = is_in_scope || scoped.may_pass(&self.directory, row);
            if !is_matched && is_counted && !people.is_disabled(row) {
                licences.everybody -= 1;
                licences.in_scope -= u32::from(is_in_scope);
                licences.maybe_disabled -= u32::from(people.may_be_disabled(row));
            }
        }
        Ok(licences)
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
