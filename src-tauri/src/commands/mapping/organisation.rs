//! The organisation tree as a file.

use footbridge_finding::Finding;
use footbridge_handover::check_text;
use footbridge_mapping::{PreviewError, VendorGroups};
use tauri::State;

use super::{previewed, snapshot};
use crate::commands::guard::guarded_blocking;
use crate::files::save::save;
use crate::setup::view::TreeFormat;
use crate::setup::{LANGUAGE, file_name};
use crate::state::AppState;

/// Returns the groups that the vendor would make of the loaded users; nothing where it makes none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn vendor_groups(
    state: State<'_, AppState>,
) -> Result<Option<VendorGroups>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let now = snapshot(&state)?;
        Ok(VendorGroups::new(&now.evaluator()?, now.table.rules()))
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
        let vendor = snapshot(&state)?.table.vendor().to_owned();
        let tree = &preview.result().tree;
        let (text, ending) = match format {
            TreeFormat::Csv => (tree.csv(), "-organisation.csv"),
            TreeFormat::Svg => (tree.svg(&vendor, &LANGUAGE), "-organisation.svg"),
        };
        let name = file_name::for_vendor(&vendor, ending);
        save(&state, name, &text, |known| check_text(&text, known))
    })
    .await
}
