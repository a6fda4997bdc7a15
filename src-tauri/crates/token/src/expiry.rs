//! When a token expires, and how near that is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::Token;
use crate::jwt::jwt_expiry;

/// How the day of expiry is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ExpirySource {
    /// The token is a JWT (RFC 7519) with an `exp`.
    Jwt,
    /// The vendor's profile says how long its tokens live.
    Profile,
    /// The admin entered it.
    Entered,
}

/// The day a token expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expiry {
    /// The day, in UTC.
    pub on: Date,
    /// How it is known.
    pub source: ExpirySource,
}

/// How near an expiry is, in whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpiryStatus {
    /// More than 30 days away.
    Later {
        /// Days until then, 31 or more.
        days: u32,
    },
    /// Within 30 days; 0 is today.
    Soon {
        /// Days until then, 0 to 30.
        days: u32,
    },
    /// Past.
    Expired {
        /// Days since then, 1 or more.
        days: u32,
    },
}

/// How many days before the expiry it counts as near; our choice.
const SOON: i32 = 30;

impl Expiry {
    /// Finds the expiry of a token that was made at `made_at`.
    ///
    /// What the admin `entered` wins, since it is said on purpose; then the token's own `exp`; then
    /// `profile_days`, the life that the vendor gives its tokens, counted from `made_at`.
    pub fn of(
        token: &Token,
        entered: Option<Date>,
        profile_days: Option<u32>,
        made_at: Timestamp,
    ) -> Option<Self> {
        let entered = entered.map(|on| Expiry { on, source: ExpirySource::Entered });
        let jwt =
            || jwt_expiry(token).map(|at| Expiry { on: day_of(at), source: ExpirySource::Jwt });
        entered.or_else(jwt).or_else(|| Expiry::by_profile(profile_days, made_at))
    }

    /// Counts the life that the vendor gives its tokens.
    pub(crate) fn by_profile(days: Option<u32>, made_at: Timestamp) -> Option<Self> {
        let days = i32::try_from(days?).ok()?;
        let on = day_of(made_at).checked_add(days.days()).ok()?;
        Some(Expiry { on, source: ExpirySource::Profile })
    }

    /// Says how near the expiry is at `now`.
    pub fn status(&self, now: Timestamp) -> ExpiryStatus {
        let days = day_of(now).until(self.on).map_or(0, |span| span.get_days());
        match days {
            ..0 => ExpiryStatus::Expired { days: days.unsigned_abs() },
            0..=SOON => ExpiryStatus::Soon { days: days.unsigned_abs() },
            _ => ExpiryStatus::Later { days: days.unsigned_abs() },
        }
    }
}

fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn jwt(claims: &str) -> Token {
        Token::from_text(&format!("eyJhbGciOiJub25lIn0.{}.c2ln", URL_SAFE_NO_PAD.encode(claims)))
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("the test's own time is valid")
    }

    #[test]
    fn the_nearest_knowledge_wins() {
        let made = at("2026-11-21T23:30:00Z");
        let plain = Token::from_text("plain");
        let claims = jwt(r#"{"exp":1798761600}"#);
        let entered = Date::new(2026, 12, 24).ok();
        let cases = [
            (&plain, None, None, None, "nothing is known"),
            (&plain, None, Some(90), Some(("2027-02-19", ExpirySource::Profile)), "90 days"),
            (
                &claims,
                None,
                Some(90),
                Some(("2027-01-01", ExpirySource::Jwt)),
                "JWT before profile",
            ),
            (
                &claims,
                entered,
                Some(90),
                Some(("2026-12-24", ExpirySource::Entered)),
                "said on purpose",
            ),
            (&plain, None, Some(u32::MAX), None, "a life beyond any calendar is no expiry"),
        ];
        for (token, entered, days, expected, why) in cases {
            let found = Expiry::of(token, entered, days, made);
            let expected = expected.map(|(on, source)| Expiry {
                on: on.parse().expect("the test's own date is valid"),
                source,
            });
            assert_eq!(found, expected, "{why}");
        }
    }

    #[test]
    fn status_counts_days() {
        let expiry = Expiry { on: Date::constant(2026, 12, 31), source: ExpirySource::Entered };
        let cases = [
            ("2026-11-01T12:00:00Z", ExpiryStatus::Later { days: 60 }, "over a month"),
            ("2026-11-30T00:00:00Z", ExpiryStatus::Later { days: 31 }, "31 days are not near"),
            ("2026-12-01T00:00:00Z", ExpiryStatus::Soon { days: 30 }, "30 days are near"),
            ("2026-12-31T23:59:59Z", ExpiryStatus::Soon { days: 0 }, "the day itself still counts"),
            ("2027-01-01T00:00:00Z", ExpiryStatus::Expired { days: 1 }, "the day after"),
        ];
        for (now, expected, why) in cases {
            assert_eq!(expiry.status(at(now)), expected, "{why}");
        }
    }
}
