//! The matching attributes, each of them, and the words of the vendor.

use footbridge_connection::{StageName, TokenHalves};

use crate::causes::{keep, words};
use crate::server::{Reply, Seen, Server, case, codes, healthy, run, stage, unauthorised};

/// How a server answers every request.
type Answers = fn(&Seen) -> Reply;

const PAGE: &str = "<!DOCTYPE html><html><head><title>Not what you want</title></head></html>";
const HTML: &str = "Content-Type: text/html\r\n";
const JSON: &str = "Content-Type: application/json\r\n";

fn refused() -> Reply {
    Reply::Keep(unauthorised())
}

#[tokio::test]
async fn each_matching_attribute_is_asked_for() {
    fn only_names(seen: &Seen) -> bool {
        seen.head.contains("filter=userName+")
    }
    let oops: Answers = |seen| match seen.is_authorised() && seen.is_users() && !only_names(seen) {
        true => keep("500 Oops", HTML, PAGE),
        false => healthy(seen),
    };
    let bad: Answers = |seen| match seen.is_authorised() && seen.is_users() && !only_names(seen) {
        true => keep("400 Bad Request", JSON, r#"{"scimType":"invalidFilter"}"#),
        false => healthy(seen),
    };
    let no_names: Answers = |seen| match seen.is_authorised() && only_names(seen) {
        true => keep("400 Bad Request", JSON, r#"{"scimType":"invalidFilter"}"#),
        false => healthy(seen),
    };
    let cases: [(Answers, &[&str], &[&str], &str); 8] = [
        (healthy, &["userName", "externalId"], &[], ""),
        (oops, &["userName"], &[], ""),
        (oops, &["externalId"], &["http.server_error"], "by userName"),
        (oops, &["userName", "externalId"], &["http.server_error"], "by userName"),
        (oops, &["externalId", "userName"], &["http.server_error"], "by userName"),
        (bad, &["emails[type eq \"work\"].value"], &["filter.rejected"], "by userName"),
        (no_names, &["userName", "externalId"], &["filter.rejected"], "by externalId"),
        (no_names, &["userName"], &["filter.rejected"], "support eq on userName"),
    ];
    for (handler, attributes, expected, fix) in cases {
        let server = Server::start(handler).await;
        let mut request = case(&server.url());
        request.matching_attributes = attributes.iter().map(|it| (*it).to_owned()).collect();
        let report = run(request).await;
        assert_eq!(codes(&report), expected, "{attributes:?}");
        if expected.is_empty() {
            let line = stage(&report, StageName::Users).detail;
            assert!(line.ends_with(&attributes.join(" and ")), "{line} names them");
            continue;
        }
        let cause = report.findings.first().unwrap().causes.first().unwrap();
        assert!(cause.cause.contains("cannot filter by") || cause.cause.contains("does not know"));
        assert!(cause.fix.contains(fix), "{attributes:?}: {}", cause.fix);
        let named = attributes == ["userName"];
        assert!(!named || !cause.fix.contains("users by userName"), "it is what fails");
    }
}

#[tokio::test]
async fn refused_token_has_the_words_of_its_vendor() {
    let challenge = |text: &'static str| {
        move |seen: &Seen| match seen.is_authorised() {
            true => keep("401 No", &format!("WWW-Authenticate: {text}\r\n"), ""),
            false => refused(),
        }
    };
    let halves = || Some(TokenHalves { first: "API key".into(), second: "API secret".into() });
    let cases = [
        ("Bearer", None, "copied incompletely", "halves"),
        ("Bearer", halves(), "copied incompletely", ""),
        ("Basic realm=\"a\"", None, "takes Basic", "halves"),
        ("NTLM", None, "takes NTLM", "halves"),
        (
            "Bearer authorization_uri=\"https://login.microsoftonline.com/common\"",
            None,
            "a token that Entra itself makes",
            "halves",
        ),
    ];
    for (text, halves, first, never) in cases {
        let server = Server::start(challenge(text)).await;
        let mut request = case(&server.url());
        let pair = halves.is_some();
        request.token_halves = halves;
        let report = run(request).await;
        assert_eq!(codes(&report), ["auth.rejected"], "{text}");
        let cause = &report.findings.first().unwrap().causes.first().unwrap().cause;
        assert!(cause.contains(first), "{text}: first is {cause}");
        let words = words(&report);
        assert!(never.is_empty() || !words.contains(never), "{text}: {words}");
        assert_eq!(words.contains("swapped: API key and API secret"), pair, "{text}");
        assert!(words.contains("leave \"Secret Token\" blank"), "{text}: Entra's own token");
    }
}
