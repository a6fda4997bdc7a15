//! What Entra would send for the loaded users, under the present mappings.

use std::sync::{Arc, PoisonError};

use footbridge_finding::Finding;
use footbridge_mapping::{
    DirectoryPreview, Evaluator, Mapping, Outcome, PeoplePage, PeopleQuery, PersonPreview, Preview,
    PreviewError,
};
use tauri::State;
use tauri::ipc::Channel;

use super::{Looked, context};
use crate::commands::guarded_blocking;
use crate::errors::{AppError, Refusal};
use crate::latest::told;
use crate::state::AppState;
use crate::wizard::LANGUAGE;

/// Returns the preview, computed when users, scope or mappings have changed since; nothing when that
/// was stopped, or one of them changed meanwhile.
pub(in crate::commands) fn previewed(
    state: &AppState,
    on_progress: Option<Channel<u8>>,
) -> Result<Option<Arc<Preview>>, Refusal> {
    let present = || -> Result<_, AppError> {
        let wizard = state.wizard();
        wizard.users()?;
        Ok(wizard.preview.present())
    };
    if let Some(present) = present()? {
        return Ok(Some(present));
    }
    let (asked, computing) = {
        let mut wizard = state.wizard();
        (wizard.preview.ask(on_progress), wizard.preview.computing())
    };
    let _alone = computing.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(present) = present()? {
        return Ok(Some(present));
    }
    if state.wizard().preview.is_given_up_since(asked) {
        return Ok(None);
    }
    let (Looked { users, table, scope }, (of, last, stop)) = {
        let mut wizard = state.wizard();
        (Looked::at(&mut wizard)?, wizard.preview.begin())
    };
    let context = context();
    let evaluator = Evaluator::new(&users.directory, &table, &context).within(&scope);
    let progress = &mut told(|percent| state.wizard().preview.tell(percent), stop);
    let computed = match last {
        Some(last) => last.after(&evaluator, table.rules(), &LANGUAGE, progress),
        None => Preview::new(&evaluator, table.rules(), &LANGUAGE, progress),
    };
    match computed.map(Arc::new) {
        Ok(preview) => {
            state.wizard().preview.keep(of, &preview);
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
        let Looked { users, table, scope } = Looked::at(&mut state.wizard())?;
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context).within(&scope);
        let shown = state.wizard().preview.shown(&evaluator);
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
        let Looked { users, table, scope } = Looked::at(&mut state.wizard())?;
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context).within(&scope);
        let shown = state.wizard().preview.shown(&evaluator);
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
        let users = state.wizard().users()?.clone();
        Ok(mapping.outcomes(&users.directory, &rows, &context(), &LANGUAGE)?)
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
        state.wizard().preview.give_up();
        Ok(())
    })
    .await
}
