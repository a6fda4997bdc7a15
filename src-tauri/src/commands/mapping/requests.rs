//! The requests that Entra would make for one person.

use footbridge_finding::Finding;
use footbridge_mapping::{PersonEvent, PersonRequests, RequestTarget};
use tauri::State;

use super::snapshot;
use crate::commands::guard::guarded_blocking;
use crate::setup::LANGUAGE;
use crate::state::AppState;

/// Returns what Entra would send for one person, by their row counted from 1, when this happens.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_requests(
    state: State<'_, AppState>,
    row: u32,
    event: PersonEvent,
) -> Result<PersonRequests, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let now = snapshot(&state)?;
        let exact = now.schema.as_ref().map(|opened| opened.schema.case_exact_targets());
        let target = RequestTarget { tenant: &now.tenant_url, case_exact: exact.as_ref() };
        let (directory, table, context) = (now.directory()?, &now.table, &now.context);
        Ok(PersonRequests::new(directory, table, context, row, &event, target, &LANGUAGE)?)
    })
    .await
}
