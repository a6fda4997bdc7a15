//! Reading a text by the parts of a format.

use jiff::SignedDuration;
use jiff::civil::{DateTime, Time};

use super::part::{Moment, Part, name};
use super::read::{MONTHS, WEEKDAYS, civil, twelve_hours};

#[derive(Default)]
pub(super) struct Fields {
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
    weekday: Option<usize>,
    hour: Option<i32>,
    twelve: bool,
    half: Option<i32>,
    minute: Option<i32>,
    second: Option<i32>,
    nanosecond: Option<i32>,
    offset: Option<SignedDuration>,
    utc: bool,
}

pub(super) struct Reader<'t> {
    pub(super) rest: &'t str,
    pub(super) fields: Fields,
}

/// Sets a field; a second value must be the same.
fn set<T: PartialEq + Copy>(field: &mut Option<T>, value: T) -> Option<()> {
    if field.is_some_and(|known| known != value) {
        return None;
    }
    *field = Some(value);
    Some(())
}

impl Reader<'_> {
    pub(super) fn part(&mut self, part: &Part) -> Option<()> {
        match *part {
            Part::Literal(character) => {
                self.rest = self.rest.strip_prefix(character)?;
            }
            Part::Zulu => self.zulu()?,
            Part::Year(count) => {
                let year = match count {
                    1 => self.digits(1, 2)?,
                    2 => self.digits(2, 2)?,
                    3 => self.digits(3, 5)?,
                    more => self.digits(more, more)?,
                };
                let century = if year <= 49 { 2000 } else { 1900 };
                set(&mut self.fields.year, if count <= 2 { century + year } else { year })?;
            }
            Part::Month(count @ 1..=2) => {
                let month = self.digits(count, 2)?;
                set(&mut self.fields.month, month)?;
            }
            Part::Month(count) => {
                let index = self.name(&MONTHS, count)?;
                set(&mut self.fields.month, i32::try_from(index + 1).ok()?)?;
            }
            Part::Day(count @ 1..=2) => {
                let day = self.digits(count, 2)?;
                set(&mut self.fields.day, day)?;
            }
            Part::Day(count) => {
                let index = self.name(&WEEKDAYS, count)?;
                set(&mut self.fields.weekday, index)?;
            }
            Part::Hour12(count) => {
                let hour = self.digits(count, 2)?;
                self.fields.twelve = true;
                set(&mut self.fields.hour, hour)?;
            }
            Part::Hour24(count) => {
                let hour = self.digits(count, 2)?;
                set(&mut self.fields.hour, hour)?;
            }
            Part::Minute(count) => {
                let minute = self.digits(count, 2)?;
                set(&mut self.fields.minute, minute)?;
            }
            Part::Second(count) => {
                let second = self.digits(count, 2)?;
                set(&mut self.fields.second, second)?;
            }
            Part::Fraction(count) => self.fraction(count, count)?,
            Part::OptionalFraction(count) => self.fraction(0, count)?,
            Part::Half(count) => {
                let length = count.min(self.rest.len());
                let half = match self.rest.get(..length)?.to_ascii_uppercase().as_str() {
                    "AM" | "A" => 0,
                    "PM" | "P" => 12,
                    _ => return None,
                };
                self.rest = self.rest.get(length..)?;
                set(&mut self.fields.half, half)?;
            }
            Part::Offset(count) => self.offset(count)?,
            Part::Kind => {
                if self.rest.starts_with(['Z', 'z']) {
                    self.zulu()?;
                } else if self.rest.starts_with(['+', '-']) {
                    self.offset(3)?;
                }
            }
            Part::Era => {
                let era = ["A.D.", "AD"].iter().find(|era| self.rest.starts_with(**era))?;
                self.rest = self.rest.get(era.len()..)?;
            }
        }
        Some(())
    }

    fn zulu(&mut self) -> Option<()> {
        let rest = self.rest.strip_prefix(['Z', 'z']).or_else(|| self.rest.strip_prefix("GMT"));
        self.rest = rest?;
        self.fields.utc = true;
        set(&mut self.fields.offset, SignedDuration::ZERO)
    }

    /// Takes as many digits as there are, between `low` and `high` of them.
    fn digits(&mut self, low: usize, high: usize) -> Option<i32> {
        let count = self.rest.bytes().take(high).take_while(u8::is_ascii_digit).count();
        if count < low {
            return None;
        }
        let value = self.rest.get(..count)?.parse().ok()?;
        self.rest = self.rest.get(count..)?;
        Some(value)
    }

    fn fraction(&mut self, low: usize, high: usize) -> Option<()> {
        let count = self.rest.bytes().take(high).take_while(u8::is_ascii_digit).count();
        if count < low {
            return None;
        }
        let value: i32 = format!("{:0<9}", self.rest.get(..count)?).parse().ok()?;
        self.rest = self.rest.get(count..)?;
        set(&mut self.fields.nanosecond, value)
    }

    fn name(&mut self, names: &[&str], count: usize) -> Option<usize> {
        let index = (0..names.len()).find(|index| {
            let name = name(names, *index, count);
            self.rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        })?;
        self.rest = self.rest.get(name(names, index, count).len()..)?;
        Some(index)
    }

    fn offset(&mut self, count: usize) -> Option<()> {
        let negative = self.rest.starts_with('-');
        self.rest = self.rest.strip_prefix(['+', '-'])?;
        let hours = self.digits(count.min(2), 2)?;
        let mut minutes = 0;
        if count == 3 {
            self.rest = self.rest.strip_prefix(':').unwrap_or(self.rest);
            minutes = self.digits(2, 2)?;
        }
        if hours > 14 || minutes > 59 {
            return None;
        }
        let minutes = i64::from(hours * 60 + minutes);
        let minutes = if negative { -minutes } else { minutes };
        set(&mut self.fields.offset, SignedDuration::from_mins(minutes))
    }
}

impl Fields {
    pub(super) fn moment(self, today: DateTime) -> Option<Moment> {
        let date = if self.year.is_none() && self.month.is_none() && self.day.is_none() {
            today.date()
        } else {
            civil(
                self.year.unwrap_or_else(|| today.year().into()),
                self.month.unwrap_or(1),
                self.day.unwrap_or(1),
            )?
        };
        if let Some(weekday) = self.weekday
            && usize::try_from(date.weekday().to_sunday_zero_offset()) != Ok(weekday)
        {
            return None;
        }
        let mut hour = self.hour.unwrap_or(0);
        if self.twelve {
            // Without AM or PM, .NET takes `h` as a time before noon.
            hour = twelve_hours(hour, self.half.unwrap_or(0))?;
        } else if self.half.is_some_and(|half| (half == 12) != (hour >= 12)) {
            return None;
        }
        let time = Time::new(
            i8::try_from(hour).ok()?,
            i8::try_from(self.minute.unwrap_or(0)).ok()?,
            i8::try_from(self.second.unwrap_or(0)).ok()?,
            self.nanosecond.unwrap_or(0),
        )
        .ok()?;
        let local = DateTime::from_parts(date, time);
        let datetime = match self.offset {
            Some(offset) => local.checked_sub(offset).ok().and_then(crate::date::in_range)?,
            None => local,
        };
        Some(Moment { datetime, utc: self.utc })
    }
}
