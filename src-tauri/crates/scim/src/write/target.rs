//! A target's value, and where and in which type it stands in a body.

use serde_json::Value;

use crate::resource_type::Location;
use crate::schema::{self, Attribute, AttributeType};
use crate::{Path, ResourceType};

/// What Entra sends for one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetValue {
    /// One text; a Boolean is `True` or `False`, as mappings compute it.
    One(String),
    /// Several texts.
    Many(Vec<String>),
}

impl TargetValue {
    /// Returns whether two values are the same but for the case of letters.
    pub fn eq_ignore_case(&self, other: &TargetValue) -> bool {
        let same = |a: &str, b: &str| a == b || a.to_lowercase() == b.to_lowercase();
        match (self, other) {
            (TargetValue::One(a), TargetValue::One(b)) => same(a, b),
            (TargetValue::Many(a), TargetValue::Many(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            _ => false,
        }
    }
}

/// Returns whether a target is the user's manager, whom Entra sends on its own.
pub fn is_manager(target: &str) -> bool {
    target.parse::<Path>().is_ok_and(|path| {
        path.attribute.eq_ignore_ascii_case("manager") && path.sub_attribute.is_none()
    })
}

/// Returns what the schema says of the value at the end of a path.
pub(super) fn leaf(location: &Location, path: &Path) -> Option<&'static Attribute> {
    let attribute = location.attribute?;
    match &path.sub_attribute {
        Some(name) => schema::find(&attribute.sub_attributes, name),
        None => Some(attribute),
    }
}

/// Returns a value as JSON has it in a body that is typed: Booleans as such.
pub(super) fn typed(attribute: Option<&Attribute>, value: &TargetValue) -> Value {
    match value {
        TargetValue::One(text) => typed_text(attribute, text),
        TargetValue::Many(texts) => texts.iter().map(|text| complex(text)).collect(),
    }
}

pub(super) fn typed_text(attribute: Option<&Attribute>, text: &str) -> Value {
    let boolean = attribute.is_some_and(|attribute| attribute.kind == AttributeType::Boolean);
    match text.to_ascii_lowercase().as_str() {
        "true" if boolean => Value::Bool(true),
        "false" if boolean => Value::Bool(false),
        _ => Value::from(text),
    }
}

/// Returns one of several values: the object that the text holds (`AppRoleAssignmentsComplex` gives
/// such), else one with the text as `value`. The latter is our choice; it is not documented.
fn complex(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Value::Object(object),
        _ => serde_json::json!({ "value": text }),
    }
}

pub(super) fn locate(path: &Path) -> Location {
    ResourceType::User.locate(path)
}
