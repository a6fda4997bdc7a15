//! Whether one name could be taken for another.
//!
//! A name is compared by what it looks like: by Unicode's table of confusable letters (UTS #39), in
//! small letters, without accents, blanks and punctuation, and with digits read as the letters that
//! they stand for. How many slips are still alike is our choice.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

/// How many letters of a name are looked at: more than anybody reads.
const MOST_LETTERS: usize = 500;

/// What a name looks like, word by word.
struct Look(Vec<String>);

impl Look {
    fn of(name: &str) -> Self {
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '@' | '$');
        let mut left = MOST_LETTERS;
        let mut words = vec![String::new()];
        for character in name.nfkc() {
            match words.last_mut() {
                Some(word) if is_letter(character) => {
                    left -= 1;
                    word.push(character);
                }
                Some(word) if !word.is_empty() => words.push(String::new()),
                _ => {}
            }
            if left == 0 {
                break;
            }
        }
        let words = words.iter().map(|word| look_of_word(word));
        Look(words.filter(|word| !word.is_empty()).collect())
    }

    fn whole(&self) -> String {
        self.0.concat()
    }

    /// Returns the words that follow each other, joined, up to `longest` characters each.
    fn runs(&self, longest: usize) -> impl Iterator<Item = String> {
        let rests = (0..self.0.len()).filter_map(|start| self.0.get(start..));
        rests.flat_map(move |rest| {
            let joined = rest.iter().scan(String::new(), |run, word| {
                run.push_str(word);
                Some(run.clone())
            });
            joined.take_while(move |run| run.chars().count() <= longest)
        })
    }
}

fn look_of_word(word: &str) -> String {
    skeleton(word).flat_map(char::to_lowercase).filter_map(plain).collect()
}

/// Returns the letter that a small letter or digit of a skeleton may stand for; an `i` and an `l`
/// are one. Accents, which a skeleton keeps as characters of their own, are nothing.
fn plain(character: char) -> Option<char> {
    let letter = match character {
        '0' => 'o',
        '1' | 'i' | '\u{131}' => 'l',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    letter.is_alphanumeric().then_some(letter)
}

/// Whether two names look the same to somebody who does not compare letter by letter.
pub(crate) fn same(one: &str, other: &str) -> bool {
    Look::of(one).whole() == Look::of(other).whole()
}

/// Whether `name` could be taken for `known`: it looks the same, holds it, or is a slip or two away.
pub(crate) fn resembles(name: &str, known: &str) -> bool {
    let (name, known) = (Look::of(name), Look::of(known).whole());
    let length = known.chars().count();
    // A slip in a short word makes another word: `safe`, `save`, `sage`.
    let slips = match length {
        ..5 => 0,
        5..8 => 1,
        _ => 2,
    };
    let near =
        |run: String| once(&run) == once(&known) || strsim::osa_distance(&run, &known) <= slips;
    // Short words are part of many others: `safeguard`.
    let holds = length >= 7 && name.whole().contains(&known);
    length > 0 && (holds || name.runs(2 * length).any(near))
}

/// Returns a word with each letter that is doubled once.
fn once(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_look_is_recognised_in_every_spelling() {
        let cases = [
            ("secure-practice", "Secure Practice", "case and punctuation"),
            ("secure_practice", "secure-practice", "another joint"),
            ("securepractice", "secure-practice", "none"),
            ("secure-pract1ce", "secure-practice", "1 for i"),
            ("secure-practlce", "secure-practice", "l for i"),
            ("secure-pra\u{441}tice", "secure-practice", "a Cyrillic es"),
            ("\u{405}ecure Pr\u{430}ctice", "secure-practice", "Cyrillic dze and a"),
            ("S\u{391}FE", "safe", "a Greek alpha"),
            ("\u{ff33}\u{ff21}\u{ff26}\u{ff25}", "safe", "full width"),
            ("\u{1d412}\u{1d400}\u{1d405}\u{1d404}", "safe", "mathematical letters"),
            ("S\u{200b}A\u{2060}FE", "safe", "invisible letters"),
            ("5AF3", "safe", "digits for letters"),
            ("S\u{e1}f\u{e9}", "safe", "accents"),
            ("\u{17f}afe", "safe", "a long s"),
            ("0ther", "other", "0 for o"),
        ];
        for (one, other, why) in cases {
            assert!(same(one, other), "{why}: {one}");
        }
        for (one, other) in [("safe", "save"), ("keepnet", "keepnets"), ("other", "another")] {
            assert!(!same(one, other), "{one} is not {other}");
        }
    }

    #[test]
    fn name_of_any_length_is_compared() {
        // As long as a profile file may be, in the ways that could cost the most.
        for part in ["a ", "\u{200b}", "m", "secure "] {
            let long = part.repeat(300_000);
            assert!(!resembles(&long, "secure-practice"), "{part}");
            assert!(resembles(&format!("Secure Practice {long}"), "secure-practice"), "{part}");
        }
        let hidden = format!("{}Secure Practice", "\u{200b} ".repeat(300_000));
        assert!(resembles(&hidden, "secure-practice"), "what is not seen does not count");
    }
}
