//! What Entra would send for the loaded users, under the present mappings.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

use footbridge_finding::Finding;
use footbridge_mapping::{
    DirectoryPreview, Mapping, Outcome, PeoplePage, PeopleQuery, PersonPreview, Preview,
    PreviewError,
};
use tauri::State;
use tauri::ipc::Channel;

use super::snapshot;
use crate::commands::guard::guarded_blocking;
use crate::errors::{AppError, Refusal};
use crate::jobs::progress_pace::report_progress;
use crate::setup::LANGUAGE;
use crate::setup::snapshot::MappingSnapshot;
use crate::state::AppState;

/// Returns the preview, computed when users, scope or mappings have changed since; nothing when that
/// was stopped, or one of them changed meanwhile.
pub(in crate::commands) fn previewed(
    state: &AppState,
    on_progress: Option<Channel<u8>>,
) -> Result<Option<Arc<Preview>>, Refusal> {
    let asked = state.work(|wizard| -> Result<_, AppError> {
        let workspace = wizard.current_mut();
        workspace.users()?;
        let cache = &mut workspace.preview;
        Ok(match cache.present() {
            Some(present) => ControlFlow::Break(present),
            None => ControlFlow::Continue((cache.ask(on_progress), cache.computing())),
        })
    })?;
    let (asked, computing) = match asked {
        ControlFlow::Break(present) => return Ok(Some(present)),
        ControlFlow::Continue(asked) => asked,
    };
    let _alone = computing.lock().unwrap_or_else(PoisonError::into_inner);
    let begun = state.work(|wizard| -> Result<_, AppError> {
        let workspace = wizard.current_mut();
        workspace.users()?;
        // Whoever computed before may have made it meanwhile, or been stopped for good.
        let present = workspace.preview.present();
        if present.is_some() || workspace.preview.is_cancelled_since(asked) {
            return Ok(ControlFlow::Break(present));
        }
        let (of, last) = workspace.preview.begin();
        let job = workspace.jobs.preview.begin();
        let now = MappingSnapshot::of(workspace)?;
        Ok(ControlFlow::Continue((workspace.id, now, of, last, job)))
    })?;
    let (workspace, now, of, last, job) = match begun {
        ControlFlow::Break(settled) => return Ok(settled),
        ControlFlow::Continue(begun) => begun,
    };
    let evaluator = now.evaluator()?;
    let report = |percent| state.read(|wizard| wizard.current().preview.report(percent));
    let progress = &mut report_progress(report, job);
    let computed = match last {
        Some(last) => last.after(&evaluator, now.table.rules(), &LANGUAGE, progress),
        None => Preview::new(&evaluator, now.table.rules(), &LANGUAGE, progress),
    };
    match computed.map(Arc::new) {
        Ok(preview) => {
            state.work(|wizard| {
                if let Some(workspace) = wizard.workspace_mut(workspace) {
                    workspace.preview.keep(of, &preview);
                }
            });
            Ok(Some(preview))
        }
        Err(PreviewError::Cancelled) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Lists the people that a search finds, a page of them. Nobody waits for everybody's preview: what
/// was found about people comes as soon as it is there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_people(
    state: State<'_, AppState>,
    query: PeopleQuery,
) -> Result<PeoplePage, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let now = snapshot(&state)?;
        let evaluator = now.evaluator()?;
        let shown = state.read(|wizard| wizard.current().preview.shown(&evaluator));
        Ok(match shown {
            Some(preview) => preview.people(&evaluator, &query),
            None => PeoplePage::without_preview(&evaluator, &query),
        })
    })
    .await
}

/// Returns what Entra would send for one person, by their row counted from 1; with what was found
/// about them as soon as that is known.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_person(
    state: State<'_, AppState>,
    row: u32,
) -> Result<PersonPreview, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let now = snapshot(&state)?;
        let evaluator = now.evaluator()?;
        let shown = state.read(|wizard| wizard.current().preview.shown(&evaluator));
        Ok(match shown {
            Some(preview) => preview.person(&evaluator, row, &LANGUAGE)?,
            None => PersonPreview::new(&evaluator, row, &LANGUAGE)?,
        })
    })
    .await
}

/// Returns what an edited mapping would send for the people on the screen, by their rows counted
/// from 1, without keeping it and without waiting for everybody's preview.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_rows(
    state: State<'_, AppState>,
    mapping: Mapping,
    rows: Vec<u32>,
) -> Result<Vec<Outcome>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let now = snapshot(&state)?;
        Ok(mapping.outcomes(now.directory()?, &rows, &now.context, &LANGUAGE)?)
    })
    .await
}

/// Returns what Entra would send for everybody, in numbers, findings and the tree. Tells how
/// many per cent are computed. Answers nothing when it was stopped: by `cancel_preview`, or by another
/// change of users, scope or mappings, after which it is asked for again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_directory(
    state: State<'_, AppState>,
    on_progress: Channel<u8>,
) -> Result<Option<DirectoryPreview>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        Ok(previewed(&state, Some(on_progress))?.map(|preview| preview.result().clone()))
    })
    .await
}

/// Ends the preview that is being computed. People are listed without it until it is asked for again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_preview(state: State<'_, AppState>) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        state.work(|wizard| {
            let workspace = wizard.current_mut();
            if workspace.preview.cancel() {
                workspace.jobs.preview.stop();
            }
        });
        Ok(())
    })
    .await
}
