//! Whose certificates are believed: this computer's, compared with the public web's.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::{CertificateError, Error, RootCertStore};

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
    /// This computer's own roots, compared with the public web roots (Mozilla's).
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

    pub(super) fn here(
        &self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, Error> {
        match &self.0 {
            Anchors::Machine => {
                Ok(Arc::new(rustls_platform_verifier::Verifier::new(Arc::clone(provider))?))
            }
            Anchors::Given { here, .. } => web_verifier(here, provider),
        }
    }

    pub(super) fn public(
        &self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, Error> {
        match &self.0 {
            Anchors::Machine => {
                let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
                web_verifier(&Arc::new(roots), provider)
            }
            Anchors::Given { public, .. } => web_verifier(public, provider),
        }
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
