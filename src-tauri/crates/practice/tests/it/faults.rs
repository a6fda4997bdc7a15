//! Faults on purpose.

use std::collections::BTreeSet;
use std::time::Duration;

use footbridge_practice::{Fault, PracticeTenant};

use crate::client::{Answer, place, send, send_raw};
use crate::config;

async fn broken(fault: &str) -> PracticeTenant {
    let mut config = config();
    config.faults = vec![Fault::named(fault).unwrap()];
    config.slowness = Duration::from_millis(1);
    PracticeTenant::start(config).await.unwrap()
}

#[test]
fn faults_have_names_sentences_and_findings() {
    let names: BTreeSet<&str> = Fault::all().iter().map(Fault::name).collect();
    assert_eq!(names.len(), Fault::all().len(), "two faults have one name");
    for fault in Fault::all() {
        let name = fault.name();
        assert_eq!(Fault::named(name), Some(*fault), "{name} is found by its name");
        assert!(!fault.sentence().is_empty(), "{name} says what it does");
        assert!(fault.finding().contains('.'), "{name} names a finding's code");
    }
    assert_eq!(Fault::named("healthy"), None, "an unknown name is none");
}

#[tokio::test]
async fn each_fault_shows() {
    let wrong = "Authorization: Bearer wrong\r\n";
    type Expected = fn(&Answer) -> bool;
    let cases: [(&str, u16, u16, Expected); 45] = [
        ("unauthorized", 401, 401, |a| a.json()["status"] == "401"),
        ("forbidden", 403, 401, |a| a.json()["status"] == "403"),
        ("forbidden-to-all", 403, 403, |a| a.json()["status"] == "403"),
        ("no-route", 403, 403, |a| a.header("x-amzn-errortype").is_some()),
        ("bad-request", 400, 400, |a| a.body.starts_with(b"<!DOCTYPE html>")),
        ("payment-required", 402, 402, |a| a.json()["status"] == "402"),
        ("blocked-in-words", 403, 403, |a| a.header("content-type") == Some("text/plain")),
        ("challenge", 503, 503, |a| a.header("cf-mitigated") == Some("challenge")),
        ("restarting", 503, 503, |a| a.header("retry-after") == Some("120")),
        ("rate-limited-page", 429, 429, |a| a.header("retry-after") == Some("3600")),
        ("redirect-sign-in", 302, 302, |a| a.header("location").unwrap().starts_with("/login")),
        ("redirect-slash", 301, 301, |a| a.header("location").unwrap().ends_with("/Users/")),
        ("website", 404, 404, |a| a.body.starts_with(b"<!DOCTYPE html>")),
        ("no-content", 204, 401, |a| a.body.is_empty()),
        ("error-as-success", 200, 401, |a| a.json()["status"] == "404"),
        ("small-resources", 200, 401, |a| a.json()["resources"].is_array()),
        ("other-attributes-fail", 200, 401, |a| a.json()["totalResults"] == 0),
        ("blocked", 403, 403, |a| a.header("content-type").unwrap().starts_with("text/html")),
        ("any-token", 200, 200, |a| a.json()["totalResults"] == 0),
        ("anonymous", 200, 200, |a| a.json()["totalResults"] == 0),
        ("redirect", 302, 302, |a| a.header("location").is_some()),
        ("rate-limited", 429, 429, |a| a.header("retry-after") == Some("1")),
        ("server-error", 500, 500, |a| a.json()["status"] == "500"),
        ("not-implemented", 501, 501, |a| a.json()["status"] == "501"),
        ("method-not-allowed", 405, 405, |a| a.json()["status"] == "405"),
        ("unexpected-status", 418, 418, |a| a.body.is_empty()),
        ("users-not-found", 404, 401, |a| a.json()["status"] == "404"),
        ("groups-not-found", 200, 401, |a| a.json()["totalResults"] == 0),
        ("groups-failed", 200, 401, |a| a.json()["totalResults"] == 0),
        ("empty-body", 200, 401, |a| a.body.is_empty()),
        ("html", 200, 200, |a| a.body.starts_with(b"<!DOCTYPE html>")),
        ("not-json", 200, 401, |a| serde_json::from_slice::<serde_json::Value>(&a.body).is_err()),
        ("bad-encoding", 200, 401, |a| std::str::from_utf8(&a.body).is_err()),
        ("not-a-list", 200, 401, |a| a.body == b"{}"),
        ("resources-null", 200, 401, |a| a.json()["Resources"].is_null()),
        ("total-mismatch", 200, 401, |a| a.json()["totalResults"] == 1),
        ("too-large", 200, 401, |a| a.body.len() == 8 * 1024 * 1024),
        ("resources-missing", 200, 401, |a| a.json().get("Resources").is_none()),
        ("schema-missing", 200, 401, |a| a.json().get("schemas").is_none()),
        ("duplicate-key", 200, 401, |a| {
            String::from_utf8_lossy(&a.body).matches("totalResults").count() == 2
        }),
        ("bomb", 200, 401, |a| a.header("content-encoding") == Some("gzip")),
        ("filter-ignored", 200, 401, |a| a.json()["totalResults"] == 1),
        ("filter-rejected", 400, 401, |a| a.json()["scimType"] == "invalidFilter"),
        ("wrong-content-type", 200, 401, |a| a.header("content-type") == Some("text/plain")),
        ("slow", 200, 401, |a| a.json()["totalResults"] == 0),
    ];
    // What happens before there is any HTTP is left to the connection test, in `findings`.
    let below = ["dns", "tcp", "tls"];
    let raw = ["hang", "hangs-up", "cut-off", "not-http", "two-lengths", "endless", "drips"];
    let tested: BTreeSet<&str> = cases.iter().map(|case| case.0).chain(raw).collect();
    let known: BTreeSet<&str> = Fault::all()
        .iter()
        .filter(|fault| !below.iter().any(|stage| fault.finding().starts_with(stage)))
        // What is not kept is found by the proof, in its own tests.
        .filter(|fault| !fault.is_of_writing())
        .map(Fault::name)
        .collect();
    assert_eq!(tested, known, "a fault is not tested here");

    let probe = "Users?filter=userName+eq+%22a1b2%22";
    for (name, status, status_of_wrong_token, expected) in cases {
        let tenant = broken(name).await;
        let answer = send(&tenant, "GET", probe, None).await;
        assert_eq!(answer.status, status, "{name}");
        assert!(expected(&answer), "{name}: {}", answer.head);
        let refused = send_raw(&tenant, "GET", probe, wrong, b"").await;
        assert_eq!(refused.status, status_of_wrong_token, "{name} with a wrong token");
    }
}

#[tokio::test]
async fn fault_of_other_attributes_leaves_user_name_alone() {
    let tenant = broken("other-attributes-fail").await;
    let by = |attribute: &str| format!("Users?filter={attribute}+eq+%22a1b2%22");
    for (attribute, status) in [("userName", 200), ("externalId", 500), ("displayName", 500)] {
        let answer = send(&tenant, "GET", &by(attribute), None).await;
        assert_eq!(answer.status, status, "{attribute}");
    }
    assert_eq!(send(&tenant, "GET", "Users", None).await.status, 200, "and lists");
}

#[tokio::test]
async fn faults_of_groups_are_faults_of_groups_only() {
    for (name, status) in [("groups-not-found", 404), ("groups-failed", 500)] {
        let tenant = broken(name).await;
        assert_eq!(send(&tenant, "GET", "Groups", None).await.status, status, "{name}");
        assert_eq!(send(&tenant, "GET", "Users", None).await.status, 200, "{name} leaves users");
    }
}

#[tokio::test]
async fn a_tenant_that_hangs_can_be_stopped() {
    let tenant = broken("hang").await;
    let (host, root) = place(&tenant);
    let mut stream = tokio::net::TcpStream::connect(&host).await.unwrap();
    let request = format!("GET {root}/Users HTTP/1.1\r\nHost: {host}\r\n\r\n");
    tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
    while tenant.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(tenant.requests()[0].status, None, "the request is under way");
    tenant.shutdown().await;
    let mut answer = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 503"), "the request under way is ended");
}
