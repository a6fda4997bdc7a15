//! The wizard behind its lock, and the machine around it: where progress is saved, the desktop, the
//! keyring, the clipboard. Commands ask this and nothing else.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use footbridge_practice::{PracticeConfig, PracticeTenant};
use footbridge_proof::Journals;
use footbridge_token::{Clipboard, Keyring};
use secrecy::SecretString;

use crate::clock;
use crate::desktop::Desktop;
use crate::errors::Refusal;
use crate::instance::InstanceLock;
use crate::progress_store::ProgressStore;
use crate::proof_journals;
use crate::setup::saved::saved;
use crate::setup::view::WizardState;
use crate::setup::wizard::{Wizard, made_up};

/// The state of the window, shared by its commands.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

struct Inner {
    store: ProgressStore,
    journals: Journals,
    desktop: Arc<dyn Desktop>,
    wizard: Mutex<Changing>,
    keyring: Keyring,
    clipboard: Clipboard,
    /// The right to write progress, until the window closes.
    instance: Mutex<Option<InstanceLock>>,
}

/// The wizard, and how often it has changed.
struct Changing {
    wizard: Wizard,
    changes: u64,
}

impl AppState {
    /// Reads the progress of the last run from `folder`, or starts anew.
    pub fn open(folder: PathBuf, desktop: Arc<dyn Desktop>, keyring: Keyring) -> Self {
        let journals = proof_journals::beside_progress(&folder);
        let (store, restored) = ProgressStore::open(folder);
        let mut wizard = restored.map(|restored| restored.wizard).unwrap_or_default();
        wizard.leftovers = proof_journals::remains(&journals);
        AppState(Arc::new(Inner {
            store,
            journals,
            desktop,
            wizard: Mutex::new(Changing { wizard, changes: 0 }),
            keyring,
            clipboard: Clipboard::new(),
            instance: Mutex::new(None),
        }))
    }

    /// Holds the right to write progress until the window closes.
    pub(crate) fn hold(&self, lock: InstanceLock) {
        *self.0.instance.lock().unwrap_or_else(PoisonError::into_inner) = Some(lock);
    }

    pub(crate) fn journals(&self) -> &Journals {
        &self.0.journals
    }

    pub(crate) fn desktop(&self) -> &Arc<dyn Desktop> {
        &self.0.desktop
    }

    pub(crate) fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    pub(crate) fn clipboard(&self) -> &Clipboard {
        &self.0.clipboard
    }

    /// Reads the wizard. Keep it short: the window waits for the same lock.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Wizard) -> T) -> T {
        read(&self.lock().wizard)
    }

    /// Changes what is not saved: work that begins or ends, what was computed.
    pub(crate) fn work<T>(&self, change: impl FnOnce(&mut Wizard) -> T) -> T {
        change(&mut self.lock().wizard)
    }

    /// Changes the wizard and saves its progress; the lock is free again while the disk is waited
    /// for. When this returns, what was changed is on the disk, or the window says that it is not.
    pub(crate) fn change<T>(
        &self,
        change: impl FnOnce(&mut Wizard) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let (answer, number, content) = {
            let mut changing = self.lock();
            let answer = change(&mut changing.wizard);
            changing.wizard.settle();
            changing.changes += 1;
            (answer, changing.changes, saved(&changing.wizard))
        };
        self.0.store.write(number, content);
        answer
    }

    /// Changes the wizard, saves its progress, and returns what the window shows.
    pub(crate) fn update(
        &self,
        change: impl FnOnce(&mut Wizard) -> Result<(), Refusal>,
    ) -> Result<WizardState, Refusal> {
        self.change(change)?;
        Ok(self.view())
    }

    /// Returns what the window shows.
    pub(crate) fn view(&self) -> WizardState {
        let (saved_at, notices) = (self.0.store.saved_at(), self.0.store.notices());
        self.read(|wizard| wizard.view(clock::now(), saved_at, notices))
    }

    fn lock(&self) -> MutexGuard<'_, Changing> {
        self.0.wizard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins practice with a tenant of its own.
    pub(crate) async fn start_practice(&self) -> Result<WizardState, Refusal> {
        if self.read(|wizard| wizard.practice().is_some()) {
            return Ok(self.view());
        }
        let nobody = SecretString::from(made_up("nobody"));
        let tenant = PracticeTenant::start(PracticeConfig::new(nobody, clock::now)).await?;
        self.update(|wizard| {
            // Another call was faster: its tenant stays, and this one stops as it is dropped.
            if wizard.practice().is_none() {
                wizard.enter_practice(tenant, clock::now());
            }
            Ok(())
        })
    }

    /// Ends practice. The real set-up is back as it was.
    pub(crate) async fn stop_practice(&self) -> Result<WizardState, Refusal> {
        let tenant = self.work(Wizard::leave_practice);
        if let Some(tenant) = tenant {
            tenant.shutdown().await;
        }
        Ok(self.view())
    }

    /// Remembers the files that were dropped onto the window.
    pub(crate) fn set_dropped(&self, paths: Vec<PathBuf>) {
        self.work(|wizard| wizard.dropped = paths);
    }

    /// Takes note that the page's process ended by itself: the page that is loaded anew says so.
    pub(crate) fn page_died(&self) {
        self.work(|wizard| wizard.page_died = true);
    }

    /// Leaves nothing of ours behind: what is under way ends, the next window may begin, and the
    /// clipboard is cleared if it still holds the token.
    pub(crate) fn close(&self) {
        self.work(|wizard| {
            wizard.current_mut().jobs.stop_all();
            wizard.real.jobs.stop_all();
        });
        self.0.store.close();
        drop(self.0.instance.lock().unwrap_or_else(PoisonError::into_inner).take());
        // A clipboard that hangs must not keep the window open; there is nobody left to tell.
        drop(self.0.clipboard.clear_now(Duration::from_secs(2)));
    }
}
