//! Certificates made on the spot: two authorities, and what they and others issue.
//!
//! RSA is none of them: `ring` cannot make its keys. Nothing is on disk.

use std::fmt;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, version};

use crate::PracticeError;

/// Which certificate a server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// One that the authority which stands for the public ones has issued.
    Public,
    /// One whose time is over.
    Expired,
    /// One whose time has not come.
    NotYetValid,
    /// One that ends in ten days.
    EndsSoon,
    /// One for another host.
    WrongHost,
    /// One that the server has signed itself.
    SelfSigned,
    /// One whose issuer would have to be shown along, and is not.
    WithoutIntermediate,
    /// One of a company's own authority.
    Private,
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

/// The authorities of one tenant.
pub(crate) struct Authorities {
    /// Stands for a public one.
    public: Authority,
    /// A company's own.
    company: Authority,
}

type Authority = CertifiedIssuer<'static, KeyPair>;

/// The roots of a tenant's certificates, each as DER.
#[derive(Debug, Clone)]
pub struct PracticeRoots {
    /// Those that a computer trusts which is in the company.
    pub here: Vec<Vec<u8>>,
    /// Those of them that stand for the public ones, which Entra would trust too.
    pub public: Vec<Vec<u8>>,
}

impl fmt::Debug for Authorities {
    /// Leaves out the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authorities")
    }
}

impl Authorities {
    pub(crate) fn new() -> Result<Self, PracticeError> {
        let make = |name: &str| -> Result<Authority, rcgen::Error> {
            CertifiedIssuer::self_signed(authority(name)?, KeyPair::generate()?)
        };
        Ok(Authorities {
            public: make("Footbridge practice: public authority")?,
            company: make("Footbridge practice: company authority")?,
        })
    }

    pub(crate) fn roots(&self) -> PracticeRoots {
        let public = vec![self.public.der().to_vec()];
        PracticeRoots { here: [public.clone(), vec![self.company.der().to_vec()]].concat(), public }
    }

    pub(crate) fn pem(&self) -> String {
        [self.public.pem(), self.company.pem()].concat()
    }

    /// Returns how a server does this kind of TLS.
    pub(crate) fn config(&self, tls: Tls, now: Timestamp) -> Result<ServerConfig, PracticeError> {
        let identity = match tls {
            Tls::With(identity) => identity,
            Tls::OnlyVersion13 | Tls::OtherSuites | Tls::ClientCertificate => Identity::Public,
        };
        let (certificate, key) = self.issue(identity, now)?;
        let mut provider = ring::default_provider();
        if tls == Tls::OtherSuites {
            use ring::cipher_suite as suite;
            provider.cipher_suites = vec![
                suite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                suite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
            ];
        }
        let provider = Arc::new(provider);
        let versions = match tls {
            Tls::OnlyVersion13 => [&version::TLS13],
            _ => [&version::TLS12],
        };
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(&versions)?;
        let builder = match tls {
            Tls::ClientCertificate => {
                builder.with_client_cert_verifier(self.client_verifier(provider)?)
            }
            _ => builder.with_no_client_auth(),
        };
        Ok(builder.with_single_cert(vec![certificate], key)?)
    }

    fn client_verifier(
        &self,
        provider: Arc<CryptoProvider>,
    ) -> Result<Arc<dyn rustls::server::danger::ClientCertVerifier>, PracticeError> {
        let mut roots = RootCertStore::empty();
        roots.add(self.public.der().clone())?;
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .map_err(PracticeError::certificate)
    }

    fn issue(
        &self,
        identity: Identity,
        now: Timestamp,
    ) -> Result<(CertificateDer<'static>, PrivateKeyDer<'static>), PracticeError> {
        let (from, to) = match identity {
            Identity::Expired => (-400, -3),
            Identity::NotYetValid => (3, 400),
            Identity::EndsSoon => (-80, 10),
            _ => (-30, 300),
        };
        let names = match identity {
            Identity::WrongHost => vec!["another-host.example".to_owned()],
            _ => vec!["127.0.0.1".to_owned(), "localhost".to_owned()],
        };
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name.push(DnType::CommonName, "Footbridge practice tenant");
        let today = TimeZone::UTC.to_datetime(now).date();
        let small = |number: i8| u8::try_from(number).unwrap_or(1);
        let midnight = |days: i32| {
            let day = today.checked_add(Span::new().days(days)).unwrap_or(today);
            date_time_ymd(day.year().into(), small(day.month()), small(day.day()))
        };
        params.not_before = midnight(from);
        params.not_after = midnight(to);
        let key = KeyPair::generate()?;
        let certificate = match identity {
            Identity::SelfSigned => params.self_signed(&key)?,
            Identity::Private => params.signed_by(&key, &self.company)?,
            Identity::WithoutIntermediate => {
                let between = authority("Footbridge practice: intermediate authority")?;
                let between =
                    CertifiedIssuer::signed_by(between, KeyPair::generate()?, &self.public)?;
                params.signed_by(&key, &between)?
            }
            _ => params.signed_by(&key, &self.public)?,
        };
        let private = PrivatePkcs8KeyDer::from(key.serialize_der());
        Ok((certificate.der().clone(), private.into()))
    }
}

fn authority(name: &str) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    Ok(params)
}
