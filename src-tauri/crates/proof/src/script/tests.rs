//! Servers whose answers lead to somebody else: nothing is written to whom they name.

use std::sync::Mutex;
use std::time::Duration;

use footbridge_connection::Answer;
use footbridge_finding::Language;
use footbridge_mapping::{Mapping, MappingTable, Rules};
use footbridge_scim::WriteRequest;
use footbridge_secret::KnownSecrets;
use serde_json::{Value, json};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::deletion::clean_up;
use crate::door::{Answering, Door};
use crate::limits::Limits;
use crate::record::Record;

/// A server that answers whatever is made up for the method and the URL, and keeps what it was sent.
struct Scripted {
    answer: fn(&WriteRequest) -> (u16, Value),
    sent: Mutex<Vec<String>>,
}

impl Door for Scripted {
    fn send<'a>(&'a self, request: &'a WriteRequest, _: Duration) -> Answering<'a> {
        self.sent.lock().unwrap().push(format!("{} {}", request.method, request.url));
        let (status, body) = (self.answer)(request);
        let answer = Answer { status, body: body.to_string().into_bytes(), retry_after: None };
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn is_here(&self) -> bool {
        true
    }
}

fn request() -> ProofRequest {
    let table = vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", "title"),
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

/// Plays a proof to its end, with the clean-up, and returns every request.
async fn played(answer: fn(&WriteRequest) -> (u16, Value)) -> Vec<String> {
    let door = Scripted { answer, sent: Mutex::default() };
    let tenant = TenantUrl::parse("https://h.example/scim").unwrap();
    let script = Script::new(&request(), &tenant).unwrap();
    let (limits, known, nobody) = (Limits::default(), KnownSecrets::default(), |_| {});
    let record = Record::new(&Language::ENGLISH, &known, &nobody, Instant::now());
    let mut run = Run::new(&door, &limits, None, record, CancellationToken::new());
    drop(script.play(&mut run).await);
    run.clean_up_from_now();
    clean_up(&mut run, &tenant).await;
    drop(run);
    door.sent.into_inner().unwrap()
}

fn kari() -> Value {
    json!({"id": "kari", "userName": "kari@example.com", "displayName": "Everybody"})
}

fn list(resources: Value) -> (u16, Value) {
    let total = resources.as_array().map_or(0, Vec::len);
    (200, json!({"totalResults": total, "Resources": resources}))
}

fn is_query(request: &WriteRequest) -> bool {
    request.url.contains("filter=")
}

#[tokio::test]
async fn nobody_is_written_to_whom_an_answer_names_wrongly() {
    type Server = fn(&WriteRequest) -> (u16, Value);
    let servers: [(Server, &str); 5] = [
        (
            |request| match request.method {
                "POST" => (201, json!({"id": "kari"})),
                _ if is_query(request) => list(json!([])),
                _ => (200, kari()),
            },
            "the id of somebody else",
        ),
        (
            |request| match (request.method, &request.body) {
                ("POST", Some(body)) => {
                    let mut echo = body.clone();
                    echo["id"] = json!("kari");
                    (201, echo)
                }
                _ if is_query(request) => list(json!([])),
                _ => (200, kari()),
            },
            "what was sent, under the id of somebody else",
        ),
        (
            |request| match request.method {
                "POST" => (201, json!({"id": "kari"})),
                _ if is_query(request) => list(json!([])),
                _ => (500, json!({})),
            },
            "an id that cannot be read",
        ),
        (
            |request| match request.method {
                "POST" => (500, json!({})),
                _ if request.url.contains("filter=") => list(json!([])),
                _ => (200, kari()),
            },
            "no id, and nobody of the name",
        ),
        (
            |request| match request.method {
                "POST" => (201, json!({"id": "../Groups/kari"})),
                _ if is_query(request) => list(json!([])),
                _ => (404, json!({})),
            },
            "an id that leads elsewhere",
        ),
    ];
    for (server, why) in servers {
        let sent = played(server).await;
        assert!(sent.iter().any(|it| it.starts_with("POST")), "{why}: it began");
        for request in sent {
            let is_write = request.starts_with("PATCH") || request.starts_with("DELETE");
            assert!(!is_write, "{why}: {request}");
            assert!(!request.contains("/../"), "{why}: {request}");
        }
    }
}

#[tokio::test]
async fn server_that_shows_everybody_is_not_written_to() {
    let sent = played(|_| list(json!([kari()]))).await;
    assert!(sent.iter().all(|it| it.starts_with("GET")), "{sent:?}");
}
