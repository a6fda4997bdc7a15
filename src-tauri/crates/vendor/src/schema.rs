//! The JSON Schema of a profile: what a vendor's editor reads, and what the reader walks.
//!
//! One schema for both, so that a file which the editor accepts has the shape that we accept.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::format::{MAPPING_FORMATS, ProfileFile, fields};
use crate::guide::common_step_names;

static PROFILE: LazyLock<Value> = LazyLock::new(schema_of::<ProfileFile>);

/// Returns the JSON Schema (draft 2020-12) of profile files of format 1.
///
/// `profiles/profile.schema.json` holds the same; a test compares the two.
pub fn json_schema() -> Value {
    PROFILE.clone()
}

/// Returns the profile's schema without a copy.
pub(crate) fn profile_schema() -> &'static Value {
    &PROFILE
}

/// Returns the schema of `T` as a TOML file has it: without nulls, without unknown keys.
pub(crate) fn schema_of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .with_transform(as_toml)
        .into_generator()
        .into_root_schema_for::<T>();
    mark_formats(&mut schema);
    mark(&mut schema, "/$defs/StepEntry/properties/use", "enum", common_step_names().into());
    schema.to_value()
}

/// Removes `null`, which TOML does not have, empty defaults, and closes objects.
fn as_toml(schema: &mut Schema) {
    transform_subschemas(&mut as_toml, schema);
    let Some(object) = schema.as_object_mut() else { return };
    object.remove("default");
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    // `Option<T>` of a named type is `anyOf [T, null]`.
    let nullable = |part: &Value| part.get("type").is_some_and(|name| name == "null");
    if let Some(Value::Array(parts)) = object.get_mut("anyOf")
        && parts.iter().any(nullable)
    {
        parts.retain(|part| !nullable(part));
        if let [Value::Object(only)] = parts.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
    if object.contains_key("properties") && !object.contains_key("additionalProperties") {
        object.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}

/// Marks the values of the mapping crate's own entries that the reader looks into.
fn mark_formats(schema: &mut Schema) {
    for (key, format) in MAPPING_FORMATS {
        mark(schema, &format!("/$defs/ProfileMapping/properties/{key}"), "format", format.into());
    }
    for key in ["exact/items", "required/items", "matching_only"] {
        mark(schema, &format!("/$defs/Rules/properties/{key}"), "format", fields::TARGET.into());
    }
}

fn mark(schema: &mut Schema, pointer: &str, keyword: &str, value: Value) {
    if let Some(Value::Object(property)) = schema.pointer_mut(pointer) {
        property.insert(keyword.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_that_is_looked_into_is_marked() {
        let schema = json_schema();
        let pointers = [
            ("/$defs/ProfileMapping/properties/target", fields::TARGET),
            ("/$defs/ProfileMapping/properties/direct", fields::ATTRIBUTE),
            ("/$defs/ProfileMapping/properties/expression", fields::EXPRESSION),
            ("/$defs/Rules/properties/exact/items", fields::TARGET),
            ("/$defs/Rules/properties/required/items", fields::TARGET),
            ("/$defs/Rules/properties/matching_only", fields::TARGET),
            ("/$defs/LinkEntry/properties/url", fields::PAGE),
            ("/$defs/TenantUrlSection/properties/fixed", fields::URL),
        ];
        for (pointer, format) in pointers {
            let marked = schema.pointer(pointer).and_then(|property| property.get("format"));
            assert_eq!(marked, Some(&Value::from(format)), "{pointer} is checked by its format");
        }
    }

    #[test]
    fn nothing_in_it_is_null_or_open() {
        let text = json_schema().to_string();
        assert!(!text.contains("\"null\""), "TOML has no null");
        let schema = json_schema();
        let objects = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
        for (name, definition) in objects {
            if definition.get("properties").is_some() {
                assert!(
                    definition.get("additionalProperties").is_some(),
                    "{name} says what else it may hold"
                );
            }
        }
    }
}
