//! Names of one organisation level that look like two spellings of the same name.
//!
//! What counts as a twin is our choice: the same letters and digits ("IT", "I.T.", "it "), or one
//! slip of the keyboard in a name of at least seven letters ("Enginering").
//! Deliberately absent: renaming anything; the admin decides.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash as _, Hasher as _};

use foldhash::quality::FixedState;
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
    let keys_alone: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
    let of_place = |place: usize| keys.get(place).map(|(_, index)| *index);
    for (rare, common) in slips(&keys_alone).into_iter().enumerate() {
        if let (Some(common), Some(rare)) = (common.and_then(of_place), of_place(rare)) {
            found.push(Twins { common, rare });
        }
    }
    found.sort_unstable();
    found
}

/// How many shortened names are compared at a time: all of them at once would take more memory than
/// the reading of a file does.
const COMPARED: usize = 1 << 18;

/// Returns for each key the first one above it that differs by one slip of the keyboard.
///
/// Two such keys are the same after leaving out one letter each, or none. The shortened keys are
/// compared by their hash, a share of all hashes at a time.
fn slips(keys: &[&str]) -> Vec<Option<usize>> {
    let mut first: Vec<Option<usize>> = vec![None; keys.len()];
    let long: Vec<usize> = (0..keys.len())
        .filter(|place| {
            keys.get(*place).is_some_and(|it| it.chars().count() >= SHORTEST_MISSPELLING)
        })
        .collect();
    let letters: usize = long.iter().filter_map(|it| keys.get(*it)).map(|key| key.len() + 1).sum();
    let shares = letters.div_ceil(COMPARED).max(1) as u64;
    let mut shortened: Vec<(u64, usize)> = Vec::new();
    for share in 0..shares {
        shortened.clear();
        for place in &long {
            let key = keys.get(*place).copied().unwrap_or_default();
            let hashes = shortened_hashes(key).into_iter().filter(|hash| hash % shares == share);
            shortened.extend(hashes.map(|hash| (hash, *place)));
        }
        shortened.sort_unstable();
        for same in shortened.chunk_by(|(one, _), (other, _)| one == other) {
            for (at, (_, rare)) in same.iter().enumerate() {
                let Some(found) = first.get_mut(*rare) else { continue };
                let above = same.iter().take(at).map(|(_, common)| *common);
                let mut nearer = above.filter(|it| *it < found.unwrap_or(*rare));
                if let Some(common) = nearer.find(|common| is_slip(keys, *common, *rare)) {
                    *found = Some(common);
                }
            }
        }
    }
    first
}

fn is_slip(keys: &[&str], common: usize, rare: usize) -> bool {
    let (Some(common), Some(rare)) = (keys.get(common), keys.get(rare)) else { return false };
    strsim::osa_distance(common, rare) == 1 && digits(common) == digits(rare)
}

/// Returns the hashes of a key itself and of each key with one letter left out, all with its digits.
fn shortened_hashes(key: &str) -> Vec<u64> {
    let letters: Vec<char> = key.chars().collect();
    let digits = digits(key);
    let mut all: Vec<u64> = (0..=letters.len())
        .map(|skipped| {
            let mut hasher = FixedState::default().build_hasher();
            digits.hash(&mut hasher);
            let kept = letters.iter().enumerate().filter(|(place, _)| *place != skipped);
            kept.for_each(|(_, letter)| letter.hash(&mut hasher));
            hasher.finish()
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    all
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

    #[test]
    fn slips_are_found_among_many_names() {
        let name = |number: u64| -> String {
            let mut rest = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let letter = |_| {
                let letter = (b'a' + (rest % 26) as u8) as char;
                rest /= 26;
                letter
            };
            (0..12).map(letter).collect()
        };
        let mut names: Vec<(String, u32)> = (1..=30_000).map(|it| (name(it), 2)).collect();
        let planted: Vec<u64> = (1..=30_000).step_by(3000).collect();
        for number in &planted {
            let mut slip = name(*number);
            slip.remove(5);
            names.push((slip, 1));
        }
        let letters: usize = names.iter().map(|(name, _)| name.len() + 1).sum();
        assert!(letters > COMPARED, "more than are compared at a time");
        let expected: Vec<Twins> = planted
            .iter()
            .zip(30_000..)
            .map(|(number, rare)| Twins { common: *number as usize - 1, rare })
            .collect();
        assert_eq!(twins(&names), expected, "those that were planted");
    }
}
