//! A tenant that keeps everything passes, and nothing is left in it.

use std::collections::BTreeSet;

use footbridge_finding::Language;
use footbridge_mapping::MappingTable;
use footbridge_proof::{CheckStatus, Dialects, Subjects, TargetStatus};

use crate::support::{codes, prove, request, tenant};

#[tokio::test]
async fn healthy_tenant_passes_each_check_in_both_dialects() {
    let tenant = tenant(&[]).await;
    let mut request = request();
    request.dialects = Dialects::Both;
    let report = prove(&tenant, &request).await;
    for check in &report.checks {
        assert!(!check.title.contains("check."), "{} has no title", check.name);
        assert_eq!(check.status, CheckStatus::Passed, "{}: {}", check.name, check.detail);
    }
    assert_eq!((codes(&report), report.ok), (vec![], true));
    assert!(report.targets.iter().all(|target| target.status == TargetStatus::Kept));
    let names: BTreeSet<&str> = report.checks.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names.len(), report.checks.len(), "each check has a name of its own");
    assert!(report.checks.len() > 100, "each check of both: {}", report.checks.len());
    assert_eq!(report.targets.len(), 2 * 13, "each target in both dialects");
    assert_eq!(report.left_behind, [], "nothing is left");
}

#[tokio::test]
async fn plan_is_what_a_right_server_is_sent() {
    for subjects in [Subjects::Users, Subjects::Groups, Subjects::UsersAndGroups] {
        for dialects in [Dialects::OfTenantUrl, Dialects::Flag, Dialects::Both] {
            let tenant = tenant(&[]).await;
            let mut request = request();
            (request.subjects, request.dialects) = (subjects, dialects);
            let plan = request.plan(&tenant.tenant_url(), &Language::ENGLISH).await.unwrap();
            assert_eq!(tenant.requests(), [], "planning asks nobody");
            let report = prove(&tenant, &request).await;
            assert_eq!((codes(&report), report.ok), (vec![], true), "{subjects:?} {dialects:?}");

            let ran: Vec<&str> = report.checks.iter().map(|it| it.name.as_str()).collect();
            let planned: Vec<&str> = plan.checks.iter().map(|it| it.name.as_str()).collect();
            assert_eq!(planned, ran, "the checks of {subjects:?} {dialects:?}");
            let methods = |of: &[&str]| of.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
            let sent: Vec<&str> = report.exchanges.iter().map(|it| it.method.as_str()).collect();
            let shown: Vec<&str> = plan.requests.iter().map(|it| it.method.as_str()).collect();
            assert_eq!(
                methods(&shown),
                methods(&sent),
                "the requests of {subjects:?} {dialects:?}"
            );
            let first = plan.requests.iter().find(|it| it.method == "POST").unwrap();
            let made = report.exchanges.iter().find(|it| it.method == "POST").unwrap();
            assert_eq!((&first.url, &first.body), (&made.url, &made.sent), "to the letter");
        }
    }
}

#[tokio::test]
async fn table_of_every_vendor_is_proved() {
    for profile in footbridge_vendor::built_in() {
        let tenant = tenant(&[]).await;
        let mut request = request();
        let (mappings, rules) = (profile.mappings().to_vec(), profile.rules().clone());
        request.table = MappingTable::new(mappings, rules, profile.name());
        let report = prove(&tenant, &request).await;
        assert_eq!((codes(&report), report.ok), (vec![], true), "{}", profile.id());
        assert!(report.targets.len() > 3, "{}: {:?}", profile.id(), report.targets);
    }
}
