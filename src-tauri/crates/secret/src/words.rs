//! Which letters of a secret could as well be part of ordinary words.

use std::collections::BTreeMap;

use crate::letters::folded;

/// What a letter or digit tells of the text that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is part of what reads like a word.
    Word,
    /// It stands among letters of one case that are no word.
    Letter,
    /// It changes the case where no word begins.
    Case,
    /// It is a digit.
    Digit,
}

impl Mark {
    /// How much a letter tells. Those of a word can mostly be guessed from each other.
    pub(crate) fn weight(self) -> usize {
        if self == Mark::Word { 1 } else { 3 }
    }
}

/// Returns how much the letters of `text` tell together.
pub(crate) fn weight(text: &str) -> usize {
    marks(text).into_values().map(Mark::weight).sum()
}

/// Between digits, so few letters are no word.
const SHORT: usize = 6;

/// Marks each letter and digit of `text`, by the byte that it begins at.
pub(crate) fn marks(text: &str) -> BTreeMap<usize, Mark> {
    let mut marks = BTreeMap::new();
    let mut run: Vec<(usize, char)> = Vec::new();
    let mut after_digit = false;
    // A sign at the end closes the last run.
    for (place, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_alphabetic() {
            run.push((place, letter));
            continue;
        }
        let between_digits = after_digit && letter.is_numeric();
        if between_digits && run.len() <= SHORT {
            marks.extend(run.drain(..).map(|(place, _)| (place, Mark::Letter)));
        }
        mark_run(&run, &mut marks);
        run.clear();
        after_digit = letter.is_numeric();
        if after_digit {
            marks.insert(place, Mark::Digit);
        }
    }
    marks
}

/// Whether `text` is nothing but one word.
pub(crate) fn is_word(text: &str) -> bool {
    let marks = marks(text);
    let one_case = !marks.values().any(|mark| matches!(mark, Mark::Case | Mark::Digit));
    one_case && !text.is_empty() && text.chars().all(char::is_alphabetic)
}

/// Splits letters in a row where a word begins, as `URLShortener` does twice, and marks each part.
fn mark_run(run: &[(usize, char)], marks: &mut BTreeMap<usize, Mark>) {
    let upper = |index: usize| run.get(index).is_some_and(|(_, letter)| letter.is_uppercase());
    let lower = |index: usize| run.get(index).is_some_and(|(_, letter)| letter.is_lowercase());
    let begins =
        |index: usize| upper(index) && (lower(index - 1) || (upper(index - 1) && lower(index + 1)));
    let mut parts: Vec<&[(usize, char)]> = Vec::new();
    let mut start = 0;
    for end in (1..=run.len()).filter(|end| *end == run.len() || begins(*end)) {
        parts.extend(run.get(start..end));
        start = end;
    }
    let is_short = |index: usize| parts.get(index).is_some_and(|part| part.len() < 3);
    for (index, part) in parts.iter().enumerate() {
        // `Id` between two words is one; two such parts in a row are chance.
        let among_short = index.checked_sub(1).is_some_and(is_short) || is_short(index + 1);
        let mark = match part.len() {
            1 if parts.len() > 1 => Mark::Case,
            2 if among_short => Mark::Case,
            _ if is_wordlike(part) => Mark::Word,
            _ => Mark::Letter,
        };
        marks.extend(part.iter().map(|(place, _)| (*place, mark)));
    }
}

/// Whether it could be said: a fifth vowels. Other alphabets than ours count as vowels.
fn is_wordlike(part: &[(usize, char)]) -> bool {
    let is_vowel = |letter: char| {
        let mut vowel = false;
        folded(letter, |plain| vowel |= "aeiouy".contains(plain) || !plain.is_ascii());
        vowel
    };
    let vowels = part.iter().filter(|(_, letter)| is_vowel(*letter)).count();
    part.len() >= 4 && vowels * 5 >= part.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_marked_by_what_they_tell() {
        let cases = [
            ("department-sync", "wwwwwwwwwwwwww", "words"),
            ("SecurePractice", "wwwwwwwwwwwwww", "words joined"),
            ("URLShortener", "lllwwwwwwwww", "with an abbreviation"),
            ("blåbærgrød", "wwwwwwwwww", "in Norwegian"),
            ("ИванИванович", "wwwwwwwwwwww", "in another alphabet"),
            ("c4n4ry", "ldldll", "digits between"),
            ("office365", "wwwwwwddd", "a word and a number"),
            ("a7office3", "ldlllllld", "letters between digits"),
            ("TenantIdSync", "wwwwwwllwwww", "with a short word"),
            ("aBcDxYz", "ccccccc", "cases at random"),
            ("kqzwrtp", "lllllll", "no word"),
            ("ab-cd", "llll", "too short to tell"),
        ];
        for (text, expected, why) in cases {
            let found: String = marks(text)
                .values()
                .map(|mark| match mark {
                    Mark::Word => 'w',
                    Mark::Letter => 'l',
                    Mark::Case => 'c',
                    Mark::Digit => 'd',
                })
                .collect();
            assert_eq!(found, expected, "{why}: {text}");
        }
    }

    #[test]
    fn one_word_is_letters_of_a_word() {
        for word in ["admin", "Secret", "TOKEN", "blåbær"] {
            assert!(is_word(word), "{word}");
        }
        for other in ["", "admin2", "scim-user", "aBcD", "two words"] {
            assert!(!is_word(other), "{other}");
        }
    }
}
