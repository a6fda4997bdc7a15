//! TLS, with certificates made on the spot.

use std::sync::{Arc, Mutex};

use footbridge_connection::{ConnectionReport, TrustAnchors};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::server::{Server, case, codes, healthy, quick, run, serve};

pub(crate) type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

struct Leaf {
    name: &'static str,
    from: (i32, u8, u8),
    to: (i32, u8, u8),
}

const GOOD: Leaf = Leaf { name: "localhost", from: (2026, 1, 1), to: (2027, 6, 1) };

struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

fn params(leaf: &Leaf) -> CertificateParams {
    let mut params = CertificateParams::new(vec![leaf.name.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, leaf.name);
    params.not_before = date_time_ymd(leaf.from.0, leaf.from.1, leaf.from.2);
    params.not_after = date_time_ymd(leaf.to.0, leaf.to.1, leaf.to.2);
    params
}

fn private(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivatePkcs8KeyDer::from(key.serialize_der()).into()
}

fn issued(authority: &Authority, leaf: &Leaf) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = params(leaf).signed_by(&key, authority).unwrap();
    Identity { chain: vec![certificate.der().clone()], key: private(&key) }
}

/// A certificate with an authority between it and the known one.
fn through(authority: &Authority, shown: bool) -> Identity {
    let mut between = CertificateParams::new(Vec::new()).unwrap();
    between.distinguished_name.push(DnType::CommonName, "Between");
    between.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let between =
        CertifiedIssuer::signed_by(between, KeyPair::generate().unwrap(), authority).unwrap();
    let mut identity = issued(&between, &GOOD);
    identity.chain.extend(shown.then(|| between.der().clone()));
    identity
}

fn self_signed(leaf: &Leaf) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = params(leaf).self_signed(&key).unwrap();
    Identity { chain: vec![certificate.der().clone()], key: private(&key) }
}

fn config(identity: Identity, versions: &[&'static SupportedProtocolVersion]) -> ServerConfig {
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(identity.chain, identity.key)
        .unwrap()
}

/// Starts a server behind TLS and returns its port.
async fn start(config: ServerConfig) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    serve(stream, Arc::new(healthy), Arc::new(Mutex::new(Vec::new()))).await;
                }
            });
        }
    });
    port
}

/// A server's configuration with a certificate for `name`, and the authority behind it.
pub(crate) fn identified(name: &'static str) -> (ServerConfig, Authority) {
    let known = authority("Known Authority");
    let identity = issued(&known, &Leaf { name, ..GOOD });
    (config(identity, &[&version::TLS12]), known)
}

/// Starts a healthy server with a certificate for `name`, and returns its port and authority.
pub(crate) async fn healthy_behind_tls(name: &'static str) -> (u16, Authority) {
    let (config, known) = identified(name);
    (start(config).await, known)
}

/// Trusts one authority, here and in public.
pub(crate) fn trust_in(authority: &Authority) -> TrustAnchors {
    TrustAnchors::given(&[authority.der()], &[authority.der()])
}

async fn test(port: u16, trust: TrustAnchors) -> ConnectionReport {
    let mut request = case(&format!("https://localhost:{port}/scim"));
    request.trust = trust;
    run(request).await
}

#[tokio::test]
async fn each_certificate_has_its_code() {
    let known = authority("Known Authority");
    let stranger = authority("Stranger");
    let root: &[u8] = known.der();
    let (both, here) = (TrustAnchors::given(&[root], &[root]), TrustAnchors::given(&[root], &[]));
    let with = |name, from, to| Leaf { name, from, to };
    let cases: Vec<(Identity, &TrustAnchors, &[&str], bool, &str)> = vec![
        (issued(&known, &GOOD), &both, &[], true, "a good one"),
        (issued(&known, &GOOD), &here, &["tls.private_root"], true, "trusted here only"),
        (
            issued(&known, &with("localhost", (2020, 1, 1), (2026, 11, 1))),
            &both,
            &["tls.expired"],
            false,
            "its time is over",
        ),
        (
            issued(&known, &with("localhost", (2026, 12, 1), (2027, 12, 1))),
            &both,
            &["tls.not_yet_valid"],
            false,
            "its time has not come",
        ),
        (
            issued(&known, &with("localhost", (2026, 1, 1), (2026, 12, 1))),
            &both,
            &["tls.expires_soon"],
            true,
            "ten days are left",
        ),
        (
            issued(&known, &with("other.example", (2026, 1, 1), (2027, 6, 1))),
            &both,
            &["tls.wrong_host"],
            false,
            "for another name",
        ),
        (issued(&stranger, &GOOD), &both, &["tls.untrusted"], false, "by a stranger"),
        (self_signed(&GOOD), &both, &["tls.untrusted"], false, "by itself"),
        (
            issued(&stranger, &with("localhost", (2020, 1, 1), (2026, 11, 1))),
            &both,
            &["tls.expired"],
            false,
            "by a stranger, and its time is over",
        ),
        (
            self_signed(&with("localhost", (2020, 1, 1), (2026, 11, 1))),
            &both,
            &["tls.expired"],
            false,
            "by itself, and its time is over",
        ),
        (
            self_signed(&with("localhost", (2026, 12, 1), (2027, 12, 1))),
            &both,
            &["tls.not_yet_valid"],
            false,
            "by itself, and its time has not come",
        ),
        (
            self_signed(&with("other.example", (2026, 1, 1), (2027, 6, 1))),
            &both,
            &["tls.wrong_host"],
            false,
            "by itself, and for another name",
        ),
        (through(&known, true), &both, &[], true, "with its intermediate"),
        (through(&known, false), &both, &["tls.untrusted"], false, "without its intermediate"),
    ];
    for (identity, trust, expected, ok, why) in cases {
        let port = start(config(identity, &[&version::TLS12])).await;
        let report = test(port, trust.clone()).await;
        assert_eq!((codes(&report), report.ok), (expected.to_vec(), ok), "{why}");
        let facts = report.certificate.expect("the certificate is shown");
        assert!(!facts.issuer.is_empty() && !facts.names.is_empty(), "{why}: {facts:?}");
        for finding in &report.findings {
            let words = format!("{} {}", finding.title, finding.explanation);
            assert!(!words.contains('{'), "{why}: a fact is missing in {words:?}");
        }
    }
}

#[tokio::test]
async fn certificate_that_nobody_vouches_for_names_the_likeliest_cause_first() {
    let (known, stranger) = (authority("Known Authority"), authority("Stranger"));
    let root: &[u8] = known.der();
    let trust = TrustAnchors::given(&[root], &[root]);
    let cases = [
        (through(&known, false), "intermediate", "alone, by another"),
        (issued(&stranger, &GOOD), "intermediate", "alone, by a stranger"),
        (self_signed(&GOOD), "installed with", "by itself"),
        (through(&stranger, true), "private authority", "a whole chain to a stranger"),
    ];
    for (identity, first, why) in cases {
        let port = start(config(identity, &[&version::TLS12])).await;
        let report = test(port, trust.clone()).await;
        let finding = report.findings.first().unwrap();
        assert_eq!(finding.code, "tls.untrusted", "{why}");
        let cause = &finding.causes.first().unwrap().cause;
        assert!(cause.contains(first), "{why}: {cause}");
    }
}

#[tokio::test]
async fn public_roots_suffice_where_this_computer_has_none() {
    let known = authority("Known Authority");
    let port = start(config(issued(&known, &GOOD), &[&version::TLS12])).await;
    let report = test(port, TrustAnchors::given(&[], &[known.der()])).await;
    assert_eq!((codes(&report), report.ok), (vec![], true), "Entra would trust it");
}

#[tokio::test]
async fn tls_that_entra_cannot_use_has_its_code() {
    let known = authority("Known Authority");
    let root: &[u8] = known.der();
    let trust = TrustAnchors::given(&[root], &[root]);

    let port = start(config(issued(&known, &GOOD), &[&version::TLS13])).await;
    let report = test(port, trust.clone()).await;
    assert_eq!(codes(&report), ["tls.version"], "TLS 1.3 only");
    let evidence = report.findings.first().unwrap().evidence.clone().unwrap();
    assert!(evidence.contains("TLS 1.3"), "what it does speak: {evidence}");

    let mut chacha = ring::default_provider();
    chacha.cipher_suites.retain(|suite| format!("{suite:?}").contains("CHACHA20"));
    let identity = issued(&known, &GOOD);
    let only_chacha = ServerConfig::builder_with_provider(Arc::new(chacha))
        .with_protocol_versions(&[&version::TLS12])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(identity.chain, identity.key)
        .unwrap();
    let report = test(start(only_chacha).await, trust.clone()).await;
    assert_eq!(codes(&report), ["tls.version"], "a suite that Entra does not offer");

    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(root.to_vec())).unwrap();
    let provider = Arc::new(ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .unwrap();
    let identity = issued(&known, &GOOD);
    let mutual = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&version::TLS12])
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(identity.chain, identity.key)
        .unwrap();
    let report = test(start(mutual).await, trust).await;
    assert_eq!(codes(&report), ["tls.client_certificate"], "mutual TLS");
}

#[tokio::test]
async fn a_port_without_tls_has_its_code() {
    let plain = Server::start(healthy).await;
    let report = test(plain.address.port(), TrustAnchors::given(&[], &[])).await;
    assert_eq!(codes(&report), ["tls.untrusted"], "without any roots nothing is sent");

    let known = authority("Known Authority");
    let trust = TrustAnchors::given(&[known.der()], &[]);
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closing = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let talking = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let ports = [&silent, &closing, &talking].map(|listener| listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((stream, _)) = closing.accept().await {
            drop(stream);
        }
    });
    tokio::spawn(async move {
        use tokio::io::AsyncWriteExt as _;
        while let Ok((mut stream, _)) = talking.accept().await {
            let _ended: std::io::Result<()> =
                stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    for (port, why) in ports.into_iter().zip(["it waits", "it closes", "it speaks HTTP"]) {
        let mut request = case(&format!("https://localhost:{port}/scim"));
        request.trust = trust.clone();
        request.limits = quick();
        let report = run(request).await;
        assert_eq!(codes(&report), ["tls.not_tls"], "{why}");
    }
}

#[tokio::test]
async fn this_computer_does_not_trust_a_certificate_made_on_the_spot() {
    let port = start(config(self_signed(&GOOD), &[&version::TLS12])).await;
    let report = test(port, TrustAnchors::of_this_machine()).await;
    assert_eq!(codes(&report), ["tls.untrusted"], "whatever roots this computer has");
}
