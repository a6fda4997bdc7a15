//! The wizard as a whole: position, practice tenant, links, plain copying.

use footbridge_connection::StageName;
use footbridge_finding::Finding;
use footbridge_practice::Fault;
use tauri::State;

use super::guard::{guarded, guarded_blocking};
use crate::errors::AppError;
use crate::setup::view::{PracticeFault, Step, WizardState};
use crate::setup::wizard::Wizard;
use crate::state::AppState;

/// Returns where the admin stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wizard_state(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move { Ok(state.view()) }).await
}

/// Shows another step and remembers it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn go_to_step(
    state: State<'_, AppState>,
    step: Step,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.update(|wizard| {
            let workspace = wizard.current_mut();
            if step != Step::Vendor {
                workspace.setup()?;
            }
            workspace.position = step;
            Ok(())
        })
    })
    .await
}

/// Forgets everything but the tokens in the keyring.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_again(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move { state.update(Wizard::start_again) }).await
}

/// Opens a page that the vendor's profile names in the admin's browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_link(state: State<'_, AppState>, url: String) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let profile =
            state.read(|wizard| wizard.current().setup().map(|setup| setup.profile.clone()))?;
        if !profile.links().iter().any(|link| link.url == url) {
            return Err(AppError::LinkRefused(url).into());
        }
        Ok(state.desktop().open_in_browser(&url).map_err(AppError::BrowserFailed)?)
    })
    .await
}

/// Copies a value that is no secret; what is one all the same is masked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_text(state: State<'_, AppState>, text: String) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let text = state.read(|wizard| wizard.known().mask_whole(&text));
        Ok(state.clipboard().copy_text(text).await?)
    })
    .await
}

/// Begins practice: a set-up of its own with a tenant that accepts the token made in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_practice(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move { state.start_practice().await }).await
}

/// Ends practice: what was done in it is thrown away, and the real set-up is back as it was.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_practice(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move { state.stop_practice().await }).await
}

/// Returns every way in which the practice tenant can be broken on purpose, in the order of the
/// stages that find it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_faults() -> Result<Vec<PracticeFault>, Finding> {
    guarded(async move {
        let mut faults: Vec<PracticeFault> = Fault::all().iter().map(PracticeFault::of).collect();
        let place = |stage| StageName::ALL.iter().position(|it| Some(*it) == stage);
        faults.sort_by_key(|fault| place(fault.stage).unwrap_or(StageName::ALL.len()));
        Ok(faults)
    })
    .await
}

/// Breaks the practice tenant in one way, or makes it healthy again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_practice_fault(
    state: State<'_, AppState>,
    name: Option<String>,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || state.update(|wizard| wizard.set_practice_fault(name.as_deref())))
        .await
}
