//! What goes over the wire, byte for byte.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use footbridge_secret::KnownSecrets;
use secrecy::SecretString;

use crate::server::{Reply, Seen, Server, TOKEN, case, healthy, run};

#[tokio::test]
async fn requests_are_those_of_entra() {
    let server = Server::start(healthy).await;
    let mut request = case(&format!("{}/?aadOptscim062020", server.url()));
    request.matching_attributes = vec!["emails[type eq \"work\"].value".to_owned()];
    let report = run(request).await;
    assert!(report.ok, "{report:#?}");

    let seen = server.seen();
    let lines: Vec<String> = seen
        .iter()
        .map(|seen| {
            let line = seen.head.lines().next().unwrap();
            let guid = line.rsplit("%22").nth(1).unwrap();
            assert_eq!(guid.len(), 36, "a GUID: {line}");
            line.replace(guid, "<guid>")
        })
        .collect();
    let users = "GET /scim/Users?filter=emails%5btype+eq+%22work%22%5d.value+eq+%22<guid>%22&aadOptscim062020 HTTP/1.1";
    let groups = "GET /scim/Groups?excludedAttributes=members&filter=displayName+eq+%22<guid>%22&aadOptscim062020 HTTP/1.1";
    assert_eq!(lines, [users, groups, users, users], "plus signs and small hex digits stay");

    for seen in &seen {
        let names: BTreeSet<String> = seen
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name.to_ascii_lowercase())
            .collect();
        let unknown: Vec<_> = names
            .iter()
            .filter(|name| !["adscimversion", "authorization", "host"].contains(&name.as_str()))
            .collect();
        assert!(unknown.is_empty(), "no User-Agent, and nothing else of ours: {unknown:?}");
    }
    let tokens: Vec<_> = seen.iter().map(|seen| seen.header("authorization")).collect();
    let right = format!("Bearer {TOKEN}");
    assert_eq!(tokens[0], Some(right.as_str()), "the token");
    assert_eq!(tokens[1], Some(right.as_str()), "for groups too");
    assert_eq!(tokens[2].unwrap().len(), right.len(), "a wrong token of the same length");
    assert_ne!(tokens[2], Some(right.as_str()), "that is wrong");
    assert_eq!(tokens[3], None, "none");
}

#[tokio::test]
async fn log_of_refused_tokens_tells_nothing_of_the_right_one() {
    let known = KnownSecrets::new([&SecretString::from(TOKEN)]);
    let server = Server::start(healthy).await;
    for _ in 0..10 {
        run(case(&server.url())).await;
    }
    let seen = server.seen();
    let refused: Vec<&str> = seen
        .iter()
        .filter(|seen| !seen.is_authorised())
        .filter_map(|seen| seen.header("authorization")?.strip_prefix("Bearer "))
        .collect();
    assert_eq!(refused.len(), 10, "one a run");
    let places = TOKEN.char_indices().filter(|(place, letter)| {
        let agreeing = refused.iter().filter(|wrong| wrong.chars().nth(*place) == Some(*letter));
        agreeing.count() == refused.len()
    });
    // base64 of the pair: its dashes and colon stay, and letters share the upper bits.
    let told = places.count();
    assert!(told < TOKEN.len() / 4, "{told} of {} places are always right", TOKEN.len());
    for wrong in &refused {
        assert!(!known.found_in(wrong), "a piece of {TOKEN} is in {wrong}");
    }
    let different: BTreeSet<&str> = refused.iter().copied().collect();
    assert_eq!(different.len(), 10, "another one in each run");
}

#[tokio::test]
async fn one_connection_is_enough_unless_the_server_closes_it() {
    let server = Server::start(healthy).await;
    assert!(run(case(&server.url())).await.ok, "it passes");
    assert_eq!(server.connections.load(Ordering::SeqCst), 1, "one for everything");

    let closing = |seen: &Seen| match healthy(seen) {
        Reply::Keep(bytes) => Reply::Close(bytes),
        other => other,
    };
    let server = Server::start(closing).await;
    let report = run(case(&server.url())).await;
    assert!(report.ok, "{:#?}", report.findings);
    assert_eq!(server.seen().len(), 4, "each request is answered once");
    assert_eq!(report.exchanges.len(), 4, "and shown once");
}
