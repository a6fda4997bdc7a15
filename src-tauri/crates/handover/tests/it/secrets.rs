//! A secret in what is to be saved is found, and the place is named; what is none is let pass.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use footbridge_finding::{Explain, Finding, Language};
use footbridge_handover::{Record, SaveError, SecretPlace, check_record, check_text, save};
use footbridge_mapping::{Apply, Mapping, MappingRow, Origin, Source};
use footbridge_secret::KnownSecrets;
use secrecy::SecretString;

use crate::{full_of, real};

const KEY: &str = "canary-key-7f3a";
pub(crate) const SECRET: &str = "c4n4ry-secret-91c2";
/// Of another vendor.
pub(crate) const OTHER: &str = "0ther-V3ndors-t0ken-77x";

fn token() -> String {
    STANDARD.encode(format!("{KEY}:{SECRET}"))
}

pub(crate) fn known() -> KnownSecrets {
    KnownSecrets::new(&[token(), OTHER.to_owned()].map(SecretString::from))
}

fn row(target: &str, source: Source, default: Option<&str>) -> MappingRow {
    MappingRow {
        id: 7,
        source_text: source.text().to_owned(),
        mapping: Mapping {
            source,
            target: target.to_owned(),
            default_if_null: default.map(str::to_owned),
            apply: Apply::Always,
            matching: None,
        },
        origin: Origin::Edited,
        diagnostics: Vec::new(),
        rule_finding: None,
    }
}

fn constant(value: &str) -> Source {
    Source::Constant { value: value.to_owned() }
}

fn expression(text: &str) -> Source {
    Source::Expression { text: text.to_owned() }
}

fn with_row(row: MappingRow) -> Record {
    let mut record = real();
    record.mappings.push(row);
    record
}

/// Returns the place of the secret, and what is said of it.
pub(crate) fn refused(result: Result<(), SaveError>) -> Option<(SecretPlace, Finding)> {
    let error = result.err()?;
    let finding = error.explain(&Language::ENGLISH);
    match error {
        SaveError::SecretFound { place } => Some((place, finding)),
        SaveError::NotWritten { .. } => None,
    }
}

/// The secrets of [`known`] in forms that none of them is written in.
pub(crate) fn forms() -> Vec<String> {
    let pair = format!("{KEY}:{SECRET}");
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>();
    vec![
        token(),
        KEY.to_owned(),
        SECRET.to_owned(),
        pair.clone(),
        OTHER.to_owned(),
        STANDARD.encode(OTHER),
        STANDARD.encode(token()),
        hex(SECRET).concat(),
        hex(&pair).join(":"),
        SECRET.to_uppercase(),
        SECRET.chars().rev().collect(),
        SECRET.chars().flat_map(|letter| [letter, '\u{200b}']).collect(),
        SECRET.replace('-', "%2D"),
        SECRET.replace('-', "\r\n"),
        token().chars().take(16).collect(),
    ]
}

/// Puts a text into a record.
type Change = fn(&mut Record, &str);

#[test]
fn secret_in_any_part_of_a_record_is_found_and_its_place_is_named() {
    let target = || "title".to_owned();
    for secret in forms() {
        let changes: [(Change, SecretPlace, &str); 12] = [
            (
                |record, text| record.tenant_url = format!("https://h.example/scim?x={text}"),
                SecretPlace::TenantUrl,
                "the tenant URL",
            ),
            (
                |record, text| record.tenant_url = format!("https://h.example/{text}/scim"),
                SecretPlace::TenantUrl,
                "the tenant URL",
            ),
            (
                |record, text| record.vendor = format!("Example {text}"),
                SecretPlace::Profile,
                "the vendor",
            ),
            (
                |record, text| record.identity_provider = text.to_owned(),
                SecretPlace::Profile,
                "the identity provider",
            ),
            (
                |record, text| record.mappings.push(row("title", constant(text), None)),
                SecretPlace::Constant { target: target() },
                "the constant for `title`",
            ),
            (
                |record, text| record.mappings.push(row("title", constant("a"), Some(text))),
                SecretPlace::Default { target: target() },
                "`title`",
            ),
            (
                |record, text| {
                    record.mappings.push(row(
                        "title",
                        expression(&format!("Join(\"\", \"{text}\")")),
                        None,
                    ));
                },
                SecretPlace::Expression { target: target() },
                "the expression for `title`",
            ),
            (
                |record, text| {
                    record.mappings.push(row(
                        "title",
                        Source::Direct { attribute: text.to_owned() },
                        None,
                    ));
                },
                SecretPlace::Attribute { target: target() },
                "the source attribute for `title`",
            ),
            (
                |record, text| people(record).file = format!("{text}.csv"),
                SecretPlace::UsersFile,
                "your users' file",
            ),
            (
                |record, text| people(record).findings[0].title = format!("Empty {text}"),
                SecretPlace::People,
                "your users",
            ),
            (
                |record, text| {
                    people(record).tree.root.children[0].children[1].name = text.to_owned();
                },
                SecretPlace::Organisation,
                "the organisation",
            ),
            (
                |record, text| record.steps[1].title = format!("Enter {text}"),
                SecretPlace::PortalStep,
                "a step in the portal",
            ),
        ];
        for (change, expected, words) in changes {
            let mut record = real();
            change(&mut record, &secret);
            let (place, finding) = refused(check_record(&record, &known()))
                .unwrap_or_else(|| panic!("{secret} is not found in {expected:?}"));
            assert_eq!(place, expected, "{secret}");
            assert_eq!(finding.code, "handover.secret_found");
            assert!(finding.explanation.contains(words), "{words} in {}", finding.explanation);
            assert!(finding.fixes.iter().any(|fix| fix.len() > 20), "it says what to change");
            assert!(!format!("{finding:?} {place:?}").contains(&secret), "and does not repeat it");
        }
        let mut record = real();
        record.mappings.push(row(&secret, constant("a"), None));
        let (place, finding) = refused(check_record(&record, &known())).unwrap();
        assert!(matches!(place, SecretPlace::Mapping { .. }), "{secret} for a target: {place:?}");
        assert!(!format!("{finding:?} {place:?}").contains(&secret), "and does not repeat it");
    }
}

fn people(record: &mut Record) -> &mut footbridge_handover::People {
    record.people.as_mut().expect("there are people")
}

#[test]
fn secret_in_what_a_server_said_is_found() {
    for secret in forms() {
        let mut record = real();
        let report = record.connection.as_mut().expect("there is a test");
        report.findings[0].explanation = format!("The server said {secret}.");
        let (place, _) = refused(check_record(&record, &known())).unwrap();
        assert_eq!(place, SecretPlace::Connection, "{secret}");
        let mut record = real();
        let report = record.connection.as_mut().expect("there is a test");
        report.exchanges[0].body = secret;
        assert!(check_record(&record, &known()).is_ok(), "an answer is in no report");
    }
}

#[test]
fn what_looks_like_a_secret_is_found_where_none_belongs() {
    let nothing = KnownSecrets::default();
    let unknown = "Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt1Rf5";
    let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    for secret in [unknown, jwt, "dXNlcjpodW50ZXIyMQ==", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"]
    {
        let target = "title".to_owned();
        let cases = [
            (
                with_row(row("title", constant(secret), None)),
                SecretPlace::Constant { target: target.clone() },
            ),
            (
                with_row(row("title", constant("a"), Some(secret))),
                SecretPlace::Default { target: target.clone() },
            ),
            (
                with_row(row("title", expression(&format!("IIF([a], \"{secret}\", \"b\")")), None)),
                SecretPlace::Expression { target: target.clone() },
            ),
            (
                with_row(row(
                    "title",
                    constant(&format!("https://h.example/?token={secret}")),
                    None,
                )),
                SecretPlace::Constant { target },
            ),
        ];
        for (record, expected) in cases {
            let place = refused(check_record(&record, &nothing)).map(|(place, _)| place);
            assert_eq!(place, Some(expected), "{secret}");
        }
    }
    // After a restart no token is known any more.
    for url in [
        "https://h.example/scim?api_key=hunter2hunter2".to_owned(),
        format!("https://h.example/scim?x={unknown}"),
        format!("https://h.example/{jwt}/scim"),
    ] {
        let mut record = real();
        record.tenant_url.clone_from(&url);
        let place = refused(check_record(&record, &nothing)).map(|(place, _)| place);
        assert_eq!(place, Some(SecretPlace::TenantUrl), "{url}");
        let mut record = real();
        record.connection.as_mut().expect("there is a test").tenant_url.clone_from(&url);
        let place = refused(check_record(&record, &nothing)).map(|(place, _)| place);
        assert_eq!(place, Some(SecretPlace::TenantUrl), "{url}: as it was tested");
    }
}

#[test]
fn constant_of_a_real_mapping_is_let_pass() {
    let values = [
        "work",
        "en-US",
        "nb-NO",
        "True",
        "False",
        "1",
        "Europe/Oslo",
        "NO",
        "other",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "Fjord Energi AS",
        "Secure Practice",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "support@example.com",
        "https://example.com/people",
        "Department of Redundancy Department",
        "employee-2026",
        "Acme_Corp_Norway_Holding_2026",
        "application/scim+json",
        "2026-11-21",
    ];
    for value in values {
        let quoted = format!("IIF(IsPresent([a]), [a], \"{value}\")");
        for source in [constant(value), expression(&quoted)] {
            let record = with_row(row("title", source, Some(value)));
            assert!(check_record(&record, &known()).is_ok(), "{value}");
        }
    }
}

/// Tokens that begin with words that stand in every record of such a vendor.
const WORDY: [&str; 9] = [
    "department-sync-8f3kq0vx7m2pH4",
    "ExampleSecurity-8f3kq0vx7m2pH4",
    "example-security-provisioning-8f3kq0vx7m2pH4zT61",
    "microsoft-entra-id-8f3kq0vx7m2pH4",
    "provisioning-record-token-8f3kq0vx7m2pH4wQ92",
    "userPrincipalName_8f3kq0vx7m2pH4",
    "urn:ietf:params:scim:8f3kq0vx7m2pH4zT61Wq",
    "scim-example-com-8f3kq0vx7m2pH4",
    "footbridge-practice-token",
];

#[test]
fn token_that_begins_with_words_blocks_no_report() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let stamp = crate::at("2026-11-21T10:44:05Z");
    for wordy in WORDY {
        let pairs = [format!("{wordy}:8f3kq0vx7m2pH4"), format!("admin:{wordy}")];
        let tokens = pairs.iter().map(|pair| STANDARD.encode(pair)).chain([wordy.to_owned()]);
        for token in tokens {
            let known = KnownSecrets::new([&SecretString::from(token.as_str())]);
            for practice in [false, true] {
                let mut record = real();
                record.practice = practice;
                assert!(check_record(&record, &known).is_ok(), "{token}: the record");
                let forms = [
                    record.html(&Language::ENGLISH).expect("it renders"),
                    record.markdown(&Language::ENGLISH).expect("it renders"),
                    record.calendar(stamp, &Language::ENGLISH).expect("the expiry is known"),
                ];
                for text in forms {
                    let path = folder.path().join("report");
                    assert!(save(&path, text.as_bytes(), &known).is_ok(), "{token}: {text}");
                }
            }
            // And the token itself is still found in every form of the record.
            let mut record = real();
            record.steps[0].title = format!("Enter {token}");
            let html = record.html(&Language::ENGLISH).expect("it renders");
            assert!(check_text(&html, &known).is_err(), "{token} in the page");
            assert!(check_record(&record, &known).is_err(), "{token} in the record");
        }
    }
}

#[test]
fn every_form_of_a_record_is_looked_at_once_more() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let path = folder.path().join("report");
    for secret in forms() {
        let record = full_of(&secret);
        let stamp = crate::at("2026-11-21T10:44:05Z");
        for text in [
            record.html(&Language::ENGLISH).expect("it renders"),
            record.markdown(&Language::ENGLISH).expect("it renders"),
            record.calendar(stamp, &Language::ENGLISH).expect("the expiry is known"),
        ] {
            let result = save(&path, text.as_bytes(), &known());
            assert_eq!(
                refused(result).map(|(place, _)| place),
                Some(SecretPlace::Text),
                "{secret}"
            );
            assert!(!path.exists(), "nothing was written");
        }
    }
}
