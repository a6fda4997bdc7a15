//! Whose certificates are believed: the public web's, as Entra believes, or else this computer's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

/// Whose certificates are believed.
#[derive(Debug, Clone, Default)]
pub struct TrustAnchors(Anchors);

#[derive(Debug, Clone, Default)]
enum Anchors {
    #[default]
    Machine,
    Given {
        here: Arc<RootCertStore>,
        public: Arc<RootCertStore>,
    },
}

impl TrustAnchors {
    /// The public web roots (Mozilla's), and where they do not suffice this computer's own.
    pub fn of_this_machine() -> Self {
        TrustAnchors::default()
    }

    /// Roots that take the place of this computer's and of the public ones, each as DER.
    ///
    /// For tests and for the practice tenant, whose certificate is made on the spot. A certificate
    /// that cannot be read is left out.
    pub fn given(here: &[&[u8]], public: &[&[u8]]) -> Self {
        let store = |roots: &[&[u8]]| {
            let mut store = RootCertStore::empty();
            store.add_parsable_certificates(
                roots.iter().map(|root| CertificateDer::from(root.to_vec())),
            );
            Arc::new(store)
        };
        TrustAnchors(Anchors::Given { here: store(here), public: store(public) })
    }

    /// Returns who judges; an error when there is nobody.
    pub(super) fn judges(&self, provider: &Arc<CryptoProvider>) -> Result<Judges, Error> {
        let (public, here) = match &self.0 {
            Anchors::Machine => {
                let roots = Arc::new(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect());
                let here = rustls_platform_verifier::Verifier::new(Arc::clone(provider));
                (web_verifier(&roots, provider), here.map(|here| Arc::new(here) as Arc<_>))
            }
            Anchors::Given { here, public } => {
                (web_verifier(public, provider), web_verifier(here, provider))
            }
        };
        match (public, here) {
            (Err(error), Err(_)) => Err(error),
            (public, here) => Ok(Judges {
                public: public.ok(),
                here: here.ok(),
                is_public: AtomicBool::new(false),
                schemes: provider.signature_verification_algorithms,
            }),
        }
    }
}

/// Two judges of a certificate: one with the public web roots, and then one with this computer's.
#[derive(Debug)]
pub(super) struct Judges {
    public: Option<Arc<dyn ServerCertVerifier>>,
    here: Option<Arc<dyn ServerCertVerifier>>,
    /// Whether the first one was content.
    is_public: AtomicBool,
    schemes: WebPkiSupportedAlgorithms,
}

impl Judges {
    /// Whether the certificate of the last handshake needed nothing but public roots.
    pub(super) fn is_public(&self) -> bool {
        self.is_public.load(Ordering::Relaxed)
    }
}

impl ServerCertVerifier for Judges {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let ask = |judge: &Option<Arc<dyn ServerCertVerifier>>| {
            let judge = judge.as_ref().ok_or(CertificateError::UnknownIssuer)?;
            judge.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        let public = ask(&self.public);
        self.is_public.store(public.is_ok(), Ordering::Relaxed);
        let public = match public {
            Ok(verified) => return Ok(verified),
            Err(error) => error,
        };
        ask(&self.here).map_err(|here| match here {
            // What the other says of the certificate itself says more.
            Error::InvalidCertificate(CertificateError::UnknownIssuer) => public,
            here => here,
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.schemes)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.schemes)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.schemes.supported_schemes()
    }
}

fn web_verifier(
    roots: &Arc<RootCertStore>,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    WebPkiServerVerifier::builder_with_provider(Arc::clone(roots), Arc::clone(provider))
        .build()
        .map(|verifier| verifier as Arc<dyn ServerCertVerifier>)
        .map_err(|_| CertificateError::UnknownIssuer.into())
}
