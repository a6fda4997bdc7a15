//! Going on after a mistake: at the next comma or bracket.

use super::Parser;
use crate::diagnostic::{Diagnostic, Fix};
use crate::lexer::TokenKind;
use crate::words::Words;

impl Parser<'_> {
    /// After an argument, skips to the comma or bracket that ends it, and says what was in the way.
    pub(super) fn skip_to_separator(&mut self) {
        let Some(token) = self.tokens.get(self.next).cloned() else {
            return;
        };
        if matches!(token.kind, TokenKind::Comma | TokenKind::Close) {
            return;
        }
        if token.kind.starts_operand() {
            let at = self.previous_end();
            self.report(
                Diagnostic::error(token.span.clone(), Words::MissingComma).with_fix(Fix::new(
                    Words::AddComma,
                    at..token.span.start,
                    ", ",
                )),
            );
            return;
        }
        let start = token.span.start;
        let mut depth = 0usize;
        while let Some(kind) = self.peek() {
            match kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close if depth == 0 => break,
                TokenKind::Close => depth -= 1,
                TokenKind::Comma if depth == 0 => break,
                _ => {}
            }
            self.next += 1;
        }
        let span = start..self.previous_end();
        self.report(Diagnostic::error(span.clone(), Words::UnexpectedArgument).with_fix(Fix::new(
            Words::RemoveIt,
            span,
            "",
        )));
    }

    /// Skips one operand and its brackets, however deep.
    pub(super) fn skip_balanced(&mut self) {
        let mut depth = 0usize;
        while let Some(kind) = self.peek() {
            match kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close if depth == 0 => return,
                TokenKind::Close => depth -= 1,
                TokenKind::Comma if depth == 0 => return,
                _ => {}
            }
            self.next += 1;
        }
    }
}
