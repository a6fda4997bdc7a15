//! A pass over an export: in blocks where the file is regular, else in order.

use std::sync::atomic::Ordering;

use super::file::Export;
use super::in_blocks::PassError;
use super::job::{Job, OnPart, PassResult};
use crate::error::DirectoryError;
use crate::record::notice::Notice;
use crate::store::chunk::Chunk;

impl Export {
    /// Reads the file once and does `job` with its users. With `attributes` only these are read.
    ///
    /// # Errors
    /// Fails when the file cannot be read, is no export of users, or the job or the caller stops it.
    pub fn pass<J: Job>(
        &self,
        job: &J,
        attributes: Option<&[&str]>,
        progress: OnPart<'_, J::Whole>,
    ) -> Result<PassResult<J::Worker, J::Whole>, DirectoryError> {
        let mut passed = None;
        if let Some(regular) = self.regular.as_ref().filter(|_| !self.is_irregular()) {
            match self.in_blocks(regular, job, attributes, progress) {
                Ok(regular) => passed = Some(regular),
                Err(PassError::Failed(error)) => return Err(error),
                Err(PassError::Irregular) => self.irregular.store(true, Ordering::Relaxed),
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
        passed: &PassResult<W, T>,
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
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use footbridge_finding::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::format::read::read;
    use crate::record::progress::Progress;
    use crate::record::summary::DirectorySummary;
    use crate::store::directory::Directory;

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
