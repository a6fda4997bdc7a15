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

fn moment(arguments: &Arguments<'_, '_, '_>, slot: usize) -> Result<DateTime, Stop> {
    let text = arguments.text(slot)?;
    text.as_deref().and_then(date::read).ok_or_else(|| {
        let value = text.map_or(Value::Null, Value::Text);
        error(
            "evaluation.not_a_date",
            arguments.span(slot),
            format!(
                "A date is needed here, and this is {}. Give users without a date another one, for \
                 example with `Switch([date], [date], \"\", \"9999-12-31\")`.",
                shown(&value)
            ),
        )
    })
}

fn interval(arguments: &Arguments<'_, '_, '_>) -> Result<Interval, Stop> {
    let written = arguments.text(0)?.unwrap_or_default();
    Interval::parse(&written).ok_or_else(|| {
        error(
            "evaluation.interval",
            arguments.span(0),
            format!(
                "{} is no interval; it is one of yyyy, m, ww, d, h, n and s.",
                shown(&Value::Text(written))
            ),
        )
    })
}

fn beyond(arguments: &Arguments<'_, '_, '_>) -> Stop {
    arguments.error("evaluation.date_range", "The result lies outside the years 1 to 9999.")
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
            "evaluation.not_a_date",
            arguments.span(0),
            format!(
                "This is {}, which does not have the format {}.",
                shown(&value),
                shown(&expected)
            ),
        ));
    };
    arguments.bounded(output.write(moment))
}

/// The longest date format that a value may be. Our choice.
const LONGEST_FORMAT: usize = 1_000;

fn format(arguments: &Arguments<'_, '_, '_>, slot: usize) -> Result<DateFormat, Stop> {
    let written = arguments.text(slot)?.unwrap_or_default();
    if written.len() > LONGEST_FORMAT {
        return Err(error(
            "evaluation.date_format",
            arguments.span(slot),
            format!("A date format has at most {LONGEST_FORMAT} letters here."),
        ));
    }
    DateFormat::new(&written)
        .map_err(|reason| error("evaluation.date_format", arguments.span(slot), reason.to_string()))
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
            "evaluation.date_styles",
            arguments.span(1),
            format!(
                "{} is no style of .NET's DateTimeStyles; leave the slot empty.",
                shown(&Value::from(unknown))
            ),
        )),
        None => Ok(()),
    }
}
