//! The organisation tree as a file.

use footbridge_finding::Finding;
use footbridge_mapping::{Evaluator, PreviewError, VendorGroups};
use tauri::State;

use super::{Looked, context, previewed};
use crate::commands::guarded_blocking;
use crate::save::{file_name, save};
use crate::state::AppState;
use crate::view::TreeFormat;
use crate::wizard::LANGUAGE;

/// Returns the groups that the vendor would make of the loaded users; nothing where it makes none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn vendor_groups(
    state: State<'_, AppState>,
) -> Result<Option<VendorGroups>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let Looked { users, table, scope } = Looked::at(&mut state.wizard())?;
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context).within(&scope);
        Ok(VendorGroups::new(&evaluator, table.rules()))
    })
    .await
}

/// Saves the organisation tree where the admin says. Answers the file's name, or nothing when
/// cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_tree(
    state: State<'_, AppState>,
    format: TreeFormat,
) -> Result<Option<String>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let preview = previewed(&state, None)?.ok_or(PreviewError::Cancelled)?;
        let vendor = state.wizard().profile()?.name().to_owned();
        let tree = &preview.result().tree;
        let (text, ending) = match format {
            TreeFormat::Csv => (tree.csv(), "-organisation.csv"),
            TreeFormat::Svg => (tree.svg(&vendor, &LANGUAGE), "-organisation.svg"),
        };
        save(&state, file_name(&vendor, ending), &text, &[&vendor])
    })
    .await
}
