//! Answers of real servers that differ from the usual ones: each leads to the code that is true of it,
//! or to none. The server is the model of a right tenant, whose answers are changed on their way.

use std::time::Duration;

use footbridge_connection::Answer;
use footbridge_mapping::{Mapping, MappingTable, Rules, targets};
use footbridge_scim::WriteRequest;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::*;
use crate::door::{Answering, Door};
use crate::request::{Dialects, Subjects};

type Parts = Map<String, Value>;
type Changed = fn(&WriteRequest, Answer) -> Answer;

/// A right tenant with a way of its own to say things.
struct Warped {
    model: Model,
    change: Changed,
}

impl Door for Warped {
    fn send<'a>(&'a self, request: &'a WriteRequest, within: Duration) -> Answering<'a> {
        Box::pin(async move {
            let answer = self.model.send(request, within).await?;
            Ok((self.change)(request, answer))
        })
    }

    fn is_here(&self) -> bool {
        true
    }
}

fn request() -> ProofRequest {
    const ACTIVE_BY: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
    let table = vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::expression(ACTIVE_BY, "active"),
        Mapping::direct("displayName", "displayName"),
        Mapping::direct("surname", "name.familyName"),
        Mapping::direct("mail", r#"emails[type eq "work"].value"#),
        Mapping::direct("department", targets::DEPARTMENT),
    ];
    ProofRequest {
        table: MappingTable::new(table, Rules::default(), "the vendor"),
        domain: "example.com".to_owned(),
        dialects: Dialects::Both,
        subjects: Subjects::UsersAndGroups,
        guid: Uuid::from_u128(0x0a1b_2c3d_70f7_4b1d_9e00_0f00_71b2_1d9e),
        now: "2026-11-30T12:00:00Z".parse().unwrap(),
    }
}

/// Makes a whole proof and returns its report.
async fn proved(change: Changed) -> ProofReport {
    let door = Warped { model: Model::default(), change };
    let tenant = TenantUrl::parse("https://h.example/scim").unwrap();
    let script = Script::new(&request(), &tenant).unwrap();
    let (limits, known, nobody) = (Limits::default(), KnownSecrets::default(), |_| {});
    let record = Record::new(&Language::ENGLISH, &known, &nobody, Instant::now());
    let mut run = Run::new(&door, &limits, None, record, CancellationToken::new());
    if let Err(stop) = script.play(&mut run).await {
        tell(&mut run, stop);
    }
    let left = clean(&mut run, &tenant).await;
    run.finish(left.is_empty()).finish("https://h.example/scim", "", &[], left, false)
}

fn status(status: u16) -> Answer {
    Answer { body: br#"{"detail":"no"}"#.to_vec(), ..empty(status) }
}

fn empty(status: u16) -> Answer {
    Answer { status, body: Vec::new(), retry_after: None }
}

fn is_query(request: &WriteRequest) -> bool {
    request.url.contains("filter=")
}

/// Whether one resource is read by its id, and is there.
fn is_read(request: &WriteRequest, answer: &Answer) -> bool {
    request.method == "GET" && !is_query(request) && answer.status == 200
}

/// Changes the JSON of an answer's body.
fn whole(mut answer: Answer, change: fn(Value) -> Value) -> Answer {
    if let Ok(value) = serde_json::from_slice(&answer.body) {
        answer.body = change(value).to_string().into_bytes();
    }
    answer
}

/// Changes each object of an answer's body, the outermost last.
fn each(mut answer: Answer, change: fn(Parts) -> Parts) -> Answer {
    fn within(value: Value, change: fn(Parts) -> Parts) -> Value {
        match value {
            Value::Array(values) => values.into_iter().map(|it| within(it, change)).collect(),
            Value::Object(parts) => {
                let parts = parts.into_iter().map(|(key, it)| (key, within(it, change)));
                Value::Object(change(parts.collect()))
            }
            other => other,
        }
    }
    if let Ok(value) = serde_json::from_slice(&answer.body) {
        answer.body = within(value, change).to_string().into_bytes();
    }
    answer
}

fn with(mut parts: Parts, key: &str, change: fn(&Value) -> Value) -> Parts {
    if let Some(value) = parts.get_mut(key) {
        *value = change(value);
    }
    parts
}

fn capitals(parts: Parts) -> Parts {
    parts.into_iter().map(|(key, it)| (key.to_ascii_uppercase(), it)).collect()
}

#[tokio::test]
async fn other_ways_to_say_what_is_right_are_right() {
    let servers: [(&str, Changed); 14] = [
        ("the usual answers", |_, it| it),
        (
            "200 to a PATCH, without a body",
            |request, it| {
                if request.method == "PATCH" { empty(200) } else { it }
            },
        ),
        ("204 to a PATCH", |request, it| if request.method == "PATCH" { empty(204) } else { it }),
        ("200 to a deletion, with a body", |_, it| match it.status {
            204 => Answer { status: 200, ..status(200) },
            _ => it,
        }),
        (
            "404 to a deletion",
            |request, it| {
                if request.method == "DELETE" { status(404) } else { it }
            },
        ),
        ("410 for what is gone", |_, it| if it.status == 404 { status(410) } else { it }),
        ("200 to a creation", |_, it| match it.status {
            201 => Answer { status: 200, ..it },
            _ => it,
        }),
        ("names of attributes in capitals", |_, it| each(it, capitals)),
        ("ids in another case of letters in lists", |request, it| match is_query(request) {
            true => each(it, |it| with(it, "id", |id| json!(id.as_str().unwrap().to_uppercase()))),
            false => it,
        }),
        ("totalResults as a text", |_, it| {
            each(it, |it| with(it, "totalResults", |total| json!(total.to_string())))
        }),
        ("no Resources where nobody is found", |_, it| {
            each(it, |mut it| {
                if it.get("Resources") == Some(&json!([])) {
                    it.remove("Resources");
                }
                it
            })
        }),
        ("neither meta nor schemas", |_, it| {
            each(it, |mut it| {
                it.retain(|key, _| key != "meta" && key != "schemas");
                it
            })
        }),
        ("another e-mail before the one that was sent", |_, it| {
            each(it, |it| {
                with(it, "emails", |emails| {
                    let mut emails = emails.as_array().cloned().unwrap_or_default();
                    emails.insert(0, json!({"type": "other", "value": "x@example.com"}));
                    Value::Array(emails)
                })
            })
        }),
        ("a byte order mark", |_, mut it| {
            if !it.body.is_empty() {
                it.body.splice(0..0, *b"\xef\xbb\xbf");
            }
            it
        }),
    ];
    let mut wrong = Vec::new();
    for (why, change) in servers {
        let report = proved(change).await;
        if !report.ok || !report.findings.is_empty() {
            wrong.push(format!("{why}: {}", told(&report)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn told(report: &ProofReport) -> String {
    let lines = report.findings.iter().map(|it| format!("{} {:?}", it.code, it.evidence));
    lines.collect::<Vec<_>>().join(", ")
}

/// Changes what is said of `active`.
fn active(answer: Answer, change: fn(Parts) -> Parts) -> Answer {
    each(answer, change)
}

#[tokio::test]
async fn what_is_wrong_leads_to_the_code_that_is_true_of_it() {
    let servers: [(&str, Changed, &[&str]); 15] = [
        (
            "a creation without a body",
            |_, it| if it.status == 201 { empty(201) } else { it },
            &["proof.no_id"],
        ),
        (
            "a creation within `data`",
            |_, it| if it.status == 201 { whole(it, |it| json!({ "data": it })) } else { it },
            &["proof.no_id"],
        ),
        (
            "one person read as a list",
            |request, it| match is_read(request, &it) {
                true => whole(it, |it| json!({"totalResults": 1, "Resources": [it]})),
                false => it,
            },
            &["proof.not_readable"],
        ),
        (
            "one person read within `data`",
            |request, it| match is_read(request, &it) {
                true => whole(it, |it| json!({ "data": it })),
                false => it,
            },
            &["proof.not_readable"],
        ),
        (
            "nothing read by an id",
            |request, it| if is_read(request, &it) { empty(200) } else { it },
            &["proof.not_readable"],
        ),
        (
            "a bare array for a list",
            |request, it| match is_query(request) {
                true => whole(it, |it| it["Resources"].clone()),
                false => it,
            },
            &["proof.query_failed"],
        ),
        (
            "404 to a query that finds nobody",
            |request, it| match is_query(request) {
                true if it.body.windows(16).any(|it| it == br#""totalResults":0"#) => status(404),
                _ => it,
            },
            &["proof.query_failed"],
        ),
        (
            "428 to a deletion without If-Match",
            |request, it| if request.method == "DELETE" { status(428) } else { it },
            &["proof.left_behind"],
        ),
        (
            "`active` as a text",
            |_, it| active(it, |it| with(it, "active", |it| json!(it.to_string()))),
            &["proof.false_as_text"],
        ),
        (
            "`active` as a number",
            |_, it| active(it, |it| with(it, "active", |it| json!(u8::from(it == &json!(true))))),
            &["proof.value_altered"],
        ),
        (
            "`active` that is always the text True",
            |_, it| active(it, |it| with(it, "active", |_| json!("True"))),
            &["proof.disable_ignored", "proof.false_as_text"],
        ),
        (
            "400 to a second creation",
            |_, it| if it.status == 409 { status(400) } else { it },
            &["proof.duplicate_status"],
        ),
        (
            "200 and nothing for an id that is gone",
            |_, it| if it.status == 404 { Answer { status: 200, ..status(200) } } else { it },
            &["proof.gone_status"],
        ),
        (
            "403 for an id that is gone",
            |_, it| if it.status == 404 { status(403) } else { it },
            &["proof.gone_status"],
        ),
        (
            "several changes in one request are refused",
            |request, it| {
                let body = request.body.as_ref().map(ToString::to_string).unwrap_or_default();
                let is_several = body.contains("displayName") && body.contains("familyName");
                if request.method == "PATCH" && is_several { status(400) } else { it }
            },
            &["proof.change_refused"],
        ),
    ];
    let mut wrong = Vec::new();
    for (why, change, expected) in servers {
        let report = proved(change).await;
        let mut found: Vec<&str> = report.findings.iter().map(|it| it.code.as_str()).collect();
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        if found != expected {
            wrong.push(format!("{why}: {}", told(&report)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn server_that_fails_in_the_end_has_something_left() {
    // It creates somebody and has nothing more to say: whether that was deleted nobody knows.
    let report = proved(|request, it| match (request.method, it.status) {
        ("POST", _) => empty(500),
        _ if is_query(request) && it.body.windows(16).any(|it| it == br#""totalResults":0"#) => it,
        _ => empty(500),
    })
    .await;
    assert_eq!(report.left_behind.len(), 1, "{}", told(&report));
    assert!(!report.ok);
}
