//! Sends Entra's requests, and keeps each exchange as it may be shown.
//!
//! The connection test's are all `GET`. No redirect followed, no answer read beyond the limit. No `User-Agent`, as
//! Entra sends none; no `Accept` either, because whether Entra sends one is not known.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use footbridge_scim::{Request, WriteRequest};
use footbridge_secret::KnownSecrets;
use hyper::body::{Body as _, Incoming};
use hyper::header::{
    AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER, TRANSFER_ENCODING,
};
use hyper::{Method, Response, Uri};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::{Instant, timeout_at};
use zeroize::Zeroizing;

use crate::coding::{self, Coding};
use crate::credential::{Credential, masked};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::report::{Exchange, Header, StageName};
use crate::wire::{Outgoing, Wire};
use crate::wrong_token::wrong;

/// As much of a body is shown.
const SHOWN: usize = 16 * 1024;

/// More headers, or more bytes of them, are too large for the answer to a query.
const HEADERS: (usize, usize) = (500, 256 * 1024);

/// As much of one header is shown.
const SHOWN_HEADER: usize = 1024;

/// A complete answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// After decompression.
    pub(crate) body: Vec<u8>,
    pub(crate) coding: Coding,
}

impl Answer {
    /// Returns a header as text; empty when it is absent.
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .unwrap_or_default()
    }

    /// Returns how long a `Retry-After` asks to wait, in seconds from `now` (RFC 9110 §10.2.3).
    pub(crate) fn retry_after(&self, now: jiff::Timestamp) -> Option<Duration> {
        let value = self.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        if let Ok(seconds) = value.parse::<u64>() {
            return Some(Duration::from_secs(seconds));
        }
        let at = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
        Some(Duration::try_from(at.duration_since(now)).unwrap_or_default())
    }
}

/// One request, its answer or what went wrong, and the exchange as it may be shown.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) answer: Result<Answer, Fault>,
    pub(crate) exchange: Exchange,
    pub(crate) took: Duration,
    /// How long it might have taken.
    pub(crate) allowed: Duration,
}

/// Sends requests to one tenant, and its token to nobody else.
pub(crate) struct Sender<'a> {
    pub(crate) wire: &'a Wire,
    pub(crate) token: &'a SecretString,
    pub(crate) limits: &'a Limits,
    pub(crate) known: &'a KnownSecrets,
    /// When the run began, which is zero on the axis of the times in the report.
    pub(crate) began: Instant,
    /// When it has to end.
    pub(crate) deadline: Instant,
}

/// The status, the headers, as much of the body as came, and whether it broke off.
type Head = (u16, HeaderMap, Vec<u8>, bool);

/// When a request was sent, and how long its answer took.
struct Times {
    sent: Instant,
    to_headers: Duration,
    took: Duration,
}

impl Sender<'_> {
    /// Returns the time that is left for the run.
    pub(crate) fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Gets a URL and reads the answer to the end, within this time and the limits.
    pub(crate) async fn send(
        &self,
        stage: StageName,
        url: &str,
        credential: Credential,
        allowed: Duration,
    ) -> Reply {
        let began = Instant::now();
        let allowed = allowed.min(self.time_left());
        let asked = match self.outgoing(Method::GET, url, None, credential) {
            Ok(request) => self.ask(&request, began + allowed).await,
            Err(fault) => (Err(fault), None, Duration::ZERO),
        };
        let (answer, head, to_headers) = asked;
        let took = began.elapsed();
        let times = Times { sent: began, to_headers, took };
        let exchange = self.exchange(stage, url, credential, head, times);
        Reply { answer, exchange, took, allowed }
    }

    /// Sends a request and reads its answer to the end; with it comes what may be shown of it, and
    /// how long the headers took.
    pub(crate) async fn ask(
        &self,
        request: &Outgoing,
        deadline: Instant,
    ) -> (Result<Answer, Fault>, Option<Head>, Duration) {
        let began = Instant::now();
        let headed = timeout_at(deadline, self.wire.send(request)).await;
        let to_headers = began.elapsed();
        let (answer, head) = match headed {
            Err(_) => (Err(Fault::TimedOut), None),
            Ok(Err(fault)) => (Err(fault), None),
            Ok(Ok(response)) if has_too_large_head(&response) => (Err(Fault::TooLarge), None),
            Ok(Ok(response)) => {
                let (status, headers) = (response.status().as_u16(), response.headers().clone());
                let (body, fault) = self.body(response, deadline).await;
                let answer = self.decode(status, headers.clone(), body.clone(), fault);
                let shown = answer.as_ref().map_or(body, |answer| answer.body.clone());
                (answer, Some((status, headers, shown, fault.is_some())))
            }
        };
        (answer, head, to_headers)
    }

    /// Returns a request with Entra's headers, and the token that the credential means.
    pub(crate) fn outgoing(
        &self,
        method: Method,
        url: &str,
        body: Option<String>,
        credential: Credential,
    ) -> Result<Outgoing, Fault> {
        let mut headers = HeaderMap::new();
        let of_body = if body.is_some() { WriteRequest::BODY_HEADERS } else { &[] };
        for (name, value) in Request::HEADERS.iter().chain(of_body) {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Fault::Malformed)?;
            headers.insert(name, HeaderValue::from_static(value));
        }
        let token = match credential {
            Credential::Right => Some(self.token.clone()),
            Credential::Wrong => Some(wrong(self.token)),
            Credential::None => None,
        };
        if let Some(token) = token {
            // EXPOSE: this is where the token is for: the header to the tenant's own server.
            let value = Zeroizing::new(format!("Bearer {}", token.expose_secret()));
            let mut value = HeaderValue::from_str(&value).map_err(|_| Fault::Malformed)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let uri: Uri = url.parse().map_err(|_| Fault::Malformed)?;
        Ok(Outgoing { method, uri, headers, body: body.unwrap_or_default() })
    }

    /// Reads the body, counting; a fault keeps what had come.
    async fn body(
        &self,
        response: Response<Incoming>,
        deadline: Instant,
    ) -> (Vec<u8>, Option<Fault>) {
        let limit = self.limits.body;
        let announced = response.body().size_hint().exact();
        if announced.is_some_and(|length| length > limit as u64) {
            return (Vec::new(), Some(Fault::TooLarge));
        }
        // Without a length the end of the connection is the end of the body, and servers that close
        // it without TLS's own goodbye are common.
        let measured = announced.is_some() || response.headers().contains_key(TRANSFER_ENCODING);
        let mut incoming = response.into_body();
        let mut body = Vec::new();
        loop {
            let frame = poll_fn(|context| Pin::new(&mut incoming).poll_frame(context));
            match timeout_at(deadline, frame).await {
                Err(_) => return (body, Some(Fault::TimedOut)),
                Ok(Some(Err(error))) => {
                    let fault = Fault::of(&error);
                    let ended = fault == Fault::Closed && !measured && !body.is_empty();
                    return (body, Some(fault).filter(|_| !ended));
                }
                Ok(None) => return (body, None),
                Ok(Some(Ok(frame))) => {
                    // What is not data is a trailer.
                    let chunk = frame.into_data().unwrap_or_default();
                    if body.len() + chunk.len() > limit {
                        return (body, Some(Fault::TooLarge));
                    }
                    body.extend_from_slice(&chunk);
                }
            }
        }
    }

    /// Undoes a compression that nobody asked for, and counts what comes out.
    fn decode(
        &self,
        status: u16,
        headers: HeaderMap,
        body: Vec<u8>,
        fault: Option<Fault>,
    ) -> Result<Answer, Fault> {
        if let Some(fault) = fault {
            return Err(fault);
        }
        match coding::undo(&headers, body, self.limits.body) {
            Ok((body, coding)) => Ok(Answer { status, headers, body, coding }),
            Err(coding::TooLarge) => Err(Fault::TooLarge),
        }
    }

    fn exchange(
        &self,
        stage: StageName,
        url: &str,
        credential: Credential,
        head: Option<Head>,
        times: Times,
    ) -> Exchange {
        let url = self.known.mask_whole(url);
        let request_headers = Request::HEADERS
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), (*value).to_owned()))
            .chain(masked(self.token, credential).map(|value| ("authorization".to_owned(), value)))
            .map(|(name, value)| Header { name, value })
            .collect();
        let (status, headers, body, cut) = match head {
            Some((status, headers, body, cut)) => (Some(status), headers, body, cut),
            None => (None, HeaderMap::new(), Vec::new(), false),
        };
        let response_headers = headers
            .iter()
            .map(|(name, value)| Header {
                name: self.shown(name.as_str().as_bytes(), SHOWN_HEADER),
                value: self.shown(value.as_bytes(), SHOWN_HEADER),
            })
            .collect();
        Exchange {
            stage,
            method: Request::METHOD.to_owned(),
            curl: curl(&url, credential),
            url,
            request_headers,
            status,
            response_headers,
            body: self.shown(&body, SHOWN),
            body_truncated: cut || body.len() > SHOWN,
            started_ms: milliseconds(times.sent.duration_since(self.began)),
            headers_ms: status.map(|_| milliseconds(times.to_headers)),
            ms: milliseconds(times.took),
        }
    }

    /// Makes text of what a server said, without the token and without control characters.
    pub(crate) fn shown(&self, bytes: &[u8], limit: usize) -> String {
        let beginning = bytes.get(..limit).unwrap_or(bytes);
        let text: String = String::from_utf8_lossy(beginning)
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        self.known.mask(&text)
    }
}

fn has_too_large_head(response: &Response<Incoming>) -> bool {
    let headers = response.headers();
    let bytes: usize =
        headers.iter().map(|(name, value)| name.as_str().len() + value.as_bytes().len()).sum();
    headers.len() > HEADERS.0 || bytes > HEADERS.1
}

/// The same request for a terminal, by curl's default method; the token comes from the environment.
fn curl(url: &str, credential: Credential) -> String {
    let mut command =
        String::from("curl -sS -i --tlsv1.2 --tls-max 1.2 -H 'User-Agent:' -H 'Accept:'");
    for (name, value) in Request::HEADERS {
        command.push_str(&format!(" -H '{name}: {value}'"));
    }
    command.push_str(match credential {
        Credential::Right => " -H \"Authorization: Bearer $TOKEN\"",
        Credential::Wrong => " -H \"Authorization: Bearer $WRONG_TOKEN\"",
        Credential::None => "",
    });
    let url = url.replace('\'', "'\\''");
    format!("{command} '{url}'")
}

/// A duration as the report has it: to a tenth of a millisecond.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}
