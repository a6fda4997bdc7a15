//! The connection test.

use footbridge_connection::{
    ConnectionEvent, EntraExplanation, ProxyChoice, ProxyInput, ProxyPlace, UrlCheck,
};
use footbridge_finding::Finding;
use tauri::State;
use tauri::ipc::Channel;

use super::guard::{guarded, guarded_blocking};
use crate::clock;
use crate::setup::LANGUAGE;
use crate::setup::vendor_setup::ConnectionResult;
use crate::setup::view::WizardState;
use crate::setup::wizard::PreparedTest;
use crate::state::AppState;

/// Says what a tenant URL will be taken as.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_tenant_url(
    state: State<'_, AppState>,
    url: String,
) -> Result<UrlCheck, Finding> {
    let state = state.inner().clone();
    guarded(async move { Ok(state.read(|wizard| wizard.check_tenant_url(&url))) }).await
}

/// Takes the admin's word that a tenant URL of another host than the vendor's own is meant.
#[tauri::command]
#[specta::specta]
pub(crate) async fn confirm_tenant_url(
    state: State<'_, AppState>,
    url: String,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move { state.update(|wizard| wizard.confirm_tenant_url(&url)) }).await
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
        let PreparedTest { test, key, fingerprint, job } =
            state.change(|wizard| wizard.begin_test(&tenant_url, clock::now()))?;
        let tell = move |event| drop(on_event.send(event));
        let report = footbridge_connection::test(test, tell, job.cancellation()).await;
        // It is over: whoever is told of the result may start the next one.
        drop(job);
        state.update(|wizard| {
            wizard.keep_connection(&key, ConnectionResult { report, fingerprint });
            Ok(())
        })
    })
    .await
}

/// Ends a running test at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_connection_test(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.read(|wizard| wizard.current().jobs.test.cancel());
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

/// Chooses the proxy of the connection test. Its address is remembered; its user name and password
/// are kept for this run only.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_proxy(
    state: State<'_, AppState>,
    input: ProxyInput,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move { state.update(|wizard| Ok(wizard.set_proxy(&input)?)) }).await
}

/// Returns the proxy that this computer's settings name for a tenant URL, if any.
#[tauri::command]
#[specta::specta]
pub(crate) async fn system_proxy(tenant_url: String) -> Result<Option<ProxyPlace>, Finding> {
    guarded_blocking(move || Ok(ProxyChoice::System.shown(&tenant_url)?)).await
}
