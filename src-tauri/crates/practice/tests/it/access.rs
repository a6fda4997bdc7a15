//! Who may ask at all, and what is never told.

use footbridge_practice::{PracticeError, PracticeTenant};
use footbridge_scim::urn;
use secrecy::SecretString;
use serde_json::json;

use crate::client::{place, send, send_as, send_raw};
use crate::{TOKEN, config, tenant};

#[tokio::test]
async fn only_the_right_token_is_accepted() {
    let tenant = tenant().await;
    let cases = [
        (String::new(), 401, "no token"),
        ("Authorization: Bearer wrong\r\n".to_owned(), 401, "a wrong token"),
        (format!("Authorization: Bearer {TOKEN}x\r\n"), 401, "a longer token"),
        ("Authorization: Bearer \r\n".to_owned(), 401, "an empty token"),
        (format!("Authorization: {TOKEN}\r\n"), 401, "no scheme"),
        (format!("Authorization: Basic {TOKEN}\r\n"), 401, "another scheme"),
        (format!("Authorization: Bearer Bearer {TOKEN}\r\n"), 401, "a scheme in the token"),
        (format!("Authorization: bearer {TOKEN}\r\n"), 200, "the scheme has no letter case"),
    ];
    for (headers, status, why) in &cases {
        for path in ["Users", "Groups", "Schemas", "ServiceProviderConfig"] {
            let answer = send_raw(&tenant, "GET", path, headers, b"").await;
            assert_eq!(answer.status, *status, "{why}: {path}");
            if *status == 401 {
                assert_eq!(answer.json()["schemas"], json!([urn::ERROR]), "a SCIM error: {why}");
                assert_eq!(answer.json()["status"], "401", "the status is a string");
                let challenge = answer.header("www-authenticate").unwrap_or_default();
                assert!(challenge.starts_with("Bearer "), "RFC 9110 §11.6.1 asks for it: {why}");
            }
        }
    }
    let log = format!("{:?} {tenant:?}", tenant.requests());
    assert!(!log.contains(TOKEN), "the token is in the log or in what Debug shows");
    assert_eq!(tenant.requests().len(), cases.len() * 4, "refused requests are logged too");
}

#[tokio::test]
async fn the_token_can_be_changed_while_it_runs() {
    let tenant = tenant().await;
    tenant.set_token(SecretString::from("another"));
    assert_eq!(send(&tenant, "GET", "Users", None).await.status, 401, "the old token is out");
    let headers = "Authorization: Bearer another\r\n";
    let answer = send_raw(&tenant, "GET", "Users", headers, b"").await;
    assert_eq!(answer.status, 200, "the new token is in");
    let log = tenant.requests();
    let seen: Vec<_> = log.iter().map(|entry| (entry.method.as_str(), entry.status)).collect();
    assert_eq!(seen, [("GET", Some(401)), ("GET", Some(200))], "the log tells both");
    assert_eq!(log[0].target, "/scim/v2/Users", "with the path of the request line");
    assert!(log[0].had_authorization && log[0].user_agent.is_none(), "and what came with it");
}

#[tokio::test]
async fn only_loopback_hosts_are_answered() {
    let tenant = tenant().await;
    let (host, root) = place(&tenant);
    let port = host.rsplit_once(':').unwrap().1;
    let token = format!("Authorization: Bearer {TOKEN}\r\n");
    let path = format!("{root}/Users");
    let cases = [
        (path.clone(), format!("Host: {host}\r\n"), 200, "its own address"),
        (path.clone(), format!("Host: localhost:{port}\r\n"), 200, "its name"),
        (path.clone(), format!("Host: evil.example:{port}\r\n"), 403, "a rebound name"),
        (path.clone(), "Host: 127.0.0.1.evil.example\r\n".to_owned(), 403, "a name that begins so"),
        (path.clone(), String::new(), 403, "no host"),
        (
            format!("http://evil.example{path}"),
            format!("Host: {host}\r\n"),
            403,
            "a host in the request line counts more",
        ),
    ];
    for (target, host, status, why) in cases {
        let line = format!("GET {target} HTTP/1.1");
        let answer = send_as(&tenant, &line, &format!("{host}{token}"), b"").await;
        assert_eq!(answer.status, status, "{why}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_a_scim_error() {
    let tenant = tenant().await;
    let cases = [
        ("GET", "", 404, "the root"),
        ("GET", "Nothing", 404, "an unknown path"),
        ("GET", "Users/1/2", 404, "a path too long"),
        ("GET", "../../etc/passwd", 404, "a path that climbs"),
        ("GET", "Users/00000000-0000-0000-0000-000000000000", 404, "an unknown user"),
        ("PATCH", "Users/1", 400, "a PATCH without operations"),
        ("DELETE", "Groups/1", 404, "an unknown group"),
        ("GET", "Schemas/urn:nothing", 404, "an unknown schema"),
        ("GET", "ResourceTypes/Nothing", 404, "an unknown resource type"),
        ("GET", "Schemas?filter=id%20pr", 403, "RFC 7644 §4: no filter on discovery"),
        ("POST", "Schemas", 405, "a method that discovery does not have"),
        ("DELETE", "ServiceProviderConfig", 405, "another one"),
        ("PUT", "Users", 405, "a collection cannot be replaced"),
        ("POST", "Bulk", 404, "no bulk requests"),
    ];
    for (method, path, status, why) in cases {
        let answer = send(&tenant, method, path, Some(&json!({}))).await;
        assert_eq!(answer.status, status, "{why}");
        assert_eq!(answer.json()["schemas"], json!([urn::ERROR]), "a SCIM error: {why}");
        let content = answer.header("content-type").unwrap_or_default();
        assert!(content.starts_with("application/scim+json"), "SCIM's media type: {why}");
        assert_eq!(answer.header("allow").is_some(), status == 405, "405 names the methods: {why}");
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused() {
    let tenant = tenant().await;
    let token = format!("Authorization: Bearer {TOKEN}\r\n");
    let large = vec![b' '; 1024 * 1024 + 1];
    let deep = "[".repeat(100_000);
    let cases = [
        ("application/scim+json", &b"{"[..], 400, "half a body"),
        ("application/json", b"", 400, "no body; the media type is taken"),
        ("application/scim+json", b"\xff\xfe{}", 400, "no UTF-8"),
        ("application/scim+json", deep.as_bytes(), 400, "deep nesting"),
        ("text/plain", b"{}", 415, "another media type"),
        ("application/scim+json", &large, 413, "a body over one megabyte"),
    ];
    for (media_type, body, status, why) in cases {
        let headers = format!("{token}Content-Type: {media_type}\r\n");
        let answer = send_raw(&tenant, "POST", "Users", &headers, body).await;
        assert_eq!(answer.status, status, "{why}");
        assert_eq!(answer.json()["schemas"], json!([urn::ERROR]), "a SCIM error: {why}");
    }
}

#[tokio::test]
async fn it_listens_on_loopback_until_it_is_stopped() {
    let first = tenant().await;
    let (host, _) = place(&first);
    assert!(host.starts_with("127.0.0.1:"), "it listens on loopback only: {host}");
    let port = host.rsplit_once(':').unwrap().1.parse().unwrap();
    let mut same_port = config();
    same_port.port = port;
    let refused = PracticeTenant::start(same_port).await;
    assert!(
        matches!(refused, Err(PracticeError::PortTaken { port: taken }) if taken == port),
        "a second tenant cannot have the same port"
    );
    first.shutdown().await;
    let mut same_port = config();
    same_port.port = port;
    let second = PracticeTenant::start(same_port).await;
    assert!(second.is_ok(), "the port is free once the first has stopped: {second:?}");
}
