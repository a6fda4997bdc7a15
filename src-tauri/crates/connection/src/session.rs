//! Requests of others over the way that the connection test opens and judges: the same refusals, the
//! same limits, the token to its own origin alone, and no redirect.
//!
//! Deliberately absent: any request of its own, and what an answer means. The connection test itself
//! sends nothing through here; what it sends only reads.

use std::net::IpAddr;
use std::time::Duration;

use footbridge_finding::{Finding, Language, Severity};
use footbridge_scim::{TenantUrl, WriteRequest};
use footbridge_secret::{BoundToken, KnownSecrets, Origin};
use hyper::Method;
use jiff::Timestamp;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::Code;
use crate::address::{Reach, reach};
use crate::credential::Credential;
use crate::fault::Fault;
use crate::http::Sender;
use crate::limits::Limits;
use crate::observed::Observed;
use crate::record::Record;
use crate::request::ConnectionTest;
use crate::way;
use crate::wire::Wire;

/// An open way to one tenant.
pub struct Session {
    wire: Wire,
    token: BoundToken,
    known: KnownSecrets,
    limits: Limits,
    language: Language,
    opened: Instant,
    now: Timestamp,
}

/// A complete answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body as it came, after a compression was undone.
    pub body: Vec<u8>,
    /// How long a `Retry-After` asks to wait.
    pub retry_after: Option<Duration>,
}

impl Session {
    /// Opens the way to the tenant of a connection test, as the test itself does it: what it refuses
    /// for its URL, its token, its address or its certificate is refused here.
    ///
    /// # Errors
    /// The finding that the connection test would end with.
    pub async fn open(
        request: &ConnectionTest,
        cancel: CancellationToken,
    ) -> Result<Self, Box<Finding>> {
        let nobody = |_| {};
        let mut run = Record::new(request, &nobody, cancel);
        let opened = run.began;
        let wire = way::open(&mut run, request).await;
        let known = run.known.clone();
        let Some(wire) = wire else {
            let report = run.finish(request);
            let error = report.findings.into_iter().find(|it| it.severity == Severity::Error);
            return Err(Box::new(error.unwrap_or_else(|| {
                Observed::new(Code::HttpClosed).finding(&request.language, &known)
            })));
        };
        Ok(Session {
            wire,
            token: request.token.clone(),
            known,
            limits: request.limits.clone(),
            language: request.language.clone(),
            opened,
            now: request.now,
        })
    }

    /// Returns the tenant URL as requests are made of it.
    pub fn tenant(&self) -> &TenantUrl {
        &self.wire.target().tenant
    }

    /// Returns the address that was connected to: the server's, or a proxy's.
    pub fn address(&self) -> IpAddr {
        self.wire.address().ip()
    }

    /// Whether the server is on this very computer, by the address that was connected to.
    pub fn is_loopback(&self) -> bool {
        self.wire.target().loopback && reach(self.address()) == Reach::Loopback
    }

    /// Returns every secret of this run, those of a proxy among them.
    pub fn known(&self) -> &KnownSecrets {
        &self.known
    }

    /// Makes a request of this tenant and reads the answer to the end, within this time.
    ///
    /// # Errors
    /// A finding when there is no complete answer. A request that writes may have reached the server
    /// all the same.
    pub async fn send(
        &self,
        request: &WriteRequest,
        within: Duration,
    ) -> Result<Answer, Box<Finding>> {
        let deadline = Instant::now() + within;
        let sender = Sender {
            wire: &self.wire,
            token: self.token.secret(),
            limits: &self.limits,
            known: &self.known,
            began: self.opened,
            deadline,
        };
        let body = request.body.as_ref().map(ToString::to_string);
        let answer = match Method::from_bytes(request.method.as_bytes()) {
            Ok(method)
                if Origin::parse(&request.url).as_ref() == Ok(&self.wire.target().origin) =>
            {
                match sender.outgoing(method, &request.url, body, Credential::Right) {
                    Ok(outgoing) => sender.ask(&outgoing, deadline).await.0,
                    Err(fault) => Err(fault),
                }
            }
            _ => Err(Fault::Malformed),
        };
        let now =
            self.now + jiff::SignedDuration::try_from(self.opened.elapsed()).unwrap_or_default();
        match answer {
            Ok(answer) => Ok(Answer {
                status: answer.status,
                retry_after: answer.retry_after(now),
                body: answer.body,
            }),
            Err(fault) => Err(Box::new(self.told(fault, within))),
        }
    }

    fn told(&self, fault: Fault, within: Duration) -> Finding {
        let target = self.wire.target();
        Observed::new(fault.code())
            .with("host", &target.host)
            .with("port", target.port)
            .with("url", &target.tenant)
            .with("seconds", within.as_secs())
            .with("limit", format!("{} KiB", self.limits.body / 1024))
            .finding(&self.language, &self.known)
    }
}
