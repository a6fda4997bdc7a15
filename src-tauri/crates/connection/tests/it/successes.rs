//! Answers with status 200 that are none.

use crate::server::{EMPTY, Reply, Server, case, codes, run, scim, unauthorised, users};

const NOT_FOUND: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"Resource not found"}"#;

fn refused() -> Reply {
    Reply::Keep(unauthorised())
}

#[tokio::test]
async fn error_in_a_success_shows_what_the_server_says() {
    let bodies = [
        NOT_FOUND.to_owned(),
        r#"{"error":"Resource not found"}"#.to_owned(),
        r#"{"errors":[{"message":"Resource not found"}]}"#.to_owned(),
        r#"{"Errors":[{"description":"Resource not found","code":"404"}]}"#.to_owned(),
        r#"{"status":500,"detail":"Resource not found"}"#.to_owned(),
    ];
    for body in bodies {
        let reply = Reply::Keep(scim(&body));
        let server = Server::start(users(reply)).await;
        let report = run(case(&server.url())).await;
        assert_eq!(codes(&report), ["body.not_list"], "{body}");
        let finding = report.findings.first().unwrap();
        assert_eq!(finding.evidence.as_deref(), Some("Resource not found"), "{body}");
        assert!(finding.title.contains("an error as if it were a success"), "{}", finding.title);
    }
}

#[tokio::test]
async fn total_that_is_always_the_same_is_a_warning() {
    for total in ["1", "20", "4711"] {
        let list = EMPTY.replace("\"totalResults\":0", &format!("\"totalResults\":{total}"));
        let server = Server::start(move |seen| match seen.is_authorised() {
            true => Reply::Keep(scim(&list)),
            false => refused(),
        })
        .await;
        let report = run(case(&server.url())).await;
        assert_eq!((codes(&report), report.ok), (vec!["body.total_mismatch"], true), "{total}");
    }
}
