//! Escapes and character classes of .NET's regular expressions.

use super::translator::{Result, Translator};
use crate::words::Words;

/// What an escape stands for.
pub(super) enum Escape {
    Character(char),
    /// A class such as `\d`, to be written as it is.
    Class(String),
}

impl Translator<'_> {
    /// Reads what follows a backslash and means a character or a class.
    pub(super) fn character_escape(&mut self) -> Result<Escape> {
        let Some(character) = self.take() else {
            return Err(Words::EndsWithBackslash.into());
        };
        let code = |code: u32| {
            char::from_u32(code).map(Escape::Character).ok_or_else(|| Words::HalfSurrogate.into())
        };
        match character {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => Ok(Escape::Class(format!("\\{character}"))),
            'p' | 'P' => {
                if !self.take_if('{') {
                    return Err(Words::CategoryNeedsName.with("character", character));
                }
                let mut name = String::new();
                loop {
                    match self.take() {
                        Some('}') => break,
                        Some(c) => name.push(c),
                        None => return Err(Words::CategoryWithoutEnd.with("character", character)),
                    }
                }
                if name.starts_with("Is") {
                    return Err(Words::UnicodeBlock.with("name", name));
                }
                if name.len() > 2 || !name.chars().all(|c| c.is_ascii_alphabetic()) {
                    return Err(Words::NoCategory.with("name", name));
                }
                Ok(Escape::Class(format!("\\{character}{{{name}}}")))
            }
            't' => code(0x09),
            'n' => code(0x0A),
            'v' => code(0x0B),
            'f' => code(0x0C),
            'r' => code(0x0D),
            'a' => code(0x07),
            'e' => code(0x1B),
            '0' => {
                let mut value = 0;
                for _ in 0..2 {
                    let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else {
                        break;
                    };
                    value = value * 8 + digit;
                    self.next += 1;
                }
                code(value)
            }
            'x' => code(self.hex(2)?),
            'u' => code(self.hex(4)?),
            'c' => match self.take() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    code(u32::from(letter.to_ascii_uppercase()) - 64)
                }
                _ => Err(Words::ControlNeedsLetter.into()),
            },
            other if other.is_alphanumeric() || other == '_' => {
                Err(Words::UnknownEscape.with("letter", other))
            }
            other => Ok(Escape::Character(other)),
        }
    }

    fn hex(&mut self, digits: usize) -> Result<u32> {
        let mut value = 0;
        for _ in 0..digits {
            let digit = self.take().and_then(|c| c.to_digit(16));
            value = value * 16 + digit.ok_or(Words::HexDigits)?;
        }
        Ok(value)
    }

    /// Reads a class up to its closing bracket; the opening one is taken.
    pub(super) fn class(&mut self, depth: usize) -> Result<String> {
        if depth > 8 {
            return Err(Words::ClassesTooDeep.into());
        }
        let mut class = String::from(if self.take_if('^') { "[^" } else { "[" });
        let mut first = true;
        loop {
            let Some(character) = self.take() else {
                return Err(Words::UnclosedClass.into());
            };
            let low = match character {
                ']' if !first => break,
                '\\' => match self.class_escape()? {
                    Escape::Character(character) => character,
                    Escape::Class(escape) => {
                        class.push_str(&escape);
                        first = false;
                        continue;
                    }
                },
                '-' if !first && self.peek() == Some('[') => {
                    self.next += 1;
                    let subtracted = self.class(depth + 1)?;
                    if !self.take_if(']') {
                        return Err(Words::SubtractedClass.into());
                    }
                    return Ok(format!("[{class}]--{subtracted}]"));
                }
                other => other,
            };
            first = false;
            let range = self.peek() == Some('-')
                && !matches!(self.source.get(self.next + 1), None | Some(']' | '['));
            if !range {
                push_class_literal(&mut class, low);
                continue;
            }
            self.next += 1;
            let high = match self.take() {
                Some('\\') => match self.class_escape()? {
                    Escape::Character(character) => character,
                    Escape::Class(escape) => {
                        return Err(Words::RangeEnd.with("escape", escape));
                    }
                },
                Some(character) => character,
                None => return Err(Words::UnclosedClass.into()),
            };
            if low > high {
                return Err(Words::RangeOrder.with("low", low).with("high", high));
            }
            push_class_literal(&mut class, low);
            class.push('-');
            push_class_literal(&mut class, high);
        }
        class.push(']');
        Ok(class)
    }

    fn class_escape(&mut self) -> Result<Escape> {
        if self.take_if('b') {
            return Ok(Escape::Character('\u{8}'));
        }
        self.character_escape()
    }
}

fn push_class_literal(output: &mut String, character: char) {
    if r"\[]^-&~".contains(character) {
        output.push('\\');
        output.push(character);
    } else if character.is_control() {
        output.push_str(&format!("\\x{{{:X}}}", u32::from(character)));
    } else {
        output.push(character);
    }
}
