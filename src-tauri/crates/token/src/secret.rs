//! The token itself, and the little of it that may be shown.
//!
//! There is no `Serialize` and no `Display`: a token leaves this type only through
//! [`Token::secret`], and each `expose_secret()` says why.

use std::fmt;

use footbridge_finding::{Explain, Finding, Language, Severity};
use footbridge_secret::{BoundToken, Origin};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::halves::{decode_pair, split_pair};
use crate::texts::TEXTS;

/// The longest token, in bytes, that is saved in a keyring on any system.
///
/// Windows' Credential Manager holds 2,560 bytes (`CRED_MAX_CREDENTIAL_BLOB_SIZE`). Our choice: the
/// same limit everywhere, so that what can be saved on one machine can be saved on each.
pub const LONGEST_SAVED: usize = 2_560;

/// A bearer token, and the origin that it belongs to once that is known.
///
/// It is bound at the latest when it is saved or sent, and then for good: to send it elsewhere it
/// has to be entered anew. `Debug` shows nothing of it, and it can neither be serialised nor printed:
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
pub struct Token {
    secret: SecretString,
    origin: Option<Origin>,
}

/// A token was asked for by an origin that it does not belong to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the token belongs to {bound}, not to {asked}")]
pub struct OtherOrigin {
    /// Where it belongs.
    pub bound: Origin,
    /// Where it was to be used.
    pub asked: Origin,
}

impl Explain for OtherOrigin {
    fn explain(&self, language: &Language) -> Finding {
        let parameters = [("bound", self.bound.as_str()), ("asked", self.asked.as_str())];
        TEXTS.finding("token.other_origin", Severity::Error, language, &parameters)
    }
}

impl Token {
    /// Takes `secret` as a token, as it is; it belongs to no origin yet.
    pub fn new(secret: SecretString) -> Self {
        Token { secret, origin: None }
    }

    /// Copies `text` into a buffer of exactly its size.
    pub(crate) fn from_text(text: &str) -> Token {
        Token::new(SecretString::from(text))
    }

    /// Returns the secret, to be exposed only where it leaves for its one purpose.
    pub fn secret(&self) -> &SecretString {
        &self.secret
    }

    /// Returns the only origin to which it may be sent, once it is bound to one.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Binds the token to `origin` for good, and returns it in the form in which it is saved and
    /// sent.
    ///
    /// # Errors
    /// [`OtherOrigin`] when it is bound to another one already; it stays bound to that.
    pub fn bind(&mut self, origin: &Origin) -> Result<BoundToken, OtherOrigin> {
        let bound = self.origin.get_or_insert_with(|| origin.clone());
        if bound != origin {
            return Err(OtherOrigin { bound: bound.clone(), asked: origin.clone() });
        }
        Ok(BoundToken::new(self.secret.clone(), bound.clone()))
    }

    /// Returns every secret that is known with the token: the token itself and, where it holds two
    /// halves, each of them. For those who look for secrets where none belongs.
    pub fn secrets(&self) -> Vec<SecretString> {
        // EXPOSE: only to take the halves out, as secrets again.
        let text = self.secret.expose_secret();
        let halves = decode_pair(text).or_else(|| split_pair(text));
        let halves = halves.into_iter().flat_map(|halves| [halves.key, halves.secret]);
        let halves = halves.map(|half| SecretString::from(half.as_str()));
        std::iter::once(self.secret.clone()).chain(halves).collect()
    }

    /// Returns the last characters: four, or at most a third of a shorter token.
    pub fn last_four(&self) -> String {
        // EXPOSE: the tail is what people compare by.
        tail(self.secret.expose_secret())
    }

    /// Returns the first 12 hex digits of the SHA-256 of the token, as `1a2b 3c4d 5e6f`.
    ///
    /// It is plain SHA-256 so that anybody can make it: `printf %s "$TOKEN" | sha256sum`. The 48
    /// bits tell tokens apart: among 1,000 tokens the chance that two share a fingerprint is below
    /// 1 in 500 million. They do not hide a guessable token, since each guess can be hashed; but
    /// tokens are made by machines from 100 bits and more, and 48 bits cannot be turned back.
    pub fn fingerprint(&self) -> String {
        // EXPOSE: only its hash goes on.
        let digest = Sha256::digest(self.secret.expose_secret().as_bytes());
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
        self.secret.expose_secret().len()
    }

    /// Whether the token is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl From<BoundToken> for Token {
    fn from(token: BoundToken) -> Self {
        Token { secret: token.secret().clone(), origin: Some(token.origin().clone()) }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("origin", &self.origin).finish_non_exhaustive()
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

    fn origin(url: &str) -> Origin {
        Origin::parse(url).expect("the test's own URL is valid")
    }

    #[test]
    fn token_once_bound_stays_bound() {
        let (here, elsewhere) = (origin("https://a.example/scim"), origin("https://b.example"));
        let mut token = Token::from_text("t0ken");
        assert_eq!(token.origin(), None, "nobody has said yet where it belongs");
        let bound = token.bind(&here).expect("the first origin is its own");
        assert_eq!((bound.origin(), token.origin()), (&here, Some(&here)), "it belongs there now");
        for asked in [&elsewhere, &origin("http://a.example"), &origin("https://a.example:8443")] {
            let refused = token.bind(asked).expect_err("another host, scheme or port");
            assert_eq!(refused, OtherOrigin { bound: here.clone(), asked: asked.clone() });
            let words = refused.explain(&Language::ENGLISH);
            assert_eq!(words.code, "token.other_origin");
            for place in [here.as_str(), asked.as_str()] {
                assert!(words.explanation.contains(place), "it names {place}: {words:?}");
            }
            assert!(!words.fixes.is_empty(), "it says what to do");
        }
        assert_eq!(token.bind(&here).expect("its own").origin(), &here, "nothing has moved it");
        assert!(Token::from(bound).bind(&elsewhere).is_err(), "read back it is as bound as before");
    }

    #[test]
    fn secrets_of_a_token_are_it_and_its_halves() {
        let cases: [(&str, &[&str], &str); 6] = [
            ("azpz", &["azpz", "k", "s"], "base64 of a pair"),
            ("azpzOjE", &["azpzOjE", "k", "s:1"], "without its padding"),
            ("k:s", &["k:s", "k", "s"], "a joined pair"),
            ("a2V5", &["a2V5"], "base64 of something else"),
            ("plain", &["plain"], "no halves"),
            (":s", &[":s"], "half of a pair"),
        ];
        for (text, expected, why) in cases {
            let secrets = Token::from_text(text).secrets();
            // EXPOSE: the test compares what was found.
            let found: Vec<&str> = secrets.iter().map(ExposeSecret::expose_secret).collect();
            assert_eq!(found, expected, "{why}");
        }
    }
}
