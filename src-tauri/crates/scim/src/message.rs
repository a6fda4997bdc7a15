//! The messages of the protocol: list responses and errors (RFC 7644 §3.4.2 and §3.12).

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::{Resource, urn};

/// The answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct ListResponse {
    /// How many resources match, on this page and others.
    pub total_results: usize,
    /// The first one's position among the matches, counted from 1.
    pub start_index: usize,
    /// The resources of this page.
    pub resources: Vec<Resource>,
}

impl Serialize for ListResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut message = serializer.serialize_struct("ListResponse", 5)?;
        message.serialize_field("schemas", &[urn::LIST_RESPONSE])?;
        message.serialize_field("totalResults", &self.total_results)?;
        message.serialize_field("Resources", &self.resources)?;
        message.serialize_field("startIndex", &self.start_index)?;
        message.serialize_field("itemsPerPage", &self.resources.len())?;
        message.end()
    }
}

/// An error, as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status}: {detail}")]
pub struct ScimError {
    /// The HTTP status.
    pub status: u16,
    /// What kind of bad request it was.
    pub scim_type: Option<ScimType>,
    /// A sentence for the people of the other side.
    pub detail: String,
}

/// The kinds of errors that have a keyword (RFC 7644 §3.12, table 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScimType {
    /// The filter cannot be read.
    InvalidFilter,
    /// Another resource has this value.
    Uniqueness,
    /// The attribute cannot be changed.
    Mutability,
    /// The body cannot be read.
    InvalidSyntax,
    /// The path of a PATCH operation cannot be read.
    InvalidPath,
    /// A PATCH operation applies to nothing.
    NoTarget,
    /// A value is missing or does not fit its attribute.
    InvalidValue,
}

impl ScimType {
    /// Returns the keyword, such as `invalidFilter`.
    pub fn keyword(self) -> &'static str {
        match self {
            ScimType::InvalidFilter => "invalidFilter",
            ScimType::Uniqueness => "uniqueness",
            ScimType::Mutability => "mutability",
            ScimType::InvalidSyntax => "invalidSyntax",
            ScimType::InvalidPath => "invalidPath",
            ScimType::NoTarget => "noTarget",
            ScimType::InvalidValue => "invalidValue",
        }
    }
}

impl ScimError {
    /// Returns an error without a keyword.
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        ScimError { status, scim_type: None, detail: detail.into() }
    }

    /// Returns an error of that kind, with the status that goes with it.
    pub fn of(scim_type: ScimType, detail: impl Into<String>) -> Self {
        let status = if scim_type == ScimType::Uniqueness { 409 } else { 400 };
        ScimError { status, scim_type: Some(scim_type), detail: detail.into() }
    }
}

impl Serialize for ScimError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut message = serializer.serialize_struct("Error", 4)?;
        message.serialize_field("schemas", &[urn::ERROR])?;
        if let Some(scim_type) = self.scim_type {
            message.serialize_field("scimType", scim_type.keyword())?;
        }
        message.serialize_field("detail", &self.detail)?;
        // A string, as RFC 7644 has it in its examples.
        message.serialize_field("status", &self.status.to_string())?;
        message.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_have_the_documented_form() {
        let empty = ListResponse { total_results: 0, start_index: 1, resources: Vec::new() };
        assert_eq!(
            serde_json::to_string(&empty).unwrap(),
            r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[],"startIndex":1,"itemsPerPage":0}"#,
            "what Entra expects of its probe"
        );
        let error = ScimError::of(ScimType::Uniqueness, "taken");
        assert_eq!(
            serde_json::to_string(&error).unwrap(),
            r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"uniqueness","detail":"taken","status":"409"}"#,
            "RFC 7644 §3.12"
        );
    }
}
