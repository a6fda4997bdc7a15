//! Whose certificates are believed: the public web's, as Entra believes, or else this computer's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
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

    fn public(&self, provider: &Arc<CryptoProvider>) -> Option<Arc<dyn ServerCertVerifier>> {
        match &self.0 {
            Anchors::Machine => {
                let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
                web_verifier(&Arc::new(roots), provider)
            }
            Anchors::Given { public, .. } => web_verifier(public, provider),
        }
    }

    /// Reading this computer's store takes its time, so it is read when it is needed.
    fn here(&self, provider: &Arc<CryptoProvider>) -> Option<Arc<dyn ServerCertVerifier>> {
        match &self.0 {
            Anchors::Machine => {
                let here = rustls_platform_verifier::Verifier::new(Arc::clone(provider)).ok()?;
                Some(Arc::new(here))
            }
            Anchors::Given { here, .. } => web_verifier(here, provider),
        }
    }
}

/// Two judges of a certificate: one with the public web roots, and then one with this computer's.
#[derive(Debug)]
pub(super) struct Judges {
    anchors: TrustAnchors,
    provider: Arc<CryptoProvider>,
    /// Whether the first one was content.
    is_public: AtomicBool,
}

impl Judges {
    /// Returns nothing when there is not one root to judge by.
    pub(super) fn new(anchors: &TrustAnchors, provider: &Arc<CryptoProvider>) -> Option<Self> {
        anchors.public(provider).or_else(|| anchors.here(provider))?;
        let (anchors, provider) = (anchors.clone(), Arc::clone(provider));
        Some(Judges { anchors, provider, is_public: AtomicBool::new(false) })
    }

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
        // Without any root nobody vouches for anything.
        let ask = |judge: Option<Arc<dyn ServerCertVerifier>>| {
            let judge = judge.ok_or(CertificateError::UnknownIssuer)?;
            judge.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        let public = ask(self.anchors.public(&self.provider));
        self.is_public.store(public.is_ok(), Ordering::Relaxed);
        let public = match public {
            Ok(verified) => return Ok(verified),
            Err(error) => error,
        };
        ask(self.anchors.here(&self.provider)).map_err(|here| match here {
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
        verify_tls12_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn web_verifier(
    roots: &Arc<RootCertStore>,
    provider: &Arc<CryptoProvider>,
) -> Option<Arc<dyn ServerCertVerifier>> {
    let verifier =
        WebPkiServerVerifier::builder_with_provider(Arc::clone(roots), Arc::clone(provider))
            .build();
    verifier.ok().map(|verifier| verifier as Arc<dyn ServerCertVerifier>)
}
