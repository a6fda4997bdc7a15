//! Errors in a body: SCIM's own form, and the forms of others.

use footbridge_scim::urn;
use serde_json::Value;

use crate::Code;
use crate::observed::Observed;
use crate::page::excerpt;

/// Tells an error that was sent as a success, and shows what it says.
pub(crate) fn error_inside(fields: &[(String, Value)]) -> Option<Observed> {
    // Not made one value: what holds a megabyte is not copied.
    let field = |name: &str| {
        fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    let told = |name: &&str| field(name).is_some_and(|value| !value.is_null());
    if !is_scim(field) && !["error", "errors", "detail"].iter().any(told) {
        return None;
    }
    let status = ["status", "code", "statusCode"].iter().find_map(|name| field(name));
    let status = status.map(|status| status.to_string().replace('"', ""));
    let status = status.filter(|text| text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()));
    let seen = Observed::new(Code::BodyNotList).variant("error").with_some("status", status);
    Some(seen.evidence(excerpt(&sentence(field).unwrap_or_default())))
}

/// Tells an error in SCIM's form, of version 2 (RFC 7644 §3.12) or of version 1.1 (§3.9 there).
pub(crate) fn is_scim_error(body: &Value) -> bool {
    is_scim(|name| own_key(body, name))
}

fn is_scim<'a>(field: impl Fn(&str) -> Option<&'a Value>) -> bool {
    let named = field("schemas").and_then(Value::as_array);
    named.is_some_and(|schemas| schemas.iter().any(|urn| urn == urn::ERROR))
        || field("scimType").is_some()
        || field("Errors").and_then(Value::as_array).is_some_and(|errors| {
            errors.first().is_some_and(|error| own_key(error, "description").is_some())
        })
}

/// Returns the value of a key, in whatever letter case.
pub(crate) fn own_key<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    body.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Returns the sentence in which an error says what is wrong, wherever its form has it.
pub(crate) fn detail(body: &Value) -> Option<String> {
    sentence(|name| own_key(body, name))
}

fn sentence<'a>(field: impl Fn(&str) -> Option<&'a Value>) -> Option<String> {
    const SENTENCES: [&str; 6] =
        ["detail", "message", "error_description", "description", "error", "title"];
    let own = SENTENCES.iter().find_map(|name| field(name)?.as_str());
    own.filter(|text| !text.trim().is_empty()).map(str::to_owned).or_else(|| {
        let inner = ["error", "errors"].iter().find_map(|name| field(name))?;
        detail(inner.as_array().and_then(|list| list.first()).unwrap_or(inner))
    })
}
