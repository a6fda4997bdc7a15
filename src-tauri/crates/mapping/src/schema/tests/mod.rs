//! A table of cases over an export written for the tests, and properties of writing it back.

mod reading;
mod writing;

use serde_json::Value;

use super::entra_schema::EntraSchema;
use super::error::SchemaError;
use crate::table::mapping::{Mapping, Source};

/// The same file that the command line's test opens.
const EXPORT: &str = include_str!("../../../../../../tests/data/entra-schema.json");
const WORK_EMAIL: &str = r#"emails[type eq "work"].value"#;
const PRIMARY: &str = r#"emails[type eq "work"].primary"#;
const ACTIVE: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
const USERS: &str = "/synchronizationRules/0/objectMappings/1";

fn export() -> Value {
    serde_json::from_str(EXPORT).unwrap()
}

fn constant(value: &str, target: &str) -> Mapping {
    Mapping::new(Source::Constant { value: value.to_owned() }, target)
}

fn read(document: &Value) -> Result<EntraSchema, SchemaError> {
    EntraSchema::parse(&document.to_string())
}

/// Returns the attribute mapping of a target in a written schema.
fn item<'a>(schema: &'a Value, target: &str) -> &'a Value {
    let items = schema.pointer(USERS).and_then(|users| users["attributeMappings"].as_array());
    items.unwrap().iter().find(|item| item["targetAttributeName"] == target).unwrap()
}

fn written(schema: &EntraSchema, wanted: &[Mapping]) -> Value {
    serde_json::from_str(&schema.with_user_mappings(wanted)).unwrap()
}
