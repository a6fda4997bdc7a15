//! Items that come one by one; what the workers make of them arrives in the items' order.
//!
//! A worker takes the next item under a lock, so items should be large: a block of a file, not a row.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Has `workers` workers take items out of `source` themselves and make parts of them, while the
/// calling thread takes the parts in the items' order. No more than two items for each worker and one
/// are under way. Each worker keeps a state of its own, which `begin` makes. Returns what `take`
/// returns, and the workers' states, in no order.
///
/// `source` is called by one worker at a time, until it gives nothing or `take` has returned: that is
/// how the work is ended early.
pub fn pull_ordered<I, P: Send, W: Send, R>(
    workers: usize,
    source: impl FnMut() -> Option<I> + Send,
    begin: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, I) -> P + Sync,
    take: impl FnOnce(&mut Parts<'_, P>) -> R,
) -> (R, Vec<W>) {
    let most = workers.saturating_mul(2).saturating_add(1);
    ordered(workers, most, source, &begin, &work, |mut parts| take(&mut parts))
}

/// As [`pull_ordered`] with items that the calling thread makes itself and sends to the workers; how
/// many are under way is its own matter ([`Feed::ready`]).
pub fn push_ordered<I: Send, P: Send, W: Send, R>(
    workers: usize,
    begin: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, I) -> P + Sync,
    feed: impl FnOnce(&mut Feed<'_, I, P>) -> R,
) -> (R, Vec<W>) {
    let (items, queue) = mpsc::sync_channel(0);
    let source = move || queue.recv().ok();
    ordered(workers, usize::MAX, source, &begin, &work, |parts| {
        feed(&mut Feed { items, parts, sent: 0, workers })
    })
}

fn ordered<I, P: Send, W: Send, R>(
    workers: usize,
    most: usize,
    source: impl FnMut() -> Option<I> + Send,
    begin: &(impl Fn() -> W + Sync),
    work: &(impl Fn(&mut W, I) -> P + Sync),
    take: impl FnOnce(Parts<'_, P>) -> R,
) -> (R, Vec<W>) {
    let window = Window { counts: Mutex::default(), changed: Condvar::new(), most };
    let source = Mutex::new(Some(source));
    let (taken, states) = thread::scope(|scope| {
        let (sender, arriving) = mpsc::channel();
        let running: Vec<_> = (0..workers.max(1))
            .map(|_| {
                let (sender, window, source) = (sender.clone(), &window, &source);
                scope.spawn(move || serve(window, source, &sender, begin, work))
            })
            .collect();
        drop(sender);
        let taken = take(Parts { window: &window, arriving, early: BTreeMap::new(), taken: 0 });
        let states = running.into_iter().filter_map(|worker| worker.join().ok().flatten());
        (taken, states.collect())
    });
    // Of a worker that panicked after the work was ended early nobody has heard yet.
    match lock(&window.counts).panic.take() {
        Some(panic) => resume_unwind(panic),
        None => (taken, states),
    }
}

/// Is a worker until there is nothing more to do; it has no state to show when it panics.
fn serve<I, P, W>(
    window: &Window,
    source: &Mutex<Option<impl FnMut() -> Option<I>>>,
    sender: &Sender<Arrival<P>>,
    begin: impl Fn() -> W,
    work: impl Fn(&mut W, I) -> P,
) -> Option<W> {
    let next = || {
        let mut source = lock(source);
        let number = window.enter()?;
        let item = source.as_mut()?();
        if item.is_none() {
            *source = None;
        }
        Some((number, item?))
    };
    let served = catch_unwind(AssertUnwindSafe(|| {
        let mut worker = begin();
        while let Some((number, item)) = next() {
            // Nobody listens any more when the work was ended early.
            if sender.send(Arrival::Part(number, work(&mut worker, item))).is_err() {
                break;
            }
        }
        worker
    }));
    match served {
        Ok(worker) => Some(worker),
        Err(panic) => {
            window.fail(panic);
            // The calling thread waits for a part, or for somebody who takes an item.
            drop(sender.send(Arrival::Panic));
            *lock(source) = None;
            None
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a worker tells the calling thread.
enum Arrival<P> {
    /// What it made of the item of a number.
    Part(usize, P),
    /// It panicked.
    Panic,
}

/// Bounds how many items are under way.
struct Window {
    counts: Mutex<Counts>,
    changed: Condvar,
    most: usize,
}

#[derive(Default)]
struct Counts {
    entered: usize,
    taken: usize,
    closed: bool,
    panic: Option<Box<dyn Any + Send>>,
}

impl Window {
    /// Waits until one more item may be under way, and returns its number; nothing when none is wanted.
    fn enter(&self) -> Option<usize> {
        let mut counts = lock(&self.counts);
        while counts.entered - counts.taken >= self.most && !counts.closed {
            counts = self.changed.wait(counts).unwrap_or_else(PoisonError::into_inner);
        }
        counts.entered += 1;
        (!counts.closed).then_some(counts.entered - 1)
    }

    fn taken(&self, taken: usize) {
        lock(&self.counts).taken = taken;
        self.changed.notify_all();
    }

    fn close(&self) {
        lock(&self.counts).closed = true;
        self.changed.notify_all();
    }

    fn fail(&self, panic: Box<dyn Any + Send>) {
        lock(&self.counts).panic.get_or_insert(panic);
        self.close();
    }
}

/// The parts that the workers make, for the calling thread.
pub struct Parts<'w, P> {
    window: &'w Window,
    arriving: Receiver<Arrival<P>>,
    /// What was made before something that comes first.
    early: BTreeMap<usize, P>,
    taken: usize,
}

impl<P> Parts<'_, P> {
    /// Waits for the next part in the items' order; nothing after the last one. The part before is
    /// then done with: only now another item may take its room.
    ///
    /// # Panics
    /// When a worker has panicked, with its panic.
    pub fn take(&mut self) -> Option<P> {
        self.take_from(|arriving| arriving.recv().ok())
    }

    fn take_from(
        &mut self,
        arrival: impl Fn(&Receiver<Arrival<P>>) -> Option<Arrival<P>>,
    ) -> Option<P> {
        self.window.taken(self.taken);
        loop {
            if let Some(part) = self.early.remove(&self.taken) {
                self.taken += 1;
                return Some(part);
            }
            match arrival(&self.arriving)? {
                Arrival::Part(number, part) => {
                    self.early.insert(number, part);
                }
                Arrival::Panic => {
                    let panic = lock(&self.window.counts).panic.take();
                    resume_unwind(panic.unwrap_or_else(|| Box::new("a worker panicked")));
                }
            }
        }
    }
}

impl<P> Drop for Parts<'_, P> {
    /// Nothing more is taken, so nothing more is to be made.
    fn drop(&mut self) {
        self.window.close();
    }
}

/// Items to the workers, and parts back from them, for the calling thread.
pub struct Feed<'w, I, P> {
    // Dropped first: a worker may wait for an item.
    items: SyncSender<I>,
    parts: Parts<'w, P>,
    sent: usize,
    workers: usize,
}

impl<I, P> Feed<'_, I, P> {
    /// Hands an item to the next worker that is free, and waits for one.
    pub fn send(&mut self, item: I) {
        // Nobody takes it when a worker has panicked, which shows when the parts are taken.
        self.sent += usize::from(self.items.send(item).is_ok());
    }

    /// Takes the next part in the items' order if it is there; waits for it while more items are under
    /// way than there are workers.
    ///
    /// # Panics
    /// As [`Parts::take`].
    pub fn ready(&mut self) -> Option<P> {
        if self.sent - self.parts.taken > self.workers {
            return self.parts.take();
        }
        self.parts.take_from(|arriving| arriving.try_recv().ok())
    }

    /// Waits for the next part in the items' order; nothing when all that was sent is taken.
    ///
    /// # Panics
    /// As [`Parts::take`].
    pub fn take(&mut self) -> Option<P> {
        if self.sent > self.parts.taken { self.parts.take() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// The items from 0 up to a number.
    fn items(count: usize) -> impl FnMut() -> Option<usize> + Send {
        let mut items = 0..count;
        move || items.next()
    }

    fn all<P>(parts: &mut Parts<'_, P>) -> Vec<P> {
        std::iter::from_fn(|| parts.take()).collect()
    }

    #[test]
    fn pull_any_number_of_items_gives_each_part_once_in_order() {
        for (count, workers) in [(0, 3), (1, 3), (2, 3), (500, 3), (500, 1), (3, 64), (5, 0)] {
            let (parts, states) = pull_ordered(
                workers,
                items(count),
                || 0,
                |seen, item| {
                    *seen += 1;
                    item * 2
                },
                all,
            );
            assert!(parts.into_iter().eq((0..count).map(|item| item * 2)), "{count}, {workers}");
            assert_eq!(states.len(), workers.max(1), "{count}, {workers}");
            assert_eq!(states.iter().sum::<usize>(), count, "nothing is lost: {count}, {workers}");
        }
    }

    #[test]
    fn pull_later_part_made_first_is_taken_in_its_turn() {
        // The first item is done only when the second one is.
        let second = Barrier::new(2);
        let work = |(): &mut (), item: usize| {
            if item < 2 {
                second.wait();
            }
            item
        };
        assert_eq!(pull_ordered(2, items(5), || (), work, all).0, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn pull_items_under_way_are_never_more_than_two_a_worker_and_one() {
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut items = items(200);
        let source = || {
            begun.fetch_add(1, Ordering::SeqCst);
            items()
        };
        let take = |parts: &mut Parts<'_, usize>| {
            for taken in 0.. {
                let under_way = begun.load(Ordering::SeqCst).saturating_sub(taken);
                most.fetch_max(under_way, Ordering::SeqCst);
                if parts.take().is_none() {
                    return taken;
                }
            }
            0
        };
        assert_eq!(pull_ordered(2, source, || (), |(), item| item, take).0, 200);
        // One more is looked for after the last.
        assert!(most.into_inner() <= 6, "and no more");
    }

    #[test]
    fn pull_taker_that_ends_early_ends_the_workers() {
        let (first, states) = pull_ordered(
            3,
            || Some(1),
            || (),
            |(), item: usize| item,
            |parts| (parts.take(), parts.take()),
        );
        assert_eq!((first, states.len()), ((Some(1), Some(1)), 3), "of a source without end");
    }

    #[test]
    fn push_any_number_of_items_gives_each_part_once_in_order() {
        for (count, workers) in [(0, 3), (1, 3), (500, 3), (500, 1), (3, 64), (5, 0)] {
            let (parts, states) = push_ordered(
                workers,
                || 0,
                |seen, item| {
                    *seen += 1;
                    item * 2
                },
                |feed| {
                    let mut parts = Vec::new();
                    for item in 0..count {
                        feed.send(item);
                        parts.extend(std::iter::from_fn(|| feed.ready()));
                        assert!(item < parts.len() + workers.max(1), "so many are under way");
                    }
                    parts.extend(std::iter::from_fn(|| feed.take()));
                    parts
                },
            );
            assert!(parts.into_iter().eq((0..count).map(|item| item * 2)), "{count}, {workers}");
            assert_eq!(states.iter().sum::<usize>(), count, "nothing is lost: {count}, {workers}");
        }
    }

    #[test]
    fn push_without_taking_does_not_stand_still() {
        let send = |feed: &mut Feed<'_, usize, usize>| {
            (0..100).for_each(|item| feed.send(item));
            std::iter::from_fn(|| feed.take()).count()
        };
        assert_eq!(push_ordered(2, || (), |(), item| item, send).0, 100);
        let ((), states) = push_ordered(2, || (), |(), item: usize| item, |feed| feed.send(1));
        assert_eq!(states.len(), 2, "nor does what is never taken keep the workers");
    }

    fn panic_of<R>(run: impl FnOnce() -> R) -> Option<&'static str> {
        let panic = catch_unwind(AssertUnwindSafe(run)).err()?;
        panic.downcast_ref::<&str>().copied()
    }

    fn fourth((): &mut (), item: usize) -> usize {
        assert!(item != 4, "of the work");
        item
    }

    #[test]
    fn panic_of_a_worker_goes_on_in_the_calling_thread() {
        for workers in [1, 3] {
            let without_end = || {
                let mut item = 0;
                move || {
                    item += 1;
                    Some(item)
                }
            };
            let pull = || pull_ordered(workers, without_end(), || (), fourth, all);
            assert_eq!(panic_of(pull), Some("of the work"), "pulled by {workers}");
            let push = || {
                push_ordered(
                    workers,
                    || (),
                    fourth,
                    |feed| {
                        for item in 0.. {
                            feed.send(item);
                            while feed.ready().is_some() {}
                        }
                    },
                )
            };
            assert_eq!(panic_of(push), Some("of the work"), "pushed to {workers}");
            let source = || -> Option<usize> { panic!("of the source") };
            let pull = || pull_ordered(workers, source, || (), fourth, all);
            assert_eq!(panic_of(pull), Some("of the source"), "{workers}");
            let begin = || -> () { panic!("of the beginning") };
            let push = || push_ordered(workers, begin, fourth, |feed| feed.send(1));
            assert_eq!(panic_of(push), Some("of the beginning"), "{workers}");
            let take = |_: &mut Parts<'_, usize>| -> () { panic!("of the caller") };
            let pull = || pull_ordered(workers, without_end(), || (), |(), item| item, take);
            assert_eq!(panic_of(pull), Some("of the caller"), "{workers}");
        }
    }

    #[test]
    fn panic_that_nobody_waited_for_is_not_lost() {
        let begun = Barrier::new(2);
        let work = |(): &mut (), item: usize| {
            begun.wait();
            fourth(&mut (), item)
        };
        let take = |_: &mut Parts<'_, usize>| begun.wait();
        let mut item = Some(4);
        let pull = || pull_ordered(1, move || item.take(), || (), work, take);
        assert_eq!(panic_of(pull), Some("of the work"));
    }
}
