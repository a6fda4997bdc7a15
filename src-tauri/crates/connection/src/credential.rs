//! The token as text: what of it cannot be sent, when it ends, and what may be shown.
//!
//! Deliberately absent: recipes. How a token is composed is the token step's.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use footbridge_secret::MASK;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};

use crate::Code;
use crate::observed::Observed;

/// An end nearer than this is worth a warning. Our choice.
const SOON: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Which token a request carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credential {
    /// The admin's.
    Right,
    /// One at random, of the shape of the admin's.
    Wrong,
    /// None at all.
    None,
}

/// Looks for what Entra could not send, or the server could not accept any more.
///
/// `expires_on` is the expiry by the profile or the admin; a JWT states its own.
pub(crate) fn check(
    token: &SecretString,
    expires_on: Option<Date>,
    now: Timestamp,
) -> Option<Observed> {
    // EXPOSE: to look at its characters; none of them leaves this function.
    let token = token.expose_secret();
    if let Some(reason) = malformed(token) {
        return Some(Observed::new(Code::TokenMalformed).with("reason", reason));
    }
    let end = jwt_expiry(token).or_else(|| {
        // The last day still counts, wherever on earth it ends.
        let day_after = expires_on?.tomorrow().ok()?;
        Some(day_after.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })?;
    let date = expires_on
        .filter(|_| jwt_expiry(token).is_none())
        .unwrap_or_else(|| TimeZone::UTC.to_datetime(end).date());
    if end <= now {
        Some(Observed::new(Code::TokenExpired).with("date", date))
    } else if end.duration_since(now) < SOON {
        let left = time_left(end.duration_since(now));
        Some(Observed::new(Code::TokenExpiresSoon).with("date", date).with("left", left))
    } else {
        None
    }
}

/// Whether a reason applies to a token.
type Applies = fn(&str) -> bool;

/// Why a token cannot be sent, in the order in which it is told.
const REASONS: [(&str, Applies); 5] = [
    ("It is empty", |token| token.trim().is_empty()),
    ("It begins with \"Bearer \", which Entra adds by itself", |token| {
        token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer "))
    }),
    ("It holds a line break", |token| token.contains(['\r', '\n'])),
    ("It holds a space", |token| token.contains(char::is_whitespace)),
    ("It holds a character that no header may carry", |token| {
        !token.bytes().all(|byte| byte.is_ascii_graphic())
    }),
];

fn malformed(token: &str) -> Option<&'static str> {
    REASONS.iter().find(|(_, applies)| applies(token)).map(|(reason, _)| *reason)
}

/// Whether a text is one of our reasons.
pub(crate) fn is_reason(text: &str) -> bool {
    REASONS.iter().any(|(reason, _)| *reason == text)
}

/// Returns the `exp` of a JWT (RFC 7519 §4.1.4), without checking its signature.
fn jwt_expiry(token: &str) -> Option<Timestamp> {
    let mut parts = token.split('.');
    let (Some(_), Some(payload), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let claims: serde_json::Value = serde_json::from_slice(&payload).ok()?;
    let seconds = claims.get("exp")?.as_f64()?;
    // Whole seconds are enough, and a nonsense number saturates.
    #[expect(clippy::cast_possible_truncation, reason = "saturating is what is wanted")]
    Timestamp::from_second(seconds as i64).ok()
}

fn time_left(left: SignedDuration) -> String {
    let (count, unit) = match left.as_hours() {
        hours @ 48.. => (hours / 24, "days"),
        hours @ 2.. => (hours, "hours"),
        _ => (left.as_mins().max(1), "minutes"),
    };
    format!("{count} {unit}")
}

/// Returns the `Authorization` header as people may see it.
pub(crate) fn masked(token: &SecretString, credential: Credential) -> Option<String> {
    match credential {
        Credential::Right => {
            // EXPOSE: the last four characters, and those only of a token that is long enough.
            let token = token.expose_secret();
            let tail = token.len().checked_sub(4).filter(|_| token.len() >= 16);
            let tail = tail.and_then(|start| token.get(start..)).unwrap_or_default();
            Some(format!("Bearer {MASK}{tail}"))
        }
        Credential::Wrong => Some(format!("Bearer {MASK} (a random one)")),
        Credential::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-21T12:00:00Z";

    fn code(token: &str, expires_on: Option<&str>) -> Option<&'static str> {
        let expires_on = expires_on.map(|date| date.parse().unwrap());
        check(&SecretString::from(token), expires_on, NOW.parse().unwrap())
            .map(|seen| seen.code.as_str())
    }

    fn jwt(claims: &str) -> String {
        format!("eyJhbGciOiJIUzI1NiJ9.{}.c2lnbmF0dXJl", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn tokens_are_judged() {
        let now: Timestamp = NOW.parse().unwrap();
        let at = |hours: i64| jwt(&format!(r#"{{"exp":{}}}"#, now.as_second() + hours * 3600));
        let cases = [
            ("c2VjcmV0", None, None, "an ordinary token"),
            ("", None, Some("token.malformed"), "empty"),
            ("  ", None, Some("token.malformed"), "only spaces"),
            ("Bearer abc", None, Some("token.malformed"), "with the scheme"),
            ("bearer abc", None, Some("token.malformed"), "with the scheme in small letters"),
            ("abc def", None, Some("token.malformed"), "a space inside"),
            ("abc\n", None, Some("token.malformed"), "a line break after it"),
            ("abcæ", None, Some("token.malformed"), "not ASCII"),
            ("abc\u{7f}", None, Some("token.malformed"), "a control character"),
            (&at(-1), None, Some("token.expired"), "a JWT that has ended"),
            (&at(1), None, Some("token.expires_soon"), "a JWT for an hour"),
            (&at(24 * 90), None, None, "a JWT for three months"),
            (&jwt("{}"), None, None, "a JWT without end"),
            (&jwt("no json"), None, None, "it only looks like a JWT"),
            ("abc", Some("2026-11-20"), Some("token.expired"), "its day was yesterday"),
            ("abc", Some("2026-11-21"), Some("token.expires_soon"), "its day is today"),
            ("abc", Some("2026-12-01"), Some("token.expires_soon"), "ten days"),
            ("abc", Some("2027-03-01"), None, "far away"),
        ];
        for (token, expires_on, expected, why) in cases {
            assert_eq!(code(token, expires_on), expected, "{why}");
        }
    }

    #[test]
    fn the_masked_header_shows_four_characters_at_most() {
        let token = SecretString::from("Y3VzdG9tZXIta2V5OmM0bjRyeQ==");
        let cases = [
            (Credential::Right, Some("Bearer ••••eQ==".to_owned())),
            (Credential::Wrong, Some("Bearer •••• (a random one)".to_owned())),
            (Credential::None, None),
        ];
        for (credential, expected) in cases {
            assert_eq!(masked(&token, credential), expected, "{credential:?}");
        }
        let short = masked(&SecretString::from("short"), Credential::Right);
        assert_eq!(short.as_deref(), Some("Bearer ••••"), "four of five would be too many");
    }
}
