//! How much the window may send at once.
//!
//! What a page sends is shown again, saved and evaluated: a value without an end would make each of
//! those endless. The fields of the window stop earlier, with a word; this is for whatever does not.

use footbridge_finding::Explain;
use serde_json::Value;
use tauri::Runtime;
use tauri::ipc::{Invoke, InvokeBody};

use crate::errors::AppError;
use crate::setup::LANGUAGE;

/// The most letters of all values of one call: the largest thing that is sent is a schema to copy.
const LARGEST_CALL: usize = 4 << 20;

/// The most letters of one value, but for a text to copy.
const LONGEST_VALUE: usize = 100_000;

/// The command that takes whole documents.
const COPY: &str = "copy_text";

/// Refuses calls that are too large before a command sees them.
pub(crate) fn limited<R: Runtime>(
    handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    move |invoke| {
        let longest = if invoke.message.command() == COPY { LARGEST_CALL } else { LONGEST_VALUE };
        if is_within(invoke.message.payload(), longest) {
            return handler(invoke);
        }
        invoke.resolver.reject(AppError::TooLong.explain(&LANGUAGE));
        true
    }
}

fn is_within(body: &InvokeBody, longest: usize) -> bool {
    match body {
        InvokeBody::Json(value) => {
            let mut left = LARGEST_CALL;
            takes(value, longest, &mut left)
        }
        InvokeBody::Raw(bytes) => bytes.len() <= longest,
    }
}

/// Takes the letters of `value` from what is left; returns whether they fit.
fn takes(value: &Value, longest: usize, left: &mut usize) -> bool {
    let letters = match value {
        Value::String(text) => text.len(),
        Value::Array(items) => {
            return items.len() <= *left && items.iter().all(|item| takes(item, longest, left));
        }
        Value::Object(fields) => {
            return fields
                .iter()
                .all(|(name, field)| name.len() <= longest && takes(field, longest, left));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
    };
    if letters > longest || letters > *left {
        return false;
    }
    *left -= letters;
    true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn endless_value_is_refused_wherever_it_stands() {
        let long = "x".repeat(LONGEST_VALUE + 1);
        let many = vec!["x".repeat(LONGEST_VALUE); 42];
        let cases = [
            (json!({ "url": "https://scim.example.com" }), true, "an ordinary call"),
            (json!({ "url": "x".repeat(LONGEST_VALUE) }), true, "the longest value"),
            (json!({ "url": long }), false, "a longer one"),
            (json!({ "mapping": { "source": { "text": long } } }), false, "inside"),
            (json!({ "columns": [{ "column": long }] }), false, "in a list"),
            (json!({ long.clone(): 1 }), false, "as a name"),
            (json!({ "rows": many }), false, "many long ones"),
            (json!({ "rows": vec![1; 100_000] }), true, "many numbers"),
        ];
        for (body, expected, why) in cases {
            assert_eq!(is_within(&InvokeBody::Json(body), LONGEST_VALUE), expected, "{why}");
        }
    }

    #[test]
    fn document_to_copy_may_be_longer() {
        let schema = json!({ "text": "x".repeat(1 << 20) });
        assert!(is_within(&InvokeBody::Json(schema), LARGEST_CALL));
    }
}
