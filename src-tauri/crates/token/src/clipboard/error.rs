//! What can go wrong with the clipboard.

use footbridge_finding::{Explain, Finding, Language, Severity};

use crate::texts::TEXTS;

/// Why the clipboard could not be used. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClipboardError {
    /// There is no clipboard, or it does not answer.
    #[error("the clipboard cannot be used: {reason}")]
    Unavailable {
        /// What the system said.
        reason: String,
    },
    /// Another program holds it at this moment.
    #[error("another program holds the clipboard")]
    Occupied,
}

impl Explain for ClipboardError {
    fn explain(&self, language: &Language) -> Finding {
        match self {
            ClipboardError::Unavailable { reason } => TEXTS
                .finding("clipboard.unavailable", Severity::Error, language, &[])
                .with_evidence(reason),
            ClipboardError::Occupied => {
                TEXTS.finding("clipboard.occupied", Severity::Error, language, &[])
            }
        }
    }
}
