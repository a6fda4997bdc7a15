//! The guide through the portal.

use footbridge_finding::Finding;
use footbridge_vendor::{Guide, Situation};
use tauri::State;

use super::guard::guarded;
use crate::clock;
use crate::errors::AppError;
use crate::setup::view::WizardState;
use crate::state::AppState;

/// Returns the guide for the present situation.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guide(state: State<'_, AppState>) -> Result<Guide, Finding> {
    let state = state.inner().clone();
    guarded(async move { Ok(state.read(|wizard| wizard.current().guide())?) }).await
}

/// Remembers what the admin said of their portal.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_situation(
    state: State<'_, AppState>,
    situation: Situation,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.update(|wizard| {
            wizard.current_mut().setup_mut()?.situation = situation;
            Ok(())
        })
    })
    .await
}

/// Ticks a page of the guide as done, or takes the tick back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_tick(
    state: State<'_, AppState>,
    step: String,
    done: bool,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.update(|wizard| {
            let setup = wizard.current_mut().setup_mut()?;
            if !done {
                setup.ticks.remove(&step);
            } else if setup.profile.page_ids().contains(step.as_str()) {
                setup.ticks.insert(step, clock::text(clock::now()));
            } else {
                return Err(AppError::UnknownPage.into());
            }
            setup.report_saved_at = None;
            Ok(())
        })
    })
    .await
}
