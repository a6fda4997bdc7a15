//! The same answers over HTTP/2, which a server may choose in the TLS handshake.

use std::convert::Infallible;
use std::sync::Arc;

use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::secured::{Authority, identified, trust_in};
use crate::server::{EMPTY, TOKEN, case, codes, run};

/// Answers a user query with the right token as told, and everything else rightly.
async fn start(status: u16, kind: &'static str, body: &'static str) -> (u16, Authority) {
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
                        let answer = Response::builder().header("content-type", kind);
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
