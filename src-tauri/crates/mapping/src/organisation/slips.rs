//! Which of many words differ by one slip of the keyboard: a letter too many, too few or another one,
//! or two letters in the wrong order.
//!
//! Two words of one length that differ in one letter agree without it, and without two letters when
//! these are swapped; a word with a letter too many agrees with the other one without it. So words
//! are compared by what is left of them at each place, as sums of numbers that stand for a letter at
//! its place. What is equal by chance is compared once more.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use footbridge_workers::Cancelled;

use crate::work::Work;

/// Words shorter than this differ by a letter on purpose: "Sales" and "Sale", "East" and "West".
const SHORTEST_MISSPELLING: usize = 7;

/// Of so few words each is compared with each, which takes less than looking at every place.
const FEW: usize = 16;

/// Returns for each word the first one above it that differs by one slip of the keyboard.
pub(super) fn slips(words: &[&str], work: &mut Work<'_>) -> Result<Vec<Option<usize>>, Cancelled> {
    let mut by_length: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, word) in words.iter().enumerate() {
        work.take(word.len() / 16 + 1)?;
        let letters = word.chars().count();
        if letters >= SHORTEST_MISSPELLING {
            by_length.entry(letters).or_default().push(place);
        }
    }
    let mut found = Found { words, first: vec![None; words.len()] };
    for (length, same) in &by_length {
        let shorter = by_length.get(&(length - 1)).map_or(&[][..], Vec::as_slice);
        if same.len() + shorter.len() <= FEW {
            found.compare_each(same, shorter, work)?;
        } else {
            found.compare_places(*length, same, shorter, work)?;
        }
    }
    Ok(found.first)
}

/// What was found so far.
struct Found<'w> {
    words: &'w [&'w str],
    first: Vec<Option<usize>>,
}

impl Found<'_> {
    /// Notes two words that differ by a slip, if they do.
    fn note(&mut self, one: usize, other: usize, work: &mut Work<'_>) -> Result<(), Cancelled> {
        let (above, below) = (one.min(other), one.max(other));
        let is_nearer = self.first.get(below).is_some_and(|it| it.is_none_or(|it| above < it));
        let (Some(a), Some(b)) = (self.words.get(above), self.words.get(below)) else {
            return Ok(());
        };
        if !is_nearer || above == below {
            return Ok(());
        }
        work.take(a.len() / 16 + 1)?;
        if is_slip(a, b)
            && let Some(first) = self.first.get_mut(below)
        {
            *first = Some(above);
        }
        Ok(())
    }

    fn compare_each(
        &mut self,
        same: &[usize],
        shorter: &[usize],
        work: &mut Work<'_>,
    ) -> Result<(), Cancelled> {
        for (at, one) in same.iter().enumerate() {
            for other in same.iter().take(at).chain(shorter) {
                self.note(*one, *other, work)?;
            }
        }
        Ok(())
    }

    /// Compares words of `length` letters with each other, and with words of one letter less.
    fn compare_places(
        &mut self,
        length: usize,
        same: &[usize],
        shorter: &[usize],
        work: &mut Work<'_>,
    ) -> Result<(), Cancelled> {
        let words = self.words;
        let word = |place: &usize| words.get(*place).copied().unwrap_or_default();
        let mut whole_of_shorter: HashMap<u64, usize, FixedState> = HashMap::default();
        for place in shorter {
            work.take(length)?;
            whole_of_shorter.insert(sum(word(place), 0), *place);
        }
        let mut spelt = Vec::with_capacity(same.len());
        for place in same {
            work.take(length)?;
            spelt.push(Spelt::new(word(place), *place));
        }
        let mut without_one: HashMap<u64, usize, FixedState> = HashMap::default();
        let mut without_two: HashMap<u64, usize, FixedState> = HashMap::default();
        for at in 0..length {
            without_one.clear();
            without_two.clear();
            for spelt in &mut spelt {
                work.take(16)?;
                let Some(letter) = spelt.letters.get(at).copied() else { continue };
                let next = spelt.letters.get(at + 1).copied();
                let rest = spelt.whole.wrapping_sub(number(letter, at));
                // "Region 1" and "Region 2" are two regions.
                if !letter.is_ascii_digit() {
                    let first = *without_one.entry(rest).or_insert(spelt.place);
                    self.note(first, spelt.place, work)?;
                    if let Some(shorter) = whole_of_shorter.get(&spelt.without) {
                        self.note(*shorter, spelt.place, work)?;
                    }
                }
                let Some(next) = next else { continue };
                if next != letter && !(next.is_ascii_digit() && letter.is_ascii_digit()) {
                    let pair =
                        number(letter.min(next), at) ^ number(letter.max(next), at).rotate_left(1);
                    let rest = rest.wrapping_sub(number(next, at + 1)).wrapping_add(pair);
                    let first = *without_two.entry(rest).or_insert(spelt.place);
                    self.note(first, spelt.place, work)?;
                }
                spelt.without =
                    spelt.without.wrapping_add(number(letter, at)).wrapping_sub(number(next, at));
            }
        }
        Ok(())
    }
}

/// A word while it is compared place by place.
struct Spelt {
    place: usize,
    letters: Vec<char>,
    /// The sum of all its letters.
    whole: u64,
    /// The sum of what is left without the letter at the present place, the letters behind it one
    /// place further to the left.
    without: u64,
}

impl Spelt {
    fn new(word: &str, place: usize) -> Self {
        let first = word.chars().next().map_or(0, char::len_utf8);
        let without = sum(word.get(first..).unwrap_or_default(), 0);
        Spelt { place, letters: word.chars().collect(), whole: sum(word, 0), without }
    }
}

/// Returns the sum of a word that begins at a place.
fn sum(word: &str, start: usize) -> u64 {
    let letters = word.chars().zip(start..);
    letters.fold(0, |sum, (letter, at)| sum.wrapping_add(number(letter, at)))
}

/// Returns the number of a letter at a place (the finaliser of SplitMix64).
fn number(letter: char, at: usize) -> u64 {
    let mixed = (at as u64).wrapping_shl(21) ^ u64::from(letter);
    let mixed = mixed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Returns whether two different words differ by one slip that is none of digits.
fn is_slip(one: &str, other: &str) -> bool {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let start = (0..=same).rev().find(|at| one.is_char_boundary(*at)).unwrap_or(0);
    let (mut a, mut b) = (
        one.get(start..).unwrap_or_default().chars(),
        other.get(start..).unwrap_or_default().chars(),
    );
    let (whole_a, whole_b) = (a.as_str(), b.as_str());
    let is_word = |letter: Option<char>| letter.is_some_and(|it| !it.is_ascii_digit());
    let (first_a, first_b) = (a.next(), b.next());
    let (less_a, less_b) = (a.as_str(), b.as_str());
    if (is_word(first_a) && is_word(first_b) && less_a == less_b)
        || (is_word(first_a) && less_a == whole_b)
        || (is_word(first_b) && whole_a == less_b)
    {
        return true;
    }
    let (second_a, second_b) = (a.next(), b.next());
    (is_word(first_a) || is_word(first_b))
        && (first_a, second_a) == (second_b, first_b)
        && a.as_str() == b.as_str()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::work::to_the_end;

    fn found(words: &[&str]) -> Vec<Option<usize>> {
        to_the_end(|work| slips(words, work))
    }

    fn digits(word: &str) -> String {
        word.chars().filter(char::is_ascii_digit).collect()
    }

    /// By the definition: one edit, and the same digits.
    fn expected(words: &[&str]) -> Vec<Option<usize>> {
        let long = |word: &str| word.chars().count() >= SHORTEST_MISSPELLING;
        let is_slip = |a: &str, b: &str| {
            long(a) && long(b) && strsim::osa_distance(a, b) == 1 && digits(a) == digits(b)
        };
        let above = |at: usize| (0..at).find(|above| is_slip(words[*above], words[at]));
        (0..words.len()).map(above).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn slips_are_found_as_they_are_defined(
            words in prop::collection::hash_set("[ab1å]{6,9}", 0..60),
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            prop_assert_eq!(found(&words), expected(&words));
        }
    }

    #[test]
    fn slips_are_found_among_many_words() {
        let word = |number: u64| -> String {
            let mut rest = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let letter = |_| {
                let letter = (b'a' + (rest % 26) as u8) as char;
                rest /= 26;
                letter
            };
            (0..12).map(letter).collect()
        };
        let mut words: Vec<String> = (1..=30_000).map(word).collect();
        let mut expected = vec![None; words.len()];
        for number in (1..=30_000).step_by(3000) {
            let mut slip = word(number);
            slip.remove(5);
            words.push(slip);
            expected.push(Some(number as usize - 1));
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(found(&words), expected, "those that were planted");
    }
}
