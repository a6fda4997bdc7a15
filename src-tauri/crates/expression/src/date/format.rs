//! .NET's custom date and time format strings, for reading and for writing.
//!
//! As in .NET with the invariant culture: English names, `/` and `:` as they are. One-letter
//! standard formats are accepted where their result does not depend on a culture (`O`, `R`, `s`,
//! `u`). When a text names an offset, the moment is taken in UTC: .NET turns it into the server's
//! local time, and Microsoft's servers are taken to run on UTC (our choice).

use jiff::civil::DateTime;

use super::format_reader::{Fields, Reader};
use super::part::{Moment, Part, name};
use super::read::{MONTHS, WEEKDAYS};
use crate::message::Message;
use crate::words::Words;

/// A format taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DateFormat(Vec<Part>);

/// Why a format cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FormatError(Words);

impl FormatError {
    pub(crate) fn message(&self) -> Message {
        Words::DateFormat.with("reason", self.0)
    }
}

impl DateFormat {
    pub(crate) fn new(written: &str) -> Result<DateFormat, FormatError> {
        let error = |reason: Words| Err(FormatError(reason));
        let written = match written {
            "" => return error(Words::FormatEmpty),
            "O" | "o" => "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
            "R" | "r" => "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
            "s" => "yyyy-MM-dd'T'HH:mm:ss",
            "u" => "yyyy-MM-dd HH:mm:ss'Z'",
            one if one.chars().count() == 1 => {
                return error(Words::FormatOneLetter);
            }
            more => more,
        };
        let mut parts = Vec::new();
        let mut characters = written.chars().peekable();
        while let Some(character) = characters.next() {
            let mut repeated = || {
                let mut count = 1;
                while characters.next_if_eq(&character).is_some() {
                    count += 1;
                }
                count
            };
            match character {
                'y' => parts.push(Part::Year(repeated())),
                'M' => parts.push(Part::Month(repeated().min(4))),
                'd' => parts.push(Part::Day(repeated().min(4))),
                'h' => parts.push(Part::Hour12(repeated().min(2))),
                'H' => parts.push(Part::Hour24(repeated().min(2))),
                'm' => parts.push(Part::Minute(repeated().min(2))),
                's' => parts.push(Part::Second(repeated().min(2))),
                't' => parts.push(Part::Half(repeated().min(2))),
                'z' => parts.push(Part::Offset(repeated().min(3))),
                'f' | 'F' => {
                    let count = repeated();
                    if count > 7 {
                        return error(Words::FormatDecimals);
                    }
                    parts.push(if character == 'f' {
                        Part::Fraction(count)
                    } else {
                        Part::OptionalFraction(count)
                    });
                }
                'g' => {
                    repeated();
                    parts.push(Part::Era);
                }
                'K' => parts.push(Part::Kind),
                'Z' => parts.push(Part::Zulu),
                quote @ ('\'' | '"') => loop {
                    match characters.next() {
                        Some(c) if c == quote => break,
                        Some('\\') => match characters.next() {
                            Some(c) => parts.push(Part::Literal(c)),
                            None => return error(Words::EndsWithBackslash),
                        },
                        Some(c) => parts.push(Part::Literal(c)),
                        None => return error(Words::FormatUnclosedQuote),
                    }
                },
                '\\' => match characters.next() {
                    Some(c) => parts.push(Part::Literal(c)),
                    None => return error(Words::EndsWithBackslash),
                },
                // `%d` is `d` alone; in a longer format the sign says nothing.
                '%' => match characters.peek() {
                    None | Some('%') => return error(Words::FormatPercent),
                    Some(_) => {}
                },
                other => parts.push(Part::Literal(other)),
            }
        }
        Ok(DateFormat(parts))
    }

    /// Writes a moment.
    pub(crate) fn write(&self, moment: Moment) -> String {
        let Moment { datetime, utc } = moment;
        let mut text = String::new();
        let padded = |text: &mut String, value: i64, width: usize| {
            text.push_str(&format!("{value:0width$}"));
        };
        let hour = i64::from(datetime.hour());
        for part in &self.0 {
            match *part {
                Part::Literal(character) => text.push(character),
                Part::Zulu => text.push('Z'),
                Part::Year(count @ 1..=2) => {
                    padded(&mut text, i64::from(datetime.year()) % 100, count);
                }
                Part::Year(count) => padded(&mut text, i64::from(datetime.year()), count),
                Part::Month(count @ 1..=2) => padded(&mut text, datetime.month().into(), count),
                Part::Month(count) => {
                    let index = usize::try_from(datetime.month() - 1).unwrap_or(0);
                    text.push_str(name(&MONTHS, index, count));
                }
                Part::Day(count @ 1..=2) => padded(&mut text, datetime.day().into(), count),
                Part::Day(count) => {
                    let index = datetime.weekday().to_sunday_zero_offset();
                    text.push_str(name(&WEEKDAYS, usize::try_from(index).unwrap_or(0), count));
                }
                Part::Hour12(count) => {
                    padded(&mut text, if hour % 12 == 0 { 12 } else { hour % 12 }, count);
                }
                Part::Hour24(count) => padded(&mut text, hour, count),
                Part::Minute(count) => padded(&mut text, datetime.minute().into(), count),
                Part::Second(count) => padded(&mut text, datetime.second().into(), count),
                Part::Fraction(count) => {
                    let digits = format!("{:09}", datetime.subsec_nanosecond());
                    text.push_str(digits.get(..count).unwrap_or_default());
                }
                Part::OptionalFraction(count) => {
                    let digits = format!("{:09}", datetime.subsec_nanosecond());
                    let digits = digits.get(..count).unwrap_or_default().trim_end_matches('0');
                    if digits.is_empty() && text.ends_with('.') {
                        text.pop();
                    }
                    text.push_str(digits);
                }
                Part::Half(count) => {
                    let half = if hour < 12 { "AM" } else { "PM" };
                    text.push_str(half.get(..count).unwrap_or(half));
                }
                Part::Offset(count) => text.push_str(match count {
                    1 => "+0",
                    2 => "+00",
                    _ => "+00:00",
                }),
                Part::Kind => text.push_str(if utc { "Z" } else { "" }),
                Part::Era => text.push_str("A.D."),
            }
        }
        text
    }

    /// Reads a text that has exactly this format, blanks at both ends aside. What the format does
    /// not name is taken from `today` as far as the year, and else from the start of the year.
    pub(crate) fn read(&self, text: &str, today: DateTime) -> Option<Moment> {
        let mut reader = Reader { rest: text.trim(), fields: Fields::default() };
        let mut parts = self.0.iter().peekable();
        while let Some(part) = parts.next() {
            // `.FFF` may be missing altogether.
            if *part == Part::Literal('.')
                && matches!(parts.peek(), Some(Part::OptionalFraction(_)))
                && !reader.rest.starts_with('.')
            {
                parts.next();
                continue;
            }
            reader.part(part)?;
        }
        if !reader.rest.trim().is_empty() {
            return None;
        }
        reader.fields.moment(today)
    }
}
