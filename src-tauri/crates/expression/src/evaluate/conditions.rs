//! Functions that choose, compare or leave out: `IIF`, `Switch`, `Coalesce` and their kin.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::error::{Outcome, Stop, error};
use super::evaluator::Arguments;
use super::values::{number_of, shown};
use crate::node::{Prepared, switch_keys};
use crate::value::{Number, Value};
use crate::words::Words;

/// Returns whether a condition holds. True and False may come as booleans or as texts in any letter
/// case, numbers count as VBA counts them (not zero is True), and nothing is False. Any other text is
/// no condition. All but the booleans is our choice.
fn holds(value: &Value<'_>, span: &Range<usize>) -> Result<bool, Stop> {
    match value {
        Value::Boolean(boolean) => return Ok(*boolean),
        value if value.is_null_or_empty() => return Ok(false),
        _ => {}
    }
    if let Some(number) = number_of(value) {
        return Ok(number.partial_cmp(&Number::Integer(0)) != Some(Ordering::Equal));
    }
    match value.as_text().as_deref().map(str::trim) {
        Some(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Some(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(error(span, Words::NotACondition.with("value", shown(value)))),
    }
}

pub(super) fn iif<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let condition = arguments.value(0)?;
    arguments.value(if holds(&condition, arguments.span(0))? { 1 } else { 2 })
}

/// Keys are compared as texts, letter case included; the key "" stands for null, too. Without a match
/// and without a default the result is null (not documented).
pub(super) fn switch<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let key = |slot: usize| Ok(arguments.text(slot)?.unwrap_or_default());
    let source = key(0)?;
    // While tracing, every key that is looked at is to be seen.
    let found = match &arguments.call.prepared {
        Prepared::Keys(keys) if arguments.evaluator.trace.is_none() => keys.find(&source),
        _ => {
            let mut keys = switch_keys(&arguments.call.arguments).map(|(slot, _)| slot);
            loop {
                match keys.next() {
                    Some(slot) if key(slot)? != source => {}
                    found => break found,
                }
            }
        }
    };
    arguments.value(found.map_or(1, |slot| slot + 1))
}

/// An empty text is a value here, as the reference's "isn't NULL" says.
pub(super) fn coalesce<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    for slot in 0..arguments.len() {
        let value = arguments.value(slot)?;
        if !value.is_null() {
            return Ok(value);
        }
    }
    Ok(Value::Null)
}

/// A rule that gives nothing is passed over (our choice); Entra would have nothing to look up.
pub(super) fn select_unique_value<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let mut taken: Option<Cow<'a, str>> = None;
    for slot in 0..arguments.len() {
        let Some(text) = arguments.text(slot)?.filter(|text| !text.is_empty()) else {
            continue;
        };
        // Compared in small letters.
        arguments.pass_over(text.len() * 8)?;
        if !arguments.context().is_taken(&text) {
            return Ok(Value::Text(text));
        }
        taken = Some(text);
    }
    Err(match taken {
        Some(last) => arguments.error(Words::AllTaken.with("last", shown(&Value::Text(last)))),
        None => arguments.error(Words::NoUniqueValue),
    })
}

pub(super) fn ignore_flow<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let value = arguments.value(0)?;
    if value.is_null_or_empty() { Err(Stop::IgnoreAttribute) } else { Ok(value) }
}

pub(super) fn c_bool<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let value = arguments.value(0)?;
    holds(&value, arguments.span(0)).map(Value::Boolean)
}

/// Only "True" as it is spelled here counts: "anything else" gives True, says the reference.
pub(super) fn not<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let source = arguments.text(0)?;
    Ok(Value::Boolean(source.as_deref() != Some("True")))
}

/// Several values and no value are no text (not documented).
pub(super) fn is_string<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    Ok(Value::Boolean(arguments.value(0)?.as_text().is_some()))
}

/// How many letters of a message are told.
const LONGEST_MESSAGE: usize = 1_000;

pub(super) fn raise<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let message = arguments.text(0)?.unwrap_or_default();
    // Each part around it has the message, too.
    let message: String = message.chars().take(LONGEST_MESSAGE).collect();
    Err(arguments.error(Words::Raised.with("message", message)))
}

pub(super) fn default_domain<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    arguments
        .context()
        .default_domain()
        .map(Value::from)
        .ok_or_else(|| arguments.error(Words::NoDefaultDomain))
}
