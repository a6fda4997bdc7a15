//! Invented people, for looking around without an export of one's own.

use std::ops::ControlFlow;

use footbridge_finding::Language;

use crate::error::DirectoryError;
use crate::format::read::read;
use crate::record::summary::DirectorySummary;
use crate::store::directory::Directory;

const SAMPLE: &[u8] = include_bytes!("../../sample/sample-users.csv");

/// Reads the sample: 25 invented people of one invented company, in the portal's own format.
///
/// # Errors
/// Fails as any reading may; a test shows that it does not.
pub fn sample(language: &Language) -> Result<(Directory, DirectorySummary), DirectoryError> {
    let mut source = SAMPLE;
    let total = Some(SAMPLE.len() as u64);
    let (directory, summary) =
        read(&mut source, "sample-users.csv", total, language, &mut |_| ControlFlow::Continue(()))?;
    Ok((directory, DirectorySummary { sample: true, ..summary }))
}
