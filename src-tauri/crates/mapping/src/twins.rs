//! Names of one organisation level that look like two spellings of the same name.
//!
//! What counts as a twin is our choice: the same letters and digits ("IT", "I.T.", "it "), or one
//! slip of the keyboard in a name of at least seven letters ("Enginering").
//! Deliberately absent: renaming anything; the admin decides.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

/// Names shorter than this differ by a letter on purpose: "Sales" and "Sale", "East" and "West".
const SHORTEST_MISSPELLING: usize = 7;

/// Two names, by their place in the list that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Twins {
    /// The name that more people have.
    pub(crate) common: usize,
    /// The name that is probably the slip.
    pub(crate) rare: usize,
}

/// Returns the twins among `names`, each with the number of its people.
pub(crate) fn twins(names: &[(String, u32)]) -> Vec<Twins> {
    let mut found = Vec::new();
    // The same letters and digits.
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut commonest_first: Vec<usize> = (0..names.len()).collect();
    commonest_first.sort_by_key(|index| {
        (std::cmp::Reverse(names.get(*index).map(|(_, count)| *count)), *index)
    });
    let mut keys: Vec<(String, usize)> = Vec::new();
    for index in commonest_first {
        let Some((name, _)) = names.get(index) else { continue };
        let key = key(name);
        if key.is_empty() {
            continue;
        }
        match by_key.get(&key) {
            Some(common) => found.push(Twins { common: *common, rare: index }),
            None => {
                by_key.insert(key.clone(), index);
                keys.push((key, index));
            }
        }
    }
    // One slip: two names that are the same after leaving out one letter each.
    let mut by_shortened: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, (key, rare)) in keys.iter().enumerate() {
        if key.chars().count() < SHORTEST_MISSPELLING {
            continue;
        }
        let mut commons: Vec<usize> = Vec::new();
        for shortened in shortened(key) {
            let known = by_shortened.entry(shortened).or_default();
            commons.extend(known.iter());
            known.push(place);
        }
        commons.sort_unstable();
        let twin = commons.iter().filter_map(|common| keys.get(*common)).find(|(common, _)| {
            strsim::osa_distance(common, key) == 1 && digits(common) == digits(key)
        });
        if let Some((_, common)) = twin {
            found.push(Twins { common: *common, rare: *rare });
        }
    }
    found.sort_unstable();
    found
}

/// Returns the letters and digits in lower case; "&" is "and". An accent of its own is part of its
/// letter, and full-width letters are letters (Unicode's compatibility composition).
fn key(name: &str) -> String {
    name.replace('&', "and")
        .nfkc()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns the key itself and each key with one letter left out.
fn shortened(key: &str) -> Vec<String> {
    let letters: Vec<char> = key.chars().collect();
    let mut all: Vec<String> = (0..letters.len())
        .map(|skipped| {
            letters
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != skipped)
                .map(|(_, letter)| letter)
                .collect()
        })
        .collect();
    all.push(key.to_owned());
    all.sort_unstable();
    all.dedup();
    all
}

/// "Region 1" and "Region 2" are two regions.
fn digits(key: &str) -> String {
    key.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(names: &[(&str, u32)]) -> Vec<(String, String)> {
        let names: Vec<(String, u32)> =
            names.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        twins(&names)
            .into_iter()
            .map(|twins| (names[twins.common].0.clone(), names[twins.rare].0.clone()))
            .collect()
    }

    #[test]
    fn spellings_of_one_name_are_found() {
        let both = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        for (names, expected, reason) in [
            (&[("IT", 8), ("I.T.", 1)][..], both("IT", "I.T."), "dots"),
            (&[("IT ", 1), ("IT", 3)], both("IT", "IT "), "a blank at the end"),
            (&[("sales", 2), ("Sales", 5)], both("Sales", "sales"), "capitals"),
            (&[("R&D", 2), ("R and D", 1)], both("R&D", "R and D"), "and"),
            (&[("Engineering", 9), ("Enginering", 1)], both("Engineering", "Enginering"), "a slip"),
            (&[("Marketing", 1), ("Maketring", 1)], vec![], "two slips"),
            (&[("Sale", 1), ("Sales", 1)], vec![], "too short to say"),
            (&[("Region 10", 4), ("Region 11", 4)], vec![], "numbers are names"),
            (&[("Accounting", 4), ("Acounting", 1)], both("Accounting", "Acounting"), "left out"),
            (&[("Planning", 4), ("Plannign", 1)], both("Planning", "Plannign"), "swapped"),
            (&[("", 4), ("-", 1)], vec![], "no letters"),
            (&[("Café", 4), ("Cafe\u{301}", 1)], both("Café", "Cafe\u{301}"), "an accent apart"),
            (&[("Salg", 4), ("Sålg", 1)], vec![], "another letter, in a short name"),
        ] {
            assert_eq!(pairs(names), expected, "{reason}");
        }
    }
}
