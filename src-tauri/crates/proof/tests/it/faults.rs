//! Each fault of what a server keeps is found, and named with its code.

use std::collections::BTreeSet;
use std::time::Duration;

use footbridge_mapping::{Mapping, MappingTable, Rules};
use footbridge_practice::Fault;
use footbridge_proof::{CheckStatus, Code, Dialects, Limits, TargetStatus};
use tokio_util::sync::CancellationToken;

use crate::support::{Desk, codes, connection, prove, request, table, tenant};

/// What one fault brings about besides its own finding.
const FOLLOWS: [(&str, &[&str]); 1] = [("delete-ignored", &["proof.left_behind"])];

/// The codes that faults of reading lead to, and what a proof is given or finds on this computer.
const OF_OTHERS: [&str; 7] = [
    "proof.query_failed",
    "proof.name_taken",
    "proof.rate_limited",
    "proof.out_of_time",
    "proof.no_journal",
    "proof.no_match",
    "proof.domain_invalid",
];

/// The faults that only other set-ups show.
const OF_SETUPS: [&str; 5] =
    ["only-active", "manager-lost", "manager-as-text", "removal-ignored", "members-incomplete"];

#[tokio::test]
async fn each_fault_is_found_by_its_code() {
    let mut missed = Vec::new();
    for fault in Fault::all().iter().filter(|fault| fault.is_of_writing()) {
        let tenant = tenant(&[fault.name()]).await;
        let mut request = request();
        if OF_SETUPS.contains(&fault.name()) {
            request.dialects = Dialects::Both;
        }
        let report = prove(&tenant, &request).await;
        let follows = FOLLOWS.iter().find(|(name, _)| *name == fault.name());
        let expected: BTreeSet<&str> = follows
            .into_iter()
            .flat_map(|(_, codes)| codes.iter().copied())
            .chain([fault.finding()])
            .collect();
        let found: BTreeSet<&str> = codes(&report).into_iter().collect();
        if found != expected {
            missed.push(format!("{}: {expected:?} expected, found {found:?}", fault.name()));
        }
        let keeps_everything = ["delete-ignored", "left-behind"].contains(&fault.name());
        assert_eq!(report.left_behind.is_empty(), !keeps_everything, "{}", fault.name());
        let named = report.checks.iter().filter_map(|check| check.finding.as_deref());
        assert!(
            named.into_iter().any(|code| code == fault.finding()),
            "{} is at a check",
            fault.name()
        );
    }
    assert!(missed.is_empty(), "each fault has its findings:\n{}", missed.join("\n"));
}

#[test]
fn every_code_has_a_fault() {
    let of_writing = Fault::all().iter().filter(|fault| fault.is_of_writing()).map(Fault::finding);
    let caused: BTreeSet<&str> = of_writing.chain(OF_OTHERS).collect();
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(caused, codes, "faults and codes are the same set");
}

#[tokio::test]
async fn faults_of_reading_end_a_proof_before_its_first_write() {
    for (fault, code) in [
        ("users-not-found", "proof.query_failed"),
        ("filter-ignored", "proof.name_taken"),
        ("rate-limited-page", "proof.rate_limited"),
        ("hangs-up", "http.closed"),
    ] {
        let tenant = tenant(&[fault]).await;
        let report = prove(&tenant, &request()).await;
        assert_eq!((codes(&report), report.ok), (vec![code], false), "{fault}");
        let log = tenant.requests();
        assert!(log.iter().all(|it| it.method == "GET"), "{fault}: nothing was written");
        assert!(report.checks.iter().any(|it| it.status == CheckStatus::Skipped), "{fault}");
        let text = serde_json::to_string(&report).unwrap();
        assert!(!text.contains("somebody@example.com"), "{fault}: whom it shows is not repeated");
    }
}

#[tokio::test]
async fn server_without_groups_is_proved_with_users() {
    let tenant = tenant(&["groups-not-found"]).await;
    let report = prove(&tenant, &request()).await;
    assert_eq!((codes(&report), report.ok), (vec!["proof.query_failed"], false));
    assert_eq!(report.targets.len(), table().rows().len(), "each target of the person");
    assert!(report.targets.iter().all(|row| row.status == TargetStatus::Kept));
    let of_groups = report.checks.iter().filter(|it| it.name.starts_with("plain/groups."));
    let skipped = of_groups.filter(|it| it.status == CheckStatus::Skipped).count();
    assert!(skipped > 5, "what is of groups was not tried");
    assert!(tenant.requests().iter().all(|it| it.method == "GET" || it.target.contains("/Users")));
}

#[tokio::test]
async fn further_matching_attribute_that_cannot_be_asked_by_does_not_end_a_proof() {
    let tenant = tenant(&["other-attributes-fail"]).await;
    let mut request = request();
    let by_id = Mapping::direct("objectId", "externalId").matched(2);
    let name = Mapping::direct("userPrincipalName", "userName").matched(1);
    request.table = MappingTable::new(vec![by_id, name], Rules::default(), "the vendor");
    let report = prove(&tenant, &request).await;
    assert_eq!(codes(&report), ["proof.query_failed", "proof.not_found"]);
    assert_eq!(report.targets.len(), 2, "and the person is proved");
}

#[tokio::test]
async fn time_that_is_over_ends_a_proof_and_what_was_created_goes() {
    let tenant = tenant(&[]).await;
    let desk = Desk::new();
    // No time but for the clean-up.
    let limits = Limits {
        run: Duration::from_secs(30),
        clean_up: Duration::from_secs(30),
        ..Limits::default()
    };
    let connection = connection(&tenant.tenant_url());
    let cancel = CancellationToken::new();
    let report =
        request().prove(&connection, &desk.journals(), &limits, |_| {}, cancel).await.unwrap();
    assert_eq!((codes(&report), report.ok), (vec!["proof.out_of_time"], false));
    assert_eq!(report.left_behind, []);
}

#[tokio::test]
async fn lost_level_stands_in_the_table_of_targets() {
    let tenant = tenant(&["level-change-lost"]).await;
    let report = prove(&tenant, &request()).await;
    let lost: Vec<&str> = report
        .targets
        .iter()
        .filter(|row| row.status == TargetStatus::Lost)
        .map(|row| row.target.rsplit(':').next().unwrap())
        .collect();
    assert_eq!(lost, ["organization", "division", "department"], "the levels first");
    let department = report.targets.iter().find(|row| row.target.ends_with(":department")).unwrap();
    assert_eq!(department.sent, department.stored, "it was created");
    assert_eq!(department.stored, department.after_change, "and never changed");
    assert_ne!(department.changed_to, department.after_change);
    assert_eq!(report.targets.len(), table().rows().len(), "each target has its row");
}
