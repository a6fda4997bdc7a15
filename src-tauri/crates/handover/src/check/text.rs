//! What counts as a secret in one text, and in all texts of a value.

use footbridge_secret::{KnownSecrets, secret_in_url, secret_shape};
use serde::Serialize;
use serde_json::Value;

/// Whether a secret of this run stands anywhere in a value, by its serialised form.
pub(super) fn holds(value: &impl Serialize, known: &KnownSecrets) -> bool {
    // What cannot be written cannot be saved either.
    serde_json::to_value(value).is_ok_and(|value| any_text(&value, &|text| known.found_in(text)))
}

/// Whether any text in a value, or any name of a field, is one that is asked for.
pub(super) fn any_text(value: &Value, asks: &dyn Fn(&str) -> bool) -> bool {
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
pub(super) fn shown(name: &str, known: &KnownSecrets) -> String {
    if known.found_in(name) { known.mask(name) } else { name.to_owned() }
}

/// Whether a constant is a secret, or looks like one. A URL may be one, and may hold one.
pub(super) fn is_secret_constant(text: &str, known: &KnownSecrets) -> bool {
    known.found_in(text)
        || secret_shape(text).is_some()
        || (text.contains("://") && secret_in_url(text, known).is_some())
}

/// Whether an expression holds a secret, or a constant text that is one.
pub(super) fn is_secret_expression(text: &str, known: &KnownSecrets) -> bool {
    // Every second part stands between quotation marks.
    let mut constants = text.split('"').skip(1).step_by(2);
    known.found_in(text) || constants.any(|constant| is_secret_constant(constant, known))
}
