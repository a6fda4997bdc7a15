//! The record's files, through the crate's own door.

#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod calendar;
mod files;
mod hostile;
mod report;
mod schemas;
mod secrets;

use footbridge_connection::{
    CertificateFacts, ConnectionReport, Exchange, Stage, StageName, StageStatus,
};
use footbridge_finding::{Cause, Finding, Severity};
use footbridge_handover::{People, PeopleFinding, PortalStep, Record};
use footbridge_mapping::{Apply, Mapping, MappingRow, OrganisationTree, Origin, Source, TreeNode};
use footbridge_proof::{
    Check, CheckStatus, Dialect, LeftBehind, ProofReport, TargetProof, TargetStatus,
};
use footbridge_token::{ExpirySource, MadeFrom, RecipeKind, TokenSummary};
use jiff::Timestamp;
use jiff::civil::Date;

fn at(text: &str) -> Timestamp {
    text.parse().expect("the test's own time is valid")
}

/// A record of which nothing was done but the choice of the vendor.
fn empty() -> Record {
    Record {
        made_at: at("2026-11-21T10:44:00Z"),
        version: "0.1.0".to_owned(),
        vendor: "Example Security".to_owned(),
        identity_provider: "Microsoft Entra ID".to_owned(),
        tenant_url: String::new(),
        practice: false,
        token: None,
        connection: None,
        proof: None,
        mappings: Vec::new(),
        mappings_changed: false,
        people: None,
        steps: Vec::new(),
    }
}

/// A record in which every part is filled, and in which `text` stands wherever a person, a file, a
/// server or a profile can put text.
fn full_of(text: &str) -> Record {
    let text = || text.to_owned();
    let finding = |severity| Finding {
        code: "response.slow".to_owned(),
        severity,
        title: text(),
        explanation: text(),
        causes: vec![Cause { cause: text(), fix: text() }],
        fixes: vec![text()],
        entra_says: Some(text()),
        evidence: Some(text()),
        place: None,
    };
    let stage = |name, status| Stage {
        name,
        status,
        started_ms: 0.0,
        ms: 12.4,
        finding: None,
        detail: text(),
    };
    let row = |source, matching| MappingRow {
        id: 1,
        mapping: Mapping {
            source,
            target: text(),
            default_if_null: Some(text()),
            apply: Apply::OnCreation,
            matching,
        },
        source_text: text(),
        origin: Origin::Edited,
        diagnostics: Vec::new(),
        rule_finding: Some(finding(Severity::Error)),
    };
    let leaf = |count| TreeNode { name: text(), count, children: Vec::new() };
    let branch = |count, children| TreeNode { name: text(), count, children };
    Record {
        vendor: text(),
        identity_provider: text(),
        version: text(),
        tenant_url: text(),
        practice: true,
        token: Some(TokenSummary {
            last_four: text(),
            fingerprint: text(),
            length: 52,
            recipe: RecipeKind::Base64KeySecret,
            made_from: MadeFrom::Pair,
            made_at: at("2026-11-21T10:40:00Z"),
            expires_on: Some(Date::constant(2027, 2, 19)),
            expiry_source: Some(ExpirySource::Profile),
            saved: false,
            origin: None,
        }),
        connection: Some(ConnectionReport {
            ok: true,
            tenant_url: text(),
            host: text(),
            at: text(),
            matching_attributes: vec![text()],
            total_ms: 120.0,
            stages: vec![
                stage(StageName::Url, StageStatus::Passed),
                stage(StageName::WrongToken, StageStatus::Warned),
                stage(StageName::Groups, StageStatus::Skipped),
            ],
            findings: vec![finding(Severity::Warning)],
            exchanges: vec![Exchange {
                started_ms: 0.0,
                headers_ms: None,
                stage: StageName::Users,
                method: "GET".to_owned(),
                url: text(),
                request_headers: Vec::new(),
                status: Some(200),
                response_headers: Vec::new(),
                body: "somebody@example.com".to_owned(),
                body_truncated: false,
                ms: 12.4,
                curl: text(),
            }],
            certificate: Some(CertificateFacts {
                subject: text(),
                issuer: text(),
                names: vec![text()],
                not_after: text(),
            }),
            cancelled: false,
            support_text: text(),
        }),
        proof: Some(proof_of(&text())),
        mappings: vec![
            row(Source::Direct { attribute: text() }, Some(1)),
            row(Source::Constant { value: text() }, None),
        ],
        mappings_changed: true,
        people: Some(People {
            file: text(),
            sample: false,
            users: 120,
            findings: vec![PeopleFinding { severity: Severity::Warning, title: text(), count: 12 }],
            tree: OrganisationTree {
                levels: vec!["organization".to_owned(), "department".to_owned()],
                unknown: Vec::new(),
                root: TreeNode {
                    name: String::new(),
                    count: 120,
                    children: vec![
                        branch(90, vec![leaf(60), leaf(30)]),
                        TreeNode { name: String::new(), count: 30, children: Vec::new() },
                    ],
                },
            },
        }),
        steps: vec![
            PortalStep { title: text(), page: text(), ticked_at: Some(text()) },
            PortalStep { title: text(), page: text(), ticked_at: None },
        ],
        ..empty()
    }
}

/// A proof that found something, in which `word` stands wherever it can.
fn proof_of(word: &str) -> ProofReport {
    let text = || word.to_owned();
    let finding = Finding {
        code: "proof.level_change_lost".to_owned(),
        severity: Severity::Error,
        title: text(),
        explanation: text(),
        causes: Vec::new(),
        fixes: vec![text()],
        entra_says: None,
        evidence: None,
        place: None,
    };
    ProofReport {
        ok: false,
        tenant_url: text(),
        at: text(),
        total_ms: 1.0,
        checks: vec![Check {
            name: text(),
            title: text(),
            status: CheckStatus::Failed,
            ms: 1.0,
            detail: text(),
            finding: None,
        }],
        targets: vec![TargetProof {
            dialect: Dialect::Plain,
            target: text(),
            sent: Some(text()),
            stored: None,
            changed_to: Some(text()),
            after_change: Some(text()),
            status: TargetStatus::Lost,
            alteration: None,
        }],
        findings: vec![finding],
        left_behind: vec![LeftBehind {
            resource: "User".to_owned(),
            id: Some(text()),
            name: text(),
            url: Some(text()),
        }],
        exchanges: Vec::new(),
        cancelled: false,
    }
}

/// A record such as an admin would hand over.
fn real() -> Record {
    let mut record = full_of("x");
    record.proof = None;
    let row = |source_text: &str, source, target: &str, matching| MappingRow {
        id: 1,
        mapping: Mapping {
            source,
            target: target.to_owned(),
            default_if_null: None,
            apply: Apply::Always,
            matching,
        },
        source_text: source_text.to_owned(),
        origin: Origin::Profile,
        diagnostics: Vec::new(),
        rule_finding: None,
    };
    let direct = |name: &str| Source::Direct { attribute: name.to_owned() };
    let switch = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
    let extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    record.vendor = "Example Security".to_owned();
    record.identity_provider = "Microsoft Entra ID".to_owned();
    record.version = "0.1.0".to_owned();
    record.tenant_url = "https://scim.example.com/v2/".to_owned();
    record.practice = false;
    if let Some(token) = &mut record.token {
        token.last_four = "q83A".to_owned();
        token.fingerprint = "ba78 16bf 8f01".to_owned();
    }
    if let Some(report) = &mut record.connection {
        report.host = "scim.example.com".to_owned();
        report.at = "2026-11-21T10:42:13Z".to_owned();
        let details = [
            (StageName::Url, StageStatus::Passed, 0.1, "https://scim.example.com/v2/"),
            (StageName::Token, StageStatus::Passed, 0.1, "52 characters"),
            (StageName::Dns, StageStatus::Passed, 12.0, "203.0.113.7"),
            (StageName::Tcp, StageStatus::Passed, 18.0, "203.0.113.7:443"),
            (StageName::Proxy, StageStatus::Skipped, 0.0, "No proxy is set."),
            (StageName::Tls, StageStatus::Passed, 48.0, "TLS 1.2, ECDHE-RSA-AES128-GCM-SHA256"),
            (StageName::Users, StageStatus::Passed, 110.0, "200, empty list"),
            (StageName::Groups, StageStatus::Passed, 95.0, "200, empty list"),
            (StageName::WrongToken, StageStatus::Passed, 80.0, "401"),
            (StageName::NoToken, StageStatus::Passed, 78.0, "401"),
            (StageName::Timing, StageStatus::Warned, 0.0, "slowest answer 6,100 ms"),
        ];
        report.stages = details
            .map(|(name, status, ms, detail)| Stage {
                name,
                status,
                started_ms: 0.0,
                ms,
                finding: None,
                detail: detail.to_owned(),
            })
            .to_vec();
        let finding = &mut report.findings[0];
        finding.title = "The server answers slowly".to_owned();
        finding.explanation = "An answer took 6.1 seconds; Entra's cycles will be long.".to_owned();
        finding.fixes = vec!["Ask the vendor whether their service is under load.".to_owned()];
        report.certificate = Some(CertificateFacts {
            subject: "CN=scim.example.com".to_owned(),
            issuer: "CN=R11, O=Let's Encrypt, C=US".to_owned(),
            names: vec!["scim.example.com".to_owned()],
            not_after: "2027-01-30T08:00:00Z".to_owned(),
        });
    }
    record.mappings = vec![
        row("userPrincipalName", direct("userPrincipalName"), "userName", Some(1)),
        row(switch, Source::Expression { text: switch.to_owned() }, "active", None),
        row("mail", direct("mail"), r#"emails[type eq "work"].value"#, None),
        row("companyName", direct("companyName"), &format!("{extension}:organization"), None),
        row("department", direct("department"), &format!("{extension}:department"), None),
    ];
    let node = |name: &str, count, children| TreeNode { name: name.to_owned(), count, children };
    let leaf = |name: &str, count| node(name, count, Vec::new());
    if let Some(people) = &mut record.people {
        people.file = "exportUsers_2026-11-21.csv".to_owned();
        people.users = 412;
        people.findings[0].title = "No e-mail address".to_owned();
        people.tree.root = node(
            "",
            412,
            vec![
                node(
                    "Fjord Energi AS",
                    301,
                    vec![leaf("Drift & vedlikehold", 140), leaf("Økonomi", 96), leaf("IT", 65)],
                ),
                node("Fjord Nett AS", 92, vec![leaf("Operations", 92)]),
                leaf("", 19),
            ],
        );
    }
    let step = |title: &str, page: &str, ticked: Option<&str>| PortalStep {
        title: title.to_owned(),
        page: page.to_owned(),
        ticked_at: ticked.map(str::to_owned),
    };
    record.steps = vec![
        step("Create the application", "`Enterprise applications`", Some("2026-11-21T10:20:00Z")),
        step(
            "Enter the credentials",
            "`Provisioning` › `Connectivity`",
            Some("2026-11-21T10:43:00Z"),
        ),
        step("Turn provisioning on", "`Provisioning` › `Overview`", None),
    ];
    record
}
