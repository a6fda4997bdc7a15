//! Reading a date whose format is not given: what `CDate`, `DateAdd` and the others accept.
//!
//! Entra says "any valid string that represents a date/time", and behind it stands .NET's parser,
//! which takes far more than is sensible to copy. Read here: ISO 8601 with and without time and
//! offset (also a date with a bare offset, `2020-03-16-07:00`), `M/d/yyyy` with an optional time,
//! dates with English month names, and RFC 1123. Anything else is no date. That is our choice.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

/// Reads a date and returns it in UTC; without an offset it is taken as UTC.
pub(crate) fn read(text: &str) -> Option<DateTime> {
    let mut scanner = Scanner { rest: text.trim() };
    let date = scanner.date()?;
    scanner.skip_comma();
    let time = scanner.time()?;
    scanner.blanks();
    let offset = scanner.offset()?;
    scanner.blanks();
    if !scanner.rest.is_empty() {
        return None;
    }
    let local = DateTime::from_parts(date, time);
    local.checked_sub(offset).ok().and_then(super::in_range)
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

struct Scanner<'t> {
    rest: &'t str,
}

impl<'t> Scanner<'t> {
    fn take(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn take_any(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.rest.chars().next().filter(|c| signs.contains(c))?;
        self.rest = self.rest.get(sign.len_utf8()..)?;
        Some(sign)
    }

    fn blanks(&mut self) -> bool {
        let trimmed = self.rest.trim_start();
        let any = trimmed.len() < self.rest.len();
        self.rest = trimmed;
        any
    }

    fn skip_comma(&mut self) {
        if self.rest.starts_with(", ") {
            self.take(',');
        }
    }

    /// Takes between `low` and `high` digits.
    fn digits(&mut self, low: usize, high: usize) -> Option<(i32, usize)> {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if count < low || count > high {
            return None;
        }
        let value = self.rest.get(..count)?.parse().ok()?;
        self.rest = self.rest.get(count..)?;
        Some((value, count))
    }

    fn number(&mut self, low: usize, high: usize) -> Option<i32> {
        self.digits(low, high).map(|(value, _)| value)
    }

    fn word(&mut self) -> Option<&'t str> {
        let length = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.rest.get(..length).filter(|word| !word.is_empty())?;
        self.rest = self.rest.get(length..)?;
        Some(word)
    }

    fn date(&mut self) -> Option<Date> {
        if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.date_with_words();
        }
        let (first, digits) = self.digits(1, 4)?;
        if digits == 4 {
            let separator = self.take_any(&['-', '/'])?;
            let month = self.number(1, 2)?;
            self.take(separator).then_some(())?;
            let day = self.number(1, 2)?;
            return civil(first, month, day);
        }
        if digits > 2 {
            return None;
        }
        if let Some(separator) = self.take_any(&['/', '-']) {
            if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let month = month(self.word()?)?;
                self.take(separator).then_some(())?;
                let year = self.year()?;
                return civil(year, month, first);
            }
            let day = self.number(1, 2)?;
            self.take(separator).then_some(())?;
            let year = self.year()?;
            return civil(year, first, day);
        }
        self.blanks().then_some(())?;
        self.day_month_year(first)
    }

    /// `Mon, 15 Jun 2009`, `March 16, 2020`, `16 March 2020`.
    fn date_with_words(&mut self) -> Option<Date> {
        let mut word = self.word()?;
        let weekday = WEEKDAYS.iter().position(|name| is_name(name, word));
        if weekday.is_some() {
            self.take(',');
            self.blanks();
            if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
                let day = self.number(1, 2)?;
                self.blanks();
                let date = self.day_month_year(day)?;
                return right_weekday(date, weekday);
            }
            word = self.word()?;
        }
        let month = month(word)?;
        self.take('.');
        self.blanks();
        let day = self.number(1, 2)?;
        self.take(',');
        self.blanks().then_some(())?;
        let year = self.number(4, 4)?;
        right_weekday(civil(year, month, day)?, weekday)
    }

    fn day_month_year(&mut self, day: i32) -> Option<Date> {
        let month = month(self.word()?)?;
        self.take('.');
        self.take(',');
        self.blanks().then_some(())?;
        let year = self.number(4, 4)?;
        civil(year, month, day)
    }

    /// A year of four digits, or of two as .NET reads it up to 2049.
    fn year(&mut self) -> Option<i32> {
        let (year, digits) = self.digits(2, 4)?;
        match digits {
            2 => Some(if year <= 49 { 2000 + year } else { 1900 + year }),
            4 => Some(year),
            _ => None,
        }
    }

    /// Reads an optional time after `T` or a blank; midnight when there is none.
    fn time(&mut self) -> Option<Time> {
        let before = self.rest;
        if !(self.take('T') || self.take('t') || self.blanks())
            || !self.rest.starts_with(|c: char| c.is_ascii_digit())
        {
            self.rest = before;
            return Some(Time::midnight());
        }
        self.blanks();
        let mut hour = self.number(1, 2)?;
        let (mut minute, mut second, mut nanosecond) = (0, 0, 0);
        let minutes = self.take(':');
        if minutes {
            minute = self.number(2, 2)?;
            if self.take(':') {
                second = self.number(2, 2)?;
                if self.take('.') || self.take(',') {
                    nanosecond = self.fraction()?;
                }
            }
        }
        let after = self.rest;
        self.blanks();
        match self.word().map(str::to_ascii_uppercase).as_deref() {
            Some("AM" | "A") => hour = twelve_hours(hour, 0)?,
            Some("PM" | "P") => hour = twelve_hours(hour, 12)?,
            _ if !minutes => return None,
            _ => self.rest = after,
        }
        Time::new(
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second).ok()?,
            nanosecond,
        )
        .ok()
    }

    fn fraction(&mut self) -> Option<i32> {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return None;
        }
        let digits = self.rest.get(..count.min(7))?;
        let value: i32 = format!("{digits:0<9}").parse().ok()?;
        self.rest = self.rest.get(count..)?;
        Some(value)
    }

    /// Reads an optional offset: `Z`, `GMT`, `UTC`, `+02:00`, `+0200`, `-7`.
    fn offset(&mut self) -> Option<SignedDuration> {
        if let Some(sign) = self.take_any(&['+', '-']) {
            let (hours, digits) = self.digits(1, 4)?;
            let (hours, minutes) = match digits {
                4 => (hours / 100, hours % 100),
                3 => return None,
                _ if self.take(':') => (hours, self.number(2, 2)?),
                _ => (hours, 0),
            };
            if hours > 14 || minutes > 59 {
                return None;
            }
            let minutes = i64::from(hours * 60 + minutes);
            let minutes = if sign == '-' { -minutes } else { minutes };
            return Some(SignedDuration::from_mins(minutes));
        }
        let before = self.rest;
        match self.word().map(str::to_ascii_uppercase).as_deref() {
            Some("Z" | "GMT" | "UTC") => {}
            _ => self.rest = before,
        }
        Some(SignedDuration::ZERO)
    }
}

/// Returns the hour of the day for an hour of the clock.
pub(super) fn twelve_hours(hour: i32, half: i32) -> Option<i32> {
    (0..=12).contains(&hour).then_some(hour % 12 + half)
}

/// Returns whether `word` is the name, or its first three letters, in any letter case.
fn is_name(name: &str, word: &str) -> bool {
    word.eq_ignore_ascii_case(name)
        || name.get(..3).is_some_and(|short| word.eq_ignore_ascii_case(short))
}

fn month(word: &str) -> Option<i32> {
    let index = MONTHS.iter().position(|name| is_name(name, word))?;
    i32::try_from(index + 1).ok()
}

fn right_weekday(date: Date, weekday: Option<usize>) -> Option<Date> {
    let right = weekday.is_none_or(|weekday| {
        usize::try_from(date.weekday().to_sunday_zero_offset()) == Ok(weekday)
    });
    right.then_some(date)
}

pub(super) fn civil(year: i32, month: i32, day: i32) -> Option<Date> {
    if year < 1 {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
