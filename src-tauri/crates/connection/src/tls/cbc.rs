//! Asks a server whether it would take one of Entra's four AES-CBC suites.
//!
//! rustls has none of them, so the greeting is written by hand (RFC 5246 §7.4.1.2) and only the
//! answer's first lines are read.

use std::net::SocketAddr;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use uuid::Uuid;

/// Entra's suites 5 to 8, in its order.
const SUITES: [([u8; 2], &str); 4] = [
    ([0xc0, 0x23], "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
    ([0xc0, 0x24], "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
    ([0xc0, 0x27], "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    ([0xc0, 0x28], "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
];

/// Returns the suite that the server chooses when only these are offered.
pub(super) async fn chosen(
    address: SocketAddr,
    name: &ServerName<'_>,
    limit: Duration,
) -> Option<&'static str> {
    let asking = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        stream.write_all(&greeting(name)).await.ok()?;
        let mut record = [0; 5];
        stream.read_exact(&mut record).await.ok()?;
        let [0x16, _, _, high, low] = record else { return None };
        // The answer's beginning: its kind, a length, the version, 32 random bytes, a session.
        let mut message = vec![0; usize::from(u16::from_be_bytes([high, low]).min(512))];
        stream.read_exact(&mut message).await.ok()?;
        suite(&message)
    };
    timeout(limit, asking).await.ok().flatten()
}

fn suite(message: &[u8]) -> Option<&'static str> {
    let ([2, ..], [3, 3]) = (message, message.get(4..6)?) else { return None };
    let session = usize::from(*message.get(38)?);
    let chosen = message.get(39 + session..41 + session)?;
    SUITES.iter().find(|(suite, _)| suite == chosen).map(|(_, name)| *name)
}

fn greeting(name: &ServerName<'_>) -> Vec<u8> {
    let mut extensions = Vec::new();
    if let ServerName::DnsName(name) = name {
        let name = name.as_ref().as_bytes();
        // A list with one entry, which is a host name (RFC 6066 §3).
        extension(&mut extensions, 0, &sized(&[&[0][..], &sized(name)].concat()));
    }
    // X25519, P-256, P-384; points uncompressed; ECDSA, PKCS#1 and PSS with SHA-2.
    extension(&mut extensions, 10, &sized(&[0, 0x1d, 0, 0x17, 0, 0x18]));
    extension(&mut extensions, 11, &[1, 0]);
    let signatures = [4, 3, 5, 3, 6, 3, 4, 1, 5, 1, 6, 1, 8, 4, 8, 5, 8, 6];
    extension(&mut extensions, 13, &sized(&signatures));

    let suites: Vec<u8> = SUITES.iter().flat_map(|(suite, _)| *suite).collect();
    let body = [
        &[3, 3][..],
        Uuid::new_v4().as_bytes(),
        Uuid::new_v4().as_bytes(),
        &[0],
        &sized(&suites),
        &[1, 0],
        &sized(&extensions),
    ]
    .concat();
    // The length of a message has three bytes; this one is short.
    let message = [&[1, 0][..], &sized(&body)].concat();
    [&[0x16, 3, 1][..], &sized(&message)].concat()
}

fn extension(extensions: &mut Vec<u8>, kind: u8, content: &[u8]) {
    extensions.extend([0, kind]);
    extensions.extend(sized(content));
}

/// Puts the length in two bytes before it. Everything here is far shorter than that allows.
fn sized(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes()[..], bytes].concat()
}
