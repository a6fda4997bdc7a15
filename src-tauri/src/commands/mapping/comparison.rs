//! What the changes of the table come to.

use std::ops::ControlFlow;

use footbridge_finding::Finding;
use footbridge_mapping::{ComparisonBase, TableComparison};
use tauri::State;

use super::context;
use crate::commands::guarded_blocking;
use crate::state::AppState;

/// Compares the table with another state of it: alone, over everybody, and for one person by their
/// row counted from 1. Answers nothing when there is no such state.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_mappings(
    state: State<'_, AppState>,
    base: ComparisonBase,
    row: Option<u32>,
) -> Result<Option<TableComparison>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let (users, table, before) = {
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
            (wizard.users.clone(), table, before)
        };
        let Some(before) = before else { return Ok(None) };
        let directory = users.as_ref().map(|users| &users.directory);
        let go_on = &mut |_, _| ControlFlow::Continue(());
        Ok(Some(TableComparison::new(directory, &before, &table, &context(), row, go_on)?))
    })
    .await
}
