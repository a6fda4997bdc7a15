//! The shape of the guide's steps, in a profile and in the common guide.

use footbridge_finding::Severity;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::text::{LinkEntry, Text, fields, info, severity_schema};
use crate::portal::{CopyKind, Evidence, PortalLayout};

/// The steps in the portal, in order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct GuideSection {
    /// The steps: common ones by `use`, or the vendor's own.
    #[schemars(length(min = 1))]
    pub steps: Vec<StepEntry>,
}

/// One step, on one page of the portal.
///
/// With `use` it is the common step of that name, and what else is written here replaces its part;
/// `warnings` are added to the common ones. Without `use` it is the vendor's own step.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(extend("anyOf" = [
    { "required": ["use"] },
    { "required": ["id", "title", "pages", "actions", "proof"] },
]))]
pub(crate) struct StepEntry {
    /// The common step's name.
    pub r#use: Option<String>,
    /// A stable name; ticks are saved under it. Taken from `use` when left out.
    #[schemars(schema_with = "step_id_schema")]
    pub id: Option<String>,
    /// Shown only when all of these hold.
    pub when: Conditions,
    /// Not shown when all of these hold.
    pub unless: Option<Conditions>,
    /// A few words.
    pub title: Option<Text>,
    /// The portal's page; the first whose conditions hold is taken.
    pub pages: Vec<PageEntry>,
    /// What the admin does, in order; three to five read well.
    pub actions: Vec<ActionEntry>,
    /// What can go wrong here.
    pub warnings: Vec<WarningEntry>,
    /// How the admin knows that the step is done.
    pub proof: Option<ProofEntry>,
}

/// A page of the portal, and how Footbridge sketches it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct PageEntry {
    /// Taken only when all of these hold.
    #[serde(default)]
    pub when: Conditions,
    /// The page in words: `Provisioning › Connectivity`.
    pub page: Text,
    /// The entries of its left menu that help to find the way; empty: no sketch.
    #[serde(default)]
    pub menu: Vec<Text>,
    /// The menu's entry that is open.
    pub active: Option<Text>,
    /// The button that ends the step.
    pub button: Option<Text>,
    /// The fields to fill in, in the page's order.
    #[serde(default)]
    pub fields: Vec<Text>,
    /// Where the way to the page starts.
    pub link: Option<LinkEntry>,
}

/// One thing to do.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct ActionEntry {
    /// The instruction, with the portal's words in `backticks`.
    pub text: Text,
    /// Values to copy, in the order of the portal's form.
    #[serde(default)]
    pub values: Vec<ValueEntry>,
    /// Repeats the action for each of these mappings, with `{source}` and `{target}` filled in and
    /// the values of the portal's mapping form.
    pub each: Option<MappingSelection>,
    /// Adds one value for each of these mappings.
    pub list: Option<MappingSelection>,
    /// Shown only when all of these hold.
    #[serde(default)]
    pub when: Conditions,
    /// Not shown when all of these hold.
    pub unless: Option<Conditions>,
}

/// A remark on a step, with its weight.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct WarningEntry {
    /// `info` (left out), `warning` or `error`.
    #[serde(default = "info")]
    #[schemars(schema_with = "severity_schema")]
    pub severity: Severity,
    /// The remark.
    pub text: Text,
    /// Shown only when all of these hold.
    #[serde(default)]
    pub when: Conditions,
    /// Not shown when all of these hold.
    pub unless: Option<Conditions>,
}

/// Mappings of the admin's own table, compared with what Entra starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum MappingSelection {
    /// All of them.
    All,
    /// Those whose target Entra does not map by default.
    Added,
    /// Those that differ from Entra's mapping of the same target.
    Changed,
    /// Entra's mappings that the table does not have.
    Removed,
    /// Those whose target is a custom extension attribute.
    Custom,
}

/// A value to copy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct ValueEntry {
    /// The field's name in the portal.
    pub label: Text,
    /// What kind of value it is.
    #[serde(default)]
    pub kind: CopyKind,
    /// The value of a text or an expression; the tenant URL and the token are filled in.
    #[serde(default)]
    pub value: String,
}

/// How the admin knows that a step is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct ProofEntry {
    /// What Footbridge can hold beside it.
    pub kind: Evidence,
    /// What to look for. `{users}` is the number of people in the admin's own export.
    pub text: Text,
    /// Stands in for `text` while that number is not known.
    pub text_without_users: Option<Text>,
}

/// Conditions that must all hold; none given: always.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct Conditions {
    /// Whether an enterprise application for single sign-on of this vendor exists.
    pub sso_application: Option<bool>,
    /// Whether a second application had to be created for provisioning.
    pub second_application: Option<bool>,
    /// Whether groups are provisioned; never, where the vendor does not take groups.
    pub groups: Option<bool>,
    /// Which layout the admin's portal shows.
    pub portal: Option<PortalLayout>,
    /// Whether the mapping table has targets that Entra does not map by default.
    pub added_mappings: Option<bool>,
    /// Whether the mapping table has mappings that differ from Entra's defaults.
    pub changed_mappings: Option<bool>,
    /// Whether Entra's defaults have mappings that the table does not.
    pub removed_mappings: Option<bool>,
    /// Whether the mapping table has a custom extension attribute.
    pub custom_mappings: Option<bool>,
    /// A SCIM attribute that the mapping table maps.
    #[schemars(extend("format" = fields::TARGET))]
    pub maps: Option<String>,
    /// Whether the tenant URL carries Entra's flag `aadOptscim062020`.
    pub scim_flag: Option<bool>,
}

/// A question of the common guide about the admin's situation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct QuestionEntry {
    /// Asked only when all of these hold.
    #[serde(default)]
    pub when: Conditions,
    /// The question.
    pub question: Text,
    /// The answers.
    pub choices: Vec<ChoiceEntry>,
}

/// One answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct ChoiceEntry {
    /// `true`, `false`, or the portal's layout.
    pub value: String,
    /// The answer in words.
    pub label: Text,
}

fn step_id_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": "^[a-z][A-Za-z0-9]*$",
        "format": fields::STEP_ID,
    })
}

// The formats are also set on the mapping crate's own entries; see `schema`.
pub(crate) const MAPPING_FORMATS: [(&str, &str); 3] =
    [("direct", fields::ATTRIBUTE), ("expression", fields::EXPRESSION), ("target", fields::TARGET)];
