//! Making a value that a client sent fit its attribute.
//!
//! Lenient where Entra needs it: Booleans as `"True"` and `"False"`, a bare string for a complex
//! value (`manager`), one value in a list where there can be only one. Everything else that does
//! not fit is refused with `invalidValue`, so that a wrong mapping shows.
//!
//! Values are kept in the form they were sent.

use serde_json::{Map, Value};

use crate::resource_type::get;
use crate::schema::{Attribute, AttributeType, Mutability};
use crate::{ScimError, ScimType};

/// Returns `value` in the form in which `attribute` keeps it; `None` when it is no value at all.
///
/// An attribute of no known schema keeps whatever it is sent.
pub(crate) fn conform(
    attribute: Option<&Attribute>,
    value: Value,
) -> Result<Option<Value>, ScimError> {
    let Some(attribute) = attribute else {
        return Ok(Some(value).filter(|value| !is_nothing(value)));
    };
    if attribute.mutability == Mutability::WriteOnly {
        // A password is taken and forgotten: nothing here would ever use it.
        return Ok(None);
    }
    if !attribute.multi_valued {
        return conform_one(attribute, value);
    }
    let sent = match value {
        Value::Array(values) => values,
        single => vec![single],
    };
    let mut kept = Vec::with_capacity(sent.len());
    for value in sent {
        kept.extend(conform_one(attribute, value)?);
    }
    if kept.iter().filter(|value| is_primary(value)).count() > 1 {
        return Err(refused(attribute, "only one value can be the primary one"));
    }
    Ok(Some(kept).filter(|kept| !kept.is_empty()).map(Value::Array))
}

/// Does the same for one of several values.
pub(crate) fn conform_one(attribute: &Attribute, value: Value) -> Result<Option<Value>, ScimError> {
    let value = match value {
        Value::Array(mut values) if values.len() <= 1 => match values.pop() {
            Some(value) => value,
            None => return Ok(None),
        },
        value => value,
    };
    if value.is_null() {
        return Ok(None);
    }
    let conformed = match (attribute.kind, value) {
        (AttributeType::Complex, value) => return conform_complex(attribute, value),
        (AttributeType::Boolean, Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => return Err(refused(attribute, "it must be true or false")),
        },
        (AttributeType::Boolean, value @ Value::Bool(_))
        | (AttributeType::Decimal, value @ Value::Number(_)) => value,
        (AttributeType::Integer, value @ Value::Number(_)) if !value.is_f64() => value,
        (AttributeType::Boolean, _) => return Err(refused(attribute, "it must be true or false")),
        (AttributeType::Decimal | AttributeType::Integer, _) => {
            return Err(refused(attribute, "it must be a number"));
        }
        (_, value @ Value::String(_)) => value,
        (_, _) => return Err(refused(attribute, "it must be a string")),
    };
    Ok(Some(conformed))
}

fn conform_complex(attribute: &Attribute, value: Value) -> Result<Option<Value>, ScimError> {
    let sent = match value {
        Value::Object(sent) => sent,
        // Entra clears a manager with an empty string, and sets one with a bare string.
        Value::String(text) if text.is_empty() => return Ok(None),
        Value::String(text) if attribute.sub_attribute("value").is_some() => {
            Map::from_iter([("value".to_owned(), Value::String(text))])
        }
        _ => return Err(refused(attribute, "it must be an object")),
    };
    let mut kept = Map::new();
    for (key, value) in sent {
        let Some(sub) = attribute.sub_attribute(&key) else {
            if !is_nothing(&value) {
                kept.insert(key, value);
            }
            continue;
        };
        if sub.mutability == Mutability::ReadOnly {
            continue;
        }
        if let Some(value) = conform(Some(sub), value)? {
            kept.insert(sub.name.clone(), value);
        }
    }
    Ok(Some(kept).filter(|kept| !kept.is_empty()).map(Value::Object))
}

/// Whether one of several values is marked as the primary one.
pub(crate) fn is_primary(value: &Value) -> bool {
    value.as_object().and_then(|object| get(object, "primary")) == Some(&Value::Bool(true))
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn refused(attribute: &Attribute, why: &str) -> ScimError {
    ScimError::of(
        ScimType::InvalidValue,
        format!("`{}` cannot have this value: {why}", attribute.name),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schema::{ENTERPRISE_USER, USER, find};

    #[test]
    fn values_are_made_to_fit_or_refused() {
        let cases = [
            ("active", json!("False"), Ok(Some(json!(false))), "Entra's text for a Boolean"),
            ("active", json!(true), Ok(Some(json!(true))), "a Boolean"),
            ("active", json!("yes"), Err(()), "no Boolean"),
            ("userName", json!(7), Err(()), "a number is no text"),
            ("userName", json!(null), Ok(None), "null is no value"),
            ("nickName", json!(""), Ok(Some(json!(""))), "an empty text is a value"),
            ("nickName", json!(["Babs"]), Ok(Some(json!("Babs"))), "one value in a list"),
            ("nickName", json!(["Babs", "Bab"]), Err(()), "two values where one can be"),
            ("manager", json!("271"), Ok(Some(json!({"value": "271"}))), "a bare manager"),
            ("manager", json!(""), Ok(None), "an empty manager clears"),
            (
                "manager",
                json!([{"$ref": "https://h/Users/1", "value": "1", "displayName": "X"}]),
                Ok(Some(json!({"$ref": "https://h/Users/1", "value": "1"}))),
                "a manager in a list; what only the server sets is dropped",
            ),
            (
                "emails",
                json!({"VALUE": "a@b", "primary": "True", "type": null}),
                Ok(Some(json!([{"value": "a@b", "primary": true}]))),
                "one value outside a list, names in other case, null left out",
            ),
            ("emails", json!([]), Ok(None), "an empty list is no value"),
            (
                "emails",
                json!([{"value": "a", "primary": true}, {"value": "b", "primary": true}]),
                Err(()),
                "two primary values",
            ),
            ("name", json!("Barbara"), Err(()), "a name has no value of its own"),
            ("password", json!("secret"), Ok(None), "a password is forgotten"),
        ];
        for (name, value, expected, why) in cases {
            let attribute =
                find(&USER.attributes, name).or_else(|| find(&ENTERPRISE_USER.attributes, name));
            assert_eq!(conform(attribute, value).map_err(drop), expected, "{name}: {why}");
        }
    }
}
