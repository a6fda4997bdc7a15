//! A connection to the server, with TLS or without.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::address::{Reach, reach};
use crate::fault::Fault;
use crate::proxy::Proxy;

/// A stream of bytes to the server, encrypted or not.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection that is ready for HTTP.
pub(crate) struct Opened {
    pub(crate) stream: Box<dyn Stream>,
    /// Whether the two sides agreed on HTTP/2 (ALPN, RFC 7301).
    pub(crate) http2: bool,
}

impl Opened {
    /// A connection without TLS: only to this computer itself, whatever its name was, and through
    /// nobody else. Every one of them is let through here.
    pub(crate) fn plain(stream: TcpStream, proxy: Option<&Proxy>) -> Result<Self, Fault> {
        let here = stream.peer_addr().is_ok_and(|peer| reach(peer.ip()) == Reach::Loopback);
        if !here || proxy.is_some() {
            return Err(Fault::NotLoopback);
        }
        Ok(Opened { stream: Box::new(stream), http2: false })
    }
}
