//! Functions on several values. A single value counts as a list of one (our choice).

use std::borrow::Cow;
use std::collections::HashSet;

use super::error::{EvaluationError, Outcome, Reason, Stop};
use super::evaluator::Arguments;
use super::values::{size, too_long};
use crate::functions::Function;
use crate::limits;
use crate::node::NodeKind;
use crate::value::Value;
use crate::words::Words;

fn values(value: Value<'_>) -> Vec<Value<'_>> {
    match value {
        Value::Null => Vec::new(),
        Value::List(values) => values,
        single => vec![single],
    }
}

fn counted<'a>(count: usize) -> Value<'a> {
    Value::integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Null sources drop out like empty ones: the reference shows that `Join(", ", "", [surname],
/// [givenName])` starts with the surname.
pub(super) fn join<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let separator = arguments.text(0)?.unwrap_or_default();
    let mut joined: Option<Cow<'a, str>> = None;
    for slot in 1..arguments.len() {
        let value = arguments.value(slot)?;
        for value in values(value) {
            let text = match value {
                Value::Text(text) => text,
                other => match other.as_text() {
                    Some(text) => Cow::Owned(text.into_owned()),
                    None => continue,
                },
            };
            if text.is_empty() {
                continue;
            }
            arguments.pass_over(text.len())?;
            joined = Some(match joined {
                None => text,
                Some(before) => {
                    let mut all = before.into_owned();
                    all.push_str(&separator);
                    all.push_str(&text);
                    if all.len() > limits::MAX_TEXT {
                        return Err(too_long(arguments.span));
                    }
                    Cow::Owned(all)
                }
            });
        }
    }
    Ok(Value::Text(joined.unwrap_or_default()))
}

/// Pieces stay as they are, empty ones and blanks included, and a delimiter of several characters
/// parts as a whole (all three not documented).
pub(super) fn split<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    let delimiter = arguments.text(1)?.unwrap_or_default();
    if delimiter.is_empty() {
        return Ok(Value::List(vec![Value::Text(text)]));
    }
    // One piece more than is allowed says enough.
    let most = limits::MAX_VALUES + 1;
    let pieces: Vec<Value<'a>> = match text {
        Cow::Borrowed(text) => pieces(text, &delimiter).take(most).map(Value::from).collect(),
        Cow::Owned(text) => {
            let pieces = pieces(&text, &delimiter).take(most);
            pieces.map(|piece| piece.to_owned().into()).collect()
        }
    };
    if pieces.len() == most {
        return Err(arguments.error(Words::TooManyValues.with("most", limits::MAX_VALUES)));
    }
    arguments.pass_over(pieces.len() * 100)?;
    Ok(Value::List(pieces))
}

/// `Item(Split(text, delimiter), index)` without the list in between, which most pieces of are not
/// asked for. `None` when it is something else.
fn item_of_split<'a>(arguments: &Arguments<'_, '_, 'a>) -> Result<Option<Value<'a>>, Stop> {
    let Some(inner) = arguments.inner_call(0, Function::Split) else {
        return Ok(None);
    };
    // What is left to the long way after all is evaluated again there, and must not be random.
    let is_column = inner.node(0).is_some_and(|node| matches!(node.kind, NodeKind::Column(_)));
    let is_constant = inner.node(1).is_some_and(|node| node.constant_text().is_some());
    if !is_column || !is_constant {
        return Ok(None);
    }
    let Some(Cow::Borrowed(text)) = inner.text(0)? else {
        return Ok(None);
    };
    let delimiter = inner.text(1)?.unwrap_or_default();
    if delimiter.is_empty() {
        return Ok(None);
    }
    let index = arguments.integer(1)?;
    arguments.pass_over(text.len() * 8)?;
    let wanted = position(index);
    let mut count = 0;
    for piece in pieces(text, &delimiter) {
        if Some(count) == wanted {
            return Ok(Some(Value::from(piece)));
        }
        count += 1;
    }
    Err(no_item(arguments, index, count))
}

/// Splits a text as `str::split` does, and sooner for a short delimiter, which the general search has
/// to be made ready for.
fn pieces<'t>(text: &'t str, delimiter: &str) -> impl Iterator<Item = &'t str> {
    let short = (1..=8).contains(&delimiter.len());
    let first = delimiter.bytes().next().unwrap_or_default();
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let at = if short {
            // Byte by byte: so few are not worth a call.
            let is_delimiter = |at: &usize| {
                let tail = whole.as_bytes().get(*at..).unwrap_or_default();
                tail.len() >= delimiter.len()
                    && tail.iter().zip(delimiter.bytes()).all(|(a, b)| *a == b)
            };
            memchr::memchr_iter(first, whole.as_bytes()).find(is_delimiter)
        } else {
            whole.find(delimiter)
        };
        rest = at.and_then(|at| whole.get(at + delimiter.len()..));
        at.map_or(Some(whole), |at| whole.get(..at))
    })
}

/// Where the item of an index is, counted from 0.
fn position(index: i64) -> Option<usize> {
    index.checked_sub(1).and_then(|index| usize::try_from(index).ok())
}

fn no_item(arguments: &Arguments<'_, '_, '_>, index: i64, count: usize) -> Stop {
    Stop::Error(Box::new(EvaluationError {
        code: Words::NoItem.code(),
        span: arguments.span.clone(),
        reason: Reason::NoItem { index, count },
    }))
}

/// Cloud sync's reference makes an index that is out of bounds an error.
pub(super) fn item<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    if let Some(piece) = item_of_split(arguments)? {
        return Ok(piece);
    }
    let mut values = values(arguments.value(0)?);
    let index = arguments.integer(1)?;
    match position(index) {
        Some(at) if at < values.len() => Ok(values.swap_remove(at)),
        _ => Err(no_item(arguments, index, values.len())),
    }
}

pub(super) fn count<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    Ok(counted(values(arguments.value(0)?).len()))
}

/// Letters are compared exactly: cloud sync's example finds `SMTP:` behind `smtp:`.
pub(super) fn contains<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let values = values(arguments.value(0)?);
    let wanted = arguments.text(1)?.unwrap_or_default();
    arguments.pass_over(values.iter().map(|value| size(value) * 2 + wanted.len() + 32).sum())?;
    let position =
        values.iter().position(|value| value.as_text().is_some_and(|text| text.contains(&*wanted)));
    Ok(counted(position.map_or(0, |position| position + 1)))
}

/// The first of equal values stays, letter case counts (both not documented).
pub(super) fn remove_duplicates<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let value = arguments.value(0)?;
    let Value::List(values) = value else {
        return Ok(value);
    };
    arguments.pass_over(values.iter().map(|value| size(value) * 2 + 400).sum())?;
    let mut seen = HashSet::new();
    let kept = values
        .into_iter()
        .filter(|value| seen.insert(value.as_text().map(Cow::into_owned)))
        .collect();
    Ok(Value::List(kept))
}

/// The wording of the error is the one Entra shows.
pub(super) fn single_role<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let mut values = values(arguments.value(0)?);
    match values.len() {
        0 => Ok(Value::Null),
        1 => Ok(values.swap_remove(0)),
        count => Err(arguments.error(Words::SeveralRoles.with("count", count))),
    }
}
