//! Loading users and forgetting them.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use footbridge_directory::DirectorySummary;
use footbridge_finding::Finding;
use tauri::State;

use crate::commands::guarded_blocking;
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
