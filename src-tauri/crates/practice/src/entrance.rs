//! How a connection is met before there is any HTTP: with TLS, with none, with bytes that are no
//! answer, or not at all.
//!
//! Deliberately absent: what is answered over HTTP, and which certificate is shown.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use crate::certificate::Identity;
use crate::tenant::Tenant;

/// The pause between two dripped bytes.
const DRIP: Duration = Duration::from_millis(100);

/// The longest request head that is read before bytes are answered that are no answer.
const HEAD: usize = 64 * 1024;

/// How connections are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entrance {
    /// As a server does without TLS.
    Open,
    /// Nothing listens.
    Refused,
    /// Attempts to connect are not answered.
    Deaf,
    /// The tenant URL says https, and the server speaks HTTP without TLS.
    PlainUnderHttps,
    /// The tenant URL says https, and the server is silent.
    SilentUnderHttps,
    /// With TLS.
    Secured(Tls),
    /// With bytes of its own in the place of an answer.
    Raw(Raw),
}

/// A way to do TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tls {
    /// As Entra wants it, with this certificate.
    With(Identity),
    /// Version 1.3 only.
    OnlyVersion13,
    /// Only with cipher suites that Entra does not offer.
    OtherSuites,
    /// Only for clients with a certificate.
    ClientCertificate,
}

/// Bytes in the place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) bytes: &'static str,
    pub(crate) then: Then,
}

/// How bytes go on that are no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// The connection is closed.
    Close,
    /// A byte comes now and then, without end.
    Drip,
    /// More comes as fast as it is taken, without end.
    Flood,
}

impl Entrance {
    /// Whether the tenant URL says https.
    pub(crate) fn is_https(self) -> bool {
        matches!(
            self,
            Entrance::Secured(_) | Entrance::PlainUnderHttps | Entrance::SilentUnderHttps
        )
    }
}

/// A connection that has come as far as HTTP.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Hands connections over to the HTTP server once they have come through the entrance.
pub(crate) struct Door {
    address: SocketAddr,
    streams: mpsc::Receiver<Box<dyn Stream>>,
}

impl Door {
    /// Returns the door, and the place where connections are put through it.
    pub(crate) fn new(address: SocketAddr) -> (Self, mpsc::Sender<Box<dyn Stream>>) {
        let (sender, streams) = mpsc::channel(16);
        (Door { address, streams }, sender)
    }
}

impl Listener for Door {
    type Io = Box<dyn Stream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.streams.recv().await {
            Some(stream) => (stream, self.address),
            // Nothing comes any more; the server is about to be told to stop.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

/// Meets connections until the tenant stops.
pub(crate) async fn meet_all(
    listener: TcpListener,
    tenant: Arc<Tenant>,
    door: mpsc::Sender<Box<dyn Stream>>,
) {
    let stop = tenant.stop.clone();
    let accepting = async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let (tenant, door) = (Arc::clone(&tenant), door.clone());
                    tokio::spawn(async move {
                        let stop = tenant.stop.clone();
                        stop.run_until_cancelled(meet(stream, &tenant, &door)).await;
                    });
                }
                // Too many open files: there will be room again, as axum's own listener hopes.
                Err(_) => sleep(Duration::from_secs(1)).await,
            }
        }
    };
    let _stopped: Option<Infallible> = stop.run_until_cancelled(accepting).await;
}

/// Meets one connection. Whoever goes away meanwhile is not missed.
async fn meet(mut stream: TcpStream, tenant: &Tenant, door: &mpsc::Sender<Box<dyn Stream>>) {
    let condition = tenant.condition();
    if let Some(config) = &condition.tls {
        if let Ok(stream) = TlsAcceptor::from(Arc::clone(config)).accept(stream).await {
            drop(door.send(Box::new(stream)).await);
        }
        return;
    }
    match condition.entrance {
        Entrance::Raw(raw) => drop(answer(&mut stream, raw).await),
        Entrance::SilentUnderHttps => std::future::pending().await,
        _ => drop(door.send(Box::new(stream)).await),
    }
}

async fn answer(stream: &mut TcpStream, raw: Raw) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < HEAD {
        head.push(stream.read_u8().await?);
    }
    stream.write_all(raw.bytes.as_bytes()).await?;
    match raw.then {
        Then::Close => stream.shutdown().await,
        Then::Drip => loop {
            stream.write_all(b" ").await?;
            sleep(DRIP).await;
        },
        Then::Flood => loop {
            stream.write_all(&[b' '; 16 * 1024]).await?;
        },
    }
}
