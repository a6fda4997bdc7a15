//! Choosing the vendor.

use std::path::Path;
use std::sync::Arc;

use footbridge_file::name_of;
use footbridge_finding::{Explain, Finding};
use footbridge_vendor::{LARGEST_PROFILE, Profile, VendorCard, explain_all};
use tauri::State;

use super::guard::{guarded, guarded_blocking};
use crate::desktop::FileKind;
use crate::errors::{AppError, Refusal};
use crate::setup::LANGUAGE;
use crate::setup::vendor_setup::ProfileFile;
use crate::setup::view::{IdentityProvider, OpenedProfile, WizardState};
use crate::setup::wizard::PendingProfile;
use crate::state::AppState;

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
    identity_provider: IdentityProvider,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.update(|wizard| {
            let workspace = wizard.current_mut();
            let profile = workspace.find_profile(&id).ok_or(AppError::UnknownVendor(id))?;
            workspace.choose(profile);
            workspace.identity_provider = identity_provider;
            Ok(())
        })
    })
    .await
}

/// The longest name that is taken, in characters: our choice.
const LONGEST_NAME: usize = 100;

/// Gives a vendor without a profile of its own a name. What holds a secret is kept nowhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn name_vendor(
    state: State<'_, AppState>,
    name: String,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        if name.chars().count() > LONGEST_NAME {
            return Err(AppError::TooLong.into());
        }
        state.update(|wizard| {
            if wizard.known().found_in(&name) {
                return Err(AppError::SecretInName.into());
            }
            wizard.current_mut().setup_mut()?.name_vendor(&name);
            Ok(())
        })
    })
    .await
}

/// Asks for a profile file and chooses its vendor; one that resembles a built-in vendor is to be
/// confirmed first. Answers nothing when the admin cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_profile(
    state: State<'_, AppState>,
) -> Result<Option<OpenedProfile>, Finding> {
    let state = state.inner().clone();
    guarded_blocking(move || {
        let Some(path) = state.desktop().ask_for_file(&FileKind::Profile) else { return Ok(None) };
        let file = read_profile(&path)?;
        let profile = Profile::parse(&file.name, &file.text)
            .map_err(|errors| Refusal::new(explain_all(&file.name, &errors, &LANGUAGE)))?;
        let profile = Arc::new(profile);
        if let Some(resemblance) = profile.resembles_built_in() {
            state.work(|wizard| wizard.pending_profile = Some(PendingProfile { profile, file }));
            let finding = Box::new(resemblance.explain(&LANGUAGE));
            return Ok(Some(OpenedProfile::Resembles { finding }));
        }
        let state = state.update(|wizard| {
            wizard.current_mut().choose_file(profile, file);
            Ok(())
        })?;
        Ok(Some(OpenedProfile::Chosen { state: Box::new(state) }))
    })
    .await
}

/// Chooses the vendor of the profile file that was opened last, although it resembles a built-in one:
/// the admin has seen its host.
#[tauri::command]
#[specta::specta]
pub(crate) async fn confirm_profile(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.update(|wizard| {
            let pending = wizard.pending_profile.take().ok_or(AppError::NoVendor)?;
            wizard.current_mut().choose_file(pending.profile, pending.file);
            Ok(())
        })
    })
    .await
}

fn read_profile(path: &Path) -> Result<ProfileFile, Refusal> {
    let text = footbridge_file::read_text(path, LARGEST_PROFILE)?;
    Ok(ProfileFile { name: name_of(path), text })
}
