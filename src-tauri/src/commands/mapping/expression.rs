//! A mapping that is being edited and is not yet kept.

use footbridge_finding::Finding;
use footbridge_mapping::{DraftImpact, FunctionEntry, Mapping, MappingCheck, Proposal};
use tauri::State;

use super::context;
use crate::commands::guarded_blocking;
use crate::state::AppState;
use crate::wizard::LANGUAGE;

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
        let (users, table) = {
            let mut wizard = state.wizard();
            (wizard.users.clone(), wizard.table()?.clone())
        };
        let directory = users.as_ref().map(|users| &users.directory);
        let person = directory.zip(row);
        Ok(table.check(&mapping, person, directory, &context(), &LANGUAGE))
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
        let (users, scope, kept, wanted) = {
            let mut wizard = state.wizard();
            let wanted = wizard.running_draft.begin();
            let users = wizard.users()?.clone();
            let mut rows = wizard.table()?.rows().iter();
            let kept = rows.find(|row| Some(row.id) == id).map(|row| row.mapping.clone());
            (users, wizard.scope.clone(), kept, wanted)
        };
        Ok(DraftImpact::of(
            &users.directory,
            &scope,
            kept.as_ref(),
            &mapping,
            &context(),
            &LANGUAGE,
            &|| wanted.is_cancelled(),
        ))
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
        let (users, scope, wanted) = {
            let mut wizard = state.wizard();
            let wanted = wizard.running_proposals.begin();
            (wizard.users()?.clone(), wizard.scope.clone(), wanted)
        };
        Ok(footbridge_mapping::proposals(
            &users.directory,
            &scope,
            &mapping,
            &context(),
            &LANGUAGE,
            &|| wanted.is_cancelled(),
        ))
    })
    .await
}

/// Ends what is still being computed for an edited mapping.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_draft(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let mut wizard = state.wizard();
        wizard.running_draft.stop();
        wizard.running_proposals.stop();
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
        let users = state.wizard().users.clone();
        let of = |person| footbridge_mapping::functions(person, &context(), &LANGUAGE);
        match users.zip(row) {
            Some((users, row)) => Ok(of((&users.directory, row))),
            None => Ok(of((&footbridge_directory::sample(&LANGUAGE)?.0, 1))),
        }
    })
    .await
}
