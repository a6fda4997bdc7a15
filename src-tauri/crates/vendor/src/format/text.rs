//! Texts and links of a profile, and the names by which the schema marks values that need more than a
//! type.

use std::borrow::Cow;

use footbridge_finding::{Language, LocalizedText, Severity};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::address::in_one_form;

/// The schema's name of a text; the reader knows texts by it.
pub(crate) const TEXT_DEFINITION: &str = "LocalizedText";

/// The schema's `format` of values that the reader looks into.
pub(crate) mod fields {
    /// A web address: `https`, with a host, without credentials.
    pub(crate) const URL: &str = "uri";
    /// The address of a page: a web address on a public name.
    pub(crate) const PAGE: &str = "public-uri";
    /// A SCIM attribute that Entra can write to.
    pub(crate) const TARGET: &str = "scim-target";
    /// An expression of Entra's mapping language.
    pub(crate) const EXPRESSION: &str = "entra-expression";
    /// The name of a source attribute.
    pub(crate) const ATTRIBUTE: &str = "entra-attribute";
    /// A vendor's stable name: lower case, words joined by `-`.
    pub(crate) const VENDOR_ID: &str = "vendor-id";
    /// A step's stable name: letters and digits, starting in lower case.
    pub(crate) const STEP_ID: &str = "step-id";
}

/// A text in one or more languages; English is always there.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(crate) struct Text(LocalizedText);

impl Text {
    /// Returns the text in `language`, or else in English.
    pub(crate) fn in_language(&self, language: &Language) -> &str {
        self.0.in_language(language)
    }

    /// Returns each language's tag and text.
    pub(crate) fn languages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        TEXT_DEFINITION.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text keyed by language tag: `{ en = \"…\", nb = \"…\" }`. \
                English is required. Words of the portal stand in `backticks`.",
            "type": "object",
            "required": ["en"],
            "properties": { "en": { "type": "string", "minLength": 1 } },
            "propertyNames": { "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" },
            "additionalProperties": { "type": "string", "minLength": 1 },
        })
    }
}

/// The weight of a remark that states none.
pub(crate) fn info() -> Severity {
    Severity::Info
}

/// A page on the web.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct LinkEntry {
    /// What the page is.
    pub label: Text,
    /// Its address: `https`, on a public name.
    #[serde(deserialize_with = "in_one_form")]
    #[schemars(with = "String", extend("format" = fields::PAGE))]
    pub url: String,
}

pub(crate) fn severity_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": ["info", "warning", "error"] })
}
