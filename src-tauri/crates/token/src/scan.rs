//! A pasted value by itself: what does not belong to it, and what it is when it is no token.

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::characters::{Class, class, trimmed};
use crate::input::TokenField;
use crate::problem::ProblemKind;

/// One field without what was cut from its ends, and what is wrong with it by itself.
pub(crate) struct Value {
    pub(crate) field: TokenField,
    pub(crate) text: Zeroizing<String>,
    /// Whether anything was pasted, even if only blanks.
    pub(crate) touched: bool,
    pub(crate) kinds: Vec<ProblemKind>,
}

impl Value {
    pub(crate) fn given(&self) -> bool {
        !self.text.is_empty()
    }
}

/// Cuts the ends of a pasted value and looks at each of its characters.
pub(crate) fn scan(field: TokenField, secret: &SecretString) -> Value {
    // EXPOSE: the checks read each character; what is reported are positions and classes.
    let pasted = secret.expose_secret();
    let mut kinds = Vec::new();
    let cut = pasted.trim_matches(trimmed);
    if cut.len() != pasted.len() {
        let around = pasted.chars().take_while(|one| trimmed(*one));
        let mut around = around.chain(pasted.chars().rev().take_while(|one| trimmed(*one)));
        kinds.push(match around.find(|one| class(*one) == Class::Invisible) {
            Some(one) if !cut.is_empty() => ProblemKind::InvisibleAround(one),
            _ => ProblemKind::WhiteSpaceAround,
        });
    }
    let (text, peeled) = peeled(cut, field);
    kinds.extend(peeled);
    if text.is_empty() {
        kinds.clear();
    }
    if let Some(kind) = something_else(text) {
        return Value {
            field,
            text: Zeroizing::new(text.to_owned()),
            touched: true,
            kinds: vec![kind],
        };
    }
    let mut seen = [false; 5];
    for (index, character) in text.chars().enumerate() {
        let at = index + 1;
        let (slot, kind) = match class(character) {
            Class::Plain => continue,
            Class::Blank => (0, ProblemKind::WhiteSpaceInside(at)),
            Class::LineBreak => (1, ProblemKind::LineBreakInside(index)),
            Class::Invisible => (2, ProblemKind::InvisibleInside(character, at)),
            Class::Control => (3, ProblemKind::ControlCharacter(character, at)),
            Class::NotAscii => (4, ProblemKind::NotAscii(character, at)),
        };
        // The first of each kind is enough to find the place.
        if let Some(first) = seen.get_mut(slot).filter(|seen| !**seen) {
            *first = true;
            kinds.push(kind);
        }
    }
    Value { field, text: Zeroizing::new(text.to_owned()), touched: !pasted.is_empty(), kinds }
}

/// Takes off what people copy along with a value, one after the other, and says what it was.
fn peeled(text: &str, field: TokenField) -> (&str, Vec<ProblemKind>) {
    let (mut text, mut kinds) = (text, Vec::new());
    loop {
        let without: [(&str, ProblemKind); 3] = [
            (without_quotes(text), ProblemKind::QuotesAround),
            (without_bearer(text), ProblemKind::BearerPrefix),
            (without_label(text, field), ProblemKind::LabelInFront),
        ];
        let Some((rest, kind)) = without.into_iter().find(|(rest, _)| rest.len() != text.len())
        else {
            return (text, kinds);
        };
        text = rest;
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
}

fn without_quotes(text: &str) -> &str {
    const PAIRS: [(char, char); 7] =
        [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»')];
    let inner = |(open, close): &(char, char)| text.strip_prefix(*open)?.strip_suffix(*close);
    PAIRS.iter().find_map(inner).map_or(text, |inner| inner.trim_matches(trimmed))
}

/// Returns `text` without a word for a token and a colon or equals sign in front. A key and secret
/// have their own labels, and a colon of their own.
fn without_label(text: &str, field: TokenField) -> &str {
    const LABELS: [&str; 9] = [
        "token",
        "secret token",
        "secret_token",
        "secrettoken",
        "access_token",
        "bearer token",
        "bearer_token",
        "api token",
        "api_token",
    ];
    let label = text.split_once([':', '=']).filter(|_| field == TokenField::Token);
    label
        .filter(|(label, _)| LABELS.iter().any(|known| label.trim().eq_ignore_ascii_case(known)))
        .map_or(text, |(_, rest)| rest.trim_matches(trimmed))
}

/// Returns what a value is that is none: a stand-in, a mask, an address.
fn something_else(text: &str) -> Option<ProblemKind> {
    let is_dot = |c: char| matches!(c, '•' | '●' | '∙' | '·' | '*' | '…' | '.');
    if text.chars().count() > 3 && text.chars().all(is_dot) {
        return Some(ProblemKind::Mask);
    }
    let brackets = [('<', '>'), ('{', '}'), ('[', ']')];
    let inner = |(open, close): &(char, char)| text.strip_prefix(*open)?.strip_suffix(*close);
    let is_word = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '_' | '.' | '\'');
    if brackets.iter().find_map(inner).is_some_and(|inner| inner.chars().all(is_word)) {
        return Some(ProblemKind::Placeholder);
    }
    let is_address = ["https://", "http://"].iter().any(|it| strip_word(text, it).is_some());
    is_address.then_some(ProblemKind::WebAddress)
}

/// Returns `text` without a leading `Bearer` or `Authorization: Bearer`, in any case of letters.
fn without_bearer(text: &str) -> &str {
    let after_header = strip_word(text, "authorization:").unwrap_or(text).trim_start();
    match strip_word(after_header, "bearer") {
        Some(rest) if rest.is_empty() || rest.starts_with(trimmed) => {
            rest.trim_start_matches(trimmed)
        }
        _ => text,
    }
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    start.eq_ignore_ascii_case(word).then_some(rest)
}
