//! Where proofs write down what they create, so that the next start can delete what a killed one left.

use std::path::Path;

use footbridge_connection::{ConnectionTest, tenant_origin};
use footbridge_proof::{Journals, LeftBehind, Leftover, Limits};
use tempfile::TempDir;

use crate::errors::{AppError, Refusal};
use crate::jobs::job_slot::Job;
use crate::setup::proof_remains::ProofRemains;

/// Where a proof writes its journal.
pub(crate) enum ProofJournals {
    Kept(Journals),
    /// In practice the server ends with the program, and what was created with it.
    OfPractice(Journals, #[expect(dead_code, reason = "removed when it is dropped")] TempDir),
}

impl ProofJournals {
    pub(crate) fn journals(&self) -> &Journals {
        match self {
            ProofJournals::Kept(journals) | ProofJournals::OfPractice(journals, _) => journals,
        }
    }
}

/// The journals beside the progress file.
pub(crate) fn beside_progress(folder: &Path) -> Journals {
    Journals::new(folder.join("proofs"))
}

/// Returns what may be left; a folder that cannot be read is looked at again before the next proof.
pub(crate) fn remains(journals: &Journals) -> Vec<ProofRemains> {
    journals.leftovers().unwrap_or_default().iter().map(ProofRemains::of).collect()
}

/// Returns where a proof writes down what it creates; beside the progress unless one practises.
pub(crate) fn for_proof(journals: &Journals, practice: bool) -> Result<ProofJournals, AppError> {
    if !practice {
        return Ok(ProofJournals::Kept(journals.clone()));
    }
    let folder = tempfile::tempdir().map_err(AppError::NoJournals)?;
    Ok(ProofJournals::OfPractice(Journals::new(folder.path()), folder))
}

/// Deletes what was left at the server of `connection`, and returns what cannot be deleted.
pub(crate) async fn clean_up(
    journals: &Journals,
    connection: &ConnectionTest,
    job: &Job,
) -> Result<Vec<LeftBehind>, Refusal> {
    let mut left = Vec::new();
    for leftover in leftovers_at(journals, &connection.tenant_url)? {
        let limits = Limits::default();
        left.extend(leftover.clean_up(connection, &limits, job.cancellation()).await?);
    }
    Ok(left)
}

/// Forgets what was left at the server of this tenant URL.
pub(crate) fn forget(journals: &Journals, tenant_url: &str) -> Result<(), AppError> {
    leftovers_at(journals, tenant_url)?.into_iter().for_each(Leftover::forget);
    Ok(())
}

fn leftovers_at(journals: &Journals, tenant_url: &str) -> Result<Vec<Leftover>, AppError> {
    let here = tenant_origin(tenant_url);
    let all = journals.leftovers().map_err(AppError::NoJournals)?;
    let is_here = |left: &Leftover| tenant_origin(left.tenant_url()) == here && here.is_some();
    Ok(all.into_iter().filter(is_here).collect())
}
