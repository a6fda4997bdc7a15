//! What stands between brackets: the arguments of a call, and a group.

use std::ops::Range;

use super::{Parser, Part};
use crate::diagnostic::{Diagnostic, Fix};
use crate::lexer::TokenKind;
use crate::tree::{Argument, Call, Expression, ExpressionKind};
use crate::words::Words;

impl Parser<'_> {
    pub(super) fn group(&mut self, open: Range<usize>, depth: usize) -> Part {
        if self.peek() == Some(&TokenKind::Close) {
            let span = open.start..self.take().map_or(open.end, |token| token.span.end);
            self.report(Diagnostic::error(span.clone(), Words::EmptyGroup));
            return Part { expression: Expression::new(ExpressionKind::Missing, span), depth: 1 };
        }
        let inner = self.expression(depth + 1, 0);
        let end = self.closing_bracket(&open);
        let span = open.start..end;
        let inside = self.text.get(inner.expression.span.clone()).unwrap_or_default().to_owned();
        self.report(Diagnostic::warning(span.clone(), Words::Grouping).with_fix(Fix::new(
            Words::RemoveBrackets,
            span.clone(),
            inside,
        )));
        Part {
            depth: inner.depth + 1,
            expression: Expression::new(ExpressionKind::Group(Box::new(inner.expression)), span),
        }
    }

    fn closing_bracket(&mut self, open: &Range<usize>) -> usize {
        if self.peek() == Some(&TokenKind::Close) {
            return self.take().map_or(open.end, |token| token.span.end);
        }
        self.unclosed(open.clone());
        self.previous_end()
    }

    fn unclosed(&mut self, span: Range<usize>) {
        let end = self.previous_end();
        self.report(Diagnostic::error(span, Words::UnclosedBracket).with_fix(Fix::new(
            Words::AddClosingBracket,
            end..end,
            ")",
        )));
    }

    pub(super) fn call(&mut self, name: String, name_span: Range<usize>, depth: usize) -> Part {
        let open = self.take().map_or(name_span.clone(), |token| token.span);
        let mut arguments = Vec::new();
        let mut deepest = 0;
        if self.peek() == Some(&TokenKind::Close) {
            let end = self.take().map_or(open.end, |token| token.span.end);
            let span = name_span.start..end;
            let call = Call { name, name_span, arguments };
            return Part {
                expression: Expression::new(ExpressionKind::Call(call), span),
                depth: 1,
            };
        }
        loop {
            let start = self.position();
            let value = match self.peek() {
                Some(TokenKind::Comma | TokenKind::Close) | None => None,
                Some(_) => {
                    let part = self.expression(depth + 1, 0);
                    deepest = deepest.max(part.depth);
                    Some(part.expression)
                }
            };
            let end = if value.is_some() { self.previous_end() } else { start };
            self.skip_to_separator();
            arguments.push(Argument { value, span: start..end });
            match self.peek() {
                Some(TokenKind::Comma) => {
                    self.next += 1;
                }
                Some(TokenKind::Close) => {
                    self.next += 1;
                    break;
                }
                // A missing comma was reported; the next argument starts here.
                Some(_) => {}
                None => {
                    // `Join(` alone has no argument yet.
                    if arguments.len() == 1 && arguments.iter().all(|a| a.value.is_none()) {
                        arguments.clear();
                    }
                    self.unclosed(name_span.start..open.end);
                    break;
                }
            }
        }
        let span = name_span.start..self.previous_end();
        let call = Call { name, name_span, arguments };
        Part { expression: Expression::new(ExpressionKind::Call(call), span), depth: deepest + 1 }
    }
}
