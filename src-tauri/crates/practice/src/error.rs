//! Why a practice tenant does not start.

use std::io;
use std::sync::LazyLock;

use footbridge_finding::{Explain, Finding, Language, Severity, Texts};

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));

/// A practice tenant that could not start.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// Another program listens on the port.
    #[error("port {port} is in use")]
    PortTaken {
        /// The port that was asked for.
        port: u16,
    },
    /// The system does not let us listen.
    #[error("cannot listen on port {port}")]
    NotStarted {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// No certificate could be made.
    #[error("no certificate could be made")]
    NoCertificate {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl From<rcgen::Error> for PracticeError {
    fn from(error: rcgen::Error) -> Self {
        PracticeError::certificate(error)
    }
}

impl From<rustls::Error> for PracticeError {
    fn from(error: rustls::Error) -> Self {
        PracticeError::certificate(error)
    }
}

impl PracticeError {
    pub(crate) fn certificate(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        PracticeError::NoCertificate { source: Box::new(error) }
    }

    pub(crate) fn listening(port: u16, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => PracticeError::PortTaken { port },
            _ => PracticeError::NotStarted { port, source },
        }
    }
}

impl Explain for PracticeError {
    fn explain(&self, language: &Language) -> Finding {
        let (code, port, evidence) = match self {
            PracticeError::PortTaken { port } => ("practice.port_taken", *port, None),
            PracticeError::NotStarted { port, source } => {
                ("practice.not_started", *port, Some(source.to_string()))
            }
            PracticeError::NoCertificate { source } => {
                ("practice.no_certificate", 0, Some(source.to_string()))
            }
        };
        let port = port.to_string();
        let finding = TEXTS.finding(code, Severity::Error, language, &[("port", &port)]);
        match evidence {
            Some(evidence) => finding.with_evidence(evidence),
            None => finding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_words() {
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let errors = [
            PracticeError::listening(80, io::Error::from(io::ErrorKind::AddrInUse)),
            PracticeError::listening(80, denied),
            PracticeError::certificate(io::Error::from(io::ErrorKind::Other)),
        ];
        for error in errors {
            let finding = error.explain(&Language::ENGLISH);
            assert_ne!(finding.title, finding.code, "{} has no text", finding.code);
            assert!(!finding.fixes.is_empty(), "{} does not say what to do", finding.code);
        }
    }
}
