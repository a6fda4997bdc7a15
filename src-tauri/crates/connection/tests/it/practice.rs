//! Against the practice tenant, healthy and broken on purpose.

use std::time::Duration;

use footbridge_connection::{ConnectionReport, StageName, StageStatus};
use footbridge_practice::{Fault, PracticeConfig, PracticeTenant};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::server::{TOKEN, case, codes, run};

async fn practice(faults: Vec<Fault>) -> (PracticeTenant, ConnectionReport) {
    let clock: fn() -> Timestamp = || "2026-11-21T12:00:00Z".parse().unwrap();
    let config = PracticeConfig {
        faults: faults.clone(),
        slowness: Duration::from_millis(20),
        ..PracticeConfig::new(SecretString::from(TOKEN), clock)
    };
    let tenant = PracticeTenant::start(config).await.unwrap();
    let mut request = case(tenant.tenant_url());
    if !faults.is_empty() {
        request.limits.slow = Duration::from_millis(15);
    }
    let report = run(request).await;
    (tenant, report)
}

#[tokio::test]
async fn the_healthy_tenant_passes() {
    let (tenant, report) = practice(Vec::new()).await;
    assert!(report.ok, "{:#?}", report.findings);
    let unhappy = report.stages.iter().filter(|stage| stage.status == StageStatus::Failed).count();
    assert_eq!(unhappy, 0, "{:#?}", report.stages);
    assert_eq!(report.exchanges.len(), 4, "users, groups, wrong token, no token");
    let methods: Vec<_> = tenant.requests().iter().map(|seen| seen.method.clone()).collect();
    assert_eq!(methods, ["GET"; 4], "it only reads");
}

#[tokio::test]
async fn each_fault_is_named() {
    for fault in Fault::all() {
        let (_tenant, report) = practice(vec![*fault]).await;
        let expected = fault.finding();
        let found = codes(&report);
        assert!(found.contains(&expected), "{}: {expected} is not in {found:?}", fault.name());
        assert!(
            report.stages.iter().any(|stage| stage.name == StageName::Timing),
            "{}: every stage is told of",
            fault.name()
        );
    }
}
