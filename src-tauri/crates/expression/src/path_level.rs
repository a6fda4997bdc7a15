//! One level of a path such as `Sales > Field Sales > North`, as a regular expression and by hand.
//!
//! The regular expression is what Entra runs; [`crate::suggestions`] proposes it. Over a million
//! users it is slow, so the compiler recognises its own proposals and takes the level by hand. A
//! property test holds the two together.

/// Which level of a path, and at which delimiter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PathLevel {
    /// The delimiter without blanks.
    core: String,
    /// Whether it only counts with blanks on both sides.
    spaced: bool,
    /// Counted from 1.
    number: usize,
    end: End,
}

/// At which end levels are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Left,
    Right,
}

/// The name of the group in every pattern.
const REPLACEMENT: &str = "${level}";

/// Levels beyond this are not recognised; nobody proposes them.
const MAX_RECOGNISED: usize = 8;

impl PathLevel {
    pub(crate) fn new(delimiter: &str, number: usize, end: End) -> Self {
        let core = delimiter.trim();
        let spaced = !core.is_empty()
            && delimiter.starts_with(char::is_whitespace)
            && delimiter.ends_with(char::is_whitespace);
        let core = if core.is_empty() { delimiter } else { core }.to_owned();
        PathLevel { core, spaced, number: number.max(1), end }
    }

    /// Returns the regular expression whose group `level` is the level, blanks at both ends cut off.
    /// It matches every text, so that a path with fewer levels gives an empty text.
    pub(crate) fn pattern(&self) -> String {
        let Part { delimiter, piece } = self.part();
        let lazy = if piece == "." { "?" } else { "" };
        let others = self.number - 1;
        match self.end {
            End::Left => {
                let tail = format!(r"\s*(?<level>{piece}*?)\s*(?:{delimiter}.*)?");
                match others {
                    0 => format!("(?s)^{tail}$"),
                    _ => format!("(?s)^(?:(?:{piece}*{lazy}{delimiter}){{{others}}}{tail}|.*)$"),
                }
            }
            End::Right => {
                let head = format!(r"(?:.*{delimiter})?\s*(?<level>{piece}*?)\s*");
                match others {
                    0 => format!("(?s)^{head}$"),
                    // `$` would leave a last line feed over.
                    _ => format!(r"(?s)^(?:{head}(?:{delimiter}{piece}*{lazy}){{{others}}}|.*)\z"),
                }
            }
        }
    }

    fn part(&self) -> Part {
        let escaped: String = self.core.chars().flat_map(escape).collect();
        let mut characters = self.core.chars();
        match (self.spaced, characters.next(), characters.next()) {
            (true, ..) => {
                let delimiter = format!("{BLANK_BEFORE}{escaped}{BLANK_AFTER}");
                Part { delimiter, piece: ".".to_owned() }
            }
            // One character cannot be in a level, which makes the pattern quick and easy to read.
            (false, Some(_), None) => Part { piece: format!("[^{escaped}]"), delimiter: escaped },
            (false, ..) => Part { delimiter: escaped, piece: ".".to_owned() },
        }
    }

    /// Returns the replacement that goes with the pattern.
    pub(crate) fn replacement() -> &'static str {
        REPLACEMENT
    }

    /// Returns the level of which this is the pattern and replacement; `None` for any other, and for
    /// delimiters of several characters.
    pub(crate) fn recognise(pattern: &str, replacement: &str) -> Option<PathLevel> {
        if replacement != REPLACEMENT {
            return None;
        }
        let delimiter = delimiter_of(pattern)?;
        [End::Left, End::Right]
            .into_iter()
            .flat_map(|end| (1..=MAX_RECOGNISED).map(move |number| (number, end)))
            .map(|(number, end)| PathLevel::new(&delimiter, number, end))
            .find(|level| level.pattern() == pattern)
    }

    /// Takes the level, for a delimiter that was recognised.
    pub(crate) fn take<'t>(&self, text: &'t str) -> &'t str {
        let (bytes, length) = (text.as_bytes(), self.core.len());
        // A delimiter's first byte is found in no other place: the rest of a character never looks
        // like the start of one.
        let first = self.core.bytes().next().unwrap_or_default();
        let mut left = self.number;
        let (mut start, mut end) = (0, bytes.len());
        match self.end {
            End::Left => {
                for at in memchr::memchr_iter(first, bytes) {
                    if self.is_delimiter(text, at) {
                        left -= 1;
                        if left == 0 {
                            end = at;
                            break;
                        }
                        start = at + length;
                    }
                }
            }
            End::Right => {
                for at in memchr::memrchr_iter(first, bytes) {
                    if self.is_delimiter(text, at) {
                        left -= 1;
                        if left == 0 {
                            start = at + length;
                            break;
                        }
                        end = at;
                    }
                }
            }
        }
        // The last level has no delimiter behind it.
        if left <= 1 { trimmed(text.get(start..end).unwrap_or_default()) } else { "" }
    }

    /// Whether the delimiter, whose first byte is at `at`, is all there and counts.
    #[inline]
    fn is_delimiter(&self, text: &str, at: usize) -> bool {
        let length = self.core.len();
        (length == 1 || text.get(at..).is_some_and(|rest| rest.starts_with(&self.core)))
            && (!self.spaced || stands_between_blanks(text, at, length))
    }
}

/// Whether there is a blank before and behind what stands at `at`.
#[inline]
fn stands_between_blanks(text: &str, at: usize, length: usize) -> bool {
    let byte = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).copied();
    if (byte(at.checked_sub(1)), byte(Some(at + length))) == (Some(b' '), Some(b' ')) {
        return true;
    }
    text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace))
        && text.get(at + length..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// The text without blanks at its ends, of which there is mostly one at each.
fn trimmed(text: &str) -> &str {
    let text = text.strip_prefix(' ').unwrap_or(text);
    let text = text.strip_suffix(' ').unwrap_or(text);
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// A delimiter and a character between two of them, as regular expressions.
struct Part {
    delimiter: String,
    piece: String,
}

/// What stands around a delimiter that needs blanks on both sides.
const BLANK_BEFORE: &str = r"(?<=\s)";
const BLANK_AFTER: &str = r"(?=\s)";

/// Returns the delimiter that a pattern looks for, if it is one of ours and of one character.
fn delimiter_of(pattern: &str) -> Option<String> {
    let (escaped, blank) = match pattern.split_once(BLANK_BEFORE) {
        Some((_, core)) => (core.split_once(BLANK_AFTER)?.0, " "),
        None => (pattern.split_once("(?<level>[^")?.1.split_once("]*?)")?.0, ""),
    };
    let core = escaped.strip_prefix('\\').filter(|core| !core.is_empty()).unwrap_or(escaped);
    let mut characters = core.chars();
    let one = characters.next().filter(|character| !character.is_whitespace())?;
    characters.next().is_none().then(|| format!("{blank}{one}{blank}"))
}

fn escape(character: char) -> impl Iterator<Item = char> {
    let special = r"\.+*?()|[]{}^$#-".contains(character);
    special.then_some('\\').into_iter().chain([character])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_proposed_is_recognised() {
        for delimiter in [">", "/", "|", "\\", ".", "-", "^", "]", "»", " > ", " - ", " – ", " ] "]
        {
            for end in [End::Left, End::Right] {
                for number in 1..=4 {
                    let level = PathLevel::new(delimiter, number, end);
                    assert_eq!(
                        PathLevel::recognise(&level.pattern(), REPLACEMENT),
                        Some(level),
                        "{delimiter} {number} {end:?}"
                    );
                }
            }
        }
        let level = PathLevel::new(">", 2, End::Left);
        assert_eq!(PathLevel::recognise(&level.pattern(), "x"), None, "another replacement");
        assert_eq!(PathLevel::recognise("(?<level>[^>]*?)", REPLACEMENT), None, "another pattern");
    }
}
