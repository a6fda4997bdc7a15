//! Names of one organisation level that look like two spellings of the same name.
//!
//! What counts as similar is our choice: the same letters and digits ("IT", "I.T.", "it "), or one
//! slip of the keyboard in a name of at least seven letters ("Enginering").

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use footbridge_workers::Cancelled;

use crate::organisation::slips::slips;
use crate::work::Work;

/// Two names, by their place in the list that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SimilarNames {
    /// The name that more people have.
    pub(crate) common: usize,
    /// The name that is probably the slip.
    pub(crate) rare: usize,
}

/// Returns the pairs of similar names among `names`, each with the number of its people. What it takes grows with the
/// letters of all of them together.
pub(crate) fn similar_names(
    names: &[(&str, u32)],
    work: &mut Work<'_>,
) -> Result<Vec<SimilarNames>, Cancelled> {
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
        let key = key(name, work)?;
        if key.is_empty() {
            continue;
        }
        match by_key.get(&key) {
            Some(common) => found.push(SimilarNames { common: *common, rare: index }),
            None => {
                by_key.insert(key.clone(), index);
                keys.push((key, index));
            }
        }
    }
    drop(by_key);
    let keys_alone: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
    let of_place = |place: usize| keys.get(place).map(|(_, index)| *index);
    for (rare, common) in slips(&keys_alone, work)?.into_iter().enumerate() {
        if let (Some(common), Some(rare)) = (common.and_then(of_place), of_place(rare)) {
            let name = |index: usize| names.get(index).map_or("", |(name, _)| *name);
            if differ_on_purpose(name(common), name(rare)) {
                continue;
            }
            found.push(SimilarNames { common, rare });
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// The forms of companies: "Nordvik AS" and "Nordvik AB" are two. A stroke is part of a form, since an
/// A/S is Danish and an AS Norwegian; dots are not.
const LEGAL_FORMS: [&str; 46] = [
    "as", "a/s", "asa", "ab", "aps", "ans", "da", "ks", "k/s", "i/s", "p/s", "oy", "oyj", "gmbh",
    "ag", "kg", "ug", "ohg", "se", "sa", "sas", "sarl", "bv", "nv", "ltd", "limited", "plc", "llp",
    "llc", "inc", "corp", "sro", "zoo", "oo", "spa", "srl", "sl", "kft", "zrt", "doo", "dd", "aş",
    "ltda", "pty", "oü", "hf",
];

/// A name longer than this is no name of a company with its form; its parts are not looked at.
const LONGEST_WITH_PARTS: usize = 256;

/// Returns whether two names differ in a part that is never a slip: a legal form, a single letter, a code
/// of capitals or anything with a digit.
fn differ_on_purpose(one: &str, other: &str) -> bool {
    if one.len() > LONGEST_WITH_PARTS || other.len() > LONGEST_WITH_PARTS {
        return false;
    }
    let (one, other) = (parts(one), parts(other));
    let is_fixed = |part: &String| {
        let letters = part.chars().count();
        letters == 1
            || part.chars().any(char::is_numeric)
            || (letters <= 4 && part.chars().all(char::is_uppercase))
            || LEGAL_FORMS.contains(&part.to_lowercase().as_str())
    };
    let lacks = |parts: &[String], part: &str| {
        let part = part.to_lowercase();
        !parts.iter().any(|it| it.to_lowercase() == part)
    };
    one.iter().any(|part| is_fixed(part) && lacks(&other, part))
        || other.iter().any(|part| is_fixed(part) && lacks(&one, part))
}

/// Returns the words of a name. "A/S" and "s.r.o." are one each.
fn parts(name: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for word in name.split_whitespace() {
        if let Some(form) = form_with_stroke(word) {
            parts.push(form);
            continue;
        }
        let word = word.replace(['.', '/'], "");
        let letters = word.split(|letter: char| !letter.is_alphanumeric());
        parts.extend(letters.filter(|part| !part.is_empty()).map(str::to_owned));
    }
    parts
}

/// Returns a form such as "A/S" without what else stands around it.
fn form_with_stroke(word: &str) -> Option<String> {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let form = Some(word.replace('.', "")).filter(|form| form.contains('/'))?;
    LEGAL_FORMS.contains(&form.to_lowercase().as_str()).then_some(form)
}

/// How many bytes of a name are read between two steps of work.
const PIECE: usize = 1 << 14;

/// Returns the letters and digits in lower case, and what makes "A/S" another form than "AS"; "&" is
/// "and". An accent of its own is part of its letter, and full-width letters are letters (Unicode's
/// compatibility composition).
fn key(name: &str, work: &mut Work<'_>) -> Result<String, Cancelled> {
    let mut key = String::new();
    if name.len() <= LONGEST_WITH_PARTS && name.contains('/') {
        key.extend(name.split_whitespace().filter_map(form_with_stroke));
        key.make_ascii_lowercase();
    }
    let name: Cow<'_, str> =
        if name.contains('&') { name.replace('&', "and").into() } else { name.into() };
    if name.is_ascii() {
        for piece in name.as_bytes().chunks(PIECE) {
            work.take(piece.len())?;
            let letters = piece.iter().filter(|byte| byte.is_ascii_alphanumeric());
            key.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
        }
        return Ok(key);
    }
    let mut letters = name.nfkc().filter(|letter| letter.is_alphanumeric());
    loop {
        let before = key.len();
        // Composing a letter takes longer than looking at it.
        work.take(PIECE * 4)?;
        key.extend(letters.by_ref().take(PIECE).flat_map(char::to_lowercase));
        if key.len() == before {
            return Ok(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::work::{counted, to_the_end};

    fn pairs(names: &[(&str, u32)]) -> Vec<(String, String)> {
        let pairs = to_the_end(|work| similar_names(names, work));
        let name = |place: usize| names[place].0.to_owned();
        pairs.into_iter().map(|pair| (name(pair.common), name(pair.rare))).collect()
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
            (&[("Nordvik Energi AS", 4), ("Nordvik Energi AB", 4)], vec![], "two companies"),
            (&[("Nordvik A/S", 4), ("Nordvik AB", 4)], vec![], "a form with a stroke"),
            (&[("Nordvik AS", 4), ("Nordvik ASA", 1)], vec![], "a form with a letter more"),
            (&[("Novak s.r.o.", 4), ("Novak s.r.l.", 1)], vec![], "forms with dots"),
            (&[("Nordvik A/S", 4), ("Nordvik AS", 4)], vec![], "one is Danish, one Norwegian"),
            (
                &[("NORDVIK A/S", 4), ("Nordvik a/s", 1)],
                both("NORDVIK A/S", "Nordvik a/s"),
                "one form",
            ),
            (&[("Nordvik AS", 4), ("Nordvik A.S.", 1)], both("Nordvik AS", "Nordvik A.S."), "dots"),
            (&[("Nordvik K/S", 4), ("Nordvik I/S", 4)], vec![], "two forms with a stroke"),
            (&[("R/D", 4), ("RD", 1)], both("R/D", "RD"), "a stroke that makes no form"),
            (&[("Nordvik A/S, Oslo", 4), ("Nordvik AS, Oslo", 4)], vec![], "within a name"),
            (&[("Nordvik GmbH", 4), ("Nordvik AG", 4)], vec![], "two German ones"),
            (&[("Kowalski Sp. z o.o.", 4), ("Kowalski S.A.", 4)], vec![], "two Polish ones"),
            (&[("Yılmaz A.Ş.", 4), ("Yılmaz Ltd", 4)], vec![], "two Turkish ones"),
            (&[("Delhaize SARL", 4), ("Delhaize SAS", 4)], vec![], "two French ones"),
            (&[("Nordvik Energi BV", 4), ("Nordvik Energi NV", 4)], vec![], "two Dutch ones"),
            (&[("Nordvik Energi Oy", 4), ("Nordvik Energi Oyj", 4)], vec![], "two Finnish ones"),
            (&[("Nordvik Group LLC", 4), ("Nordvik Group LLP", 4)], vec![], "partners"),
            (&[("Cost centre 4711", 4), ("Cost centre 4712", 1)], vec![], "numbers"),
            (&[("Plant K12", 4), ("Plant K13", 1)], vec![], "codes with digits"),
            (&[("Nordvik", 4), ("Nordvik B", 1)], vec![], "a single letter"),
            (&[("Building A", 4), ("Building B", 4)], vec![], "two single letters"),
            (&[("Station OSL", 4), ("Station OSX", 4)], vec![], "codes"),
            (
                &[("Nordvik Energi AS", 4), ("Nordvik Enrgi AS", 1)],
                both("Nordvik Energi AS", "Nordvik Enrgi AS"),
                "a slip beside a form",
            ),
        ] {
            assert_eq!(pairs(names), expected, "{reason}");
        }
    }

    #[test]
    fn work_grows_with_the_names_and_no_faster() {
        const BASE: &str = "a department of some things";
        type Names = fn(usize) -> Vec<String>;
        let cases: &[(&str, Names)] = &[
            ("one long name", |n| vec!["x".repeat(n)]),
            ("two long names that hardly differ", |n| {
                vec![format!("{}abc", "x".repeat(n / 2)), format!("{}cba", "x".repeat(n / 2))]
            }),
            ("a long name of other letters", |n| vec!["Å & ｂ".repeat(n / 8)]),
            ("twenty long names", |n| {
                (0..20).map(|it| format!("{}{it}", "name".repeat(n / 80))).collect()
            }),
            ("a hundred long names", |n| {
                (0..100).map(|it| format!("{}{it}", "name".repeat(n / 400))).collect()
            }),
            ("many names that all differ by one letter", |n| {
                let letters = (0..n / 32).map(|it| char::from_u32(0x4E00 + it as u32).unwrap());
                letters.map(|letter| format!("department {letter}")).collect()
            }),
            ("many names with a letter too many", |n| {
                let name = |it: usize| {
                    let letter = char::from_u32(0x4E00 + (it / 20) as u32).unwrap();
                    let (before, after) = BASE.split_at(it % 20);
                    format!("{before}{letter}{after}")
                };
                (0..n / 32).map(name).collect()
            }),
        ];
        for (reason, names) in cases {
            let work = [1, 2, 4].map(|times| {
                let names = names(times << 17);
                let names: Vec<(&str, u32)> = names.iter().map(|name| (name.as_str(), 1)).collect();
                counted(|work| similar_names(&names, work)) as f64
            });
            let [one, two, four] = work;
            assert!(two <= one * 2.2 && four <= two * 2.2, "{reason}: {work:?}");
        }
    }

    #[test]
    fn it_is_given_up_in_the_middle_of_a_name() {
        let (long, other) = ("x".repeat(50 << 20), "å".repeat(20 << 20));
        for (name, reason) in [(&long, "of letters"), (&other, "of other letters")] {
            let mut calls = 0;
            let stop = &mut || {
                calls += 1;
                if calls == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let names = [(name.as_str(), 1)];
            assert_eq!(similar_names(&names, &mut Work::new(stop)), Err(Cancelled), "{reason}");
            assert_eq!(calls, 3, "{reason}: at once");
        }
    }
}
