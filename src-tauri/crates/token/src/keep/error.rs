//! What can go wrong with a keyring, told by what the store reports.
//!
//! `keyring_core::Error` is never formatted with `{:?}`: two of its variants hold the stored bytes
//! and would print them. Stores tell apart more than their variants, so D-Bus error names count too.

use std::time::Duration;

use footbridge_finding::{Explain, Finding, Language, Severity};
use keyring_core::Error as StoreError;

use crate::LONGEST_SAVED;
use crate::texts::TEXTS;

/// Why the keyring could not save, read or remove a token. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// No keyring service answers on this computer.
    #[error("no keyring service answers: {reason}")]
    NoService {
        /// What the system said.
        reason: String,
    },
    /// The service runs, but has no keyring to save to.
    #[error("there is no keyring yet")]
    NoneYet,
    /// The keyring is locked, and nobody could be asked.
    #[error("the keyring is locked")]
    Locked,
    /// The keyring's owner closed the question for the password.
    #[error("the question for the keyring's password was closed")]
    Dismissed,
    /// The keyring's owner has not answered yet.
    #[error("the keyring is waiting for its owner")]
    Waiting,
    /// Nothing is saved under this account.
    #[error("no token is saved")]
    NoEntry,
    /// The token is longer than a keyring keeps.
    #[error("the token has {bytes} bytes, more than {LONGEST_SAVED}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// What is saved is no token.
    #[error("the saved entry cannot be read")]
    Unreadable,
    /// Anything else.
    #[error("the keyring failed: {reason}")]
    Failed {
        /// What the system said.
        reason: String,
    },
}

impl Explain for KeyringError {
    fn explain(&self, language: &Language) -> Finding {
        let finding = |code, parameters: &[(&str, &str)]| {
            TEXTS.finding(code, Severity::Error, language, parameters)
        };
        match self {
            KeyringError::NoService { reason } => {
                finding("keyring.no_service", &[]).with_evidence(reason)
            }
            KeyringError::NoneYet => finding("keyring.none_yet", &[]),
            KeyringError::Locked => finding("keyring.locked", &[]),
            KeyringError::Dismissed => finding("keyring.dismissed", &[]),
            KeyringError::Waiting => finding("keyring.waiting", &[]),
            KeyringError::NoEntry => finding("keyring.no_entry", &[]),
            KeyringError::TooLong { bytes } => {
                let (number, limit) = (bytes.to_string(), LONGEST_SAVED.to_string());
                finding("keyring.too_long", &[("number", &number), ("limit", &limit)])
            }
            KeyringError::Unreadable => finding("keyring.unreadable", &[]),
            KeyringError::Failed { reason } => finding("keyring.failed", &[]).with_evidence(reason),
        }
    }
}

/// A store's error, and whether a new store may do better.
pub(super) struct Failure {
    pub(super) error: KeyringError,
    pub(super) stale: bool,
}

impl Failure {
    fn lasting(error: KeyringError) -> Self {
        Failure { error, stale: false }
    }

    /// Reads `error`, which the store took `elapsed` to return.
    pub(super) fn read(error: &StoreError, elapsed: Duration) -> Self {
        match error {
            StoreError::NoEntry => Failure::lasting(KeyringError::NoEntry),
            StoreError::BadEncoding(_)
            | StoreError::BadDataFormat(..)
            | StoreError::BadStoreFormat(_) => Failure::lasting(KeyringError::Unreadable),
            // The token's own length was checked before; this is its name or another attribute.
            StoreError::TooLong(attribute, limit) => {
                failed(format!("{attribute} is longer than {limit}"))
            }
            StoreError::NoStorageAccess(source) => platform(source.as_ref(), elapsed)
                .unwrap_or_else(|| Failure::lasting(KeyringError::Locked)),
            StoreError::PlatformFailure(source) => {
                platform(source.as_ref(), elapsed).unwrap_or_else(|| failed(source.to_string()))
            }
            StoreError::Invalid(..) => failed("the keyring refused the entry's name".to_owned()),
            StoreError::NoDefaultStore | StoreError::NotSupportedByStore(_) => {
                failed("the keyring cannot do this".to_owned())
            }
            _ => failed("the keyring gave no reason".to_owned()),
        }
    }
}

fn failed(reason: String) -> Failure {
    Failure::lasting(KeyringError::Failed { reason })
}

/// How soon a prompt comes back that was never shown.
///
/// Secret Service reports a prompt that nobody could see like one that was closed. Without a
/// display it comes back in 25 to 160 ms as measured with GNOME Keyring 42; a person takes longer.
/// Our choice.
#[cfg(target_os = "linux")]
const NEVER_SHOWN: Duration = Duration::from_millis(400);

#[cfg(target_os = "linux")]
fn platform(
    source: &(dyn std::error::Error + Send + Sync + 'static),
    elapsed: Duration,
) -> Option<Failure> {
    use dbus_secret_service::Error as Service;

    let lasting = |error| Some(Failure::lasting(error));
    let error = source.downcast_ref::<Service>()?;
    let reason = error.to_string();
    let dbus = match error {
        Service::Locked => return lasting(KeyringError::Locked),
        Service::NoResult => return lasting(KeyringError::NoneYet),
        Service::Prompt if elapsed < NEVER_SHOWN => return lasting(KeyringError::Locked),
        Service::Prompt => return lasting(KeyringError::Dismissed),
        Service::Unavailable => return lasting(KeyringError::NoService { reason }),
        Service::UnsupportedSecretFormat => return lasting(KeyringError::Unreadable),
        Service::Dbus(dbus) => dbus,
        _ => return Some(failed(reason)),
    };
    let name = dbus.name().unwrap_or_default();
    let short = name.rsplit('.').next().unwrap_or_default();
    Some(match (name, short) {
        ("org.freedesktop.Secret.Error.IsLocked", _) => Failure::lasting(KeyringError::Locked),
        // The daemon was restarted, so the store's session with it is gone. `UnknownMethod` is what
        // a restarted GNOME Keyring says of the old session's object.
        ("org.freedesktop.Secret.Error.NoSession", _)
        | (_, "UnknownMethod" | "UnknownObject" | "NoReply") => {
            Failure { error: KeyringError::Failed { reason }, stale: true }
        }
        (_, "ServiceUnknown" | "Disconnected" | "NameHasNoOwner") => {
            Failure { error: KeyringError::NoService { reason }, stale: true }
        }
        // There is no bus at all: the address leads nowhere, or there is none.
        (_, "NotSupported" | "FileNotFound" | "NoServer" | "BadAddress" | "AccessDenied")
        | (_, "Failed" | "ExecFailed" | "ChildExited")
            if name.starts_with("org.freedesktop.DBus.Error.") =>
        {
            Failure::lasting(KeyringError::NoService { reason })
        }
        _ => failed(reason),
    })
}

/// On Windows and macOS the stores' variants tell all that can be told without their own types.
#[cfg(not(target_os = "linux"))]
fn platform(_: &(dyn std::error::Error + Send + Sync + 'static), _: Duration) -> Option<Failure> {
    None
}
