//! The reminder to replace a token before it expires, as an iCalendar file (RFC 5545).

use footbridge_finding::{Language, fill};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::words::words;
use crate::{Record, moment};

/// How many days before the expiry the reminder falls; our choice.
const DAYS_BEFORE: i32 = 14;

impl Record {
    /// Returns a calendar file with one all-day event, made at `stamp`, or `None` when the expiry
    /// is not known.
    ///
    /// The event is 14 days before the expiry; nearer to it than that, it is today, and never
    /// after the expiry. Its alarm is at nine in the morning. Its UID follows from the token's
    /// fingerprint, so that a later file for the same token replaces the event.
    pub fn calendar(&self, stamp: Timestamp, language: &Language) -> Option<String> {
        let token = self.token.as_ref()?;
        let expires_on = token.expires_on?;
        let on = expires_on.checked_sub(DAYS_BEFORE.days()).ok()?;
        let on = on.max(moment::day(stamp)).min(expires_on);
        let after = on.tomorrow().ok()?;

        let words = &words(language).calendar;
        let date = expires_on.to_string();
        let parameters = [
            ("vendor", self.vendor.as_str()),
            ("from", &self.identity_provider),
            ("date", &date),
            ("url", &self.tenant_url),
            ("tail", &token.last_four),
            ("fingerprint", &token.fingerprint),
        ];
        let text = |template: &str| escaped(&fill(template, &parameters));
        // An exercise has no vendor's URL, and nothing that must be replaced.
        let (summary, description, alarm) = if self.practice {
            (&words.practice_summary, &words.practice_description, &words.practice_alarm)
        } else {
            (&words.summary, &words.description, &words.alarm)
        };
        let uid = token.fingerprint.replace(' ', "");
        let at = stamp.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            format!("PRODID:-//Footbridge//Footbridge {}//EN", escaped(&self.version)),
            "CALSCALE:GREGORIAN".to_owned(),
            "METHOD:PUBLISH".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:token-{}@footbridge.invalid", escaped(&uid)),
            format!("DTSTAMP:{at}"),
            format!("DTSTART;VALUE=DATE:{}", basic(on)),
            format!("DTEND;VALUE=DATE:{}", basic(after)),
            format!("SUMMARY:{}", text(summary)),
            format!("DESCRIPTION:{}", text(description)),
            // The day stays free in the calendar.
            "TRANSP:TRANSPARENT".to_owned(),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{}", text(alarm)),
            "TRIGGER:PT9H".to_owned(),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        Some(lines.iter().map(|line| folded(line)).collect())
    }
}

/// Returns a day as `20270205`.
fn basic(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// Escapes a TEXT value (RFC 5545 §3.3.11); control characters, which it may not hold, are dropped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push_str("\\n"),
            _ if character.is_control() && character != '\t' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Ends a line with CRLF, and folds it so that no line has more than 75 octets without its end
/// (RFC 5545 §3.1), never inside a character.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / 32 + 2);
    let mut octets = 0;
    for character in line.chars() {
        if octets + character.len_utf8() > 75 {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(character);
        octets += character.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}
