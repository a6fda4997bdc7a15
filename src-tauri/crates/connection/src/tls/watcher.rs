//! Looks on during a handshake: at the certificates, and at what came over the wire.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use rustls::client::ResolvesClientCert;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, SignatureScheme};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::trust::Judges;

/// Leaves every judgement to the verifier inside, and remembers what the server showed and wanted.
#[derive(Debug)]
pub(super) struct Watcher {
    inner: Judges,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    chain: Vec<CertificateDer<'static>>,
    wants_client_certificate: bool,
}

impl Watcher {
    pub(super) fn new(inner: Judges) -> Self {
        Watcher { inner, seen: Mutex::default() }
    }

    pub(super) fn chain(&self) -> Vec<CertificateDer<'static>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).chain.clone()
    }

    /// Whether the certificate needed nothing but public roots.
    pub(super) fn is_public(&self) -> bool {
        self.inner.is_public()
    }

    pub(super) fn wants_client_certificate(&self) -> bool {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).wants_client_certificate
    }
}

impl ServerCertVerifier for Watcher {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let chain = std::iter::once(end_entity).chain(intermediates);
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).chain =
            chain.map(|certificate| certificate.clone().into_owned()).collect();
        self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

impl ResolvesClientCert for Watcher {
    fn resolve(
        &self,
        _root_hint_subjects: &[&[u8]],
        _signature_schemes: &[SignatureScheme],
    ) -> Option<Arc<rustls::sign::CertifiedKey>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).wants_client_certificate = true;
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}

/// A connection that remembers whether anything came over it.
#[derive(Debug)]
pub(super) struct Listening<S> {
    stream: S,
    heard: Arc<AtomicBool>,
}

impl<S> Listening<S> {
    /// Returns the connection, and what becomes true with the first byte that comes.
    pub(super) fn new(stream: S) -> (Self, Arc<AtomicBool>) {
        let heard = Arc::new(AtomicBool::new(false));
        (Listening { stream, heard: Arc::clone(&heard) }, heard)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Listening<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.heard.store(true, Ordering::Relaxed);
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Listening<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
