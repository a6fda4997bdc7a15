//! The token in the keyring of the operating system, and only when the admin asks for it.
//!
//! A token is saved and read together with the origin that it belongs to: the entry's name has it,
//! and what is read can be sent nowhere else.
//!
//! Every call goes to one thread of our own: a keyring may ask its owner for a password and block
//! for as long as that takes, and Windows does not keep the order of calls from several threads.
//! A caller waits with patience, and gives up by dropping the future: what it asked for is then
//! not done, or undone. There is no other place to save to: never a file, never plain text.

mod account;
mod error;
mod store;
mod worker;

use std::fmt;
use std::sync::mpsc;
use std::time::Duration;

use footbridge_secret::{BoundToken, Origin};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

pub use account::{Account, SavedTokens};
pub use error::KeyringError;
pub use store::{OpenStore, SERVICE};
use worker::Worker;

use crate::LONGEST_SAVED;

/// The keyring. Opened with the first call; cheap to make, and meant to live as long as the program.
pub struct Keyring {
    jobs: mpsc::Sender<Job>,
}

type Job = Box<dyn FnOnce(&mut Worker) + Send>;

impl Keyring {
    /// Uses the keyring of the operating system: Secret Service, Keychain or Credential Manager.
    pub fn new() -> Self {
        Keyring::start(Box::new(store::open_native), store::NATIVE_MODIFIERS)
    }

    /// Uses the store that `open` gives, such as `keyring_core::mock::Store` in tests.
    pub fn with_store(open: OpenStore) -> Self {
        Keyring::start(open, &[])
    }

    fn start(open: OpenStore, modifiers: store::Modifiers) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        let run = move || {
            let mut worker = Worker::new(open, modifiers);
            for job in queue {
                job(&mut worker);
            }
        };
        // Without a thread the queue is dropped, and every call says that the keyring failed.
        let _detached = std::thread::Builder::new().name("keyring".to_owned()).spawn(run);
        Keyring { jobs }
    }

    /// Saves `token` as the vendor's for its origin, in place of what was saved there, and returns
    /// the name under which it lies. What an earlier version saved for the same place is removed.
    ///
    /// # Errors
    /// [`KeyringError::TooLong`] beyond [`LONGEST_SAVED`] on every system;
    /// [`KeyringError::Waiting`] when the keyring's owner has not answered within `patience`. A
    /// save that was given up is not done later, even if the keyring is unlocked then.
    pub async fn save(
        &self,
        vendor: &SavedTokens,
        token: &BoundToken,
        patience: Duration,
    ) -> Result<Account, KeyringError> {
        // EXPOSE: only its length goes on.
        let bytes = token.secret().expose_secret().len();
        if bytes > LONGEST_SAVED {
            return Err(KeyringError::TooLong { bytes });
        }
        let (vendor, token) = (vendor.clone(), token.clone());
        self.ask(patience, move |worker, caller| {
            let account = vendor.account(token.origin());
            let known = match worker.load(account.name()) {
                Ok(_) => true,
                Err(KeyringError::NoEntry) => false,
                Err(error) => return Err(error),
            };
            if caller.gone() {
                return Err(KeyringError::Waiting);
            }
            // EXPOSE: the keyring is where the admin asked to save it.
            worker.save(account.name(), token.secret().expose_secret().as_bytes())?;
            if caller.gone() {
                if !known {
                    worker.remove(account.name())?;
                }
                return Err(KeyringError::Waiting);
            }
            for earlier in vendor.replaced(token.origin()) {
                // It is read no more, now that there is a new one; to save is what was asked for.
                drop(worker.remove(earlier.name()));
            }
            Ok(account)
        })
        .await
    }

    /// Reads the vendor's token that was saved for `origin`. It is bound to that.
    ///
    /// # Errors
    /// [`KeyringError::NoEntry`] when there is none, and as [`Keyring::save`].
    pub async fn load(
        &self,
        vendor: &SavedTokens,
        origin: &Origin,
        patience: Duration,
    ) -> Result<BoundToken, KeyringError> {
        let (vendor, origin) = (vendor.clone(), origin.clone());
        self.ask(patience, move |worker, _| {
            let loaded =
                match (worker.load(vendor.account(&origin).name()), vendor.earlier(&origin)) {
                    (Err(KeyringError::NoEntry), Some(earlier)) => worker.load(earlier.name()),
                    (loaded, _) => loaded,
                };
            let bytes: Zeroizing<Vec<u8>> = loaded?;
            let text = std::str::from_utf8(&bytes).map_err(|_| KeyringError::Unreadable)?;
            Ok(BoundToken::new(SecretString::from(text), origin))
        })
        .await
    }

    /// Removes the vendor's token that was saved for `origin`; it is no error if there is none.
    ///
    /// # Errors
    /// As [`Keyring::save`].
    pub async fn remove(
        &self,
        vendor: &SavedTokens,
        origin: &Origin,
        patience: Duration,
    ) -> Result<(), KeyringError> {
        let (vendor, origin) = (vendor.clone(), origin.clone());
        self.ask(patience, move |worker, _| {
            for account in vendor.replaced(&origin).chain([vendor.account(&origin)]) {
                worker.remove(account.name())?;
            }
            Ok(())
        })
        .await
    }

    /// Returns where the vendor's saved tokens belong: origins, and hosts where an earlier version
    /// saved no more. Nothing where the store cannot be searched, as on Windows.
    ///
    /// # Errors
    /// As [`Keyring::save`].
    pub async fn places(
        &self,
        vendor: &SavedTokens,
        patience: Duration,
    ) -> Result<Vec<String>, KeyringError> {
        let vendor = vendor.clone();
        self.ask(patience, move |worker, _| {
            let mut found: Vec<Account> = worker.find()?.into_iter().map(Account::named).collect();
            found.sort();
            Ok(vendor.places(&found))
        })
        .await
    }

    /// Removes every token that Footbridge saved, and returns how many there were.
    ///
    /// `known` are the accounts that the caller remembers; where the store can be searched, those
    /// that it forgot are found too. Windows' store cannot.
    ///
    /// # Errors
    /// As [`Keyring::save`]; what was removed until then stays removed.
    pub async fn remove_all(
        &self,
        known: &[Account],
        patience: Duration,
    ) -> Result<u32, KeyringError> {
        let mut names: Vec<String> =
            known.iter().map(|account| account.name().to_owned()).collect();
        self.ask(patience, move |worker, caller| {
            names.extend(worker.find()?);
            names.sort();
            names.dedup();
            let mut removed = 0;
            for name in &names {
                if caller.gone() {
                    return Err(KeyringError::Waiting);
                }
                removed += worker.remove(name)?;
            }
            Ok(removed)
        })
        .await
    }

    async fn ask<T: Send + 'static>(
        &self,
        patience: Duration,
        task: impl FnOnce(&mut Worker, &Caller<'_, T>) -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let (answer, answered) = oneshot::channel();
        let job = move |worker: &mut Worker| {
            if !answer.is_closed() {
                let result = task(worker, &Caller(&answer));
                // Nobody waits any more; a token in the answer is wiped as it is dropped.
                drop(answer.send(result));
            }
        };
        let stopped = || KeyringError::Failed { reason: "the keyring's thread ended".to_owned() };
        self.jobs.send(Box::new(job)).map_err(|_| stopped())?;
        match tokio::time::timeout(patience, answered).await {
            Ok(answer) => answer.map_err(|_| stopped())?,
            Err(_) => Err(KeyringError::Waiting),
        }
    }
}

impl Default for Keyring {
    fn default() -> Self {
        Keyring::new()
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring")
    }
}

/// The caller as the keyring's thread sees it.
struct Caller<'a, T>(&'a oneshot::Sender<Result<T, KeyringError>>);

impl<T> Caller<'_, T> {
    /// Whether it has lost patience or was cancelled.
    fn gone(&self) -> bool {
        self.0.is_closed()
    }
}

#[cfg(test)]
mod tests;
