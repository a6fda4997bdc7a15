//! Saving what the wizard makes, where the admin says.

use footbridge_file::name_of;
use footbridge_handover::SaveError;
use footbridge_secret::KnownSecrets;

use crate::desktop::FileKind;
use crate::errors::Refusal;
use crate::state::AppState;

/// Asks for a place under the suggested `name` and writes there what holds no secret; `check` looks
/// for one in what the text was made of, and can name its place. Answers the file's name, or nothing
/// when cancelled.
pub(crate) fn save(
    state: &AppState,
    name: String,
    text: &str,
    check: impl FnOnce(&KnownSecrets) -> Result<(), SaveError>,
) -> Result<Option<String>, Refusal> {
    let known = state.read(|wizard| wizard.known().clone());
    // Before a place is asked for: there is no use in choosing one for what cannot be saved.
    check(&known)?;
    let Some(path) = state.desktop().ask_for_file(&FileKind::Save { name }) else {
        return Ok(None);
    };
    footbridge_handover::save(&path, text.as_bytes(), &known)?;
    let name = name_of(&path);
    state.work(|wizard| wizard.current_mut().saved_files.insert(name.clone(), path));
    Ok(Some(name))
}
