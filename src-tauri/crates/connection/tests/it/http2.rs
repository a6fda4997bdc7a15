//! The same answers over HTTP/2, which a server may choose in the TLS handshake.

use std::convert::Infallible;
use std::sync::Arc;

use footbridge_connection::{ConnectionEvent, StageName, test};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use crate::secured::{Authority, identified, trust_in};
use crate::server::{EMPTY, TOKEN, case, codes, quick, run};

/// Answers a user query with the right token as told, and everything else rightly.
async fn start(status: u16, kind: &'static str, body: &'static str) -> (u16, Authority) {
    start_with(0, status, kind, body).await
}

/// The same, with so many headers more.
async fn start_with(
    headers: usize,
    status: u16,
    kind: &'static str,
    body: &'static str,
) -> (u16, Authority) {
    let (mut config, authority) = identified("localhost");
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else { return };
                let answer =
                    service_fn(move |request: Request<hyper::body::Incoming>| async move {
                        let token = request.headers().get("authorization");
                        let right = token.is_some_and(|token| *token == *format!("Bearer {TOKEN}"));
                        let mut answer = Response::builder().header("content-type", kind);
                        for _ in 0..headers {
                            answer = answer.header("x-odd", "y");
                        }
                        let answer = match (right, request.uri().path().ends_with("/Users")) {
                            (true, true) => answer.status(status).body(body.to_owned()),
                            (true, false) => answer.body(EMPTY.to_owned()),
                            (false, _) => answer.status(401).body(String::new()),
                        };
                        Ok::<_, Infallible>(answer.unwrap())
                    });
                let serving = http2::Builder::new(TokioExecutor::new())
                    .serve_connection(TokioIo::new(stream), answer);
                let _ended: Result<(), hyper::Error> = serving.await;
            });
        }
    });
    (port, authority)
}

#[tokio::test]
async fn answers_over_http2_have_the_same_codes() {
    let page = "<!DOCTYPE html><title>Sign in</title>";
    let scim = "application/scim+json";
    let cases: [(u16, &str, &str, &[&str]); 8] = [
        (200, scim, EMPTY, &[]),
        (200, "text/html", page, &["body.html"]),
        (200, scim, "{}", &["body.not_list"]),
        (302, scim, "", &["http.redirect"]),
        (401, scim, "", &["auth.rejected"]),
        (403, "text/html", page, &["auth.blocked"]),
        (404, scim, "", &["users.not_found"]),
        (500, scim, "", &["http.server_error"]),
    ];
    for (status, kind, body, expected) in cases {
        let (port, authority) = start(status, kind, body).await;
        let mut request = case(&format!("https://localhost:{port}/scim"));
        request.trust = trust_in(&authority);
        assert_eq!(codes(&run(request).await), expected, "{status} {kind}");
    }
}

#[tokio::test]
async fn a_connection_that_is_not_http2_after_all_has_its_code() {
    let (mut config, authority) = identified("localhost");
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                // GOAWAY with REFUSED_STREAM, after an empty SETTINGS.
                let frames = b"\0\0\0\x04\0\0\0\0\0\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x07";
                let _ended: std::io::Result<()> = stream.write_all(frames).await;
                let _ended: std::io::Result<()> = stream.shutdown().await;
            }
        }
    });
    let mut request = case(&format!("https://localhost:{port}/scim"));
    request.trust = trust_in(&authority);
    let report = run(request).await;
    assert_eq!(codes(&report), ["http.closed"], "GOAWAY, twice");
    assert_eq!(report.exchanges.len(), 2, "it is safe to try once more");
}

const SETTINGS: &[u8] = b"\0\0\0\x04\0\0\0\0\0";

/// Starts a server that answers each request, told its stream, with these bytes, and holds the
/// connection. What comes with it is told when a connection has ended.
async fn framing(answer: fn([u8; 4]) -> Vec<u8>) -> (u16, Authority, UnboundedReceiver<()>) {
    let (mut config, authority) = identified("localhost");
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (tell, ended) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, tell) = (acceptor.clone(), tell.clone());
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let _ended: std::io::Result<()> = stream.write_all(SETTINGS).await;
                let mut preface = [0; 24];
                if stream.read_exact(&mut preface).await.is_err() {
                    let _gone: Result<(), _> = tell.send(());
                    return;
                }
                loop {
                    let mut head = [0; 9];
                    if stream.read_exact(&mut head).await.is_err() {
                        let _gone: Result<(), _> = tell.send(());
                        return;
                    }
                    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
                    let mut payload = vec![0; length];
                    if stream.read_exact(&mut payload).await.is_err() {
                        return;
                    }
                    // HEADERS: the request.
                    if head[3] == 1 {
                        let stream_id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
                        let answer = answer(stream_id.to_be_bytes());
                        let _ended: std::io::Result<()> = stream.write_all(&answer).await;
                        let _ended: std::io::Result<()> = stream.flush().await;
                    }
                }
            });
        }
    });
    (port, authority, ended)
}

#[tokio::test]
async fn frames_in_the_place_of_an_answer_have_their_code() {
    fn frame(kind: u8, flags: u8, stream: [u8; 4], payload: &[u8]) -> Vec<u8> {
        [&[0, 0, payload.len() as u8, kind, flags][..], &stream, payload].concat()
    }
    fn reset(stream: [u8; 4], reason: u8) -> Vec<u8> {
        frame(3, 0, stream, &[0, 0, 0, reason])
    }
    fn go_away(reason: u8) -> Vec<u8> {
        frame(7, 0, [0; 4], &[0, 0, 0, 0, 0, 0, 0, reason])
    }
    /// `:status: 200`, by its place in the static table (RFC 7541 appendix A).
    fn ok(stream: [u8; 4]) -> Vec<u8> {
        frame(1, 4, stream, b"\x88")
    }
    type Answer = fn([u8; 4]) -> Vec<u8>;
    let cases: [(Answer, &str, &str); 8] = [
        (|stream| reset(stream, 7), "http.closed", "REFUSED_STREAM"),
        (|stream| reset(stream, 2), "http.closed", "INTERNAL_ERROR"),
        (|_| go_away(11), "http.closed", "GOAWAY: ENHANCE_YOUR_CALM"),
        (|_| go_away(0), "http.closed", "GOAWAY: NO_ERROR"),
        (|stream| [ok(stream), reset(stream, 8)].concat(), "http.closed", "cut off"),
        (|stream| ok(stream), "http.timeout", "200 and nothing more"),
        (|_| Vec::new(), "http.timeout", "nothing but SETTINGS"),
        (|_| b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), "http.malformed", "HTTP/1.1 after all"),
    ];
    for (answer, expected, why) in cases {
        let (port, authority, _) = framing(answer).await;
        let mut request = case(&format!("https://localhost:{port}/scim"));
        request.trust = trust_in(&authority);
        if expected == "http.timeout" {
            request.limits = quick();
        }
        assert_eq!(codes(&run(request).await), [expected], "{why}");
    }
}

#[tokio::test]
async fn too_much_over_http2_is_too_large() {
    let endless = "x".repeat(2 << 20).leak();
    for (headers, body) in [(10_000, "{}"), (0, &*endless)] {
        let (port, authority) = start_with(headers, 200, "application/scim+json", body).await;
        let mut request = case(&format!("https://localhost:{port}/scim"));
        request.trust = trust_in(&authority);
        assert_eq!(codes(&run(request).await), ["http.too_large"], "{headers} headers");
    }
}

#[tokio::test]
async fn a_cancelled_run_leaves_no_connection_behind() {
    let (port, authority, mut ended) = framing(|_| Vec::new()).await;
    let mut request = case(&format!("https://localhost:{port}/scim"));
    request.trust = trust_in(&authority);
    let cancel = CancellationToken::new();
    let report = test(
        request,
        |event| {
            if event == (ConnectionEvent::Started { stage: StageName::Http }) {
                let cancel = cancel.clone();
                tokio::spawn(async move {
                    tokio::task::yield_now().await;
                    cancel.cancel();
                });
            }
        },
        cancel.clone(),
    )
    .await;
    assert!(report.cancelled, "it was cancelled");
    assert!(ended.recv().await.is_some(), "the server sees the end of it");
}
