//! What is done with the users of an export while it is read, and what a pass over it gives.

use std::ops::ControlFlow;
use std::sync::Arc;

use footbridge_finding::Language;

use crate::column::layout::Layout;
use crate::error::DirectoryError;
use crate::format::blocks::BlockLocation;
use crate::record::import_record::ImportRecord;
use crate::record::progress::Progress;
use crate::record::summary::DirectorySummary;
use crate::store::chunk::Chunk;

/// What is done with the users of an export while it is read.
pub trait Job: Sync {
    /// What one worker keeps from part to part.
    type Worker: Send;
    /// What a worker makes of one part.
    type Part: Send;
    /// What the parts make together.
    type Whole;

    /// Begins a worker.
    fn worker(&self) -> Self::Worker;

    /// Looks at some users. A worker sees parts in the file's order, but not all of them.
    fn visit(&self, worker: &mut Self::Worker, chunk: &Chunk) -> Self::Part;

    /// Begins the whole; begun anew when a file turns out not to be regular.
    fn whole(&self) -> Self::Whole;

    /// Takes the next part, in the file's order.
    ///
    /// # Errors
    /// What the job cannot go on with.
    fn take(&self, whole: &mut Self::Whole, part: Self::Part) -> Result<(), DirectoryError>;
}

/// Called after each part, and where parts are long also between, with what the parts make together
/// so far; `Break` stops the pass with [`DirectoryError::Cancelled`].
pub type OnPart<'a, T> = &'a mut dyn FnMut(&T, Progress) -> ControlFlow<()>;

/// What a pass over an export gave.
#[derive(Debug)]
pub struct PassResult<W, T> {
    /// The workers, in no order.
    pub workers: Vec<W>,
    /// What the parts made together.
    pub whole: T,
    pub(super) record: ImportRecord,
    pub(super) layout: Arc<Layout>,
    pub(super) blocks: Vec<BlockLocation>,
}

impl<W, T> PassResult<W, T> {
    /// Returns the names of those columns that hold one of `attributes` and in which nobody has a value:
    /// they were not exported.
    pub fn not_exported(&self, attributes: &[String]) -> Vec<String> {
        let columns = self.record.not_exported(&self.layout);
        let held = self.layout.attributes.iter();
        let held = held.filter(|it| columns.contains(&it.column) && attributes.contains(&it.name));
        let headers = held.filter_map(|it| self.layout.columns.get(it.column));
        headers.map(|column| column.header.clone()).collect()
    }

    pub(crate) fn into_record(self) -> (T, ImportRecord) {
        (self.whole, self.record)
    }

    /// Returns what is told of the file.
    pub fn summary(&self, language: &Language) -> DirectorySummary {
        self.record.summary(&self.layout, None, language)
    }
}

pub(super) fn go_on(flow: ControlFlow<()>) -> Result<(), DirectoryError> {
    if flow.is_break() { Err(DirectoryError::Cancelled) } else { Ok(()) }
}
