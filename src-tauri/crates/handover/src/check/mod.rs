//! The look at what is to be saved, before it is: does a secret stand in it, and where?
//!
//! Two things are looked for: every secret of this run, in each form that can be derived from it,
//! anywhere; and what has a secret's shape, where a secret never belongs. What is left is a secret
//! that nobody has told of, in a name or a sentence: that cannot be told from a name.

mod record;
mod schema;

use footbridge_secret::{KnownSecrets, secret_in_url, secret_shape};
use serde::Serialize;
use serde_json::Value;

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

/// Whether a secret of this run stands anywhere in a value, by its serialised form.
fn holds(value: &impl Serialize, known: &KnownSecrets) -> bool {
    // What cannot be written cannot be saved either.
    serde_json::to_value(value).is_ok_and(|value| any_text(&value, &|text| known.found_in(text)))
}

/// Whether any text in a value, or any name of a field, is one that is asked for.
fn any_text(value: &Value, asks: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => asks(text),
        Value::Array(items) => items.iter().any(|item| any_text(item, asks)),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| asks(name) || any_text(value, asks))
        }
        // A number of many digits may be one, too.
        Value::Number(number) => asks(&number.to_string()),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Returns a name to be shown: of one that holds a secret only what is none.
fn shown(name: &str, known: &KnownSecrets) -> String {
    if known.found_in(name) { known.mask(name) } else { name.to_owned() }
}

/// Whether a constant is a secret, or looks like one. A URL may be one, and may hold one.
fn is_secret_constant(text: &str, known: &KnownSecrets) -> bool {
    known.found_in(text)
        || secret_shape(text).is_some()
        || (text.contains("://") && secret_in_url(text, known).is_some())
}

/// Whether an expression holds a secret, or a constant text that is one.
fn is_secret_expression(text: &str, known: &KnownSecrets) -> bool {
    // Every second part stands between quotation marks.
    let mut constants = text.split('"').skip(1).step_by(2);
    known.found_in(text) || constants.any(|constant| is_secret_constant(constant, known))
}
