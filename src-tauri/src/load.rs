//! Reading exports of users: what is told on the way, and how it is stopped.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use footbridge_directory::{Directory, DirectoryError, DirectorySummary, open_all};
use footbridge_mapping::first_people;

use crate::errors::{AppError, Refusal};
use crate::latest::{Pace, part};
use crate::progress::Progress;
use crate::state::AppState;
use crate::view::LoadEvent;
use crate::wizard::{LANGUAGE, Users};

/// How many of the first people are told: more than a screen holds.
const FIRST: u32 = 60;

/// Reads exports of one tenant and takes their users. Answers nothing when it was stopped; what was
/// loaded before stays then. A reading that is under way ends with the next one.
pub(crate) fn load(
    state: &AppState,
    paths: Vec<PathBuf>,
) -> Result<Option<DirectorySummary>, Refusal> {
    let (stop, columns, watcher) = {
        let mut wizard = state.wizard();
        let stop = wizard.loading.begin();
        (stop, wizard.progress.users_columns.clone(), wizard.load_watcher.clone())
    };
    // A window that is gone need not be told.
    let tell = |event| drop(watcher.as_ref().map(|watcher| watcher.send(event)));
    tell(LoadEvent::Started { files: paths.iter().map(|path| file_name(path)).collect() });
    let mut pace = Pace::new();
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
            if stop.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    let (directory, summary) = match loaded {
        Ok(loaded) => loaded,
        Err(DirectoryError::Cancelled) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    // Stopped between the last part and here: then nobody waits for these people any more.
    if stop.is_cancelled() {
        return Ok(None);
    }
    take(state, directory, summary, |progress| progress.users_files = paths).map(Some)
}

/// Takes users, and what is remembered of where they come from.
pub(crate) fn take(
    state: &AppState,
    directory: Directory,
    summary: DirectorySummary,
    remember: impl FnOnce(&mut Progress),
) -> Result<DirectorySummary, Refusal> {
    let users = Users { directory, summary: summary.clone() };
    state.change(|wizard| {
        wizard.keep_users(users);
        remember(&mut wizard.progress);
        Ok::<(), AppError>(())
    })?;
    Ok(summary)
}

/// Returns a file's name without its folder.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
