//! A server that answers with exactly the bytes a case wants, and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use footbridge_connection::{
    ConnectionReport, ConnectionTest, Limits, ProxyChoice, StageName, TrustAnchors, tenant_origin,
    test,
};
use footbridge_secret::BoundToken;
use secrecy::SecretString;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// base64 of `canary-key:c4n4ry-secret-value`: a token in the manner of the vendors.
pub(crate) const TOKEN: &str = "Y2FuYXJ5LWtleTpjNG40cnktc2VjcmV0LXZhbHVl";

/// The answer to Entra's queries.
pub(crate) const EMPTY: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[],"startIndex":1,"itemsPerPage":20}"#;

/// How a server answers one request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// These bytes, and the connection stays open.
    Keep(Vec<u8>),
    /// These bytes, and the connection is closed.
    Close(Vec<u8>),
    /// The connection is reset at once.
    Reset,
    /// Nothing, ever.
    Never,
    /// These bytes, after this time.
    Late(Duration, Vec<u8>),
    /// These bytes, then nothing more.
    Stall(Vec<u8>),
    /// These bytes, one every few milliseconds, then nothing more.
    Slowly(Vec<u8>),
    /// These bytes, then one more every few milliseconds, without end.
    Drip(Vec<u8>),
    /// These bytes, then more as fast as they are taken, without end.
    Flood(Vec<u8>),
}

impl Reply {
    /// Whether the client is let wait until it loses patience.
    pub(crate) fn lets_wait(&self) -> bool {
        matches!(self, Reply::Never | Reply::Stall(_) | Reply::Slowly(_) | Reply::Drip(_))
    }
}

/// One request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) head: String,
}

impl Seen {
    pub(crate) fn is_users(&self) -> bool {
        self.head.split(' ').nth(1).is_some_and(|target| target.contains("/Users"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn is_authorised(&self) -> bool {
        self.header("authorization") == Some(&format!("Bearer {TOKEN}"))
    }
}

pub(crate) type Handler = Arc<dyn Fn(&Seen) -> Reply + Send + Sync>;

#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) log: Arc<Mutex<Vec<Seen>>>,
    /// How many connections there were.
    pub(crate) connections: Arc<AtomicUsize>,
}

impl Server {
    pub(crate) async fn start(handler: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let server = Server { address, log: Arc::clone(&log), connections: connections.clone() };
        let handler: Handler = Arc::new(handler);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (handler, log) = (Arc::clone(&handler), Arc::clone(&log));
                tokio::spawn(serve(stream, handler, log));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/scim", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.log.lock().unwrap().clone()
    }
}

/// Serves one connection until it ends.
pub(crate) async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    handler: Handler,
    log: Arc<Mutex<Vec<Seen>>>,
) {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            match stream.read_u8().await {
                Ok(byte) => head.push(byte),
                Err(_) => return,
            }
        }
        let seen = Seen { head: String::from_utf8(head).unwrap() };
        log.lock().unwrap().push(seen.clone());
        match handler(&seen) {
            Reply::Keep(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Reply::Close(bytes) => {
                let _ended: std::io::Result<()> = stream.write_all(&bytes).await;
                let _ended: std::io::Result<()> = stream.shutdown().await;
                return;
            }
            Reply::Late(time, bytes) => {
                tokio::time::sleep(time).await;
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Reply::Reset => return,
            Reply::Never => std::future::pending().await,
            Reply::Stall(bytes) => {
                let _ended: std::io::Result<()> = stream.write_all(&bytes).await;
                std::future::pending::<()>().await;
            }
            Reply::Slowly(bytes) => {
                for byte in bytes {
                    if stream.write_all(&[byte]).await.is_err() || stream.flush().await.is_err() {
                        return;
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                std::future::pending::<()>().await;
            }
            Reply::Drip(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
                // The one server whose fault is time.
                while stream.write_all(b" ").await.is_ok() && stream.flush().await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                return;
            }
            Reply::Flood(bytes) => {
                let more = vec![b' '; 64 * 1024];
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
                while stream.write_all(&more).await.is_ok() {}
                return;
            }
        }
    }
}

/// A complete HTTP/1.1 answer.
pub(crate) fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A SCIM answer with status 200.
pub(crate) fn scim(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer("200 OK", "Content-Type: application/scim+json\r\n", body)
}

pub(crate) fn unauthorised() -> Vec<u8> {
    answer("401 Unauthorized", "WWW-Authenticate: Bearer realm=\"scim\"\r\n", "")
}

/// Does everything right.
pub(crate) fn healthy(seen: &Seen) -> Reply {
    Reply::Keep(if seen.is_authorised() { scim(EMPTY) } else { unauthorised() })
}

/// Does everything right except for the user query with the right token.
pub(crate) fn users(reply: Reply) -> impl Fn(&Seen) -> Reply {
    move |seen| {
        if seen.is_users() && seen.is_authorised() { reply.clone() } else { healthy(seen) }
    }
}

/// Limits for a server that lets wait: a test can wait for them.
pub(crate) fn quick() -> Limits {
    Limits {
        request: Duration::from_millis(400),
        handshake: Duration::from_millis(400),
        ..patient()
    }
}

/// Limits that no other server meets, however busy this machine is.
fn patient() -> Limits {
    let long = Duration::from_secs(30);
    Limits {
        resolve: long,
        connect: long,
        handshake: long,
        request: long,
        slow: long,
        retry_pause: Duration::from_millis(1),
        retry_after: Duration::from_millis(1500),
        ..Limits::default()
    }
}

/// A token that was made for a tenant URL, or for another when this is none.
pub(crate) fn bound(token: &str, url: &str) -> BoundToken {
    let origin = tenant_origin(url).or_else(|| tenant_origin("https://scim.invalid"));
    BoundToken::new(SecretString::from(token), origin.unwrap())
}

pub(crate) fn case(url: &str) -> ConnectionTest {
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    ConnectionTest {
        proxy: ProxyChoice::Direct,
        trust: TrustAnchors::given(&[], &[]),
        limits: patient(),
        ..ConnectionTest::new(url, bound(TOKEN, url), now)
    }
}

pub(crate) async fn run(case: ConnectionTest) -> ConnectionReport {
    test(case, |_| {}, CancellationToken::new()).await
}

/// The codes, without the two that every plain loopback server has.
pub(crate) fn codes(report: &ConnectionReport) -> Vec<&str> {
    report
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .filter(|code| !matches!(*code, "url.not_https" | "url.private_address"))
        .collect()
}

pub(crate) fn stage(report: &ConnectionReport, name: StageName) -> footbridge_connection::Stage {
    report.stages.iter().find(|stage| stage.name == name).unwrap().clone()
}
