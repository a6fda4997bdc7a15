//! What holds for every run: it only reads, ends in time, can be cancelled, and keeps the token.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use footbridge_connection::{ConnectionEvent, ConnectionTest, StageName, StageStatus, test};
use tokio_util::sync::CancellationToken;

use crate::server::{
    EMPTY, Reply, Server, TOKEN, answer, case, codes, healthy, run, scim, stage, users,
};

#[tokio::test]
async fn a_healthy_server_passes_every_stage() {
    let server = Server::start(healthy).await;
    let events = Mutex::new(Vec::new());
    let report = test(
        case(&server.url()),
        |event| events.lock().unwrap().push(event),
        CancellationToken::new(),
    )
    .await;
    assert!(report.ok && !report.cancelled, "{report:#?}");
    let names: Vec<_> = report.stages.iter().map(|stage| stage.name).collect();
    assert_eq!(names, StageName::ALL, "every stage, in order");
    for stage in &report.stages {
        let expected = match stage.name {
            StageName::Url | StageName::Dns => StageStatus::Warned,
            StageName::Proxy | StageName::Tls => StageStatus::Skipped,
            _ => StageStatus::Passed,
        };
        assert_eq!(stage.status, expected, "{stage:?}");
        assert!(!stage.detail.is_empty(), "{:?} says something", stage.name);
    }
    let finished: Vec<_> = events
        .into_inner()
        .unwrap()
        .into_iter()
        .filter_map(|event| match event {
            ConnectionEvent::Finished { stage } => Some(stage),
            ConnectionEvent::Started { .. } | ConnectionEvent::Waiting { .. } => None,
        })
        .collect();
    assert_eq!(finished, report.stages, "the events tell the same");
    assert!(
        server.seen().iter().all(|seen| seen.head.starts_with("GET ")),
        "nothing but GET is sent"
    );
}

#[tokio::test]
async fn the_stages_after_an_error_are_skipped_with_the_reason() {
    let server = Server::start(users(Reply::Keep(answer("401 Unauthorized", "", "")))).await;
    let report = run(case(&server.url())).await;
    assert_eq!(stage(&report, StageName::Http).status, StageStatus::Passed, "an answer came");
    assert_eq!(stage(&report, StageName::Auth).status, StageStatus::Failed, "the culprit");
    for name in [
        StageName::Users,
        StageName::Groups,
        StageName::Filter,
        StageName::WrongToken,
        StageName::NoToken,
        StageName::Timing,
    ] {
        let stage = stage(&report, name);
        assert_eq!(stage.status, StageStatus::Skipped, "{name:?}");
        assert_eq!(stage.detail, "Not tried: The token was refused.", "{name:?}");
    }
    assert_eq!(server.seen().len(), 1, "nothing more is sent");
}

#[tokio::test]
async fn a_filter_that_is_not_obeyed_skips_the_groups() {
    let somebody = EMPTY.replace("[]", r#"[{"id":"1"}]"#);
    let server = Server::start(users(Reply::Keep(scim(somebody)))).await;
    let report = run(case(&server.url())).await;
    let statuses: Vec<(StageName, StageStatus)> =
        report.stages.iter().skip(6).map(|stage| (stage.name, stage.status)).collect();
    use StageName as Name;
    use StageStatus::{Failed, Passed, Skipped};
    let expected = [
        (Name::Http, Passed),
        (Name::Auth, Passed),
        (Name::Users, Passed),
        (Name::Groups, Skipped),
        (Name::Filter, Failed),
        (Name::WrongToken, Skipped),
        (Name::NoToken, Skipped),
        (Name::Timing, Skipped),
    ];
    assert_eq!(statuses, expected, "one cause, one stage");
    let why = &stage(&report, Name::Groups).detail;
    assert!(why.starts_with("Not tried: ") && why.ends_with('.'), "with the reason: {why}");
}

#[tokio::test]
async fn a_redirect_gets_no_request() {
    let catcher = Server::start(healthy).await;
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let location = format!("Location: {}/Users\r\n", catcher.url());
        let server = Server::start(users(Reply::Keep(answer(status, &location, "")))).await;
        let report = run(case(&server.url())).await;
        assert_eq!(codes(&report), ["http.redirect"], "{status}");
        let explanation = &report.findings.first().unwrap().explanation;
        assert!(explanation.contains(&catcher.url()), "it names the place: {explanation}");
    }
    assert!(catcher.seen().is_empty(), "the token goes nowhere else");
}

#[tokio::test]
async fn a_run_ends_in_time_whatever_the_server_does() {
    let never = Server::start(|_| Reply::Never).await;
    let mut request = case(&never.url());
    request.limits.request = Duration::from_secs(60);
    request.limits.run = Duration::from_millis(200);
    let began = Instant::now();
    let report = run(request).await;
    assert!(began.elapsed() < Duration::from_secs(30), "took {:?}", began.elapsed());
    assert_eq!((codes(&report), report.ok), (vec!["http.timeout"], false), "the run's own limit");
}

#[tokio::test]
async fn late_right_answer_is_slow_and_no_failure() {
    let late = |seen: &crate::server::Seen| match seen.is_users() && seen.is_authorised() {
        true => Reply::Late(Duration::from_millis(150), scim(EMPTY)),
        false => healthy(seen),
    };
    let cases: [(u64, &[&str], bool); 2] =
        [(30_000, &["response.slow"], true), (50, &["http.timeout"], false)];
    for (patience, expected, ok) in cases {
        let server = Server::start(late).await;
        let mut request = case(&server.url());
        request.limits.request = Duration::from_millis(patience);
        request.limits.slow = Duration::from_millis(100);
        let report = run(request).await;
        assert_eq!((codes(&report), report.ok), (expected.to_vec(), ok), "within {patience} ms");
        let found = report.findings.iter().find(|found| found.code == expected[0]).unwrap();
        let words = &found.entra_says;
        assert!(!ok || words.as_ref().is_some_and(|text| text.contains("60 seconds")), "{words:?}");
    }
}

#[tokio::test]
async fn what_the_run_had_no_time_for_is_not_settled_and_no_failure() {
    // Only the first query is answered; the run ends before Entra would give the next one up.
    let silent = |seen: &crate::server::Seen| match seen.is_users() && seen.is_authorised() {
        true => healthy(seen),
        false => Reply::Never,
    };
    let server = Server::start(silent).await;
    let mut request = case(&server.url());
    request.limits.run = Duration::from_millis(900);
    request.limits.control = Duration::from_millis(200);
    let report = run(request).await;
    assert_eq!((codes(&report), report.ok), (vec!["http.timeout"], true), "a warning");
    assert!(report.findings.iter().any(|found| found.title.starts_with("It was not settled")));
}

#[tokio::test]
async fn cancelling_ends_a_run_at_once() {
    let server = Server::start(|_| Reply::Never).await;
    let cancel = CancellationToken::new();
    let mut request = case(&server.url());
    request.limits.request = Duration::from_secs(60);
    let began = Instant::now();
    let report = test(
        request,
        |event| {
            if event == (ConnectionEvent::Started { stage: StageName::Http }) {
                cancel.cancel();
            }
        },
        cancel.clone(),
    )
    .await;
    assert!(began.elapsed() < Duration::from_secs(30), "took {:?}", began.elapsed());
    assert!(report.cancelled && !report.ok, "neither passed nor failed");
    assert!(codes(&report).is_empty(), "cancelling is no finding");
    let stage = stage(&report, StageName::Http);
    assert_eq!(stage.status, StageStatus::Skipped, "it stays in the list");
    let detail = &stage.detail;
    assert!(
        detail.starts_with("Stopped by you after ")
            && detail.ends_with(" s of waiting for the answer to the query for a user."),
        "it says who, how long and for what: {detail}"
    );
    assert!(report.support_text.contains("Result: stopped before its end"), "so does the text");
}

#[tokio::test]
async fn the_token_is_in_no_output() {
    let echo = format!(
        r#"{{"detail":"no such token: {TOKEN} nor {} (key canary-key, secret c4n4ry-secret-value)"}}"#,
        &TOKEN.replace('=', "%3D")
    );
    let headers = format!("X-Echo: {TOKEN}\r\nWWW-Authenticate: Bearer error=\"{TOKEN}\"\r\n");
    let location = format!("Location: https://login.example/?token={TOKEN}\r\n");
    let replies = [
        answer("401 Unauthorized", &headers, &echo),
        answer("403 Forbidden", &headers, &echo),
        answer("400 Bad Request", &headers, &echo),
        answer("500 Internal Server Error", &headers, &echo),
        answer("302 Found", &location, &echo),
        answer("200 OK", &headers, &echo),
        answer("200 OK", "", format!("{{\"{TOKEN}\":1}}")),
        answer("200 OK", "", TOKEN),
        answer("200 OK", &format!("Content-Type: {TOKEN}\r\n"), EMPTY),
        answer("200 OK", &format!("Content-Encoding: {TOKEN}\r\n"), EMPTY),
        scim(EMPTY.replace(":0", &format!(":\"{TOKEN}\""))),
        format!("HTTP/1.1 200 {TOKEN}\r\n{TOKEN}: 1\r\n\r\n").into_bytes(),
        TOKEN.as_bytes().to_vec(),
    ];
    let mut cases: Vec<(ConnectionTest, String)> = Vec::new();
    for reply in replies {
        // Also the wrong token is answered so.
        let server = Server::start(move |_| Reply::Close(reply.clone())).await;
        cases.push((case(&server.url()), server.url()));
        cases.push((case(&format!("{}?t={TOKEN}", server.url())), "in the query".to_owned()));
    }
    cases.push((case(&format!("https://{TOKEN}.invalid/")), "in the host".to_owned()));
    cases.push((case(&format!("https://{TOKEN}@h.invalid/")), "as a user name".to_owned()));
    cases.push((case(&format!("https://h.invalid/ {TOKEN}")), "after a space".to_owned()));
    for (request, why) in cases {
        let debug = format!("{request:?}");
        let events = Mutex::new(String::new());
        let report = test(
            request,
            |event| events.lock().unwrap().push_str(&serde_json::to_string(&event).unwrap()),
            CancellationToken::new(),
        )
        .await;
        let json = serde_json::to_string(&report).unwrap();
        let outputs = [debug, json, format!("{report:?}"), events.into_inner().unwrap()];
        for output in outputs {
            let output = output.to_lowercase();
            for secret in [TOKEN, "canary-key", "c4n4ry-secret"] {
                let secret = secret.to_lowercase();
                for piece in secret.as_bytes().windows(8) {
                    let piece = std::str::from_utf8(piece).unwrap();
                    let at = output.find(piece);
                    // The URL that the admin typed is masked as a whole token only.
                    assert!(at.is_none(), "{why}: `{piece}` in {output}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_exchange_can_be_repeated_by_hand() {
    let server = Server::start(healthy).await;
    let report = run(case(&server.url())).await;
    let commands: Vec<_> = report.exchanges.iter().map(|exchange| &exchange.curl).collect();
    assert!(commands[0].contains("\"Authorization: Bearer $TOKEN\""), "{commands:?}");
    assert!(commands[2].contains("$WRONG_TOKEN"), "{commands:?}");
    assert!(!commands[3].contains("Authorization"), "{commands:?}");
    for exchange in &report.exchanges {
        assert!(exchange.curl.ends_with(&format!("'{}'", exchange.url)), "the same URL");
        assert!(exchange.curl.contains("-H 'User-Agent:'"), "no User-Agent either");
    }
    let shown = &report.exchanges[0].request_headers;
    let token = shown.iter().find(|header| header.name == "authorization").unwrap();
    assert_eq!(token.value, "Bearer ••••bHVl", "the last four");
    assert!(report.support_text.contains("Result: passed"), "{}", report.support_text);
}

#[tokio::test]
async fn the_text_for_support_holds_nobodys_data() {
    let somebody = EMPTY.replace("[]", r#"[{"userName":"ada@example.com"}]"#);
    let server = Server::start(users(Reply::Keep(scim(somebody)))).await;
    // A run can be moved to another thread, as a window does.
    let report = tokio::spawn(run(case(&server.url()))).await.unwrap();
    assert_eq!(codes(&report), ["filter.ignored"], "somebody came back");
    assert!(report.exchanges[0].body.contains("ada@"), "the admin may see it");
    assert!(!report.support_text.contains("ada@"), "the vendor is sent no people");
    assert!(report.support_text.contains("filter.ignored"), "but the finding");
}
