//! Why a request about people cannot be met: it was cancelled, or there is no such person.

use footbridge_finding::{Explain, Finding, Language};
use footbridge_workers::Cancelled;

use crate::finding::code::RequestCode;

/// A request that a preview cannot meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PreviewError {
    /// The caller stopped it.
    #[error("the preview was stopped")]
    Cancelled,
    /// The file has no such row.
    #[error("there is no person {row}")]
    UnknownPerson {
        /// The row, counted from 1.
        row: u32,
    },
}

impl From<Cancelled> for PreviewError {
    fn from(_: Cancelled) -> Self {
        PreviewError::Cancelled
    }
}

impl Explain for PreviewError {
    fn explain(&self, language: &Language) -> Finding {
        match self {
            PreviewError::Cancelled => RequestCode::Cancelled.finding(language, &[]),
            PreviewError::UnknownPerson { row } => {
                RequestCode::UnknownPerson.finding(language, &[("row", &row.to_string())])
            }
        }
    }
}
