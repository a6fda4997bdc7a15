//! The connection test.

use footbridge_connection::{
    ConnectionEvent, ConnectionTest, EntraExplanation, ProxyChoice, ProxyInput, ProxyPlace,
    TrustAnchors, UrlCheck,
};
use footbridge_finding::Finding;
use footbridge_practice::PracticeRoots;
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
        let (test, fingerprint, vendor, practice) = {
            let mut wizard = state.wizard();
            if wizard.running_test.is_some() {
                return Err(AppError::TestRunning.into());
            }
            let token = wizard.token()?.clone();
            let profile = wizard.profile()?.clone();
            let expires_on = wizard.setup()?.token.as_ref().and_then(|token| token.expires_on);
            let practice = wizard.practice.is_some();
            // In practice nothing but the practice tenant is asked, whatever the window sent.
            let tenant_url = if practice { wizard.tenant_url() } else { tenant_url };
            if !practice {
                wizard.setup_mut()?.tenant_url.clone_from(&tenant_url);
            }
            let mut test = ConnectionTest::new(tenant_url, token.secret().clone(), clock::now());
            test.matching_attribute = wizard.matching_attribute()?;
            test.groups_provisioned = profile.takes_groups();
            test.token_expires_on = expires_on;
            match &wizard.practice {
                // Its certificates are made on the spot, and no proxy could reach it.
                Some(practice) => {
                    test.trust = trust(&practice.roots());
                    test.proxy = ProxyChoice::Direct;
                }
                None => test.proxy = wizard.proxy(),
            }
            wizard.running_test = Some(cancel.clone());
            (test, token.fingerprint(), profile.id().to_owned(), practice)
        };
        // Whatever happens in the test, another one may be started after it.
        let running = Running(state.clone());
        let tell = move |event| drop(on_event.send(event));
        let report = footbridge_connection::test(test, tell, cancel).await;
        drop(running);
        state.change(|wizard| {
            wizard.keep_connection(&vendor, practice, ConnectionResult { report, fingerprint });
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// Lets a test believe the practice tenant's own authorities.
fn trust(roots: &PracticeRoots) -> TrustAnchors {
    TrustAnchors::given(
        &roots.here.iter().map(Vec::as_slice).collect::<Vec<_>>(),
        &roots.public.iter().map(Vec::as_slice).collect::<Vec<_>>(),
    )
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

/// Chooses the proxy of the connection test. Its address is remembered; its user name and password
/// are kept for this run only.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_proxy(
    state: State<'_, AppState>,
    input: ProxyInput,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move { state.change(|wizard| wizard.set_proxy(&input)) }).await
}

/// Returns the proxy that this computer's settings name for a tenant URL, if any.
#[tauri::command]
#[specta::specta]
pub(crate) async fn system_proxy(tenant_url: String) -> Result<Option<ProxyPlace>, Finding> {
    guarded_blocking(move || Ok(ProxyChoice::System.shown(&tenant_url)?)).await
}
