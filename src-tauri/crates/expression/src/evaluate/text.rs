//! Functions on one text.
//!
//! Positions and lengths count UTF-16 units, as .NET's strings do: an emoji counts two. Half of such
//! a pair becomes U+FFFD, as it does when .NET sends it. A source that is null gives null unless the
//! reference says otherwise (our choice).

use std::borrow::Cow;
use std::ops::Range;

use super::error::{Outcome, Stop};
use super::evaluator::Arguments;
use super::operators::concatenated;
use super::values::size;
use crate::letters;
use crate::value::Value;
use crate::words::Words;

/// Changes the first argument; null stays null. `cost` is what a byte costs beyond being copied.
fn text_or_null<'a>(
    arguments: &Arguments<'_, '_, 'a>,
    cost: usize,
    change: impl FnOnce(Cow<'a, str>) -> Cow<'a, str>,
) -> Outcome<'a> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    arguments.pass_over(text.len() * cost)?;
    Ok(Value::Text(change(text)))
}

/// Puts two texts together; a missing one counts as empty, as in .NET (not documented).
pub(super) fn append<'a>(
    arguments: &Arguments<'_, '_, 'a>,
    first: usize,
    second: usize,
) -> Outcome<'a> {
    let first = arguments.text(first)?.unwrap_or_default();
    let second = arguments.text(second)?.unwrap_or_default();
    concatenated(first, &second, arguments.span)
}

pub(super) fn c_str<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    text_or_null(arguments, 0, |text| text)
}

/// Returns the bytes of a range of UTF-16 units, cut to the text.
fn slice(text: Cow<'_, str>, start: usize, length: usize) -> Cow<'_, str> {
    let end = start.saturating_add(length);
    if text.is_ascii() {
        let (start, end) = (start.min(text.len()), end.min(text.len()));
        return match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(start..end).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(start..end).unwrap_or_default().to_owned()),
        };
    }
    let units: Vec<u16> = text.encode_utf16().skip(start).take(length).collect();
    Cow::Owned(String::from_utf16_lossy(&units))
}

pub(super) fn left<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let text = arguments.text(0)?.unwrap_or_default();
    let count = arguments.integer(1)?;
    arguments.pass_over(text.len() * 4)?;
    Ok(Value::Text(match usize::try_from(count) {
        Ok(count) => slice(text, 0, count),
        Err(_) => text,
    }))
}

/// A start or length below its smallest is an error, as in VB (not documented).
pub(super) fn mid<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    let start = arguments.integer(1)?;
    // Cloud sync's reference uses it with two arguments, for the rest of the text.
    let length = if arguments.is_given(2) { arguments.integer(2)? } else { i64::MAX };
    let (Some(start), Ok(length)) =
        (start.checked_sub(1).and_then(unsigned), usize::try_from(length))
    else {
        return Err(arguments.error(Words::MidStart.with("start", start).with("length", length)));
    };
    arguments.pass_over(text.len() * 4)?;
    Ok(Value::Text(slice(text, start, length)))
}

fn unsigned(number: i64) -> Option<usize> {
    usize::try_from(number).ok()
}

pub(super) fn len<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let text = arguments.text(0)?.unwrap_or_default();
    Ok(Value::integer(i64::try_from(utf16_length(&text)).unwrap_or(i64::MAX)))
}

/// Compares letters exactly unless `vbTextCompare` is given (the default is not documented).
pub(super) fn in_str<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let haystack = arguments.text(0)?.unwrap_or_default();
    let needle = arguments.text(1)?.unwrap_or_default();
    let start = if arguments.is_given(2) { arguments.integer(2)? } else { 1 };
    let Some(start) = start.checked_sub(1).and_then(unsigned) else {
        return Err(arguments.error(Words::InStrStart.with("start", start)));
    };
    let any_case = arguments.text(3)?.is_some_and(|kind| kind == "vbTextCompare");
    let lower = |text: Cow<'a, str>| match any_case {
        true => Cow::Owned(letters::lower(&text, letters::Culture::Invariant).into_owned()),
        false => text,
    };
    let (haystack, needle) = (lower(haystack), lower(needle));
    arguments.pass_over(haystack.len() * if any_case { 16 } else { 4 })?;
    // Units of UTF-16 to bytes and back; a start within a pair begins at the next character.
    let mut before = 0;
    let from = haystack.char_indices().find_map(|(at, character)| {
        let reached = before >= start;
        before += if reached { 0 } else { character.len_utf16() };
        reached.then_some(at)
    });
    let tail = from.and_then(|from| haystack.get(from..)).unwrap_or_default();
    let found = match tail.find(&*needle) {
        Some(_) if tail.is_empty() => 0,
        Some(at) => before + utf16_length(tail.get(..at).unwrap_or_default()) + 1,
        None => 0,
    };
    Ok(Value::integer(i64::try_from(found).unwrap_or(i64::MAX)))
}

/// How many units of UTF-16 a text has.
fn utf16_length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

pub(super) fn normalize_diacritics<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    text_or_null(arguments, 64, letters::without_diacritics)
}

pub(super) fn p_case<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    let separators = arguments.text(1)?;
    arguments.pass_over(text.len() * (32 + separators.as_deref().map_or(0, str::len)))?;
    Ok(Value::from(letters::title_case(&text, separators.as_deref())))
}

pub(super) fn strip_spaces<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    text_or_null(arguments, 4, |text| {
        if text.contains(' ') { Cow::Owned(text.replace(' ', "")) } else { text }
    })
}

fn culture(arguments: &Arguments<'_, '_, '_>) -> Result<letters::Culture, Stop> {
    Ok(arguments
        .text(1)?
        .map_or(letters::Culture::Invariant, |name| letters::Culture::named(&name)))
}

pub(super) fn to_lower<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let culture = culture(arguments)?;
    text_or_null(arguments, 8, |text| match letters::lower(&text, culture) {
        Cow::Borrowed(_) => text,
        Cow::Owned(changed) => Cow::Owned(changed),
    })
}

pub(super) fn to_upper<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let culture = culture(arguments)?;
    text_or_null(arguments, 8, |text| match letters::upper(&text, culture) {
        Cow::Borrowed(_) => text,
        Cow::Owned(changed) => Cow::Owned(changed),
    })
}

pub(super) fn trim<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    fn trimmed(value: Value<'_>) -> Value<'_> {
        match value {
            Value::Text(Cow::Borrowed(text)) => Value::Text(Cow::Borrowed(text.trim())),
            Value::Text(Cow::Owned(text)) => Value::Text(Cow::Owned(text.trim().to_owned())),
            Value::List(values) => Value::List(values.into_iter().map(trimmed).collect()),
            other => other,
        }
    }
    let value = arguments.value(0)?;
    let values = if let Value::List(values) = &value { values.len() } else { 0 };
    arguments.pass_over(size(&value) + values * 100)?;
    Ok(trimmed(value))
}

/// Separators next to each other part once (our choice). A text without any separator has no words:
/// the reference's "does not contain any words identified by delimiters", taken literally.
pub(super) fn word<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let text = arguments.text(0)?.unwrap_or_default();
    let number = arguments.integer(1)?;
    let delimiters = arguments.text(2)?.unwrap_or_default();
    let is_delimiter = |character: char| delimiters.contains(character);
    arguments.pass_over(text.len() * (2 + delimiters.len() / 4))?;
    let Some(index) = number.checked_sub(1).and_then(unsigned) else {
        return Ok(Value::from(""));
    };
    if !text.contains(is_delimiter) {
        return Ok(Value::from(""));
    }
    let found = |text: &str| -> Option<Range<usize>> {
        let word = text.split(is_delimiter).filter(|word| !word.is_empty()).nth(index)?;
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        Some(start..start + word.len())
    };
    let range = found(&text).unwrap_or(0..0);
    Ok(Value::Text(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
    }))
}

/// The value of the n-th part of a distinguished name, its escapes (RFC 4514 §2.4) taken away.
pub(super) fn dn_component<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let Some(dn) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    let number = arguments.integer(1)?;
    arguments.pass_over(dn.len() * 32)?;
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for character in dn.chars() {
        if character == ',' && !escaped {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
        escaped = character == '\\' && !escaped;
    }
    let part = number.checked_sub(1).and_then(unsigned).and_then(|index| parts.get(index));
    let Some((_, value)) = part.and_then(|part| part.split_once('=')) else {
        return Err(arguments.error(Words::NoDnPart.with("number", number)));
    };
    let mut plain = String::with_capacity(value.len());
    let mut characters = value.trim().chars();
    while let Some(character) = characters.next() {
        plain.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    Ok(Value::from(plain))
}
