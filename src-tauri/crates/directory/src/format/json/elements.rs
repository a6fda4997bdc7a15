//! The users of a long list one by one, out of the buffer: serde_json reads a text that it has at
//! hand about twice as fast as a stream.
//!
//! Only what is certain is taken: whole objects at the beginning of a list, which is the document
//! or its `value`. From whatever else comes on, the document is left to the reader of streams.

use memchr::{memchr_iter, memchr2, memchr3, memrchr};
use serde::de::DeserializeSeed;

use super::state::State;
use super::users::Users;
use crate::error::DirectoryError;
use crate::format::text::TextReader;
use crate::work::look;

/// An object longer than this is read as a stream: to look for its end again and again would take
/// longer.
const LONGEST: usize = 1024 * 1024;

/// A place in the file: the line, and the bytes above on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Position {
    line: usize,
    column: usize,
}

impl Position {
    fn after(self, text: &str) -> Position {
        let bytes = text.as_bytes();
        match memrchr(b'\n', bytes) {
            None => Position { column: self.column + bytes.len(), ..self },
            Some(last) => Position {
                line: self.line + memchr_iter(b'\n', bytes).count(),
                column: bytes.len() - last - 1,
            },
        }
    }
}

/// A document without the users that were taken.
#[derive(Debug, Default)]
pub(super) struct Rest {
    pub(super) text: String,
    /// How much of it stands above the users.
    above: Position,
    /// Where it goes on in the file.
    below: Position,
}

impl Rest {
    /// Returns line and column in the file, counted from 1, of a place in the rest of the document.
    pub(super) fn place(&self, line: usize, column: usize) -> (usize, usize) {
        match line.saturating_sub(1).checked_sub(self.above.line) {
            None => (line, column),
            Some(0) if column < self.above.column => (line, column),
            Some(0) => (self.below.line + 1, column - self.above.column + self.below.column),
            Some(lines) => (self.below.line + 1 + lines, column),
        }
    }
}

/// Why nothing more is taken.
pub(super) enum Left {
    Rest(Rest),
    /// A user is broken JSON, at this line and column of the file, counted from 1.
    Broken(usize, usize),
}

/// Takes users from the beginning of the list in `text`; returns what is left.
pub(super) fn take(
    reader: &mut TextReader<'_>,
    mut text: String,
    state: &mut State<'_, '_>,
) -> Result<Left, DirectoryError> {
    let Some(list) = beginning(text.as_bytes()) else {
        return Ok(Left::Rest(Rest { text, ..Rest::default() }));
    };
    let head = text.get(..list).unwrap_or_default().to_owned();
    let (mut at, mut place, mut first) = (list, Position::default().after(&head), true);
    loop {
        let rest = text.get(at..).unwrap_or_default();
        match element(rest.as_bytes(), first) {
            Element::Object { start, end } => {
                look(end);
                let object = rest.get(start..end).unwrap_or_default();
                place = place.after(rest.get(..start).unwrap_or_default());
                let mut parser = serde_json::Deserializer::from_str(object);
                let outcome =
                    Users(&mut *state).deserialize(&mut parser).and_then(|()| parser.end());
                if let Some(error) = state.failed.take() {
                    return Err(error);
                }
                if let Err(error) = outcome {
                    let above = if error.line() == 1 { place.column } else { 0 };
                    return Ok(Left::Broken(place.line + error.line(), error.column() + above));
                }
                place = place.after(object);
                at += end;
                first = false;
            }
            Element::Cut if rest.len() < LONGEST => {
                look(rest.len());
                text.drain(..at);
                at = 0;
                if reader.read_as_much_again(&mut text, state.builder.users())? {
                    continue;
                }
                return Ok(left(&head, &text, place, first));
            }
            Element::Cut | Element::Other => return Ok(left(&head, rest, place, first)),
        }
    }
}

/// Returns the document without the users that were taken: what stands above them, `head`, and
/// `rest`, which goes on behind the last one.
fn left(head: &str, rest: &str, place: Position, first: bool) -> Left {
    let bytes = rest.as_bytes();
    let broken = |at: usize| {
        let Position { line, column } = place.after(rest.get(..at).unwrap_or_default());
        Left::Broken(line + 1, column + 1)
    };
    let next = blanks(bytes, 0);
    let goes_on = match bytes.get(next) {
        Some(b',') if !first => {
            let next = blanks(bytes, next + 1);
            if bytes.get(next) == Some(&b']') {
                return broken(next);
            }
            next
        }
        None | Some(b']') => 0,
        Some(_) if first => 0,
        Some(_) => return broken(next),
    };
    let (between, rest) = rest.split_at_checked(goes_on).unwrap_or((rest, ""));
    let (above, below) = (Position::default().after(head), place.after(between));
    Left::Rest(Rest { text: format!("{head}{rest}"), above, below })
}

/// What comes next in a list.
enum Element {
    /// An object, whose bytes these are.
    Object { start: usize, end: usize },
    /// Perhaps an object, which goes on beyond the text.
    Cut,
    /// Anything else, or the end of the list.
    Other,
}

fn element(bytes: &[u8], first: bool) -> Element {
    let mut start = blanks(bytes, 0);
    if !first {
        match bytes.get(start) {
            Some(b',') => start = blanks(bytes, start + 1),
            Some(_) => return Element::Other,
            None => return Element::Cut,
        }
    }
    match bytes.get(start) {
        Some(b'{') => match object(bytes, start) {
            Some(end) => Element::Object { start, end },
            None => Element::Cut,
        },
        Some(_) => Element::Other,
        None => Element::Cut,
    }
}

/// Returns where the object that begins at `start` ends; `None` when it goes on.
fn object(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0_usize);
    loop {
        at += memchr3(b'"', b'{', b'}', bytes.get(at..)?)?;
        match bytes.get(at)? {
            b'"' => at = string(bytes, at)?,
            b'{' => {
                depth += 1;
                at += 1;
            }
            _ => {
                depth -= 1;
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
    }
}

/// Returns where the string that begins with the quote at `start` ends; `None` when it goes on.
fn string(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at)? == &b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Returns where the list of a document begins: behind `[`, or behind `"value":[` of an object of
/// which nothing but single values of OData stands above.
fn beginning(bytes: &[u8]) -> Option<usize> {
    let mut at = blanks(bytes, 0);
    match bytes.get(at)? {
        b'[' => return Some(at + 1),
        b'{' => at = blanks(bytes, at + 1),
        _ => return None,
    }
    loop {
        if bytes.get(at)? != &b'"' {
            return None;
        }
        let end = string(bytes, at)?;
        let key = bytes.get(at + 1..end - 1)?;
        at = blanks(bytes, end);
        if bytes.get(at)? != &b':' {
            return None;
        }
        at = blanks(bytes, at + 1);
        at = match bytes.get(at)? {
            b'[' if key.eq_ignore_ascii_case(b"value") => return Some(at + 1),
            b'[' | b'{' => return None,
            // What is no key of OData could be a column.
            _ if !key.contains(&b'@') => return None,
            b'"' => string(bytes, at)?,
            _ => at + bytes.get(at..)?.iter().position(|byte| b",]}".contains(byte))?,
        };
        at = blanks(bytes, at);
        if bytes.get(at)? != &b',' {
            return None;
        }
        at = blanks(bytes, at + 1);
    }
}

/// Returns the place after the white space at `start`.
fn blanks(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|byte| b" \t\r\n".contains(byte)).count()
}
