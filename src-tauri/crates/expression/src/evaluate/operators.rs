//! What the operators of the language do with two values.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::error::{Outcome, Stop, error};
use super::values::{bounded, number_of, order, single_text};
use crate::tree::Operator;
use crate::value::Value;
use crate::words::Words;

/// Compares two values. Texts are equal when every character is, letter case included (not
/// documented for `=`; documented for `Switch` and `Replace`). A number is compared as a number when
/// the other side can be read as one. Null equals null and nothing else, and is neither smaller nor
/// larger than anything.
pub(super) fn compare(
    operator: Operator,
    left: Value<'_>,
    right: Value<'_>,
    span: &Range<usize>,
) -> Result<bool, Stop> {
    // Both sides must be single values; a list with several has no order.
    let left = single(left, span)?;
    let right = single(right, span)?;
    let equal = || match (&left, &right) {
        (Value::Null, Value::Null) => true,
        (Value::Null, _) | (_, Value::Null) => false,
        (Value::Number(_), _) | (_, Value::Number(_)) => {
            match (number_of(&left), number_of(&right)) {
                (Some(left), Some(right)) => left.partial_cmp(&right) == Some(Ordering::Equal),
                _ => left.as_text() == right.as_text(),
            }
        }
        _ => left.as_text() == right.as_text(),
    };
    Ok(match operator {
        Operator::Equal => equal(),
        Operator::NotEqual => !equal(),
        Operator::Less => order(&left, &right) == Some(Ordering::Less),
        Operator::LessOrEqual => order(&left, &right).is_some_and(Ordering::is_le),
        Operator::Greater => order(&left, &right) == Some(Ordering::Greater),
        Operator::GreaterOrEqual => order(&left, &right).is_some_and(Ordering::is_ge),
        // The compiler lets no other operator through.
        _ => {
            return Err(error(span, Words::UnknownOperator.with("operator", operator.sign())));
        }
    })
}

fn single<'v>(value: Value<'v>, span: &Range<usize>) -> Result<Value<'v>, Stop> {
    match value {
        list @ Value::List(_) => Ok(single_text(list, span)?.map_or(Value::Null, Value::Text)),
        other => Ok(other),
    }
}

/// Puts two texts together.
pub(super) fn concatenated<'a>(
    first: Cow<'a, str>,
    second: &str,
    span: &Range<usize>,
) -> Outcome<'a> {
    if second.is_empty() {
        return Ok(Value::Text(first));
    }
    let mut text = first.into_owned();
    text.push_str(second);
    bounded(text, span)
}
