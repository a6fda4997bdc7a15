//! Date functions. A value that is missing or no date is an error in all of them but `FormatDateTime`,
//! where an empty one stays empty: nothing is documented, and the expressions Microsoft publishes take
//! care that it does not happen. That an empty text is no error in `FormatDateTime` is reported from
//! practice ("Entra provisioning expressions", sqlravingsandotherstuff, June 2026); that an absent one
//! is none, either, is our choice.

use std::borrow::Cow;

use jiff::civil::DateTime;

use super::error::{Outcome, Stop, error};
use super::evaluator::Arguments;
use super::values::{number_of, shown};
use crate::date::{self, DateFormat, Interval, Moment};
use crate::node::Prepared;
use crate::value::{Number, Value};
use crate::words::Words;

fn moment(arguments: &Arguments<'_, '_, '_>, slot: usize) -> Result<DateTime, Stop> {
    let text = arguments.text(slot)?;
    text.as_deref().and_then(date::read).ok_or_else(|| {
        let value = text.map_or(Value::Null, Value::Text);
        error(arguments.span(slot), Words::NotADate.with("value", shown(&value)))
    })
}

fn interval(arguments: &Arguments<'_, '_, '_>) -> Result<Interval, Stop> {
    let written = arguments.text(0)?.unwrap_or_default();
    Interval::parse(&written).ok_or_else(|| {
        error(arguments.span(0), Words::NoInterval.with("value", shown(&Value::Text(written))))
    })
}

fn beyond(arguments: &Arguments<'_, '_, '_>) -> Stop {
    arguments.error(Words::DateRange)
}

pub(super) fn c_date<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    Ok(Value::from(date::render(moment(arguments, 0)?)))
}

pub(super) fn now<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    Ok(Value::from(arguments.context().now_text()))
}

pub(super) fn date_add<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let interval = interval(arguments)?;
    let count = arguments.integer(1)?;
    let moved = interval.add(moment(arguments, 2)?, count);
    moved.map(|moved| Value::from(date::render(moved))).ok_or_else(|| beyond(arguments))
}

pub(super) fn date_diff<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let interval = interval(arguments)?;
    Ok(Value::integer(interval.difference(moment(arguments, 1)?, moment(arguments, 2)?)))
}

pub(super) fn date_from_num<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let value = arguments.value(0)?;
    let number = number_of(&value).and_then(Number::as_integer).ok_or_else(|| {
        error(arguments.span(0), Words::NotAFileTime.with("value", shown(&value)))
    })?;
    date::from_file_time(number)
        .map(|moment| Value::from(date::render(moment)))
        .ok_or_else(|| beyond(arguments))
}

pub(super) fn num_from_date<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    date::to_file_time(moment(arguments, 0)?).map(Value::integer).ok_or_else(|| beyond(arguments))
}

pub(super) fn format_date_time<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let source = arguments.text(0)?.filter(|text| !text.is_empty());
    styles(arguments)?;
    let made;
    let (input, output) = match &arguments.call.prepared {
        Prepared::Formats { input, output } => (input, output),
        _ => {
            let input = arguments.is_given(2).then(|| format(arguments, 2)).transpose()?;
            made = (input, format(arguments, 3)?);
            (&made.0, &made.1)
        }
    };
    let Some(source) = source else { return Ok(Value::from("")) };
    let Some(input) = input else {
        // Of any form: Microsoft's own default mappings for Cloud Sync leave the slot empty.
        let utc = source.trim_end().ends_with('Z');
        let moment = Moment { datetime: moment(arguments, 0)?, utc };
        return arguments.bounded(output.write(moment));
    };
    match input.read(&source, arguments.context().now()) {
        Some(moment) => arguments.bounded(output.write(moment)),
        None => {
            let expected = arguments.text(2)?.unwrap_or_default().into_owned();
            Err(not_of_format(arguments, &source, expected))
        }
    }
}

/// Tells of a date in another form than the input format's, and of the form that it seems to have.
fn not_of_format(arguments: &Arguments<'_, '_, '_>, source: &str, expected: String) -> Stop {
    let message = match date::format_of(source) {
        Some(format) => Words::OfOtherFormat.with("known", format),
        None => Words::NotOfFormat.into(),
    };
    let value = shown(&Value::from(source));
    let message = message.with("value", value).with("format", shown(&Value::from(expected)));
    error(arguments.span(0), message)
}

/// The longest date format that a value may be. Our choice.
const LONGEST_FORMAT: usize = 1_000;

fn format(arguments: &Arguments<'_, '_, '_>, slot: usize) -> Result<DateFormat, Stop> {
    let written = arguments.text(slot)?.unwrap_or_default();
    if written.len() > LONGEST_FORMAT {
        return Err(error(arguments.span(slot), Words::FormatTooLong.with("most", LONGEST_FORMAT)));
    }
    DateFormat::new(&written).map_err(|reason| {
        error(arguments.span(slot), Words::DateFormatFails.with("reason", reason.message()))
    })
}

/// .NET's `DateTimeStyles` with their numbers.
const STYLES: &[(&str, u32)] = &[
    ("None", 0),
    ("AllowLeadingWhite", 1),
    ("AllowTrailingWhite", 2),
    ("AllowInnerWhite", 4),
    ("AllowWhiteSpaces", 7),
    ("NoCurrentDateDefault", 8),
    ("AdjustToUniversal", 16),
    ("AssumeLocal", 32),
    ("AssumeUniversal", 64),
    ("RoundtripKind", 128),
];

/// Styles of which .NET takes one at most, with the others that exclude it.
const EXCLUSIVE: &[(u32, u32)] = &[(32, 64), (128, 16 | 32 | 64)];

/// The styles are checked as .NET checks them, by name or number, and change nothing: blanks at both
/// ends are always allowed here, and the rest of them concerns time zones that UTC servers do not have.
fn styles(arguments: &Arguments<'_, '_, '_>) -> Result<(), Stop> {
    let written = arguments.text(1)?.unwrap_or(Cow::Borrowed(""));
    let mut all = 0;
    for style in written.split([',', '|']) {
        let style = style.trim().trim_start_matches("DateTimeStyles.");
        let known = STYLES.iter().find(|(name, _)| *name == style).map(|(_, number)| *number);
        // A number is any sum of them.
        let number = style.parse().ok().filter(|number| *number < 256);
        match known.or(number) {
            Some(number) => all |= number,
            None if style.is_empty() => {}
            None => {
                let style = shown(&Value::from(style));
                return Err(error(arguments.span(1), Words::NoDateStyle.with("style", style)));
            }
        }
    }
    match EXCLUSIVE.iter().any(|(one, others)| all & one != 0 && all & others != 0) {
        true => Err(error(arguments.span(1), Words::DateStylesTogether)),
        false => Ok(()),
    }
}
