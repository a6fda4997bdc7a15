//! What a proof may have left that was ended in the middle: the facts of its journal.

use footbridge_proof::Leftover;

/// What a proof may have left that was ended in the middle.
#[derive(Debug, Clone)]
pub(crate) struct ProofRemains {
    pub(crate) tenant_url: String,
    pub(super) at: String,
    pub(super) names: Vec<String>,
}

impl ProofRemains {
    pub(crate) fn of(leftover: &Leftover) -> Self {
        ProofRemains {
            tenant_url: leftover.tenant_url().to_owned(),
            at: leftover.at().to_owned(),
            names: leftover.names().map(str::to_owned).collect(),
        }
    }
}
