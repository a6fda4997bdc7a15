//! Why a handshake failed, by the types of its error and never by its text.

use std::io;

use rustls::{AlertDescription, CertificateError, Error};

use crate::Code;

/// Why a handshake failed, by the types of its error.
#[derive(Debug, Clone, Copy)]
pub(super) enum Failure {
    /// The certificate.
    Certificate(Code),
    /// The two sides agree on nothing.
    Hello,
    /// The server closed the connection.
    HungUp,
    /// It took too long.
    Silence,
    /// Something came that is not TLS.
    NotTls,
}

impl Failure {
    pub(super) fn of(error: &io::Error) -> Failure {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
        match inner {
            None => Failure::HungUp,
            Some(Error::InvalidCertificate(error)) => Failure::Certificate(match error {
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                    Code::TlsExpired
                }
                CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                    Code::TlsNotYetValid
                }
                CertificateError::NotValidForName
                | CertificateError::NotValidForNameContext { .. } => Code::TlsWrongHost,
                _ => Code::TlsUntrusted,
            }),
            Some(Error::NoCertificatesPresented) => Failure::Certificate(Code::TlsUntrusted),
            Some(Error::AlertReceived(AlertDescription::UnrecognisedName)) => {
                Failure::Certificate(Code::TlsWrongHost)
            }
            Some(Error::AlertReceived(AlertDescription::CertificateRequired)) => {
                Failure::Certificate(Code::TlsClientCertificate)
            }
            Some(Error::InvalidMessage(_)) => Failure::NotTls,
            Some(_) => Failure::Hello,
        }
    }
}
