//! Which cause is told first, by what others are answered: without the token, and at a path that
//! cannot exist.

use footbridge_connection::{ConnectionReport, StageName, StageStatus};

use crate::server::{Reply, Seen, Server, answer, case, codes, healthy, run, stage, unauthorised};

/// How a server answers every request.
type Answers = fn(&Seen) -> Reply;

const PAGE: &str = "<!DOCTYPE html><html><head><title>Not what you want</title></head></html>";
const HTML: &str = "Content-Type: text/html\r\n";
const JSON: &str = "Content-Type: application/json\r\n";
const NOT_FOUND: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"Resource not found"}"#;

pub(crate) fn keep(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    Reply::Keep(answer(status, headers, body))
}

fn refused() -> Reply {
    Reply::Keep(unauthorised())
}

/// What only the token's owner is answered at the users.
fn to_token(seen: &Seen, reply: Reply) -> Reply {
    if !seen.is_authorised() {
        return refused();
    }
    if seen.is_users() { reply } else { healthy(seen) }
}

fn redirect(place: &str) -> Reply {
    keep("302 Found", &format!("Location: {place}\r\n"), "")
}

/// Returns everything a finding says, but for the server's words.
pub(crate) fn words(report: &ConnectionReport) -> String {
    let finding = report.findings.first().unwrap();
    let causes = finding.causes.iter().flat_map(|cause| [&cause.cause, &cause.fix]);
    let all = [&finding.title, &finding.explanation].into_iter().chain(causes);
    all.cloned().collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn first_cause_is_the_one_that_was_observed() {
    let cases: [(Answers, &str, &str, &str, &str); 36] = [
        // 400
        (
            |_| keep("400 Bad Request", HTML, PAGE),
            "http.bad_request",
            "no site of the name",
            "ejects the filter",
            "a page, for everybody",
        ),
        (
            |_| keep("400 Bad Request", "", ""),
            "http.bad_request",
            "no site of the name",
            "ejects the filter",
            "nothing, for everybody",
        ),
        (
            |_| keep("400 Bad Request", JSON, r#"{"error":"bad"}"#),
            "http.bad_request",
            "no site of the name",
            "the token is known",
            "JSON, for everybody",
        ),
        (
            |seen| to_token(seen, keep("400 Bad Request", HTML, PAGE)),
            "http.bad_request",
            "does not accept the token",
            "ejects the filter",
            "a page, for the token",
        ),
        (
            |seen| to_token(seen, keep("400 Bad Request", JSON, r#"{"error":"invalid_token"}"#)),
            "http.bad_request",
            "does not accept the token",
            "ejects the filter",
            "JSON, for the token",
        ),
        (
            |seen| to_token(seen, keep("400 No", JSON, r#"{"scimType":"invalidFilter"}"#)),
            "filter.rejected",
            "cannot filter by",
            "hoose userName",
            "the filter, named",
        ),
        (
            |seen| to_token(seen, keep("400 No", JSON, NOT_FOUND.replace("404", "400"))),
            "filter.rejected",
            "another form",
            "hoose userName",
            "in SCIM's form, unnamed",
        ),
        // 403
        (
            |_| keep("403 Forbidden", JSON, r#"{"message":"Forbidden"}"#),
            "http.forbidden",
            "not switched on",
            "oken is known",
            "JSON, for everybody",
        ),
        (
            |_| keep("403 Forbidden", "", ""),
            "http.forbidden",
            "not switched on",
            "oken is known",
            "nothing, for everybody",
        ),
        (
            |_| {
                keep(
                    "403 Forbidden",
                    "x-amzn-errortype: ForbiddenException\r\n",
                    r#"{"message":"Forbidden"}"#,
                )
            },
            "http.forbidden",
            "path in the tenant URL is not deployed",
            "oken is known",
            "a gateway's",
        ),
        (
            |seen| to_token(seen, keep("403 Forbidden", JSON, r#"{"message":"Forbidden"}"#)),
            "auth.forbidden",
            "lacks a role",
            "everybody",
            "JSON, for the token",
        ),
        (
            |seen| match seen.is_authorised() {
                true => keep("403 Forbidden", JSON, r#"{"detail":"Scope is missing"}"#),
                false => keep("403 Forbidden", JSON, r#"{"detail":"Not authenticated"}"#),
            },
            "auth.forbidden",
            "lacks a role",
            "everybody",
            "403 without a token too, in other words",
        ),
        (
            |_| keep("403 Forbidden", "Content-Type: text/plain\r\n", "error code: 1010"),
            "auth.blocked",
            "User-Agent",
            "oken is known",
            "plain text, for everybody",
        ),
        (
            |_| keep("403 Forbidden", HTML, PAGE),
            "auth.blocked",
            "User-Agent",
            "oken is known",
            "a page, for everybody",
        ),
        (
            |seen| to_token(seen, keep("403 Forbidden", HTML, PAGE)),
            "auth.blocked",
            "application itself",
            "everybody",
            "a page, for the token",
        ),
        // 404
        (
            |seen| to_token(seen, keep("404 Not Found", JSON, NOT_FOUND)),
            "users.not_found",
            "404 when nobody is found",
            "no users under",
            "a SCIM error",
        ),
        (
            |seen| to_token(seen, keep("404 Not Found", JSON, r#"{"error":"none"}"#)),
            "users.not_found",
            "404 when nobody is found",
            "no users under",
            "JSON",
        ),
        (
            |seen| to_token(seen, keep("404 Not Found", "", "")),
            "users.not_found",
            "404 when nobody is found",
            "no users under",
            "nothing, and not elsewhere",
        ),
        (
            |_| keep("404 Not Found", HTML, PAGE),
            "users.not_found",
            "web site answers here",
            "when nobody is found",
            "a page",
        ),
        (
            |_| keep("404 Not Found", "Content-Type: text/plain\r\n", "404 page not found"),
            "users.not_found",
            "Part of the path",
            "the path is right",
            "a line of text",
        ),
        (
            |_| keep("404 Not Found", JSON, r#"{"detail":"Not Found"}"#),
            "users.not_found",
            "Part of the path",
            "the path is right",
            "JSON, for everybody and everywhere",
        ),
        (
            |_| keep("404 Not Found", JSON, NOT_FOUND),
            "users.not_found",
            "404 when nobody is found",
            "no users under",
            "SCIM, for everybody and everywhere",
        ),
        (
            |_| keep("404 Not Found", JSON, r#"{"message":"no Route matched with those values"}"#),
            "users.not_found",
            "Part of the path",
            "the path is right",
            "a gateway's",
        ),
        (
            |_| keep("403 Forbidden", "x-amz-apigw-id: a1\r\n", r#"{"message":"Forbidden"}"#),
            "http.forbidden",
            "path in the tenant URL is not deployed",
            "oken is known",
            "a gateway's, by its mark",
        ),
        // 3xx
        (
            |_| redirect("/login?next=%2Fscim"),
            "http.redirect",
            "token is not accepted",
            "as tenant URL",
            "a sign-in page",
        ),
        (
            |_| redirect("/users/sign_in"),
            "http.redirect",
            "token is not accepted",
            "as tenant URL",
            "another's",
        ),
        (
            |_| redirect("/auth/login.aspx?ReturnUrl=x"),
            "http.redirect",
            "token is not accepted",
            "as tenant URL",
            "an old one",
        ),
        (
            |_| redirect("https://login.example.com/authorize?client_id=1"),
            "http.redirect",
            "ingle sign-on stands in front",
            "as tenant URL",
            "another host",
        ),
        (
            |_| redirect("https://elsewhere.example/"),
            "http.redirect",
            "ingle sign-on stands in front",
            "as tenant URL",
            "another host, without a word",
        ),
        (
            |seen| {
                let path = seen.head.split([' ', '?']).nth(1).unwrap();
                redirect(&format!("{path}/?again=1"))
            },
            "http.redirect",
            "without a slash",
            "as tenant URL",
            "a slash",
        ),
        // 5xx
        (
            |_| keep("503 Service Unavailable", HTML, PAGE),
            "http.server_error",
            "down, restarting",
            "irewall",
            "a page",
        ),
        (
            |_| keep("503 Service Unavailable", "Retry-After: 120\r\n", ""),
            "http.server_error",
            "after 2 minutes",
            "irewall",
            "with a time",
        ),
        (
            |_| keep("502 Bad Gateway", HTML, PAGE),
            "http.server_error",
            "down, restarting",
            "irewall",
            "a gateway's",
        ),
        (
            |_| keep("511 Network", HTML, PAGE),
            "http.server_error",
            "sign-in page of its own",
            "irewall",
            "the network's own",
        ),
        (
            |seen| to_token(seen, keep("500 Oops", HTML, PAGE)),
            "http.server_error",
            "a user who does not exist",
            "hoose userName",
            "the query",
        ),
        // 200
        (
            |_| keep("200 OK", HTML, PAGE),
            "body.html",
            "web site answers here",
            "oken is known",
            "a page for every path",
        ),
    ];
    for (handler, code, first, never, why) in cases {
        let server = Server::start(handler).await;
        let report = run(case(&server.url())).await;
        assert_eq!(codes(&report), [code], "{why}");
        let finding = report.findings.first().unwrap();
        let cause = &finding.causes.first().unwrap().cause;
        assert!(cause.contains(first), "{why}: first is {cause}");
        let words = words(&report);
        assert!(!words.contains(never), "{why}: {never:?} is not so: {words}");
        assert!(
            words.contains("For comparison: without a token"),
            "{why}: it says what was compared"
        );
        let saved = report.for_saving();
        let told = |report: &ConnectionReport| {
            let explanation = report.findings.first().map(|finding| finding.explanation.clone());
            explanation.and_then(|told| Some(told.split_once(" For comparison: ")?.1.to_owned()))
        };
        assert_eq!(told(&saved), told(&report), "{why}: and says so when it is opened again");
        assert!(server.seen().len() <= 5, "{why}: few requests");
        for seen in server.seen() {
            assert!(seen.head.starts_with("GET "), "{why}: it only reads");
            let right = seen.is_authorised();
            assert!(right || seen.header("authorization").is_none(), "{why}: the token or none");
        }
    }
}

#[tokio::test]
async fn token_line_says_what_was_not_reached() {
    let cases: [(Answers, StageStatus, &str); 4] = [
        (|_| keep("404 Not Found", HTML, PAGE), StageStatus::Skipped, "the same"),
        (
            |seen| to_token(seen, keep("404 Not Found", JSON, NOT_FOUND)),
            StageStatus::Passed,
            "without a token the answer is 401",
        ),
        (
            |seen| match seen.is_authorised() {
                true => keep("404 Not Found", HTML, PAGE),
                false => redirect("/login"),
            },
            StageStatus::Skipped,
            "may never have seen the token",
        ),
        (|seen| to_token(seen, keep("200 OK", JSON, "{}")), StageStatus::Skipped, "may never"),
    ];
    for (handler, status, detail) in cases {
        let server = Server::start(handler).await;
        let report = run(case(&server.url())).await;
        let line = stage(&report, StageName::Auth);
        assert_eq!(line.status, status, "{}", line.detail);
        assert!(line.detail.contains(detail), "{}", line.detail);
    }
}

#[tokio::test]
async fn special_letter_of_the_tenants_own_part_is_named() {
    let cases = [
        ("/scim/acme.eu/v2", Some("The part acme.eu of the path holds a dot")),
        ("/scim/acme~1", Some("The part acme~1 of the path holds the sign ~")),
        ("/scim/v2.0", None),
        ("/scim/acme", None),
    ];
    for (path, expected) in cases {
        let server = Server::start(|_| keep("404 Not Found", HTML, PAGE)).await;
        let report = run(case(&format!("http://{}{path}", server.address))).await;
        let words = words(&report);
        match expected {
            Some(expected) => assert!(words.contains(expected), "{path}: {words}"),
            None => assert!(!words.contains("The part "), "{path}: {words}"),
        }
    }
}
