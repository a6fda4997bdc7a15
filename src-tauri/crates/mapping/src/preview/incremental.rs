//! The preview of everybody, computed again only where the table changed ([`Preview::after`]).
//!
//! Works mapping by mapping over whole columns, and keeps what each mapping gave. The result keeps
//! rows and counts, never values: what one person gets is computed again when somebody looks.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use footbridge_finding::Language;

use crate::column::person_codes::unmatched;
use crate::column::result::ColumnResult;
use crate::column::row_set::RowSet;
use crate::column::value_checks::ValueChecks;
use crate::evaluate::error::PreviewError;
use crate::evaluate::evaluator::Evaluator;
use crate::finding::code::PeopleCode;
use crate::finding::forecast::FailureForecast;
use crate::finding::group::{EXAMPLES, FindingGroup};
use crate::organisation::tree::OrganisationTree;
use crate::people::group_builder::{GroupBuilder, name_of};
use crate::preview::directory_preview::DirectoryPreview;
use crate::preview::listing::Listing;
use crate::preview::page::PeoplePage;
use crate::preview::person::PersonPreview;
use crate::preview::placement::OrgPlacement;
use crate::preview::query::PeopleQuery;
use crate::preview::scope_cache::ScopeCache;
use crate::table::mapping::Mapping;
use crate::table::rules::Rules;
use crate::work::{OnProgress, Work};

/// What was computed of a directory with one state of the mapping table.
#[derive(Debug)]
pub struct Preview {
    result: DirectoryPreview,
    /// The rows of each finding.
    rows: BTreeMap<PeopleCode, RowSet>,
    cache: Arc<ScopeCache>,
    placement: Arc<OrgPlacement>,
    columns: Vec<(Mapping, Arc<ColumnResult>)>,
    listing: Listing,
}

impl Preview {
    /// Previews everybody in scope.
    ///
    /// # Errors
    /// Fails only when `progress` stops it.
    pub fn new(
        evaluator: &Evaluator<'_>,
        rules: &Rules,
        language: &Language,
        progress: OnProgress<'_>,
    ) -> Result<Self, PreviewError> {
        Preview::build(None, evaluator, rules, language, progress)
    }

    /// Previews everybody in scope after an edit of the table, of the scope or of the columns. What
    /// stayed the same is taken over from this preview.
    ///
    /// # Errors
    /// Fails only when `progress` stops it.
    pub fn after(
        &self,
        evaluator: &Evaluator<'_>,
        rules: &Rules,
        language: &Language,
        progress: OnProgress<'_>,
    ) -> Result<Self, PreviewError> {
        Preview::build(Some(self), evaluator, rules, language, progress)
    }

    fn build(
        before: Option<&Preview>,
        evaluator: &Evaluator<'_>,
        rules: &Rules,
        language: &Language,
        progress: OnProgress<'_>,
    ) -> Result<Self, PreviewError> {
        let before = before.filter(|before| before.cache.is_of(evaluator));
        let cache = match before {
            Some(before) => Arc::clone(&before.cache),
            None => Arc::new(ScopeCache::new(evaluator, &mut Work::new(&mut || progress(0, 1)))?),
        };
        let placement_before = before.map(|before| &before.placement);
        let before = before.map(Preview::by_target).unwrap_or_default();
        let mut columns: Vec<(Mapping, Arc<ColumnResult>)> = Vec::new();
        let everybody = u64::from(cache.users());
        let all = everybody * evaluator.ids().count() as u64;
        for (done, id) in (0_u64..).zip(evaluator.ids()) {
            if progress(done * everybody, all).is_break() {
                return Err(PreviewError::Cancelled);
            }
            let Some(mapping) = evaluator.mapping(id) else { continue };
            let checks = ValueChecks::new(&mapping.target, mapping.matching.is_some(), rules);
            let known = before.get(mapping.target.as_str()).into_iter().flatten();
            let known =
                known.copied().find(|(other, column)| is_same(other, mapping, column, &checks));
            let known = known.map(|(_, column)| Arc::clone(column));
            let result = match known {
                Some(known) => known,
                None => {
                    let so_far = &mut |people| progress(done * everybody + people, all);
                    let column = ColumnResult::new(evaluator, id, checks, &cache.rows, so_far);
                    Arc::new(column?)
                }
            };
            columns.push((mapping.clone(), result));
        }
        let results: Vec<&Arc<ColumnResult>> = columns.iter().map(|(_, column)| column).collect();
        let placement = placement_before.filter(|it| it.is_of(&results));
        let placement = match placement {
            Some(placement) => Arc::clone(placement),
            None => {
                let go_on = &mut || progress(all, all);
                Arc::new(OrgPlacement::new(&cache.rows, &results, &mut Work::new(go_on))?)
            }
        };
        let rows = found(&cache, &placement, &results);
        let matching = results.iter().filter(|column| column.checks.matching);
        let matching: Vec<&RowSet> = matching.map(|column| &column.has_value).collect();
        let licences =
            cache.licences(evaluator, &matching, &mut Work::new(&mut || progress(all, all)))?;
        let findings = groups(&cache, &placement, &results, &rows, language);
        let targets: Vec<_> = results.iter().map(|column| column.summary.clone()).collect();
        let result = DirectoryPreview {
            users: cache.users(),
            licences,
            forecast: FailureForecast::new(cache.users(), failing(&rows), language),
            tree: OrganisationTree::of(&placement.units, &targets),
            targets,
            findings,
        };
        Ok(Preview { result, rows, cache, placement, columns, listing: Listing::default() })
    }

    /// Returns what was computed, by target.
    fn by_target(&self) -> HashMap<&str, Vec<(&Mapping, &Arc<ColumnResult>)>> {
        let mut by_target: HashMap<&str, Vec<_>> = HashMap::new();
        for (mapping, column) in &self.columns {
            by_target.entry(&mapping.target).or_default().push((mapping, column));
        }
        by_target
    }

    /// Returns the preview of the whole directory.
    pub fn result(&self) -> &DirectoryPreview {
        &self.result
    }

    /// Returns the rows in scope, in order, counted from 0.
    pub(crate) fn rows_in_scope(&self) -> &[u32] {
        &self.cache.rows
    }

    /// Returns the codes of what was found about the person at `row`, counted from 0.
    pub fn codes(&self, row: u32) -> impl Iterator<Item = PeopleCode> {
        self.rows.iter().filter(move |(_, rows)| rows.has(row)).map(|(code, _)| *code)
    }

    /// Returns whether this is about the people, and those in scope, that `evaluator` is about; its
    /// table may be another.
    pub fn is_of(&self, evaluator: &Evaluator<'_>) -> bool {
        self.cache.is_of(evaluator)
    }

    /// Returns what Entra would send for the person at `row`, counted from 1, and what was found.
    ///
    /// # Errors
    /// Fails when there is no such person.
    pub fn person(
        &self,
        evaluator: &Evaluator<'_>,
        row: u32,
        language: &Language,
    ) -> Result<PersonPreview, PreviewError> {
        let person = PersonPreview::new(evaluator, row, language)?;
        let groups = &self.result.findings;
        let of = |code: PeopleCode| groups.iter().find(|it| it.finding.code == code.as_str());
        let findings = self.codes(row - 1).filter_map(of).map(|group| group.finding.clone());
        Ok(PersonPreview { findings: findings.collect(), ..person })
    }

    /// Lists people in scope of the directory and table that were previewed. Who meets the conditions is found
    /// once and kept, so that the next page of the same list is only looked up.
    pub fn people(&self, evaluator: &Evaluator<'_>, query: &PeopleQuery) -> PeoplePage {
        let rows =
            self.listing.rows(evaluator, query, &self.cache.rows, &self.placement, &self.rows);
        let mut page = PeoplePage::of(evaluator.directory(), &rows, query);
        for person in &mut page.people {
            let codes = self.codes(person.row - 1);
            person.findings = codes.map(|code| code.as_str().to_owned()).collect();
        }
        page
    }
}

/// Returns whether two mappings to one target give the same, judged by the same rules.
fn is_same(one: &Mapping, other: &Mapping, column: &ColumnResult, checks: &ValueChecks) -> bool {
    one.source == other.source
        && one.default_if_null == other.default_if_null
        && column.checks == *checks
}

/// Returns the rows of each finding.
fn found(
    cache: &ScopeCache,
    placement: &OrgPlacement,
    results: &[&Arc<ColumnResult>],
) -> BTreeMap<PeopleCode, RowSet> {
    let mut rows: BTreeMap<PeopleCode, RowSet> = BTreeMap::new();
    let mut add = |code: PeopleCode, more: &RowSet| rows.entry(code).or_default().add_all(more);
    for column in results {
        for (code, more) in &column.rows {
            add(*code, more);
        }
        add(PeopleCode::MatchDuplicate, &column.twice);
    }
    for (code, more) in cache.accounts.iter().chain(&placement.org_findings) {
        add(*code, more);
    }
    let matching = results.iter().filter(|column| column.checks.matching);
    let matching: Vec<&RowSet> = matching.map(|column| &column.has_value).collect();
    if let Some(unmatched) = unmatched(&cache.rows, &matching) {
        rows.insert(PeopleCode::MatchEmpty, unmatched);
    }
    rows.retain(|_, rows| rows.count() > 0);
    rows
}

/// Returns how many people would not be provisioned.
fn failing(rows: &BTreeMap<PeopleCode, RowSet>) -> u32 {
    let mut failing = RowSet::default();
    for code in FailureForecast::CODES {
        if let Some(rows) = rows.get(&code) {
            failing.add_all(rows);
        }
    }
    failing.count()
}

/// Puts the findings into words.
fn groups(
    cache: &ScopeCache,
    placement: &OrgPlacement,
    results: &[&Arc<ColumnResult>],
    rows: &BTreeMap<PeopleCode, RowSet>,
    language: &Language,
) -> Vec<FindingGroup> {
    let mut groups = GroupBuilder::default();
    for column in results {
        for code in column.seen.iter() {
            groups.add(code, column.checks.subject(code));
        }
        if column.twice.count() > 0 {
            groups.add(PeopleCode::MatchDuplicate, &column.checks.target);
        }
    }
    for (code, names) in &placement.subjects {
        groups.add_all(*code, names);
    }
    let findings = rows.iter().map(|(code, rows)| {
        let examples = rows.iter().take(EXAMPLES).map(|row| name_of(&cache.directory, row));
        groups.group(*code, rows.count(), examples.collect(), language)
    });
    findings.collect()
}
