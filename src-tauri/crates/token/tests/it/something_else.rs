//! What is copied along with a token, or in its place.

use footbridge_token::Recognised;

use crate::checks::Case;
use crate::{PAIR, READY, VERBATIM};

/// A token with something around it that is cut.
fn cut(pasted: &'static str, codes: &'static [&'static str], why: &'static str) -> Case {
    (READY, ["", "", pasted], Recognised::ReadyToken, codes, Some("abc123"), why)
}

/// Something that is no token.
fn none(pasted: &'static str, codes: &'static [&'static str], why: &'static str) -> Case {
    (READY, ["", "", pasted], Recognised::ReadyToken, codes, None, why)
}

/// Cases as those of the checks.
pub(crate) fn cases() -> Vec<Case> {
    use Recognised::{Credential, Pair, ReadyToken};
    vec![
        cut("\"abc123\"", &["token:token.quotes_around"], "quotes"),
        cut("'abc123'", &["token:token.quotes_around"], "single ones"),
        cut("“abc123”", &["token:token.quotes_around"], "a word processor's"),
        cut("Token: abc123", &["token:token.label_in_front"], "a label"),
        cut("token=abc123", &["token:token.label_in_front"], "a variable"),
        cut("Secret Token: abc123", &["token:token.label_in_front"], "Entra's own label"),
        cut(
            "access_token: \"Bearer abc123\"",
            &[
                "token:token.label_in_front",
                "token:token.quotes_around",
                "token:token.bearer_prefix",
            ],
            "all of them",
        ),
        none("••••••••••••", &["token:token.mask"], "dots"),
        none("****************", &["token:token.mask"], "stars"),
        none("<your token>", &["token:token.placeholder"], "a guide's"),
        none("{secret-token}", &["token:token.placeholder"], "another guide's"),
        none("https://scim.example.com/v2", &["token:token.web_address"], "the tenant URL"),
        // {"aud":"https://graph.microsoft.com"}
        none(
            "eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20ifQ.c2ln",
            &["token:token.wrong_audience"],
            "Graph's",
        ),
        // {"nbf":4102444800}, which is 2100-01-01.
        (
            READY,
            ["", "", "eyJhbGciOiJub25lIn0.eyJuYmYiOjQxMDI0NDQ4MDB9.c2ln"],
            ReadyToken,
            &["token:token.not_yet_valid"],
            Some("eyJhbGciOiJub25lIn0.eyJuYmYiOjQxMDI0NDQ4MDB9.c2ln"),
            "a later day's",
        ),
        (
            PAIR,
            ["\"key\"", "sec", ""],
            Pair,
            &["key:token.quotes_around"],
            Some("a2V5OnNlYw=="),
            "a half in quotes",
        ),
        (PAIR, ["key", "••••••••", ""], Pair, &["secret:token.mask"], None, "a hidden half"),
        (VERBATIM, ["", "", "abc=="], Credential, &[], Some("abc=="), "an end is no label"),
        (VERBATIM, ["", "", "a=b"], Credential, &[], Some("a=b"), "nor is a letter"),
    ]
}
