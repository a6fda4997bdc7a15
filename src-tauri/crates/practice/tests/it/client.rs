//! A client of a few lines, so that every byte of a request is ours: one request a connection.

use footbridge_practice::PracticeTenant;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::TOKEN;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The value of a header, with its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// Sends a request under the tenant URL, as Entra would: with the token, without a User-Agent.
pub(crate) async fn send(
    tenant: &PracticeTenant,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Answer {
    let authorization = format!("Authorization: Bearer {TOKEN}\r\n");
    let content = "Content-Type: application/scim+json; charset=utf-8\r\n";
    let body = body.map(Value::to_string).unwrap_or_default();
    send_raw(tenant, method, path, &format!("{authorization}{content}"), body.as_bytes()).await
}

/// Sends a request with these header lines and no others but `Host`, `Connection` and the length.
pub(crate) async fn send_raw(
    tenant: &PracticeTenant,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
) -> Answer {
    let (host, root) = place(tenant);
    let headers = format!("Host: {host}\r\n{headers}");
    send_as(tenant, &format!("{method} {root}/{path} HTTP/1.1"), &headers, body).await
}

/// Sends this request line and these header lines.
pub(crate) async fn send_as(
    tenant: &PracticeTenant,
    line: &str,
    headers: &str,
    body: &[u8],
) -> Answer {
    let (host, _) = place(tenant);
    let mut stream = TcpStream::connect(&host).await.unwrap();
    let head =
        format!("{line}\r\n{headers}Connection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    // A server may answer, and close, before it has read a body that it refuses.
    drop(stream.write_all(body).await);
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes).await);
    let split = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes.get(..split).unwrap().to_vec()).unwrap();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
    Answer { status, head, body: bytes.get(split + 4..).unwrap().to_vec() }
}

/// The host with its port, and the path without a slash at the end.
pub(crate) fn place(tenant: &PracticeTenant) -> (String, String) {
    let url = tenant.tenant_url();
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    (host.to_owned(), format!("/{}", path.trim_end_matches('/')))
}
