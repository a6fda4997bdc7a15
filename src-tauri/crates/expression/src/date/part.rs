//! The parts of a date format, and the moment that is written or read by them.

use jiff::civil::DateTime;

/// A part of a format.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Literal(char),
    Year(usize),
    Month(usize),
    Day(usize),
    Hour12(usize),
    Hour24(usize),
    Minute(usize),
    Second(usize),
    /// `f` and how many digits.
    Fraction(usize),
    /// `F` and how many digits at most.
    OptionalFraction(usize),
    /// `t`, or `tt`.
    Half(usize),
    /// `z`, `zz` or `zzz`.
    Offset(usize),
    /// `K`: `Z`, an offset, or nothing.
    Kind,
    /// `Z` outside quotation marks: stands for UTC when reading.
    Zulu,
    Era,
}

/// A moment that was read, and whether its text said that it is in UTC.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Moment {
    pub(crate) datetime: DateTime,
    pub(crate) utc: bool,
}

/// Returns a name in full, or its first three letters.
pub(super) fn name<'n>(names: &[&'n str], index: usize, count: usize) -> &'n str {
    let name = names.get(index).copied().unwrap_or_default();
    if count == 3 { name.get(..3).unwrap_or(name) } else { name }
}
