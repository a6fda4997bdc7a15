//! Dates: reading them, moving them, the form in which the language hands them on.
//!
//! Everything is UTC and a civil date and time from year 1 to 9999, as in .NET. Time zones and the
//! machine's own offset play no part: a text without an offset is taken as UTC (Entra's reference
//! does so in its table for `DateDiff`, without saying it).

mod format;
mod format_reader;
mod known_formats;
mod part;
mod read;

pub(crate) use format::DateFormat;
pub(crate) use known_formats::format_of;
pub(crate) use part::Moment;
pub(crate) use read::read;

use jiff::SignedDuration;
use jiff::Span;
use jiff::civil::{DateTime, date};

/// The start of Active Directory's time.
fn file_time_start() -> DateTime {
    date(1601, 1, 1).at(0, 0, 0, 0)
}

/// Returns the form every date function gives: `M/d/yyyy h:mm:ss tt`.
pub(crate) fn render(moment: DateTime) -> String {
    let hour = i16::from(moment.hour());
    format!(
        "{}/{}/{:04} {}:{:02}:{:02} {}",
        moment.month(),
        moment.day(),
        moment.year(),
        if hour % 12 == 0 { 12 } else { hour % 12 },
        moment.minute(),
        moment.second(),
        if hour < 12 { "AM" } else { "PM" },
    )
}

/// Returns the moment, when .NET can hold it.
pub(crate) fn in_range(moment: DateTime) -> Option<DateTime> {
    (moment.year() >= 1).then_some(moment)
}

/// Returns Active Directory's number: 100-nanosecond steps since 1601-01-01 UTC.
pub(crate) fn to_file_time(moment: DateTime) -> Option<i64> {
    let steps = moment.duration_since(file_time_start()).as_nanos().div_euclid(100);
    i64::try_from(steps).ok().filter(|steps| *steps >= 0)
}

/// Returns the moment of Active Directory's number.
pub(crate) fn from_file_time(steps: i64) -> Option<DateTime> {
    if steps < 0 {
        return None;
    }
    let nanoseconds = i32::try_from(steps % 10_000_000).ok()? * 100;
    let duration = SignedDuration::new(steps / 10_000_000, nanoseconds);
    file_time_start().checked_add(duration).ok().and_then(in_range)
}

/// A unit of `DateAdd` and `DateDiff`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interval {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Interval {
    /// The documented spellings. Case-sensitive, as the reference says of the syntax.
    pub(crate) fn parse(written: &str) -> Option<Interval> {
        Some(match written {
            "yyyy" => Interval::Year,
            "m" => Interval::Month,
            "ww" => Interval::Week,
            "d" => Interval::Day,
            "h" => Interval::Hour,
            "n" => Interval::Minute,
            "s" => Interval::Second,
            _ => return None,
        })
    }

    /// Moves a date. A day that the month does not have becomes its last day, as in .NET.
    pub(crate) fn add(self, moment: DateTime, count: i64) -> Option<DateTime> {
        let span = Span::new();
        let moved = match self {
            Interval::Year => moment.checked_add(span.try_years(count).ok()?),
            Interval::Month => moment.checked_add(span.try_months(count).ok()?),
            Interval::Week => moment.checked_add(seconds(count, 7 * 86_400)?),
            Interval::Day => moment.checked_add(seconds(count, 86_400)?),
            Interval::Hour => moment.checked_add(seconds(count, 3_600)?),
            Interval::Minute => moment.checked_add(seconds(count, 60)?),
            Interval::Second => moment.checked_add(seconds(count, 1)?),
        };
        moved.ok().and_then(in_range)
    }

    /// Returns how far `end` is after `start`. Years and months are differences of the calendar
    /// fields and weeks are calendar weeks from Sunday on, the rest is cut off: what VB.NET's
    /// `DateDiff` does, which fits every row of the table in Entra's reference.
    pub(crate) fn difference(self, start: DateTime, end: DateTime) -> i64 {
        let years = i64::from(end.year()) - i64::from(start.year());
        let whole = |start: DateTime, end: DateTime, unit: i64| {
            // Fractions of a second count before they are cut off.
            let nanoseconds = end.duration_since(start).as_nanos();
            i64::try_from(nanoseconds / (i128::from(unit) * 1_000_000_000)).unwrap_or(i64::MAX)
        };
        match self {
            Interval::Year => years,
            Interval::Month => years * 12 + i64::from(end.month()) - i64::from(start.month()),
            Interval::Week => {
                let sunday = |moment: DateTime| {
                    let days = i64::from(moment.weekday().to_sunday_zero_offset());
                    moment.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(moment)
                };
                whole(sunday(start), sunday(end), 86_400) / 7
            }
            Interval::Day => whole(start, end, 86_400),
            Interval::Hour => whole(start, end, 3_600),
            Interval::Minute => whole(start, end, 60),
            Interval::Second => whole(start, end, 1),
        }
    }
}

fn seconds(count: i64, unit: i64) -> Option<SignedDuration> {
    count.checked_mul(unit).map(SignedDuration::from_secs)
}
