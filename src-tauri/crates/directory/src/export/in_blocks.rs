//! A regular file in blocks, each read by the worker that looks at its users.
//!
//! Deliberately absent: cutting blocks (`blocks`) and the line at which workers wait (`line`).

use std::collections::BTreeMap;
use std::io::Read;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::block_queue::{Done, Halt, Line, Sent};
use super::file::Export;
use super::job::{Job, OnPart, Passed, go_on};
use super::regular::Regular;
use crate::column::column_facts::ColumnFacts;
use crate::error::DirectoryError;
use crate::format::blocks::{BlockReader, Place};
use crate::format::rows;
use crate::record::facts::Facts;
use crate::record::import_record::{Form, Record};
use crate::record::progress::Progress;
use crate::record::summary::Format;
use crate::record::text_facts::{Encoding, TextFacts};
use crate::store::chunk::Chunk;

impl Export {
    pub(super) fn in_blocks<J: Job>(
        &self,
        regular: &Regular,
        job: &J,
        attributes: Option<&[&str]>,
        on_part: OnPart<'_, J::Whole>,
    ) -> Result<Passed<J::Worker, J::Whole>, Halt> {
        let shape = regular.shape(attributes);
        let source = self.source.from(regular.start.offset);
        let reader = BlockReader::new(source, regular.delimiter, regular.start, self.block);
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let blocks = usize::try_from(self.state.0 / self.block).unwrap_or(cores);
        let workers = cores.min(blocks + 1);
        let line = Line::new(reader, workers);
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            let work = |sender: Sender<_>| line.work(job, &shape, &sender);
            let running: Vec<_> = (0..workers)
                .map(|_| {
                    let sender = sender.clone();
                    scope.spawn(move || work(sender))
                })
                .collect();
            drop(sender);
            let put = self.put_together(job, &line, &receiver, on_part);
            line.stop();
            let workers: Vec<_> = running.into_iter().filter_map(|it| it.join().ok()).collect();
            let (whole, facts, blocks, ascii) = put?;
            let encoding = if regular.marked { Encoding::Utf8WithMark } else { Encoding::Utf8 };
            let form = Form {
                format: Format::Csv,
                delimiter: Some(char::from(regular.delimiter)),
                text: TextFacts { encoding, ascii, damaged: false },
            };
            let record = Record { file: self.name.clone(), form, facts, files: Vec::new() };
            let layout = Arc::clone(&regular.layout);
            Ok(Passed { workers, whole, record, layout, blocks })
        })
    }

    /// Puts the parts together in the file's order, while the workers go on.
    fn put_together<J: Job>(
        &self,
        job: &J,
        line: &Line,
        receiver: &Receiver<Sent<J::Part>>,
        on_part: OnPart<'_, J::Whole>,
    ) -> Result<(J::Whole, Facts, Vec<Place>, bool), Halt> {
        let (mut whole, mut facts) = (job.whole(), Facts::default());
        facts.columns.resize(
            self.regular.as_ref().map_or(0, |regular| regular.layout.columns.len()),
            ColumnFacts::default(),
        );
        let (mut blocks, mut ascii) = (Vec::new(), true);
        let mut waiting: BTreeMap<usize, Done<J::Part>> = BTreeMap::new();
        for (number, done) in receiver {
            waiting.insert(number, done?);
            while let Some(done) = waiting.remove(&blocks.len()) {
                let bytes = done.place.offset + done.place.length as u64;
                blocks.push(done.place);
                facts.add(done.facts);
                ascii &= done.ascii;
                let progress = Progress { bytes, total: Some(self.state.0), users: facts.users };
                job.take(&mut whole, done.part).map_err(Halt::Failed)?;
                go_on(on_part(&whole, progress)).map_err(Halt::Failed)?;
                line.taken(blocks.len());
            }
        }
        Ok((whole, facts, blocks, ascii))
    }

    pub(super) fn look_up_in_blocks(
        &self,
        regular: &Regular,
        blocks: &[Place],
        keys: &[u32],
        visit: &mut dyn FnMut(&Chunk, u32),
    ) -> Result<(), DirectoryError> {
        let shape = regular.shape(None);
        let mut rest = keys;
        for (place, next) in blocks.iter().zip(blocks.iter().skip(1).map(Some).chain([None])) {
            let here = match next {
                Some(next) => rest.partition_point(|key| *key < next.lines),
                None => rest.len(),
            };
            let (wanted, later) = rest.split_at(here);
            rest = later;
            if wanted.is_empty() {
                continue;
            }
            let mut bytes = vec![0; place.length];
            let read = self.source.from(place.offset).read_exact(&mut bytes);
            read.map_err(DirectoryError::Unreadable)?;
            // The file has changed meanwhile; that is told with the summary.
            let Ok(chunk) = rows::read(bytes, *place, &shape) else { continue };
            for key in wanted {
                visit(&chunk, key - chunk.first);
            }
        }
        Ok(())
    }
}
