//! Schemas: what attributes a resource has, and what they hold (RFC 7643 §7 and §8.7).
//!
//! The built-in schemas are data, in `schemas/*.json`, with the characteristics left out that have
//! their default value. They are those of RFC 7643 §8.7.1, with one difference that is our choice:
//! a group's `displayName` is unique, because Entra finds groups by it and asks for that.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A schema, serialised as `/Schemas` shows it, without its `schemas` and `meta`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Schema {
    /// The URN.
    pub id: String,
    /// The name for people.
    pub name: String,
    /// What it describes.
    pub description: String,
    /// The attributes, in the order in which they are shown.
    pub attributes: Vec<Attribute>,
}

/// An attribute or a sub-attribute and its characteristics (RFC 7643 §2.2 and §7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attribute {
    /// The name, in the spelling of the schema; compared without regard to case.
    pub name: String,
    /// What a value is.
    #[serde(rename = "type", default)]
    pub kind: AttributeType,
    /// Whether there can be several values.
    #[serde(default)]
    pub multi_valued: bool,
    /// Whether a resource must have a value.
    #[serde(default)]
    pub required: bool,
    /// Whether letter case matters when values are compared.
    #[serde(default)]
    pub case_exact: bool,
    /// Who can set it.
    #[serde(default)]
    pub mutability: Mutability,
    /// When it is returned.
    #[serde(default)]
    pub returned: Returned,
    /// Whether two resources can have the same value.
    #[serde(default)]
    pub uniqueness: Uniqueness,
    /// Suggested values, such as `work` and `home`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub canonical_values: Vec<String>,
    /// What a reference can point at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reference_types: Vec<String>,
    /// The parts of a complex attribute.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_attributes: Vec<Attribute>,
}

/// What the values of an attribute are (RFC 7643 §2.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AttributeType {
    /// Text.
    #[default]
    String,
    /// `true` or `false`.
    Boolean,
    /// A number, with or without a fraction.
    Decimal,
    /// A whole number.
    Integer,
    /// A point in time, as in XML Schema.
    DateTime,
    /// Bytes in base64.
    Binary,
    /// A URI.
    Reference,
    /// An object with sub-attributes.
    Complex,
}

/// Who can set an attribute (RFC 7643 §7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mutability {
    /// Only the server.
    ReadOnly,
    /// The client, at any time.
    #[default]
    ReadWrite,
    /// The client, once.
    Immutable,
    /// The client, who can never read it back.
    WriteOnly,
}

/// When an attribute is returned (RFC 7643 §7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Returned {
    /// In every answer.
    Always,
    /// In none.
    Never,
    /// Unless the request says otherwise.
    #[default]
    Default,
    /// Only when the request asks for it.
    Request,
}

/// Whether two resources can have the same value (RFC 7643 §7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Uniqueness {
    /// They can.
    #[default]
    None,
    /// Not on the same server.
    Server,
    /// Nowhere.
    Global,
}

impl Attribute {
    /// Returns the sub-attribute of that name, in any letter case.
    pub fn sub_attribute(&self, name: &str) -> Option<&Attribute> {
        find(&self.sub_attributes, name)
    }
}

/// Returns the attribute of that name, in any letter case.
pub(crate) fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

/// The attributes that every resource has (RFC 7643 §3.1); they belong to no schema.
pub(crate) static COMMON: LazyLock<Vec<Attribute>> =
    LazyLock::new(|| built_in(include_str!("../schemas/common.json")));

/// The core schema of a user.
pub(crate) static USER: LazyLock<Schema> =
    LazyLock::new(|| built_in(include_str!("../schemas/user.json")));

/// The core schema of a group.
pub(crate) static GROUP: LazyLock<Schema> =
    LazyLock::new(|| built_in(include_str!("../schemas/group.json")));

/// The enterprise extension of a user.
pub(crate) static ENTERPRISE_USER: LazyLock<Schema> =
    LazyLock::new(|| built_in(include_str!("../schemas/enterprise_user.json")));

#[expect(clippy::expect_used, reason = "the schemas are compiled in and covered by a test")]
fn built_in<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the built-in schemas are valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_schemas_are_valid() {
        let ids = [&USER.id, &GROUP.id, &ENTERPRISE_USER.id];
        assert_eq!(
            ids,
            [crate::urn::USER, crate::urn::GROUP, crate::urn::ENTERPRISE_USER],
            "each file is the schema that the code takes it for"
        );
        assert!(find(&COMMON, "ExternalID").is_some(), "names are compared without case");
    }
}
