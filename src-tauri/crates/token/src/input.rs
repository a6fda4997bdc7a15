//! What the admin pasted, and what the vendor's form asks for.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

use crate::RecipeKind;
use crate::characters::trimmed;

/// A field of the token form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum TokenField {
    /// The first half of a pair.
    Key,
    /// The second half of a pair.
    Secret,
    /// A ready token, or a credential that is used as it is.
    Token,
}

impl TokenField {
    /// Returns the name as it crosses to the window: `key`, `secret` or `token`.
    pub fn name(self) -> &'static str {
        match self {
            TokenField::Key => "key",
            TokenField::Secret => "secret",
            TokenField::Token => "token",
        }
    }
}

/// What was pasted. Crosses into the program only: there is no way to serialise it.
///
/// ```compile_fail,E0277
/// fn wants_serialize<T: serde::Serialize>() {}
/// wants_serialize::<footbridge_token::TokenInput>();
/// ```
#[derive(Debug, Clone, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenInput {
    /// The first half, or empty.
    #[serde(deserialize_with = "secret")]
    #[specta(type = String)]
    pub key: SecretString,
    /// The second half, or empty.
    #[serde(deserialize_with = "secret")]
    #[specta(type = String)]
    pub secret: SecretString,
    /// A ready token or single credential, or empty.
    #[serde(deserialize_with = "secret")]
    #[specta(type = String)]
    pub token: SecretString,
}

/// Whether nothing is left of a value once the blanks, line breaks and invisible characters at its
/// ends are cut.
pub fn is_blank(value: &SecretString) -> bool {
    // EXPOSE: only whether there is anything goes on.
    value.expose_secret().chars().all(trimmed)
}

/// Wipes the deserialiser's own string, and copies into a buffer of exactly its size.
fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    let text = Zeroizing::new(String::deserialize(deserializer)?);
    Ok(SecretString::from(text.as_str()))
}

/// What a vendor asks for, as its profile says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenForm<'a> {
    /// How the token is made.
    pub recipe: RecipeKind,
    /// For a recipe of a pair: whether a token in a form of the vendor's own is taken as it is.
    pub accepts_ready_token: bool,
    /// The vendor's name for the key; empty means "key".
    pub key_label: &'a str,
    /// The vendor's name for the secret; empty means "secret".
    pub secret_label: &'a str,
    /// The vendor's name for the token; empty means "token".
    pub token_label: &'a str,
}

impl<'a> TokenForm<'a> {
    /// Returns what the vendor calls `field`.
    pub fn label(&self, field: TokenField) -> &'a str {
        let label = match field {
            TokenField::Key => self.key_label,
            TokenField::Secret => self.secret_label,
            TokenField::Token => self.token_label,
        };
        if label.is_empty() { field.name() } else { label }
    }
}
