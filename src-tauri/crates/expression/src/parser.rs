//! From tokens to a tree. Parsing never fails: it gives a tree and diagnostics, and recovers at
//! commas and brackets.
//!
//! What a name means (functions, attributes, how many arguments) is [`crate::check`]'s business.

mod brackets;
mod foreign;
mod recover;

use std::collections::HashSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fix};
use crate::lexer::{Token, TokenKind, tokens};
use crate::tree::{Expression, ExpressionKind, Operation, Operator};
use crate::words::Words;

/// The longest expression Entra accepts, in characters (Entra's expression reference, 2026).
pub const MAX_CHARACTERS: usize = 10_000;

/// How deep calls may be nested. Our choice: Entra documents no limit of its own.
pub const MAX_DEPTH: usize = 200;

/// Beyond this many characters a text is not even read; it is no expression.
const MAX_READ: usize = 3 * MAX_CHARACTERS;

/// The longest operand, in bytes, for which an index is rewritten.
const MAX_INDEXED: usize = 1_000;

/// A parsed expression: the text, its tree, and what the parser has to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    text: String,
    root: Expression,
    diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Returns the text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the outermost part of the tree.
    pub fn root(&self) -> &Expression {
        &self.root
    }

    /// Returns what the parser found wrong, in the order of the text; see [`crate::check`] for more.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Returns the distinct attributes, in the order in which they first appear.
    pub fn attributes(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        self.root.walk(&mut |part| {
            if let ExpressionKind::Attribute(name) = &part.kind
                && !name.is_empty()
                && seen.insert(name)
            {
                names.push(name);
            }
        });
        names
    }
}

/// Parses an expression. Never fails: what cannot be read becomes [`ExpressionKind::Missing`] and a
/// diagnostic.
///
/// ```
/// let parsed = footbridge_expression::parse("Join(\".\", [givenName], [surname])");
/// assert!(parsed.diagnostics().is_empty());
/// assert_eq!(parsed.attributes(), ["givenName", "surname"]);
/// ```
pub fn parse(text: &str) -> Parsed {
    let characters = text.chars().count();
    let too_long = (characters > MAX_CHARACTERS).then(|| {
        let start = text.char_indices().nth(MAX_CHARACTERS).map_or(text.len(), |(at, _)| at);
        Diagnostic::error(
            start..text.len(),
            Words::TooLong.with("most", MAX_CHARACTERS).with("characters", characters),
        )
    });
    if characters > MAX_READ {
        return Parsed {
            text: text.to_owned(),
            root: Expression::new(ExpressionKind::Missing, 0..text.len()),
            diagnostics: too_long.into_iter().collect(),
        };
    }

    let (tokens, mut diagnostics) = tokens(text);
    diagnostics.extend(too_long);
    let mut parser = Parser { text, tokens, next: 0, diagnostics, is_too_deep: false };
    let root = parser.whole();
    let mut diagnostics = parser.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    Parsed { text: text.to_owned(), root, diagnostics }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    next: usize,
    diagnostics: Vec<Diagnostic>,
    /// That it is nested too deep was reported.
    is_too_deep: bool,
}

/// A part and how deep its tree is.
struct Part {
    expression: Expression,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.next).map(|token| &token.kind)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).cloned();
        self.next += usize::from(token.is_some());
        token
    }

    /// Where the next token starts, or the end of the text.
    fn position(&self) -> usize {
        self.tokens.get(self.next).map_or(self.text.len(), |token| token.span.start)
    }

    /// Where the last token ended.
    fn previous_end(&self) -> usize {
        self.next.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |t| t.span.end)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn missing(&self) -> Expression {
        let at = self.previous_end();
        Expression::new(ExpressionKind::Missing, at..at)
    }

    fn whole(&mut self) -> Expression {
        if self.tokens.is_empty() {
            self.report(Diagnostic::error(0..self.text.len(), Words::Empty));
            return Expression::new(ExpressionKind::Missing, 0..self.text.len());
        }
        if let Some(TokenKind::Operator(Operator::Equal)) = self.peek() {
            let token = self.take().map_or(0..0, |token| token.span);
            self.report(Diagnostic::error(token.clone(), Words::LeadingEquals).with_fix(Fix::new(
                Words::RemoveEqualsSign,
                token,
                "",
            )));
        }
        let root = self.expression(0, 0).expression;
        if let Some(token) = self.tokens.get(self.next).cloned() {
            let end = self.tokens.last().map_or(token.span.end, |last| last.span.end);
            let span = token.span.start..end;
            let (message, label) = if token.kind == TokenKind::Close {
                (Words::SurplusBracket, Words::RemoveIt)
            } else {
                (Words::AfterTheEnd, Words::RemoveTheRest)
            };
            self.report(
                Diagnostic::error(span.clone(), message).with_fix(Fix::new(label, span, "")),
            );
        }
        root
    }

    /// Reads operands and operators that bind at least as tightly as `binding`.
    fn expression(&mut self, depth: usize, binding: u8) -> Part {
        let mut left = self.operand(depth);
        self.foreign_word();
        while let Some((operator, operator_span)) = self.operator(binding) {
            let right = if self.peek().is_some_and(TokenKind::starts_operand) {
                self.expression(depth + 1, operator.binding() + 1)
            } else {
                self.report(Diagnostic::error(
                    operator_span.clone(),
                    Words::MissingRightOperand.with("operator", operator.sign()),
                ));
                Part { expression: self.missing(), depth: 0 }
            };
            let tree_depth = 1 + left.depth.max(right.depth);
            if depth + tree_depth > MAX_DEPTH {
                self.too_deep(operator_span);
                continue;
            }
            let span = left.expression.span.start..right.expression.span.end;
            let operation = Operation {
                left: left.expression,
                operator,
                operator_span,
                right: right.expression,
            };
            left = Part {
                expression: Expression::new(ExpressionKind::Operation(Box::new(operation)), span),
                depth: tree_depth,
            };
        }
        left
    }

    /// Takes the next token when it is an operator that binds tightly enough.
    fn operator(&mut self, binding: u8) -> Option<(Operator, Range<usize>)> {
        let operator = match self.peek()? {
            TokenKind::Operator(operator) => *operator,
            TokenKind::Name(name) => word_operator(name)?,
            _ => return None,
        };
        if operator.binding() < binding {
            return None;
        }
        let token = self.take()?;
        if let TokenKind::Name(name) = &token.kind
            && operator.is_comparison()
        {
            self.report(
                Diagnostic::error(
                    token.span.clone(),
                    Words::Operator.with("known", operator.sign()).with("written", name),
                )
                .with_fix(Fix::new(
                    Words::Write.with("known", operator.sign()),
                    token.span.clone(),
                    operator.sign(),
                )),
            );
        }
        Some((operator, token.span))
    }

    fn operand(&mut self, depth: usize) -> Part {
        if depth >= MAX_DEPTH {
            let at = self.position();
            self.too_deep(at..at);
            self.skip_balanced();
            return Part { expression: self.missing(), depth: 0 };
        }
        let Some(token) = self.take() else {
            let at = self.text.len();
            self.report(Diagnostic::error(at..at, Words::MissingOperandAtEnd));
            return Part { expression: self.missing(), depth: 0 };
        };
        let span = token.span;
        let leaf = |kind| Part { expression: Expression::new(kind, span.clone()), depth: 1 };
        let mut part = match token.kind {
            TokenKind::Name(name) if self.peek() == Some(&TokenKind::Open) => {
                self.call(name, span.clone(), depth)
            }
            TokenKind::Name(name) => leaf(ExpressionKind::Word(name)),
            TokenKind::Attribute(name) => leaf(ExpressionKind::Attribute(name)),
            TokenKind::Text(text) => leaf(ExpressionKind::Text(text)),
            TokenKind::Number(written) => leaf(ExpressionKind::Number(written)),
            TokenKind::Parameter(name) => leaf(ExpressionKind::Parameter(name)),
            TokenKind::Open => self.group(span.clone(), depth),
            TokenKind::Not => {
                let inner = self.operand(depth + 1);
                let whole = span.start..inner.expression.span.end;
                let operand = self.text.get(inner.expression.span.clone()).unwrap_or_default();
                self.report(Diagnostic::error(span.clone(), Words::NoNotSign).with_fix(Fix::new(
                    Words::WriteNot,
                    whole,
                    format!("Not({operand})"),
                )));
                inner
            }
            TokenKind::Operator(_)
            | TokenKind::Close
            | TokenKind::Comma
            | TokenKind::Unknown(_) => {
                let written = self.text.get(span.clone()).unwrap_or_default();
                self.report(Diagnostic::error(
                    span.clone(),
                    Words::UnexpectedOperand.with("written", written),
                ));
                leaf(ExpressionKind::Missing)
            }
        };
        self.indexing(&mut part);
        part
    }

    /// Accepts `[0]` after an operand only to say how an item is taken here.
    fn indexing(&mut self, part: &mut Part) {
        while let Some(TokenKind::Attribute(index)) = self.peek() {
            let Ok(index) = index.parse::<u32>() else {
                return;
            };
            let token_span = self.take().map_or(0..0, |token| token.span);
            let whole = part.expression.span.start..token_span.end;
            let operand = self.text.get(part.expression.span.clone()).unwrap_or_default();
            let item = u64::from(index) + 1;
            let diagnostic = Diagnostic::error(token_span, Words::Indexing);
            // Each index repeats all that stands before it.
            self.report(match operand.len() <= MAX_INDEXED {
                true => diagnostic.with_fix(Fix::new(
                    Words::WriteItem,
                    whole.clone(),
                    format!("Item({operand}, {item})"),
                )),
                false => diagnostic,
            });
            part.expression.span = whole;
        }
    }

    fn too_deep(&mut self, span: Range<usize>) {
        if std::mem::replace(&mut self.is_too_deep, true) {
            return;
        }
        self.report(Diagnostic::error(span, Words::TooDeep.with("most", MAX_DEPTH)));
    }
}

/// An operator that other tools write as a word.
fn word_operator(name: &str) -> Option<Operator> {
    const WORDS: &[(&str, Operator)] = &[
        ("and", Operator::And),
        ("or", Operator::Or),
        ("eq", Operator::Equal),
        ("ne", Operator::NotEqual),
        ("lt", Operator::Less),
        ("le", Operator::LessOrEqual),
        ("gt", Operator::Greater),
        ("ge", Operator::GreaterOrEqual),
    ];
    WORDS.iter().find(|(word, _)| name.eq_ignore_ascii_case(word)).map(|(_, operator)| *operator)
}
