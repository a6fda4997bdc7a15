//! The guide through the portal.

use footbridge_finding::Finding;
use footbridge_vendor::{Guide, Situation};
use tauri::State;

use super::guarded;
use crate::clock;
use crate::errors::AppError;
use crate::state::AppState;
use crate::view::WizardState;
use crate::wizard::LANGUAGE;

/// Returns the guide for the present situation.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guide(state: State<'_, AppState>) -> Result<Guide, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let wizard = state.wizard();
        let situation = wizard.setup()?.situation;
        Ok(wizard.profile()?.guide(&situation, &wizard.guide_values(), &LANGUAGE))
    })
    .await
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
        state.change(|wizard| {
            wizard.setup_mut()?.situation = situation;
            Ok::<(), AppError>(())
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
        state.change(|wizard| {
            let ticks = &mut wizard.setup_mut()?.ticks;
            if done {
                ticks.insert(step, clock::text(clock::now()));
            } else {
                ticks.remove(&step);
            }
            Ok::<(), AppError>(())
        })
    })
    .await
}
