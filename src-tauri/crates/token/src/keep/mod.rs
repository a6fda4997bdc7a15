//! The token in the keyring of the operating system, and only when the admin asks for it.
//!
//! Every call goes to one thread of our own: a keyring may ask its owner for a password and block
//! for as long as that takes, and Windows does not keep the order of calls from several threads.
//! A caller waits with patience, and gives up by dropping the future: what it asked for is then
//! not done, or undone. There is no other place to save to: never a file, never plain text.

mod error;
mod worker;

use std::fmt;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use keyring_core::CredentialStore;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

pub use error::KeyringError;
use worker::Worker;

use crate::{LONGEST_SAVED, Token};

/// The service under which every entry is saved.
pub const SERVICE: &str = "Footbridge";

/// Opens a credential store; called again whenever the one in use went stale.
pub type OpenStore = Box<dyn FnMut() -> keyring_core::Result<Arc<CredentialStore>> + Send>;

/// The name of one saved token. Holds no secret, so the caller may keep a list of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Account(String);

impl Account {
    /// Names the token of a vendor by its profile's id, and by the tenant URL's host where a
    /// vendor has one per customer.
    pub fn new(profile: &str, tenant_host: Option<&str>) -> Self {
        Account(match tenant_host {
            Some(host) => format!("{profile}@{host}"),
            None => profile.to_owned(),
        })
    }

    /// Returns the name as the keyring shows it.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// The keyring. Opened with the first call; cheap to make, and meant to live as long as the program.
pub struct Keyring {
    jobs: mpsc::Sender<Job>,
}

type Job = Box<dyn FnOnce(&mut Worker) + Send>;

impl Keyring {
    /// Uses the keyring of the operating system: Secret Service, Keychain or Credential Manager.
    pub fn new() -> Self {
        Keyring::start(Box::new(worker::open_native), worker::NATIVE_MODIFIERS)
    }

    /// Uses the store that `open` gives, such as `keyring_core::mock::Store` in tests.
    pub fn with_store(open: OpenStore) -> Self {
        Keyring::start(open, &[])
    }

    fn start(open: OpenStore, modifiers: worker::Modifiers) -> Self {
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

    /// Saves `token` as `account`, in place of what was saved there.
    ///
    /// # Errors
    /// [`KeyringError::TooLong`] beyond [`LONGEST_SAVED`] on every system;
    /// [`KeyringError::Waiting`] when the keyring's owner has not answered within `patience`. A
    /// save that was given up is not done later, even if the keyring is unlocked then.
    pub async fn save(
        &self,
        account: &Account,
        token: &Token,
        patience: Duration,
    ) -> Result<(), KeyringError> {
        if token.len() > LONGEST_SAVED {
            return Err(KeyringError::TooLong { bytes: token.len() });
        }
        let (account, token) = (account.clone(), token.clone());
        self.ask(patience, move |worker, caller| {
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
            if caller.gone() && !known {
                worker.remove(account.name())?;
            }
            Ok(())
        })
        .await
    }

    /// Reads the token that was saved as `account`.
    ///
    /// # Errors
    /// [`KeyringError::NoEntry`] when there is none, and as [`Keyring::save`].
    pub async fn load(&self, account: &Account, patience: Duration) -> Result<Token, KeyringError> {
        let account = account.clone();
        self.ask(patience, move |worker, _| {
            let bytes: Zeroizing<Vec<u8>> = worker.load(account.name())?;
            let text = std::str::from_utf8(&bytes).map_err(|_| KeyringError::Unreadable)?;
            Ok(Token::from_text(text))
        })
        .await
    }

    /// Removes the token that was saved as `account`; it is no error if there is none.
    ///
    /// # Errors
    /// As [`Keyring::save`].
    pub async fn remove(&self, account: &Account, patience: Duration) -> Result<(), KeyringError> {
        let account = account.clone();
        self.ask(patience, move |worker, _| worker.remove(account.name()).map(drop)).await
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
        let mut names: Vec<String> = known.iter().map(|account| account.0.clone()).collect();
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
