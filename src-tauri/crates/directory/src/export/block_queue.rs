//! The line at which workers wait for blocks, and what each does with one.
//!
//! Deliberately absent: putting the parts together (`export`).

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::job::Job;
use crate::error::DirectoryError;
use crate::format::blocks::{BlockReader, Place, Stop};
use crate::format::csv::LONGEST_RECORD;
use crate::format::rows::{self, Irregular, Shape};
use crate::record::facts::Facts;

/// Why a pass in blocks ends early.
#[derive(Debug)]
pub(crate) enum Halt {
    Irregular,
    Failed(DirectoryError),
    /// A worker panicked.
    Panicked(Box<dyn Any + Send>),
}

impl Halt {
    pub(crate) fn unreadable(error: std::io::Error) -> Self {
        Halt::Failed(DirectoryError::Unreadable(error))
    }
}

/// What a worker made of a block.
pub(crate) struct Done<P> {
    pub(crate) place: Place,
    pub(crate) part: P,
    pub(crate) facts: Facts,
    pub(crate) ascii: bool,
}

/// A block's number, where it is, and its bytes.
type Block = (usize, Place, Vec<u8>);

/// A block's number, and what became of it.
pub(crate) type Sent<P> = (usize, Result<Done<P>, Halt>);

/// The line at which workers wait for blocks.
pub(crate) struct Line {
    counter: Mutex<Counter>,
    moved: Condvar,
    /// How many blocks may be under way.
    most: usize,
    /// The room that a block needs.
    capacity: usize,
}

struct Counter {
    reader: BlockReader,
    handed_out: usize,
    taken: usize,
    stopped: bool,
}

impl Line {
    pub(crate) fn new(reader: BlockReader, workers: usize) -> Self {
        let capacity = usize::try_from(reader.size).unwrap_or_default() + LONGEST_RECORD;
        let counter = Counter { reader, handed_out: 0, taken: 0, stopped: false };
        let most = workers * 2 + 1;
        Line { counter: Mutex::new(counter), moved: Condvar::new(), most, capacity }
    }

    fn counter(&self) -> MutexGuard<'_, Counter> {
        self.counter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn taken(&self, taken: usize) {
        self.counter().taken = taken;
        self.moved.notify_all();
    }

    pub(crate) fn stop(&self) {
        self.counter().stopped = true;
        self.moved.notify_all();
    }

    /// Reads the next block; `None` when there is nothing more to do.
    fn next(&self) -> Result<Option<Block>, (usize, Halt)> {
        let mut counter = self.counter();
        while counter.handed_out >= counter.taken + self.most && !counter.stopped {
            counter = self.moved.wait(counter).unwrap_or_else(PoisonError::into_inner);
        }
        if counter.stopped {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(self.capacity);
        let number = counter.handed_out;
        match counter.reader.next(&mut bytes) {
            Ok(None) => Ok(None),
            Ok(Some(place)) => {
                counter.handed_out += 1;
                Ok(Some((number, place, bytes)))
            }
            Err(stop) => {
                counter.stopped = true;
                Err((
                    number,
                    match stop {
                        Stop::Irregular => Halt::Irregular,
                        Stop::Unreadable(error) => Halt::unreadable(error),
                    },
                ))
            }
        }
    }

    pub(crate) fn work<J: Job>(
        &self,
        job: &J,
        shape: &Shape,
        sender: &Sender<Sent<J::Part>>,
    ) -> J::Worker {
        let mut worker = job.worker();
        loop {
            let (number, done) = match self.next() {
                Ok(None) => return worker,
                Err((number, halt)) => (number, Err(halt)),
                Ok(Some((number, place, bytes))) => {
                    let ascii = bytes.is_ascii();
                    let chunk =
                        rows::read(bytes, place, shape).map_err(|Irregular| Halt::Irregular);
                    let done = chunk.and_then(|mut chunk| {
                        let facts = std::mem::take(&mut chunk.facts);
                        let part =
                            catch_unwind(AssertUnwindSafe(|| job.visit(&mut worker, &chunk)));
                        Ok(Done { place, part: part.map_err(Halt::Panicked)?, facts, ascii })
                    });
                    (number, done)
                }
            };
            let is_over = done.is_err();
            // Nobody listens when another worker has ended the pass.
            if sender.send((number, done)).is_err() || is_over {
                return worker;
            }
        }
    }
}
