//! What Entra would send for the loaded users, under the present mappings.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

use footbridge_finding::Finding;
use footbridge_mapping::{
    DirectoryPreview, Evaluator, Mapping, MappingSet, Outcome, PeoplePage, PeopleQuery,
    PersonPreview, Preview,
};
use tauri::State;

use super::context;
use crate::commands::guarded_blocking;
use crate::errors::Refusal;
use crate::state::AppState;
use crate::wizard::{LANGUAGE, Users};

/// The loaded users under the present mappings.
pub(in crate::commands) struct Previewed {
    users: Arc<Users>,
    table: MappingSet,
    pub(in crate::commands) preview: Arc<Preview>,
}

impl Previewed {
    /// Returns the preview, computed again when users, scope or mappings have changed since.
    pub(in crate::commands) fn of(state: &AppState) -> Result<Self, Refusal> {
        if let Some(present) = Previewed::present(state)? {
            return Ok(present);
        }
        let computing = state.wizard().preview.computing();
        let _alone = computing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(present) = Previewed::present(state)? {
            return Ok(present);
        }
        let (users, table, scope, last, of) = {
            let mut wizard = state.wizard();
            let (users, table) = (wizard.users()?.clone(), wizard.table()?.clone());
            (users, table, wizard.scope.clone(), wizard.preview.last(), wizard.preview.state())
        };
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context).within(&scope);
        let (rules, go_on) = (table.rules(), &mut |_, _| ControlFlow::Continue(()));
        let preview = Arc::new(match last {
            Some(last) => last.after(&evaluator, rules, &LANGUAGE, go_on)?,
            None => Preview::new(&evaluator, rules, &LANGUAGE, go_on)?,
        });
        state.wizard().preview.keep(of, &preview);
        Ok(Previewed { users, table, preview })
    }

    /// Returns the preview if it is there and true.
    fn present(state: &AppState) -> Result<Option<Self>, Refusal> {
        let mut wizard = state.wizard();
        let (users, table) = (wizard.users()?.clone(), wizard.table()?.clone());
        Ok(wizard.preview.present().map(|preview| Previewed { users, table, preview }))
    }
}

/// Lists the people that a search finds, a page of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_people(
    state: State<'_, AppState>,
    query: PeopleQuery,
) -> Result<PeoplePage, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let Previewed { users, table, preview } = Previewed::of(&state)?;
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context);
        Ok(preview.people(&evaluator, &query))
    })
    .await
}

/// Returns what Entra would send for one person, by their row counted from 1.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_person(
    state: State<'_, AppState>,
    row: u32,
) -> Result<PersonPreview, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let Previewed { users, table, preview } = Previewed::of(&state)?;
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context);
        Ok(preview.person(&evaluator, row, &LANGUAGE)?)
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

/// Returns what Entra would send for everybody, in numbers, findings and the tree.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_directory(
    state: State<'_, AppState>,
) -> Result<DirectoryPreview, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || Ok(Previewed::of(&state)?.preview.result().clone())).await
}
