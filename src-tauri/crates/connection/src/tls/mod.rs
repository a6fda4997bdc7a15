//! The handshake as Entra makes it, and whom the certificate convinces.
//!
//! Entra's documentation allows TLS 1.2 only, with eight suites. The four with AES-GCM are offered;
//! rustls has no CBC suites, so a server that knows only Entra's four CBC suites fails here and
//! would work there: it is asked for them, and the finding says so. There is no way to accept a
//! certificate that is not trusted.

mod cbc;
mod failure;
mod trust;
mod watcher;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rustls::client::danger::ServerCertVerifier;
use rustls::client::{ResolvesClientCert, verify_server_name};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::time_provider::TimeProvider;
use rustls::{ClientConfig, SupportedProtocolVersion, version};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

pub use self::trust::TrustAnchors;

use self::failure::Failure;
use self::trust::Judges;
use self::watcher::{Listening, Watcher};
use crate::Code;
use crate::certificate::{self, Facts};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::stream::{Opened, Stream};
use crate::target::Target;

/// A certificate that ends sooner than this is worth a warning.
const SOON: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A connection with TLS, and how to open another.
pub(crate) struct Secured {
    pub(crate) opened: Opened,
    pub(crate) config: Arc<ClientConfig>,
}

/// A failed handshake keeps the certificate, if the server came so far as to send one.
pub(crate) struct Handshake {
    pub(crate) outcome: Outcome<Secured>,
    pub(crate) facts: Option<Facts>,
}

/// Makes the handshake over a connection that is already open.
///
/// `direct` is the server's address when no proxy lies between: after a failure it is asked once
/// more what else it speaks.
pub(crate) async fn handshake(
    stream: TcpStream,
    target: &Target,
    anchors: &TrustAnchors,
    now: Timestamp,
    direct: Option<SocketAddr>,
    limits: &Limits,
) -> Handshake {
    let entra = Arc::new(entra_provider());
    let Some(judges) = Judges::new(anchors, &entra) else {
        let seen = Observed::new(Code::TlsUntrusted)
            .with("host", &target.host)
            .evidence("No root certificates could be read.");
        return Handshake { outcome: Outcome::fatal(seen, "no roots"), facts: None };
    };
    let Some(name) = server_name(target) else {
        let seen = Observed::new(Code::TlsWrongHost).with("host", &target.host).with("names", "");
        return Handshake { outcome: Outcome::fatal(seen, "not a name for TLS"), facts: None };
    };

    let watcher = Arc::new(Watcher::new(judges));
    let config = config(&entra, &[&version::TLS12], &watcher, now);
    let connector = TlsConnector::from(Arc::new(config.clone()));
    let (stream, heard) = Listening::new(stream);
    let connecting = connector.connect(name.clone(), stream);
    let connected = timeout(limits.handshake, connecting).await;
    let chain = watcher.chain();
    let facts = chain.first().and_then(certificate::read);

    let failure = match connected {
        Ok(Ok(stream)) => {
            let (_, connection) = stream.get_ref();
            let suite = connection
                .negotiated_cipher_suite()
                .map_or_else(String::new, |suite| format!(", {:?}", suite.suite()));
            let mut observed = Vec::new();
            if !watcher.is_public() {
                observed.push(private_root(target, facts.as_ref(), &chain));
            }
            observed.extend(facts.as_ref().and_then(|facts| ends_soon(target, facts, now)));
            let secured = Secured { opened: opened(stream), config: Arc::new(config) };
            let outcome = Outcome::done(secured, format!("TLS 1.2{suite}")).seen(observed);
            return Handshake { outcome, facts };
        }
        Ok(Err(error)) => Failure::of(&error),
        Err(_) => Failure::Silence,
    };
    let code = match failure {
        Failure::Hello | Failure::HungUp if watcher.wants_client_certificate() => {
            Code::TlsClientCertificate
        }
        // A certificate that nobody trusts may be wrong in a plainer way, too, and that comes first.
        Failure::Certificate(Code::TlsUntrusted) => {
            let first = chain.first().zip(facts.as_ref());
            first
                .and_then(|(der, facts)| own_fault(der, facts, &name, now))
                .unwrap_or(Code::TlsUntrusted)
        }
        // The dates say so themselves; Windows tells both alike.
        Failure::Certificate(Code::TlsExpired) if certificate::has_not_begun(&chain, now) => {
            Code::TlsNotYetValid
        }
        Failure::Certificate(code) => code,
        Failure::Hello => Code::TlsVersion,
        Failure::HungUp if heard.load(Ordering::Relaxed) => Code::HttpClosed,
        Failure::Silence if heard.load(Ordering::Relaxed) => Code::HttpTimeout,
        Failure::HungUp | Failure::Silence | Failure::NotTls => Code::TlsNotTls,
    };
    let mut seen = (code, None);
    if let (Code::TlsVersion | Code::TlsNotTls, Failure::Hello | Failure::HungUp, Some(address)) =
        (code, failure, direct)
    {
        let anything = Arc::new(ring::default_provider());
        let versions = &[&version::TLS13, &version::TLS12];
        let config = self::config(&anything, versions, &watcher, now);
        if let Some(agreed) = agrees(address, name.clone(), config, limits).await {
            let offered_more = "When more is offered than Entra offers, the server agrees on";
            seen = (Code::TlsVersion, Some(format!("{offered_more} {agreed}.")));
        } else if let Some(suite) = cbc::chosen(address, &name, limits.handshake).await {
            let evidence = format!(
                "The server agrees on {suite}, which Entra offers and this test cannot use: \
                 Entra itself may succeed."
            );
            seen = (Code::TlsVersion, Some(evidence));
        }
    }
    let (code, agreed) = seen;
    let evidence = match (agreed, code) {
        (Some(agreed), _) => Some(agreed),
        (None, Code::HttpClosed | Code::HttpTimeout) => {
            Some("It broke off in the middle of the TLS handshake.".to_owned())
        }
        (None, _) => facts.as_ref().and_then(|facts| about(code, failure, facts, now)),
    };
    let observed = in_words(code, target, facts.as_ref(), limits);
    let observed = match facts.as_ref().filter(|_| code == Code::TlsUntrusted) {
        Some(facts) => why_untrusted(observed, facts, &chain),
        None => observed,
    };
    let observed = match evidence {
        Some(evidence) => observed.evidence(evidence),
        None => observed,
    };
    Handshake { outcome: Outcome::fatal(observed, detail(code)), facts }
}

/// Makes another handshake like the one that succeeded.
pub(crate) async fn again(
    stream: TcpStream,
    target: &Target,
    config: &Arc<ClientConfig>,
    limits: &Limits,
) -> Result<Opened, Fault> {
    let name = server_name(target).ok_or(Fault::Tls)?;
    let connecting = TlsConnector::from(Arc::clone(config)).connect(name, stream);
    let stream = timeout(limits.handshake, connecting)
        .await
        .map_err(|_| Fault::TimedOut)?
        .map_err(|_| Fault::Tls)?;
    Ok(opened(stream))
}

fn server_name(target: &Target) -> Option<ServerName<'static>> {
    ServerName::try_from(target.host.trim_matches(['[', ']']).to_owned()).ok()
}

fn opened<S: Stream + 'static>(stream: TlsStream<S>) -> Opened {
    let (_, connection) = stream.get_ref();
    let http2 = connection.alpn_protocol() == Some(b"h2");
    Opened { stream: Box::new(stream), http2 }
}

/// Returns what is wrong with a certificate whoever has issued it.
fn own_fault(
    der: &CertificateDer<'_>,
    facts: &Facts,
    name: &ServerName<'_>,
    now: Timestamp,
) -> Option<Code> {
    if facts.not_after.is_some_and(|end| end <= now) {
        return Some(Code::TlsExpired);
    }
    if facts.not_before.is_some_and(|start| start > now) {
        return Some(Code::TlsNotYetValid);
    }
    // A certificate without names says nothing about whom it is for.
    let named = !facts.shown.names.is_empty();
    let parsed = ParsedCertificate::try_from(der).ok()?;
    (named && verify_server_name(&parsed, name).is_err()).then_some(Code::TlsWrongHost)
}

/// Whether the server showed its own certificate only, and somebody else issued it.
fn is_alone(facts: &Facts, chain: &[CertificateDer<'_>]) -> bool {
    chain.len() == 1 && !facts.self_signed
}

/// Chooses the text that fits a certificate which nobody vouches for.
fn why_untrusted(observed: Observed, facts: &Facts, chain: &[CertificateDer<'_>]) -> Observed {
    if facts.short_key {
        observed.variant("short_key")
    } else if facts.self_signed {
        observed.variant("self_signed")
    } else if is_alone(facts, chain) {
        observed.variant("alone")
    } else {
        observed
    }
}

/// Says more about a certificate that was refused.
fn about(code: Code, failure: Failure, facts: &Facts, now: Timestamp) -> Option<String> {
    let untrusted = matches!(failure, Failure::Certificate(Code::TlsUntrusted));
    match code {
        Code::TlsUntrusted if facts.short_key => {
            Some("The certificate's RSA key is shorter than 2,048 bits.".to_owned())
        }
        Code::TlsUntrusted if facts.self_signed => {
            Some("The server signed its own certificate.".to_owned())
        }
        Code::TlsUntrusted => Some(format!("Issued by {}.", facts.shown.issuer)),
        Code::TlsExpired if facts.not_after.is_some_and(|end| end > now) => {
            Some("A certificate above the server's own has ended.".to_owned())
        }
        Code::TlsExpired | Code::TlsNotYetValid | Code::TlsWrongHost if untrusted => Some(format!(
            "Besides, nobody who is trusted vouches for it: it was issued by {}.",
            facts.shown.issuer
        )),
        _ => None,
    }
}

fn detail(code: Code) -> &'static str {
    match code {
        Code::TlsVersion => "no agreement on TLS 1.2",
        Code::TlsNotTls => "no TLS",
        Code::TlsClientCertificate => "client certificate wanted",
        Code::HttpClosed | Code::HttpTimeout => "the handshake broke off",
        _ => "certificate refused",
    }
}

fn in_words(code: Code, target: &Target, facts: Option<&Facts>, limits: &Limits) -> Observed {
    let shown = facts.map(|facts| &facts.shown);
    let date = |time: Option<Timestamp>| time.map(date).unwrap_or_default();
    Observed::new(code)
        .with("host", &target.host)
        .with("port", target.port)
        .with("seconds", limits.handshake.as_secs())
        .with("issuer", shown.map_or("an unknown issuer", |shown| shown.issuer.as_str()))
        .with("names", shown.map_or_else(String::new, |shown| shown.names.join(", ")))
        .with("from", date(facts.and_then(|facts| facts.not_before)))
        .with("end", date(facts.and_then(|facts| facts.not_after)))
}

fn date(time: Timestamp) -> String {
    TimeZone::UTC.to_datetime(time).date().to_string()
}

fn private_root(target: &Target, facts: Option<&Facts>, chain: &[CertificateDer<'_>]) -> Observed {
    let issuer = facts.map_or("an unknown issuer", |facts| facts.shown.issuer.as_str());
    Observed::new(Code::TlsPrivateRoot)
        .with("host", &target.host)
        .with("issuer", issuer)
        .with_some("alone", facts.filter(|facts| is_alone(facts, chain)).map(|_| "alone"))
        .evidence(format!("Issued by {issuer}."))
}

fn ends_soon(target: &Target, facts: &Facts, now: Timestamp) -> Option<Observed> {
    let end = facts.not_after?;
    let left = end.duration_since(now);
    (left < SOON).then(|| {
        Observed::new(Code::TlsExpiresSoon)
            .with("host", &target.host)
            .with("end", date(end))
            .with("days", left.as_hours() / 24)
    })
}

/// Asks once more with everything rustls has, and says what the server agreed on.
async fn agrees(
    address: SocketAddr,
    name: ServerName<'static>,
    config: ClientConfig,
    limits: &Limits,
) -> Option<String> {
    let attempt = async {
        let stream = TcpStream::connect(address).await.ok()?;
        let connector = TlsConnector::from(Arc::new(config));
        match connector.connect(name, stream).await {
            Ok(stream) => {
                let (_, connection) = stream.get_ref();
                let version = match connection.protocol_version()? {
                    rustls::ProtocolVersion::TLSv1_3 => "TLS 1.3",
                    _ => "TLS 1.2",
                };
                let suite = connection.negotiated_cipher_suite()?.suite();
                Some(format!("{version} with {suite:?}"))
            }
            // It came as far as its certificate, so it had agreed on something.
            Err(error) => match Failure::of(&error) {
                Failure::Certificate(_) => Some("TLS of another version or suite".to_owned()),
                _ => None,
            },
        }
    };
    timeout(limits.handshake, attempt).await.ok().flatten()
}

/// TLS as Entra offers it: its four AES-GCM suites, in its order.
fn entra_provider() -> CryptoProvider {
    use rustls::crypto::ring::cipher_suite as suite;
    CryptoProvider {
        cipher_suites: vec![
            suite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            suite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            suite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            suite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        ],
        ..ring::default_provider()
    }
}

#[expect(clippy::expect_used, reason = "ring has suites for both versions of TLS")]
fn config(
    provider: &Arc<CryptoProvider>,
    versions: &[&'static SupportedProtocolVersion],
    watcher: &Arc<Watcher>,
    now: Timestamp,
) -> ClientConfig {
    let time = Arc::new(Clock(unix(now)));
    let mut config = ClientConfig::builder_with_details(Arc::clone(provider), time)
        .with_protocol_versions(versions)
        .expect("the provider has suites for these versions")
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(watcher) as Arc<dyn ServerCertVerifier>)
        .with_client_cert_resolver(Arc::clone(watcher) as Arc<dyn ResolvesClientCert>);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config
}

fn unix(now: Timestamp) -> UnixTime {
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    UnixTime::since_unix_epoch(Duration::from_secs(seconds))
}

/// The time of the run, so that a run judges by one clock.
#[derive(Debug)]
struct Clock(UnixTime);

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}
