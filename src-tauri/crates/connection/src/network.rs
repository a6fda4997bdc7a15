//! Resolving and connecting, once and by hand, so that each has its own time and its own cause.
//!
//! The requests go to the address that was judged here, without a second resolution.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::Code;
use crate::address::{Reach, reach};
use crate::fault::{Fault, of_io};
use crate::limits::Limits;
use crate::names::Names;
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::target::Target;

/// The next address is tried this long after the one before (RFC 8305 §5).
const STAGGER: Duration = Duration::from_millis(250);

/// The place that a connection goes to first: the server, or the proxy in front.
#[derive(Debug, Clone)]
pub(crate) struct Hop {
    /// A name, or an address without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) kind: HopKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HopKind {
    Server,
    /// The server, without TLS: only on this computer.
    PlainServer,
    Proxy,
}

impl Hop {
    /// The target's own server.
    pub(crate) fn server(target: &Target) -> Self {
        Hop {
            host: target.host.trim_matches(['[', ']']).to_owned(),
            port: target.port,
            kind: if target.https { HopKind::Server } else { HopKind::PlainServer },
        }
    }

    fn failure(&self, code: Code) -> Observed {
        match self.kind {
            HopKind::Server | HopKind::PlainServer => {
                Observed::new(code).with("host", &self.host).with("port", self.port)
            }
            HopKind::Proxy => {
                Observed::new(Code::ProxyFailed).with("proxy", self).evidence(match code {
                    Code::DnsNotFound => "The proxy's name does not resolve.",
                    Code::TcpRefused => "Nothing listens on the proxy's port.",
                    Code::TcpTimeout => "The proxy does not answer.",
                    _ => "There is no way to the proxy.",
                })
            }
        }
    }
}

impl std::fmt::Display for Hop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.host.parse::<IpAddr>() {
            Ok(IpAddr::V6(_)) => write!(f, "[{}]:{}", self.host, self.port),
            _ => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

/// Resolves the hop's name, and looks at where the addresses lie.
pub(crate) async fn resolve(hop: &Hop, names: &Names, limits: &Limits) -> Outcome<Vec<SocketAddr>> {
    let lookup = names.addresses(&hop.host, hop.port);
    let mut found: Vec<SocketAddr> = match timeout(limits.resolve, lookup).await {
        Ok(Ok(addresses)) => addresses,
        Ok(Err(_)) | Err(_) => Vec::new(),
    };
    found.dedup();
    if found.is_empty() {
        return Outcome::fatal(hop.failure(Code::DnsNotFound), "no address");
    }
    let detail = found.iter().map(|found| found.ip().to_string()).collect::<Vec<_>>().join(", ");
    if hop.kind == HopKind::Proxy {
        let detail = format!("{detail} (the proxy; it resolves the server's name)");
        return Outcome::done(found, detail);
    }
    let mut addresses: Vec<SocketAddr> =
        found.iter().copied().filter(|found| reach(found.ip()) != Reach::LinkLocal).collect();
    let observed = |code| Observed::new(code).with("host", &hop.host).with("address", &detail);
    if addresses.is_empty() {
        return Outcome::fatal(observed(Code::UrlLinkLocal), detail.clone());
    }
    if hop.kind == HopKind::PlainServer {
        addresses.retain(|address| reach(address.ip()) == Reach::Loopback);
        if addresses.is_empty() {
            let seen = observed(Code::UrlNotLoopback).evidence(format!("It leads to {detail}."));
            return Outcome::fatal(seen, detail);
        }
    }
    let private = addresses.iter().all(|address| reach(address.ip()) != Reach::Public);
    let private = private.then(|| observed(Code::UrlPrivateAddress));
    Outcome::done(addresses, detail).seen(private)
}

/// Connects to the first address that answers.
pub(crate) async fn connect(
    hop: &Hop,
    addresses: &[SocketAddr],
    limits: &Limits,
) -> Outcome<(TcpStream, SocketAddr)> {
    match timeout(limits.connect, race(addresses)).await {
        Ok(Ok((stream, address))) => {
            // A request is small and waits for its answer; it must not wait for a second one.
            drop(stream.set_nodelay(true));
            Outcome::done((stream, address), address.to_string())
        }
        Ok(Err(fault)) => {
            let code = match fault {
                Fault::Refused => Code::TcpRefused,
                Fault::TimedOut => Code::TcpTimeout,
                _ => Code::TcpUnreachable,
            };
            Outcome::fatal(hop.failure(code), hop.to_string())
        }
        Err(_) => {
            let seconds = limits.connect.as_secs();
            Outcome::fatal(
                hop.failure(Code::TcpTimeout).with("seconds", seconds),
                format!("no answer from {hop}"),
            )
        }
    }
}

/// Tries the addresses, each a little after the one before, and keeps the first connection.
async fn race(addresses: &[SocketAddr]) -> Result<(TcpStream, SocketAddr), Fault> {
    let mut attempts = JoinSet::new();
    let mut waiting = addresses.iter().copied();
    let mut fault = Fault::Unreachable;
    let mut more = true;
    loop {
        if more {
            match waiting.next() {
                Some(address) => {
                    attempts.spawn(async move { (TcpStream::connect(address).await, address) });
                }
                None => more = false,
            }
        }
        tokio::select! {
            ended = attempts.join_next() => match ended {
                Some(Ok((Ok(stream), address))) => return Ok((stream, address)),
                Some(Ok((Err(error), _))) => {
                    fault = of_io(error.kind()).unwrap_or(Fault::Unreachable);
                }
                Some(Err(_)) => {}
                None if more => {}
                None => return Err(fault),
            },
            () = sleep(STAGGER), if more => {}
        }
    }
}
