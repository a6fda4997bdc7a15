//! The keyring's own thread: one store, rebuilt when it went stale.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use keyring_core::{CredentialStore, Entry, Error as StoreError};
use zeroize::Zeroizing;

use super::error::Failure;
use super::error::KeyringError;
use super::store::{Modifiers, OpenStore, SERVICE};

pub(super) struct Worker {
    open: OpenStore,
    modifiers: HashMap<&'static str, &'static str>,
    store: Option<Arc<CredentialStore>>,
}

impl Worker {
    pub(super) fn new(open: OpenStore, modifiers: Modifiers) -> Self {
        Worker { open, modifiers: modifiers.iter().copied().collect(), store: None }
    }

    pub(super) fn load(&mut self, account: &str) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        self.with_entry(account, |entry| match entry.get_secret() {
            // Another program may have saved under our name; either of two entries may be ours.
            Err(StoreError::Ambiguous(entries)) => {
                entries.first().map_or(Err(StoreError::NoEntry), Entry::get_secret)
            }
            result => result,
        })
        .map(Zeroizing::new)
    }

    pub(super) fn save(&mut self, account: &str, secret: &[u8]) -> Result<(), KeyringError> {
        self.with_entry(account, |entry| match entry.set_secret(secret) {
            Err(StoreError::Ambiguous(entries)) => {
                delete(&entries)?;
                entry.set_secret(secret)
            }
            result => result,
        })
    }

    /// Returns how many entries there were.
    pub(super) fn remove(&mut self, account: &str) -> Result<u32, KeyringError> {
        self.with_entry(account, |entry| match entry.delete_credential() {
            Ok(()) => Ok(1),
            Err(StoreError::NoEntry) => Ok(0),
            Err(StoreError::Ambiguous(entries)) => delete(&entries),
            Err(error) => Err(error),
        })
    }

    /// Returns the accounts under our service, or none where the store cannot be searched.
    pub(super) fn find(&mut self) -> Result<Vec<String>, KeyringError> {
        self.with_store(|store, _| {
            let entries = match store.search(&HashMap::from([("service", SERVICE)])) {
                Err(StoreError::NotSupportedByStore(_) | StoreError::Invalid(..)) => Vec::new(),
                result => result?,
            };
            let ours = entries.iter().filter_map(Entry::get_specifiers);
            Ok(ours.filter(|(service, _)| service == SERVICE).map(|(_, account)| account).collect())
        })
    }

    fn with_entry<T>(
        &mut self,
        account: &str,
        task: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<T, KeyringError> {
        self.with_store(|store, modifiers| {
            let modifiers = (!modifiers.is_empty()).then_some(modifiers);
            task(&store.build(SERVICE, account, modifiers)?)
        })
    }

    /// Runs `task`, and once more with a new store if the store had gone stale.
    fn with_store<T>(
        &mut self,
        task: impl Fn(&CredentialStore, &HashMap<&str, &str>) -> keyring_core::Result<T>,
    ) -> Result<T, KeyringError> {
        match self.once(&task) {
            Err(failure) if failure.stale => self.once(&task).map_err(|failure| failure.error),
            result => result.map_err(|failure| failure.error),
        }
    }

    fn once<T>(
        &mut self,
        task: impl Fn(&CredentialStore, &HashMap<&str, &str>) -> keyring_core::Result<T>,
    ) -> Result<T, Failure> {
        let started = Instant::now();
        // A store's mutex is poisoned by a panic inside it; a new store has a new mutex.
        let result = catch_unwind(AssertUnwindSafe(|| {
            let store = match &self.store {
                Some(store) => Arc::clone(store),
                None => (self.open)()?,
            };
            self.store = Some(Arc::clone(&store));
            task(&*store, &self.modifiers)
        }));
        let failure = match result {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => Failure::read(&error, started.elapsed()),
            Err(_panic) => Failure {
                error: KeyringError::Failed { reason: "the keyring's store broke".to_owned() },
                stale: true,
            },
        };
        if failure.stale {
            self.store = None;
        }
        Err(failure)
    }
}

fn delete(entries: &[Entry]) -> keyring_core::Result<u32> {
    entries.iter().try_fold(0, |deleted, entry| entry.delete_credential().map(|()| deleted + 1))
}
