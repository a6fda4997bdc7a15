//! The forms in which a secret may come back: encoded, and taken apart.
//!
//! What changes a text without hiding its letters (case, direction, blanks, escapes) is no form of
//! its own: the search sees through it.

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};
use data_encoding::{BASE32, BASE32HEX, HEXLOWER, HEXUPPER};
use zeroize::Zeroizing;

/// A text that is wiped.
pub(crate) type Text = Zeroizing<String>;

/// An encoded secret, and how many of its letters say as much as eight of the secret do.
pub(crate) struct Encoded {
    pub(crate) text: Text,
    pub(crate) piece: usize,
}

const BASE64_PIECE: usize = 12;
const BASE32_PIECE: usize = 13;
const HEX_PIECE: usize = 16;
const DECIMAL_PIECE: usize = 20;

/// A longer secret is not encoded twice: a JWT would become half a million letters.
const TWICE: usize = 512;

/// Returns `secret` in every encoding, and encoded after a change that encoding hides: another case,
/// another direction, URL-encoding, another encoding.
pub(crate) fn encoded(secret: &str) -> Vec<Encoded> {
    let mut texts: Vec<Text> = vec![
        Zeroizing::new(secret.to_owned()),
        Zeroizing::new(secret.to_uppercase()),
        Zeroizing::new(secret.to_lowercase()),
        Zeroizing::new(secret.chars().rev().collect()),
        percent_encoded(secret),
    ];
    if secret.len() <= TWICE {
        let bytes = secret.as_bytes();
        texts.extend([
            Zeroizing::new(general_purpose::STANDARD.encode(bytes)),
            Zeroizing::new(general_purpose::URL_SAFE.encode(bytes)),
            Zeroizing::new(HEXLOWER.encode(bytes)),
            Zeroizing::new(HEXUPPER.encode(bytes)),
            Zeroizing::new(BASE32.encode(bytes)),
        ]);
    }
    let mut seen: Vec<&Text> = Vec::new();
    for text in &texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen.into_iter().flat_map(|text| once(text.as_bytes())).collect()
}

/// Returns `bytes` in every encoding.
fn once(bytes: &[u8]) -> Vec<Encoded> {
    let form = |text: String, piece| Encoded { text: Zeroizing::new(text), piece };
    let decimal = bytes.iter().map(u8::to_string).collect();
    let mut forms = vec![
        form(HEXLOWER.encode(bytes), HEX_PIECE),
        form(BASE32.encode(bytes), BASE32_PIECE),
        form(BASE32HEX.encode(bytes), BASE32_PIECE),
        form(decimal, DECIMAL_PIECE),
    ];
    forms.extend((0..3).flat_map(|offset| base64_inside(bytes, offset)));
    forms
}

/// Returns base64 of `bytes` as it stands inside that of a longer text, and at its end: without the
/// characters that depend on what comes before, which is `offset` bytes modulo three, and after.
///
/// The two alphabets differ in characters that the search leaves out.
fn base64_inside(bytes: &[u8], offset: usize) -> impl Iterator<Item = Encoded> {
    let mut longer = Zeroizing::new(Vec::with_capacity(offset + bytes.len()));
    longer.resize(offset, 0);
    longer.extend_from_slice(bytes);
    let whole = Zeroizing::new(general_purpose::STANDARD_NO_PAD.encode(longer.as_slice()));
    let (first, last) = ((offset * 8).div_ceil(6), longer.len() * 8 / 6);
    let mut ends = vec![last, whole.len()];
    ends.dedup();
    ends.into_iter().filter_map(move |end| {
        let text = Zeroizing::new(whole.get(first..end)?.to_owned());
        Some(Encoded { text, piece: BASE64_PIECE })
    })
}

fn percent_encoded(text: &str) -> Text {
    let mut encoded = Zeroizing::new(String::with_capacity(text.len() * 3));
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&HEXUPPER.encode(&[byte]));
        }
    }
    encoded
}

/// Returns what base64 of either alphabet stands for, with its padding or without, when that is text.
pub(crate) fn decoded(text: &str) -> Option<Text> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let bytes = [&STANDARD, &URL_SAFE].into_iter().find_map(|alphabet| {
        GeneralPurpose::new(alphabet, config).decode(text).ok().map(Zeroizing::new)
    })?;
    let text = std::str::from_utf8(&bytes).ok()?;
    (!text.contains(char::is_control)).then(|| Zeroizing::new(text.to_owned()))
}

/// Returns the text after the name of a scheme of HTTP's `Authorization`, which people copy along.
pub(crate) fn without_scheme(text: &str) -> &str {
    let text = text.trim();
    let scheme = text.split_once(char::is_whitespace).filter(|(scheme, _)| {
        ["bearer", "basic", "token"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    });
    scheme.map_or(text, |(_, rest)| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_inside_a_longer_text_is_that_of_the_whole() {
        for before in ["", "a", "ab", "abc", "abcd"] {
            for after in ["", "x", "xy", "xyz"] {
                let whole =
                    general_purpose::STANDARD.encode(format!("{before}S3cret-V4lue{after}"));
                let mut forms = base64_inside(b"S3cret-V4lue", before.len() % 3);
                let inside = forms.next().unwrap();
                assert!(whole.contains(inside.text.as_str()), "{before}…{after}");
                let at_end = forms.next().unwrap_or(inside);
                let ends = whole.trim_end_matches('=').ends_with(at_end.text.as_str());
                assert!(ends || !after.is_empty(), "{before}");
            }
        }
    }

    #[test]
    fn base64_of_text_is_decoded_in_every_spelling() {
        let cases = [
            ("a2V5OnNlY3JldA==", Some("key:secret")),
            ("a2V5OnNlY3JldA", Some("key:secret")),
            ("Pz8_Pj4-", Some("???>>>")),
            ("Pz8/Pj4+", Some("???>>>")),
            ("AAAA", None),
            ("not base64", None),
        ];
        for (text, expected) in cases {
            assert_eq!(decoded(text).as_ref().map(|text| text.as_str()), expected, "{text}");
        }
    }
}
