//! The token itself, and the little of it that may be shown.
//!
//! Deliberately absent: `Serialize` and `Display`. A token leaves this type only through
//! [`Token::secret`], and each `expose_secret()` says why.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// The longest token, in bytes, that is saved in a keyring on any system.
///
/// Windows' Credential Manager holds 2,560 bytes (`CRED_MAX_CREDENTIAL_BLOB_SIZE`). Our choice: the
/// same limit everywhere, so that what can be saved on one machine can be saved on each.
pub const LONGEST_SAVED: usize = 2_560;

/// A bearer token. `Debug` shows nothing of it, and it can neither be serialised nor printed:
///
/// ```compile_fail,E0277
/// fn wants_serialize<T: serde::Serialize>() {}
/// wants_serialize::<footbridge_token::Token>();
/// ```
///
/// ```compile_fail,E0277
/// fn wants_display<T: std::fmt::Display>() {}
/// wants_display::<footbridge_token::Token>();
/// ```
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// Takes `secret` as a token, as it is.
    pub fn new(secret: SecretString) -> Self {
        Token(secret)
    }

    /// Returns the secret, to be exposed only where it leaves for its one purpose.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }

    /// Returns the last characters: four, or at most a third of a shorter token.
    pub fn last_four(&self) -> String {
        // EXPOSE: the tail is what people compare by.
        tail(self.0.expose_secret())
    }

    /// Returns the first 12 hex digits of the SHA-256 of the token, as `1a2b 3c4d 5e6f`.
    ///
    /// It is plain SHA-256 so that anybody can make it: `printf %s "$TOKEN" | sha256sum`. The 48
    /// bits tell tokens apart: among 1,000 tokens the chance that two share a fingerprint is below
    /// 1 in 500 million. They do not hide a guessable token, since each guess can be hashed; but
    /// tokens are made by machines from 100 bits and more, and 48 bits cannot be turned back.
    pub fn fingerprint(&self) -> String {
        // EXPOSE: only its hash goes on.
        let digest = Sha256::digest(self.0.expose_secret().as_bytes());
        let groups: Vec<String> = digest
            .chunks_exact(2)
            .take(3)
            .map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect())
            .collect();
        groups.join(" ")
    }

    /// Returns the length in bytes.
    pub fn len(&self) -> usize {
        // EXPOSE: only its length goes on.
        self.0.expose_secret().len()
    }

    /// Whether the token is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

/// Returns the last four characters of `text`, or at most a third of a shorter one.
pub(crate) fn tail(text: &str) -> String {
    let length = text.chars().count();
    text.chars().skip(length - (length / 3).min(4)).collect()
}

/// Returns `text` masked: dots that do not tell its length, and its tail.
pub(crate) fn masked(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("••••{}", tail(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_shown() {
        let cases = [
            ("0123456789ab", "89ab", "four of twelve"),
            ("0123456789", "789", "a third of ten"),
            ("ab", "", "nothing of a very short one"),
            ("", "", "nothing of nothing"),
            ("ÆØÅæøåÆØÅæøå", "Åæøå", "characters, not bytes"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(Token::from_text(text).last_four(), expected, "{why}");
        }
    }

    #[test]
    fn the_fingerprint_is_plain_sha256() {
        assert_eq!(
            Token::from_text("abc").fingerprint(),
            "ba78 16bf 8f01",
            "the first digits of the example of FIPS 180-4 for `abc`"
        );
    }
}
