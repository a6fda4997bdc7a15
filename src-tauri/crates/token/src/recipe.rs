//! How a vendor makes a bearer token out of what its portal hands over.
//!
//! Every buffer has its final size before a secret is written to it, because a buffer that grows
//! leaves an unwiped copy behind.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
}
