//! What the changes of the table come to.

use footbridge_finding::Finding;
use footbridge_mapping::{ComparisonBase, PreviewError, TableComparison, TablePair};
use tauri::State;
use tauri::ipc::Channel;

use super::snapshot;
use crate::commands::guard::guarded_blocking;
use crate::jobs::progress_pace::report_progress;
use crate::setup::LANGUAGE;
use crate::setup::view::Compared;
use crate::state::AppState;

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
        let now = snapshot(&state)?;
        let job = state.work(|wizard| wizard.current_mut().jobs.comparison.begin());
        let before = match base {
            ComparisonBase::Profile => Some(now.table.as_profile()),
            ComparisonBase::LastState => now.last_table.clone(),
            ComparisonBase::Schema => now.schema.as_ref().map(|opened| {
                let mut before = now.table.as_profile();
                before.open(opened.schema.user_mappings());
                before
            }),
        };
        let Some(before) = before else { return Ok(Compared::Nothing) };
        // A window that is gone need not be told.
        let report = |percent| drop(on_progress.send(percent));
        let progress = &mut report_progress(report, job);
        let tables = TablePair { before: &before, after: &now.table };
        let people = now.loaded().map(|directory| (directory, &now.scope));
        match TableComparison::new(tables, people, &now.context, row, &LANGUAGE, progress) {
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
        state.work(|wizard| wizard.current_mut().jobs.comparison.stop());
        Ok(())
    })
    .await
}
