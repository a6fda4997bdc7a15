//! How a vendor makes a bearer token out of what its portal hands over.
//!
//! Every buffer has its final size before a secret is written to it, because a buffer that grows
//! leaves an unwiped copy behind. Deliberately absent: judging the input, which is `check`'s.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::Token;

/// How the bearer token comes about. Part of the vendor profile format.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum RecipeKind {
    /// Base64 of `key:secret`: standard alphabet with padding (RFC 4648 §4), over the UTF-8 bytes.
    Base64KeySecret,
    /// `key:secret` as it is, joined but not encoded.
    JoinedKeySecret,
    /// One credential such as an API key, used as it is.
    Verbatim,
    /// A token that the vendor's portal made for this purpose, used as it is.
    Ready,
}

impl RecipeKind {
    /// Whether the token is made of two halves.
    pub fn takes_pair(self) -> bool {
        matches!(self, RecipeKind::Base64KeySecret | RecipeKind::JoinedKeySecret)
    }
}

/// Standard alphabet, padding optional: a double click in a browser often leaves the `=` behind.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Returns `key:secret`.
pub(crate) fn join(key: &str, secret: &str) -> Zeroizing<String> {
    let mut joined = Zeroizing::new(String::with_capacity(key.len() + 1 + secret.len()));
    joined.push_str(key);
    joined.push(':');
    joined.push_str(secret);
    joined
}

/// Returns the token of a pair: base64 for [`RecipeKind::Base64KeySecret`], else joined.
pub(crate) fn token_of_pair(recipe: RecipeKind, key: &str, secret: &str) -> Token {
    let joined = join(key, secret);
    if recipe != RecipeKind::Base64KeySecret {
        return Token::from_text(&joined);
    }
    let mut encoded = Zeroizing::new(String::with_capacity(joined.len().div_ceil(3) * 4));
    STANDARD.encode_string(joined.as_bytes(), &mut encoded);
    Token::from_text(&encoded)
}

/// The two halves inside a ready token.
pub(crate) struct Halves {
    pub(crate) key: Zeroizing<String>,
    pub(crate) secret: Zeroizing<String>,
}

/// Reads `text` as base64 of `x:y`.
///
/// Both sides must be non-empty UTF-8 without control characters. Our choice: the chance that a
/// random key of 16 characters reads like that is below one in 100,000, so the caller may rely
/// on it. Missing padding is forgiven.
pub(crate) fn decode_pair(text: &str) -> Option<Halves> {
    let mut bytes = Zeroizing::new(vec![0; base64::decoded_len_estimate(text.len())]);
    let written = FORGIVING.decode_slice(text, &mut bytes).ok()?;
    let decoded = std::str::from_utf8(bytes.get(..written)?).ok()?;
    split_pair(decoded)
}

/// Splits at the first colon, as RFC 7617 §2 does with a user-id and a password.
pub(crate) fn split_pair(text: &str) -> Option<Halves> {
    let (key, secret) = text.split_once(':')?;
    let plain = !key.is_empty() && !secret.is_empty() && !text.chars().any(char::is_control);
    plain.then(|| Halves {
        key: Zeroizing::new(key.to_owned()),
        secret: Zeroizing::new(secret.to_owned()),
    })
}

impl Token {
    /// Copies `text` into a buffer of exactly its size.
    pub(crate) fn from_text(text: &str) -> Token {
        Token::new(SecretString::from(text))
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn pairs_become_tokens() {
        let cases = [
            (
                RecipeKind::Base64KeySecret,
                "Aladdin",
                "open sesame",
                "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "the example of RFC 7617 §2",
            ),
            (RecipeKind::Base64KeySecret, "k", "s", "azpz", "no padding needed"),
            (RecipeKind::Base64KeySecret, "k", "s1", "azpzMQ==", "two pads"),
            (RecipeKind::Base64KeySecret, "k", "s:1", "azpzOjE=", "a colon in the secret stays"),
            (
                RecipeKind::Base64KeySecret,
                "test",
                "123£",
                "dGVzdDoxMjPCow==",
                "RFC 7617 §2.1: UTF-8",
            ),
            (RecipeKind::Base64KeySecret, "?>", "~~~", "Pz46fn5+", "the standard alphabet has +"),
            (
                RecipeKind::Base64KeySecret,
                "a??",
                "???",
                "YT8/Oj8/Pw==",
                "the standard alphabet has /",
            ),
            (RecipeKind::JoinedKeySecret, "k", "s", "k:s", "joined, not encoded"),
        ];
        for (recipe, key, secret, expected, why) in cases {
            let token = token_of_pair(recipe, key, secret);
            // EXPOSE: the test compares the composed value.
            assert_eq!(token.secret().expose_secret(), expected, "{why}");
        }
    }

    #[test]
    fn ready_tokens_are_told_from_other_text() {
        let cases = [
            ("azpz", Some(("k", "s")), "base64 of k:s"),
            ("azpzMQ==", Some(("k", "s1")), "with padding"),
            ("azpzMQ", Some(("k", "s1")), "the padding was not copied"),
            ("azpzOjE=", Some(("k", "s:1")), "split at the first colon"),
            ("k:s", None, "a colon is no base64"),
            ("OnM=", None, "nothing before the colon"),
            ("azo=", None, "nothing after the colon"),
            ("a2V5", None, "base64 without a colon"),
            ("/zpz", None, "not UTF-8"),
            ("CjpzeA==", None, "a control character"),
            ("", None, "nothing"),
        ];
        for (text, expected, why) in cases {
            let halves = decode_pair(text);
            let found = halves.as_ref().map(|halves| (halves.key.as_str(), halves.secret.as_str()));
            assert_eq!(found, expected, "{why}");
        }
    }
}
