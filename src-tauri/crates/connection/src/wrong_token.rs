//! The wrong token that a server must refuse: at random, and of the shape of the right one.
//!
//! A server may keep what it refuses. So nothing of the right token is in it but the places of its
//! separators, and a server that takes the shape apart finds the same parts.

use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use footbridge_secret::KnownSecrets;
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Each spelling of base64.
const SPELLINGS: [&GeneralPurpose; 4] = [&STANDARD, &URL_SAFE, &STANDARD_NO_PAD, &URL_SAFE_NO_PAD];

/// What stands for a character of a token that has neither letters nor digits.
const SIGNS: [char; 8] = ['!', '#', '$', '*', '+', '-', '_', '~'];

/// So often chance may come too near.
const DRAWS: usize = 100;

/// Returns another token of the same shape: as long, with letters, digits and separators where the
/// right one has them, or where the pair has them that the right one encodes. A JWT keeps its three
/// parts, and says nothing: its fields alone would tell half of many a token.
pub(crate) fn wrong(token: &SecretString) -> SecretString {
    // EXPOSE: its shape is copied, and nothing else.
    let right = token.expose_secret();
    let known = KnownSecrets::new([token]);
    let mut random = Random::default();
    let mut draws = (0..DRAWS).map(|draw| {
        // A pair with many signs in a row has pieces that no chance can change.
        let pair = if draw < DRAWS / 2 { random.like_pair(right) } else { None };
        pair.unwrap_or_else(|| random.like_text(right))
    });
    let other = draws.find(|other| other != right && known.mask(other) == *other);
    SecretString::from(other.unwrap_or_else(|| Uuid::new_v4().to_string()))
}

/// Bytes at random, from the library that makes GUIDs so.
#[derive(Default)]
struct Random(Vec<u8>);

impl Random {
    fn byte(&mut self) -> u8 {
        if self.0.is_empty() {
            // The two bytes that a GUID gives its version and variant in are none at random.
            let bytes = Uuid::new_v4().into_bytes();
            let at_random = bytes.iter().enumerate().filter(|(place, _)| !matches!(place, 6 | 8));
            self.0.extend(at_random.map(|(_, byte)| *byte));
        }
        self.0.pop().unwrap_or_default()
    }

    /// Returns a number below `count`, each as likely as any other.
    fn below(&mut self, count: u8) -> u8 {
        let count = count.max(1);
        loop {
            let byte = self.byte();
            if byte < u8::MAX - u8::MAX % count {
                return byte % count;
            }
        }
    }

    fn like_pair(&mut self, token: &str) -> Option<String> {
        let (pair, spelling) = decoded(token).filter(|(pair, _)| pair.contains(':'))?;
        Some(spelling.encode(self.like_text(&pair)))
    }

    fn like_text(&mut self, text: &str) -> String {
        if !text.contains(char::is_alphanumeric) {
            let count = u8::try_from(SIGNS.len()).unwrap_or(1);
            let mut sign = || SIGNS.get(usize::from(self.below(count))).copied().unwrap_or('!');
            return text.chars().map(|_| sign()).collect();
        }
        let mut letters = text.chars().filter(|letter| letter.is_alphanumeric());
        let is_hex = letters.all(|letter| letter.is_ascii_hexdigit());
        text.chars().map(|letter| self.like_letter(letter, if is_hex { 6 } else { 26 })).collect()
    }

    /// Another letter or digit of the same kind and as many bytes, among the first `count` of the
    /// alphabet; any other character stays.
    fn like_letter(&mut self, letter: char, count: u8) -> char {
        match letter {
            '0'..='9' => char::from(b'0' + self.below(10)),
            'a'..='z' => char::from(b'a' + self.below(count)),
            'A'..='Z' => char::from(b'A' + self.below(count)),
            _ if letter.is_ascii() || !letter.is_alphanumeric() => letter,
            _ => {
                // From Latin-1, Chinese and Chinese beyond the first 65,536 characters.
                let first = match letter.len_utf8() {
                    2 => 0xe0,
                    3 => 0x4e00,
                    _ => 0x2_0000,
                };
                char::from_u32(first + u32::from(self.below(20))).unwrap_or(letter)
            }
        }
    }
}

/// Returns what base64 stands for, when that is text, and how it was spelt.
fn decoded(text: &str) -> Option<(Zeroizing<String>, &'static GeneralPurpose)> {
    SPELLINGS.into_iter().find_map(|spelling| {
        let bytes = Zeroizing::new(spelling.decode(text).ok()?);
        let text = std::str::from_utf8(&bytes).ok()?;
        Some((Zeroizing::new(text.to_owned()), spelling))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong_of(token: &str) -> String {
        wrong(&SecretString::from(token)).expose_secret().to_owned()
    }

    fn encoded(text: &str) -> String {
        STANDARD.encode(text)
    }

    /// Tokens of each shape.
    fn tokens() -> Vec<String> {
        let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
        let header = part(r#"{"alg":"HS256","typ":"JWT","kid":"a\"b-2026"}"#);
        let claims =
            part(r#"{"sub":"tenant-7f3a91c2","exp":1798790400,"adm":true,"x":[0.5,null]}"#);
        vec![
            "Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt1Rf5".to_owned(),
            "sk_live_4eC39HqLyjWDarjtT1zdp7dc".to_owned(),
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b".to_owned(),
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301".to_owned(),
            encoded("canary-key-7f3a:canary-secret-91c2"),
            encoded("canary-key-7f3a:canary-secret-91c").trim_end_matches('=').to_owned(),
            URL_SAFE.encode("k3y???:s3cret>>>value-77"),
            encoded("nøkkel-æøåæøåæø42:hemmelig-ДЖЯЮЭ-東京タワー東京"),
            format!("{header}.{claims}.c2lnbmF0dXJlLXNpZ25hdHVyZQ"),
            "department-sync-8f3kq0vx7m2p".to_owned(),
        ]
    }

    #[test]
    fn wrong_token_has_the_shape_of_the_right_one() {
        let kind = |letter: char| match letter {
            '0'..='9' => '0',
            'a'..='z' => 'a',
            'A'..='Z' => 'A',
            other => other,
        };
        let shape = |text: &str| text.chars().map(kind).collect::<String>();
        let pair = |token: &str| decoded(token).map(|(pair, _)| pair.to_string());
        for token in tokens() {
            for _ in 0..10 {
                let wrong = wrong_of(&token);
                assert_eq!(wrong.len(), token.len(), "{token}: as long as {wrong}");
                assert!(wrong.is_ascii(), "{token}: as good a header as {wrong}");
                match pair(&token) {
                    Some(right) if right.is_ascii() => {
                        assert_eq!(shape(&pair(&wrong).unwrap()), shape(&right), "{token}: a pair");
                    }
                    Some(right) => {
                        let colon = |pair: &str| pair.chars().position(|letter| letter == ':');
                        assert_eq!(colon(&pair(&wrong).unwrap()), colon(&right), "{token}: a pair");
                    }
                    None => assert_eq!(shape(&wrong), shape(&token), "{token}: its kinds"),
                }
            }
        }
    }

    #[test]
    fn wrong_token_holds_no_piece_of_the_right_one() {
        for token in tokens() {
            let known = KnownSecrets::new([&SecretString::from(token.as_str())]);
            for _ in 0..20 {
                let wrong = wrong_of(&token);
                assert!(!known.found_in(&wrong), "{token}: {wrong}");
                assert_eq!(known.mask(&wrong), wrong, "{token}: not even of words");
            }
        }
    }

    #[test]
    fn places_agree_by_chance_alone() {
        const RUNS: usize = 60;
        for token in tokens() {
            // Base64 of text is less at random than text: half its places have few letters.
            let text =
                |token: &str| decoded(token).map_or(token.to_owned(), |(text, _)| text.to_string());
            let right: Vec<char> = text(&token).chars().collect();
            let mut agreeing = vec![0; right.len()];
            for _ in 0..RUNS {
                let wrong: Vec<char> = text(&wrong_of(&token)).chars().collect();
                for (count, (one, other)) in agreeing.iter_mut().zip(right.iter().zip(&wrong)) {
                    *count += usize::from(one == other);
                }
            }
            for (letter, count) in right.iter().zip(agreeing) {
                // One digit of ten or one letter of six, and three times that by bad luck.
                let separates = !letter.is_alphanumeric();
                assert!(separates || count < RUNS / 2, "{token}: {letter} came back {count} times");
            }
        }
    }

    #[test]
    fn wrong_token_is_never_the_right_one() {
        for token in ["a", "-", "A", "7", "ab=", "--", "z.z.____", "=", "ø", "½", "🙂", "", "aa:bb"]
        {
            for _ in 0..20 {
                assert_ne!(wrong_of(token), token, "{token}");
            }
        }
    }
}
