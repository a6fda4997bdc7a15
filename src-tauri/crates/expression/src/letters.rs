//! Letters: cases as .NET changes them, and the table of diacritics.
//!
//! .NET maps character by character: `ß` has no capital, and no letter becomes two. Rust's own
//! conversions follow the full Unicode rules and are only asked per character.

mod diacritics;

use std::borrow::Cow;
use std::sync::LazyLock;

use fancy_regex::Regex;

pub(crate) use diacritics::without_diacritics;

/// Whose rules for letter case apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Culture {
    /// No culture's in particular.
    Invariant,
    /// Turkish and Azerbaijani, which tell `i` from `ı`.
    Turkic,
}

impl Culture {
    /// Returns the culture of a name such as `en-US`. Only Turkish and Azerbaijani differ.
    pub(crate) fn named(name: &str) -> Culture {
        match name.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "tr" | "az" => Culture::Turkic,
            _ => Culture::Invariant,
        }
    }
}

fn lower_letter(letter: char, culture: Culture) -> char {
    match (letter, culture) {
        ('I', Culture::Turkic) => 'ı',
        ('İ', Culture::Turkic) => 'i',
        // .NET's invariant culture leaves both of these alone.
        ('İ', Culture::Invariant) => letter,
        _ => single(letter, letter.to_lowercase()),
    }
}

fn upper_letter(letter: char, culture: Culture) -> char {
    match (letter, culture) {
        ('i', Culture::Turkic) => 'İ',
        ('ı', Culture::Invariant) => letter,
        _ => single(letter, letter.to_uppercase()),
    }
}

fn single(letter: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(only), None) => only,
        _ => letter,
    }
}

fn mapped(text: &str, map: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|letter| map(letter) == letter) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(map).collect())
}

/// Returns the text in lower case; borrowed when it is already.
pub(crate) fn lower(text: &str, culture: Culture) -> Cow<'_, str> {
    if culture == Culture::Invariant && text.is_ascii() {
        return match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
    }
    mapped(text, |letter| lower_letter(letter, culture))
}

/// Returns the text in capitals; borrowed when it is already.
pub(crate) fn upper(text: &str, culture: Culture) -> Cow<'_, str> {
    if culture == Culture::Invariant && text.is_ascii() {
        return match text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            true => Cow::Owned(text.to_ascii_uppercase()),
            false => Cow::Borrowed(text),
        };
    }
    mapped(text, |letter| upper_letter(letter, culture))
}

/// The categories at which .NET's `TextInfo.ToTitleCase` ends a word.
static SEPARATORS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\p{Z}\p{Cc}\p{Cf}\p{P}\p{S}]").ok());

fn separates(letter: char) -> bool {
    if letter.is_alphanumeric() {
        return false;
    }
    if letter.is_ascii() {
        return true;
    }
    let mut buffer = [0; 4];
    let text: &str = letter.encode_utf8(&mut buffer);
    SEPARATORS.as_ref().is_some_and(|separators| separators.is_match(text).unwrap_or(false))
}

/// Returns the text with a capital at the start of each word and everything else in lower case.
///
/// With `separators`, words end at exactly these characters. Without, .NET's `ToTitleCase` is
/// followed on the lower-case text: a word starts at a letter, an apostrophe within a word does not
/// end it, and other punctuation, symbols and blanks do.
pub(crate) fn title_case(text: &str, separators: Option<&str>) -> String {
    let mut output = String::with_capacity(text.len());
    let mut in_word = false;
    for letter in text.chars() {
        let (ends, starts) = match separators {
            Some(separators) => (separators.contains(letter), true),
            None if letter == '\'' => (!in_word, false),
            None => (separates(letter), letter.is_alphabetic()),
        };
        if ends {
            in_word = false;
            output.push(letter);
        } else if in_word {
            output.push(lower_letter(letter, Culture::Invariant));
        } else {
            in_word = starts;
            output.push(if starts { upper_letter(letter, Culture::Invariant) } else { letter });
        }
    }
    output
}
