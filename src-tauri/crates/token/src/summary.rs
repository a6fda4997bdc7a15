//! What may be shown, saved and reported of a token.

use footbridge_secret::Origin;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Expiry, ExpirySource, ExpiryStatus, RecipeKind, Token};

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
    /// The origin that it belongs to, once it is bound; earlier versions did not write it.
    #[serde(default)]
    #[specta(type = Option<String>)]
    pub origin: Option<Origin>,
}

impl TokenSummary {
    /// Describes `token` at `now`, by what its vendor's profile says of it.
    ///
    /// What was known `before` of the very same token still holds: when it was first composed here,
    /// the day that the admin entered, and that it is saved.
    pub fn of_token(
        token: &Token,
        recipe: RecipeKind,
        made_from: MadeFrom,
        expires_after_days: Option<u32>,
        before: Option<&TokenSummary>,
        now: Timestamp,
    ) -> Self {
        let fingerprint = token.fingerprint();
        let before = before.filter(|before| before.fingerprint == fingerprint);
        let made_at = before.map_or(now, |before| before.made_at);
        let entered = before.and_then(TokenSummary::entered);
        let expiry = Expiry::of(token, entered, expires_after_days, made_at);
        TokenSummary {
            last_four: token.last_four(),
            fingerprint,
            length: u32::try_from(token.len()).unwrap_or(u32::MAX),
            recipe,
            made_from,
            made_at,
            expires_on: expiry.map(|expiry| expiry.on),
            expiry_source: expiry.map(|expiry| expiry.source),
            saved: made_from == MadeFrom::Saved || before.is_some_and(|before| before.saved),
            origin: token.origin().cloned(),
        }
    }

    /// Takes the day that the admin `entered`, or takes it back.
    ///
    /// Without one, the day is again what the token itself and then its vendor's profile say. When
    /// the token is not at hand, a day that was never entered stays as it was read from it.
    #[must_use]
    pub fn with_expiry(
        mut self,
        entered: Option<Date>,
        token: Option<&Token>,
        expires_after_days: Option<u32>,
    ) -> Self {
        let expiry = match (entered, token) {
            (Some(on), _) => Some(Expiry { on, source: ExpirySource::Entered }),
            (None, Some(token)) => Expiry::of(token, None, expires_after_days, self.made_at),
            (None, None) if self.entered().is_none() => self.expiry(),
            (None, None) => Expiry::by_profile(expires_after_days, self.made_at),
        };
        self.expires_on = expiry.map(|expiry| expiry.on);
        self.expiry_source = expiry.map(|expiry| expiry.source);
        self
    }

    /// Returns the day it expires, and how that is known.
    pub fn expiry(&self) -> Option<Expiry> {
        Some(Expiry { on: self.expires_on?, source: self.expiry_source? })
    }

    /// Says how near its expiry is at `now`; `None` when no day is known.
    pub fn status(&self, now: Timestamp) -> Option<ExpiryStatus> {
        Some(self.expiry()?.status(now))
    }

    /// Whether it has expired at `now`. The day itself still counts.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        matches!(self.status(now), Some(ExpiryStatus::Expired { .. }))
    }

    /// Returns the day that the admin entered.
    fn entered(&self) -> Option<Date> {
        self.expires_on.filter(|_| self.expiry_source == Some(ExpirySource::Entered))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date::constant(2027, 3, 1);

    fn at(text: &str) -> Timestamp {
        text.parse().expect("the test's own time is valid")
    }

    fn made(text: &str, before: Option<&TokenSummary>, days: Option<u32>) -> TokenSummary {
        let token = Token::from_text(text);
        let now = at("2027-01-01T10:00:00Z");
        TokenSummary::of_token(&token, RecipeKind::Ready, MadeFrom::Ready, days, before, now)
    }

    fn known(summary: &TokenSummary) -> Option<(String, ExpirySource)> {
        summary.expiry().map(|expiry| (expiry.on.to_string(), expiry.source))
    }

    #[test]
    fn same_token_again_keeps_what_was_known() {
        let mut before = made("t0ken", None, Some(90)).with_expiry(Some(DAY), None, Some(90));
        before.made_at = at("2026-12-01T00:00:00Z");
        before.saved = true;

        let again = made("t0ken", Some(&before), Some(90));
        assert_eq!(again.made_at, before.made_at, "it was made then");
        assert_eq!(again.expires_on, Some(DAY), "what the admin entered holds");
        assert!(again.saved, "it is still in the keyring");

        let other = made("another", Some(&before), Some(90));
        assert_eq!(other.made_at, at("2027-01-01T10:00:00Z"), "another token is made now");
        let expected = Some(("2027-04-01".to_owned(), ExpirySource::Profile));
        assert_eq!(known(&other), expected, "its day is counted from its own making");
        assert!(!other.saved, "and it is not saved");
    }

    #[test]
    fn expiry_entered_and_taken_back_is_what_else_is_known() {
        // {"exp":1798761600}, which is 2027-01-01.
        let jwt = Token::from_text("eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTg3NjE2MDB9.c2ln");
        let plain = Token::from_text("t0ken");
        let profile = Some(("2027-04-01".to_owned(), ExpirySource::Profile));
        let claims = Some(("2027-01-01".to_owned(), ExpirySource::Jwt));
        let cases = [
            (&plain, Some(&plain), None, None, "nothing is known"),
            (&plain, Some(&plain), Some(90), profile.clone(), "the vendor's days"),
            (&plain, None, Some(90), profile, "also when the token is not at hand"),
            (&plain, None, None, None, "without it and without them nothing"),
            (&jwt, Some(&jwt), Some(90), claims.clone(), "the token's own day"),
        ];
        for (token, at_hand, days, expected, why) in cases {
            let now = at("2027-01-01T10:00:00Z");
            let recipe = RecipeKind::Ready;
            let summary = TokenSummary::of_token(token, recipe, MadeFrom::Ready, days, None, now);
            let entered = summary.with_expiry(Some(DAY), at_hand, days);
            let expected_entered = Some((DAY.to_string(), ExpirySource::Entered));
            assert_eq!(known(&entered), expected_entered, "{why}: the admin's word wins");
            assert_eq!(known(&entered.with_expiry(None, at_hand, days)), expected, "{why}");
        }
        let summary = TokenSummary::of_token(
            &jwt,
            RecipeKind::Ready,
            MadeFrom::Ready,
            None,
            None,
            at("2026-12-01T10:00:00Z"),
        );
        let untouched = summary.with_expiry(None, None, None);
        assert_eq!(known(&untouched), claims, "nothing was entered, so nothing is taken back");
    }

    #[test]
    fn expired_is_a_token_from_the_day_after() {
        let summary = made("t0ken", None, None);
        assert!(!summary.is_expired(at("9999-01-01T00:00:00Z")), "no day is known");
        assert_eq!(summary.status(at("2027-01-01T00:00:00Z")), None, "so there is no status");
        let summary = summary.with_expiry(Some(DAY), None, None);
        let cases = [("2027-03-01T23:59:59Z", false), ("2027-03-02T00:00:00Z", true)];
        for (now, expected) in cases {
            assert_eq!(summary.is_expired(at(now)), expected, "{now}");
        }
        let soon = Some(ExpiryStatus::Soon { days: 1 });
        assert_eq!(summary.status(at("2027-02-28T12:00:00Z")), soon, "and before it is near");
    }

    #[test]
    fn summary_of_an_earlier_version_is_read() {
        let saved = r#"{"lastFour":"ken","fingerprint":"a b c","length":5,"recipe":"ready",
            "madeFrom":"ready","madeAt":"1970-01-01T00:00:00Z","expiresOn":null,
            "expirySource":null,"saved":true}"#;
        let summary: TokenSummary = serde_json::from_str(saved).expect("it reads");
        assert_eq!(summary.origin, None, "where it belongs was not written yet");
    }
}
