//! `Replace`, whose filled slots choose one of five ways. "Filled" means that the slot is not empty;
//! `""` is filled.

use std::borrow::Cow;

use super::error::{Outcome, Stop, error};
use super::evaluator::Arguments;
use super::values::too_long;
use crate::limits;
use crate::node::Prepared;
use crate::pattern::{Pattern, PatternError};
use crate::value::Value;
use crate::words::Words;

const SOURCE: usize = 0;
const OLD_VALUE: usize = 1;
const PATTERN: usize = 2;
const GROUP: usize = 3;
const REPLACEMENT: usize = 4;
const ATTRIBUTE: usize = 5;
const TEMPLATE: usize = 6;

/// The five ways of Entra's reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Every old value in the source becomes the replacement.
    Text,
    /// Every old value in the template becomes the source.
    Template,
    /// Every match in the source becomes the replacement.
    Pattern,
    /// In every match, the text of the group becomes the replacement.
    Group,
    /// Without a source, the group's text in the other attribute.
    Fallback,
}

impl Mode {
    /// Returns the way that these filled slots choose; `None` when they fit none of the five.
    pub(crate) fn of(given: impl Fn(usize) -> bool) -> Option<Mode> {
        let pattern = [
            given(OLD_VALUE),
            given(PATTERN),
            given(GROUP),
            given(REPLACEMENT),
            given(ATTRIBUTE),
            given(TEMPLATE),
        ];
        match pattern {
            [true, false, false, true, false, false] => Some(Mode::Text),
            [true, false, false, false, false, true] => Some(Mode::Template),
            [false, true, false, true, false, false] => Some(Mode::Pattern),
            [false, true, true, true, false, false] => Some(Mode::Group),
            [false, true, true, false, true, false] => Some(Mode::Fallback),
            _ => None,
        }
    }
}

/// A source that is null gives null, except where the way is made for it (our choice).
pub(super) fn replace<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    if let Prepared::Level(level) = &arguments.call.prepared {
        let text = arguments.text(SOURCE)?;
        arguments.pass_over(text.as_ref().map_or(0, |text| text.len() * 4))?;
        return Ok(match text {
            None => Value::Null,
            Some(Cow::Borrowed(text)) => Value::Text(Cow::Borrowed(level.take(text))),
            Some(Cow::Owned(text)) => Value::from(level.take(&text).to_owned()),
        });
    }
    let Some(mode) = Mode::of(|slot| arguments.is_given(slot)) else {
        return Err(arguments.error(Words::ReplaceSlots));
    };
    let source = arguments.text(SOURCE)?;
    if mode == Mode::Fallback {
        return fallback(arguments, source);
    }
    let Some(source) = source else {
        return Ok(Value::Null);
    };
    match mode {
        Mode::Text => {
            let old = old_value(arguments)?;
            let replacement = arguments.text(REPLACEMENT)?.unwrap_or_default();
            plain(arguments, source, &old, &replacement)
        }
        Mode::Template => {
            let old = old_value(arguments)?;
            let template = arguments.text(TEMPLATE)?.unwrap_or_default();
            plain(arguments, template, &old, &source)
        }
        _ => with_pattern(arguments, &source, |pattern| {
            let replacement = arguments.text(REPLACEMENT)?.unwrap_or_default();
            if replacement.len() > limits::MAX_TEXT {
                return Err(too_long(arguments.span));
            }
            arguments.pass_over(replacement.len() * 8)?;
            let replaced = if mode == Mode::Group {
                let group = arguments.text(GROUP)?.unwrap_or_default();
                pattern.replace_group(&source, &group, &replacement, arguments.evaluator.work)
            } else if let Prepared::Pattern { template: Some(template), .. } =
                &arguments.call.prepared
            {
                pattern.replace(&source, template, arguments.evaluator.work)
            } else {
                pattern.replace(&source, &pattern.template(&replacement), arguments.evaluator.work)
            };
            match replaced.map_err(|reason| failed(arguments, &reason))? {
                // Nothing matched: hand on what came in.
                Cow::Borrowed(_) => Ok(None),
                Cow::Owned(changed) => Ok(Some(changed)),
            }
        })
        .and_then(|changed| match changed {
            None => Ok(Value::Text(source)),
            Some(changed) => arguments.bounded(changed),
        }),
    }
}

fn fallback<'a>(arguments: &Arguments<'_, '_, 'a>, source: Option<Cow<'a, str>>) -> Outcome<'a> {
    if let Some(source) = source.filter(|source| !source.is_empty()) {
        return Ok(Value::Text(source));
    }
    let Some(other) = arguments.text(ATTRIBUTE)? else {
        return Ok(Value::Null);
    };
    let group = arguments.text(GROUP)?.unwrap_or_default();
    let found = with_pattern(arguments, &other, |pattern| {
        let found = pattern.extract(&other, &group, arguments.evaluator.work);
        Ok(found.map_err(|reason| failed(arguments, &reason))?.map(str::to_owned))
    })?;
    Ok(found.map_or(Value::Null, Value::from))
}

fn old_value<'a>(arguments: &Arguments<'_, '_, 'a>) -> Result<Cow<'a, str>, Stop> {
    arguments
        .text(OLD_VALUE)?
        .filter(|old| !old.is_empty())
        .ok_or_else(|| error(arguments.span(OLD_VALUE), Words::OldValueEmpty))
}

fn plain<'a>(
    arguments: &Arguments<'_, '_, 'a>,
    text: Cow<'a, str>,
    old: &str,
    new: &str,
) -> Outcome<'a> {
    arguments.pass_over(text.len() * 2)?;
    let mut output = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices(old) {
        output.push_str(text.get(copied..at).unwrap_or_default());
        output.push_str(new);
        if output.len() > limits::MAX_TEXT {
            return Err(too_long(arguments.span));
        }
        copied = at + old.len();
    }
    if copied == 0 {
        return Ok(Value::Text(text));
    }
    output.push_str(text.get(copied..).unwrap_or_default());
    arguments.bounded(output)
}

/// Hands over the pattern to be searched for in a text.
fn with_pattern<T>(
    arguments: &Arguments<'_, '_, '_>,
    searched: &str,
    run: impl FnOnce(&Pattern) -> Result<T, Stop>,
) -> Result<T, Stop> {
    if let Prepared::Pattern { pattern, .. } = &arguments.call.prepared {
        return run(pattern);
    }
    let source = arguments.text(PATTERN)?.unwrap_or_default();
    let pattern = Pattern::new(&source, searched.len(), arguments.evaluator.work)
        .map_err(|reason| failed(arguments, &reason))?;
    run(&pattern)
}

fn failed(arguments: &Arguments<'_, '_, '_>, reason: &PatternError) -> Stop {
    let words = match reason {
        PatternError::Invalid(_) => Words::PatternFails,
        PatternError::TooMuchWork => Words::PatternWorkFails,
        PatternError::TooLong => Words::SearchFails,
    };
    error(arguments.span(PATTERN), words.with("reason", reason.message()))
}
