//! Takes the token out of everything that leaves this crate.
//!
//! A server may echo the token whole, in pieces, percent-encoded, or decoded: a base64 token holds
//! the vendor's key and secret. Deliberately absent: any way to get the token back out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

/// What stands in the place of a secret.
pub(crate) const MASK: &str = "••••";

/// A piece of the token as long as this is masked in what a server said.
const PIECE: usize = 8;

/// Shorter "secrets" would take ordinary words out of every text.
const SHORTEST: usize = 4;

/// Knows the forms in which a token may come back.
pub(crate) struct Scrubber {
    whole: Vec<Zeroizing<String>>,
    pieces: Zeroizing<Vec<[u8; PIECE]>>,
}

impl std::fmt::Debug for Scrubber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scrubber")
    }
}

impl Scrubber {
    pub(crate) fn new(token: &SecretString) -> Self {
        // EXPOSE: to know what to take out; the copies are wiped when the run ends.
        let token = token.expose_secret().trim();
        let mut whole: Vec<Zeroizing<String>> = Vec::new();
        let mut add = |text: String| {
            let text = Zeroizing::new(text);
            if text.len() >= SHORTEST && !whole.contains(&text) {
                whole.push(text);
            }
        };
        add(token.to_owned());
        for word in token.split_whitespace() {
            if !word.eq_ignore_ascii_case("bearer") {
                add(word.to_owned());
            }
        }
        // A host name comes back in small letters.
        add(token.to_ascii_lowercase());
        add(percent_encoded(token, b"0123456789ABCDEF"));
        add(percent_encoded(token, b"0123456789abcdef"));
        add(token.replace('/', "\\/"));
        let decoded = STANDARD.decode(token).ok().map(Zeroizing::new);
        if let Some(Ok(pair)) = decoded.as_ref().map(|bytes| std::str::from_utf8(bytes)) {
            add(pair.to_owned());
            if let Some((key, secret)) = pair.split_once(':') {
                add(key.to_owned());
                add(secret.to_owned());
            }
        }
        whole.sort_by_key(|text| std::cmp::Reverse(text.len()));

        let mut pieces: Zeroizing<Vec<[u8; PIECE]>> = Zeroizing::new(
            whole
                .iter()
                .flat_map(|text| text.as_bytes().windows(PIECE))
                .filter_map(|piece| piece.try_into().ok())
                .collect(),
        );
        pieces.sort_unstable();
        pieces.dedup();
        Scrubber { whole, pieces }
    }

    /// Masks the whole token in a text of ours, such as a URL that the admin typed.
    pub(crate) fn ours(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.whole {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), MASK);
            }
        }
        text
    }

    /// Masks every piece of the token in what a server said.
    pub(crate) fn theirs(&self, text: &str) -> String {
        let text = self.ours(text);
        let bytes = text.as_bytes();
        let mut secret = vec![false; bytes.len()];
        for (start, window) in bytes.windows(PIECE).enumerate() {
            let known = <[u8; PIECE]>::try_from(window)
                .is_ok_and(|piece| self.pieces.binary_search(&piece).is_ok());
            if known {
                secret.iter_mut().skip(start).take(PIECE).for_each(|byte| *byte = true);
            }
        }
        let mut masked: Vec<u8> = Vec::with_capacity(bytes.len());
        let mut inside = false;
        for (byte, is_secret) in bytes.iter().zip(secret) {
            match (is_secret, inside) {
                (false, _) => masked.push(*byte),
                (true, false) => masked.extend_from_slice(MASK.as_bytes()),
                (true, true) => {}
            }
            inside = is_secret;
        }
        String::from_utf8_lossy(&masked).into_owned()
    }
}

fn percent_encoded(text: &str, digits: &[u8; 16]) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for digit in [byte >> 4, byte & 15] {
                encoded.push(char::from(digits[usize::from(digit)]));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    // base64 of `customer-key:c4n4ry+secret/value`
    const TOKEN: &str = "Y3VzdG9tZXIta2V5OmM0bjRyeStzZWNyZXQvdmFsdWU=";

    #[test]
    fn every_form_of_the_token_is_taken_out() {
        let scrubber = Scrubber::new(&SecretString::from(TOKEN));
        let cases = [
            (format!("bad token {TOKEN}!"), "bad token ••••!", "the token itself"),
            (TOKEN.chars().take(20).chain(['…']).collect(), "••••…", "its beginning"),
            (format!("[{}]", TOKEN.replace('=', "%3D")), "[••••]", "percent-encoded"),
            ("for customer-key: no".into(), "for ••••: no", "the key inside"),
            ("c4n4ry+secret/value".into(), "••••", "the secret inside"),
            ("c4n4ry+secret\\/value".into(), "••••\\/value", "with a slash escaped for JSON"),
            (TOKEN.replacen("Z", "z", 1), "Y3V••••", "with one character changed"),
            ("nothing here".into(), "nothing here", "other words stay"),
            ("Bjørk sees ••••".into(), "Bjørk sees ••••", "letters outside ASCII stay"),
        ];
        for (text, expected, why) in cases {
            let masked = scrubber.theirs(&text);
            if why == "with one character changed" {
                assert!(!masked.contains("OmM0bjRy"), "{why}: {masked}");
            } else {
                assert_eq!(masked, expected, "{why}");
            }
        }
    }

    #[test]
    fn our_own_words_lose_only_the_whole_token() {
        let scrubber = Scrubber::new(&SecretString::from("footbridge-practice-token"));
        assert_eq!(
            scrubber.ours("https://practice.example/?t=footbridge-practice-token"),
            "https://practice.example/?t=••••",
            "a host name that shares letters with the token stays readable"
        );
    }

    #[test]
    fn a_token_of_three_letters_takes_nothing_out() {
        let scrubber = Scrubber::new(&SecretString::from("the"));
        assert_eq!(scrubber.theirs("the server"), "the server", "too short to be a secret");
    }
}
