//! Many servers a code: the same cause in other bodies, other headers, other versions of HTTP.

mod bodies;
mod statuses;
mod wire;

use footbridge_connection::TrustAnchors;
use footbridge_finding::Severity;
use tokio::task::JoinSet;

use crate::server::{EMPTY, Reply, Server, answer, case, codes, healthy, quick, run, users};

const PAGE: &str = "<!DOCTYPE html>\n<html lang=en><head><title>Sign in</title></head><body><form></form></body></html>";
const SCIM: &str = "Content-Type: application/scim+json\r\n";
const HTML: &str = "Content-Type: text/html; charset=UTF-8\r\n";

/// What answers the user query, the only codes it may lead to, and what it is.
type Case = (Reply, &'static [&'static str], String);

fn error(status: u16) -> String {
    format!(
        r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"{status}","detail":"It says so."}}"#
    )
}

fn chunked(head: &str, body: &[u8]) -> Vec<u8> {
    let (first, second) = body.split_at(body.len() / 2);
    let mut bytes = format!("HTTP/1.1 {head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for chunk in [first, second].into_iter().filter(|chunk| !chunk.is_empty()) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

/// One answer in every form in which HTTP/1 can carry it.
fn forms(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<(Reply, String)> {
    let body = body.as_ref();
    let old = format!("HTTP/1.0 {status}\r\n{headers}\r\n");
    let open = format!("HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n");
    let early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    let lines = format!("HTTP/1.1 {status}\nContent-Length: {}\n", body.len());
    let lines = format!("{lines}{}\n", headers.replace("\r\n", "\n"));
    let code = status.split(' ').next().unwrap();
    vec![
        (Reply::Keep(answer(status, headers, body)), "with a length".to_owned()),
        (Reply::Keep(chunked(&format!("{status}\r\n{headers}"), body)), "chunked".to_owned()),
        (Reply::Close([old.as_bytes(), body].concat()), "as HTTP/1.0".to_owned()),
        (Reply::Close([open.as_bytes(), body].concat()), "to the end of the connection".to_owned()),
        (
            Reply::Keep([&early[..], &answer(status, headers, body)].concat()),
            "after 1xx".to_owned(),
        ),
        (Reply::Keep([lines.as_bytes(), body].concat()), "with bare line feeds".to_owned()),
        (Reply::Keep(answer(code, headers, body)), "without a reason phrase".to_owned()),
        (
            Reply::Keep(answer(status, &headers.to_uppercase(), body)),
            "with headers in capitals".to_owned(),
        ),
    ]
}

fn every(codes: &'static [&'static str], answers: &[(&str, &str, &str)]) -> Vec<Case> {
    answers
        .iter()
        .flat_map(|(status, headers, body)| {
            forms(status, headers, body).into_iter().map(move |(reply, form)| {
                (reply, codes, format!("{status} {headers:?} {body:.20} {form}"))
            })
        })
        .collect()
}

/// Runs the case and says what was wrong, if anything was.
async fn wrong((reply, expected, why): Case) -> Option<String> {
    let waits = reply.lets_wait();
    let server = Server::start(users(reply)).await;
    let mut request = case(&server.url());
    if waits {
        request.limits = quick();
    }
    let report = run(request).await;
    let found = codes(&report);
    let failed = report.findings.iter().any(|finding| finding.severity == Severity::Error);
    let wrong = found != expected || report.ok == failed;
    wrong.then(|| format!("{why}: expected {expected:?}, found {found:?}, ok {}", report.ok))
}

/// Runs every case, some at a time, and names all that went wrong.
async fn assert_codes(cases: impl IntoIterator<Item = Case>) {
    let mut waiting = cases.into_iter();
    let mut runs: JoinSet<Option<String>> = waiting.by_ref().take(8).map(wrong).collect();
    let mut all_wrong = Vec::new();
    while let Some(ended) = runs.join_next().await {
        all_wrong.extend(ended.unwrap());
        if let Some(next) = waiting.next() {
            runs.spawn(wrong(next));
        }
    }
    assert!(all_wrong.is_empty(), "{} cases:\n{}", all_wrong.len(), all_wrong.join("\n"));
}

#[tokio::test]
async fn a_right_answer_is_right_in_every_form() {
    let pretty = EMPTY.replace(',', ",\n  ");
    let short = r#"{"totalResults":0,"Resources":[],"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"more":{"is":["fine"]}}"#;
    let kinds = [
        SCIM,
        "Content-Type: application/scim+json; charset=utf-8\r\n",
        "Content-Type: Application/JSON\r\n",
        "Content-Type: application/scim+json\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nX-Odd: \u{e9}\r\n",
    ];
    let answers: Vec<(&str, &str, &str)> = kinds
        .iter()
        .flat_map(|kind| [EMPTY, &pretty, short].map(|body| ("200 OK", *kind, body)))
        .collect();
    assert_codes(every(&[], &answers)).await;
}

#[tokio::test]
async fn a_server_with_tls_where_the_url_says_http_is_not_http() {
    let (port, _) = crate::secured::healthy_behind_tls("localhost").await;
    let mut request = case(&format!("http://127.0.0.1:{port}/scim"));
    request.trust = TrustAnchors::given(&[], &[]);
    assert_eq!(codes(&run(request).await), ["http.malformed"], "its alert is not HTTP");
}

#[tokio::test]
async fn users_and_groups_fail_each_for_themselves() {
    let not_found = || Reply::Keep(answer("404 Not Found", SCIM, error(404)));
    type Which = fn(&crate::server::Seen) -> bool;
    let cases: [(Which, &[&str], &str); 3] = [
        (|seen| seen.is_users(), &["users.not_found"], "users only"),
        (|seen| !seen.is_users(), &["groups.not_found"], "groups only"),
        (|_| true, &["users.not_found"], "both are one cause"),
    ];
    for (which, expected, why) in cases {
        let server = Server::start(move |seen| {
            if seen.is_authorised() && which(seen) { not_found() } else { healthy(seen) }
        })
        .await;
        assert_eq!(codes(&run(case(&server.url())).await), expected, "{why}");
    }
}
