//! Words that stand between two operands in other languages and are none here: `IN`, `startsWith`.

use super::Parser;
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;
use crate::words::Words;

/// The words, with what is said of each. After the last two a list in brackets may follow; a bracket
/// after another one opens the arguments of a call.
const WORDS: &[(&str, Words, bool)] = &[
    ("startsWith", Words::NoStartsWithWord, false),
    ("beginsWith", Words::NoStartsWithWord, false),
    ("sw", Words::NoStartsWithWord, false),
    ("endsWith", Words::NoEndsWithWord, false),
    ("ew", Words::NoEndsWithWord, false),
    ("contains", Words::NoContainsWord, false),
    ("co", Words::NoContainsWord, false),
    ("like", Words::NoLikeWord, false),
    ("match", Words::NoLikeWord, false),
    ("matches", Words::NoLikeWord, false),
    ("in", Words::NoInWord, true),
    ("notIn", Words::NoInWord, true),
];

impl Parser<'_> {
    /// Takes such a word with all that belongs to it, and says what to write in its place.
    pub(super) fn foreign_word(&mut self) {
        let word = |at: usize| match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Name(name)) => Some(name.as_str()),
            _ => None,
        };
        let is_negated = word(self.next).is_some_and(|word| word.eq_ignore_ascii_case("not"));
        let at = self.next + usize::from(is_negated);
        let Some(written) = word(at) else { return };
        let known = WORDS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(written));
        let Some((_, words, takes_list)) = known else { return };
        let is_between = self.tokens.get(at + 1).is_some_and(|next| match next.kind {
            TokenKind::Open => *takes_list,
            ref kind => kind.starts_operand(),
        });
        if !is_between {
            return;
        }
        let message = words.with("written", written);
        let start = self.position();
        self.next = at + 1;
        self.skip_balanced();
        self.report(Diagnostic::error(start..self.previous_end(), message));
    }
}
