//! The statistics of several workers added up: what one mapping comes to over everybody.

use footbridge_workers::Cancelled;

use crate::column::hash_counter::{FrequentHash, HashCounter};
use crate::column::longest::Longest;
use crate::column::row_set::RowSet;
use crate::column::stats::ColumnStats;
use crate::column::summary::{Frequent, TargetSummary};
use crate::column::value_checks::ValueChecks;
use crate::finding::people_codes::Codes;
use crate::work::Work;

/// How many frequent values are shown.
const FREQUENT: usize = 5;

/// One mapping over everybody, before the frequent values are put into words.
#[derive(Debug)]
pub(crate) struct ColumnTotals {
    pub(crate) checks: ValueChecks,
    filled: u32,
    empty: u32,
    errors: u32,
    unknown: u32,
    distinct: u32,
    longest: String,
    pub(crate) frequent: Vec<FrequentHash>,
    /// Every code that anybody got.
    pub(crate) seen: Codes,
    /// The rows whose matching value somebody else has, too, whatever its capitals.
    pub(crate) twice: RowSet,
    /// Some values were not counted by an id.
    pub(crate) hashed: bool,
}

impl ColumnTotals {
    fn new(checks: ValueChecks) -> Self {
        ColumnTotals {
            checks,
            filled: 0,
            empty: 0,
            errors: 0,
            unknown: 0,
            distinct: 0,
            longest: String::new(),
            frequent: Vec::new(),
            seen: Codes::NONE,
            twice: RowSet::default(),
            hashed: false,
        }
    }

    /// Adds the statistics of one mapping up; `None` when there are none.
    pub(crate) fn sum(
        workers: Vec<ColumnStats>,
        work: &mut Work<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        let mut totals: Option<ColumnTotals> = None;
        let mut longest = Longest::default();
        let (mut values, mut lower, mut folded) = (Vec::new(), Vec::new(), Vec::new());
        for mut stats in workers {
            let hashed = stats.is_hashed();
            let mut of_values = stats.values.take().unwrap_or_default();
            let sum = totals.get_or_insert_with(|| ColumnTotals::new(stats.checks.clone()));
            sum.hashed |= hashed;
            sum.filled += stats.filled;
            sum.empty += stats.empty;
            sum.errors += stats.errors;
            sum.unknown += stats.unknown;
            sum.seen.add(stats.seen);
            longest = longest.or(stats.longest);
            for known in &stats.entries {
                sum.seen.add(known.codes);
                match known.value {
                    Some(value) => {
                        sum.filled += known.count;
                        of_values.add_weighted(value, known.count, known.first_key);
                    }
                    None if known.unknown => sum.unknown += known.count,
                    None if known.failed => sum.errors += known.count,
                    None => sum.empty += known.count,
                }
            }
            values.push(of_values);
            lower.push(stats.lower);
            folded.push(stats.folded);
        }
        let Some(mut totals) = totals else { return Ok(None) };
        let all: Vec<&HashCounter> = values.iter().chain(&lower).collect();
        (totals.distinct, totals.frequent) = HashCounter::count(&all, FREQUENT, work)?;
        // Where nothing had to be folded, it has just been seen whether any value is there twice.
        let is_compared = folded.iter().all(HashCounter::is_empty)
            && totals.frequent.first().is_none_or(|it| it.count == 1);
        drop(values);
        if !is_compared {
            folded.append(&mut lower);
            HashCounter::twice(&folded, work, |row| totals.twice.add(row))?;
        }
        totals.longest = longest.text;
        Ok(Some(totals))
    }

    /// Adds what another shard of the values has shown.
    pub(crate) fn add_shard(&mut self, shard: &ColumnTotals) {
        self.distinct += shard.distinct;
        self.frequent.extend(&shard.frequent);
        self.frequent.sort_unstable_by_key(FrequentHash::order);
        self.frequent.truncate(FREQUENT);
        self.twice.add_all(&shard.twice);
    }

    /// Counts as empty what was not known before the attribute turned up in the file.
    pub(crate) fn settle(&mut self) {
        self.empty += std::mem::take(&mut self.unknown);
    }

    /// Returns the summary; `value_of` gives the value of the row with a key again.
    pub(crate) fn summary(&self, value_of: impl Fn(u32) -> Option<String>) -> TargetSummary {
        let frequent = self
            .frequent
            .iter()
            .filter_map(|it| Some(Frequent { value: value_of(it.first_row)?, count: it.count }));
        TargetSummary {
            target: self.checks.target.clone(),
            filled: self.filled,
            empty: self.empty,
            distinct: self.distinct,
            errors: self.errors,
            unknown: self.unknown,
            longest: self.longest.clone(),
            frequent: frequent.collect(),
        }
    }
}
