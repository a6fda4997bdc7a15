//! Why a proof cannot be planned or begun.

use footbridge_finding::{Explain, Finding, Language, Severity};

use crate::code::Code;
use crate::texts::finding;

/// A proof that cannot be planned or begun.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The domain is none, or looks like a secret.
    #[error("this is no domain")]
    DomainInvalid,
    /// No matching attribute tells the made-up person from others.
    #[error(
        "the mapping table has no matching attribute that tells the made-up person from others"
    )]
    NoMatch,
    /// The journal cannot be written or read.
    #[error("the journal cannot be written")]
    NoJournal(#[from] std::io::Error),
    /// The tenant URL, the token or the way to the server is refused as the connection test refuses it.
    #[error("the server cannot be asked")]
    NoWay(Box<Finding>),
}

impl Explain for ProofError {
    fn explain(&self, language: &Language) -> Finding {
        let of = |code| finding(code, Severity::Error, language, &[]);
        match self {
            ProofError::DomainInvalid => of(Code::DomainInvalid),
            ProofError::NoMatch => of(Code::NoMatch),
            ProofError::NoJournal(error) => of(Code::NoJournal).with_evidence(error.to_string()),
            ProofError::NoWay(finding) => (**finding).clone(),
        }
    }
}
