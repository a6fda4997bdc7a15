//! Why a file was not saved.

use std::io;

use footbridge_finding::{Explain, Finding, Language, Severity};

use crate::SecretPlace;
use crate::words::FINDINGS;

/// Why a file was not saved. What was there before is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A secret, a piece of one, or what looks like one stands in it.
    #[error("a secret stands in what was to be saved")]
    SecretFound {
        /// Where.
        place: SecretPlace,
    },
    /// It could not be written.
    #[error("{file} could not be written")]
    NotWritten {
        /// The file's name without its folder.
        file: String,
        /// What the system said.
        source: io::Error,
    },
}

impl Explain for SaveError {
    fn explain(&self, language: &Language) -> Finding {
        match self {
            SaveError::SecretFound { place } => {
                let (place, fix) = place.words(language);
                let parameters = [("place", place.as_str()), ("fix", &fix)];
                FINDINGS.finding("handover.secret_found", Severity::Error, language, &parameters)
            }
            SaveError::NotWritten { file, source } => {
                let parameters = [("file", file.as_str())];
                let code = match source.kind() {
                    io::ErrorKind::InvalidFilename => "handover.name_refused",
                    _ => "handover.not_written",
                };
                FINDINGS
                    .finding(code, Severity::Error, language, &parameters)
                    .with_evidence(source.kind().to_string())
            }
        }
    }
}
