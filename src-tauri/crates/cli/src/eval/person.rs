//! A person's attributes out of JSON.

use footbridge_expression::{Attributes, Number, Value};
use serde_json::Value as Json;

/// Returns the attributes of a JSON object. Anything nested is taken as its JSON text.
pub(super) fn attributes_of(json: &Json) -> Result<Attributes, &'static str> {
    let Json::Object(object) = json else {
        return Err("the attributes must be one JSON object, such as {\"givenName\":\"Kari\"}");
    };
    Ok(object.iter().map(|(name, value)| (name, attribute(value))).collect())
}

fn attribute(json: &Json) -> Value<'static> {
    match json {
        Json::Null => Value::Null,
        Json::String(text) => Value::text(text.clone()),
        Json::Bool(boolean) => Value::Boolean(*boolean),
        Json::Number(number) => {
            Number::parse(&number.to_string()).map_or(Value::Null, Value::Number)
        }
        Json::Array(values) => Value::List(values.iter().map(attribute).collect()),
        Json::Object(_) => Value::text(json.to_string()),
    }
}
