//! Saving what the wizard makes, where the admin says.

use footbridge_token::Token;

use crate::desktop::FileKind;
use crate::errors::Refusal;
use crate::state::AppState;

/// Asks for a place under the suggested `name` and writes there what holds no secret; `known` are
/// words that look like one and are none. Answers the file's name, or nothing when cancelled.
pub(crate) fn save(
    state: &AppState,
    name: String,
    text: &str,
    known: &[&str],
) -> Result<Option<String>, Refusal> {
    let Some(path) = state.desktop().ask_for_file(&FileKind::Save { name }) else {
        return Ok(None);
    };
    let token = state.wizard().token().ok().cloned();
    let secrets: Vec<_> = token.iter().map(Token::secret).collect();
    footbridge_handover::save(&path, text.as_bytes(), &secrets, known)?;
    Ok(Some(path.file_name().unwrap_or_default().to_string_lossy().into_owned()))
}

/// Returns a file name out of the vendor's name and what the file is.
pub(crate) fn file_name(vendor: &str, what: &str) -> String {
    let vendor: String =
        vendor.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    format!("Footbridge-{vendor}{what}")
}
