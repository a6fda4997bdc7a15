//! Date functions. A value that is missing or no date is an error in all of them: nothing is
//! documented, and the expressions Microsoft publishes take care that it does not happen.

use std::borrow::Cow;

use jiff::civil::DateTime;

use super::error::{Outcome, Stop, error};
use super::evaluator::Arguments;
use super::values::shown;
use crate::date::{self, DateFormat, Interval};
use crate::node::Prepared;
use crate::value::Value;
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
    let number = arguments.integer(0)?;
    date::from_file_time(number)
        .map(|moment| Value::from(date::render(moment)))
        .ok_or_else(|| beyond(arguments))
}

pub(super) fn num_from_date<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    date::to_file_time(moment(arguments, 0)?).map(Value::integer).ok_or_else(|| beyond(arguments))
}

pub(super) fn format_date_time<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let source = arguments.text(0)?;
    if arguments.is_given(1) {
        styles(arguments)?;
    }
    let made;
    let (input, output) = match &arguments.call.prepared {
        Prepared::Formats { input, output } => (input, output),
        _ => {
            made = (format(arguments, 2)?, format(arguments, 3)?);
            (&made.0, &made.1)
        }
    };
    let moment = source.as_deref().and_then(|text| input.read(text, arguments.context().now()));
    let Some(moment) = moment else {
        let value = source.map_or(Value::Null, Value::Text);
        let expected =
            Value::from(arguments.text(2).ok().flatten().unwrap_or_default().into_owned());
        return Err(error(
            arguments.span(0),
            Words::NotOfFormat.with("value", shown(&value)).with("format", shown(&expected)),
        ));
    };
    arguments.bounded(output.write(moment))
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

/// The styles are checked for their names only: blanks at both ends are always allowed here, and the
/// rest of them concerns time zones that UTC servers do not have.
fn styles(arguments: &Arguments<'_, '_, '_>) -> Result<(), Stop> {
    const STYLES: &[&str] = &[
        "None",
        "AllowLeadingWhite",
        "AllowTrailingWhite",
        "AllowInnerWhite",
        "AllowWhiteSpaces",
        "NoCurrentDateDefault",
        "AdjustToUniversal",
        "AssumeLocal",
        "AssumeUniversal",
        "RoundtripKind",
    ];
    let written = arguments.text(1)?.unwrap_or(Cow::Borrowed(""));
    let unknown = written
        .split([',', '|'])
        .map(|style| style.trim().trim_start_matches("DateTimeStyles."))
        .find(|style| !style.is_empty() && !STYLES.contains(style));
    match unknown {
        Some(unknown) => Err(error(
            arguments.span(1),
            Words::NoDateStyle.with("style", shown(&Value::from(unknown))),
        )),
        None => Ok(()),
    }
}
