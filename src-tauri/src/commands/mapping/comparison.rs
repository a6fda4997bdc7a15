//! What the changes of the table come to.

use footbridge_finding::Finding;
use footbridge_mapping::{ComparisonBase, PreviewError, TableComparison};
use tauri::State;
use tauri::ipc::Channel;

use super::context;
use crate::commands::guarded_blocking;
use crate::latest::told;
use crate::state::AppState;
use crate::view::Compared;

/// Compares the table with another state of it: alone, over the people in scope, and for one person
/// by their row counted from 1. Tells how many per cent are compared. A later call ends an
/// earlier one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_mappings(
    state: State<'_, AppState>,
    base: ComparisonBase,
    row: Option<u32>,
    on_progress: Channel<u8>,
) -> Result<Compared, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (users, scope, table, before, stop) = {
            let mut wizard = state.wizard();
            let table = wizard.table()?.clone();
            let before = match base {
                ComparisonBase::Profile => Some(table.as_profile()),
                ComparisonBase::LastState => table.before_last_change(),
                ComparisonBase::Schema => wizard.schema().map(|opened| {
                    let mut before = table.as_profile();
                    before.open(&opened.file, opened.schema.user_mappings());
                    before
                }),
            };
            let (users, scope) = (wizard.users.clone(), wizard.scope.clone());
            (users, scope, table, before, wizard.running_comparison.begin())
        };
        let Some(before) = before else { return Ok(Compared::Nothing) };
        let directory = users.as_ref().map(|users| &users.directory);
        // A window that is gone need not be told.
        let tell = |percent| drop(on_progress.send(percent));
        let (context, progress) = (context(), &mut told(tell, stop));
        match TableComparison::new(directory, &scope, &before, &table, &context, row, progress) {
            Ok(comparison) => Ok(Compared::Both { comparison }),
            Err(PreviewError::Cancelled) => Ok(Compared::Stopped),
            Err(other) => Err(other.into()),
        }
    })
    .await
}

/// Ends the comparison that is under way.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_comparison(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        state.wizard().running_comparison.stop();
        Ok(())
    })
    .await
}
