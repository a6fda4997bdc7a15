//! The wizard behind its lock, and the machine around it: where progress is saved, the desktop, the
//! keyring, the clipboard. Commands ask this and nothing else.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use footbridge_practice::{PracticeConfig, PracticeTenant};
use footbridge_token::{Clipboard, Keyring};
use secrecy::SecretString;

use crate::clock;
use crate::desktop::Desktop;
use crate::errors::{AppError, Refusal};
use crate::progress;
use crate::view::WizardState;
use crate::wizard::Wizard;

/// The state of the window, shared by its commands.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    desktop: Arc<dyn Desktop>,
    wizard: Mutex<Wizard>,
    keyring: Keyring,
    clipboard: Clipboard,
}

impl AppState {
    /// Reads the progress of the last run from `folder`, or starts anew.
    pub fn open(folder: PathBuf, desktop: Arc<dyn Desktop>) -> Self {
        let wizard = progress::load(&folder).map_or_else(Wizard::default, Wizard::resume);
        AppState(Arc::new(Inner {
            folder,
            desktop,
            wizard: Mutex::new(wizard),
            keyring: Keyring::new(),
            clipboard: Clipboard::new(),
        }))
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
    pub(crate) fn wizard(&self) -> MutexGuard<'_, Wizard> {
        self.0.wizard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the wizard, saves its progress and returns what the window shows.
    pub(crate) fn change<E: Into<Refusal>>(
        &self,
        change: impl FnOnce(&mut Wizard) -> Result<(), E>,
    ) -> Result<WizardState, Refusal> {
        let mut wizard = self.wizard();
        change(&mut wizard).map_err(Into::into)?;
        self.save(&mut wizard);
        Ok(wizard.view())
    }

    /// Saves the progress. A failure is shown as "not saved" in the step list: it must not stop
    /// the work that is being done.
    pub(crate) fn save(&self, wizard: &mut Wizard) {
        wizard.progress.saved_at = Some(clock::text(clock::now()));
        if progress::save(&self.0.folder, &wizard.progress).is_err() {
            wizard.progress.saved_at = None;
        }
    }

    /// Forgets everything but what the keyring holds.
    pub(crate) fn start_again(&self) -> Result<WizardState, Refusal> {
        self.change(|wizard| {
            wizard.start_again();
            Ok::<(), AppError>(())
        })
    }

    /// Starts the practice tenant with the token of this run, or a token that nobody has.
    pub(crate) async fn start_practice(&self) -> Result<WizardState, Refusal> {
        if self.wizard().practice.is_none() {
            let token = self.wizard().token().map_or_else(
                |_| SecretString::from(uuid::Uuid::new_v4().to_string()),
                |token| token.secret().clone(),
            );
            let tenant = PracticeTenant::start(PracticeConfig::new(token, clock::now)).await?;
            self.wizard().practice = Some(tenant);
        }
        self.change(|_| Ok::<(), AppError>(()))
    }

    /// Stops the practice tenant.
    pub(crate) async fn stop_practice(&self) -> Result<WizardState, Refusal> {
        let tenant = {
            let mut wizard = self.wizard();
            let tenant = wizard.practice.take();
            if tenant.is_some() {
                wizard.forget_practice_results();
                if let Some(test) = &wizard.running_test {
                    test.cancel();
                }
            }
            tenant
        };
        if let Some(tenant) = tenant {
            tenant.shutdown().await;
        }
        self.change(|_| Ok::<(), AppError>(()))
    }

    /// Remembers the files that were dropped onto the window.
    pub(crate) fn set_dropped(&self, paths: Vec<PathBuf>) {
        self.wizard().dropped = paths;
    }

    /// Leaves nothing of ours behind: the clipboard is cleared if it still holds the token, and a
    /// running test is cancelled.
    pub(crate) fn close(&self) {
        if let Some(test) = self.wizard().running_test.take() {
            test.cancel();
        }
        // A clipboard that hangs must not keep the window open; there is nobody left to tell.
        drop(self.0.clipboard.clear_now(Duration::from_secs(2)));
    }
}
