//! Each fault leads the connection test to the finding that it names.

use std::time::Duration;

use footbridge_connection::{ConnectionTest, Limits};
use footbridge_practice::{Fault, PracticeTenant};
use jiff::Timestamp;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::{TOKEN, config};

/// Short limits, and above them the slowness of the slow tenant, so that the test is a fast one.
fn limits() -> Limits {
    let (slow, request) = (Duration::from_millis(600), Duration::from_secs(3));
    Limits { slow, request, between_bytes: request, ..Limits::default() }
}

/// Returns the codes that the connection test finds, apart from those of every practice tenant:
/// that it has no TLS and a private address.
async fn found(faults: Vec<Fault>) -> (bool, Vec<String>) {
    let mut config = config();
    config.faults = faults;
    config.slowness = limits().slow * 2;
    let tenant = PracticeTenant::start(config).await.unwrap();
    let mut test =
        ConnectionTest::new(tenant.tenant_url(), SecretString::from(TOKEN), Timestamp::UNIX_EPOCH);
    test.limits = limits();
    let report = footbridge_connection::test(test, |_| {}, CancellationToken::new()).await;
    for request in tenant.requests() {
        assert_eq!(request.method, "GET", "the connection test only reads: {}", request.target);
        assert_eq!(request.user_agent, None, "Entra sends no User-Agent");
    }
    let codes = report
        .findings
        .into_iter()
        .map(|finding| finding.code)
        .filter(|code| !["url.not_https", "url.private_address"].contains(&code.as_str()))
        .collect();
    (report.ok, codes)
}

#[tokio::test]
async fn a_healthy_tenant_passes() {
    assert_eq!(found(Vec::new()).await, (true, Vec::new()), "nothing is wrong with it");
}

#[tokio::test]
async fn each_fault_is_found() {
    let mut runs = tokio::task::JoinSet::new();
    for fault in Fault::all() {
        runs.spawn(async move { (fault, found(vec![*fault]).await.1) });
    }
    let mut missed = Vec::new();
    while let Some(run) = runs.join_next().await {
        let (fault, codes) = run.unwrap();
        if codes != [fault.finding()] {
            missed.push(format!("{}: {} expected, found {codes:?}", fault.name(), fault.finding()));
        }
    }
    assert!(missed.is_empty(), "each fault is one finding:\n{}", missed.join("\n"));
}
