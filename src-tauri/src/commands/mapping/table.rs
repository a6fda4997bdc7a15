//! The mapping table and its edits.

use footbridge_finding::Finding;
use footbridge_mapping::{LevelSuggestion, Mapping, MappingChoices, MappingSet, MappingTable};
use tauri::State;

use super::context;
use crate::commands::guarded_blocking;
use crate::errors::{AppError, Refusal};
use crate::state::AppState;
use crate::wizard::LANGUAGE;

/// Returns the mapping table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mapping_table(state: State<'_, AppState>) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || shown(&state)).await
}

pub(super) fn shown(state: &AppState) -> Result<MappingTable, Refusal> {
    let mut wizard = state.wizard();
    let users = wizard.users.clone();
    Ok(wizard.table()?.table(users.as_ref().map(|users| &users.directory), &LANGUAGE))
}

/// Edits the table, saves it, and returns it.
fn edit<E: Into<Refusal>>(
    state: &AppState,
    edit: impl FnOnce(&mut MappingSet) -> Result<(), E>,
) -> Result<MappingTable, Refusal> {
    state.change(|wizard| {
        edit(wizard.table()?).map_err(Into::into)?;
        Ok::<(), Refusal>(wizard.keep_table()?)
    })?;
    shown(state)
}

/// Changes one mapping.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_mapping(
    state: State<'_, AppState>,
    id: u32,
    mapping: Mapping,
) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || edit(&state, |table| table.change(id, mapping))).await
}

/// Adds a mapping.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_mapping(
    state: State<'_, AppState>,
    mapping: Mapping,
) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        edit(&state, |table| {
            table.add(mapping);
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// Removes a mapping.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_mapping(
    state: State<'_, AppState>,
    id: u32,
) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || edit(&state, |table| table.remove(id))).await
}

/// Goes back to the vendor's mappings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_mappings(state: State<'_, AppState>) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        edit(&state, |table| {
            table.reset();
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// Takes the last edit back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_mapping(state: State<'_, AppState>) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        edit(&state, |table| {
            table.undo();
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// Makes the last edit that was taken back again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn redo_mapping(state: State<'_, AppState>) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        edit(&state, |table| {
            table.redo();
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// Returns the targets and sources that may be chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mapping_choices(state: State<'_, AppState>) -> Result<MappingChoices, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (users, table) = {
            let mut wizard = state.wizard();
            (wizard.users.clone(), wizard.table()?.clone())
        };
        let directory = users.as_ref().map(|users| &users.directory);
        Ok(MappingChoices::new(table.rules(), directory, &LANGUAGE))
    })
    .await
}

fn suggestion(state: &AppState) -> Result<Option<LevelSuggestion>, Refusal> {
    let (users, table) = {
        let mut wizard = state.wizard();
        (wizard.users()?.clone(), wizard.table()?.clone())
    };
    Ok(LevelSuggestion::find(&users.directory, &table, &context()))
}

/// Proposes a split, when an attribute holds a whole chain of levels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn suggest_levels(
    state: State<'_, AppState>,
) -> Result<Option<LevelSuggestion>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || suggestion(&state)).await
}

/// Takes the proposed split over into the table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn apply_levels(state: State<'_, AppState>) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || match suggestion(&state)? {
        Some(suggestion) => edit(&state, |table| {
            table.apply_levels(&suggestion);
            Ok::<(), AppError>(())
        }),
        None => shown(&state),
    })
    .await
}
