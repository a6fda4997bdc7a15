//! One mapping over all people of the store, kept for as long as neither of them changes.
//!
//! Deliberately absent: what the mappings make together (`preview`).

use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use footbridge_directory::Directory;

use crate::column::hash_counter::Hashes;
use crate::column::names::{NameId, Names};
use crate::column::row_set::Bits;
use crate::column::stats::{Tally, Visited, text_of};
use crate::column::summary::TargetSummary;
use crate::column::totals::Counted;
use crate::column::value_checks::Judge;
use crate::column::value_ids::{Group, Numbered};
use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::evaluator::Evaluator;
use crate::finding::code::PeopleCode;
use crate::finding::people_codes::Codes;
use crate::work::{GivenUp, Work};

/// How long the last workers are waited for until it is told again how far they are.
const TOLD_AFTER: Duration = Duration::from_millis(20);

/// How many people a worker takes at a time.
const STRIDE: usize = 8192;

/// One mapping over everybody in scope.
#[derive(Debug)]
pub(crate) struct Computed {
    pub(crate) judge: Judge,
    pub(crate) summary: TargetSummary,
    /// Every code that anybody got.
    pub(crate) seen: Codes,
    /// The rows of each code.
    pub(crate) rows: Vec<(PeopleCode, Bits)>,
    /// Of a level: its names, and each row's.
    pub(crate) names: Option<(Names, Vec<NameId>)>,
    /// Of a matching mapping: the rows with a value.
    pub(crate) has_value: Bits,
    /// Of a matching mapping: the rows whose value somebody else has, too.
    pub(crate) twice: Bits,
}

/// The people that nobody has taken yet, shared by the workers.
struct Open<'r> {
    rows: &'r [u32],
    next: AtomicUsize,
    stopped: AtomicBool,
}

impl<'r> Open<'r> {
    /// Returns the next stride and its number; nothing when all are taken or the work is stopped.
    fn take(&self) -> Option<(usize, &'r [u32])> {
        if self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        let stride = self.next.fetch_add(1, Ordering::Relaxed);
        let rows = self.rows.get(stride * STRIDE..).filter(|rest| !rest.is_empty())?;
        Some((stride, rows.get(..STRIDE).unwrap_or(rows)))
    }

    fn goes_on(&self) -> ControlFlow<()> {
        match self.stopped.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    /// Returns about how many people are done.
    fn taken(&self) -> u64 {
        self.next.load(Ordering::Relaxed).saturating_mul(STRIDE).min(self.rows.len()) as u64
    }
}

/// What one worker made of one stride.
struct Part {
    stride: usize,
    visited: Visited,
}

impl Computed {
    /// Computes a mapping for the people at `rows`. `progress` is told how many are done and may
    /// stop it; then there is no result.
    pub(crate) fn new(
        evaluator: &Evaluator<'_>,
        id: MappingId,
        judge: Judge,
        rows: &[u32],
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Option<Self> {
        let directory = evaluator.directory();
        let open = Open { rows, next: AtomicUsize::new(0), stopped: AtomicBool::new(false) };
        let strides = rows.len().div_ceil(STRIDE);
        let workers = thread::available_parallelism().map_or(1, NonZero::get).min(strides);
        // This thread works like the others, and from time to time it tells how far all are.
        let mut tell = || {
            if progress(open.taken()).is_break() {
                open.stopped.store(true, Ordering::Relaxed);
            }
            open.goes_on()
        };
        let (sender, done) = mpsc::channel();
        let results: Vec<_> = thread::scope(|scope| {
            let others: Vec<_> = (1..workers)
                .map(|_| {
                    let (sender, open, judge) = (sender.clone(), &open, &judge);
                    let work = move || work(evaluator, id, judge, open, &mut || open.goes_on());
                    // Nobody listens any more when this thread has panicked.
                    scope.spawn(move || drop(sender.send(work())))
                })
                .collect();
            drop(sender);
            let mut results = vec![work(evaluator, id, &judge, &open, &mut tell)];
            loop {
                match done.recv_timeout(TOLD_AFTER) {
                    Ok(result) => results.push(result),
                    Err(RecvTimeoutError::Timeout) => drop(tell()),
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            // A worker that panicked is as good as none: the caller is told.
            others.into_iter().for_each(|worker| drop(worker.join()));
            results
        });
        if results.len() < workers || open.stopped.load(Ordering::Relaxed) {
            return None;
        }
        let mut computed = Computed {
            summary: TargetSummary::default(),
            seen: Codes::NONE,
            rows: Vec::new(),
            names: judge.level.map(|_| (Names::default(), vec![0; directory.users() as usize])),
            has_value: Bits::default(),
            twice: Bits::default(),
            judge,
        };
        let mut tallies = Vec::new();
        let work = &mut Work::new(&mut tell);
        for (tally, parts) in results.into_iter().flatten() {
            computed.place(&tally, parts, rows, work).ok()?;
            tallies.push(tally);
        }
        let counted = Counted::sum(tallies, work).ok()??;
        computed.seen = counted.seen;
        computed.summary = counted
            .summary(|row| text_of(&evaluator.evaluate(id, row)).map(std::borrow::Cow::into_owned));
        Hashes::twice(&counted.folded, work, |row| computed.twice.add(row)).ok()?;
        Some(computed)
    }

    /// Puts what a worker found where it belongs.
    fn place(
        &mut self,
        tally: &Tally,
        parts: Vec<Part>,
        rows: &[u32],
        work: &mut Work<'_>,
    ) -> Result<(), GivenUp> {
        let ids = self.names.as_mut().map(|(names, _)| names.merge(&tally.names));
        for Part { stride, visited } in parts {
            work.take(STRIDE * 4)?;
            let rows = rows.chunks(STRIDE).nth(stride).unwrap_or_default();
            for (row, codes) in rows.iter().zip(&visited.codes) {
                for code in codes.iter() {
                    match self.rows.iter_mut().find(|(known, _)| *known == code) {
                        Some((_, bits)) => bits.add(*row),
                        None => {
                            let mut bits = Bits::default();
                            bits.add(*row);
                            self.rows.push((code, bits));
                        }
                    }
                }
            }
            if let (Some(ids), Some((_, of_row))) = (&ids, &mut self.names) {
                for (row, name) in rows.iter().zip(&visited.names) {
                    if let Some(slot) = of_row.get_mut(*row as usize) {
                        *slot = ids.get(*name as usize).copied().unwrap_or(0);
                    }
                }
            }
            let with_value = rows.iter().zip(&visited.has_value).filter(|(_, has)| **has);
            with_value.for_each(|(row, _)| self.has_value.add(*row));
        }
        Ok(())
    }
}

/// Works on the strides that nobody has taken; nothing when it is given up.
fn work(
    evaluator: &Evaluator<'_>,
    id: MappingId,
    judge: &Judge,
    open: &Open<'_>,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Option<(Tally, Vec<Part>)> {
    let work = &mut Work::new(go_on);
    let mut tally = Tally::new(judge.clone());
    let (mut numbered, mut parts) = (Numbered::default(), Vec::new());
    let directory: &Directory = evaluator.directory();
    while let Some((stride, rows)) = open.take() {
        let mut visited = Visited::new(judge, rows.len());
        let group = Group { directory, rows, first_key: 0 };
        numbered.enter();
        let done = tally.visit(evaluator.program(), id, group, &mut numbered, &mut visited, work);
        done.ok()?;
        if visited.says_something() {
            parts.push(Part { stride, visited });
        }
    }
    Some((tally, parts))
}
