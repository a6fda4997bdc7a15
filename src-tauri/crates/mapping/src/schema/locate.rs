//! Finds the mapping of users in a document, as JSON pointers.

use serde_json::Value;

use super::error::SchemaError;

/// Where the mapping of users lies; pointers from the schema, or from what it is wrapped in.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The synchronization rule.
    pub(super) rule: String,
    /// The object mapping.
    pub(super) object_mapping: String,
}

impl Place {
    /// Returns the place as seen from the document that has the schema at `schema`.
    pub(super) fn within(&self, schema: &str) -> Place {
        Place {
            rule: format!("{schema}{}", self.rule),
            object_mapping: format!("{schema}{}", self.object_mapping),
        }
    }
}

/// What every SCIM schema's name begins with (RFC 7643 §10.3).
const SCIM_SCHEMAS: &str = "urn:ietf:params:scim:schemas:";

/// Returns the pointer of the schema, and in it the place of the mapping of users.
pub(super) fn users(document: &Value) -> Result<(String, Place), SchemaError> {
    let mut schemas = Vec::new();
    find_schemas(document, String::new(), &mut schemas);
    if schemas.is_empty() {
        let keys = document.as_object().map(|object| object.keys().cloned().collect());
        return Err(SchemaError::NotASchema { keys: keys.unwrap_or_default() });
    }
    let mut all = Vec::new();
    for schema in &schemas {
        find_mappings(document, schema, &mut all)?;
    }
    let (users, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|found| found.is_of_users());
    let enabled = users.iter().filter(|found| is_enabled(found.mapping)).count();
    let (found, names) = match (users.len(), enabled) {
        (0, _) => {
            let found = others.iter().map(Found::words).collect();
            return Err(SchemaError::NoUserMapping { found });
        }
        (1, _) => (users.into_iter().next(), Vec::new()),
        (_, 1) => (users.into_iter().find(|found| is_enabled(found.mapping)), Vec::new()),
        _ => (None, users.iter().map(|found| found.text("name").to_owned()).collect()),
    };
    match found {
        Some(found) => Ok((found.schema.to_owned(), found.place)),
        None => Err(SchemaError::SeveralUserMappings { names }),
    }
}

/// Returns whether an object mapping is turned on; one that does not say is.
pub(super) fn is_enabled(mapping: &Value) -> bool {
    mapping.get("enabled").and_then(Value::as_bool).unwrap_or(true)
}

/// Returns the list at `pointer`; none counts as empty.
pub(super) fn list<'a>(document: &'a Value, pointer: &str) -> Result<&'a [Value], SchemaError> {
    match document.pointer(pointer) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(other) => Err(SchemaError::unknown_shape(pointer, Some(other))),
    }
}

/// Returns the attributes that the target directory defines for the mapped users; none when the
/// document does not hold that directory.
pub(super) fn target_attributes<'a>(schema: &'a Value, place: &Place) -> &'a [Value] {
    attributes(schema, place, ["targetDirectoryName", "targetObjectName"])
}

/// Returns the attributes that the source directory defines for the mapped users, likewise.
pub(super) fn source_attributes<'a>(schema: &'a Value, place: &Place) -> &'a [Value] {
    attributes(schema, place, ["sourceDirectoryName", "sourceObjectName"])
}

fn attributes<'a>(schema: &'a Value, place: &Place, [directory, object]: [&str; 2]) -> &'a [Value] {
    let name = |pointer: String| schema.pointer(&pointer).and_then(Value::as_str);
    let directory = name(format!("{}/{directory}", place.rule));
    let object = name(format!("{}/{object}", place.object_mapping));
    named(schema.get("directories"), directory)
        .and_then(|directory| named(directory.get("objects"), object))
        .and_then(|object| object.get("attributes")?.as_array())
        .map_or(&[], Vec::as_slice)
}

fn named<'a>(list: Option<&'a Value>, name: Option<&str>) -> Option<&'a Value> {
    let name = name?;
    list?.as_array()?.iter().find(|item| item.get("name").and_then(Value::as_str) == Some(name))
}

/// An object mapping.
struct Found<'a> {
    schema: &'a str,
    place: Place,
    mapping: &'a Value,
}

impl Found<'_> {
    fn text(&self, key: &str) -> &str {
        self.mapping.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// A SCIM user is named by its core or its enterprise schema, or by an extension of the
    /// application's own.
    fn is_of_users(&self) -> bool {
        let target = self.text("targetObjectName").to_ascii_lowercase();
        self.text("sourceObjectName").eq_ignore_ascii_case("User")
            && target.starts_with(SCIM_SCHEMAS)
            && target.ends_with(":user")
    }

    fn words(&self) -> String {
        format!("{} → {}", self.text("sourceObjectName"), self.text("targetObjectName"))
    }
}

/// Collects the pointers of schemas: the value itself, in a job or template, or in a list of these.
fn find_schemas(value: &Value, at: String, into: &mut Vec<String>) {
    if let Value::Array(items) = value {
        for (index, item) in items.iter().enumerate() {
            find_schemas(item, format!("{at}/{index}"), into);
        }
    } else if value.get("synchronizationRules").is_some() {
        into.push(at);
    } else if let Some(inner) = value.get("schema") {
        find_schemas(inner, format!("{at}/schema"), into);
    } else if let Some(inner @ Value::Array(_)) = value.get("value") {
        find_schemas(inner, format!("{at}/value"), into);
    }
}

fn find_mappings<'a>(
    document: &'a Value,
    schema: &'a str,
    into: &mut Vec<Found<'a>>,
) -> Result<(), SchemaError> {
    let rules = list(document, &format!("{schema}/synchronizationRules"))?;
    for rule in 0..rules.len() {
        let rule = format!("/synchronizationRules/{rule}");
        let mappings = list(document, &format!("{schema}{rule}/objectMappings"))?;
        for (index, mapping) in mappings.iter().enumerate() {
            let object_mapping = format!("{rule}/objectMappings/{index}");
            into.push(Found {
                schema,
                place: Place { rule: rule.clone(), object_mapping },
                mapping,
            });
        }
    }
    Ok(())
}
