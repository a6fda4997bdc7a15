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
}

impl PracticeError {
    pub(crate) fn listening(port: u16, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => PracticeError::PortTaken { port },
            _ => PracticeError::NotStarted { port, source },
        }
    }
}

impl Explain for PracticeError {
    fn explain(&self, language: &Language) -> Finding {
        let (code, port) = match self {
            PracticeError::PortTaken { port } => ("practice.port_taken", port),
            PracticeError::NotStarted { port, .. } => ("practice.not_started", port),
        };
        let port = port.to_string();
        let finding = TEXTS.finding(code, Severity::Error, language, &[("port", &port)]);
        match self {
            PracticeError::PortTaken { .. } => finding,
            PracticeError::NotStarted { source, .. } => finding.with_evidence(source.to_string()),
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
        ];
        for error in errors {
            let finding = error.explain(&Language::ENGLISH);
            assert_ne!(finding.title, finding.code, "{} has no text", finding.code);
            assert!(!finding.fixes.is_empty(), "{} does not say what to do", finding.code);
        }
    }
}
