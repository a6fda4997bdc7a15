//! The folder in which the programs keep what outlives a run.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// What Footbridge's folder is called.
const NAME: &str = "dev.footbridge.wizard";

/// What whoever works in the folder holds.
const LOCK: &str = "lock";

/// The window's size, which Tauri keeps where it was.
const WINDOW: &str = ".window-state.json";

/// What decides in which folder the wizard goes on: it moves last.
const PROGRESS: &str = "progress.json";

/// Returns the folder for what is kept, below this user's data on this machine: it names paths that no
/// other machine has. What earlier versions kept below `roaming` is moved there once; while that cannot
/// be done, as where an earlier version is running, the folder is the earlier one.
pub fn own_folder(local: &Path, roaming: &Path) -> PathBuf {
    let (folder, earlier) = (local.join(NAME), roaming.join(NAME));
    if folder == earlier || !earlier.is_dir() {
        return folder;
    }
    match moved_alone(&earlier, &folder) {
        Ok(()) => folder,
        Err(_) => earlier,
    }
}

/// Moves everything while nobody else works in the folder.
fn moved_alone(from: &Path, to: &Path) -> io::Result<()> {
    let lock = File::options().write(true).open(from.join(LOCK));
    match lock.as_ref().map(File::try_lock) {
        Ok(Err(TryLockError::WouldBlock)) => Err(io::ErrorKind::ResourceBusy.into()),
        // Without one nobody works there.
        _ => move_over(from, to),
    }
}

/// Moves everything of a folder into another. What is there stays as it is, and so does what has its
/// name in the first.
fn move_over(from: &Path, to: &Path) -> io::Result<()> {
    let names = fs::read_dir(from)?.map(|entry| Ok(entry?.file_name()));
    let mut names = names.collect::<io::Result<Vec<_>>>()?;
    names.retain(|name| name != LOCK && name != WINDOW);
    names.sort_by_key(|name| name == PROGRESS);
    for name in names {
        let (path, place) = (from.join(&name), to.join(&name));
        if path.is_dir() {
            move_over(&path, &place)?;
            // It stays while something is in it.
            fs::remove_dir(&path).ok();
        } else if !place.try_exists()? {
            fs::create_dir_all(to)?;
            move_file(&path, &place)?;
        }
    }
    Ok(())
}

/// Moves a file, also to another disk: it is whole at its new place before it leaves the old one.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    let half = to.with_extension("moving");
    fs::copy(from, &half)?;
    File::options().write(true).open(&half)?.sync_all()?;
    fs::rename(&half, to)?;
    fs::remove_file(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder for this machine's data, one that roams, and ours in the second with these files.
    fn folders(files: &[&str]) -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let (local, roaming) = (folder.path().join("Lokalt"), folder.path().join("Rømming"));
        for file in files {
            write(&roaming, file, "earlier");
        }
        (folder, local, roaming)
    }

    fn write(base: &Path, file: &str, text: &str) {
        let path = base.join(NAME).join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Every file of ours below a base, with its text.
    fn kept(base: &Path) -> Vec<(String, String)> {
        let mut open = vec![base.join(NAME)];
        let mut found = Vec::new();
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let name = path.strip_prefix(base.join(NAME)).unwrap().to_string_lossy();
                found.push((name.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
            }
        }
        found.sort();
        found
    }

    fn named(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn what_roamed_is_moved_once_and_nothing_is_lost() {
        let files = ["progress.json", "progress.not-understood-1.json", "proofs/1a.proof.jsonl"];
        let (_folder, local, roaming) = folders(&[&files[..], &[LOCK, WINDOW]].concat());
        assert_eq!(own_folder(&local, &roaming), local.join(NAME));
        assert_eq!(kept(&local), named(&files.map(|name| (name, "earlier"))));
        assert_eq!(kept(&roaming), named(&[(WINDOW, "earlier"), (LOCK, "earlier")]));
        // An earlier version is used once more: neither takes the other's place.
        write(&roaming, "progress.json", "later");
        assert_eq!(own_folder(&local, &roaming), local.join(NAME));
        assert!(kept(&local).contains(&("progress.json".to_owned(), "earlier".to_owned())));
        assert!(kept(&roaming).contains(&("progress.json".to_owned(), "later".to_owned())));
    }

    #[test]
    fn folder_of_a_program_that_is_running_is_left_to_it() {
        let (_folder, local, roaming) = folders(&["progress.json", LOCK]);
        let lock = File::options().write(true).open(roaming.join(NAME).join(LOCK)).unwrap();
        lock.lock().unwrap();
        assert_eq!(own_folder(&local, &roaming), roaming.join(NAME), "it is said to run");
        assert!(kept(&local).is_empty());
        drop(lock);
        assert_eq!(own_folder(&local, &roaming), local.join(NAME));
        assert_eq!(kept(&local), named(&[("progress.json", "earlier")]));
    }

    #[test]
    fn folder_that_takes_nothing_leaves_everything_where_it_was() {
        let files = [("progress.json", "earlier"), ("proofs/1a.proof.jsonl", "earlier")];
        let (_folder, local, roaming) = folders(&files.map(|(name, _)| name));
        fs::create_dir_all(&local).unwrap();
        fs::write(local.join(NAME), "no folder").unwrap();
        assert_eq!(own_folder(&local, &roaming), roaming.join(NAME));
        assert_eq!(kept(&roaming), named(&files));
    }

    #[test]
    fn folder_is_the_one_of_before_where_nothing_roams() {
        let (_folder, local, roaming) = folders(&["progress.json"]);
        assert_eq!(own_folder(&roaming, &roaming), roaming.join(NAME));
        assert_eq!(kept(&roaming), named(&[("progress.json", "earlier")]));
        assert_eq!(own_folder(&local, &local), local.join(NAME), "none is there yet");
    }
}
