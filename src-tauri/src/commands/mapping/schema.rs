//! Entra's schema JSON: opened in the profile's place, compared, and saved with the wanted mappings.

use std::path::Path;
use std::sync::Arc;

use footbridge_file::name_of;
use footbridge_finding::Finding;
use footbridge_handover::check_schema;
use footbridge_mapping::EntraSchema;
use tauri::State;

use super::changed::{changed, refuse_secrets, schema_state_of};
use super::snapshot;
use crate::commands::guard::guarded_blocking;
use crate::desktop::FileKind;
use crate::errors::{AppError, Refusal};
use crate::files::save::save;
use crate::setup::file_name;
use crate::setup::vendor_setup::OpenedSchema;
use crate::setup::view::{SchemaState, TableChanged};
use crate::state::AppState;

/// Entra's schemas are a few hundred kilobytes; anything larger is another kind of file.
const LARGEST_SCHEMA: u64 = 16 << 20;

/// Asks for Entra's schema, or takes the file that was dropped onto the window. The table stays, to be
/// written into it, unless its mappings are to be shown `into_table`. Answers nothing when the admin
/// cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_schema(
    state: State<'_, AppState>,
    into_table: bool,
    dropped: bool,
) -> Result<Option<TableChanged>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let key = state.read(|wizard| wizard.key())?;
        let path = if dropped {
            let first = state.work(|wizard| std::mem::take(&mut wizard.dropped).into_iter().next());
            first.ok_or(AppError::NothingDropped)?
        } else {
            let Some(path) = state.desktop().ask_for_file(&FileKind::Schema) else {
                return Ok(None);
            };
            path
        };
        let opened = read(&path)?;
        state.change(|wizard| {
            let known = wizard.known().clone();
            refuse_secrets(&opened.schema.user_mappings(), &known)?;
            let setup = wizard.setup_at(&key).ok_or(AppError::NoVendor)?;
            setup.open_schema(opened, path, into_table);
            wizard.current_mut().table_changed();
            Ok(())
        })?;
        changed(&state).map(Some)
    })
    .await
}

/// Returns the schema that is open, compared with the profile and with the table. One of an earlier
/// run is read again; when its file is gone there is none, until it is back or another is opened.
#[tauri::command]
#[specta::specta]
pub(crate) async fn schema_state(
    state: State<'_, AppState>,
) -> Result<Option<SchemaState>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (key, remembered) = state.read(|wizard| {
            let setup = wizard.current().setup()?;
            let remembered = setup.schema_path.clone().filter(|_| setup.schema.is_none());
            Ok::<_, AppError>((wizard.key()?, remembered))
        })?;
        if let Some(opened) = remembered.and_then(|path| read(&path).ok()) {
            state.work(|wizard| {
                if let Some(setup) = wizard.setup_at(&key) {
                    setup.schema = Some(Arc::new(opened));
                    wizard.current_mut().scope_changed();
                }
            });
        }
        Ok(state.read(|wizard| wizard.current().setup().map(schema_state_of))?)
    })
    .await
}

/// Forgets the schema; the table stays as it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_schema(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        state.change(|wizard| {
            let workspace = wizard.current_mut();
            workspace.setup_mut()?.close_schema();
            // Its scoping filter leaves nobody out any more.
            workspace.scope_changed();
            Ok(())
        })
    })
    .await
}

/// Saves the schema with the table's mappings, to be pasted into the portal. Answers the file's
/// name, or nothing when cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_schema(state: State<'_, AppState>) -> Result<Option<String>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (text, vendor) = wanted(&state)?;
        let name = file_name::for_vendor(&vendor, "-schema.json");
        save(&state, name, &text, |known| check_schema(&text, known))
    })
    .await
}

/// Returns the schema with the table's mappings as text, for copying.
#[tauri::command]
#[specta::specta]
pub(crate) async fn schema_text(state: State<'_, AppState>) -> Result<String, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (text, _) = wanted(&state)?;
        state.read(|wizard| check_schema(&text, wizard.known()))?;
        Ok(text)
    })
    .await
}

/// Returns the schema as it is to be, and the vendor's name.
fn wanted(state: &AppState) -> Result<(String, String), AppError> {
    let now = snapshot(state)?;
    let opened = now.schema.as_ref().ok_or(AppError::NoSchema)?;
    let text = opened.schema.with_user_mappings(&now.table.mappings());
    Ok((text, now.table.vendor().to_owned()))
}

fn read(path: &Path) -> Result<OpenedSchema, Refusal> {
    let text = footbridge_file::read_text(path, LARGEST_SCHEMA)?;
    Ok(OpenedSchema { file: name_of(path), schema: EntraSchema::parse(&text)? })
}
