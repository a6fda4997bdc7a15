//! The record of the set-up, and its files.

use std::sync::Arc;

use footbridge_finding::Finding;
use footbridge_handover::{Record, check_record};
use footbridge_mapping::PreviewError;
use tauri::State;

use super::guard::guarded_blocking;
use super::mapping::previewed;
use crate::clock;
use crate::desktop::Showing;
use crate::errors::{AppError, Refusal};
use crate::files::save;
use crate::setup::view::{HandoverSummary, ReportFormat};
use crate::setup::{LANGUAGE, file_name, handover_record};
use crate::state::AppState;

/// Returns what the hand-over screen shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn handover_summary(
    state: State<'_, AppState>,
) -> Result<HandoverSummary, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || Ok(handover_record::summary(&present(&state)?))).await
}

fn present(state: &AppState) -> Result<Record, Refusal> {
    let loaded = state.read(|wizard| wizard.current().users.is_some());
    let preview =
        if loaded { Some(previewed(state, None)?.ok_or(PreviewError::Cancelled)?) } else { None };
    let preview = preview.as_ref().map(Arc::as_ref);
    Ok(state.read(|wizard| handover_record::of(wizard.current(), preview))?)
}

/// Saves the report where the admin says. Answers the file's name, or nothing when cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_report(
    state: State<'_, AppState>,
    format: ReportFormat,
) -> Result<Option<String>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let record = present(&state)?;
        let (text, ending) = match format {
            ReportFormat::Html => (record.html(&LANGUAGE)?, "html"),
            ReportFormat::Markdown => (record.markdown(&LANGUAGE)?, "md"),
        };
        let name = save(&state, &record, &text, ending)?;
        if name.is_some() {
            state.change(|wizard| {
                let setup = wizard.current_mut().setup_mut()?;
                setup.report_saved_at = Some(clock::text(clock::now()));
                Ok(())
            })?;
        }
        Ok(name)
    })
    .await
}

/// Saves a calendar entry for the day on which the token ends.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_calendar(state: State<'_, AppState>) -> Result<Option<String>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let record = present(&state)?;
        let entry = record.calendar(clock::now(), &LANGUAGE).ok_or(AppError::NoExpiry)?;
        save(&state, &record, &entry, "ics")
    })
    .await
}

/// Returns the report as it would be saved now: what the screen shows is the file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn report_page(state: State<'_, AppState>) -> Result<String, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || Ok(present(&state)?.html(&LANGUAGE)?)).await
}

/// Opens a file that was saved in this run, or marks it in its folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_saved(
    state: State<'_, AppState>,
    name: String,
    showing: Showing,
) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let path = state.read(|wizard| wizard.current().saved_files.get(&name).cloned());
        let path = path.ok_or(AppError::NotSaved)?;
        Ok(state.desktop().show_file(&path, showing).map_err(AppError::NotShown)?)
    })
    .await
}

fn save(
    state: &AppState,
    record: &Record,
    text: &str,
    ending: &str,
) -> Result<Option<String>, Refusal> {
    let name = file_name::for_vendor(&record.vendor, &format!(".{ending}"));
    save::save(state, name, text, |known| check_record(record, known))
}
