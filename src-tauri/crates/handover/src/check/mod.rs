//! The look at what is to be saved, before it is: does a secret stand in it, and where?
//!
//! Two things are looked for: every secret of this run, in each form that can be derived from it,
//! anywhere; and what has a secret's shape, where a secret never belongs. What is left is a secret
//! that nobody has told of, in a name or a sentence: that cannot be told from a name.

mod record;
mod schema;
mod text;

use footbridge_secret::KnownSecrets;

use crate::{Record, SaveError, SecretPlace};

/// Looks for a secret in a record, part by part.
///
/// # Errors
/// [`SaveError::SecretFound`] names the first place.
pub fn check_record(record: &Record, known: &KnownSecrets) -> Result<(), SaveError> {
    refuse(record::place(record, known))
}

/// Looks for a secret in a provisioning schema of Microsoft Graph, as JSON; in other text as
/// [`check_text`] does.
///
/// # Errors
/// [`SaveError::SecretFound`] names the mapping, or the field.
pub fn check_schema(json: &str, known: &KnownSecrets) -> Result<(), SaveError> {
    match serde_json::from_str(json) {
        Ok(schema) => refuse(schema::place(&schema, known)),
        Err(_) => check_text(json, known),
    }
}

/// Looks for a secret of this run in a text, such as a table or a drawing.
///
/// # Errors
/// [`SaveError::SecretFound`].
pub fn check_text(text: &str, known: &KnownSecrets) -> Result<(), SaveError> {
    refuse(known.found_in(text).then_some(SecretPlace::Text))
}

fn refuse(place: Option<SecretPlace>) -> Result<(), SaveError> {
    place.map_or(Ok(()), |place| Err(SaveError::SecretFound { place }))
}
