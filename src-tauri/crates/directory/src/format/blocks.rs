//! A regular CSV file in blocks, so that several workers can read it at once.
//!
//! A block is cut where a record ends. The quotes are followed exactly as `csv` does, but only from
//! quote to quote; what `csv` calls broken, and any encoding but UTF-8, makes the file irregular:
//! it is then read in order by the readers that can cope with it, from the beginning.

use std::io::Read;

use memchr::{memchr, memchr_iter, memrchr};

use super::csv::{AfterQuote, LONGEST_RECORD, Quoted, after_quote, ends_field, quoted};
use super::source::SourceReader;

/// How many bytes are read at a time.
pub(crate) const BLOCK: u64 = 1024 * 1024;

/// Some whole records of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BlockLocation {
    /// The number of line breaks above; records have keys from here on.
    pub(crate) lines: u32,
    /// Where it begins in the file.
    pub(crate) offset: u64,
    /// How many bytes it has.
    pub(crate) length: usize,
}

/// Why blocks cannot be cut any more.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The file cannot be read.
    Unreadable(std::io::Error),
    /// The file is not regular, or not any more.
    Irregular,
}

/// Cuts a file into blocks.
#[derive(Debug)]
pub(crate) struct BlockReader {
    source: SourceReader,
    delimiter: u8,
    size: u64,
    /// Bytes that are read and belong to the next block.
    rest: Vec<u8>,
    offset: u64,
    lines: u32,
    begun: bool,
    ended: bool,
}

impl BlockReader {
    /// Begins at `start`, the end of a line, to which `source` was brought, and cuts blocks of `size`
    /// bytes or a little less.
    pub(crate) fn new(
        source: SourceReader,
        delimiter: u8,
        start: BlockLocation,
        size: u64,
    ) -> Self {
        let BlockLocation { offset, lines, .. } = start;
        BlockReader {
            source,
            delimiter,
            size,
            rest: Vec::new(),
            offset,
            lines,
            begun: false,
            ended: false,
        }
    }

    /// Reads the next block into `bytes`; returns where it is, or `None` after the last one.
    pub(crate) fn next(&mut self, bytes: &mut Vec<u8>) -> Result<Option<BlockLocation>, Stop> {
        bytes.clear();
        bytes.append(&mut self.rest);
        let wanted = self.size.saturating_sub(bytes.len() as u64);
        if !self.ended {
            let read = Read::take(&mut self.source, wanted).read_to_end(bytes);
            self.ended = (read.map_err(Stop::Unreadable)? as u64) < wanted;
        }
        // Of a file without rows the first block is empty.
        if bytes.is_empty() && self.begun {
            return Ok(None);
        }
        self.begun = true;
        let end = self.end_of_records(bytes)?;
        self.rest.extend_from_slice(bytes.get(end..).unwrap_or_default());
        bytes.truncate(end);
        let place = BlockLocation { lines: self.lines, offset: self.offset, length: end };
        self.offset += end as u64;
        let lines = u32::try_from(memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX);
        self.lines = self.lines.checked_add(lines).ok_or(Stop::Irregular)?;
        Ok(Some(place))
    }

    /// Returns where the last whole record ends.
    fn end_of_records(&self, bytes: &[u8]) -> Result<usize, Stop> {
        let mut at = 0;
        let mut limit = bytes.len();
        while let Some(quote) = memchr(b'"', bytes.get(at..).unwrap_or_default()) {
            let quote = at + quote;
            let before = quote.checked_sub(1).and_then(|before| bytes.get(before));
            if before.is_some_and(|byte| !ends_field(*byte, self.delimiter)) {
                // A quote inside plain text is text.
                at = quote + 1;
                continue;
            }
            let after = match quoted(bytes, quote + 1) {
                Quoted::Closed { end, .. } => after_quote(bytes, end, self.delimiter, self.ended),
                Quoted::Open if self.ended => return Err(Stop::Irregular),
                Quoted::Open => AfterQuote::Cut,
            };
            match after {
                AfterQuote::End(after) => at = after,
                AfterQuote::Text => return Err(Stop::Irregular),
                // It may close, or go on, beyond the block.
                AfterQuote::Cut => {
                    limit = quote;
                    break;
                }
            }
        }
        if self.ended && limit == bytes.len() {
            return Ok(limit);
        }
        let whole = bytes.get(..limit).unwrap_or_default();
        let end = memrchr(b'\n', whole).map_or(0, |at| at + 1);
        // A record that does not fit is no record.
        if end == 0 || bytes.len() - end > LONGEST_RECORD { Err(Stop::Irregular) } else { Ok(end) }
    }
}
