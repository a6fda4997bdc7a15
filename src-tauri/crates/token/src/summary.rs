//! What may be shown, saved and reported of a token.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Expiry, ExpirySource, RecipeKind, Token};

/// Where a token came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum MadeFrom {
    /// Composed from key and secret.
    Pair,
    /// Pasted as the vendor made it.
    Ready,
    /// Read from the keyring.
    Saved,
}

/// All that is known of a token apart from the token. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenSummary {
    /// The last characters, see [`Token::last_four`].
    pub last_four: String,
    /// Part of its SHA-256, see [`Token::fingerprint`].
    pub fingerprint: String,
    /// Its length in bytes.
    pub length: u32,
    /// How it was made.
    pub recipe: RecipeKind,
    /// What it was made from.
    pub made_from: MadeFrom,
    /// When it was composed here, RFC 3339 in UTC.
    #[specta(type = String)]
    pub made_at: Timestamp,
    /// The day it expires, in UTC.
    #[specta(type = Option<String>)]
    pub expires_on: Option<Date>,
    /// How that day is known.
    pub expiry_source: Option<ExpirySource>,
    /// Whether it is saved in the keyring.
    pub saved: bool,
}

impl TokenSummary {
    /// Describes `token`, which is not saved yet, as made at `made_at`.
    pub fn of(
        token: &Token,
        recipe: RecipeKind,
        made_from: MadeFrom,
        made_at: Timestamp,
        expiry: Option<Expiry>,
    ) -> Self {
        TokenSummary {
            last_four: token.last_four(),
            fingerprint: token.fingerprint(),
            length: u32::try_from(token.len()).unwrap_or(u32::MAX),
            recipe,
            made_from,
            made_at,
            expires_on: expiry.map(|expiry| expiry.on),
            expiry_source: expiry.map(|expiry| expiry.source),
            saved: made_from == MadeFrom::Saved,
        }
    }
}
