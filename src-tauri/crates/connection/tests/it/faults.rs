//! One server a fault, and exactly its code.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::server::{
    EMPTY, Reply, Seen, Server, answer, bound, case, codes, healthy, quick, run, scim, users,
};

const HTML: &str = "<!DOCTYPE html><html><head><title>Blocked by Shield</title></head></html>";
const ONE: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[{"id":"1","userName":"a"}]}"#;

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn keep(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    Reply::Keep(answer(status, headers, body))
}

const JSON: &str = "Content-Type: application/scim+json\r\n";
const PAGE: &str = "Content-Type: text/html\r\n";
const TEXT: &str = "Content-Type: text/plain\r\n";
const ERROR: &str =
    r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","detail":"No."}"#;

#[tokio::test]
async fn each_answer_to_the_user_query_has_its_code() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/scim+json\r\n\r\n";
    let zeros = vec![0; 40 * 1024 * 1024];
    let cases: Vec<(Reply, &[&str], &str)> = vec![
        (keep("200 OK", JSON, EMPTY), &[], "the right answer"),
        (
            keep("200 OK", "Content-Type: application/json;charset=utf-8\r\n", EMPTY),
            &[],
            "plain JSON",
        ),
        (
            Reply::Close(format!("HTTP/1.0 200 OK\r\n{JSON}\r\n{EMPTY}").into_bytes()),
            &[],
            "HTTP/1.0",
        ),
        (
            Reply::Keep(format!("{chunked}{:x}\r\n{EMPTY}\r\n0\r\n\r\n", EMPTY.len()).into_bytes()),
            &[],
            "chunked",
        ),
        (Reply::Close(scim(EMPTY)), &[], "closed after the answer, unannounced"),
        (
            keep("301 Moved", "Location: https://elsewhere.example/\r\n", ""),
            &["http.redirect"],
            "301",
        ),
        (keep("302 Found", "Location: /login\r\n", HTML), &["http.redirect"], "302 with a page"),
        (
            keep("307 Temporary Redirect", "Location: file:///etc/passwd\r\n", ""),
            &["http.redirect"],
            "307",
        ),
        (keep("308 Permanent Redirect", "", ""), &["http.redirect"], "308 to nowhere"),
        (Reply::Never, &["http.timeout"], "no answer"),
        (Reply::Drip(b"HTTP/1.1 200 OK\r\nX: ".to_vec()), &["http.timeout"], "dripped headers"),
        (
            Reply::Drip(
                format!("HTTP/1.1 200 OK\r\n{JSON}Content-Length: 100000\r\n\r\n").into_bytes(),
            ),
            &["http.timeout"],
            "a dripped body",
        ),
        (Reply::Reset, &["http.closed"], "closed without a word"),
        (Reply::Close(b"HTTP/1.1 200 OK\r\nContent-".to_vec()), &["http.closed"], "cut headers"),
        (
            Reply::Close(
                format!("HTTP/1.1 200 OK\r\n{JSON}Content-Length: 500\r\n\r\n{EMPTY}").into_bytes(),
            ),
            &["http.closed"],
            "a cut body",
        ),
        (
            Reply::Close(format!("{chunked}fff\r\n{EMPTY}").into_bytes()),
            &["http.closed"],
            "a cut chunk",
        ),
        (
            Reply::Close(format!("{chunked}zz\r\n{EMPTY}\r\n0\r\n\r\n").into_bytes()),
            &["http.malformed"],
            "no chunk size",
        ),
        (Reply::Close(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()), &["http.malformed"], "another service"),
        (
            Reply::Close(b"HTTP/9.9 200 OK\r\n\r\n".to_vec()),
            &["http.malformed"],
            "an unknown version",
        ),
        (
            Reply::Close(
                b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}".to_vec(),
            ),
            &["http.malformed"],
            "two lengths",
        ),
        (
            Reply::Close(
                format!("HTTP/1.1 200 OK\r\n{JSON}X: {}\r\n\r\n{EMPTY}", "x".repeat(1 << 20))
                    .into_bytes(),
            ),
            &["http.too_large"],
            "a header of 1 MiB",
        ),
        (
            Reply::Close(
                format!("HTTP/1.1 200 OK\r\n{}\r\n{EMPTY}", "X: y\r\n".repeat(10_000)).into_bytes(),
            ),
            &["http.too_large"],
            "ten thousand headers",
        ),
        (
            Reply::Flood(format!("HTTP/1.1 200 OK\r\n{JSON}\r\n").into_bytes()),
            &["http.too_large"],
            "a body without end",
        ),
        (
            Reply::Close(
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{EMPTY}", u64::MAX / 2)
                    .into_bytes(),
            ),
            &["http.too_large"],
            "8 EiB announced",
        ),
        (
            keep("200 OK", "Content-Encoding: gzip\r\n", gzip(&zeros)),
            &["http.too_large"],
            "a decompression bomb",
        ),
        (
            keep("200 OK", &format!("{JSON}Content-Encoding: gzip\r\n"), gzip(EMPTY.as_bytes())),
            &["body.encoding"],
            "compressed unasked",
        ),
        (
            keep("200 OK", &format!("{JSON}Content-Encoding: br\r\n"), EMPTY),
            &["body.encoding"],
            "in an unknown coding",
        ),
        (
            keep("200 OK", &format!("{JSON}Content-Encoding: gzip\r\n"), EMPTY),
            &["body.encoding"],
            "gzip in name only",
        ),
        (keep("401 Unauthorized", "WWW-Authenticate: Basic\r\n", ""), &["auth.rejected"], "401"),
        (keep("401 Unauthorized", PAGE, HTML), &["auth.rejected"], "401 with a page"),
        (keep("403 Forbidden", JSON, ERROR), &["auth.forbidden"], "403 by the application"),
        (keep("403 Forbidden", PAGE, ""), &["auth.forbidden"], "403 with nothing"),
        (keep("403 Forbidden", PAGE, HTML), &["auth.blocked"], "403 with a page"),
        (keep("403 Forbidden", "", HTML), &["auth.blocked"], "403 with a page of no type"),
        (keep("406 Not Acceptable", PAGE, HTML), &["auth.blocked"], "406 with a page"),
        (keep("403 Forbidden", TEXT, "error code: 1010"), &["auth.blocked"], "403 in plain text"),
        (keep("429 Too Many Requests", PAGE, HTML), &["http.rate_limited"], "429 with a page"),
        (keep("503 Service Unavailable", PAGE, HTML), &["http.server_error"], "503 with a page"),
        (
            keep("503 Service Unavailable", &format!("{PAGE}cf-mitigated: challenge\r\n"), HTML),
            &["auth.blocked"],
            "503 with a challenge",
        ),
        (keep("400 Bad Request", JSON, ERROR), &["filter.rejected"], "400 in SCIM's form"),
        (keep("400 Bad Request", PAGE, HTML), &["http.bad_request"], "400 with a page"),
        (keep("402 Payment Required", JSON, ERROR), &["http.payment_required"], "402"),
        (keep("404 Not Found", JSON, ERROR), &["users.not_found"], "404"),
        (keep("404 Not Found", PAGE, HTML), &["users.not_found"], "404 with a page is one cause"),
        (
            keep("405 Method Not Allowed", "Allow: POST\r\n", ""),
            &["http.method_not_allowed"],
            "405",
        ),
        (keep("418 Teapot", JSON, ERROR), &["http.unexpected_status"], "418"),
        (keep("204 No Content", "", ""), &["body.empty"], "204"),
        (keep("201 Created", JSON, EMPTY), &["http.unexpected_status"], "201"),
        (
            keep("429 Too Many Requests", "Retry-After: 3600\r\n", ""),
            &["http.rate_limited"],
            "an hour is not waited for",
        ),
        (
            keep("429 Too Many Requests", "Retry-After: Sat, 21 Nov 2026 13:00:00 GMT\r\n", ""),
            &["http.rate_limited"],
            "nor until a time",
        ),
        (keep("429 Too Many Requests", "", ""), &["http.rate_limited"], "and again after a pause"),
        (keep("500 Internal Server Error", PAGE, HTML), &["http.server_error"], "500"),
        (keep("502 Bad Gateway", PAGE, HTML), &["http.server_error"], "502 with a page"),
        (
            keep("503 Service Unavailable", JSON, ERROR),
            &["http.server_error"],
            "503 by the application",
        ),
        (keep("504 Gateway Timeout", "", ""), &["http.server_error"], "504"),
        (keep("501 Not Implemented", "", ""), &["http.not_implemented"], "501"),
        (keep("200 OK", JSON, ""), &["body.empty"], "nothing"),
        (keep("200 OK", PAGE, HTML), &["body.html"], "a sign-in page"),
        (keep("200 OK", JSON, HTML), &["body.html"], "a page under a wrong type"),
        (keep("200 OK", "Content-Type: application/xml\r\n", "<list/>"), &["body.not_json"], "XML"),
        (keep("200 OK", JSON, b"{\0}\0"), &["body.encoding"], "UTF-16"),
        (keep("200 OK", JSON, "{}"), &["body.not_list"], "an object"),
        (keep("200 OK", JSON, "[]"), &["body.not_list"], "an array"),
        (Reply::Keep(scim(EMPTY.replace("[]", "null"))), &["body.resources_null"], "null"),
        (Reply::Keep(scim(EMPTY.replace(":0", ":7"))), &["body.total_mismatch"], "another total"),
        (
            Reply::Keep(scim(EMPTY.replace(":0", ":\"0\""))),
            &["body.total_mismatch"],
            "a total in quotes",
        ),
        (
            Reply::Keep(scim([b"\xef\xbb\xbf", EMPTY.as_bytes()].concat())),
            &["body.encoding"],
            "a byte order mark",
        ),
        (
            keep("200 OK", "Content-Type: text/plain\r\n", EMPTY),
            &["content_type.wrong"],
            "plain text",
        ),
        (keep("200 OK", "", EMPTY), &["content_type.wrong"], "no type"),
        (keep("200 OK", PAGE, EMPTY), &["content_type.wrong"], "JSON as text/html"),
        (Reply::Keep(scim(ONE)), &["filter.ignored"], "somebody"),
    ];
    for (reply, expected, why) in cases {
        let waits = reply.lets_wait();
        let server = Server::start(users(reply)).await;
        let mut request = case(&server.url());
        if waits {
            request.limits = quick();
        }
        let report = run(request).await;
        assert_eq!(codes(&report), expected, "{why}: {:#?}", report.findings);
        let failed = report
            .findings
            .iter()
            .any(|finding| finding.severity == footbridge_finding::Severity::Error);
        assert_eq!(report.ok, !failed, "{why}: passed unless there is an error");
        for finding in &report.findings {
            let causes = finding.causes.iter().flat_map(|cause| [&cause.cause, &cause.fix]);
            for text in causes.chain([&finding.title, &finding.explanation]) {
                assert!(!text.contains('{'), "{why}: a fact is missing in {text:?}");
            }
        }
    }
}

#[tokio::test]
async fn each_answer_to_the_group_query_has_its_code() {
    let groups = |reply: Reply| {
        move |seen: &Seen| match seen.is_users() {
            true => healthy(seen),
            false => reply.clone(),
        }
    };
    let cases: Vec<(Reply, &[&str], &str)> = vec![
        (keep("404 Not Found", JSON, ERROR), &["groups.not_found"], "404"),
        (keep("403 Forbidden", JSON, ERROR), &["groups.failed"], "403"),
        (keep("401 Unauthorized", JSON, ERROR), &["groups.failed"], "401"),
        (keep("501 Not Implemented", "", ""), &["groups.failed"], "501"),
        (keep("200 OK", PAGE, HTML), &["groups.failed"], "a page"),
        (Reply::Keep(scim(ONE)), &["groups.failed"], "the filter is ignored"),
        (Reply::Never, &["groups.failed"], "no answer"),
        (
            Reply::Stall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{".to_vec()),
            &["groups.failed"],
            "half an answer",
        ),
        (
            Reply::Drip(b"HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n{".to_vec()),
            &["groups.failed"],
            "an answer that never ends",
        ),
        (
            Reply::Flood(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
            &["groups.failed"],
            "too much of an answer",
        ),
        (keep("200 OK", "", EMPTY), &["content_type.wrong"], "a warning stays one"),
    ];
    for (reply, expected, why) in cases {
        for provisioned in [true, false] {
            let server = Server::start(groups(reply.clone())).await;
            let mut request = case(&server.url());
            request.groups_provisioned = provisioned;
            if reply.lets_wait() {
                request.limits = quick();
            }
            let report = run(request).await;
            assert_eq!(codes(&report), expected, "{why}");
            let fatal = provisioned && expected[0].starts_with("groups");
            assert_eq!(report.ok, !fatal, "{why}: an error only when groups are provisioned");
            assert_eq!(
                report.exchanges.last().unwrap().status,
                Some(401),
                "{why}: the controls are made all the same"
            );
        }
    }
}

#[tokio::test]
async fn a_slow_answer_is_a_warning() {
    let server = Server::start(healthy).await;
    let mut request = case(&server.url());
    request.limits.slow = std::time::Duration::ZERO;
    let report = run(request).await;
    assert_eq!((codes(&report), report.ok), (vec!["response.slow"], true), "slower than nothing");
}

#[tokio::test]
async fn what_fails_before_http_has_its_code() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let cases = [
        (format!("http://{free}/"), "tcp.refused", "nothing listens"),
        ("https://footbridge.invalid/scim".to_owned(), "dns.not_found", "RFC 6761 keeps it free"),
        ("https://169.254.169.254/".to_owned(), "url.link_local", "never asked"),
        ("https://h.example/ scim".to_owned(), "url.invalid", "a space"),
    ];
    for (url, expected, why) in cases {
        let report = run(case(&url)).await;
        assert_eq!(codes(&report), [expected], "{why}");
        assert!(report.exchanges.is_empty(), "{why}: nothing is sent");
    }
    for (token, expected) in [("", "token.malformed"), ("Bearer x", "token.malformed")] {
        let mut request = case("https://h.example/");
        request.token = bound(token, "https://h.example/");
        assert_eq!(codes(&run(request).await), [expected], "{token:?}");
    }
}
