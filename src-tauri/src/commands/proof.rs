//! The proof: one made-up person through the vendor's real door.

use footbridge_finding::{Explain, Finding};
use footbridge_proof::{Limits, ProofEvent};
use tauri::State;
use tauri::ipc::Channel;

use super::guard::guarded;
use crate::clock;
use crate::errors::{AppError, Refusal};
use crate::proof_journals;
use crate::setup::LANGUAGE;
use crate::setup::proof::PreparedProof;
use crate::setup::view::{ProofDraft, WizardState};
use crate::state::AppState;

/// Says what a proof would do with a made-up person of `domain`; of the usual domain when there is
/// none. Nothing is sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_proof(
    state: State<'_, AppState>,
    domain: Option<String>,
) -> Result<ProofDraft, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let (domain, tenant_url, request) = state.read(|wizard| {
            let domain = domain.unwrap_or_else(|| wizard.proof_domain());
            let request = wizard.proof_request(&domain, clock::now())?;
            Ok::<_, AppError>((domain, wizard.current().tenant_url(), request))
        })?;
        if domain.trim().is_empty() {
            return Ok(ProofDraft { domain, plan: None });
        }
        let plan = request.plan(&tenant_url, &LANGUAGE).await?;
        Ok(ProofDraft { domain, plan: Some(plan) })
    })
    .await
}

/// Proves with a made-up person of `domain` that the server keeps what it is sent. Writes, and deletes
/// what it wrote.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prove(
    state: State<'_, AppState>,
    domain: String,
    on_event: Channel<ProofEvent>,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let PreparedProof { request, connection, key, practice, job } =
            state.change(|wizard| wizard.begin_proof(&domain, clock::now()))?;
        let journals = proof_journals::for_proof(state.journals(), practice)?;
        let tell = move |event| drop(on_event.send(event));
        let limits = Limits::default();
        let proved = request
            .prove(&connection, journals.journals(), &limits, tell, job.cancellation())
            .await;
        drop(job);
        look_for_leftovers(&state);
        let report = proved?;
        state.update(|wizard| {
            wizard.keep_proof(&key, report);
            Ok(())
        })
    })
    .await
}

/// Ends a running proof: it writes nothing more but the deletion of what it created.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_proof(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.read(|wizard| wizard.current().jobs.proof.cancel());
        Ok(())
    })
    .await
}

/// Goes on without a proof.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip_proof(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move { state.update(|wizard| Ok(wizard.skip_proof()?)) }).await
}

/// Deletes what earlier proofs left at the server of the set-up on the screen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clean_up_proofs(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let (connection, job) = state.change(|wizard| wizard.begin_clean_up(clock::now()))?;
        let cleaned = proof_journals::clean_up(state.journals(), &connection, &job).await;
        drop(job);
        look_for_leftovers(&state);
        match cleaned? {
            left if left.is_empty() => Ok(state.view()),
            left => {
                let names: Vec<String> = left.into_iter().map(|left| left.name).collect();
                let error = AppError::ProofRemains(names.join(", "));
                Err(Refusal::new(error.explain(&LANGUAGE)))
            }
        }
    })
    .await
}

/// Takes it that what earlier proofs left at the server on the screen is deleted by hand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_proofs(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let tenant_url = state.read(|wizard| wizard.current().tenant_url());
        proof_journals::forget(state.journals(), &tenant_url)?;
        look_for_leftovers(&state);
        Ok(state.view())
    })
    .await
}

/// Looks anew for what proofs have left.
fn look_for_leftovers(state: &AppState) {
    let remains = proof_journals::remains(state.journals());
    state.work(|wizard| wizard.leftovers = remains);
}
