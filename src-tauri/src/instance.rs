//! One window on one progress file.
//!
//! The system lets go of the lock when the process ends, however it ends: a crash leaves none behind.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// The right to write the progress in a folder, for as long as this lives.
pub(crate) struct InstanceLock(#[expect(dead_code, reason = "held, never read")] File);

/// Why there is no such right.
#[derive(Debug)]
pub(crate) enum NoLock {
    /// Another window has it.
    Taken,
    /// The folder has no room for a lock; progress cannot be written there either, which the window
    /// says itself.
    Unwritable,
}

impl InstanceLock {
    /// Takes the lock of `folder`, without waiting.
    pub(crate) fn take(folder: &Path) -> Result<Self, NoLock> {
        std::fs::create_dir_all(folder).map_err(|_| NoLock::Unwritable)?;
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        let file = options.open(folder.join("lock")).map_err(|_| NoLock::Unwritable)?;
        match file.try_lock() {
            Ok(()) => Ok(InstanceLock(file)),
            Err(TryLockError::WouldBlock) => Err(NoLock::Taken),
            Err(TryLockError::Error(_)) => Err(NoLock::Unwritable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_is_taken_once_and_free_again_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let first = InstanceLock::take(folder.path()).unwrap();
        assert!(matches!(InstanceLock::take(folder.path()), Err(NoLock::Taken)));
        drop(first);
        assert!(InstanceLock::take(folder.path()).is_ok(), "what lies there is no lock");
    }

    #[test]
    fn folder_that_cannot_be_written_is_told_from_a_lock_that_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("file");
        std::fs::write(&place, "").unwrap();
        assert!(matches!(InstanceLock::take(&place), Err(NoLock::Unwritable)));
    }
}
