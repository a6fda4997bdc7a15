//! A file of any form in order: one reader makes parts of it, and workers beside it look at them.
//!
//! Deliberately absent: the reading (`read`).

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::file::Export;
use super::job::{Job, OnPart, Passed, go_on};
use crate::error::DirectoryError;
use crate::format::read::read_in_order;
use crate::record::facts::Facts;
use crate::record::import_record::Record;
use crate::record::progress::Progress;
use crate::store::chunk::Chunk;

impl Export {
    pub(super) fn in_order<J: Job>(
        &self,
        job: &J,
        on_part: OnPart<'_, J::Whole>,
    ) -> Result<Passed<J::Worker, J::Whole>, DirectoryError> {
        let mut file = self.reader();
        let total = Some(self.state.0);
        let (mut facts, mut layout) = (Facts::default(), Arc::default());
        // Both the reader, in the middle of a part, and each part tell how far it is.
        let (whole, on_part) = (RefCell::new(job.whole()), RefCell::new(on_part));
        let tell = |at: Progress| (on_part.borrow_mut())(&whole.borrow(), at);
        let read = Cell::new(0);
        let mut progress = |at: Progress| {
            read.set(at.bytes);
            tell(at)
        };
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        let (form, workers) = thread::scope(|scope| {
            let (chunks, queue) = mpsc::sync_channel(0);
            let (sender, parts) = mpsc::channel();
            let queue = Arc::new(Mutex::new(queue));
            let running: Vec<_> = (0..workers)
                .map(|_| {
                    let (queue, sender) = (Arc::clone(&queue), sender.clone());
                    scope.spawn(move || work(job, &queue, &sender))
                })
                .collect();
            drop((queue, sender));
            let mut under_way =
                UnderWay { chunks, parts, sent: 0, taken: 0, done: BTreeMap::new() };
            let mut take = |part| job.take(&mut whole.borrow_mut(), part);
            let mut deliver = |mut chunk: Chunk| {
                facts.add(std::mem::take(&mut chunk.facts));
                layout = Arc::clone(chunk.directory.layout());
                under_way.send(chunk);
                under_way.take(workers, &mut take)?;
                go_on(tell(Progress { bytes: read.get(), total, users: facts.users }))
            };
            let form = read_in_order(&mut file, total, &self.choices, &mut progress, &mut deliver);
            let taken = form.and_then(|form| {
                under_way.take(0, &mut take)?;
                go_on(tell(Progress { bytes: self.state.0, total, users: facts.users }))?;
                Ok(form)
            });
            drop(under_way);
            let workers: Vec<_> = running.into_iter().filter_map(|it| it.join().ok()).collect();
            taken.map(|form| (form, workers))
        })?;
        let record = Record { file: self.name.clone(), form, facts, files: Vec::new() };
        Ok(Passed { workers, whole: whole.into_inner(), record, layout, blocks: Vec::new() })
    }

    pub(super) fn look_up_in_order(
        &self,
        keys: &[u32],
        visit: &mut dyn FnMut(&Chunk, u32),
    ) -> Result<(), DirectoryError> {
        let mut file = self.reader();
        let mut rest = keys;
        let mut deliver = |chunk: Chunk| {
            let end = chunk.first + chunk.directory.users();
            let (wanted, later) = rest.split_at(rest.partition_point(|key| *key < end));
            rest = later;
            for key in wanted {
                visit(&chunk, key - chunk.first);
            }
            if rest.is_empty() { Err(DirectoryError::Cancelled) } else { Ok(()) }
        };
        let mut progress = |_: Progress| ControlFlow::Continue(());
        match read_in_order(&mut file, None, &self.choices, &mut progress, &mut deliver) {
            Ok(_) | Err(DirectoryError::Cancelled) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// A worker: looks at the next part until there is none.
fn work<J: Job>(
    job: &J,
    queue: &Mutex<Receiver<(usize, Chunk)>>,
    parts: &Sender<Sent<J::Part>>,
) -> J::Worker {
    let mut worker = job.worker();
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, chunk)) = next else { return worker };
        // The caller waits for each part; it is the caller who goes on panicking.
        let part = panic::catch_unwind(AssertUnwindSafe(|| job.visit(&mut worker, &chunk)));
        let is_over = part.is_err();
        if parts.send((number, part)).is_err() || is_over {
            return worker;
        }
    }
}

/// A part's number, and what a worker made of it.
type Sent<P> = (usize, thread::Result<P>);

/// The parts that workers have in hand.
struct UnderWay<P> {
    chunks: SyncSender<(usize, Chunk)>,
    parts: Receiver<Sent<P>>,
    sent: usize,
    taken: usize,
    /// What was done before something above it.
    done: BTreeMap<usize, P>,
}

impl<P> UnderWay<P> {
    /// Hands a part to the next worker that is free.
    fn send(&mut self, chunk: Chunk) {
        // Nobody takes it when all workers have panicked, which shows when their parts are taken.
        self.sent += usize::from(self.chunks.send((self.sent, chunk)).is_ok());
    }

    /// Takes what is done in the file's order, and waits while more than `most` parts are not.
    fn take(
        &mut self,
        most: usize,
        take: &mut dyn FnMut(P) -> Result<(), DirectoryError>,
    ) -> Result<(), DirectoryError> {
        loop {
            while let Some(part) = self.done.remove(&self.taken) {
                take(part)?;
                self.taken += 1;
            }
            let next = if self.sent - self.taken > most {
                self.parts.recv().ok()
            } else {
                self.parts.try_recv().ok()
            };
            let Some((number, part)) = next else { return Ok(()) };
            self.done.insert(number, part.unwrap_or_else(|panic| panic::resume_unwind(panic)));
        }
    }
}
