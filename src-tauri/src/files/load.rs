//! Reading exports of users: what is told on the way, how it is stopped, and what is asked where no column
//! names the people.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use footbridge_directory::{
    ColumnChoice, Directory, DirectoryError, DirectorySummary, Export, exported_name, open_all,
};
use footbridge_file::name_of;
use footbridge_mapping::first_people;

use crate::errors::{AppError, Refusal};
use crate::jobs::progress_pace::{ProgressPace, part};
use crate::setup::LANGUAGE;
use crate::setup::view::{LoadEvent, NamesQuestion};
use crate::setup::workspace::{Nameless, Users, Workspace, WorkspaceId};
use crate::state::AppState;

/// How many of the first people are told: more than a screen holds.
const FIRST: u32 = 60;

/// Reads exports of one tenant and takes their users. Answers nothing when it was stopped; what was
/// loaded before stays then. A reading that is under way ends with the next one.
pub(crate) fn load(
    state: &AppState,
    paths: Vec<PathBuf>,
) -> Result<Option<DirectorySummary>, Refusal> {
    let columns = state.read(|wizard| wizard.current().users_columns.clone());
    load_with(state, paths, columns)
}

/// Reads the files in which no column named the people, now that the admin says which one does.
pub(crate) fn load_named(
    state: &AppState,
    column: ColumnChoice,
) -> Result<Option<DirectorySummary>, Refusal> {
    let (paths, columns) = state.read(|wizard| {
        let workspace = wizard.current();
        let nameless = workspace.nameless.as_ref().ok_or(AppError::NoUsers)?;
        Ok::<_, AppError>((nameless.paths.clone(), workspace.columns_with(&[], column)))
    })?;
    load_with(state, paths, columns)
}

fn load_with(
    state: &AppState,
    paths: Vec<PathBuf>,
    columns: Vec<ColumnChoice>,
) -> Result<Option<DirectorySummary>, Refusal> {
    let (workspace, job, matched_by, watcher) = state.work(|wizard| {
        let watcher = wizard.load_watcher.clone();
        let workspace = wizard.current_mut();
        workspace.nameless = None;
        (workspace.id, workspace.jobs.load.begin(), workspace.matched_by(), watcher)
    });
    // A window that is gone need not be told.
    let tell = |event| drop(watcher.as_ref().map(|watcher| watcher.send(event)));
    tell(LoadEvent::Started { files: paths.iter().map(|path| name_of(path)).collect() });
    if let Some((error, question)) = nameless(&paths, &columns, &matched_by) {
        let nameless = Some(Nameless { paths, question });
        state.work(|wizard| {
            if let Some(workspace) = wizard.workspace_mut(workspace) {
                workspace.nameless = nameless;
            }
        });
        return Err(error.into());
    }
    let mut pace = ProgressPace::new();
    let each: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let loaded = open_all(
        &each,
        &columns,
        &LANGUAGE,
        &mut |first: &Directory| tell(LoadEvent::First { people: first_people(first, FIRST) }),
        &mut |progress| {
            if pace.is_due() {
                let part = progress.total.map(|total| part(progress.bytes, total));
                tell(LoadEvent::Progress { users: progress.users, part });
            }
            if job.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    let (directory, summary) = match loaded {
        Ok(loaded) => loaded,
        Err(DirectoryError::Cancelled) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    // Stopped between the last part and here: then nobody waits for these people any more.
    if job.is_cancelled() {
        return Ok(None);
    }
    let remember = |workspace: &mut Workspace| {
        workspace.users_files = paths;
        workspace.users_columns = columns;
    };
    take(state, workspace, directory, summary, remember).map(Some)
}

/// Returns the question for the first file in which no column names the people.
fn nameless(
    paths: &[PathBuf],
    columns: &[ColumnChoice],
    matched_by: &[String],
) -> Option<(DirectoryError, NamesQuestion)> {
    paths.iter().find_map(|path| {
        // What else is wrong with a file shows when it is read.
        let error = Export::open(path, columns).ok()?.names_people(matched_by).err()?;
        let DirectoryError::NobodyNamed { columns, .. } = &error else { return None };
        let mut attributes: Vec<String> = Vec::new();
        let usual = ["userPrincipalName", "mail", "objectId"];
        for name in matched_by.iter().map(|name| exported_name(name)).chain(usual) {
            if !attributes.iter().any(|known| known == name) {
                attributes.push(name.to_owned());
            }
        }
        let question = NamesQuestion { file: name_of(path), columns: columns.clone(), attributes };
        Some((error, question))
    })
}

/// Takes users into the workspace that they were read for, and what is remembered of where they come
/// from.
pub(crate) fn take(
    state: &AppState,
    workspace: WorkspaceId,
    directory: Directory,
    summary: DirectorySummary,
    remember: impl FnOnce(&mut Workspace),
) -> Result<DirectorySummary, Refusal> {
    let users = Users { directory, summary: summary.clone() };
    state.change(|wizard| {
        // Practice was left, or everything begun again: then nobody waits for these people.
        let workspace = wizard.workspace_mut(workspace).ok_or(AppError::NoUsers)?;
        workspace.keep_users(users);
        remember(workspace);
        Ok(summary)
    })
}
