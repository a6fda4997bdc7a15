//! A pass over a regular file in blocks, each read by the worker that looks at its users.

use std::io::Read;
use std::sync::Arc;

use footbridge_workers::{Parts, cores, pull_ordered};

use super::file::Export;
use super::job::{Job, OnPart, PassResult, go_on};
use super::regular::Regular;
use crate::column::column_facts::ColumnFacts;
use crate::error::DirectoryError;
use crate::format::blocks::{BlockLocation, BlockReader, Stop};
use crate::format::csv::LONGEST_RECORD;
use crate::format::rows::{self, Irregular, Shape};
use crate::record::facts::Facts;
use crate::record::import_record::{Form, ImportRecord};
use crate::record::notice::Notice;
use crate::record::progress::Progress;
use crate::record::summary::Format;
use crate::record::text_facts::{Encoding, TextFacts};
use crate::store::chunk::Chunk;

/// Why a pass in blocks ends early.
#[derive(Debug)]
pub(super) enum PassError {
    /// The file is not as regular as it looked.
    Irregular,
    Failed(DirectoryError),
}

impl From<Stop> for PassError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Irregular => PassError::Irregular,
            Stop::Unreadable(error) => PassError::Failed(DirectoryError::Unreadable(error)),
        }
    }
}

/// What a worker made of a block.
struct Done<P> {
    place: BlockLocation,
    part: P,
    facts: Facts,
    ascii: bool,
}

/// What all blocks make together.
struct Together<T> {
    whole: T,
    facts: Facts,
    blocks: Vec<BlockLocation>,
    ascii: bool,
}

impl Export {
    pub(super) fn in_blocks<J: Job>(
        &self,
        regular: &Regular,
        job: &J,
        attributes: Option<&[&str]>,
        on_part: OnPart<'_, J::Whole>,
    ) -> Result<PassResult<J::Worker, J::Whole>, PassError> {
        let shape = regular.shape(attributes);
        let blocks = usize::try_from(self.state.0 / self.block).unwrap_or(usize::MAX);
        let workers = cores().min(blocks.saturating_add(1));
        let (together, workers) = pull_ordered(
            workers,
            self.blocks(regular),
            || job.worker(),
            |worker, block| {
                let (place, bytes) = block?;
                work(job, &shape, worker, place, bytes)
            },
            |parts| self.put_together(regular, job, parts, on_part),
        );
        let Together { whole, mut facts, blocks, ascii } = together?;
        facts.notices.extend(regular.below.map(|row| Notice::TitleRows { row }));
        let encoding = if regular.marked { Encoding::Utf8WithMark } else { Encoding::Utf8 };
        let form = Form {
            format: Format::Csv,
            delimiter: Some(char::from(regular.delimiter)),
            text: TextFacts { encoding, ascii, damaged: false },
        };
        let record = ImportRecord { file: self.name.clone(), form, facts, files: Vec::new() };
        Ok(PassResult { workers, whole, record, layout: Arc::clone(&regular.layout), blocks })
    }

    /// Returns what reads the next block, up to the first that cannot be cut.
    fn blocks(
        &self,
        regular: &Regular,
    ) -> impl FnMut() -> Option<Result<(BlockLocation, Vec<u8>), PassError>> {
        let source = self.source.from(regular.start.offset);
        let mut reader = BlockReader::new(source, regular.delimiter, regular.start, self.block);
        let capacity =
            usize::try_from(self.block).unwrap_or_default().saturating_add(LONGEST_RECORD);
        let mut stopped = false;
        move || {
            if stopped {
                return None;
            }
            let mut bytes = Vec::with_capacity(capacity);
            let block = reader.next(&mut bytes).transpose()?;
            stopped = block.is_err();
            Some(block.map(|place| (place, bytes)).map_err(PassError::from))
        }
    }

    /// Puts the parts together in the file's order, while the workers go on.
    fn put_together<J: Job>(
        &self,
        regular: &Regular,
        job: &J,
        parts: &mut Parts<'_, Result<Done<J::Part>, PassError>>,
        on_part: OnPart<'_, J::Whole>,
    ) -> Result<Together<J::Whole>, PassError> {
        let mut facts = Facts::default();
        facts.columns.resize(regular.layout.columns.len(), ColumnFacts::default());
        let mut together = Together { whole: job.whole(), facts, blocks: Vec::new(), ascii: true };
        while let Some(done) = parts.take() {
            let done = done?;
            let bytes = done.place.offset + done.place.length as u64;
            together.blocks.push(done.place);
            together.facts.add(done.facts);
            together.ascii &= done.ascii;
            let users = together.facts.users;
            let progress = Progress { bytes, total: Some(self.state.0), users };
            job.take(&mut together.whole, done.part).map_err(PassError::Failed)?;
            go_on(on_part(&together.whole, progress)).map_err(PassError::Failed)?;
        }
        Ok(together)
    }

    pub(super) fn look_up_in_blocks(
        &self,
        regular: &Regular,
        blocks: &[BlockLocation],
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
            let Ok(chunk) = rows::read(&bytes, *place, &shape) else { continue };
            for key in wanted {
                visit(&chunk, key - chunk.first);
            }
        }
        Ok(())
    }
}

/// Reads the users of a block and has the job look at them.
fn work<J: Job>(
    job: &J,
    shape: &Shape,
    worker: &mut J::Worker,
    place: BlockLocation,
    bytes: Vec<u8>,
) -> Result<Done<J::Part>, PassError> {
    let ascii = bytes.is_ascii();
    let mut chunk = rows::read(&bytes, place, shape).map_err(|Irregular| PassError::Irregular)?;
    let facts = std::mem::take(&mut chunk.facts);
    Ok(Done { place, part: job.visit(worker, &chunk), facts, ascii })
}
