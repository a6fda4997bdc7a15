//! Times and days as a report shows them: in UTC, and said so.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Returns the day of `at` in UTC.
pub(crate) fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// Returns `at` to the minute, such as `2026-11-21 10:42 UTC`.
pub(crate) fn to_the_minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Returns an RFC 3339 time as [`to_the_minute`], or `text` itself when it is none.
pub(crate) fn readable(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), to_the_minute)
}
