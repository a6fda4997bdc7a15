//! Values as texts and numbers, and the errors where they are neither.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::error::{Outcome, Stop, error};
use crate::limits;
use crate::message::Message;
use crate::value::{Number, Value};
use crate::words::Words;

/// Returns how many bytes of text a value has.
pub(super) fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::List(values) => values.iter().map(size).sum(),
        Value::Null | Value::Number(_) | Value::Boolean(_) => 0,
    }
}

/// Returns the text of a single value; `None` for null.
pub(super) fn single_text<'v>(
    value: Value<'v>,
    span: &Range<usize>,
) -> Result<Option<Cow<'v, str>>, Stop> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(Cow::Owned(number.to_string()))),
        Value::Boolean(boolean) => Ok(Some(Cow::Borrowed(if boolean { "True" } else { "False" }))),
        Value::List(values) => {
            let count = values.len();
            let mut values = values.into_iter();
            match (values.next(), count) {
                (None, _) => Ok(None),
                (Some(value), 1) => single_text(value, span),
                _ => Err(error(span, Words::SeveralValues.with("count", count))),
            }
        }
    }
}

/// Returns the number that a value is, or that its text says.
pub(super) fn number_of(value: &Value<'_>) -> Option<Number> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => Number::parse(text),
        Value::Boolean(boolean) => Some(Number::Integer(i64::from(*boolean))),
        Value::List(values) => match values.as_slice() {
            [value] => number_of(value),
            _ => None,
        },
        Value::Null => None,
    }
}

pub(super) fn bounded<'a>(text: String, span: &Range<usize>) -> Outcome<'a> {
    if text.len() > limits::MAX_TEXT {
        return Err(too_long(span));
    }
    Ok(Value::Text(Cow::Owned(text)))
}

pub(super) fn too_long(span: &Range<usize>) -> Stop {
    error(span, Words::TextTooLong.with("most", limits::MAX_TEXT))
}

/// Returns a value for a message: quoted, and cut where it is long.
pub(super) fn shown(value: &Value<'_>) -> Message {
    match value.as_text() {
        None if value.is_null() => Words::NoValue.into(),
        None => Words::Several.into(),
        Some(text) => {
            let short: String = text.chars().take(40).collect();
            let is_whole = short.len() == text.len();
            let words = if is_whole { Words::ShownText } else { Words::ShownLongText };
            words.with("text", short)
        }
    }
}

/// Compares two values for order: as numbers when both are, else as texts.
pub(super) fn order(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (number_of(left), number_of(right)) {
        return left.partial_cmp(&right);
    }
    Some(left.as_text()?.cmp(&right.as_text()?))
}
