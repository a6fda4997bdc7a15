//! One export read whole into memory, as a directory.

use std::path::Path;
use std::sync::Arc;

use footbridge_finding::Language;

use crate::column::cells::Column;
use crate::column::end::ColumnFull;
use crate::error::DirectoryError;
use crate::export::file::Export;
use crate::export::job::Job;
use crate::record::progress::OnProgress;
use crate::record::summary::DirectorySummary;
use crate::store::chunk::Chunk;
use crate::store::directory::Directory;
use crate::store::gathered::Gathered;

/// Called once with the first users of a file, long before the last ones are read.
pub type OnFirst<'a> = &'a mut dyn FnMut(&Directory);

/// Reads the users of an export at `path`.
///
/// # Errors
/// Fails when the file cannot be read, is no export of users, or the caller stops it. Rows that
/// are broken are left out and reported in the summary instead.
pub fn open(
    path: &Path,
    language: &Language,
    progress: OnProgress<'_>,
) -> Result<(Directory, DirectorySummary), DirectoryError> {
    Export::open(path, &[])?.load(language, &mut |_| {}, progress)
}

impl Export {
    /// Reads all users into memory.
    ///
    /// # Errors
    /// Fails when the file cannot be read, is no export of users, or the caller stops it. Rows that
    /// are broken are left out and reported in the summary instead.
    pub fn load(
        &self,
        language: &Language,
        first: OnFirst<'_>,
        progress: OnProgress<'_>,
    ) -> Result<(Directory, DirectorySummary), DirectoryError> {
        let mut told = false;
        let passed = self.pass(&Load, None, &mut |gathered: &Gathered, at| {
            if !told && gathered.users() > 0 {
                told = true;
                first(&gathered.so_far());
            }
            progress(at)
        })?;
        let (whole, record) = passed.into_record();
        Ok(whole.finish(record, language))
    }
}

/// Gathers everybody.
struct Load;

impl Job for Load {
    type Worker = ();
    type Part = Result<Directory, ColumnFull>;
    type Whole = Gathered;

    fn worker(&self) {}

    fn visit(&self, (): &mut (), chunk: &Chunk) -> Self::Part {
        let directory = &chunk.directory;
        let columns = directory.columns().iter().map(Column::compacted);
        let columns: Vec<_> = columns.collect::<Result<_, ColumnFull>>()?;
        Ok(Directory::new(directory.users(), Arc::new(columns), Arc::clone(directory.layout())))
    }

    fn whole(&self) -> Gathered {
        Gathered::default()
    }

    fn take(&self, whole: &mut Gathered, part: Self::Part) -> Result<(), DirectoryError> {
        whole.add(&part.map_err(|ColumnFull| DirectoryError::TooLarge)?)
    }
}
