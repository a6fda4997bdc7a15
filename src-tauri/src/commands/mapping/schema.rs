//! Entra's schema JSON: opened in the profile's place, compared, and saved with the wanted mappings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use footbridge_finding::Finding;
use footbridge_mapping::{EntraSchema, differences};
use tauri::State;

use crate::commands::guarded_blocking;
use crate::desktop::FileKind;
use crate::errors::{AppError, Refusal};
use crate::save::{file_name, save};
use crate::state::AppState;
use crate::view::SchemaState;
use crate::wizard::{LANGUAGE, OpenedSchema, Wizard};

/// Asks for Entra's schema and puts its mappings into the table. Answers nothing when the admin
/// cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_schema(
    state: State<'_, AppState>,
) -> Result<Option<SchemaState>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let Some(path) = state.desktop().ask_for_file(&FileKind::Schema) else { return Ok(None) };
        let opened = read(&path)?;
        state.change(|wizard| wizard.keep_schema(opened, path))?;
        shown(&mut state.wizard())
    })
    .await
}

/// Returns the schema that is open, compared with the profile and with the table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn schema_state(
    state: State<'_, AppState>,
) -> Result<Option<SchemaState>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let remembered = remembered(&state.wizard());
        if let Some(path) = remembered {
            // Gone or changed since the last run: then there is no schema, and it can be opened again.
            match read(&path) {
                Ok(opened) => state.wizard().remember_schema(opened)?,
                Err(_) => state.wizard().forget_schema()?,
            }
        }
        shown(&mut state.wizard())
    })
    .await
}

/// Forgets the schema; the table stays as it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_schema(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || state.change(Wizard::forget_schema).map(drop)).await
}

/// Saves the schema with the table's mappings, to be pasted into the portal. Answers the file's
/// name, or nothing when cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_schema(state: State<'_, AppState>) -> Result<Option<String>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (text, vendor) = wanted(&state)?;
        save(&state, file_name(&vendor, "-schema.json"), &text, &[&vendor])
    })
    .await
}

/// Returns the schema with the table's mappings as text, for copying.
#[tauri::command]
#[specta::specta]
pub(crate) async fn schema_text(state: State<'_, AppState>) -> Result<String, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || Ok(wanted(&state)?.0)).await
}

fn wanted(state: &AppState) -> Result<(String, String), Refusal> {
    let mut wizard = state.wizard();
    let opened = wizard.schema().cloned().ok_or(AppError::NoSchema)?;
    let table = wizard.table()?;
    Ok((opened.schema.with_user_mappings(&table.mappings()), table.vendor().to_owned()))
}

fn read(path: &Path) -> Result<OpenedSchema, Refusal> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path)
        .map_err(|reason| AppError::FileUnreadable { name: file.clone(), reason })?;
    Ok(OpenedSchema { file, schema: EntraSchema::parse(&text)? })
}

/// Returns the schema's file of the last run, as long as it was not read in this one.
fn remembered(wizard: &Wizard) -> Option<PathBuf> {
    let known = wizard.schema().is_some();
    wizard.setup().ok()?.schema_file.clone().filter(|_| !known)
}

fn shown(wizard: &mut Wizard) -> Result<Option<SchemaState>, Refusal> {
    let Some(opened) = wizard.schema().map(Arc::clone) else { return Ok(None) };
    let table = wizard.table()?;
    let configured = opened.schema.user_mappings();
    let against =
        |wanted: &[_]| differences(&configured, wanted, table.rules(), table.vendor(), &LANGUAGE);
    Ok(Some(SchemaState {
        file: opened.file.clone(),
        mappings: u32::try_from(configured.len()).unwrap_or(u32::MAX),
        findings: opened.schema.findings(&LANGUAGE),
        against_profile: against(table.profile()),
        against_table: against(&table.mappings()),
    }))
}
