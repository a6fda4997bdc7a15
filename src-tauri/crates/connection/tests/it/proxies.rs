//! Proxies between this computer and the server.

use std::sync::{Arc, Mutex};

use footbridge_connection::{ProxyChoice, StageName, StageStatus};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::secured::{healthy_behind_tls, trust_in};
use crate::server::{case, codes, run, stage};

/// A proxy that answers `CONNECT` with `answer`, and tunnels to `port` when that is a success.
pub(crate) async fn proxy(
    answer: impl Into<String>,
    port: u16,
) -> (String, Arc<Mutex<Vec<String>>>) {
    let answer = answer.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let log = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&log);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match stream.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            seen.lock().unwrap().push(String::from_utf8_lossy(&head).into_owned());
            if stream.write_all(answer.as_bytes()).await.is_err() || !answer.contains(" 200 ") {
                continue;
            }
            tokio::spawn(async move {
                let mut server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let _ended: std::io::Result<(u64, u64)> =
                    copy_bidirectional(&mut stream, &mut server).await;
            });
        }
    });
    (address, log)
}

#[tokio::test]
async fn a_run_goes_through_the_proxy() {
    let (port, authority) = healthy_behind_tls("scim.footbridge.invalid").await;
    let (address, log) = proxy("HTTP/1.1 200 OK\r\n\r\n", port).await;
    let mut request = case("https://scim.footbridge.invalid/scim");
    request.trust = trust_in(&authority);
    request.proxy = ProxyChoice::entered(&format!("http://someone:pr0xy-secret@{address}"));
    let report = run(request).await;
    assert_eq!((codes(&report), report.ok), (vec![], true), "{:#?}", report.stages);
    assert_eq!(stage(&report, StageName::Proxy).status, StageStatus::Passed, "through the tunnel");
    for head in log.lock().unwrap().iter() {
        assert!(head.starts_with("CONNECT scim.footbridge.invalid:443 HTTP/1.1\r\n"), "{head}");
        let lower = head.to_lowercase();
        assert!(lower.contains("proxy-authorization: basic "), "the sign-in goes along: {head}");
        assert!(!lower.contains("\r\nauthorization:"), "the token does not: {head}");
        assert!(!lower.contains("user-agent"), "no User-Agent here either: {head}");
    }
    let json = serde_json::to_string(&report).unwrap();
    assert!(!json.contains("pr0xy-secret"), "the proxy's password is in no output");
}

#[tokio::test]
async fn each_failure_of_a_proxy_has_its_code() {
    let ntlm = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\n\r\n";
    let cases = [
        (ntlm, "proxy.auth_required", "Proxy-Authenticate: NTLM", "a sign-in is wanted"),
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "proxy.failed", "HTTP/1.1 403 Forbidden", "forbidden"),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\n", "proxy.failed", "HTTP/1.1 502 Bad Gateway", "no way"),
        (
            "SSH-2.0\r\n\r\n",
            "proxy.failed",
            "The proxy did not answer as an HTTP proxy.",
            "no proxy",
        ),
        ("", "proxy.failed", "The proxy hung up.", "it hangs up"),
    ];
    for (answer, code, evidence, why) in cases {
        let (address, _) = proxy(answer, 0).await;
        let mut request = case("https://scim.footbridge.invalid/scim");
        request.proxy = ProxyChoice::entered(&address);
        let report = run(request).await;
        assert_eq!(codes(&report), [code], "{why}");
        assert_eq!(report.findings[0].evidence.as_deref(), Some(evidence), "{why}");
        assert_eq!(stage(&report, StageName::Proxy).status, StageStatus::Failed, "{why}");
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_to_blame_itself() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let cases = [
        (free.to_string(), StageName::Tcp, "Nothing listens on the proxy's port."),
        (
            "proxy.footbridge.invalid:8080".to_owned(),
            StageName::Dns,
            "The proxy's name does not resolve.",
        ),
        (
            "socks5://127.0.0.1:1080".to_owned(),
            StageName::Proxy,
            "Only HTTP proxies can be used; this one is of another kind.",
        ),
    ];
    for (address, failed, evidence) in cases {
        let mut request = case("https://scim.footbridge.invalid/scim");
        request.proxy = ProxyChoice::entered(&address);
        let report = run(request).await;
        assert_eq!(codes(&report), ["proxy.failed"], "{evidence}");
        assert_eq!(report.findings[0].evidence.as_deref(), Some(evidence));
        assert_eq!(stage(&report, failed).status, StageStatus::Failed, "{evidence}");
    }
}
