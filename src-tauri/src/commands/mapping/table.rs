//! The mapping table and its edits.

use footbridge_finding::Finding;
use footbridge_mapping::{EditHistory, LevelSuggestion, Mapping, MappingChoices, TableView};
use tauri::State;

use super::changed::{changed, refuse_secrets, table_of};
use super::snapshot;
use crate::commands::guard::guarded_blocking;
use crate::errors::{AppError, Refusal};
use crate::setup::LANGUAGE;
use crate::setup::view::TableChanged;
use crate::state::AppState;

/// Returns the mapping table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mapping_table(state: State<'_, AppState>) -> Result<TableView, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || Ok(state.read(|wizard| table_of(wizard.current()))?)).await
}

/// Edits the table, saves it, and returns what that has changed.
fn edit(
    state: &AppState,
    edit: impl FnOnce(&mut EditHistory) -> Result<(), Refusal>,
) -> Result<TableChanged, Refusal> {
    state.change(|wizard| {
        let workspace = wizard.current_mut();
        edit(&mut workspace.setup_mut()?.edits)?;
        workspace.table_changed();
        Ok(())
    })?;
    changed(state)
}

fn refuse_secret(state: &AppState, mapping: &Mapping) -> Result<(), AppError> {
    state.read(|wizard| refuse_secrets(std::slice::from_ref(mapping), wizard.known()))
}

/// Changes one mapping.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_mapping(
    state: State<'_, AppState>,
    id: u32,
    mapping: Mapping,
) -> Result<TableChanged, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        refuse_secret(&state, &mapping)?;
        edit(&state, |edits| Ok(edits.change(id, mapping)?))
    })
    .await
}

/// Adds a mapping.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_mapping(
    state: State<'_, AppState>,
    mapping: Mapping,
) -> Result<TableChanged, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        refuse_secret(&state, &mapping)?;
        edit(&state, |edits| {
            edits.add(mapping);
            Ok(())
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
) -> Result<TableChanged, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || edit(&state, |edits| Ok(edits.remove(id)?))).await
}

/// Goes back to the vendor's mappings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_mappings(state: State<'_, AppState>) -> Result<TableChanged, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        edit(&state, |edits| {
            edits.reset();
            Ok(())
        })
    })
    .await
}

/// Takes the last edit back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_mapping(state: State<'_, AppState>) -> Result<TableChanged, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        edit(&state, |edits| {
            edits.undo();
            Ok(())
        })
    })
    .await
}

/// Makes the last edit that was taken back again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn redo_mapping(state: State<'_, AppState>) -> Result<TableChanged, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        edit(&state, |edits| {
            edits.redo();
            Ok(())
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
        let now = snapshot(&state)?;
        let (rules, suggestions) = (now.table.rules(), &now.suggestions);
        Ok(MappingChoices::new(rules, suggestions, now.loaded(), &LANGUAGE))
    })
    .await
}

fn suggestion(state: &AppState) -> Result<Option<LevelSuggestion>, Refusal> {
    let now = snapshot(state)?;
    Ok(LevelSuggestion::find(now.directory()?, &now.table, &now.context))
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
pub(crate) async fn apply_levels(state: State<'_, AppState>) -> Result<TableChanged, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || match suggestion(&state)? {
        Some(suggestion) => edit(&state, |edits| {
            edits.apply_levels(&suggestion);
            Ok(())
        }),
        None => changed(&state),
    })
    .await
}
