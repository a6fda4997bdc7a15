//! From bytes to a directory: tells the format and lets its reader work.
//!
//! The caller gives a path or any `Read`.

use std::io::{Cursor, Read};

use footbridge_finding::Language;

use super::builder::Builder;
use super::text::TextReader;
use super::{json, table, xlsx};
use crate::column::layout::Choices;
use crate::error::DirectoryError;
use crate::record::facts::Facts;
use crate::record::import_record::{Form, ImportRecord};
use crate::record::progress::OnProgress;
use crate::record::summary::{DirectorySummary, Format};
use crate::store::chunk::Deliver;
use crate::store::directory::Directory;
use crate::store::gathered::Gathered;

/// Reads the users of an export out of `source`; `file` is its name, `total` its size if known.
///
/// # Errors
/// As [`open`](crate::open).
pub fn read(
    source: &mut dyn Read,
    file: &str,
    total: Option<u64>,
    language: &Language,
    progress: OnProgress<'_>,
) -> Result<(Directory, DirectorySummary), DirectoryError> {
    let (mut gathered, mut facts) = (Gathered::default(), Facts::default());
    let form = read_in_order(source, total, &Choices::default(), progress, &mut |chunk| {
        facts.add(chunk.facts);
        gathered.add(&chunk.directory)
    })?;
    Ok(gathered
        .finish(ImportRecord { file: file.to_owned(), form, facts, files: Vec::new() }, language))
}

/// Reads the users out of `source` and hands them on, some at a time.
pub(crate) fn read_in_order(
    source: &mut dyn Read,
    total: Option<u64>,
    choices: &Choices,
    progress: OnProgress<'_>,
    deliver: Deliver<'_>,
) -> Result<Form, DirectoryError> {
    let mut magic = Vec::new();
    let read = Read::take(&mut *source, xlsx::MAGIC.len() as u64).read_to_end(&mut magic);
    read.map_err(DirectoryError::Unreadable)?;
    let is_archive = magic == xlsx::MAGIC;
    let mut source = Cursor::new(magic).chain(source);
    if is_archive {
        let mut builder = Builder::new(choices, deliver);
        let text = xlsx::read(&mut source, &mut builder, progress)?;
        builder.finish()?;
        return Ok(Form { format: Format::Xlsx, delimiter: None, text });
    }
    let mut text = TextReader::open(&mut source, total, progress)?;
    let mut head = String::new();
    let mut blank = 0;
    // Only what is new is looked at: a file may begin with any number of blank lines.
    while head.get(blank..).is_none_or(|new| new.trim_start().is_empty()) {
        blank = head.len();
        if !text.read_block(&mut head, 0)? {
            return Err(DirectoryError::Empty);
        }
    }
    let mut builder = Builder::new(choices, deliver);
    let (format, delimiter) = if head.trim_start().starts_with(['{', '[']) {
        (json::read(&mut text, head, &mut builder)?, None)
    } else {
        (Format::Csv, Some(table::read(&mut text, head, &mut builder)?))
    };
    builder.finish()?;
    Ok(Form { format, delimiter, text: text.facts() })
}
