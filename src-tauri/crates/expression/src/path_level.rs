//! One level of a path such as `Sales > Field Sales > North`, as a regular expression and by hand.
//!
//! The regular expression is what Entra runs; [`crate::suggestions`] proposes it. Over a million
//! users it is slow, so the compiler recognises its own proposals and takes the level by hand. A
//! property test holds the two together.

/// Which level of a path, and at which delimiter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PathLevel {
    delimiter: String,
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
        PathLevel { delimiter: delimiter.to_owned(), number: number.max(1), end }
    }

    /// Returns the regular expression whose group `level` is the level, blanks at both ends cut off.
    /// It matches every text, so that a path with fewer levels gives an empty text.
    pub(crate) fn pattern(&self) -> String {
        let Part { delimiter, piece } = part(&self.delimiter);
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
                    _ => format!("(?s)^(?:{head}(?:{delimiter}{piece}*{lazy}){{{others}}}|.*)$"),
                }
            }
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
        let (_, tail) = pattern.split_once("(?<level>[^")?;
        let (escaped, _) = tail.split_once("]*?)")?;
        let delimiter = escaped.strip_prefix('\\').filter(|c| !c.is_empty()).unwrap_or(escaped);
        let mut characters = delimiter.chars();
        if characters.next().is_none_or(char::is_whitespace) || characters.next().is_some() {
            return None;
        }
        [End::Left, End::Right]
            .into_iter()
            .flat_map(|end| (1..=MAX_RECOGNISED).map(move |number| (number, end)))
            .map(|(number, end)| PathLevel::new(delimiter, number, end))
            .find(|level| level.pattern() == pattern)
    }

    /// Takes the level of a recognised delimiter.
    pub(crate) fn take<'t>(&self, text: &'t str) -> &'t str {
        let delimiter = self.delimiter.chars().next().unwrap_or('>');
        let level = match self.end {
            End::Left => text.split(delimiter).nth(self.number - 1),
            End::Right => text.rsplit(delimiter).nth(self.number - 1),
        };
        level.unwrap_or_default().trim()
    }
}

/// A delimiter and a character between two of them, as regular expressions.
struct Part {
    delimiter: String,
    piece: String,
}

fn part(delimiter: &str) -> Part {
    let core = delimiter.trim();
    let core = if core.is_empty() { delimiter } else { core };
    let escaped: String = core.chars().flat_map(escape).collect();
    let around = delimiter.len() > core.len()
        && delimiter.starts_with(char::is_whitespace)
        && delimiter.ends_with(char::is_whitespace);
    if around {
        return Part { delimiter: format!(r"\s+{escaped}\s+"), piece: ".".to_owned() };
    }
    let mut characters = core.chars();
    match (characters.next(), characters.next()) {
        // One character cannot be in a level, which makes the pattern quick and easy to read.
        (Some(_), None) => Part { piece: format!("[^{escaped}]"), delimiter: escaped },
        _ => Part { delimiter: escaped, piece: ".".to_owned() },
    }
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
        for delimiter in [">", "/", "|", "\\", ".", "-", "^", "]", "»"] {
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
