//! CSV exports: the lines before the header, the delimiter, and the rows.
//!
//! Deliberately absent: quoting (`csv`) and what a header means (`builder`).

use crate::attribute;
use crate::builder::Builder;
use crate::csv::{self, Field, QuoteDefect, Record};
use crate::error::DirectoryError;
use crate::skipped::SkipReason;
use crate::text::TextReader;

/// The delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the rows that begin in `buffer` and go on in `text`; returns the delimiter.
pub(crate) fn read(
    text: &mut TextReader<'_>,
    mut buffer: String,
    builder: &mut Builder<'_>,
) -> Result<char, DirectoryError> {
    let mut ended = false;
    // The header must be whole before its delimiter is guessed.
    while !ended && buffer.len() < csv::LONGEST_RECORD {
        ended = !text.read_block(&mut buffer, 0)?;
    }
    let header = Header::read(&buffer, ended)?;
    builder.add_columns(&header.columns);
    if header.columns.len() == 1 && !builder.holds_any() {
        let header = header.columns.concat().chars().take(80).collect();
        return Err(DirectoryError::OneColumn { header });
    }
    let Header { delimiter, next: mut at, mut line, .. } = header;
    let mut fields = Vec::new();
    let mut scratch = String::new();
    loop {
        let bytes = buffer.as_bytes();
        if at >= bytes.len() && ended {
            return Ok(char::from(delimiter));
        }
        let record = if at < bytes.len() {
            csv::split(bytes, at, ended, delimiter, &mut fields)
        } else {
            Record::Cut
        };
        match record {
            Record::Complete { next, lines } => {
                let record = buffer.get(at..next).unwrap_or_default();
                match judge(record, &buffer, &fields, builder.columns()) {
                    Judged::Blank => {}
                    Judged::User => {
                        for (column, field) in fields.iter().enumerate() {
                            builder.cell(column, cell(&buffer, field, &mut scratch))?;
                        }
                        builder.end_user()?;
                    }
                    Judged::Skip(reason) => {
                        let (found, wanted) = (fields.len(), builder.columns());
                        builder.skip(reason, Some(line), || format!("{found} of {wanted} columns"));
                    }
                }
                at = next;
                line += lines;
            }
            Record::Broken { defect, above, next, lines } => {
                let reason = match defect {
                    QuoteDefect::Unclosed => SkipReason::UnclosedQuote,
                    QuoteDefect::TextAfter => SkipReason::TextAfterQuote,
                };
                builder.skip(reason, Some(line + above), String::new);
                at = next;
                line += lines;
            }
            Record::Cut => {
                buffer.drain(..at);
                at = 0;
                ended = !text.read_block(&mut buffer, builder.users())?;
            }
        }
    }
}

/// The header of a table.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) columns: Vec<String>,
    pub(crate) delimiter: u8,
    /// Where the first row begins.
    pub(crate) next: usize,
    /// The first row's line, counted from 1.
    pub(crate) line: u32,
}

impl Header {
    /// Reads the lines before the header, and the header.
    pub(crate) fn read(buffer: &str, ended: bool) -> Result<Self, DirectoryError> {
        let mut fields = Vec::new();
        let preamble = preamble(buffer, ended)?;
        let at = preamble.next;
        let delimiter = preamble.delimiter.unwrap_or_else(|| guess_delimiter(buffer, at));
        match csv::split(buffer.as_bytes(), at, ended, delimiter, &mut fields) {
            Record::Complete { next, lines } => {
                let mut scratch = String::new();
                let columns = fields.iter().map(|it| cell(buffer, it, &mut scratch).to_owned());
                let columns = columns.collect();
                Ok(Header { columns, delimiter, next, line: preamble.line + lines })
            }
            Record::Broken { .. } | Record::Cut => {
                let header = buffer.get(at..).unwrap_or_default().chars().take(80).collect();
                Err(DirectoryError::OneColumn { header })
            }
        }
    }
}

enum Judged {
    User,
    Blank,
    Skip(SkipReason),
}

fn judge(record: &str, buffer: &str, fields: &[Field], columns: usize) -> Judged {
    if record.trim().is_empty() {
        return Judged::Blank;
    }
    let empty =
        |field: &Field| buffer.get(field.range.clone()).is_none_or(|text| text.trim().is_empty());
    if fields.iter().all(empty) {
        return Judged::Skip(SkipReason::Empty);
    }
    if fields.len() < columns {
        return Judged::Skip(SkipReason::Short);
    }
    // Excel adds empty columns at the right; nothing is lost with them.
    if fields.get(columns..).is_some_and(|rest| !rest.iter().all(empty)) {
        return Judged::Skip(SkipReason::Long);
    }
    Judged::User
}

/// Returns the text of a field; `scratch` holds it when quotes had to be halved.
fn cell<'a>(buffer: &'a str, field: &Field, scratch: &'a mut String) -> &'a str {
    let text = buffer.get(field.range.clone()).unwrap_or_default();
    if !field.doubled {
        return text;
    }
    *scratch = text.replace("\"\"", "\"");
    scratch
}

/// What stands before the header.
struct Preamble {
    /// Where the header begins.
    next: usize,
    /// The header's line, counted from 1.
    line: u32,
    /// The delimiter that a `sep=` line asks for.
    delimiter: Option<u8>,
}

/// Skips blank lines, PowerShell's `#TYPE` and Excel's `sep=;`; refuses bulk templates.
fn preamble(buffer: &str, ended: bool) -> Result<Preamble, DirectoryError> {
    let mut preamble = Preamble { next: 0, line: 1, delimiter: None };
    loop {
        let rest = buffer.get(preamble.next..).unwrap_or_default();
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        // Excel quotes a cell that it does not understand.
        let first = rest.get(..end).unwrap_or_default().trim().trim_matches('"');
        if rest.is_empty() {
            return Err(DirectoryError::Empty);
        }
        if first.to_ascii_lowercase().starts_with("version:v") {
            return Err(DirectoryError::BulkTemplate);
        }
        let lower: String = first.chars().take(16).collect::<String>().to_ascii_lowercase();
        if lower.starts_with("<!doctype")
            || lower.starts_with("<html")
            || lower.starts_with("<?xml")
        {
            return Err(DirectoryError::WebPage);
        }
        let separator = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="));
        if let Some(separator) = separator {
            // A tab after `sep=` is trimmed away with the blanks.
            preamble.delimiter = Some(separator.bytes().next().unwrap_or(b'\t'));
        } else if !first.is_empty() && !first.starts_with("#TYPE") {
            return Ok(preamble);
        }
        match csv::after_line(buffer.as_bytes(), preamble.next, ended) {
            Some(next) if next > preamble.next => preamble.next = next,
            _ => return Err(DirectoryError::Empty),
        }
        preamble.line += 1;
    }
}

/// Returns the delimiter that makes the most known attributes out of the header, and among equals
/// the most columns.
fn guess_delimiter(buffer: &str, start: usize) -> u8 {
    let mut fields = Vec::new();
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        // The header is judged as if it ended with the buffer, which is at least as long.
        csv::split(buffer.as_bytes(), start, true, delimiter, &mut fields);
        let known = fields
            .iter()
            .filter_map(|field| attribute::of_header(buffer.get(field.range.clone())?))
            .count();
        if (known, fields.len()) > (best.0, best.1) {
            best = (known, fields.len(), delimiter);
        }
    }
    best.2
}
