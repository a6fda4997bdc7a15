//! A provisioning schema of Microsoft Graph, looked at mapping by mapping.
//!
//! What is not known in it is looked at, too.

use footbridge_secret::KnownSecrets;
use serde_json::{Map, Value};

use super::text::{any_text, is_secret_constant, is_secret_expression, shown};
use crate::SecretPlace;

/// Fields for credentials, as Graph's `synchronizationSecretKeyStringValuePair` and others name
/// them: by how their names end.
const CREDENTIALS: [&str; 8] = [
    "secrets",
    "secret",
    "secrettoken",
    "password",
    "token",
    "apikey",
    "clientsecret",
    "credentials",
];

/// Returns the first place in a schema where a secret stands.
pub(super) fn place(schema: &Value, known: &KnownSecrets) -> Option<SecretPlace> {
    match schema {
        Value::Array(items) => items.iter().find_map(|item| place(item, known)),
        Value::Object(fields) => in_object(fields, known),
        other => any_text(other, &|text| known.found_in(text)).then_some(SecretPlace::Schema),
    }
}

fn in_object(fields: &Map<String, Value>, known: &KnownSecrets) -> Option<SecretPlace> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    if let Some(target) = text("targetAttributeName") {
        let target = shown(target, known);
        let found = in_mapping(fields, &target, known);
        return found.or_else(|| {
            let held = fields.values().any(|field| any_text(field, &|text| known.found_in(text)));
            held.then_some(SecretPlace::Mapping { target })
        });
    }
    // A pair of name and value, as in the list of secrets.
    if let Some(key) = text("key").filter(|key| is_credential(key))
        && fields.get("value").is_some_and(is_filled)
    {
        return Some(SecretPlace::Credential { field: shown(key, known) });
    }
    fields.iter().find_map(|(name, value)| {
        // A list or an object is looked into, for what it is a list of.
        if is_credential(name) && value.is_string() && is_filled(value) {
            return Some(SecretPlace::Credential { field: shown(name, known) });
        }
        place(&Value::String(name.clone()), known).or_else(|| place(value, known))
    })
}

fn in_mapping(
    fields: &Map<String, Value>,
    target: &str,
    known: &KnownSecrets,
) -> Option<SecretPlace> {
    let target = || target.to_owned();
    let source = fields.get("source").filter(|source| !source.is_null());
    let default = fields.get("defaultValue").and_then(Value::as_str).unwrap_or_default();
    if is_secret_constant(default, known) {
        // A mapping without source sends its default to everybody.
        return Some(match source {
            Some(_) => SecretPlace::Default { target: target() },
            None => SecretPlace::Constant { target: target() },
        });
    }
    in_source(source?, known).map(|kind| match kind {
        SourceKind::Constant => SecretPlace::Constant { target: target() },
        SourceKind::Expression => SecretPlace::Expression { target: target() },
    })
}

enum SourceKind {
    Constant,
    Expression,
}

/// Looks at a source and at those that it is made of.
fn in_source(source: &Value, known: &KnownSecrets) -> Option<SourceKind> {
    let text = |name: &str| source.get(name).and_then(Value::as_str).unwrap_or_default();
    let constant = text("type").eq_ignore_ascii_case("constant");
    let (name, expression) = (text("name"), text("expression"));
    if constant && [name, expression.trim_matches('"')].iter().any(|t| is_secret_constant(t, known))
    {
        return Some(SourceKind::Constant);
    }
    if is_secret_expression(expression, known) {
        return Some(SourceKind::Expression);
    }
    let parameters = source.get("parameters").and_then(Value::as_array);
    let values = parameters.into_iter().flatten().filter_map(|one| one.get("value"));
    // A constant of an expression is a part of it.
    values.into_iter().find_map(|value| in_source(value, known)).map(|_| SourceKind::Expression)
}

fn is_credential(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    CREDENTIALS.iter().any(|ending| name.ends_with(ending))
}

/// Whether something stands in a field, and not only asterisks as where Graph hides it.
fn is_filled(value: &Value) -> bool {
    any_text(value, &|text| !text.chars().all(|letter| letter == '*' || letter.is_whitespace()))
}
