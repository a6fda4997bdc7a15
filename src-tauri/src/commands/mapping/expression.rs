//! A mapping that is being edited and is not yet kept.

use footbridge_finding::Finding;
use footbridge_mapping::{Mapping, MappingCheck};
use tauri::State;

use super::context;
use crate::commands::guarded_blocking;
use crate::state::AppState;
use crate::wizard::LANGUAGE;

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
