//! Reading exports of users: what is told on the way, and how it is stopped.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use footbridge_directory::{Directory, DirectoryError, DirectorySummary, open_all};
use footbridge_file::name_of;
use footbridge_mapping::first_people;

use crate::errors::{AppError, Refusal};
use crate::jobs::progress_pace::{ProgressPace, part};
use crate::setup::LANGUAGE;
use crate::setup::view::LoadEvent;
use crate::setup::workspace::{Users, Workspace, WorkspaceId};
use crate::state::AppState;

/// How many of the first people are told: more than a screen holds.
const FIRST: u32 = 60;

/// Reads exports of one tenant and takes their users. Answers nothing when it was stopped; what was
/// loaded before stays then. A reading that is under way ends with the next one.
pub(crate) fn load(
    state: &AppState,
    paths: Vec<PathBuf>,
) -> Result<Option<DirectorySummary>, Refusal> {
    let (workspace, job, columns, watcher) = state.work(|wizard| {
        let watcher = wizard.load_watcher.clone();
        let workspace = wizard.current_mut();
        (workspace.id, workspace.jobs.load.begin(), workspace.users_columns.clone(), watcher)
    });
    // A window that is gone need not be told.
    let tell = |event| drop(watcher.as_ref().map(|watcher| watcher.send(event)));
    tell(LoadEvent::Started { files: paths.iter().map(|path| name_of(path)).collect() });
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
    take(state, workspace, directory, summary, |workspace| workspace.users_files = paths).map(Some)
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
