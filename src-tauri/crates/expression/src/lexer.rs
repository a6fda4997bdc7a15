//! From text to tokens. Every byte of the text is either in a token or white space.
//!
//! Signs of other tools (curly quotes, `==`, `;`) become the token that was meant, with a
//! diagnostic; so the parser needs no case of its own for them.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fix};
use crate::tree::{Operator, quoted};
use crate::words::Words;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TokenKind {
    Name(String),
    Attribute(String),
    Text(String),
    Number(String),
    Parameter(String),
    Operator(Operator),
    /// `!` before an operand.
    Not,
    Open,
    Close,
    Comma,
    Unknown(char),
}

impl TokenKind {
    /// Whether an operand can end here, so that a sign after it stands between two operands.
    fn ends_operand(&self) -> bool {
        matches!(
            self,
            TokenKind::Name(_)
                | TokenKind::Attribute(_)
                | TokenKind::Text(_)
                | TokenKind::Number(_)
                | TokenKind::Parameter(_)
                | TokenKind::Close
        )
    }

    /// Whether an operand can start here.
    pub(crate) fn starts_operand(&self) -> bool {
        matches!(
            self,
            TokenKind::Name(_)
                | TokenKind::Attribute(_)
                | TokenKind::Text(_)
                | TokenKind::Number(_)
                | TokenKind::Parameter(_)
                | TokenKind::Open
                | TokenKind::Not
        )
    }
}

pub(crate) fn tokens(text: &str) -> (Vec<Token>, Vec<Diagnostic>) {
    let mut lexer = Lexer { text, position: 0, tokens: Vec::new(), diagnostics: Vec::new() };
    while lexer.next_token() {}
    (lexer.tokens, lexer.diagnostics)
}

struct Lexer<'t> {
    text: &'t str,
    position: usize,
    tokens: Vec<Token>,
    diagnostics: Vec<Diagnostic>,
}

fn is_name_start(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn is_name_part(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.')
}

fn is_curly_double(character: char) -> bool {
    matches!(character, '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{00BB}')
}

fn is_curly_single(character: char) -> bool {
    matches!(character, '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}')
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let span = self.position..self.position + length;
        self.position = span.end;
        self.tokens.push(Token { kind, span });
    }

    fn after_operand(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.kind.ends_operand())
    }

    fn next_token(&mut self) -> bool {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(is_blank);
        self.position += rest.len() - trimmed.len();
        let Some(first) = trimmed.chars().next() else {
            return false;
        };
        match first {
            '(' => self.push(TokenKind::Open, 1),
            ')' => self.push(TokenKind::Close, 1),
            ',' => self.push(TokenKind::Comma, 1),
            ';' => self.semicolon(),
            '[' => self.attribute(),
            '"' => self.text_constant(),
            '\'' => self.foreign_text('\'', Words::QuotesSingle),
            c if is_curly_single(c) => self.foreign_text(c, Words::QuotesCurly),
            c if is_curly_double(c) => self.foreign_text(c, Words::QuotesCurly),
            '%' => self.parameter(),
            c if c.is_ascii_digit() => self.number(),
            '-' if !self.after_operand() && digit_at(trimmed, 1) => self.number(),
            '&' if !self.after_operand() && is_hex_number(trimmed) => self.hex_number(),
            c if is_name_start(c) => {
                let length = trimmed.find(|c| !is_name_part(c)).unwrap_or(trimmed.len());
                let name = trimmed.get(..length).unwrap_or_default().to_owned();
                self.push(TokenKind::Name(name), length);
            }
            c => self.sign(c),
        }
        true
    }

    fn semicolon(&mut self) {
        let span = self.position..self.position + 1;
        self.diagnostics.push(
            Diagnostic::error(span.clone(), Words::Semicolon).with_fix(Fix::new(
                Words::WriteComma,
                span,
                ",",
            )),
        );
        self.push(TokenKind::Comma, 1);
    }

    fn attribute(&mut self) {
        let rest = self.rest();
        let start = self.position;
        let Some(end) = rest.find(']') else {
            // Without an end, the name reaches as far as a name plausibly can.
            let length = rest.find(['(', ')', ',', '"', '\n', '=']).unwrap_or(rest.len());
            let name = rest.get(1..length).unwrap_or_default().trim();
            let end = start + 1 + rest.get(1..length).unwrap_or_default().trim_end().len();
            self.diagnostics.push(
                Diagnostic::error(start..end, Words::UnclosedAttribute).with_fix(Fix::new(
                    Words::AddBracket,
                    end..end,
                    "]",
                )),
            );
            self.push(TokenKind::Attribute(name.to_owned()), length);
            return;
        };
        let inside = rest.get(1..end).unwrap_or_default();
        let name = inside.trim();
        let span = start..start + end + 1;
        if name.is_empty() {
            self.diagnostics.push(Diagnostic::error(span, Words::EmptyAttribute));
        } else if name.len() != inside.len() {
            self.diagnostics.push(
                Diagnostic::warning(span.clone(), Words::AttributeBlanks).with_fix(Fix::new(
                    Words::RemoveBlanks,
                    span,
                    format!("[{name}]"),
                )),
            );
        }
        self.push(TokenKind::Attribute(name.to_owned()), end + 1);
    }

    fn text_constant(&mut self) {
        let rest = self.rest();
        let start = self.position;
        let mut value = String::new();
        let mut characters = rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.push(TokenKind::Text(value), at + 1);
                    return;
                }
                '\\' => match characters.next() {
                    Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                    Some((next, other)) => {
                        value.push('\\');
                        value.push(other);
                        let span = start + at..start + next + other.len_utf8();
                        self.diagnostics.push(
                            Diagnostic::warning(
                                span.clone(),
                                Words::UnescapedBackslash.with("other", other),
                            )
                            .with_fix(Fix::new(
                                Words::DoubleBackslash,
                                span,
                                format!("\\\\{other}"),
                            )),
                        );
                    }
                    None => value.push('\\'),
                },
                other => value.push(other),
            }
        }
        let end = self.text.len();
        self.diagnostics.push(
            Diagnostic::error(start..end, Words::UnclosedText).with_fix(Fix::new(
                Words::AddQuotationMark,
                end..end,
                "\"",
            )),
        );
        self.push(TokenKind::Text(value), rest.len());
    }

    /// A text in quotation marks that the language does not know.
    fn foreign_text(&mut self, open: char, words: Words) {
        let rest = self.rest();
        let opening = open.len_utf8();
        let closes = |c: char| match open {
            '\'' => c == '\'',
            _ if is_curly_single(open) => is_curly_single(c) || c == '\'',
            _ => is_curly_double(c) || c == '"',
        };
        let body = rest.get(opening..).unwrap_or_default();
        let (inside, length) = match body.char_indices().find(|&(_, c)| closes(c)) {
            Some((at, close)) => {
                (body.get(..at).unwrap_or_default(), opening + at + close.len_utf8())
            }
            None => {
                let at = body.find([',', ')']).unwrap_or(body.len());
                (body.get(..at).unwrap_or_default(), opening + at)
            }
        };
        let span = self.position..self.position + length;
        self.diagnostics.push(Diagnostic::error(span.clone(), words).with_fix(Fix::new(
            Words::UseStraightQuotes,
            span,
            quoted(inside),
        )));
        self.push(TokenKind::Text(inside.to_owned()), length);
    }

    fn parameter(&mut self) {
        let body = self.rest().get(1..).unwrap_or_default();
        let length = body.find(|c| !is_name_part(c)).unwrap_or(body.len());
        if length > 0 && body.get(length..).is_some_and(|after| after.starts_with('%')) {
            let name = body.get(..length).unwrap_or_default().to_owned();
            self.push(TokenKind::Parameter(name), length + 2);
        } else {
            self.push(TokenKind::Unknown('%'), 1);
        }
    }

    fn number(&mut self) {
        let rest = self.rest();
        let sign = usize::from(rest.starts_with('-'));
        let digits = |from: usize| {
            let tail = rest.get(from..).unwrap_or_default();
            tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len())
        };
        let mut length = sign + digits(sign);
        if rest.get(length..).is_some_and(|tail| tail.starts_with('.'))
            && digit_at(rest, length + 1)
        {
            length += 1 + digits(length + 1);
        }
        let written = rest.get(..length).unwrap_or_default().to_owned();
        self.push(TokenKind::Number(written), length);
    }

    fn hex_number(&mut self) {
        let rest = self.rest();
        let tail = rest.get(2..).unwrap_or_default();
        let length = 2 + tail.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(tail.len());
        let written = rest.get(..length).unwrap_or_default().to_owned();
        self.push(TokenKind::Number(written), length);
    }

    fn sign(&mut self, first: char) {
        let rest = self.rest();
        // The longest sign first; the last column is what Entra writes for it.
        const SIGNS: &[(&str, Operator, bool)] = &[
            ("===", Operator::Equal, false),
            ("!==", Operator::NotEqual, false),
            ("==", Operator::Equal, false),
            ("!=", Operator::NotEqual, false),
            ("=<", Operator::LessOrEqual, false),
            ("=>", Operator::GreaterOrEqual, false),
            ("<>", Operator::NotEqual, true),
            ("<=", Operator::LessOrEqual, true),
            (">=", Operator::GreaterOrEqual, true),
            ("&&", Operator::And, true),
            ("||", Operator::Or, true),
            ("??", Operator::Coalesce, true),
            ("=", Operator::Equal, true),
            ("<", Operator::Less, true),
            (">", Operator::Greater, true),
            ("&", Operator::Concatenate, true),
            ("+", Operator::Add, true),
            ("-", Operator::Subtract, true),
            ("*", Operator::Multiply, true),
            ("/", Operator::Divide, true),
            ("|", Operator::Or, true),
        ];
        let Some(&(sign, operator, native)) =
            SIGNS.iter().find(|(sign, ..)| rest.starts_with(sign))
        else {
            let kind = if first == '!' { TokenKind::Not } else { TokenKind::Unknown(first) };
            self.push(kind, first.len_utf8());
            return;
        };
        if !native {
            let span = self.position..self.position + sign.len();
            self.diagnostics.push(
                Diagnostic::error(
                    span.clone(),
                    Words::Operator.with("known", operator.sign()).with("written", sign),
                )
                .with_fix(Fix::new(
                    Words::Write.with("known", operator.sign()),
                    span,
                    operator.sign(),
                )),
            );
        }
        self.push(TokenKind::Operator(operator), sign.len());
    }
}

fn is_blank(character: char) -> bool {
    // A byte order mark and hard spaces come along with copied text.
    character.is_whitespace() || character == '\u{FEFF}'
}

fn digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

fn is_hex_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.get(1), Some(b'H' | b'h')) && bytes.get(2).is_some_and(u8::is_ascii_hexdigit)
}
