//! TLS that breaks off, or was never there.

use std::sync::Arc;

use footbridge_connection::StageName;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::secured::{healthy_behind_tls, trust_in};
use crate::server::{case, codes, quick, run, stage};

/// What follows the bytes of a server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Close,
    Hold,
}

/// Starts a server that waits for the client's greeting, says these bytes, and no more.
async fn saying(bytes: Vec<u8>, then: Then) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let bytes = Arc::new(bytes);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let bytes = Arc::clone(&bytes);
            tokio::spawn(async move {
                let mut greeting = [0; 4096];
                let _ended: std::io::Result<usize> = stream.read(&mut greeting).await;
                let _ended: std::io::Result<()> = stream.write_all(&bytes).await;
                match then {
                    Then::Close => drop(stream.shutdown().await),
                    Then::Hold => std::future::pending().await,
                }
            });
        }
    });
    port
}

/// Starts a server in front of the one at `port` that lets only its first bytes through.
async fn first_bytes_of(port: u16, count: usize, then: Then) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let front = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(async move {
                let server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let (mut from_client, mut to_client) = client.into_split();
                let (from_server, mut to_server) = server.into_split();
                tokio::spawn(async move {
                    drop(tokio::io::copy(&mut from_client, &mut to_server).await);
                });
                drop(tokio::io::copy(&mut from_server.take(count as u64), &mut to_client).await);
                match then {
                    Then::Close => drop(to_client.shutdown().await),
                    Then::Hold => std::future::pending().await,
                }
            });
        }
    });
    front
}

fn alert(description: u8) -> Vec<u8> {
    vec![0x15, 3, 3, 0, 2, 2, description]
}

/// A ServerHello of this version that chooses this cipher suite (RFC 5246 §7.4.1.3).
fn hello(version: [u8; 2], suite: [u8; 2]) -> Vec<u8> {
    let mut body = version.to_vec();
    body.extend([7; 32]);
    body.push(0);
    body.extend(suite);
    body.push(0);
    let mut message = vec![2, 0, 0, body.len() as u8];
    message.extend(body);
    let mut record = vec![0x16, version[0], version[1], 0, message.len() as u8];
    record.extend(message);
    record
}

#[tokio::test]
async fn each_way_to_refuse_a_handshake_has_its_code() {
    const CBC: [u8; 2] = [0xc0, 0x27];
    let cases: Vec<(Vec<u8>, Then, &str, &str)> = vec![
        (Vec::new(), Then::Close, "tls.not_tls", "it hangs up"),
        (Vec::new(), Then::Hold, "tls.not_tls", "it is silent"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), Then::Close, "tls.not_tls", "HTTP"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), Then::Hold, "tls.not_tls", "HTTP, open"),
        (b"<html>400</html>".to_vec(), Then::Close, "tls.not_tls", "a page"),
        (b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(), Then::Hold, "tls.not_tls", "SSH"),
        (b"220 mail ESMTP\r\n".to_vec(), Then::Hold, "tls.not_tls", "mail"),
        (vec![0; 64], Then::Close, "tls.not_tls", "zeros"),
        (alert(40), Then::Close, "tls.version", "handshake_failure"),
        (alert(40), Then::Hold, "tls.version", "handshake_failure, open"),
        (alert(70), Then::Close, "tls.version", "protocol_version"),
        (alert(71), Then::Close, "tls.version", "insufficient_security"),
        (alert(80), Then::Close, "tls.version", "internal_error"),
        (alert(112), Then::Close, "tls.wrong_host", "unrecognized_name"),
        (alert(116), Then::Close, "tls.client_certificate", "certificate_required"),
        (hello([3, 2], [0xc0, 0x13]), Then::Hold, "tls.version", "TLS 1.1"),
        (hello([3, 1], [0x00, 0x2f]), Then::Hold, "tls.version", "TLS 1.0"),
        (hello([3, 0], [0x00, 0x0a]), Then::Hold, "tls.version", "SSL 3"),
        (hello([3, 3], CBC), Then::Hold, "tls.version", "a suite that was not offered"),
    ];
    let (_, authority) = healthy_behind_tls("localhost").await;
    for (bytes, then, expected, why) in cases {
        let port = saying(bytes, then).await;
        let mut request = case(&format!("https://localhost:{port}/scim"));
        request.trust = trust_in(&authority);
        if then == Then::Hold {
            request.limits = quick();
        }
        let report = run(request).await;
        assert_eq!(codes(&report), [expected], "{why}");
        let http = stage(&report, StageName::Http);
        assert!(http.detail.starts_with("Not tried: "), "{why}: {}", http.detail);
    }
}

#[tokio::test]
async fn a_handshake_that_breaks_off_was_a_handshake() {
    let (inner, authority) = healthy_behind_tls("localhost").await;
    for count in [1, 5, 60, 300] {
        for (then, expected) in [(Then::Close, "http.closed"), (Then::Hold, "http.timeout")] {
            let port = first_bytes_of(inner, count, then).await;
            let mut request = case(&format!("https://localhost:{port}/scim"));
            request.trust = trust_in(&authority);
            if then == Then::Hold {
                request.limits = quick();
            }
            let report = run(request).await;
            assert_eq!(codes(&report), [expected], "after {count} bytes");
            let evidence = report.findings.first().unwrap().evidence.clone().unwrap_or_default();
            assert!(evidence.contains("handshake"), "it says where: {evidence}");
        }
    }
}

#[tokio::test]
async fn a_server_with_cbc_suites_only_is_told_from_one_without_tls_1_2() {
    let (_, authority) = healthy_behind_tls("localhost").await;
    let suites = [
        ([0xc0, 0x23], Some("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256")),
        ([0xc0, 0x28], Some("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384")),
        ([0x00, 0x2f], None),
    ];
    for (suite, expected) in suites {
        let port = saying(hello([3, 3], suite), Then::Hold).await;
        let mut request = case(&format!("https://localhost:{port}/scim"));
        request.trust = trust_in(&authority);
        request.limits = quick();
        let report = run(request).await;
        assert_eq!(codes(&report), ["tls.version"], "{suite:x?}");
        let evidence = report.findings.first().unwrap().evidence.clone().unwrap_or_default();
        match expected {
            Some(name) => assert!(evidence.contains(name), "{suite:x?}: {evidence}"),
            None => assert_eq!(evidence, "", "{suite:x?} is none of Entra's"),
        }
    }
}
