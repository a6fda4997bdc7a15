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
mod tests;
