//! From .NET's regular expressions to those of `fancy-regex`.
//!
//! Every character is read and written anew, so that nothing means something else by accident: `[`
//! in a class, `\<`, `$` before a last line feed, `{` that starts no count. Groups are written
//! without their names; .NET's numbers are kept beside them.

use super::classes::Escape;
use super::groups::capturing_groups;
use super::translator::{Flags, LastLineFeed, Result, Translator};
use super::weight::{Scale, Weight};
use crate::words::Words;

/// A translated pattern.
pub(super) struct Translated {
    pub(super) regex: String,
    /// Names and the position of their group, counted from 1 in the order of the pattern.
    pub(super) names: Vec<(String, usize)>,
    /// For each .NET number (0 is the whole match) the position of its group.
    pub(super) numbers: Vec<usize>,
    /// Whether the translation depends on [`LastLineFeed`].
    pub(super) ends: bool,
    /// How heavy it is.
    pub(super) weight: Weight,
}

pub(super) fn translate(source: &str, last_line_feed: LastLineFeed) -> Result<Translated> {
    let characters: Vec<char> = source.chars().collect();
    let groups = capturing_groups(&characters)?;
    let mut numbers = vec![0];
    let mut names: Vec<(String, usize)> = Vec::new();
    for (index, name) in groups.iter().enumerate() {
        if name.is_none() {
            numbers.push(index + 1);
        }
    }
    for (index, name) in groups.into_iter().enumerate() {
        let Some(name) = name else {
            continue;
        };
        if names.iter().any(|(known, _)| *known == name) {
            return Err(Words::TwoGroupsNamed.with("name", name));
        }
        numbers.push(index + 1);
        names.push((name, index + 1));
    }
    let mut translator = Translator {
        source: &characters,
        next: 0,
        output: String::with_capacity(source.len() + 16),
        names: &names,
        numbers: &numbers,
        flags: vec![Flags::default()],
        quantifiable: false,
        last_line_feed,
        ends: false,
        scale: Scale::new(),
    };
    translator.run()?;
    let Translator { output: regex, ends, scale, .. } = translator;
    Ok(Translated { regex, names, numbers, ends, weight: scale.whole() })
}

impl Translator<'_> {
    fn run(&mut self) -> Result<()> {
        while let Some(character) = self.take() {
            match character {
                '\\' => self.escape()?,
                '[' => {
                    let class = self.class(0)?;
                    self.push_class(&class);
                    self.quantifiable = true;
                }
                '(' => self.group()?,
                ')' => {
                    if self.flags.len() == 1 {
                        return Err(Words::NoOpeningBracket.into());
                    }
                    self.flags.pop();
                    self.scale.close();
                    self.output.push(')');
                    self.quantifiable = true;
                }
                '|' => {
                    self.output.push('|');
                    self.quantifiable = false;
                }
                '^' => {
                    self.output.push('^');
                    self.quantifiable = true;
                }
                '$' => {
                    // Also before a line feed at the very end, unlike `\z`.
                    let multi_line = self.flags().multi_line;
                    self.end(multi_line);
                    self.quantifiable = true;
                }
                '.' => {
                    self.output.push('.');
                    self.scale.add(Weight::of(12));
                    self.quantifiable = true;
                }
                '*' | '+' | '?' => self.quantifier(character.to_string())?,
                '{' => match self.count() {
                    Some(count) => self.quantifier(count)?,
                    None => self.literal('{'),
                },
                c if c.is_whitespace() && self.flags().extended => {}
                '#' if self.flags().extended => while self.take().is_some_and(|c| c != '\n') {},
                c => self.literal(c),
            }
        }
        if self.flags.len() > 1 {
            return Err(Words::NoClosingBracket.into());
        }
        Ok(())
    }

    /// Writes `$` or `\Z`. The look-ahead of the exact form is costly, so that it is only used for
    /// texts that end with a line feed.
    fn end(&mut self, multi_line: bool) {
        if multi_line {
            self.output.push('$');
            return;
        }
        self.ends = true;
        if self.last_line_feed == LastLineFeed::Possible {
            self.scale.backtracks();
        }
        self.output.push_str(match self.last_line_feed {
            LastLineFeed::Absent => r"\z",
            LastLineFeed::Possible => r"(?=\n?\z)",
        });
    }

    fn literal(&mut self, character: char) {
        self.scale.add(Weight::of(2 * character.len_utf8()));
        push_literal(&mut self.output, character);
        self.quantifiable = true;
    }

    fn push_class(&mut self, class: &str) {
        // Each letter of a class is joined by its other cases, and what is taken away is taken from
        // them: measured.
        let is_joined = self.flags().any_case || class.contains("--");
        let times = if is_joined { 4 } else { 1 };
        self.scale.add(Weight::of(class_size(class) * times));
        self.output.push_str(class);
    }

    fn quantifier(&mut self, written: String) -> Result<()> {
        if !self.quantifiable {
            return Err(Words::NothingToRepeat.with("written", written));
        }
        self.scale.repeat(most(&written));
        self.output.push_str(&written);
        if self.take_if('?') {
            self.output.push('?');
        }
        self.quantifiable = false;
        Ok(())
    }

    /// Reads the rest of `{n}`, `{n,}` or `{n,m}`; `None`, taking nothing, when it is none of them.
    fn count(&mut self) -> Option<String> {
        let length = self.source.iter().skip(self.next).position(|c| *c == '}')?;
        let inside: String = self.source.iter().skip(self.next).take(length).collect();
        let (low, high) =
            inside.split_once(',').map_or((inside.as_str(), None), |(l, h)| (l, Some(h)));
        let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        if !number(low) || !high.is_none_or(|high| high.is_empty() || number(high)) {
            return None;
        }
        self.next += length + 1;
        Some(format!("{{{inside}}}"))
    }

    fn group(&mut self) -> Result<()> {
        let flags = self.flags();
        self.quantifiable = false;
        if !self.take_if('?') {
            self.output.push('(');
            self.flags.push(flags);
            self.scale.open();
            return Ok(());
        }
        match self.take() {
            Some(kind @ (':' | '=' | '!' | '>')) => {
                if kind != ':' {
                    self.scale.backtracks();
                }
                self.output.push_str("(?");
                self.output.push(kind);
            }
            Some('<') if matches!(self.peek(), Some('=' | '!')) => {
                self.output.push_str("(?<");
                self.scale.backtracks();
                let kind = self.take().unwrap_or('=');
                self.output.push(kind);
            }
            Some(open @ ('<' | '\'')) => {
                // The name is known already.
                let close = if open == '<' { '>' } else { '\'' };
                while self.take().is_some_and(|c| c != close) {}
                self.output.push('(');
            }
            Some('#') => {
                while self.take().is_some_and(|c| c != ')') {}
                return Ok(());
            }
            Some('(') => {
                return Err(Words::Conditions.into());
            }
            Some(option) => return self.options(option, flags),
            None => return Err(Words::NoClosingBracket.into()),
        }
        self.flags.push(flags);
        self.scale.open();
        Ok(())
    }

    /// Reads `(?i)`, `(?s-m:` and the like.
    fn options(&mut self, first: char, mut flags: Flags) -> Result<()> {
        let mut on = String::new();
        let mut off = String::new();
        let mut setting = true;
        let mut option = Some(first);
        loop {
            match option {
                Some('-') => setting = false,
                Some('+') => setting = true,
                Some('m') => {
                    flags.multi_line = setting;
                    if setting { &mut on } else { &mut off }.push('m');
                }
                Some('x') => flags.extended = setting,
                Some(letter @ ('i' | 's')) => {
                    flags.any_case = if letter == 'i' { setting } else { flags.any_case };
                    if setting { &mut on } else { &mut off }.push(letter);
                }
                Some('n') => return Err(Words::OptionN.into()),
                Some(end @ (':' | ')')) => {
                    let minus = if off.is_empty() { "" } else { "-" };
                    if end == ':' {
                        self.output.push_str(&format!("(?{on}{minus}{off}:"));
                        self.flags.push(flags);
                        self.scale.open();
                    } else {
                        if !on.is_empty() || !off.is_empty() {
                            self.output.push_str(&format!("(?{on}{minus}{off})"));
                        }
                        if let Some(current) = self.flags.last_mut() {
                            *current = flags;
                        }
                    }
                    return Ok(());
                }
                _ => return Err(Words::UnknownOption.into()),
            }
            option = self.take();
        }
    }

    fn escape(&mut self) -> Result<()> {
        let Some(character) = self.peek() else {
            return Err(Words::EndsWithBackslash.into());
        };
        self.quantifiable = true;
        match character {
            'A' | 'z' | 'b' | 'B' | 'G' => {
                self.next += 1;
                if character == 'G' {
                    self.scale.backtracks();
                }
                self.output.push('\\');
                self.output.push(character);
            }
            'Z' => {
                self.next += 1;
                self.end(false);
            }
            'k' => {
                self.next += 1;
                let close = match self.take() {
                    Some('<') => '>',
                    Some('\'') => '\'',
                    _ => return Err(Words::ReferenceNeedsName.into()),
                };
                let mut name = String::new();
                loop {
                    match self.take() {
                        Some(c) if c == close => break,
                        Some(c) => name.push(c),
                        None => return Err(Words::ReferenceWithoutEnd.into()),
                    }
                }
                let group = match name.parse::<usize>() {
                    Ok(number) => self.numbers.get(number).copied(),
                    Err(_) => self.names.iter().find(|(n, _)| *n == name).map(|(_, group)| *group),
                };
                let group = group.ok_or_else(|| Words::NoGroupNamed.with("name", name))?;
                self.scale.backtracks();
                self.output.push_str(&format!("(?:\\{group})"));
            }
            '1'..='9' => {
                let mut digits = String::new();
                while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
                    digits.push(digit);
                    self.next += 1;
                }
                let group = digits.parse::<usize>().ok().and_then(|n| self.numbers.get(n).copied());
                let group = group.ok_or_else(|| Words::NoGroupNumber.with("number", digits))?;
                self.scale.backtracks();
                self.output.push_str(&format!("(?:\\{group})"));
            }
            _ => match self.character_escape()? {
                Escape::Character(character) => self.literal(character),
                Escape::Class(class) => self.push_class(&class),
            },
        }
        Ok(())
    }
}

/// How often `*`, `+`, `?`, `{n}`, `{n,}` or `{n,m}` makes an automaton hold what it repeats.
fn most(quantifier: &str) -> usize {
    let numbers = quantifier.trim_matches(['{', '}']).split(',');
    numbers.filter_map(|number| number.parse::<usize>().ok()).max().unwrap_or(1)
}

/// How many states a class takes in an automaton over UTF-8, by the largest of its parts; measured.
fn class_size(class: &str) -> usize {
    let count = |part: &str| class.matches(part).count();
    let large = count("\\w") + count("\\W") + count("\\p") + count("\\P");
    let middling = count("\\d") + count("\\D") + count("\\s") + count("\\S");
    let wide = if class.is_ascii() && !class.starts_with("[^") { 0 } else { 20 };
    large * 800 + middling * 80 + wide + class.len()
}

fn push_literal(output: &mut String, character: char) {
    if character.is_ascii_punctuation() && r"\.+*?()|[]{}^$".contains(character) {
        output.push('\\');
        output.push(character);
    } else if character.is_control() {
        output.push_str(&format!("\\x{{{:X}}}", u32::from(character)));
    } else {
        output.push(character);
    }
}
