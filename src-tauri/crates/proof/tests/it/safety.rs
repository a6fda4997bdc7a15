//! Nobody who was there before is touched, and nothing stays that was created: after success, failure,
//! a Cancel and a crash. Read from the server's own log.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use footbridge_connection::{Answer, Session};
use footbridge_finding::Language;
use footbridge_practice::{Fault, LoggedRequest, PracticeTenant};
use footbridge_proof::{Dialects, Limits, ProofEvent};
use footbridge_scim::{TargetValue, TenantUrl, WriteRequest};
use footbridge_secret::{BoundToken, Origin};
use secrecy::SecretString;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::support::{Desk, TOKEN, codes, connection, prove, request, tenant};

/// A client of the tenant beside the proof.
struct Bystander {
    session: Session,
}

impl Bystander {
    async fn at(tenant: &PracticeTenant) -> Self {
        let connection = connection(&tenant.tenant_url());
        let session = Session::open(&connection, CancellationToken::new()).await.unwrap();
        Bystander { session }
    }

    async fn ask(&self, request: WriteRequest) -> Answer {
        self.session.send(&request, Duration::from_secs(30)).await.unwrap()
    }

    fn tenant(&self) -> &TenantUrl {
        self.session.tenant()
    }

    /// Creates somebody and returns the id.
    async fn user(&self, name: &str) -> String {
        let one = |text: &str| TargetValue::One(text.to_owned());
        let values = [("userName", one(name)), ("displayName", one("Kari"))];
        let answer = self.ask(WriteRequest::create_user(self.tenant(), &values)).await;
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        body["id"].as_str().unwrap().to_owned()
    }

    /// Returns the names of everybody and of every group.
    async fn names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for collection in ["Users", "Groups"] {
            let url = WriteRequest::read_user(self.tenant(), "x").url;
            let url = url.replace("Users/x", collection);
            let answer = self.ask(WriteRequest { method: "GET", url, body: None }).await;
            let body: Value = serde_json::from_slice(&answer.body).unwrap();
            for resource in body["Resources"].as_array().unwrap() {
                let name = resource.get("userName").or(resource.get("displayName"));
                names.insert(name.unwrap().as_str().unwrap().to_owned());
            }
        }
        names
    }
}

/// The requests of a log that write to a resource.
fn writes(log: &[LoggedRequest]) -> Vec<&LoggedRequest> {
    let is_write = |it: &&LoggedRequest| matches!(it.method.as_str(), "PATCH" | "PUT" | "DELETE");
    log.iter().filter(is_write).collect()
}

#[tokio::test]
async fn existing_people_are_never_touched_whatever_the_server_does_wrong() {
    let healthy = [None];
    let broken = Fault::all().iter().filter(|fault| fault.is_of_writing()).map(Some);
    for fault in healthy.into_iter().chain(broken) {
        let tenant = tenant(&[]).await;
        let bystander = Bystander::at(&tenant).await;
        let kari = bystander.user("kari@example.com").await;
        let before = bystander.ask(WriteRequest::read_user(bystander.tenant(), &kari)).await.body;
        let began = tenant.requests().len();
        tenant.set_faults(fault.copied().into_iter().collect()).unwrap();
        let report = prove(&tenant, &request()).await;
        let name = fault.map_or("healthy", Fault::name);
        let log = tenant.requests().split_off(began);
        assert!(!writes(&log).is_empty() || !report.ok, "{name} was written to");
        for write in writes(&log) {
            assert!(!write.target.contains(&kari), "{name}: {} {}", write.method, write.target);
        }
        tenant.set_faults(Vec::new()).unwrap();
        let after = bystander.ask(WriteRequest::read_user(bystander.tenant(), &kari)).await.body;
        assert_eq!(before, after, "{name}: the same to the byte");
        let left: BTreeSet<String> = report.left_behind.iter().map(|it| it.name.clone()).collect();
        let names = bystander.names().await;
        assert_eq!(
            names.len(),
            1 + left.len(),
            "{name}: nothing is left but what is told: {names:?}"
        );
    }
}

#[tokio::test]
async fn only_ids_that_the_run_was_given_are_written_to() {
    let tenant = tenant(&[]).await;
    let mut request = request();
    request.dialects = Dialects::Both;
    let report = prove(&tenant, &request).await;
    let given: BTreeSet<String> = report
        .exchanges
        .iter()
        .filter(|it| it.method == "POST" && it.status == Some(201))
        .map(|it| {
            serde_json::from_str::<Value>(&it.body).unwrap()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    for write in writes(&tenant.requests()) {
        let path = write.target.split('?').next().unwrap();
        let id = path.rsplit('/').next().unwrap();
        assert!(given.contains(id), "{} {}", write.method, write.target);
    }
}

#[tokio::test]
async fn taken_name_ends_a_proof_before_the_first_write() {
    let mut proof = request();
    proof.dialects = Dialects::Both;
    let nobody = tenant(&[]).await;
    let plan = proof.plan(&nobody.tenant_url(), &Language::ENGLISH).await.unwrap();
    assert_eq!((plan.people.len(), plan.groups.len()), (26, 3), "of both dialects and set-ups");
    let mut taken: Vec<(&str, &str)> = Vec::new();
    // Two people for each dialect, then a person, a manager and twenty, of whom the last stands for all.
    let people = plan.people.iter().take(6).chain(plan.people.last());
    taken.extend(people.map(|name| ("userName", name.as_str())));
    taken.extend(plan.groups.iter().map(|name| ("group", name.as_str())));
    // Of the set-ups in which people are matched by another attribute.
    let body = plan.requests.iter().filter(|it| it.method == "POST" && it.url.ends_with("/Users"));
    let other = body.filter_map(|it| serde_json::from_str::<Value>(it.body.as_deref()?).ok());
    let other = other.into_iter().find(|it| it["userName"] == plan.people[4].as_str()).unwrap();
    taken.push(("externalId", other["externalId"].as_str().unwrap()));
    taken.push((r#"emails[type eq "work"].value"#, other["emails"][0]["value"].as_str().unwrap()));
    for (by, name) in taken {
        let tenant = tenant(&[]).await;
        let bystander = Bystander::at(&tenant).await;
        let at = bystander.tenant();
        let one = |text: &str| TargetValue::One(text.to_owned());
        bystander
            .ask(match by {
                "group" => WriteRequest::create_group(at, name, None),
                "userName" => WriteRequest::create_user(at, &[(by, one(name))]),
                _ => WriteRequest::create_user(at, &[("userName", one("kari")), (by, one(name))]),
            })
            .await;
        let (began, there) = (tenant.requests().len(), bystander.names().await);
        let report = prove(&tenant, &proof).await;
        let context = format!("{by} {name}");
        assert_eq!((codes(&report), report.ok), (vec!["proof.name_taken"], false), "{context}");
        let log = tenant.requests().split_off(began);
        assert!(log.iter().all(|it| it.method == "GET"), "{context}: nothing was written: {log:?}");
        assert_eq!(bystander.names().await, there, "{context}: and nothing deleted");
    }
}

#[tokio::test]
async fn cancel_at_any_check_leaves_nothing() {
    let mut stopped = 0;
    for at in 1.. {
        let tenant = tenant(&[]).await;
        let (desk, cancel) = (Desk::new(), CancellationToken::new());
        let begun = Mutex::new(0);
        let events = |event: ProofEvent| {
            if matches!(event, ProofEvent::Started { .. }) {
                *begun.lock().unwrap() += 1;
                if *begun.lock().unwrap() == at {
                    cancel.cancel();
                }
            }
        };
        let (connection, limits) = (connection(&tenant.tenant_url()), Limits::default());
        let proof = request();
        let report = proof
            .prove(&connection, &desk.journals(), &limits, events, cancel.clone())
            .await
            .unwrap();
        let names = Bystander::at(&tenant).await.names().await;
        assert_eq!((names, report.left_behind), (BTreeSet::new(), vec![]), "stopped at {at}");
        assert!(desk.journals().leftovers().unwrap().is_empty(), "stopped at {at}");
        if !cancel.is_cancelled() {
            break;
        }
        assert!(report.cancelled && !report.ok, "stopped at {at}");
        stopped += 1;
    }
    assert!(stopped > 40, "it was stopped at every check: {stopped}");
}

#[tokio::test]
async fn token_for_another_server_is_sent_nowhere() {
    let tenant = tenant(&[]).await;
    let mut connection = connection(&tenant.tenant_url());
    let elsewhere = Origin::parse("https://scim.vendor.example").unwrap();
    connection.token = BoundToken::new(SecretString::from(TOKEN), elsewhere);
    let desk = Desk::new();
    let (limits, cancel) = (Limits::default(), CancellationToken::new());
    let report =
        request().prove(&connection, &desk.journals(), &limits, |_| {}, cancel).await.unwrap();
    assert_eq!((codes(&report), report.ok), (vec!["token.other_origin"], false));
    assert_eq!(tenant.requests(), [], "nobody was asked");
}

#[tokio::test]
async fn run_that_was_dropped_anywhere_is_cleaned_up_by_the_next_start() {
    let whole = {
        let tenant = tenant(&[]).await;
        prove(&tenant, &request()).await.exchanges.len()
    };
    let mut left_something = 0;
    for last in 0..whole {
        let (tenant, desk) = (tenant(&[]).await, Desk::new());
        let bystander = Bystander::at(&tenant).await;
        let began = tenant.requests().len();
        // Ended without a word, in the middle of the request after `last`.
        let connection = connection(&tenant.tenant_url());
        let limits = Limits::default();
        let (journals, proof) = (desk.journals(), request());
        let cancel = CancellationToken::new();
        let mut running = Box::pin(proof.prove(&connection, &journals, &limits, |_| {}, cancel));
        let enough = async {
            while tenant.requests().len() - began <= last {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            () = enough => {}
            ended = running.as_mut() => drop(ended),
        }
        drop(running);
        let there = bystander.names().await;
        left_something += usize::from(!there.is_empty());
        for leftover in desk.journals().leftovers().unwrap() {
            assert!(leftover.names().next().is_some());
            let cancel = CancellationToken::new();
            let left = leftover.clean_up(&connection, &limits, cancel).await.unwrap();
            assert_eq!(left, [], "ended at request {last}");
        }
        assert_eq!(bystander.names().await, BTreeSet::new(), "ended at request {last}: {there:?}");
        assert!(desk.journals().leftovers().unwrap().is_empty(), "and the journal is gone");
    }
    assert!(left_something > 30, "most of them left something: {left_something}");
}

#[tokio::test]
async fn leftover_of_somebody_elses_name_is_not_touched() {
    let (tenant, desk) = (tenant(&[]).await, Desk::new());
    let bystander = Bystander::at(&tenant).await;
    let kari = bystander.user("kari@example.com").await;
    let lines = [
        r#"{"format":1,"tenantUrl":"x","at":"y"}"#.to_owned(),
        r#"{"event":"creating","group":false,"by":"userName","name":"footbridge-proof-0a1b2c3d@example.com","tag":"0a1b2c3d"}"#.to_owned(),
        format!(r#"{{"event":"created","name":"footbridge-proof-0a1b2c3d@example.com","id":"{kari}"}}"#),
    ];
    desk.write("0a1b2c3d.proof.jsonl", &format!("{}\n", lines.join("\n")));
    let leftover = desk.journals().leftovers().unwrap().pop().unwrap();
    let connection = connection(&tenant.tenant_url());
    let left = leftover.clean_up(&connection, &Limits::default(), CancellationToken::new()).await;
    assert_eq!(left.unwrap(), [], "nothing of ours is there");
    assert_eq!(bystander.names().await.len(), 1, "and Kari is");
    assert!(writes(&tenant.requests()).is_empty());
}
