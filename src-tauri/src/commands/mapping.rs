//! Loading users, and editing mappings with the preview that follows.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use footbridge_directory::DirectorySummary;
use footbridge_finding::Finding;
use footbridge_mapping::{
    Context, DirectoryPreview, Evaluator, LevelSuggestion, Mapping, MappingCheck, MappingChoices,
    MappingSet, MappingTable, PeoplePage, PeopleQuery, PersonPreview, Preview,
};
use tauri::State;

use super::guarded_blocking;
use crate::clock;
use crate::desktop::FileKind;
use crate::errors::{AppError, Refusal};
use crate::state::AppState;
use crate::view::WizardState;
use crate::wizard::{LANGUAGE, Users};

/// Asks for an export of users and reads it. Answers nothing when the admin cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_users(
    state: State<'_, AppState>,
) -> Result<Option<DirectorySummary>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || match state.desktop().ask_for_file(&FileKind::Users) {
        Some(path) => load(&state, path).map(Some),
        None => Ok(None),
    })
    .await
}

/// Reads the export that was dropped onto the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_dropped_users(
    state: State<'_, AppState>,
) -> Result<Option<DirectorySummary>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let path = state.wizard().dropped.take().ok_or(AppError::NothingDropped)?;
        load(&state, path).map(Some)
    })
    .await
}

/// Reads the export of the last run again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reopen_users(
    state: State<'_, AppState>,
) -> Result<Option<DirectorySummary>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let path = state.wizard().progress.users_file.clone().ok_or(AppError::NoUsers)?;
        if !path.exists() {
            return Err(AppError::UsersFileGone(file_name(&path)).into());
        }
        load(&state, path).map(Some)
    })
    .await
}

fn load(state: &AppState, path: PathBuf) -> Result<DirectorySummary, Refusal> {
    let (directory, summary) =
        footbridge_directory::open(&path, &LANGUAGE, &mut |_| ControlFlow::Continue(()))?;
    let users = Users { directory, summary: summary.clone() };
    state.change(|wizard| {
        wizard.keep_users(users, Some(path));
        Ok::<(), AppError>(())
    })?;
    Ok(summary)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Takes invented people, for a first look.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_sample_users(
    state: State<'_, AppState>,
) -> Result<DirectorySummary, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (directory, summary) = footbridge_directory::sample(&LANGUAGE)?;
        let users = Users { directory, summary: summary.clone() };
        state.change(|wizard| {
            wizard.keep_users(users, None);
            Ok::<(), AppError>(())
        })?;
        Ok(summary)
    })
    .await
}

/// Forgets the loaded users.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_users(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        state.change(|wizard| {
            wizard.users = None;
            wizard.preview = None;
            wizard.progress.users_file = None;
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// The loaded users under the present mappings.
pub(super) struct Previewed {
    users: Arc<Users>,
    table: MappingSet,
    pub(super) preview: Arc<Preview>,
}

impl Previewed {
    /// Returns the preview, computed again when users or mappings have changed since.
    pub(super) fn of(state: &AppState) -> Result<Self, Refusal> {
        let (users, table, known) = {
            let mut wizard = state.wizard();
            (wizard.users()?.clone(), wizard.table()?.clone(), wizard.preview.clone())
        };
        if let Some(preview) = known {
            return Ok(Previewed { users, table, preview });
        }
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context);
        let preview = Preview::new(&evaluator, table.rules(), &LANGUAGE, &mut |_, _| {
            ControlFlow::Continue(())
        })?;
        let preview = Arc::new(preview);
        // Somebody may have loaded other users meanwhile; then this result is theirs to replace.
        let mut wizard = state.wizard();
        if wizard.users.as_ref().is_some_and(|present| Arc::ptr_eq(present, &users)) {
            wizard.preview = Some(preview.clone());
        }
        drop(wizard);
        Ok(Previewed { users, table, preview })
    }
}

fn context() -> Context {
    Context::new(clock::now())
}

/// Lists the people that a search finds, a page of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_people(
    state: State<'_, AppState>,
    query: PeopleQuery,
) -> Result<PeoplePage, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let Previewed { users, preview, .. } = Previewed::of(&state)?;
        Ok(preview.people(&users.directory, &query))
    })
    .await
}

/// Returns what Entra would send for one person, by their row counted from 1.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_person(
    state: State<'_, AppState>,
    row: u32,
) -> Result<PersonPreview, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let Previewed { users, table, preview } = Previewed::of(&state)?;
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context);
        Ok(preview.person(&evaluator, row, &LANGUAGE)?)
    })
    .await
}

/// Returns what Entra would send for everybody, in numbers, findings and the tree.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_directory(
    state: State<'_, AppState>,
) -> Result<DirectoryPreview, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || Ok(Previewed::of(&state)?.preview.result().clone())).await
}

/// Returns the mapping table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mapping_table(state: State<'_, AppState>) -> Result<MappingTable, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || shown(&state)).await
}

fn shown(state: &AppState) -> Result<MappingTable, Refusal> {
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
        let table = wizard.table()?;
        edit(table).map_err(Into::into)?;
        let saved = table.saved();
        wizard.setup_mut()?.mappings = saved;
        wizard.preview = None;
        Ok::<(), Refusal>(())
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
