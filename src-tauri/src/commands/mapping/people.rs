//! Loading users and forgetting them.

use footbridge_directory::{ColumnChoice, DirectorySummary, SkippedRow};
use footbridge_file::name_of;
use footbridge_finding::Finding;
use footbridge_mapping::{Listed, Scope, ScopeChoice};
use tauri::State;
use tauri::ipc::Channel;

use crate::commands::guard::guarded_blocking;
use crate::desktop::FileKind;
use crate::errors::AppError;
use crate::files::load::{load, load_named, take};
use crate::setup::LANGUAGE;
use crate::setup::file_use::FileUse;
use crate::setup::view::{LoadEvent, NamesQuestion, WizardState};
use crate::state::AppState;

/// Asks for exports of users and reads them. Answers nothing when the admin cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_users(
    state: State<'_, AppState>,
) -> Result<Option<DirectorySummary>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let paths = state.desktop().ask_for_files(&FileKind::Users);
        if paths.is_empty() { Ok(None) } else { load(&state, paths) }
    })
    .await
}

/// Reads the exports that were dropped onto the window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_dropped_users(
    state: State<'_, AppState>,
) -> Result<Option<DirectorySummary>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let paths = state.work(|wizard| std::mem::take(&mut wizard.dropped));
        if paths.is_empty() {
            return Err(AppError::NothingDropped.into());
        }
        load(&state, paths)
    })
    .await
}

/// Reads the exports of the last run again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reopen_users(
    state: State<'_, AppState>,
) -> Result<Option<DirectorySummary>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let paths = state.read(|wizard| wizard.current().users_files.clone());
        if paths.is_empty() {
            return Err(AppError::NoUsers.into());
        }
        if let Some(gone) = paths.iter().find(|path| !path.exists()) {
            return Err(AppError::UsersFileGone(name_of(gone)).into());
        }
        load(&state, paths)
    })
    .await
}

/// Lists the rows of the loaded files that were left out, the first thousand of each.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skipped_rows(state: State<'_, AppState>) -> Result<Vec<SkippedRow>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let users = state.read(|wizard| wizard.current().users().cloned())?;
        Ok(users.directory.skipped_rows(&LANGUAGE))
    })
    .await
}

/// Tells the window of every export that is read from now on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn watch_loading(
    state: State<'_, AppState>,
    on_event: Channel<LoadEvent>,
) -> Result<(), Finding> {
    state.work(|wizard| wizard.load_watcher = Some(on_event));
    Ok(())
}

/// Stops the reading that is under way; what was loaded before stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_loading(state: State<'_, AppState>) -> Result<(), Finding> {
    state.work(|wizard| wizard.current_mut().jobs.load.stop());
    Ok(())
}

/// Reads a column of the loaded users as the admin says; nothing is read from the file again. What was
/// said of other columns stays, and those of which nothing was said are read by their names. The next
/// run reads them in the same way.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_column(
    state: State<'_, AppState>,
    column: ColumnChoice,
) -> Result<DirectorySummary, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (workspace, users, columns) = state.read(|wizard| {
            let workspace = wizard.current();
            let users = workspace.users()?.clone();
            let columns = workspace.columns_with(&users.summary.columns, column);
            Ok::<_, AppError>((workspace.id, users, columns))
        })?;
        let chosen = users.directory.with_columns(&columns, &LANGUAGE);
        let (directory, summary) = chosen.ok_or(AppError::NoUsers)?;
        let summary = DirectorySummary { sample: users.summary.sample, ..summary };
        take(&state, workspace, directory, summary, |workspace| workspace.users_columns = columns)
    })
    .await
}

/// Returns the question which column names the people, where the file that was to be read has none that
/// is known to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn names_question(
    state: State<'_, AppState>,
) -> Result<Option<NamesQuestion>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        Ok(state.read(|wizard| {
            wizard.current().nameless.as_ref().map(|nameless| nameless.question.clone())
        }))
    })
    .await
}

/// Says which column names the people of the files that were to be read, and reads them. Answers nothing
/// when it was stopped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_names(
    state: State<'_, AppState>,
    column: ColumnChoice,
) -> Result<Option<DirectorySummary>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || load_named(&state, column)).await
}

/// Returns what the loaded file means for the present mappings; nothing without a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn file_use(state: State<'_, AppState>) -> Result<Option<FileUse>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (users, table) = state.read(|wizard| {
            let workspace = wizard.current();
            let table = workspace.setup()?.edits.table().clone();
            Ok::<_, AppError>((workspace.users.clone(), table))
        })?;
        Ok(users.map(|users| FileUse::new(&users.summary, &table)))
    })
    .await
}

/// Returns whom of the loaded users Entra would provision.
#[tauri::command]
#[specta::specta]
pub(crate) async fn users_scope(state: State<'_, AppState>) -> Result<ScopeChoice, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || Ok(state.read(|wizard| wizard.current().scope.choice()))).await
}

/// Chooses whom Entra would provision: everybody, or those who share a value.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_scope(
    state: State<'_, AppState>,
    scope: ScopeChoice,
) -> Result<ScopeChoice, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        Ok(state.work(|wizard| {
            let workspace = wizard.current_mut();
            workspace.set_scope(|present| present.choose(scope));
            workspace.scope.choice()
        }))
    })
    .await
}

/// Asks for a list of the people who are assigned and takes it as the scope. Answers nothing when
/// the admin cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_assigned(
    state: State<'_, AppState>,
) -> Result<Option<ScopeChoice>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let workspace = state.read(|wizard| wizard.current().id);
        let Some(path) = state.desktop().ask_for_file(&FileKind::Assigned) else { return Ok(None) };
        let names = footbridge_directory::open_names(&path)?;
        let listed = Listed::new(name_of(&path), names);
        Ok(state.work(|wizard| {
            let workspace = wizard.workspace_mut(workspace)?;
            workspace.set_scope(|scope| *scope = Scope::Listed(listed));
            Some(workspace.scope.choice())
        }))
    })
    .await
}

/// Takes invented people, for a first look.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_sample_users(
    state: State<'_, AppState>,
) -> Result<DirectorySummary, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let workspace = state.read(|wizard| wizard.current().id);
        let (directory, summary) = footbridge_directory::sample(&LANGUAGE)?;
        take(&state, workspace, directory, summary, |workspace| workspace.users_files.clear())
    })
    .await
}

/// Forgets the loaded users.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_users(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        state.update(|wizard| {
            wizard.current_mut().close_users();
            Ok(())
        })
    })
    .await
}
