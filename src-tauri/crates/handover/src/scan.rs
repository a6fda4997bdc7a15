//! The last look at a file before it is saved: is any part of a secret in it?
//!
//! The types of a record cannot hold a secret; but an admin may paste one into a tenant URL, and a
//! server may repeat one in an answer. So the finished bytes are searched for each secret as it is
//! and as it could have been encoded, and for every piece of eight bytes of those forms.

use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::render::TEMPLATE_SOURCES;

/// The length of the pieces.
const PIECE: usize = 8;

/// Whether `bytes` hold any of `secrets`, or a piece of one.
///
/// Searched are the plain text, base64 in both alphabets and at each of its three offsets (so that
/// `key:secret` as a whole is found by either half), hex, percent-encoding and HTML's escapes. A
/// secret shorter than eight bytes is searched as a whole, and one shorter than four not at all: it
/// would be found in any text.
///
/// Pieces that stand in `known` do not count, nor those in the report's own words: an API key that
/// begins with the vendor's name must not make each report of that vendor look like a leak. A whole
/// secret always counts.
pub fn contains_secret(bytes: &[u8], secrets: &[&SecretString], known: &[&str]) -> bool {
    let mut pieces = Zeroizing::new(Vec::new());
    for secret in secrets {
        // EXPOSE: to know what to look for.
        let secret = secret.expose_secret().trim();
        if secret.len() < 4 {
            continue;
        }
        for form in forms(secret) {
            if contains(bytes, &form) {
                return true;
            }
            collect(&form, &mut pieces);
        }
    }
    pieces.sort_unstable();
    for text in known.iter().chain(&TEMPLATE_SOURCES) {
        for window in text.as_bytes().windows(PIECE) {
            if let Ok(index) = find(&pieces, window) {
                pieces.remove(index);
            }
        }
    }
    bytes.windows(PIECE).any(|window| find(&pieces, window).is_ok())
}

type Piece = [u8; PIECE];

fn find(pieces: &[Piece], window: &[u8]) -> Result<usize, usize> {
    pieces.binary_search_by(|piece| piece.as_slice().cmp(window))
}

fn contains(bytes: &[u8], form: &[u8]) -> bool {
    bytes.windows(form.len()).any(|window| window == form)
}

/// Adds every piece of `form` that is not there yet, without leaving copies behind as it grows.
fn collect(form: &[u8], pieces: &mut Zeroizing<Vec<Piece>>) {
    let mut grown = Zeroizing::new(Vec::with_capacity(pieces.len() + form.len()));
    grown.extend_from_slice(pieces);
    grown.extend(form.windows(PIECE).filter_map(|window| Piece::try_from(window).ok()));
    grown.sort_unstable();
    grown.dedup();
    *pieces = grown;
}

type Form = Zeroizing<Vec<u8>>;

fn forms(secret: &str) -> Vec<Form> {
    let bytes = secret.as_bytes();
    let mut forms = vec![Zeroizing::new(bytes.to_vec())];
    for offset in 0..3 {
        for engine in [STANDARD, URL_SAFE] {
            forms.extend(base64_inside(bytes, offset, &engine));
        }
    }
    forms.push(each(bytes, |byte, out| out.extend(hex(byte, LOWER))));
    forms.push(each(bytes, |byte, out| out.extend(hex(byte, UPPER))));
    for digits in [LOWER, UPPER] {
        forms.push(each(bytes, |byte, out| percent(byte, digits, out)));
    }
    forms.push(each(bytes, escape_html));
    forms.retain(|form| form.len() >= 4);
    forms
}

/// Returns base64 of `bytes` as it stands inside that of a longer text: without the characters that
/// depend on what comes before, which is `offset` bytes modulo three, and after.
fn base64_inside(bytes: &[u8], offset: usize, engine: &impl base64::Engine) -> Option<Form> {
    let mut padded = Zeroizing::new(Vec::with_capacity(offset + bytes.len()));
    padded.resize(offset, 0);
    padded.extend_from_slice(bytes);
    let mut encoded = Zeroizing::new(vec![0; padded.len().div_ceil(3) * 4]);
    engine.encode_slice(padded.as_slice(), &mut encoded).ok()?;
    let first = (offset * 8).div_ceil(6);
    let whole = padded.len() * 8 / 6;
    Some(Zeroizing::new(encoded.get(first..whole)?.to_vec()))
}

const LOWER: &[u8; 16] = b"0123456789abcdef";
const UPPER: &[u8; 16] = b"0123456789ABCDEF";

fn each(bytes: &[u8], encode: impl Fn(u8, &mut Vec<u8>)) -> Form {
    // Six is the longest that one byte becomes.
    let mut form = Zeroizing::new(Vec::with_capacity(bytes.len() * 6));
    for byte in bytes {
        encode(*byte, &mut form);
    }
    form
}

fn hex(byte: u8, digits: &[u8; 16]) -> [u8; 2] {
    [digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]]
}

/// Percent-encoding (RFC 3986 §2.1) of all but the unreserved characters.
fn percent(byte: u8, digits: &[u8; 16], out: &mut Vec<u8>) {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        out.push(byte);
    } else {
        out.push(b'%');
        out.extend(hex(byte, digits));
    }
}

/// The escapes that the HTML report is written with.
fn escape_html(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'<' => out.extend(b"&lt;"),
        b'>' => out.extend(b"&gt;"),
        b'&' => out.extend(b"&amp;"),
        b'"' => out.extend(b"&quot;"),
        b'\'' => out.extend(b"&#x27;"),
        b'/' => out.extend(b"&#x2f;"),
        _ => out.push(byte),
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::*;

    const SECRET: &str = "Zq7Xw2/Vb9Lk4+Canary";

    fn found(text: &str) -> bool {
        contains_secret(text.as_bytes(), &[&SecretString::from(SECRET)], &["Example vendor"])
    }

    #[test]
    fn every_form_is_found() {
        let encode = |text: &str| STANDARD.encode(text);
        let hex: String = SECRET.bytes().map(|byte| format!("{byte:02x}")).collect();
        let cases = [
            (format!("a {SECRET} b"), "as it is"),
            ("a Vb9Lk4+C b".to_owned(), "eight bytes of it"),
            (encode(SECRET), "base64"),
            (encode(&format!("k:{SECRET}")), "base64 of a pair"),
            (encode(&format!("ke:{SECRET}")), "at the next offset"),
            (encode(&format!("key:{SECRET}x")), "at the last offset"),
            (encode(&format!("{SECRET}:key")), "the halves the other way round"),
            (URL_SAFE.encode(format!("k:{SECRET}")), "base64 for URLs"),
            (hex.clone(), "hex"),
            (hex.to_uppercase(), "hex in capitals"),
            ("x?token=Zq7Xw2%2FVb9Lk4%2BCanary".to_owned(), "percent-encoded"),
            ("x?token=Zq7Xw2%2fVb9Lk4%2bCanary".to_owned(), "percent-encoded in small letters"),
            ("Zq7Xw2&#x2f;Vb9Lk4".to_owned(), "escaped for HTML"),
        ];
        for (text, why) in cases {
            assert!(found(&text), "{why}: {text}");
        }
    }

    #[test]
    fn other_text_is_left_alone() {
        let cases = [
            ("Ends in nary, fingerprint 1a2b 3c4d 5e6f", "the last four are no secret"),
            ("Zq7Xw2/", "seven bytes"),
            ("", "nothing"),
        ];
        for (text, why) in cases {
            assert!(!found(text), "{why}: {text}");
        }
        let secret = SecretString::from("Example vendor-key-Zq7Xw2Vb9Lk4");
        let holds = |text: &str| contains_secret(text.as_bytes(), &[&secret], &["Example vendor"]);
        assert!(!holds("Provisioning to Example vendor"), "the vendor's name is known");
        assert!(holds("Example vendor-key"), "what goes on after it is not");
        let short = SecretString::from("abc");
        assert!(!contains_secret(b"abc", &[&short], &[]), "three bytes are in any text");
        let short = SecretString::from("abcde");
        assert!(contains_secret(b"xabcdex", &[&short], &[]), "five are searched as a whole");
    }

    #[test]
    fn a_whole_secret_counts_even_if_it_is_known() {
        let secret = SecretString::from("Example vendor");
        assert!(contains_secret(b"Example vendor", &[&secret], &["Example vendor"]), "it counts");
    }
}
