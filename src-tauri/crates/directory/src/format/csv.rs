//! One record of a CSV file at a time, with a way back when its quotes are broken.
//!
//! RFC 4180 with any delimiter and any line ending. Other readers take everything after a quote
//! that never closes as one field, and so lose the rest of the file without a word; here such a
//! line is named and skipped, and reading goes on with the next one.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr2_iter, memchr3};

use crate::work::look;

/// The longest record that is believed; beyond it an open quote counts as never closed.
pub(crate) const LONGEST_RECORD: usize = 64 * 1024;

/// One field of a record, as a range of the buffer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// The text without its surrounding quotes.
    pub(crate) range: Range<usize>,
    /// It holds quotes that are written twice.
    pub(crate) doubled: bool,
}

/// What was found at a place of the buffer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CsvRow {
    /// A record; the next one begins at `next`, `lines` line breaks later.
    Complete { next: usize, lines: u32 },
    /// A quote is broken, `above` line breaks after the record's begin; reading goes on at `next`,
    /// `lines` line breaks after it.
    Broken { defect: QuoteDefect, above: u32, next: usize, lines: u32 },
    /// The record may go on beyond the buffer.
    Cut,
}

/// What is wrong with a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum QuoteDefect {
    /// It never closes.
    Unclosed,
    /// Text follows it where a delimiter or the line's end should be.
    TextAfter,
}

/// Splits the record that begins at `start` into `fields`.
///
/// `ended` says that nothing follows the buffer. A blank line is a record with one empty field.
pub(crate) fn split(
    buffer: &[u8],
    start: usize,
    ended: bool,
    delimiter: u8,
    fields: &mut Vec<Field>,
) -> CsvRow {
    fields.clear();
    let mut at = start;
    let mut lines = 0;
    loop {
        let end = if buffer.get(at) == Some(&b'"') {
            let opened = at;
            match quoted(buffer, at + 1) {
                Quoted::Closed { end, doubled } => {
                    let after = match after_quote(buffer, end, delimiter, ended) {
                        AfterQuote::End(after) => after,
                        AfterQuote::Text => {
                            return broken(buffer, start, opened, ended, QuoteDefect::TextAfter);
                        }
                        AfterQuote::Cut => return CsvRow::Cut,
                    };
                    lines += count_breaks(buffer.get(opened..end).unwrap_or_default());
                    fields.push(Field { range: opened + 1..end, doubled });
                    after
                }
                Quoted::Open if ended || buffer.len() - start > LONGEST_RECORD => {
                    return broken(buffer, start, opened, ended, QuoteDefect::Unclosed);
                }
                Quoted::Open => return CsvRow::Cut,
            }
        } else {
            let tail = buffer.get(at..).unwrap_or_default();
            let length = memchr3(delimiter, b'\n', b'\r', tail).unwrap_or(tail.len());
            look(length);
            fields.push(Field { range: at..at + length, doubled: false });
            at + length
        };
        match buffer.get(end) {
            Some(byte) if *byte == delimiter => at = end + 1,
            Some(_) => {
                return match line_break(buffer, end, ended) {
                    Some(next) => CsvRow::Complete { next, lines: lines + 1 },
                    None => CsvRow::Cut,
                };
            }
            None if ended => return CsvRow::Complete { next: end, lines },
            None => return CsvRow::Cut,
        }
    }
}

/// Returns the place after the first line of the record at `start`, for a record that turned out
/// not to be one.
pub(crate) fn after_line(buffer: &[u8], start: usize, ended: bool) -> Option<usize> {
    let tail = buffer.get(start..).unwrap_or_default();
    let line = memchr2(b'\n', b'\r', tail);
    look(line.unwrap_or(tail.len()));
    match line {
        Some(length) => line_break(buffer, start + length, ended),
        None if ended => Some(buffer.len()),
        None => None,
    }
}

/// A quoted text.
pub(super) enum Quoted {
    /// It ends at a quote; some in it may be written twice.
    Closed { end: usize, doubled: bool },
    /// It goes on to the end of the buffer, and perhaps beyond.
    Open,
}

/// Finds the end of the quoted text that begins at `start`, behind its quote.
pub(super) fn quoted(buffer: &[u8], start: usize) -> Quoted {
    let (mut at, mut doubled) = (start, false);
    loop {
        let tail = buffer.get(at..).unwrap_or_default();
        let Some(length) = memchr(b'"', tail) else {
            look(tail.len());
            return Quoted::Open;
        };
        look(length);
        if tail.get(length + 1) != Some(&b'"') {
            return Quoted::Closed { end: at + length, doubled };
        }
        doubled = true;
        at += length + 2;
    }
}

/// What stands behind a quote that closes, and behind the blanks after it.
pub(super) enum AfterQuote {
    /// The end of the field, at this place.
    End(usize),
    /// Text, which has no business there.
    Text,
    /// The end of the buffer, beyond which anything may follow.
    Cut,
}

/// Returns what stands behind the quote at `close`.
pub(super) fn after_quote(buffer: &[u8], close: usize, delimiter: u8, ended: bool) -> AfterQuote {
    let tail = buffer.get(close + 1..).unwrap_or_default();
    let after = close + 1 + tail.iter().take_while(|byte| **byte == b' ').count();
    match buffer.get(after) {
        Some(byte) if ends_field(*byte, delimiter) => AfterQuote::End(after),
        Some(_) => AfterQuote::Text,
        None if ended => AfterQuote::End(after),
        None => AfterQuote::Cut,
    }
}

/// Returns whether a field that is not quoted ends at this byte: the next may be quoted.
pub(super) fn ends_field(byte: u8, delimiter: u8) -> bool {
    byte == delimiter || matches!(byte, b'\n' | b'\r')
}

/// Returns the place after the line break at `at`; `None` when it may go on beyond the buffer.
fn line_break(buffer: &[u8], at: usize, ended: bool) -> Option<usize> {
    match (buffer.get(at), buffer.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(at + 2),
        (Some(b'\r'), None) if !ended => None,
        _ => Some(at + 1),
    }
}

fn count_breaks(bytes: &[u8]) -> u32 {
    look(bytes.len());
    let mut breaks = 0;
    for at in memchr2_iter(b'\n', b'\r', bytes) {
        let after_return = at > 0 && bytes.get(at - 1) == Some(&b'\r');
        breaks += u32::from(bytes.get(at) == Some(&b'\r') || !after_return);
    }
    breaks
}

/// Gives up the line on which the quote at `opened` stands.
fn broken(buffer: &[u8], start: usize, opened: usize, ended: bool, defect: QuoteDefect) -> CsvRow {
    let Some(next) = after_line(buffer, opened, ended) else { return CsvRow::Cut };
    let above = count_breaks(buffer.get(start..opened).unwrap_or_default());
    // The last line of a file may have no line break.
    let closed = matches!(buffer.get(next - 1), Some(b'\n' | b'\r'));
    CsvRow::Broken { defect, above, next, lines: above + u32::from(closed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Splits a whole text; a broken line becomes one field that says so.
    fn rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
        let bytes = text.as_bytes();
        let (mut at, mut fields, mut rows) = (0, Vec::new(), Vec::new());
        while at < bytes.len() {
            match split(bytes, at, true, delimiter as u8, &mut fields) {
                CsvRow::Complete { next, .. } => {
                    let cells = fields.iter().map(|field| {
                        let cell = text.get(field.range.clone()).unwrap_or_default();
                        if field.doubled { cell.replace("\"\"", "\"") } else { cell.to_owned() }
                    });
                    rows.push(cells.collect());
                    at = next;
                }
                CsvRow::Broken { defect, above, next, lines } => {
                    rows.push(vec![format!("{defect:?} {above} {lines}")]);
                    at = next;
                }
                CsvRow::Cut => panic!("nothing is cut in a whole text"),
            }
        }
        rows
    }

    #[test]
    fn records_are_split() {
        let cases: &[(&str, char, &[&[&str]], &str)] = &[
            ("a,b\nc,d\n", ',', &[&["a", "b"], &["c", "d"]], "line feeds"),
            ("a,b\r\nc,d\r\n", ',', &[&["a", "b"], &["c", "d"]], "Windows line ends"),
            ("a,b\rc,d", ',', &[&["a", "b"], &["c", "d"]], "old Mac line ends, none at the end"),
            ("a;b,c\n", ';', &[&["a", "b,c"]], "another delimiter"),
            ("\"a,1\",\"b\"\"c\"\n", ',', &[&["a,1", "b\"c"]], "quoted and doubled"),
            ("\"a\r\nb\",c\n", ',', &[&["a\r\nb", "c"]], "a quoted line break"),
            ("a,,\n,\n", ',', &[&["a", "", ""], &["", ""]], "empty fields"),
            ("a,5\" disk\n", ',', &[&["a", "5\" disk"]], "a quote inside plain text is text"),
            ("\"a\" ,b\n", ',', &[&["a", "b"]], "blanks after a quoted field"),
            ("\"\",x\n", ',', &[&["", "x"]], "a quoted empty field"),
            ("a\n\nb\n", ',', &[&["a"], &[""], &["b"]], "a blank line is one empty field"),
        ];
        for (text, delimiter, expected, reason) in cases {
            assert_eq!(rows(text, *delimiter), *expected, "{reason}");
        }
    }

    #[test]
    fn a_broken_quote_costs_its_line_only() {
        assert_eq!(
            rows("a,\"b\nc,d\ne,f\n", ','),
            [vec!["Unclosed 0 1"], vec!["c", "d"], vec!["e", "f"]],
            "the quote never closes"
        );
        assert_eq!(
            rows("a,\"b\nc,\"d\"\ne,f\n", ','),
            [vec!["TextAfter 0 1"], vec!["c", "d"], vec!["e", "f"]],
            "it seems to close at the next row's quote"
        );
        assert_eq!(
            rows("\"x\ny\",\"b\nc,d\n", ','),
            [vec!["Unclosed 1 2"], vec!["c", "d"]],
            "the line on which it opens is the second of its record"
        );
        assert_eq!(rows("a,\"b", ','), [vec!["Unclosed 0 0"]], "the last line has no line break");
    }

    #[test]
    fn a_record_that_may_go_on_is_cut() {
        let mut fields = Vec::new();
        for (text, reason) in [
            ("a,b", "the field may go on"),
            ("a,b\r", "a line feed may follow"),
            ("a,\"b", "the quote may close"),
            ("a,\"b\"", "the quote may be doubled"),
        ] {
            assert_eq!(
                split(text.as_bytes(), 0, false, b',', &mut fields),
                CsvRow::Cut,
                "{reason}"
            );
        }
        let long = format!("\"{}\n", "x".repeat(LONGEST_RECORD));
        assert!(
            matches!(
                split(long.as_bytes(), 0, false, b',', &mut fields),
                CsvRow::Broken { defect: QuoteDefect::Unclosed, .. }
            ),
            "memory does not grow with an open quote"
        );
    }
}
