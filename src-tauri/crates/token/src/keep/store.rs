//! The credential store of each operating system, and how an entry is named in it.

use std::sync::Arc;

use keyring_core::CredentialStore;

/// The service under which every entry is saved.
pub const SERVICE: &str = "Footbridge";

/// Opens a credential store; called again whenever the one in use went stale.
pub type OpenStore = Box<dyn FnMut() -> keyring_core::Result<Arc<CredentialStore>> + Send>;

/// What an entry is given besides its name, as the store of each system understands it.
pub(super) type Modifiers = &'static [(&'static str, &'static str)];

/// The label that the system's password manager shows.
#[cfg(target_os = "linux")]
pub(super) const NATIVE_MODIFIERS: Modifiers = &[("label", "Footbridge provisioning token")];

/// The default, `Enterprise`, would take the token along to other computers of the domain.
#[cfg(target_os = "windows")]
pub(super) const NATIVE_MODIFIERS: Modifiers = &[("persistence", "Local")];

/// Keychain entries are told apart by service and account alone.
#[cfg(target_os = "macos")]
pub(super) const NATIVE_MODIFIERS: Modifiers = &[];

pub(super) fn open_native() -> keyring_core::Result<Arc<CredentialStore>> {
    #[cfg(target_os = "linux")]
    let store = dbus_secret_service_keyring_store::Store::new()?;
    #[cfg(target_os = "windows")]
    let store = windows_native_keyring_store::Store::new()?;
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}
