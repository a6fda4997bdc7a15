//! One mapping computed for everybody in scope of a directory in memory: its summary, and the rows of
//! each finding. Kept from preview to preview for as long as neither mapping nor people change.

use std::ops::ControlFlow;

use footbridge_workers::{Cancel, Cancelled, Stride, Strides, Worker};

use crate::column::names::{NameId, Names};
use crate::column::row_set::RowSet;
use crate::column::stats::{BatchResult, ColumnStats};
use crate::column::summary::TargetSummary;
use crate::column::totals::ColumnTotals;
use crate::column::value_checks::ValueChecks;
use crate::column::value_ids::{Group, ValueIds};
use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::evaluator::Evaluator;
use crate::finding::code::PeopleCode;
use crate::finding::people_codes::Codes;
use crate::work::Work;

/// How many people a worker takes at a time.
const STRIDE: usize = 8192;

/// One mapping over everybody in scope.
#[derive(Debug)]
pub(crate) struct ColumnResult {
    pub(crate) checks: ValueChecks,
    pub(crate) summary: TargetSummary,
    /// Every code that anybody got.
    pub(crate) seen: Codes,
    /// The rows of each code.
    pub(crate) rows: Vec<(PeopleCode, RowSet)>,
    /// Of a level: its names, and each row's.
    pub(crate) names: Option<(Names, Vec<NameId>)>,
    /// Of a matching mapping: the rows with a value.
    pub(crate) has_value: RowSet,
    /// Of a matching mapping: the rows whose value somebody else has, too.
    pub(crate) twice: RowSet,
}

/// What one worker made of one stride.
struct Part {
    stride: usize,
    batch: BatchResult,
}

impl ColumnResult {
    /// Computes a mapping for the people at `rows`. `progress` hears how many are done and may
    /// cancel it.
    pub(crate) fn new(
        evaluator: &Evaluator<'_>,
        id: MappingId,
        checks: ValueChecks,
        rows: &[u32],
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Self, Cancelled> {
        let directory = evaluator.directory();
        let cancel = Cancel::default();
        let report = &mut |taken: usize| {
            if progress(taken as u64).is_break() {
                cancel.cancel();
            }
        };
        let results = Strides::new(rows.len(), STRIDE)
            .run(&cancel, report, |worker| visit(evaluator, id, &checks, rows, worker))?;
        let mut column = ColumnResult {
            summary: TargetSummary::default(),
            seen: Codes::NONE,
            rows: Vec::new(),
            names: checks.level.map(|_| (Names::default(), vec![0; directory.users() as usize])),
            has_value: RowSet::default(),
            twice: RowSet::default(),
            checks,
        };
        let mut all_stats = Vec::new();
        let go_on = &mut || progress(rows.len() as u64);
        let work = &mut Work::new(go_on);
        for result in results {
            let (stats, parts) = result?;
            column.place(&stats, parts, rows, work)?;
            all_stats.push(stats);
        }
        let Some(totals) = ColumnTotals::sum(all_stats, work)? else { return Ok(column) };
        column.seen = totals.seen;
        column.twice.add_all(&totals.twice);
        column.summary = totals
            .summary(|row| evaluator.evaluate(id, row).text().map(std::borrow::Cow::into_owned));
        Ok(column)
    }

    /// Puts what a worker found where it belongs.
    fn place(
        &mut self,
        stats: &ColumnStats,
        parts: Vec<Part>,
        rows: &[u32],
        work: &mut Work<'_>,
    ) -> Result<(), Cancelled> {
        let ids = self.names.as_mut().map(|(names, _)| names.merge(&stats.names));
        for Part { stride, batch } in parts {
            work.take(STRIDE * 4)?;
            let rows = rows.chunks(STRIDE).nth(stride).unwrap_or_default();
            for (row, codes) in rows.iter().zip(&batch.codes) {
                for code in codes.iter() {
                    match self.rows.iter_mut().find(|(known, _)| *known == code) {
                        Some((_, rows)) => rows.add(*row),
                        None => {
                            let mut rows = RowSet::default();
                            rows.add(*row);
                            self.rows.push((code, rows));
                        }
                    }
                }
            }
            if let (Some(ids), Some((_, of_row))) = (&ids, &mut self.names) {
                for (row, name) in rows.iter().zip(&batch.names) {
                    if let Some(slot) = of_row.get_mut(*row as usize) {
                        *slot = ids.get(*name as usize).copied().unwrap_or(0);
                    }
                }
            }
            let with_value = rows.iter().zip(&batch.has_value).filter(|(_, has)| **has);
            with_value.for_each(|(row, _)| self.has_value.add(*row));
        }
        Ok(())
    }
}

/// Visits the strides that nobody has taken.
fn visit(
    evaluator: &Evaluator<'_>,
    id: MappingId,
    checks: &ValueChecks,
    rows: &[u32],
    worker: &mut Worker<'_>,
) -> Result<(ColumnStats, Vec<Part>), Cancelled> {
    let mut stats = ColumnStats::new(checks.clone());
    let (mut value_ids, mut parts) = (ValueIds::default(), Vec::new());
    let (compiled, directory) = (evaluator.compiled(), evaluator.directory());
    while let Some(Stride { number, items }) = worker.take() {
        let rows = rows.get(items).unwrap_or_default();
        let mut batch = BatchResult::new(checks, rows.len());
        let group = Group { directory, rows, first_key: 0 };
        value_ids.enter();
        let go_on = &mut || worker.goes_on();
        let work = &mut Work::new(go_on);
        stats.visit(compiled, id, group, &mut value_ids, &mut batch, work)?;
        if batch.says_something() {
            parts.push(Part { stride: number, batch });
        }
    }
    Ok((stats, parts))
}
