//! A practice tenant, and a proof of it.

use footbridge_connection::ConnectionTest;
use footbridge_mapping::{Mapping, MappingTable, Rules, targets};
use footbridge_practice::{Fault, PracticeConfig, PracticeTenant};
use footbridge_proof::{Dialects, Journals, Limits, ProofReport, ProofRequest, Subjects};
use footbridge_secret::{BoundToken, Origin};
use jiff::Timestamp;
use secrecy::SecretString;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The token of every tenant here; it must never come back out.
pub(crate) const TOKEN: &str = "canary-Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt";

const ACTIVE: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;

pub(crate) fn now() -> Timestamp {
    "2026-11-30T12:00:00Z".parse().unwrap()
}

/// Entra's usual mappings, with every level of an organisation.
pub(crate) fn table() -> MappingTable {
    let mappings = vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::expression(ACTIVE, "active"),
        Mapping::direct("displayName", "displayName"),
        Mapping::direct("jobTitle", "title"),
        Mapping::direct("mail", r#"emails[type eq "work"].value"#),
        Mapping::direct("givenName", "name.givenName"),
        Mapping::direct("surname", "name.familyName"),
        Mapping::direct("city", r#"addresses[type eq "work"].locality"#),
        Mapping::direct("mobile", r#"phoneNumbers[type eq "mobile"].value"#),
        Mapping::direct("mailNickname", "externalId"),
        Mapping::direct("companyName", targets::ORGANIZATION),
        Mapping::direct("extensionAttribute1", targets::DIVISION),
        Mapping::direct("department", targets::DEPARTMENT),
    ];
    MappingTable::new(mappings, Rules::default(), "the vendor")
}

pub(crate) fn request() -> ProofRequest {
    ProofRequest {
        table: table(),
        domain: "example.com".to_owned(),
        dialects: Dialects::OfTenantUrl,
        subjects: Subjects::UsersAndGroups,
        guid: Uuid::from_u128(0x0a1b_2c3d_70f7_4b1d_9e00_0f00_71b2_1d9e),
        now: now(),
    }
}

pub(crate) async fn tenant(faults: &[&str]) -> PracticeTenant {
    let mut config = PracticeConfig::new(SecretString::from(TOKEN), now);
    config.faults = faults.iter().map(|name| Fault::named(name).unwrap()).collect();
    PracticeTenant::start(config).await.unwrap()
}

pub(crate) fn connection(url: &str) -> ConnectionTest {
    let origin = Origin::parse(url).unwrap();
    ConnectionTest::new(url, BoundToken::new(SecretString::from(TOKEN), origin), now())
}

/// A folder of journals that goes with the test.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn journals(&self) -> Journals {
        Journals::new(self.folder.path())
    }

    /// Puts a journal there, as a run of before would have left it.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }
}

pub(crate) async fn prove(tenant: &PracticeTenant, request: &ProofRequest) -> ProofReport {
    let desk = Desk::new();
    let connection = connection(&tenant.tenant_url());
    let (limits, cancel) = (Limits::default(), CancellationToken::new());
    let report =
        request.prove(&connection, &desk.journals(), &limits, |_| {}, cancel).await.unwrap();
    let text = serde_json::to_string(&report).unwrap();
    assert!(!text.contains(TOKEN), "the token is in the report");
    report
}

pub(crate) fn codes(report: &ProofReport) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.code.as_str()).collect()
}
