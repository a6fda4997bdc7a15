//! The token as text: what of it cannot be sent, when it ends, and what may be shown.

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

/// A longer token, in bytes, may pass the test and fail to be saved: Microsoft names 1,024 bytes as
/// the limit of what Entra keeps ("Storage limit", and for the Government cloud "Known issues").
const LONGEST: usize = 1024;

/// A JWT may begin this much later than this computer's clock says. Our choice.
const CLOCKS_APART: SignedDuration = SignedDuration::from_mins(5);

/// Looks for what Entra could not send or keep, or the server could not accept now.
///
/// `expires_on` is the expiry by the profile or the admin; a JWT states its own.
pub(crate) fn check(
    token: &SecretString,
    expires_on: Option<Date>,
    now: Timestamp,
) -> Vec<Observed> {
    // EXPOSE: to look at its characters; none of them leaves this function.
    let token = token.expose_secret();
    if let Some(reason) = malformed(token) {
        return vec![Observed::new(Code::TokenMalformed).with("reason", reason)];
    }
    let claims = Jwt::read(token);
    let too_long = (token.len() > LONGEST)
        .then(|| Observed::new(Code::TokenTooLong).with("bytes", token.len()));
    let found = [
        expiry(claims.as_ref(), expires_on, now),
        claims.as_ref().and_then(|claims| claims.begins_later(now)),
        claims
            .as_ref()
            .filter(|claims| claims.is_for_graph())
            .map(|_| Observed::new(Code::TokenWrongAudience)),
        too_long,
    ];
    found.into_iter().flatten().collect()
}

fn expiry(claims: Option<&Jwt>, expires_on: Option<Date>, now: Timestamp) -> Option<Observed> {
    let own = claims.and_then(|claims| claims.time("exp"));
    let end = own.or_else(|| {
        // The last day still counts, wherever on earth it ends.
        let day_after = expires_on?.tomorrow().ok()?;
        Some(day_after.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })?;
    let date = expires_on
        .filter(|_| own.is_none())
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
const REASONS: [(&str, Applies); 10] = [
    ("It is empty", |token| token.trim().is_empty()),
    ("It begins with \"Bearer \", which Entra adds by itself", |token| {
        token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer "))
    }),
    ("It is the dots or stars that stand for a hidden token", |token| {
        token.trim().chars().all(|c| matches!(c, '•' | '●' | '*' | '·' | '∙' | '.' | '…'))
    }),
    ("It is a placeholder from a guide", |token| {
        let token = token.trim();
        [('<', '>'), ('{', '}'), ('[', ']')]
            .iter()
            .any(|(open, close)| token.starts_with(*open) && token.ends_with(*close))
    }),
    ("It has quotes around it", |token| {
        let quote =
            |c: char| matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '„' | '«' | '»');
        token.trim().starts_with(quote) || token.trim().ends_with(quote)
    }),
    ("It has a label such as \"token=\" in front", has_label),
    ("It is a web address", |token| {
        let start = token.trim_start().get(..8).unwrap_or_default().to_ascii_lowercase();
        start.starts_with("https://") || start.starts_with("http://")
    }),
    ("It holds a line break", |token| token.contains(['\r', '\n'])),
    ("It holds a space", |token| token.contains(char::is_whitespace)),
    ("It holds a character that no header may carry", |token| {
        !token.bytes().all(|byte| byte.is_ascii_graphic())
    }),
];

/// Whether what stands before the first colon or equals sign is a word for the token itself.
fn has_label(token: &str) -> bool {
    const LABELS: [&str; 10] = [
        "token",
        "secret token",
        "secrettoken",
        "secret_token",
        "access_token",
        "bearer_token",
        "bearer token",
        "api token",
        "api_token",
        "authorization",
    ];
    let label = token.trim_start().split_once([':', '=']).map(|(label, _)| label.trim());
    label.is_some_and(|label| LABELS.iter().any(|known| label.eq_ignore_ascii_case(known)))
}

fn malformed(token: &str) -> Option<&'static str> {
    REASONS.iter().find(|(_, applies)| applies(token)).map(|(reason, _)| *reason)
}

/// Whether a text is one of our reasons.
pub(crate) fn is_reason(text: &str) -> bool {
    REASONS.iter().any(|(reason, _)| *reason == text)
}

/// The claims of a JWT (RFC 7519 §4.1). Its signature is not checked.
struct Jwt(serde_json::Value);

impl Jwt {
    fn read(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (Some(_), Some(payload), Some(_), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
        serde_json::from_slice(&payload).ok().map(Jwt)
    }

    fn time(&self, claim: &str) -> Option<Timestamp> {
        let seconds = self.0.get(claim)?.as_f64()?;
        // Whole seconds are enough, and a nonsense number saturates.
        #[expect(clippy::cast_possible_truncation, reason = "saturating is what is wanted")]
        Timestamp::from_second(seconds as i64).ok()
    }

    fn begins_later(&self, now: Timestamp) -> Option<Observed> {
        let start = self.time("nbf")?;
        let from = start.to_string();
        (start.duration_since(now) > CLOCKS_APART)
            .then(|| Observed::new(Code::TokenNotYetValid).with("begin", from))
    }

    /// Whether it was issued for Microsoft Graph, or for the interface before it.
    fn is_for_graph(&self) -> bool {
        const GRAPH: [&str; 4] = [
            "https://graph.microsoft.com",
            "00000003-0000-0000-c000-000000000000",
            "https://graph.windows.net",
            "00000002-0000-0000-c000-000000000000",
        ];
        let is_graph = |audience: &serde_json::Value| {
            let audience = audience.as_str().unwrap_or_default().trim_end_matches('/');
            GRAPH.iter().any(|known| known.eq_ignore_ascii_case(audience))
        };
        match self.0.get("aud") {
            Some(serde_json::Value::Array(audiences)) => audiences.iter().any(is_graph),
            Some(audience) => is_graph(audience),
            None => false,
        }
    }
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

    fn codes(token: &str, expires_on: Option<&str>) -> Vec<&'static str> {
        let expires_on = expires_on.map(|date| date.parse().unwrap());
        let seen = check(&SecretString::from(token), expires_on, NOW.parse().unwrap());
        seen.iter().map(|seen| seen.code.as_str()).collect()
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
            assert_eq!(codes(token, expires_on), Vec::from_iter(expected), "{why}");
        }
    }

    #[test]
    fn token_that_is_something_else_has_its_reason() {
        let cases = [
            ("••••••••••••", "dots"),
            ("************", "dots"),
            ("<your token>", "placeholder"),
            ("{secret-token}", "placeholder"),
            ("[TOKEN]", "placeholder"),
            ("\"abc123\"", "quotes"),
            ("'abc123'", "quotes"),
            ("“abc123”", "quotes"),
            ("token=abc123", "label"),
            ("Token: abc123", "label"),
            ("Secret Token: abc123", "label"),
            ("access_token=abc123", "label"),
            ("https://scim.example.com/v2", "web address"),
            ("http://scim.example.com", "web address"),
        ];
        for (token, word) in cases {
            assert!(malformed(token).is_some_and(|reason| reason.contains(word)), "{token}");
        }
        for token in ["abc:123", "abc=", "key=value==", "a.b.c", "tok3n", "https", "sk_live_1:x"] {
            assert_eq!(malformed(token), None, "{token}");
        }
    }

    #[test]
    fn jwt_says_when_it_begins_and_for_whom_it_is() {
        let now: Timestamp = NOW.parse().unwrap();
        let begins = |minutes: i64| format!(r#"{{"nbf":{}}}"#, now.as_second() + minutes * 60);
        let cases = [
            (begins(60), vec!["token.not_yet_valid"], "an hour ahead"),
            (begins(3), vec![], "clocks differ"),
            (begins(-60), vec![], "long ago"),
            (
                r#"{"aud":"https://graph.microsoft.com/"}"#.into(),
                vec!["token.wrong_audience"],
                "text",
            ),
            (
                r#"{"aud":["x","00000003-0000-0000-c000-000000000000"]}"#.into(),
                vec!["token.wrong_audience"],
                "a list",
            ),
            (r#"{"aud":"https://scim.example.com"}"#.into(), vec![], "the vendor"),
            (r#"{"aud":7}"#.into(), vec![], "nonsense"),
        ];
        for (claims, expected, why) in cases {
            assert_eq!(codes(&jwt(&claims), None), expected, "{why}");
        }
    }

    #[test]
    fn token_beyond_what_entra_keeps_is_a_warning() {
        assert_eq!(codes(&"a".repeat(1024), None), Vec::<&str>::new());
        assert_eq!(codes(&"a".repeat(1025), None), ["token.too_long"]);
        let soon = codes(&"a".repeat(1025), Some("2026-12-01"));
        assert_eq!(soon, ["token.expires_soon", "token.too_long"], "both are told");
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
