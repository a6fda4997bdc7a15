//! Items that are all there, taken by the workers a stride at a time.

use std::convert::Infallible;
use std::ops::{ControlFlow, Range};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::cancel::{Cancel, Cancelled};
use crate::cores::cores;

/// How long the last workers are waited for until it is reported again how far they are.
const REPORTED_AFTER: Duration = Duration::from_millis(20);

/// The numbers from 0 up to a number of items, cut into strides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strides {
    items: usize,
    size: usize,
    workers: usize,
}

/// Some items that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stride {
    /// Which stride it is, counted from 0.
    pub number: usize,
    /// The items.
    pub items: Range<usize>,
}

impl Strides {
    /// Cuts the items `0..items` into strides of `size`, for as many workers as there are cores and
    /// strides. A stride should take about a millisecond: taking one costs nothing against that, and
    /// the last workers do not wait long for each other.
    pub fn new(items: usize, size: usize) -> Self {
        Strides { items, size: size.max(1), workers: cores() }.at_most(usize::MAX)
    }

    /// Lets at most so many workers work, but always one.
    #[must_use]
    pub fn at_most(self, workers: usize) -> Self {
        let strides = self.items.div_ceil(self.size);
        Strides { workers: self.workers.min(strides).min(workers).max(1), ..self }
    }

    /// Has each worker call `work` once, which takes strides until there are no more, and returns what
    /// the workers made, in no order. This thread is one of the workers: from time to time, and while
    /// it waits for the last ones, it tells `report` how many items were taken.
    ///
    /// # Errors
    /// Fails when it was cancelled, by `report` or by somebody else.
    pub fn run<T: Send>(
        self,
        cancel: &Cancel,
        report: &mut dyn FnMut(usize),
        work: impl Fn(&mut Worker<'_>) -> T + Sync,
    ) -> Result<Vec<T>, Cancelled> {
        let queue = Queue {
            strides: self,
            next: AtomicUsize::new(0),
            panicked: AtomicBool::new(false),
            cancel,
        };
        let made = thread::scope(|scope| {
            let (running, ended) = mpsc::channel::<Infallible>();
            let others: Vec<_> = (1..self.workers)
                .map(|_| {
                    let (running, queue, work) = (running.clone(), &queue, &work);
                    scope.spawn(move || {
                        let made = work(&mut Worker { queue, report: None });
                        drop(running);
                        made
                    })
                })
                .collect();
            drop(running);
            let mut worker = Worker { queue: &queue, report: Some(report) };
            let mut all = vec![work(&mut worker)];
            while !others.is_empty() && ended.recv_timeout(REPORTED_AFTER) == TIMEOUT {
                // What it says is seen by the workers themselves.
                let _: ControlFlow<()> = worker.goes_on();
            }
            for other in others {
                all.push(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            all
        });
        if cancel.is_cancelled() { Err(Cancelled) } else { Ok(made) }
    }

    /// Has the workers call `each` with every stride, and returns what it made of them in their order.
    /// Each worker keeps a state of its own, which `begin` makes, from stride to stride.
    ///
    /// # Errors
    /// As [`Strides::run`]; what `each` returns after it was told to stop is thrown away.
    pub fn map<S, T: Send>(
        self,
        cancel: &Cancel,
        report: &mut dyn FnMut(usize),
        begin: impl Fn() -> S + Sync,
        each: impl Fn(&mut S, Range<usize>, &mut Worker<'_>) -> T + Sync,
    ) -> Result<Vec<T>, Cancelled> {
        let made = self.run(cancel, report, |worker| {
            let (mut state, mut made) = (begin(), Vec::new());
            while let Some(Stride { number, items }) = worker.take() {
                made.push((number, each(&mut state, items, worker)));
            }
            made
        })?;
        let mut all: Vec<(usize, T)> = made.into_iter().flatten().collect();
        all.sort_unstable_by_key(|(number, _)| *number);
        Ok(all.into_iter().map(|(_, made)| made).collect())
    }
}

const TIMEOUT: Result<Infallible, RecvTimeoutError> = Err(RecvTimeoutError::Timeout);

/// The strides that nobody has taken yet, shared by the workers.
struct Queue<'c> {
    strides: Strides,
    next: AtomicUsize,
    panicked: AtomicBool,
    cancel: &'c Cancel,
}

/// One of the workers.
pub struct Worker<'w> {
    queue: &'w Queue<'w>,
    /// Only the calling thread reports.
    report: Option<&'w mut dyn FnMut(usize)>,
}

impl Worker<'_> {
    /// Takes the next stride that nobody has taken; nothing when all are or the work is to stop.
    pub fn take(&mut self) -> Option<Stride> {
        if self.goes_on().is_break() {
            return None;
        }
        let Strides { items, size, .. } = self.queue.strides;
        let number = self.queue.next.fetch_add(1, Ordering::Relaxed);
        let start = number.checked_mul(size).filter(|start| *start < items)?;
        Some(Stride { number, items: start..items.min(start.saturating_add(size)) })
    }

    /// Returns whether the work goes on, and on the calling thread reports how far it is. To be asked
    /// in the middle of a stride that may take long.
    pub fn goes_on(&mut self) -> ControlFlow<()> {
        let Queue { strides, next, panicked, cancel } = self.queue;
        if let Some(report) = &mut self.report {
            let taken = next.load(Ordering::Relaxed).saturating_mul(strides.size);
            report(taken.min(strides.items));
        }
        if cancel.is_cancelled() || panicked.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Worker<'_> {
    /// What the others do is for nothing when one of them panics.
    fn drop(&mut self) {
        if thread::panicking() {
            self.queue.panicked.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::{Barrier, Mutex};

    use super::*;

    /// Strides for a number of workers that does not depend on the machine.
    fn strides(items: usize, size: usize, workers: usize) -> Strides {
        Strides { items, size, workers }.at_most(workers)
    }

    fn silent(_: usize) {}

    #[test]
    fn map_any_numbers_gives_each_item_once_in_order() {
        for (items, size, workers) in
            [(0, 8, 4), (1, 8, 4), (7, 8, 4), (8, 8, 4), (9, 8, 4), (1000, 7, 3), (50, 1, 64)]
        {
            let strides = strides(items, size, workers);
            let made = strides.map(
                &Cancel::default(),
                &mut silent,
                || (),
                |(), items, _| items.collect::<Vec<_>>(),
            );
            let made = made.unwrap();
            assert_eq!(made.len(), items.div_ceil(size), "{items} in {size}");
            assert!(made.into_iter().flatten().eq(0..items), "{items} in {size}");
        }
    }

    #[test]
    fn workers_more_than_strides_do_not_begin() {
        for (items, size, most, workers) in
            [(0, 8, 4, 1), (1, 8, 4, 1), (9, 8, 4, 2), (100, 1, 4, 4), (100, 1, 0, 1)]
        {
            let begun = strides(items, size, most)
                .run(&Cancel::default(), &mut silent, |worker| while worker.take().is_some() {});
            assert_eq!(begun.map(|begun| begun.len()), Ok(workers), "{items} in {size}");
        }
    }

    #[test]
    fn workers_keep_a_state_each_and_all_of_them_work() {
        // Nobody takes a second stride before everybody has one.
        let all = Barrier::new(3);
        let made = strides(300, 1, 3).run(&Cancel::default(), &mut silent, |worker| {
            let mut taken: Vec<Stride> = worker.take().into_iter().collect();
            all.wait();
            while let Some(stride) = worker.take() {
                taken.push(stride);
            }
            taken
        });
        let made = made.unwrap();
        assert!(made.len() == 3 && made.iter().all(|taken| !taken.is_empty()), "{made:?}");
        let numbers: BTreeSet<usize> = made.iter().flatten().map(|stride| stride.number).collect();
        assert!(numbers.into_iter().eq(0..300), "nothing is lost");
    }

    #[test]
    fn report_is_called_by_the_calling_thread_and_counts_up_to_all() {
        let (caller, mut seen) = (thread::current().id(), Vec::new());
        let mut report = |taken| {
            assert_eq!(thread::current().id(), caller);
            seen.push(taken);
        };
        let made =
            strides(100, 30, 1).map(&Cancel::default(), &mut report, || (), |(), items, _| items);
        assert_eq!(made.map(|made| made.len()), Ok(4));
        assert_eq!(seen, [0, 30, 60, 90, 100]);
    }

    #[test]
    fn report_goes_on_while_the_last_workers_are_waited_for() {
        // The other worker ends only when it is reported that this thread waits.
        let (caller, waiting) = (thread::current().id(), Barrier::new(2));
        let (mine, begun) = (Mutex::new(0), Barrier::new(2));
        let mut report = |_| {
            if *mine.lock().unwrap() == 1 {
                *mine.lock().unwrap() = 2;
                waiting.wait();
            }
        };
        let made = strides(2, 1, 2).run(&Cancel::default(), &mut report, |worker| {
            let stride = worker.take();
            begun.wait();
            if thread::current().id() == caller {
                *mine.lock().unwrap() = 1;
            } else {
                waiting.wait();
            }
            stride
        });
        assert_eq!(made.map(|made| made.len()), Ok(2));
    }

    #[test]
    fn cancelled_work_stops_and_gives_nothing() {
        let before = Cancel::default();
        before.clone().cancel();
        let begun = strides(100, 1, 4).run(&before, &mut silent, |worker| worker.take());
        assert_eq!(begun, Err(Cancelled), "before it begins");

        let by_report = Cancel::default();
        let mut report = |taken| {
            if taken >= 50 {
                by_report.cancel();
            }
        };
        let made = strides(100, 1, 1).map(&by_report, &mut report, || (), |(), items, _| items);
        assert_eq!(made, Err(Cancelled), "by who is told how far it is");

        let within = Cancel::default();
        let asked = strides(2, 1, 2).run(&within, &mut silent, |worker| {
            let Some(Stride { number, .. }) = worker.take() else { return };
            if number == 1 {
                within.cancel();
            }
            // Neither ends before it is told to.
            while worker.goes_on().is_continue() {}
        });
        assert_eq!(asked, Err(Cancelled), "in the middle of a stride, in every worker");
    }

    #[test]
    fn panic_of_any_worker_ends_the_others_and_goes_on_in_the_caller() {
        let caller = thread::current().id();
        for calling in [true, false] {
            let begun = Barrier::new(2);
            let run = || {
                strides(2, 1, 2).run(&Cancel::default(), &mut silent, |worker| {
                    begun.wait();
                    assert!((thread::current().id() == caller) != calling, "a mistake");
                    while worker.goes_on().is_continue() {}
                })
            };
            let panic = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
            assert_eq!(panic.downcast_ref(), Some(&"a mistake"), "of the caller: {calling}");
        }
    }

    #[test]
    fn panic_of_the_report_ends_the_workers() {
        let mut report = |_| panic!("a mistake");
        let run = || {
            strides(2, 1, 2).run(&Cancel::default(), &mut report, |worker| {
                while worker.goes_on().is_continue() {}
            })
        };
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
    }
}
