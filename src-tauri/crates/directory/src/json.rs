//! Graph's `/users` answers: one page, an array, an array of pages, pages end to end, or NDJSON.
//!
//! Everything streams through a visitor; no tree of values is built. Where serde_json meets broken
//! text, the users before it are kept and the break is reported.
//! Deliberately absent: what a key means (`builder`).

mod cell;
mod elements;

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};

use cell::{CellOf, Key};
use elements::{Left, Rest};
use memchr::memchr;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use crate::builder::Builder;
use crate::error::DirectoryError;
use crate::notice::Notice;
use crate::skipped::SkipReason;
use crate::summary::Format;
use crate::text::TextReader;
use crate::work::look;

/// Reads the JSON that begins in `head` and goes on in `text`; returns which form it has.
pub(crate) fn read(
    text: &mut TextReader<'_>,
    head: String,
    builder: &mut Builder<'_>,
) -> Result<Format, DirectoryError> {
    if is_ndjson(&head) {
        read_lines(text, head, builder)?;
        builder.refuse_unknown_keys()?;
        return Ok(Format::Ndjson);
    }
    read_documents(text, head, builder)?;
    Ok(Format::Json)
}

/// Returns whether the first line is a whole object and another object follows it.
fn is_ndjson(head: &str) -> bool {
    let head = head.trim_start();
    head.starts_with('{')
        && head.split_once('\n').is_some_and(|(first, rest)| {
            rest.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(first).is_ok()
        })
}

/// Reads one object a line; a broken line is left out and the rest goes on.
fn read_lines(
    text: &mut TextReader<'_>,
    mut buffer: String,
    builder: &mut Builder<'_>,
) -> Result<(), DirectoryError> {
    let mut state = State::new(builder);
    // Behind `searched` nobody has looked for the end of the line yet.
    let (mut at, mut searched, mut line, mut ended) = (0, 0, 1_u32, false);
    loop {
        let new = buffer.get(searched..).unwrap_or_default();
        let found = memchr(b'\n', new.as_bytes());
        look(found.unwrap_or(new.len()));
        let (end, next) = match found {
            Some(length) => (searched + length, searched + length + 1),
            None if ended => (buffer.len(), buffer.len()),
            None => {
                buffer.drain(..at);
                (at, searched) = (0, buffer.len());
                ended = !text.read_block(&mut buffer, state.builder.users())?;
                continue;
            }
        };
        let object = buffer.get(at..end).unwrap_or_default();
        if !object.trim().is_empty() {
            state.line = Some(line);
            let mut parser = serde_json::Deserializer::from_str(object);
            let outcome = Users(&mut state).deserialize(&mut parser).and_then(|()| parser.end());
            if let Some(error) = state.failed.take() {
                return Err(error);
            }
            if let Err(error) = outcome {
                state.builder.skip(SkipReason::BrokenJson, Some(line), || error.to_string());
            }
        }
        (at, searched) = (next, next);
        line = line.saturating_add(1);
        if ended && at >= buffer.len() {
            state.finish();
            return Ok(());
        }
    }
}

/// Reads one document, or several end to end.
fn read_documents(
    text: &mut TextReader<'_>,
    head: String,
    builder: &mut Builder<'_>,
) -> Result<(), DirectoryError> {
    let users = Cell::new(0);
    let mut state = State::new(builder);
    state.count = Some(&users);
    let broken = match elements::take(text, head, &mut state)? {
        Left::Broken(line, column) => Some((line, column)),
        Left::Rest(rest) => read_rest(text, rest, &users, &mut state)?,
    };
    end(state, broken)
}

/// Ends the reading of documents, which may break off at a line and column.
fn end(mut state: State<'_, '_>, broken: Option<(usize, usize)>) -> Result<(), DirectoryError> {
    if let Some((line, column)) = broken {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        let users = state.builder.users();
        if users == 0 {
            return Err(DirectoryError::BrokenJson { line, column });
        }
        state.builder.notice(Notice::JsonCut { line, column, users });
    }
    state.finish();
    if state.builder.columns() == 0 && state.builder.has_rows() {
        return Err(DirectoryError::NoUsersInJson);
    }
    state.builder.refuse_unknown_keys()
}

/// Reads what is left of a document, and others after it; returns where it breaks off, if it does.
fn read_rest(
    text: &mut TextReader<'_>,
    mut rest: Rest,
    users: &Cell<u32>,
    state: &mut State<'_, '_>,
) -> Result<Option<(usize, usize)>, DirectoryError> {
    let buffer = std::mem::take(&mut rest.text);
    let mut stream = Stream { text, buffer, at: 0, users, failed: None };
    let outcome = {
        let mut parser = serde_json::Deserializer::from_reader(BufReader::new(&mut stream));
        loop {
            // `end` tells whether anything but white space follows.
            if let Err(error) = Users(state).deserialize(&mut parser) {
                break Err(error);
            }
            if parser.end().is_ok() {
                break Ok(());
            }
        }
    };
    if let Some(error) = stream.failed.take().or_else(|| state.failed.take()) {
        return Err(error);
    }
    Ok(outcome.err().map(|error| rest.place(error.line(), error.column())))
}

/// Decoded text as bytes for serde_json; keeps its own error, which an `io::Error` cannot carry.
struct Stream<'t, 's, 'u> {
    text: &'t mut TextReader<'s>,
    buffer: String,
    at: usize,
    users: &'u Cell<u32>,
    failed: Option<DirectoryError>,
}

impl Read for Stream<'_, '_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.buffer.len() {
            self.buffer.clear();
            self.at = 0;
            if let Err(error) = self.text.read_block(&mut self.buffer, self.users.get()) {
                self.failed = Some(error);
                return Err(io::Error::other("stopped"));
            }
        }
        let rest = self.buffer.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.at += length;
        Ok(length)
    }
}

/// What the visitors share: the builder and the user that is being read.
struct State<'a, 'd> {
    builder: &'a mut Builder<'d>,
    count: Option<&'a Cell<u32>>,
    line: Option<u32>,
    /// The cells of the current object: column, and end in `texts`.
    cells: Vec<(usize, usize)>,
    texts: String,
    key: String,
    more_pages: bool,
    /// The last page had no link to another one.
    last_page_ended: bool,
    failed: Option<DirectoryError>,
}

impl<'a, 'd> State<'a, 'd> {
    fn new(builder: &'a mut Builder<'d>) -> Self {
        State {
            builder,
            count: None,
            line: None,
            cells: Vec::new(),
            texts: String::new(),
            key: String::new(),
            more_pages: false,
            last_page_ended: false,
            failed: None,
        }
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.texts.clear();
    }

    fn commit(&mut self) {
        if self.cells.is_empty() {
            self.builder.skip(SkipReason::Empty, self.line, String::new);
            return;
        }
        let mut start = 0;
        for (column, end) in self.cells.drain(..) {
            let cell = self.texts.get(start..end).unwrap_or_default();
            start = end;
            if let Err(error) = self.builder.cell(column, cell) {
                self.failed.get_or_insert(error);
            }
        }
        self.texts.clear();
        if let Err(error) = self.builder.end_user() {
            self.failed.get_or_insert(error);
        }
        if let Some(count) = self.count {
            count.set(self.builder.users());
        }
    }

    /// Every page but the last has a link; only a missing last page makes the file incomplete.
    fn finish(&mut self) {
        if self.more_pages && !self.last_page_ended {
            let users = self.builder.users();
            self.builder.notice(Notice::Incomplete { users });
        }
    }
}

/// Reads users: an object, or a list of objects or pages.
struct Users<'s, 'a, 'd>(&'s mut State<'a, 'd>);

impl<'de> DeserializeSeed<'de> for Users<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Users<'_, '_, '_> {
    fn not_an_object<E>(self) -> Result<(), E> {
        self.0.builder.skip(SkipReason::NotAnObject, self.0.line, String::new);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Users<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("users")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Users(&mut *self.0))?.is_some() {
            if self.0.failed.is_some() {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let state = self.0;
        state.clear();
        let (mut page, mut next_link) = (false, false);
        loop {
            state.key.clear();
            if object.next_key_seed(Key(&mut state.key))?.is_none() {
                break;
            }
            if state.key.eq_ignore_ascii_case("value") {
                page = true;
                object.next_value_seed(Users(&mut *state))?;
                state.clear();
            } else if state.key == "@odata.nextLink" {
                next_link = true;
                object.next_value::<IgnoredAny>()?;
            } else if page || is_not_read(&state.key) {
                object.next_value::<IgnoredAny>()?;
            } else {
                object.next_value_seed(CellOf { state, depth: 0 })?;
            }
        }
        if page || (next_link && state.cells.is_empty()) {
            state.more_pages |= next_link;
            state.last_page_ended = !next_link;
            state.clear();
        } else {
            state.commit();
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.not_an_object()
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.not_an_object()
    }
}

/// Returns whether a key is left alone: OData's own, and passwords, which have no place here.
fn is_not_read(key: &str) -> bool {
    key.contains('@') || key.eq_ignore_ascii_case("passwordProfile")
}

#[cfg(test)]
mod tests;
