//! Graph's `/users` answers: one page, an array, an array of pages, pages end to end, or NDJSON.
//!
//! Everything streams through a visitor; no tree of values is built. Where serde_json meets broken
//! text, the users before it are kept and the break is reported.

mod cell;
mod elements;
mod state;
mod users;

use std::cell::Cell;
use std::io::{self, BufReader, Read};

use elements::{Left, Rest};
use memchr::memchr;
use serde::de::{DeserializeSeed, IgnoredAny};
use state::State;
use users::Users;

use super::builder::Builder;
use super::text::TextReader;
use crate::error::DirectoryError;
use crate::record::notice::Notice;
use crate::record::skipped::{Detail, SkipReason};
use crate::record::summary::Format;
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
                state
                    .builder
                    .skip(SkipReason::BrokenJson, Some(line), || Detail::Json(error.to_string()));
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

#[cfg(test)]
mod tests;
