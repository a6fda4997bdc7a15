//! `attributes` and `excludedAttributes`: which parts of a resource are returned
//! (RFC 7644 §3.4.2.5).
//!
//! The built-in schemas have no attribute that is returned only on request.

use serde_json::{Map, Value};

use crate::{Path, Resource, ResourceType, ScimError, ScimType};

/// The attributes that every answer holds.
const ALWAYS: [&str; 2] = ["schemas", "id"];

/// What to return of a resource. The default is everything.
#[derive(Debug, Clone, Default)]
pub struct Projection {
    only: Vec<String>,
    without: Vec<String>,
}

/// What a list of names says of one attribute.
enum Named {
    Not,
    Whole,
    Parts(Vec<String>),
}

impl Projection {
    /// Reads the two lists of names.
    ///
    /// # Errors
    /// Fails with `invalidValue` when a name is no attribute path.
    pub fn new(only: Vec<String>, without: Vec<String>) -> Result<Self, ScimError> {
        for name in only.iter().chain(&without) {
            if name.parse::<Path>().is_err() {
                let detail = format!("`{name}` is not an attribute");
                return Err(ScimError::of(ScimType::InvalidValue, detail));
            }
        }
        Ok(Projection { only, without })
    }

    /// Returns the parts of a resource that were asked for.
    pub fn apply(&self, kind: ResourceType, resource: &Resource) -> Resource {
        let mut kept = Map::new();
        for (key, value) in resource {
            let value = match value.as_object() {
                Some(attributes) if key.contains(':') => {
                    let mut inner = Map::new();
                    for (name, value) in attributes {
                        inner.extend(
                            self.part(kind, Some(key), name, value).map(|v| (name.clone(), v)),
                        );
                    }
                    Some(Value::Object(inner))
                        .filter(|v| v.as_object().is_some_and(|o| !o.is_empty()))
                }
                _ => self.part(kind, None, key, value),
            };
            kept.extend(value.map(|value| (key.clone(), value)));
        }
        kept
    }

    fn part(
        &self,
        kind: ResourceType,
        extension: Option<&str>,
        name: &str,
        value: &Value,
    ) -> Option<Value> {
        if extension.is_none() && ALWAYS.contains(&name) {
            return Some(value.clone());
        }
        let wanted = if self.only.is_empty() {
            value.clone()
        } else {
            match named(&self.only, kind, extension, name) {
                Named::Not => return None,
                Named::Whole => value.clone(),
                Named::Parts(parts) => {
                    retain(value, |part| parts.iter().any(|p| p.eq_ignore_ascii_case(part)))
                }
            }
        };
        match named(&self.without, kind, extension, name) {
            Named::Not => Some(wanted),
            Named::Whole => None,
            Named::Parts(parts) => {
                Some(retain(&wanted, |part| !parts.iter().any(|p| p.eq_ignore_ascii_case(part))))
            }
        }
    }
}

fn named(names: &[String], kind: ResourceType, extension: Option<&str>, attribute: &str) -> Named {
    let mut parts = Vec::new();
    for name in names {
        if extension.is_some_and(|urn| urn.eq_ignore_ascii_case(name)) {
            return Named::Whole;
        }
        let Ok(path) = name.parse::<Path>() else { continue };
        let location = kind.locate(&path);
        let same_holder = match (&location.extension, extension) {
            (None, None) => true,
            (Some(one), Some(two)) => one.eq_ignore_ascii_case(two),
            _ => false,
        };
        if same_holder && location.name.eq_ignore_ascii_case(attribute) {
            match path.sub_attribute {
                None => return Named::Whole,
                Some(part) => parts.push(part),
            }
        }
    }
    if parts.is_empty() { Named::Not } else { Named::Parts(parts) }
}

/// Returns a complex value, or each of several, with some of its parts.
fn retain(value: &Value, keep: impl Fn(&str) -> bool) -> Value {
    let some = |value: &Value| match value {
        Value::Object(object) => Value::Object(
            object
                .iter()
                .filter(|(name, _)| keep(name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        ),
        simple => simple.clone(),
    };
    match value {
        Value::Array(elements) => Value::Array(elements.iter().map(some).collect()),
        single => some(single),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_projection_keeps_what_was_asked_for() {
        let enterprise = crate::urn::ENTERPRISE_USER;
        let user = json!({
            "schemas": [], "id": "1", "userName": "a", "title": "T",
            "name": {"givenName": "G", "familyName": "F"},
            "emails": [{"type": "work", "value": "w"}, {"type": "home", "value": "h"}],
            enterprise: {"department": "D", "division": "V"}
        });
        let user = user.as_object().unwrap();
        let department = format!("{enterprise}:department");
        let cases = [
            (
                vec!["username"],
                vec![],
                json!({"schemas": [], "id": "1", "userName": "a"}),
                "a name",
            ),
            (
                vec!["name.givenName", "emails.value"],
                vec![],
                json!({"schemas": [], "id": "1", "name": {"givenName": "G"}, "emails": [{"value": "w"}, {"value": "h"}]}),
                "parts",
            ),
            (
                vec![department.as_str()],
                vec![],
                json!({"schemas": [], "id": "1", enterprise: {"department": "D"}}),
                "an attribute of an extension",
            ),
            (
                vec![enterprise],
                vec![],
                json!({"schemas": [], "id": "1", enterprise: {"department": "D", "division": "V"}}),
                "a whole extension",
            ),
            (
                vec![],
                vec!["emails", "name.familyName", enterprise, "id"],
                json!({"schemas": [], "id": "1", "userName": "a", "title": "T", "name": {"givenName": "G"}}),
                "everything but; the id always stays",
            ),
        ];
        for (only, without, expected, why) in cases {
            let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
            let projection = Projection::new(owned(only), owned(without)).unwrap();
            let kept = projection.apply(ResourceType::User, user);
            assert_eq!(Value::Object(kept), expected, "{why}");
        }
    }
}
