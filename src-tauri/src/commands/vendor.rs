//! Choosing the vendor.

use std::path::Path;
use std::sync::Arc;

use footbridge_finding::Finding;
use footbridge_vendor::{Profile, VendorCard, explain_all};
use tauri::State;

use super::{guarded, guarded_blocking};
use crate::desktop::FileKind;
use crate::errors::{AppError, Refusal};
use crate::progress::ProfileFile;
use crate::state::AppState;
use crate::view::WizardState;
use crate::wizard::LANGUAGE;

/// A profile is a few pages of text; anything larger is another kind of file.
const LARGEST_PROFILE: u64 = 1 << 20;

/// Returns the built-in vendors.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_vendors() -> Result<Vec<VendorCard>, Finding> {
    guarded(async {
        Ok(footbridge_vendor::built_in().iter().map(|profile| profile.card(&LANGUAGE)).collect())
    })
    .await
}

/// Chooses a vendor. What was done for another one is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_vendor(
    state: State<'_, AppState>,
    id: String,
    identity_provider: String,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.change(|wizard| {
            let profile = wizard.find_profile(&id).ok_or(AppError::UnknownVendor(id))?;
            wizard.choose(profile);
            wizard.progress.identity_provider = identity_provider;
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// Asks for a profile file and chooses its vendor. Answers nothing when the admin cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_profile(
    state: State<'_, AppState>,
) -> Result<Option<WizardState>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let Some(path) = state.desktop().ask_for_file(&FileKind::Profile) else { return Ok(None) };
        let (name, text) = read_profile(&path)?;
        let profile = Profile::parse(&name, &text)
            .map_err(|errors| Refusal::new(explain_all(&name, &errors, &LANGUAGE)))?;
        state
            .change(|wizard| {
                wizard.choose(Arc::new(profile));
                wizard.setup_mut()?.profile = Some(ProfileFile { name, text });
                Ok::<(), AppError>(())
            })
            .map(Some)
    })
    .await
}

fn read_profile(path: &Path) -> Result<(String, String), Refusal> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = || {
        if std::fs::metadata(path)?.len() > LARGEST_PROFILE {
            return Err(std::io::Error::other("the file is larger than 1 MiB"));
        }
        std::fs::read_to_string(path)
    };
    match read() {
        Ok(text) => Ok((name, text)),
        Err(reason) => Err(AppError::FileUnreadable { name, reason }.into()),
    }
}
