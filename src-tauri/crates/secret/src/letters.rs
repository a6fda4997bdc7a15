//! A text as letters that know where they stand in it, and what is left of them when all that can
//! be changed without being unreadable is taken away.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use zeroize::{DefaultIsZeroes, Zeroizing};

/// A letter, and the bytes of the text that it was read from.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Letter {
    pub(crate) letter: char,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl DefaultIsZeroes for Letter {}

/// Letters that are wiped when they are no longer needed: they may be a secret's.
pub(crate) type Letters = Zeroizing<Vec<Letter>>;

/// Returns every character of `text`.
pub(crate) fn letters(text: &str) -> Letters {
    let mut letters = Zeroizing::new(Vec::with_capacity(text.len()));
    let each = text.char_indices();
    letters.extend(each.map(|(from, letter)| Letter {
        letter,
        from,
        to: from + letter.len_utf8(),
    }));
    letters
}

/// Keeps letters and digits, in small letters and without accents. Blanks, line breaks, invisible
/// characters, separators and marks go, wherever they stand.
pub(crate) fn skeleton(letters: &[Letter]) -> Letters {
    let mut kept = Zeroizing::new(Vec::with_capacity(letters.len() + letters.len() / 8));
    for letter in letters {
        folded(letter.letter, |folded| kept.push(Letter { letter: folded, ..*letter }));
    }
    kept
}

/// Gives the letters that `letter` is told from others by: none, one or two.
pub(crate) fn folded(letter: char, mut give: impl FnMut(char)) {
    if letter.is_ascii() {
        if letter.is_ascii_alphanumeric() {
            give(letter.to_ascii_lowercase());
        }
        return;
    }
    for part in std::iter::once(letter).nfkd() {
        if let Some(plain) = transliterated(part) {
            plain.chars().for_each(&mut give);
            continue;
        }
        // By way of the capital, as Unicode's case folding does: `ſ`, `ς` and `ı` have two forms.
        for part in part.to_uppercase().flat_map(char::to_lowercase) {
            if part.is_alphanumeric() && !is_combining_mark(part) && !is_filler(part) {
                give(part);
            }
        }
    }
}

/// Letters that have no accent to take away, as they are written where they are not known.
fn transliterated(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' | 'Ø' => "o",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// The letters of Hangul that show nothing.
fn is_filler(letter: char) -> bool {
    matches!(letter, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skeleton_of_a_disguised_text_is_that_of_the_plain_one() {
        let cases = [
            ("Ab-12", "ab12", "case and separators"),
            ("a\u{200b}b\u{3164}\u{115f}c\u{fe0f}", "abc", "invisible letters"),
            ("a\r\n  b\tc", "abc", "blanks and line breaks"),
            ("\u{ff21}\u{ff42}\u{1d400}\u{2460}", "aba1", "full-width, mathematical and circled"),
            ("e\u{301}é\u{c5}å", "eeaa", "marks and accents"),
            ("Bjørk ÆØÅ straße", "bjorkaeoastrasse", "letters of the north"),
            ("İıI", "iii", "the Turkish i"),
            ("ДЖ σς", "джσσ", "other alphabets"),
            ("••••!?", "", "nothing"),
        ];
        for (text, expected, why) in cases {
            let found: String = skeleton(&letters(text)).iter().map(|one| one.letter).collect();
            assert_eq!(found, expected, "{why}");
        }
    }

    #[test]
    fn skeleton_of_any_letter_is_among_letters_and_digits() {
        for letter in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            folded(letter, |part| assert!(part.is_alphanumeric(), "{letter:?} gives {part:?}"));
        }
    }
}
