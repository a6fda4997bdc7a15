//! The connection test.

use footbridge_connection::{ConnectionEvent, ConnectionTest, EntraExplanation, UrlCheck};
use footbridge_finding::Finding;
use tauri::State;
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;

use super::{guarded, guarded_blocking};
use crate::clock;
use crate::errors::AppError;
use crate::progress::ConnectionResult;
use crate::state::AppState;
use crate::view::WizardState;
use crate::wizard::LANGUAGE;

/// Says what a tenant URL will be taken as.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_tenant_url(url: String) -> Result<UrlCheck, Finding> {
    guarded(async move { Ok(footbridge_connection::check_url(&url, &LANGUAGE)) }).await
}

/// Tests the tenant URL with the token of this run. Only reads.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_connection(
    state: State<'_, AppState>,
    tenant_url: String,
    on_event: Channel<ConnectionEvent>,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let cancel = CancellationToken::new();
        let (test, fingerprint, practice) = {
            let mut wizard = state.wizard();
            if wizard.running_test.is_some() {
                return Err(AppError::TestRunning.into());
            }
            let token = wizard.token()?.clone();
            let profile = wizard.profile()?.clone();
            let summary = wizard.setup()?.token.clone();
            let practice = wizard.practice.is_some();
            if !practice {
                wizard.setup_mut()?.tenant_url.clone_from(&tenant_url);
            }
            wizard.running_test = Some(cancel.clone());
            let mut test = ConnectionTest::new(tenant_url, token.secret().clone(), clock::now());
            test.matching_attribute = wizard.matching_attribute()?;
            test.groups_provisioned = profile.takes_groups();
            test.token_expires_on = summary.and_then(|token| token.expires_on);
            (test, token.fingerprint(), practice)
        };
        // Whatever happens in the test, another one may be started after it.
        let running = Running(state.clone());
        let tell = move |event| drop(on_event.send(event));
        let report = footbridge_connection::test(test, tell, cancel).await;
        drop(running);
        state.change(|wizard| {
            wizard.setup_mut()?.connection =
                Some(ConnectionResult { report, fingerprint, practice });
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// Takes the mark of a running test away when it ends, also by a panic.
struct Running(AppState);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.wizard().running_test = None;
    }
}

/// Ends a running test at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_connection_test(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded(async move {
        if let Some(test) = &state.wizard().running_test {
            test.cancel();
        }
        Ok(())
    })
    .await
}

/// Says what a code or a pasted text of Entra's portal or provisioning logs means. Keeps nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain_entra(text: String) -> Result<Vec<EntraExplanation>, Finding> {
    guarded_blocking(move || Ok(footbridge_connection::explain_entra(&text, &LANGUAGE))).await
}
