//! .NET regular expressions, run by `fancy-regex`.
//!
//! Patterns are translated ([`translate`]); replacement texts are expanded here by .NET's rules.
//! A search that costs too much is an error, never a hang.
//!
//! Where this differs from .NET: `\w`, `\d` and `\s` follow Unicode's definitions, which differ from
//! .NET's in a few rare characters. Balancing groups, conditionals, repeated group names, Unicode
//! blocks (`\p{IsGreek}`) and the option `n` are refused with an error instead of guessed.

mod classes;
mod engines;
mod error;
mod groups;
mod translate;
mod translator;
mod weight;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use fancy_regex::Captures;

use crate::limits::{self, Work};
use crate::words::Words;
use engines::Engines;
pub(crate) use error::PatternError;
use translate::Translated;
use translator::LastLineFeed;

/// The longest name of a group that a replacement may name, in bytes. Our choice.
const LONGEST_NAME: usize = 1_000;
/// More digits than the number of any group has.
const MOST_DIGITS: usize = 9;

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    engines: Engines,
    /// For texts that end with a line feed, where that makes a difference.
    before_line_feed: Option<Engines>,
    names: Vec<(String, usize)>,
    /// The group of each .NET number: .NET counts the named groups after the others.
    numbers: Vec<usize>,
}

/// The patterns of one expression, each compiled once.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    known: HashMap<String, Result<Arc<Pattern>, PatternError>>,
    size: usize,
}

impl Patterns {
    /// Returns a pattern, compiled now or before.
    pub(crate) fn get(&mut self, source: &str) -> Result<Arc<Pattern>, PatternError> {
        if let Some(known) = self.known.get(source) {
            return known.clone();
        }
        let new = self.compile(source);
        self.known.insert(source.to_owned(), new.clone());
        new
    }

    fn compile(&mut self, source: &str) -> Result<Arc<Pattern>, PatternError> {
        let translated = Pattern::translate(source)?;
        self.size = self.size.saturating_add(translated.weight.size);
        if self.size > limits::MAX_PATTERNS {
            return Err(PatternError::Invalid(Words::PatternsTooLarge.into()));
        }
        Pattern::of(source, translated).map(Arc::new)
    }
}

/// A replacement text taken apart.
#[derive(Debug)]
pub(crate) struct Template(Vec<TemplatePart>);

#[derive(Debug, PartialEq)]
enum TemplatePart {
    Literal(String),
    Group(usize),
    Before,
    After,
    LastGroup,
    Input,
}

impl Pattern {
    /// Compiles a pattern that is only known now, for texts of at most so many bytes.
    pub(crate) fn new(source: &str, longest: usize, work: &Work) -> Result<Pattern, PatternError> {
        let translated = Pattern::translate(source)?;
        // So many nanoseconds for each state, measured.
        let cost = translated.weight.size.saturating_mul(600).saturating_add(100_000);
        work.take(cost).ok_or(PatternError::TooMuchWork)?;
        let pattern = Pattern::of(source, translated)?;
        let first = pattern.engines.first_search(longest.min(limits::MAX_SEARCHED));
        work.take(first).ok_or(PatternError::TooMuchWork)?;
        Ok(pattern)
    }

    fn translate(source: &str) -> Result<Translated, PatternError> {
        let translated = translate::translate(source, LastLineFeed::Absent);
        let translated = translated.map_err(PatternError::Invalid)?;
        if translated.weight.size > limits::MAX_PATTERNS {
            return Err(PatternError::Invalid(Words::PatternTooLarge.into()));
        }
        Ok(translated)
    }

    fn of(source: &str, translated: Translated) -> Result<Pattern, PatternError> {
        let Translated { regex, names, numbers, ends, weight } = translated;
        let before_line_feed = match ends {
            true => {
                let other = translate::translate(source, LastLineFeed::Possible);
                let Translated { regex, weight, .. } = other.map_err(PatternError::Invalid)?;
                Some(Engines::new(regex, weight))
            }
            false => None,
        };
        let engines = Engines::new(regex, weight);
        engines.check()?;
        Ok(Pattern { engines, before_line_feed, names, numbers })
    }

    /// Returns whether the pattern has a group of this name (or .NET number).
    pub(crate) fn has_group(&self, name: &str) -> bool {
        self.group(name).is_some()
    }

    /// Returns whether the pattern also matches an empty text.
    pub(crate) fn matches_empty(&self, work: &Work) -> bool {
        self.engines.search("", 0, work).is_ok_and(|found| found.is_some())
    }

    /// Returns whether a part of a text, or all of it, matches.
    pub(crate) fn is_match(&self, text: &str, work: &Work) -> Result<bool, PatternError> {
        Ok(self.engines(text).search(text, 0, work)?.is_some())
    }

    /// Returns the engines for a text.
    fn engines(&self, text: &str) -> &Engines {
        match &self.before_line_feed {
            Some(engines) if text.ends_with('\n') => engines,
            _ => &self.engines,
        }
    }

    fn group(&self, name: &str) -> Option<usize> {
        if let Ok(number) = name.parse::<usize>() {
            return self.numbers.get(number).copied();
        }
        self.names.iter().find(|(known, _)| known == name).map(|(_, group)| *group)
    }

    /// Takes a replacement text apart: `$1`, `${name}`, `$&`, `$$` and the others of .NET. What is
    /// no substitution, or names no group, stays as it is written.
    pub(crate) fn template(&self, replacement: &str) -> Template {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = replacement;
        while let Some(at) = rest.find('$') {
            literal.push_str(rest.get(..at).unwrap_or_default());
            let tail = rest.get(at + 1..).unwrap_or_default();
            let (part, taken) = match tail.chars().next() {
                Some('$') => {
                    literal.push('$');
                    rest = tail.get(1..).unwrap_or_default();
                    continue;
                }
                Some('&') => (Some(TemplatePart::Group(0)), 1),
                Some('`') => (Some(TemplatePart::Before), 1),
                Some('\'') => (Some(TemplatePart::After), 1),
                Some('+') => (Some(TemplatePart::LastGroup), 1),
                Some('_') => (Some(TemplatePart::Input), 1),
                Some('{') => {
                    // No name is longer.
                    let end = tail.bytes().take(LONGEST_NAME).position(|byte| byte == b'}');
                    let end = end.unwrap_or(0);
                    let name = tail.get(1..end).unwrap_or_default();
                    (self.group(name).map(TemplatePart::Group), end + 1)
                }
                Some(digit) if digit.is_ascii_digit() => {
                    // The longest number that is a group: `$12` is group 1 and a 2 when there is no 12.
                    let is_digit = |byte: &u8| byte.is_ascii_digit();
                    let digits = tail.bytes().take(MOST_DIGITS).take_while(is_digit).count();
                    (1..=digits)
                        .rev()
                        .find_map(|length| {
                            let group = self.group(tail.get(..length)?)?;
                            Some((Some(TemplatePart::Group(group)), length))
                        })
                        .unwrap_or((None, 0))
                }
                _ => (None, 0),
            };
            match part {
                Some(part) => {
                    if !literal.is_empty() {
                        parts.push(TemplatePart::Literal(std::mem::take(&mut literal)));
                    }
                    parts.push(part);
                    rest = tail.get(taken..).unwrap_or_default();
                }
                None => {
                    literal.push('$');
                    rest = tail;
                }
            }
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            parts.push(TemplatePart::Literal(literal));
        }
        Template(parts)
    }

    /// Replaces every match by what the template gives for it.
    pub(crate) fn replace<'t>(
        &self,
        text: &'t str,
        template: &Template,
        work: &Work,
    ) -> Result<Cow<'t, str>, PatternError> {
        self.each_match(text, work, |captures, output| {
            let whole = captures.get(0).map_or(0..0, |found| found.range());
            for part in &template.0 {
                // It is told when the match is done.
                if output.len() > limits::MAX_TEXT {
                    return;
                }
                output.push_str(match part {
                    TemplatePart::Literal(literal) => literal,
                    TemplatePart::Group(group) => {
                        captures.get(*group).map_or("", |found| found.as_str())
                    }
                    TemplatePart::Before => text.get(..whole.start).unwrap_or_default(),
                    TemplatePart::After => text.get(whole.end..).unwrap_or_default(),
                    TemplatePart::LastGroup => captures
                        .get(self.numbers.last().copied().unwrap_or(0))
                        .map_or("", |found| found.as_str()),
                    TemplatePart::Input => text,
                });
            }
        })
    }

    /// Replaces, within every match, the text of one group. A match in which the group takes no part
    /// stays as it is.
    pub(crate) fn replace_group<'t>(
        &self,
        text: &'t str,
        name: &str,
        replacement: &str,
        work: &Work,
    ) -> Result<Cow<'t, str>, PatternError> {
        let group = self.known_group(name)?;
        self.each_match(text, work, |captures, output| {
            let whole = captures.get(0).map_or(0..0, |found| found.range());
            let Some(inner) = captures.get(group).map(|found| found.range()) else {
                output.push_str(text.get(whole).unwrap_or_default());
                return;
            };
            // A group inside a look-ahead can lie outside the match; then there is nothing to do.
            if inner.start < whole.start || inner.end > whole.end {
                output.push_str(text.get(whole).unwrap_or_default());
                return;
            }
            output.push_str(text.get(whole.start..inner.start).unwrap_or_default());
            output.push_str(replacement);
            output.push_str(text.get(inner.end..whole.end).unwrap_or_default());
        })
    }

    /// Returns the text of one group in the first match.
    pub(crate) fn extract<'t>(
        &self,
        text: &'t str,
        name: &str,
        work: &Work,
    ) -> Result<Option<&'t str>, PatternError> {
        let group = self.known_group(name)?;
        if text.len() > limits::MAX_SEARCHED {
            return Err(PatternError::TooLong);
        }
        let captures = self.engines(text).search(text, 0, work)?;
        Ok(captures.and_then(|captures| captures.get(group)).map(|found| found.as_str()))
    }

    fn known_group(&self, name: &str) -> Result<usize, PatternError> {
        self.group(name)
            .ok_or_else(|| PatternError::Invalid(Words::NoGroupNamed.with("name", name)))
    }

    /// Copies the text, letting `replace` write in the place of each match. As in .NET, an empty
    /// match right after another match counts, too.
    fn each_match<'t>(
        &self,
        text: &'t str,
        work: &Work,
        mut replace: impl FnMut(&Captures<'t, str>, &mut String),
    ) -> Result<Cow<'t, str>, PatternError> {
        if text.len() > limits::MAX_SEARCHED {
            return Err(PatternError::TooLong);
        }
        let engines = self.engines(text);
        let mut output = String::new();
        let mut copied = 0;
        let mut start = 0;
        let mut any = false;
        while start <= text.len() {
            let Some(captures) = engines.search(text, start, work)? else {
                break;
            };
            let Some(found) = captures.get(0) else {
                break;
            };
            any = true;
            output.push_str(text.get(copied..found.start()).unwrap_or_default());
            replace(&captures, &mut output);
            if output.len() > limits::MAX_TEXT {
                return Err(PatternError::TooLong);
            }
            copied = found.end();
            start = if found.end() > found.start() {
                found.end()
            } else {
                let next = text.get(found.end()..).and_then(|tail| tail.chars().next());
                found.end() + next.map_or(1, char::len_utf8)
            };
        }
        if !any {
            return Ok(Cow::Borrowed(text));
        }
        output.push_str(text.get(copied..).unwrap_or_default());
        Ok(Cow::Owned(output))
    }
}
