//! The value at a target of a resource, wherever the server that sent it has it.

use serde_json::Value;

use crate::resource_type::get;
use crate::schema::{Attribute, AttributeType};
use crate::{Path, Resource, ResourceType};

impl ResourceType {
    /// Returns the value at a target such as `name.givenName` or `emails[type eq "work"].value`.
    ///
    /// Names are compared without regard to case. Of several values that are selected the first one
    /// that has the part counts.
    pub fn value_at<'a>(self, resource: &'a Resource, target: &str) -> Option<&'a Value> {
        let path: Path = target.parse().ok()?;
        let location = self.locate(&path);
        let value = location.value(resource)?;
        let parts = location.attribute.map_or(&[][..], |it| it.sub_attributes.as_slice());
        let elements = match value {
            Value::Array(elements) => elements.as_slice(),
            single => std::slice::from_ref(single),
        };
        let chosen = |element: &&Value| {
            path.selector.as_ref().is_none_or(|selector| selector.selects(parts, element))
        };
        match &path.sub_attribute {
            Some(part) => elements.iter().filter(chosen).find_map(|it| get(it.as_object()?, part)),
            None if path.selector.is_some() => elements.iter().find(chosen),
            None => Some(value),
        }
    }

    /// Returns whether the schema says that a target holds a Boolean.
    pub fn is_boolean(self, target: &str) -> bool {
        self.leaf(target).is_some_and(|leaf| leaf.kind == AttributeType::Boolean)
    }

    /// Returns whether a target is one of an extension's, such as a user's department.
    pub fn is_of_extension(self, target: &str) -> bool {
        target.parse::<Path>().is_ok_and(|path| self.locate(&path).extension.is_some())
    }

    /// Returns whether the schema says that the case of letters counts in a target.
    pub fn is_case_exact(self, target: &str) -> bool {
        self.leaf(target).is_some_and(|leaf| leaf.case_exact)
    }

    /// Returns what the schema says of the value at the end of a target's path.
    fn leaf(self, target: &str) -> Option<&'static Attribute> {
        let path: Path = target.parse().ok()?;
        let attribute = self.locate(&path).attribute?;
        match &path.sub_attribute {
            Some(part) => attribute.sub_attribute(part),
            None => Some(attribute),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::urn;

    #[test]
    fn value_at_a_target_is_found() {
        let department = format!("{}:department", urn::ENTERPRISE_USER);
        let user = json!({
            "UserName": "kari", "active": "False", "name": {"givenName": "Kari"},
            "emails": [{"type": "home", "value": "h"}, {"type": "Work", "value": "w"}],
            "phoneNumbers": {"type": "work", "value": "1"},
            urn::ENTERPRISE_USER: {"department": "Salg", "manager": {"value": "7"}},
        });
        let user = user.as_object().unwrap();
        let cases = [
            ("userName", Some(json!("kari"))),
            ("active", Some(json!("False"))),
            ("name.givenName", Some(json!("Kari"))),
            ("name.familyName", None),
            (r#"emails[type eq "work"].value"#, Some(json!("w"))),
            (r#"emails[type eq "other"].value"#, None),
            (r#"phoneNumbers[type eq "work"].value"#, Some(json!("1"))),
            (&department, Some(json!("Salg"))),
            ("manager", Some(json!({"value": "7"}))),
            ("title", None),
            ("no path [", None),
        ];
        for (target, expected) in cases {
            let found = ResourceType::User.value_at(user, target);
            assert_eq!(found, expected.as_ref(), "{target}");
        }
        assert!(ResourceType::User.is_boolean("active"));
        assert!(!ResourceType::User.is_boolean("title"));
        assert!(ResourceType::User.is_of_extension(&department));
        assert!(!ResourceType::User.is_of_extension("title"));
        assert!(ResourceType::User.is_case_exact("externalId"));
        assert!(!ResourceType::User.is_case_exact("userName"));
    }
}
