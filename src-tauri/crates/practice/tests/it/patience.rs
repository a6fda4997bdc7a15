//! Clients that connect and never finish what they ask.

use std::time::Duration;

use footbridge_practice::{Fault, PracticeTenant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::client::{place, send};
use crate::{TOKEN, config, tenant};

/// As many connections as the bound is tried with: several times those that may wait.
const MANY: usize = 600;

/// What a client may send and then stop.
fn beginnings(tenant: &PracticeTenant) -> Vec<String> {
    let (host, root) = place(tenant);
    let head = format!("POST {root}/Users HTTP/1.1\r\nHost: {host}\r\n");
    let asked =
        format!("{head}Authorization: Bearer {TOKEN}\r\nContent-Type: application/scim+json\r\n");
    vec![
        String::new(),
        "G".to_owned(),
        format!("GET {root}/Users HTTP/1.1"),
        format!("{head}X-Slow: {}", "a".repeat(1000)),
        format!("{asked}\r"),
        format!("{asked}Content-Length: 100\r\n\r\n{{"),
        format!("{asked}Transfer-Encoding: chunked\r\n\r\n5\r\n{{"),
        format!("{asked}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n"),
    ]
}

async fn begun(address: &str, beginning: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(beginning.as_bytes()).await.unwrap();
    stream
}

/// Reads until the server has closed, and returns what it said.
async fn ended(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    // A connection that is reset has ended as well. Where the clock stands still, a minute is what
    // nobody is given.
    let reading = timeout(Duration::from_secs(60), stream.read_to_end(&mut said)).await;
    assert!(reading.is_ok(), "it is let go");
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test(start_paused = true)]
async fn connection_that_never_finishes_its_request_is_let_go() {
    let tenant = tenant().await;
    let (address, _) = place(&tenant);
    for beginning in beginnings(&tenant) {
        let said = ended(begun(&address, &beginning).await).await;
        let late = said.is_empty() || said.contains(" 408 ");
        assert!(late, "{beginning}: {said}");
    }
}

#[tokio::test(start_paused = true)]
async fn connection_that_never_shakes_hands_is_let_go() {
    for fault in ["tls-expired", "tls-client-certificate", "hangs-up", "drips"] {
        let mut config = config();
        config.faults = vec![Fault::named(fault).unwrap()];
        let tenant = PracticeTenant::start(config).await.unwrap();
        let url = tenant.tenant_url();
        let address = url.split('/').nth(2).unwrap();
        for beginning in ["", "\u{16}\u{3}\u{1}", "GET / HTTP/1.1\r\n"] {
            ended(begun(address, beginning).await).await;
        }
    }
}

#[tokio::test]
async fn client_is_answered_while_many_finish_nothing() {
    let tenant = tenant().await;
    let (address, _) = place(&tenant);
    for beginning in beginnings(&tenant).iter().take(5) {
        let mut open = Vec::new();
        for _ in 0..MANY {
            open.push(begun(&address, beginning).await);
        }
        assert_eq!(send(&tenant, "GET", "Users", None).await.status, 200, "{beginning}");
        // The first ones had to go for the last ones, long before their time was over.
        let all_but_those_that_wait = MANY - 128;
        for stream in open.drain(..all_but_those_that_wait) {
            assert_eq!(ended(stream).await, "", "{beginning}");
        }
    }
    tenant.shutdown().await;
}

#[tokio::test]
async fn connection_that_is_answered_stays_while_many_finish_nothing() {
    let mut config = config();
    config.faults = vec![Fault::named("slow").unwrap()];
    config.slowness = Duration::from_millis(500);
    let tenant = PracticeTenant::start(config).await.unwrap();
    let (address, _) = place(&tenant);
    let asking = send(&tenant, "GET", "Users", None);
    let crowding = async {
        let mut open = Vec::new();
        for _ in 0..MANY {
            open.push(begun(&address, "GET /").await);
        }
        open
    };
    let (answer, _open) = tokio::join!(asking, crowding);
    assert_eq!(answer.status, 200, "who has asked is answered");
}
