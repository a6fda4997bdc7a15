//! CSV exports: the lines before the header, the delimiter, and the rows.

use super::builder::Builder;
use super::csv::{self, CsvRow, Field, QuoteDefect};
use super::other_file::refuse_lines;
use super::row_kind::RowKind;
use super::text::TextReader;
use crate::column::header::{SURE_OF_HEADER, TITLE_ROWS, known_among};
use crate::error::DirectoryError;
use crate::record::notice::Notice;
use crate::record::skipped::{Detail, SkipReason};

/// The delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The longest header that is read, with the lines above it, in bytes. Our choice: it has room for
/// half a million columns.
const LONGEST_HEADER: usize = 16 << 20;

/// Reads the rows that begin in `buffer` and go on in `text`; returns the delimiter.
pub(crate) fn read(
    text: &mut TextReader<'_>,
    mut buffer: String,
    builder: &mut Builder<'_>,
) -> Result<char, DirectoryError> {
    let (header, mut ended) = read_header(text, &mut buffer)?;
    refuse_lines(buffer.get(header.start..).unwrap_or_default())?;
    builder.add_fields(&header.columns);
    if header.columns.len() == 1 && !builder.holds_any() {
        return Err(one_column(&header.columns.concat()));
    }
    if let Some(row) = header.below {
        builder.notice(Notice::TitleRows { row });
    }
    let Header { delimiter, next: mut at, mut line, is_template, .. } = header;
    let mut fields = Vec::new();
    let mut scratch = String::new();
    loop {
        let bytes = buffer.as_bytes();
        if at >= bytes.len() && ended {
            if is_template && !builder.has_rows() {
                return Err(DirectoryError::BulkTemplate);
            }
            return Ok(char::from(delimiter));
        }
        let record = if at < bytes.len() {
            csv::split(bytes, at, ended, delimiter, &mut fields)
        } else {
            CsvRow::Cut
        };
        match record {
            CsvRow::Complete { next, lines } => {
                let record = buffer.get(at..next).unwrap_or_default();
                let is_empty = |field: &Field| {
                    let text = buffer.get(field.range.clone());
                    text.is_none_or(|text| text.trim().is_empty())
                };
                match RowKind::of(record, &fields, builder.fields(), is_empty) {
                    RowKind::Blank => {}
                    RowKind::User => {
                        for (place, field) in fields.iter().enumerate() {
                            builder.field(place, cell(&buffer, field, &mut scratch))?;
                        }
                        builder.end_user()?;
                    }
                    RowKind::Skip(reason) => {
                        let (found, wanted) = (fields.len(), builder.fields());
                        builder.skip(reason, Some(line), || Detail::Columns {
                            found,
                            columns: wanted,
                        });
                    }
                }
                at = next;
                line = line.saturating_add(lines);
            }
            CsvRow::Broken { defect, above, next, lines } => {
                let reason = match defect {
                    QuoteDefect::Unclosed => SkipReason::UnclosedQuote,
                    QuoteDefect::TextAfter => SkipReason::TextAfterQuote,
                };
                builder.skip(reason, Some(line + above), Detail::default);
                at = next;
                line = line.saturating_add(lines);
            }
            CsvRow::Cut => {
                buffer.drain(..at);
                at = 0;
                ended = !text.read_as_much_again(&mut buffer, builder.users())?;
            }
        }
    }
}

/// Reads on until the header is whole; returns it, and whether the text has ended.
fn read_header(
    text: &mut TextReader<'_>,
    buffer: &mut String,
) -> Result<(Header, bool), DirectoryError> {
    let mut ended = false;
    loop {
        // The delimiter is guessed from the header, and as much again tells it from a cut one.
        if let Some(header) = Header::read(buffer, ended)? {
            return Ok((header, ended));
        }
        if ended || buffer.len() > LONGEST_HEADER {
            return Err(one_column(buffer));
        }
        ended = !text.read_as_much_again(buffer, 0)?;
    }
}

/// Says that the columns of a header cannot be told apart.
fn one_column(header: &str) -> DirectoryError {
    DirectoryError::OneColumn { header: header.trim_start().chars().take(80).collect() }
}

/// The header of a table.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) columns: Vec<String>,
    pub(crate) delimiter: u8,
    /// Where it begins.
    pub(crate) start: usize,
    /// Where the first row begins.
    pub(crate) next: usize,
    /// The first row's line, counted from 1.
    pub(crate) line: u32,
    /// Its own line, where it stands below a title.
    pub(crate) below: Option<u32>,
    /// It is that of a template for Entra's bulk operations.
    pub(crate) is_template: bool,
}

impl Header {
    /// Reads the lines before the header, and the header; `None` when they may go on beyond the
    /// buffer.
    pub(crate) fn read(buffer: &str, ended: bool) -> Result<Option<Self>, DirectoryError> {
        let mut fields = Vec::new();
        let Some(preamble) = preamble(buffer, ended)? else { return Ok(None) };
        let (at, above) = below_titles(buffer, &preamble);
        let delimiter = match preamble.delimiter {
            Some(delimiter) => delimiter,
            // A cut line says little about its delimiter.
            None if csv::after_line(buffer.as_bytes(), at, ended).is_none() => return Ok(None),
            None => guess_delimiter(buffer, at),
        };
        match csv::split(buffer.as_bytes(), at, ended, delimiter, &mut fields) {
            CsvRow::Complete { next, lines } => {
                let mut scratch = String::new();
                let columns = fields.iter().map(|it| cell(buffer, it, &mut scratch).to_owned());
                let columns = columns.collect();
                let own = preamble.line + above;
                Ok(Some(Header {
                    columns,
                    delimiter,
                    start: at,
                    next,
                    line: own + lines,
                    below: Some(own).filter(|_| above > 0),
                    is_template: preamble.is_template,
                }))
            }
            CsvRow::Broken { .. } => Err(one_column(buffer.get(at..).unwrap_or_default())),
            CsvRow::Cut => Ok(None),
        }
    }
}

/// Returns where the header begins, and how many lines stand above it: titles of a report, and blank
/// lines.
fn below_titles(buffer: &str, preamble: &Preamble) -> (usize, u32) {
    let mut at = preamble.next;
    for above in 0..TITLE_ROWS {
        let known = match preamble.delimiter {
            Some(delimiter) => known_at(buffer, at, delimiter),
            None => DELIMITERS.iter().map(|it| known_at(buffer, at, *it)).max().unwrap_or(0),
        };
        let enough = if above == 0 { 1 } else { SURE_OF_HEADER };
        if known >= enough {
            return (at, u32::try_from(above).unwrap_or_default());
        }
        match csv::after_line(buffer.as_bytes(), at, false) {
            Some(next) if next < buffer.len() => at = next,
            _ => break,
        }
    }
    (preamble.next, 0)
}

/// Returns how many known attributes the row at a place has with this delimiter. It is judged as if
/// it ended with the buffer.
fn known_at(buffer: &str, at: usize, delimiter: u8) -> usize {
    let mut fields = Vec::new();
    csv::split(buffer.as_bytes(), at, true, delimiter, &mut fields);
    known_among(fields.iter().filter_map(|field| buffer.get(field.range.clone())))
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
    /// The line of a template for Entra's bulk operations.
    is_template: bool,
}

/// Skips blank lines, PowerShell's `#TYPE`, Excel's `sep=;` and a bulk template's version. `None` when a
/// line may go on beyond the buffer.
fn preamble(buffer: &str, ended: bool) -> Result<Option<Preamble>, DirectoryError> {
    let mut preamble = Preamble { next: 0, line: 1, delimiter: None, is_template: false };
    loop {
        let rest = buffer.get(preamble.next..).unwrap_or_default();
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        // Excel quotes a cell that it does not understand.
        let first = rest.get(..end).unwrap_or_default().trim().trim_matches('"');
        if rest.is_empty() {
            return match ended {
                true if preamble.is_template => Err(DirectoryError::BulkTemplate),
                true => Err(DirectoryError::Empty),
                false => Ok(None),
            };
        }
        let lower: String = first.chars().take(16).collect::<String>().to_ascii_lowercase();
        let is_version = lower.starts_with("version:v");
        preamble.is_template |= is_version;
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
        } else if !first.is_empty() && !first.starts_with("#TYPE") && !is_version {
            return Ok(Some(preamble));
        }
        match csv::after_line(buffer.as_bytes(), preamble.next, ended) {
            Some(next) if next > preamble.next => preamble.next = next,
            _ => return Ok(None),
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
        let known = known_at(buffer, start, delimiter);
        if (known, fields.len()) > (best.0, best.1) {
            best = (known, fields.len(), delimiter);
        }
    }
    best.2
}
