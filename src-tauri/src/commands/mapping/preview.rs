//! What Entra would send for the loaded users, under the present mappings.

use std::ops::ControlFlow;
use std::sync::Arc;

use footbridge_finding::Finding;
use footbridge_mapping::{
    DirectoryPreview, Evaluator, MappingSet, PeoplePage, PeopleQuery, PersonPreview, Preview,
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
    /// Returns the preview, computed again when users or mappings have changed since.
    pub(in crate::commands) fn of(state: &AppState) -> Result<Self, Refusal> {
        let (users, table, known) = {
            let mut wizard = state.wizard();
            (wizard.users()?.clone(), wizard.table()?.clone(), wizard.preview.clone())
        };
        if let Some(preview) = known {
            return Ok(Previewed { users, table, preview });
        }
        let context = context();
        let evaluator = Evaluator::new(&users.directory, &table, &context);
        let preview = Preview::new(&evaluator, table.rules(), &LANGUAGE, &mut |_, _| {
            ControlFlow::Continue(())
        })?;
        let preview = Arc::new(preview);
        // Somebody may have loaded other users meanwhile; then this result is theirs to replace.
        let mut wizard = state.wizard();
        if wizard.users.as_ref().is_some_and(|present| Arc::ptr_eq(present, &users)) {
            wizard.preview = Some(preview.clone());
        }
        drop(wizard);
        Ok(Previewed { users, table, preview })
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
        let Previewed { users, preview, .. } = Previewed::of(&state)?;
        Ok(preview.people(&users.directory, &query))
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

/// Returns what Entra would send for everybody, in numbers, findings and the tree.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_directory(
    state: State<'_, AppState>,
) -> Result<DirectoryPreview, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || Ok(Previewed::of(&state)?.preview.result().clone())).await
}
