//! An export on disk, read as often as is wanted, by as many workers as there are cores.
//!
//! A regular CSV file is read in blocks, by several readers; any other file in order, by one. What a pass over
//! the file does is a [`Job`]: its workers take parts of the file as they come, and what they make
//! of them is put together in the file's order. Memory does not grow with the file.
//! Deliberately absent: what the users mean.

mod in_blocks;
mod in_order;
mod line;
mod regular;

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use footbridge_finding::Language;
use line::Halt;
use regular::Regular;

use crate::blocks::{BLOCK, Place};
use crate::chunk::Chunk;
use crate::columns::{Choices, ColumnChoice, Layout};
use crate::error::DirectoryError;
use crate::notice::Notice;
use crate::read::Progress;
use crate::record::Record;
use crate::source::{Source, SourceReader, State};
use crate::summary::DirectorySummary;

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
pub struct Passed<W, T> {
    /// The workers, in no order.
    pub workers: Vec<W>,
    /// What the parts made together.
    pub whole: T,
    record: Record,
    layout: Arc<Layout>,
    blocks: Vec<Place>,
}

impl<W, T> Passed<W, T> {
    pub(crate) fn into_record(self) -> (T, Record) {
        (self.whole, self.record)
    }

    /// Returns what is told of the file.
    pub fn summary(&self, language: &Language) -> DirectorySummary {
        self.record.summary(&self.layout, None, language)
    }
}

/// An export on disk.
#[derive(Debug)]
pub struct Export {
    source: Source,
    name: String,
    choices: Choices,
    state: State,
    regular: Option<Regular>,
    bytes_a_user: u64,
    /// The size of a block in bytes.
    block: u64,
    /// It turned out that it is not regular after all.
    irregular: AtomicBool,
}

/// How much is looked at to see what a file is.
const HEAD: u64 = 128 * 1024;

impl Export {
    /// Opens the export at `path`. `choices` say what some of its columns hold.
    ///
    /// # Errors
    /// Fails when it cannot be opened or is no regular file; what is wrong with its contents shows
    /// when it is read.
    pub fn open(path: &Path, choices: &[ColumnChoice]) -> Result<Self, DirectoryError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Export::of(footbridge_file::open(path)?, &name, choices)
    }

    /// Takes an open file as an export of this name. It is read from its beginning, and several
    /// times, which a pipe could not be.
    ///
    /// # Errors
    /// Fails when it cannot be read.
    pub fn of(file: File, name: &str, choices: &[ColumnChoice]) -> Result<Self, DirectoryError> {
        let source = Source::new(file);
        let state = source.state().map_err(DirectoryError::Unreadable)?;
        let choices = Choices::new(choices);
        let mut head = Vec::new();
        let read = source.from(0).take(HEAD).read_to_end(&mut head);
        read.map_err(DirectoryError::Unreadable)?;
        Ok(Export {
            source,
            name: name.to_owned(),
            state,
            bytes_a_user: bytes_a_user(&head),
            regular: Regular::of(&head, state.0, &choices),
            choices,
            block: BLOCK,
            irregular: AtomicBool::new(false),
        })
    }

    /// Returns the file's name without its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns a reader of the file from its beginning.
    pub(crate) fn reader(&self) -> SourceReader {
        self.source.from(0)
    }

    /// Returns the file's size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.state.0
    }

    /// Returns about how many users the file has, judged by its beginning.
    pub fn estimated_users(&self) -> u64 {
        self.state.0 / self.bytes_a_user.max(1)
    }

    /// Reads the file in blocks of about `bytes` instead of 1 MiB: smaller ones take less memory and
    /// more time.
    #[must_use]
    pub fn in_blocks_of(self, bytes: u64) -> Self {
        Export { block: bytes.max(1), ..self }
    }

    /// Reads the file once and does `job` with its users. With `attributes` only these are read.
    ///
    /// # Errors
    /// Fails when the file cannot be read, is no export of users, or the job or the caller stops it.
    pub fn pass<J: Job>(
        &self,
        job: &J,
        attributes: Option<&[&str]>,
        progress: OnPart<'_, J::Whole>,
    ) -> Result<Passed<J::Worker, J::Whole>, DirectoryError> {
        let mut passed = None;
        if let Some(regular) = self.regular.as_ref().filter(|_| !self.is_irregular()) {
            match self.in_blocks(regular, job, attributes, progress) {
                Ok(regular) => passed = Some(regular),
                Err(Halt::Failed(error)) => return Err(error),
                Err(Halt::Panicked(panic)) => resume_unwind(panic),
                Err(Halt::Irregular) => self.irregular.store(true, Ordering::Relaxed),
            }
        }
        let mut passed = match passed {
            Some(passed) => passed,
            None => self.in_order(job, progress)?,
        };
        if self.source.state().map_err(DirectoryError::Unreadable)? != self.state {
            passed.record.facts.notices.insert(0, Notice::FileChanged);
        }
        Ok(passed)
    }

    /// Calls `visit` with the users that have these keys, in order; see [`Chunk::key`].
    ///
    /// # Errors
    /// Fails when the file cannot be read any more.
    pub fn look_up<W, T>(
        &self,
        passed: &Passed<W, T>,
        keys: &[u32],
        visit: &mut dyn FnMut(&Chunk, u32),
    ) -> Result<(), DirectoryError> {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys.dedup();
        match &self.regular {
            Some(regular) if !passed.blocks.is_empty() => {
                self.look_up_in_blocks(regular, &passed.blocks, &keys, visit)
            }
            _ => self.look_up_in_order(&keys, visit),
        }
    }

    fn is_irregular(&self) -> bool {
        self.irregular.load(Ordering::Relaxed)
    }
}

/// Returns the bytes that a line takes; a user of JSON takes more than a line, or all in one.
fn bytes_a_user(head: &[u8]) -> u64 {
    let lines = head.iter().filter(|byte| **byte == b'\n').count() as u64;
    if lines > 1 { head.len() as u64 / lines } else { 200 }
}

fn go_on(flow: ControlFlow<()>) -> Result<(), DirectoryError> {
    if flow.is_break() { Err(DirectoryError::Cancelled) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::read;
    use crate::store::Directory;

    /// Reads a file in blocks of some bytes, and in order.
    fn both(text: &[u8], block: u64) -> [(Directory, DirectorySummary, bool); 2] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users.csv");
        std::fs::write(&path, text).unwrap();
        let english = Language::ENGLISH;
        let export = Export::open(&path, &[]).unwrap().in_blocks_of(block);
        let mut go_on = |_: Progress| ControlFlow::Continue(());
        let (blocks, told) = export.load(&english, &mut |_| {}, &mut go_on).unwrap();
        let in_blocks = export.regular.is_some() && !export.is_irregular();
        let mut source = text;
        let total = Some(text.len() as u64);
        let (order, also) = read(&mut source, "users.csv", total, &english, &mut go_on).unwrap();
        [(blocks, told, in_blocks), (order, also, false)]
    }

    fn cells(directory: &Directory) -> Vec<Vec<String>> {
        let rows = 0..directory.users();
        let row = |row: u32| directory.columns().iter().map(|it| it.cell(row).to_owned()).collect();
        rows.map(row).collect()
    }

    /// Panics over the fourth user.
    struct Panicking;

    impl Job for Panicking {
        type Worker = u32;
        type Part = ();
        type Whole = ();

        fn worker(&self) -> u32 {
            0
        }

        fn visit(&self, seen: &mut u32, chunk: &Chunk) {
            *seen += chunk.directory().users();
            assert!(*seen < 4, "a mistake in the program");
        }

        fn whole(&self) {}

        fn take(&self, (): &mut (), (): ()) -> Result<(), DirectoryError> {
            Ok(())
        }
    }

    #[test]
    fn a_worker_that_panics_ends_the_pass() {
        for (text, reason) in [
            (format!("mail\n{}", "a@n.example\n".repeat(500)), "in blocks"),
            (format!("[{}{{}}]", "{\"mail\":\"a\"},".repeat(30_000)), "in order"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("users.csv");
            std::fs::write(&path, text).unwrap();
            let export = Export::open(&path, &[]).unwrap().in_blocks_of(64);
            let pass = || export.pass(&Panicking, None, &mut |(), _| ControlFlow::Continue(()));
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(pass));
            assert!(ended.is_err(), "{reason}: neither a wait without end nor a wrong count");
        }
    }

    #[test]
    fn regular_files_are_read_in_blocks_and_others_are_not() {
        for (rows, regular, reason) in [
            ("a,b,c\nd,e,f\n", true, "plain"),
            ("a,b,c\r\nd,e,f", true, "Windows line ends, none at the end"),
            ("a,\"b,\"\"1\"\"\nx\",c\nd,e,f\n", true, "quoted delimiters, quotes, line breaks"),
            ("a,b\nd,e,f,g\n\n,,\nh,i,j,,\n", true, "short, long, blank and empty rows"),
            ("a,5\" disk,c\nd,e,f\n", true, "a quote inside plain text"),
            ("a,\"b\" ,c\n", true, "blanks after a quote"),
            ("a,\"b\"x,c\nd,e,f\n", false, "text after a quote"),
            ("a,\"b,c\nd,e,f\n", false, "a quote that never closes"),
            ("a,b,c\rd,e,f\n", false, "an old Mac line end"),
            ("System.String[],b?c,System.Text\nd,e,f\n", true, "type names"),
        ] {
            for block in [40, 64, 100, 4096] {
                let text = format!("mail,city,accountEnabled\n{rows}{rows}");
                let [(blocks, told, in_blocks), (order, also, _)] = both(text.as_bytes(), block);
                assert_eq!(cells(&blocks), cells(&order), "{reason}, {block}");
                assert_eq!(told, also, "{reason}, {block}");
                if block == 4096 {
                    assert_eq!(in_blocks, regular, "{reason}");
                }
            }
        }
        let [(blocks, _, in_blocks), (order, ..)] =
            both(b"\xEF\xBB\xBFmail,city\na,\xC3\xB8\n", 64);
        assert!(in_blocks, "a byte order mark is no hindrance");
        assert_eq!(cells(&blocks), cells(&order), "and no part of the header");
        let [(_, told, in_blocks), _] = both(b"mail,city\na,\xF8\n", 64);
        assert!(!in_blocks && told.encoding == "Windows-1252", "another encoding");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn blocks_and_order_give_the_same(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "a", "bc", ",", ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "\"x,y\"", " ", "ø", "?", "True",
                ]),
                0..120,
            ),
            block in 32_u64..200,
        ) {
            let text = format!("mail,city,accountEnabled\n{}", pieces.concat());
            let [(blocks, told, _), (order, also, _)] = both(text.as_bytes(), block);
            prop_assert_eq!(cells(&blocks), cells(&order));
            prop_assert_eq!(told, also);
        }
    }
}
