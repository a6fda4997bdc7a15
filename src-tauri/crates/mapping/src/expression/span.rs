//! Spans of a text in UTF-16 units, as the window's text fields count them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A piece of a text, from `start` up to and without `end`, in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

impl Span {
    /// Returns the span of a byte range of `text`; for many of one text there is `Spans`.
    pub fn of(text: &str, bytes: Range<usize>) -> Self {
        Spans::of(text).at(&bytes)
    }
}

/// The places of one text, counted once.
#[derive(Debug)]
pub(crate) struct Spans {
    /// By byte, how many units are before it; empty for a text in which both are the same.
    units: Vec<u32>,
    bytes: usize,
}

impl Spans {
    pub(crate) fn of(text: &str) -> Self {
        let mut units = Vec::new();
        if !text.is_ascii() {
            let mut before = 0_u32;
            for letter in text.chars() {
                units.extend(std::iter::repeat_n(before, letter.len_utf8()));
                before = before.saturating_add(if letter.len_utf16() == 2 { 2 } else { 1 });
            }
            units.push(before);
        }
        Spans { units, bytes: text.len() }
    }

    /// Returns the span of a byte range; beyond the end is the end.
    pub(crate) fn at(&self, bytes: &Range<usize>) -> Span {
        Span { start: self.unit(bytes.start), end: self.unit(bytes.end) }
    }

    fn unit(&self, byte: usize) -> u32 {
        let byte = byte.min(self.bytes);
        let unit = self.units.get(byte).copied();
        unit.unwrap_or_else(|| u32::try_from(byte).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_counted_in_utf16() {
        let text = "a\u{1F600}ø[mail]";
        let start = text.find('[').unwrap();
        assert_eq!(
            Span::of(text, start..text.len()),
            Span { start: 4, end: 10 },
            "an emoji is two units, ø is one"
        );
        assert_eq!(Span::of("ab", 5..9), Span { start: 2, end: 2 }, "beyond the end is the end");
        assert_eq!(Span::of("øb", 5..9), Span { start: 2, end: 2 }, "of other letters, too");
    }
}
