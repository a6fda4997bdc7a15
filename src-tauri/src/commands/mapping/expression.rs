//! A mapping that is being edited and is not yet kept.

use footbridge_finding::Finding;
use footbridge_mapping::{
    Context, DraftImpact, FunctionEntry, Mapping, MappingCheck, PreviewError, Proposal, proposals,
};
use tauri::State;

use super::snapshot;
use crate::clock;
use crate::commands::guard::guarded_blocking;
use crate::errors::Refusal;
use crate::jobs::progress_pace::report_progress;
use crate::setup::LANGUAGE;
use crate::state::AppState;

/// Says what an edited mapping would send for one person, without keeping it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_mapping(
    state: State<'_, AppState>,
    mapping: Mapping,
    row: Option<u32>,
) -> Result<MappingCheck, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let now = snapshot(&state)?;
        let directory = now.loaded();
        let person = directory.zip(row);
        Ok(now.table.check(&mapping, person, directory, &now.context, &LANGUAGE))
    })
    .await
}

/// Says what an edited mapping would change for everybody in scope, without keeping it. `id` is the row that
/// it was made from. A later call ends an earlier one, which then answers nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_draft(
    state: State<'_, AppState>,
    id: Option<u32>,
    mapping: Mapping,
) -> Result<Option<DraftImpact>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let now = snapshot(&state)?;
        let job = state.work(|wizard| wizard.current_mut().jobs.draft.begin());
        let kept = now.table.rows().iter().find(|row| Some(row.id) == id).map(|row| &row.mapping);
        let people = (now.directory()?, &now.scope);
        let progress = &mut report_progress(|_| (), job);
        let impact = DraftImpact::of(people, kept, &mapping, &now.context, &LANGUAGE, progress);
        unless_cancelled(impact)
    })
    .await
}

/// Proposes expressions for an edited mapping from the loaded users' values. A later call ends an
/// earlier one, which then answers nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn propose_expressions(
    state: State<'_, AppState>,
    mapping: Mapping,
) -> Result<Option<Vec<Proposal>>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let now = snapshot(&state)?;
        let job = state.work(|wizard| wizard.current_mut().jobs.proposals.begin());
        let people = (now.directory()?, &now.scope);
        let progress = &mut report_progress(|_| (), job);
        let proposals = proposals(people, &mapping, &now.context, &LANGUAGE, progress);
        unless_cancelled(proposals)
    })
    .await
}

/// Returns nothing instead of what was cancelled.
fn unless_cancelled<T>(computed: Result<T, PreviewError>) -> Result<Option<T>, Refusal> {
    match computed {
        Ok(computed) => Ok(Some(computed)),
        Err(PreviewError::Cancelled) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Ends what is still being computed for an edited mapping.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_draft(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        state.work(|wizard| {
            let jobs = &mut wizard.current_mut().jobs;
            jobs.draft.stop();
            jobs.proposals.stop();
        });
        Ok(())
    })
    .await
}

/// Returns the functions of the expression language. Examples that ask for attributes are computed
/// for the person at `row`, counted from 1, or else for one of the sample people.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_functions(
    state: State<'_, AppState>,
    row: Option<u32>,
) -> Result<Vec<FunctionEntry>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (users, context) =
            state.read(|wizard| (wizard.current().users.clone(), Context::new(clock::now())));
        let of = |person| footbridge_mapping::functions(person, &context, &LANGUAGE);
        match users.zip(row) {
            Some((users, row)) => Ok(of((&users.directory, row))),
            None => Ok(of((&footbridge_directory::sample(&LANGUAGE)?.0, 1))),
        }
    })
    .await
}
