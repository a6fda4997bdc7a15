//! The requests that are made beside Entra's two: with a wrong token, with none, and again.

use footbridge_connection::StageName;

use crate::server::{
    EMPTY, Reply, Seen, Server, answer, case, codes, healthy, quick, run, scim, unauthorised,
};

/// How a server answers every request.
type Answers = fn(&Seen) -> Reply;

const HTML: &str = "<!DOCTYPE html><html><head><title>Blocked by Shield</title></head></html>";
const PAGE: &str = "Content-Type: text/html\r\n";

fn keep(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    Reply::Keep(answer(status, headers, body))
}

#[tokio::test]
async fn servers_that_do_not_check_tokens_are_caught() {
    let cases: [(Answers, &[&str], &str); 8] = [
        (|_| Reply::Keep(scim(EMPTY)), &["auth.anonymous"], "open to everybody"),
        (
            |seen| {
                let any = seen.header("authorization").is_some();
                Reply::Keep(if any { scim(EMPTY) } else { unauthorised() })
            },
            &["auth.not_checked"],
            "any token will do",
        ),
        (
            |seen| {
                let refused = seen.header("authorization").is_some() && !seen.is_authorised();
                Reply::Keep(if refused { unauthorised() } else { scim(EMPTY) })
            },
            &["auth.anonymous"],
            "a wrong token is refused, none is not",
        ),
        (
            |seen| if seen.is_authorised() { healthy(seen) } else { Reply::Reset },
            &[],
            "hanging up is a refusal",
        ),
        (
            |seen| {
                if seen.is_authorised() {
                    healthy(seen)
                } else {
                    keep("302 Found", "Location: /login\r\n", "")
                }
            },
            &[],
            "so is a redirect to a sign-in page",
        ),
        (
            |seen| {
                if seen.is_authorised() { healthy(seen) } else { keep("200 OK", PAGE, HTML) }
            },
            &[],
            "and the page itself",
        ),
        (
            |seen| {
                if seen.is_authorised() {
                    healthy(seen)
                } else {
                    keep("429 Too Many Requests", "", "")
                }
            },
            &["http.rate_limited"],
            "not settled",
        ),
        (
            |seen| if seen.is_authorised() { healthy(seen) } else { Reply::Never },
            &["http.timeout"],
            "not settled either",
        ),
    ];
    for (handler, expected, why) in cases {
        let server = Server::start(handler).await;
        let mut request = case(&server.url());
        if expected == ["http.timeout"] {
            request.limits = quick();
        }
        let report = run(request).await;
        assert_eq!(codes(&report), expected, "{why}");
        let stages: Vec<&str> =
            report.stages.iter().filter_map(|stage| stage.finding.as_deref()).collect();
        assert!(
            stages.iter().all(|code| report.findings.iter().any(|found| found.code == *code)),
            "{why}: each stage's finding is among the findings: {stages:?}"
        );
    }
}

#[tokio::test]
async fn a_passing_failure_is_tried_again_once() {
    let first = |reply: Reply| {
        let asked = std::sync::atomic::AtomicU32::new(0);
        move |seen: &Seen| {
            let again = asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) > 0;
            if again { healthy(seen) } else { reply.clone() }
        }
    };
    let cases: Vec<(Reply, &[&str], usize, &str)> = vec![
        (keep("502 Bad Gateway", "", ""), &[], 5, "502"),
        (Reply::Reset, &[], 5, "a reset"),
        (keep("503 Busy", "Retry-After: 1\r\n", ""), &[], 5, "503 with a short wait"),
        (
            keep("429 Too Many Requests", "Retry-After: 1\r\n", ""),
            &["http.rate_limited"],
            5,
            "a short wait",
        ),
        (
            keep("500 Internal Server Error", "", ""),
            &["http.server_error"],
            3,
            "500 is no passing failure, and is compared",
        ),
        (keep("401 Unauthorized", "", ""), &["auth.rejected"], 1, "a refusal is final"),
    ];
    for (reply, expected, requests, why) in cases {
        let server = Server::start(first(reply)).await;
        let report = run(case(&server.url())).await;
        assert_eq!(codes(&report), expected, "{why}");
        assert_eq!(server.seen().len(), requests, "{why}: requests");
        assert_eq!(report.exchanges.len(), requests, "{why}: each is shown");
    }
}

fn is_nowhere(seen: &Seen) -> bool {
    !seen.head.contains("/Users") && !seen.head.contains("/Groups")
}

#[tokio::test]
async fn request_at_a_path_that_cannot_exist_stays_below_the_tenant_url() {
    let server = Server::start(|_| keep("404 Not Found", PAGE, HTML)).await;
    let report = run(case(&format!("{}?aadOptscim062020", server.url()))).await;
    let seen = server.seen();
    let nowhere = seen.iter().find(|seen| is_nowhere(seen)).unwrap();
    assert!(nowhere.head.starts_with("GET /scim/"), "below it: {}", nowhere.head);
    assert!(nowhere.head.contains("?aadOptscim062020 "), "with its query: {}", nowhere.head);
    assert_eq!(
        nowhere.header("host"),
        Some(server.address.to_string().as_str()),
        "and nowhere else"
    );
    let without = report.exchanges.iter().find(|it| it.stage == StageName::NoToken).unwrap();
    assert!(without.request_headers.iter().all(|header| header.name != "authorization"));
}
