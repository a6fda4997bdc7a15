//! Reading an export of users: what is told on the way, and how it is stopped.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use footbridge_directory::{Directory, DirectoryError, DirectorySummary, Export, Progress};
use footbridge_mapping::first_people;
use tokio_util::sync::CancellationToken;

use crate::errors::{AppError, Refusal};
use crate::state::AppState;
use crate::view::LoadEvent;
use crate::wizard::{LANGUAGE, Users};

/// How many of the first people are told: more than a screen holds.
const FIRST: u32 = 60;
/// How often the progress is told; more often than the eye follows would only take time.
const OFTEN: Duration = Duration::from_millis(60);

/// Reads an export and takes its users. Answers nothing when it was stopped; what was loaded before
/// stays then. A reading that is under way ends with the next one.
pub(crate) fn load(state: &AppState, path: PathBuf) -> Result<Option<DirectorySummary>, Refusal> {
    let stop = CancellationToken::new();
    let (columns, watcher) = {
        let mut wizard = state.wizard();
        if let Some(earlier) = wizard.loading.replace(stop.clone()) {
            earlier.cancel();
        }
        (wizard.progress.users_columns.clone(), wizard.load_watcher.clone())
    };
    // A window that is gone need not be told.
    let tell = |event| drop(watcher.as_ref().map(|watcher| watcher.send(event)));
    tell(LoadEvent::Started { file: file_name(&path) });
    let mut told = Instant::now();
    let loaded = Export::open(&path, &columns)?.load(
        &LANGUAGE,
        &mut |first: &Directory| tell(LoadEvent::First { people: first_people(first, FIRST) }),
        &mut |progress| {
            if told.elapsed() >= OFTEN {
                told = Instant::now();
                tell(LoadEvent::Progress { users: progress.users, part: part(progress) });
            }
            if stop.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    let (directory, summary) = match loaded {
        Ok(loaded) => loaded,
        Err(DirectoryError::Cancelled) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let users = Users { directory, summary: summary.clone() };
    state.change(|wizard| {
        wizard.keep_users(users, Some(path));
        Ok::<(), AppError>(())
    })?;
    Ok(Some(summary))
}

#[expect(clippy::cast_precision_loss, reason = "a bar on the screen needs no more")]
fn part(progress: Progress) -> Option<f64> {
    let total = progress.total.filter(|total| *total > 0)?;
    Some(progress.bytes as f64 / total as f64)
}

/// Returns a file's name without its folder.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
