//! A pass over a file of any form in order: one reader makes parts of it, and workers beside it look
//! at them.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::sync::Arc;

use footbridge_workers::{cores, push_ordered};

use super::file::Export;
use super::job::{Job, OnPart, PassResult, go_on};
use crate::error::DirectoryError;
use crate::format::read::read_in_order;
use crate::record::facts::Facts;
use crate::record::import_record::{Form, ImportRecord};
use crate::record::progress::Progress;
use crate::store::chunk::Chunk;

impl Export {
    pub(super) fn in_order<J: Job>(
        &self,
        job: &J,
        on_part: OnPart<'_, J::Whole>,
    ) -> Result<PassResult<J::Worker, J::Whole>, DirectoryError> {
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
        let work = |worker: &mut J::Worker, chunk: Chunk| job.visit(worker, &chunk);
        let (form, workers) = push_ordered(
            cores(),
            || job.worker(),
            work,
            |feed| {
                let take = |part| job.take(&mut whole.borrow_mut(), part);
                let mut deliver = |mut chunk: Chunk| {
                    facts.add(std::mem::take(&mut chunk.facts));
                    layout = Arc::clone(chunk.directory.layout());
                    feed.send(chunk);
                    while let Some(part) = feed.ready() {
                        take(part)?;
                    }
                    go_on(tell(Progress { bytes: read.get(), total, users: facts.users }))
                };
                let form =
                    read_in_order(&mut file, total, &self.choices, &mut progress, &mut deliver)?;
                while let Some(part) = feed.take() {
                    take(part)?;
                }
                go_on(tell(Progress { bytes: self.state.0, total, users: facts.users }))?;
                Ok::<Form, DirectoryError>(form)
            },
        );
        let record =
            ImportRecord { file: self.name.clone(), form: form?, facts, files: Vec::new() };
        Ok(PassResult { workers, whole: whole.into_inner(), record, layout, blocks: Vec::new() })
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
