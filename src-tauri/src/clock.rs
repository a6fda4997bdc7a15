//! The one place that reads the clock; everything below is told the time.

use jiff::Timestamp;

/// Returns the present moment.
#[expect(clippy::disallowed_methods, reason = "the shell is where the clock is read")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Returns a moment as it is saved and shown: RFC 3339 in UTC, to the second.
pub(crate) fn text(moment: Timestamp) -> String {
    format!("{moment:.0}")
}
