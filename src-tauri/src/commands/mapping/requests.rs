//! The requests that Entra would make for one person.

use footbridge_finding::Finding;
use footbridge_mapping::{PersonEvent, PersonRequests, RequestTarget};
use tauri::State;

use super::context;
use crate::commands::guarded_blocking;
use crate::state::AppState;
use crate::wizard::LANGUAGE;

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
        let (users, table, tenant, schema) = {
            let mut wizard = state.wizard();
            let users = wizard.users()?.clone();
            (users, wizard.table()?.clone(), wizard.tenant_url(), wizard.schema().cloned())
        };
        let exact = schema.map(|opened| opened.schema.case_exact_targets());
        let target = RequestTarget { tenant: &tenant, case_exact: exact.as_ref() };
        let context = context();
        Ok(PersonRequests::new(&users.directory, &table, &context, row, &event, target, &LANGUAGE)?)
    })
    .await
}
