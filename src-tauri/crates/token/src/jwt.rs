//! What a token says of itself when it is a JWT (RFC 7519).
//!
//! It is never verified: its claims are read as a reminder, never as a proof.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::Token;

/// A JWT may begin this much later than this computer's clock says. Our choice.
const CLOCKS_APART: SignedDuration = SignedDuration::from_mins(5);

/// Microsoft Graph, and the interface before it, by their addresses and ids.
const GRAPH: [&str; 4] = [
    "https://graph.microsoft.com",
    "00000003-0000-0000-c000-000000000000",
    "https://graph.windows.net",
    "00000002-0000-0000-c000-000000000000",
];

/// Reads the `exp` of a JWT (RFC 7519 §4.1.4) without verifying anything.
///
/// Returns `None` when the token is no JWT of three parts, or has no usable `exp`. Both whole and
/// fractional seconds are read, as a NumericDate may have either.
pub fn jwt_expiry(token: &Token) -> Option<Timestamp> {
    claims::<Expires>(token).and_then(|claims| moment(claims.exp))
}

/// Whether the token begins later than at `now`.
pub(crate) fn begins_later(token: &Token, now: Timestamp) -> bool {
    let start = claims::<Begins>(token).and_then(|claims| moment(claims.nbf));
    start.is_some_and(|start| start.duration_since(now) > CLOCKS_APART)
}

/// Whether the token was issued for Microsoft Graph.
pub(crate) fn is_for_graph(token: &Token) -> bool {
    let audiences = match claims::<IsFor>(token).map(|claims| claims.aud) {
        Some(Audience::One(audience)) => vec![audience],
        Some(Audience::Many(audiences)) => audiences,
        None => Vec::new(),
    };
    audiences.iter().any(|audience| {
        GRAPH.iter().any(|known| audience.trim_end_matches('/').eq_ignore_ascii_case(known))
    })
}

/// One claim each; the others are skipped without being kept.
#[derive(Deserialize)]
struct Expires {
    exp: f64,
}

#[derive(Deserialize)]
struct Begins {
    nbf: f64,
}

#[derive(Deserialize)]
struct IsFor {
    aud: Audience,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

fn claims<T: for<'a> Deserialize<'a>>(token: &Token) -> Option<T> {
    // EXPOSE: a JWT's claims are part of its text.
    let text = token.secret().expose_secret();
    let mut parts = text.split('.');
    let (_header, claims, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let mut bytes = Zeroizing::new(vec![0; base64::decoded_len_estimate(claims.len())]);
    let written = URL_SAFE_NO_PAD.decode_slice(claims.trim_end_matches('='), &mut bytes).ok()?;
    let claims = bytes.get(..written)?;
    // Serde would read an array's first element as the first field.
    if !claims.starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(claims).ok()
}

fn moment(seconds: f64) -> Option<Timestamp> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast saturates, and jiff checks the range"
    )]
    let seconds = seconds.trunc() as i64;
    Timestamp::from_second(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwt(claims: &str) -> Token {
        Token::from_text(&format!("eyJhbGciOiJub25lIn0.{}.c2ln", URL_SAFE_NO_PAD.encode(claims)))
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("the test's own time is valid")
    }

    #[test]
    fn exp_is_read_from_a_jwt_only() {
        let cases = [
            (jwt(r#"{"exp":1300819380}"#), Some("2011-03-22T18:43:00Z"), "RFC 7519 §3.1's example"),
            (
                jwt(r#"{"iss":"joe","exp":1300819380.5}"#),
                Some("2011-03-22T18:43:00Z"),
                "fractional",
            ),
            (jwt(r#"{"iss":"joe"}"#), None, "no exp"),
            (jwt(r#"{"exp":"soon"}"#), None, "exp is no number"),
            (jwt(r#"{"exp":1e300}"#), None, "beyond any calendar"),
            (jwt("[1]"), None, "claims are no object"),
            (Token::from_text("a.b"), None, "two parts"),
            (Token::from_text("a.b.c.d.e"), None, "five parts: a JWE, which cannot be read"),
            (Token::from_text("c2FmZTprZXk="), None, "no JWT at all"),
        ];
        for (token, expected, why) in cases {
            assert_eq!(jwt_expiry(&token), expected.map(at), "{why}");
        }
    }

    #[test]
    fn beginning_and_audience_are_read_from_a_jwt_only() {
        let now = at("2011-03-22T18:43:00Z");
        let cases = [
            (jwt(r#"{"nbf":1300822980}"#), true, false, "an hour ahead"),
            (jwt(r#"{"nbf":1300819500}"#), false, false, "clocks differ"),
            (jwt(r#"{"nbf":"later"}"#), false, false, "nbf is no number"),
            (jwt(r#"{"aud":"https://graph.microsoft.com/"}"#), false, true, "for Graph"),
            (
                jwt(r#"{"aud":["a","00000003-0000-0000-c000-000000000000"]}"#),
                false,
                true,
                "for Graph among others",
            ),
            (jwt(r#"{"aud":"scim"}"#), false, false, "for somebody else"),
            (jwt(r#"{"aud":7}"#), false, false, "aud is no text"),
            (Token::from_text("c2FmZTprZXk="), false, false, "no JWT at all"),
        ];
        for (token, later, graph, why) in cases {
            assert_eq!((begins_later(&token, now), is_for_graph(&token)), (later, graph), "{why}");
        }
    }
}
