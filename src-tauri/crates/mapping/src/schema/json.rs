//! Reads properties of a JSON document, naming the pointer of what has another shape.

use serde_json::Value;

use super::error::SchemaError;

/// Returns the text of a property; `None` when it is not there, null or empty.
pub(super) fn text<'a>(
    owner: &'a Value,
    key: &str,
    at: &str,
) -> Result<Option<&'a str>, SchemaError> {
    match owner.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        Some(other) => Err(SchemaError::unknown_shape(&format!("{at}/{key}"), Some(other))),
    }
}
