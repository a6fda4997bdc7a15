//! The shape of a profile file, version 1: exactly what a vendor writes, before anything is
//! looked up or filled in. `PROFILE.md` explains it; the JSON Schema is generated from here.
//!
//! Keys are in snake case, as TOML files usually are; names of choices are spelt as in Footbridge's
//! JSON. Unknown keys are refused by the reader, which walks the same schema.
//!
//! What the entries mean together is [`crate::Profile`].

mod guide;
mod text;

use footbridge_finding::Severity;
use footbridge_mapping::{ProfileMapping, Rules};
use footbridge_token::RecipeKind;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

pub(crate) use guide::{
    ActionEntry, Conditions, GuideSection, MAPPING_FORMATS, MappingSelection, PageEntry,
    ProofEntry, QuestionEntry, StepEntry, WarningEntry,
};
use text::severity_schema;
pub(crate) use text::{LinkEntry, TEXT_DEFINITION, Text, fields};

use crate::address::in_one_form_if_any;

/// The version of the format that this reader knows.
pub const FORMAT_VERSION: u32 = 1;

/// A vendor profile: everything Footbridge knows of one vendor.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(title = "Footbridge vendor profile")]
pub(crate) struct ProfileFile {
    /// The version of this format: `1`.
    #[schemars(schema_with = "version_schema")]
    #[expect(dead_code, reason = "the reader looks at it before it reads anything else")]
    pub format: u32,
    /// Who the vendor is, and what the admin should know before starting.
    pub vendor: VendorSection,
    /// The enterprise application that the admin creates.
    pub application: ApplicationSection,
    /// The secret token: how it is made, and where its parts are found.
    pub token: TokenSection,
    /// The tenant URL: the same for everybody, or where the admin finds it.
    pub tenant_url: TenantUrlSection,
    /// What is provisioned.
    pub objects: ObjectsSection,
    /// What the connection test should expect.
    #[serde(default)]
    pub connection: ConnectionSection,
    /// The attribute mappings of users.
    pub mapping: MappingSection,
    /// The steps in the portal.
    pub guide: GuideSection,
}

/// Who the vendor is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct VendorSection {
    /// A stable name in lower case, such as `secure-practice`; part of saved state.
    #[schemars(pattern("^[a-z0-9]+(-[a-z0-9]+)*$"), extend("format" = fields::VENDOR_ID))]
    pub id: String,
    /// The vendor's name as it writes it.
    #[schemars(length(min = 1))]
    pub name: String,
    /// One line for the card: what the token is made of, what is provisioned.
    pub line: Text,
    /// `true` only for the entry that stands for every other vendor; shown last.
    #[serde(default)]
    pub other: bool,
    /// Words a person may search for: product names, old names.
    #[serde(default)]
    pub search_words: Vec<String>,
    /// How many minutes the set-up takes.
    pub minutes: Minutes,
    /// What the vendor's side asks for, such as an admin role; Entra's own needs are added.
    pub needs: Vec<Text>,
    /// What is worth knowing before the start.
    #[serde(default)]
    pub notes: Vec<NoteEntry>,
    /// Questions that people ask, and their answers.
    #[serde(default)]
    pub questions: Vec<FaqEntry>,
    /// Pages of the vendor that help.
    #[serde(default)]
    pub links: Vec<LinkEntry>,
}

/// How long the set-up takes.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub(crate) struct Minutes {
    /// When all goes well.
    #[schemars(range(min = 1, max = 1000))]
    pub from: u32,
    /// When it does not.
    #[schemars(range(min = 1, max = 1000))]
    pub to: u32,
}

/// A remark with its weight.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct NoteEntry {
    /// `info`, `warning` or `error`.
    #[serde(default = "text::info")]
    #[schemars(schema_with = "severity_schema")]
    pub severity: Severity,
    /// The remark.
    pub text: Text,
}

/// A question and its answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct FaqEntry {
    /// The question, as a person would ask it.
    pub question: Text,
    /// The answer.
    pub answer: Text,
}

/// The enterprise application.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct ApplicationSection {
    /// The name that the guide suggests; fills `{app_name}`.
    #[schemars(length(min = 1))]
    pub name: String,
}

/// The secret token.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct TokenSection {
    /// How the token is made: `base64KeySecret`, `joinedKeySecret`, `verbatim` or `ready`.
    pub recipe: RecipeKind,
    /// What the vendor calls the key; needed when the token is made of key and secret.
    pub key_label: Option<Text>,
    /// What the vendor calls the secret; needed when the token is made of key and secret.
    pub secret_label: Option<Text>,
    /// What the vendor calls the token or the credential that is used as it is.
    pub token_label: Option<Text>,
    /// Whether a ready token may be pasted instead of key and secret.
    #[serde(default)]
    pub accepts_ready_token: bool,
    /// The way to it in the vendor's portal, one step an entry.
    #[schemars(length(min = 1))]
    pub r#where: Vec<Text>,
    /// Where that way starts.
    pub link: Option<LinkEntry>,
    /// After how many days the token expires, when the vendor says so.
    #[schemars(range(min = 1, max = 36_500))]
    pub expires_after_days: Option<u32>,
    /// What is known of its expiry, and what happens then.
    pub expiry_text: Option<Text>,
}

/// The tenant URL: `fixed`, or asked of the admin.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct TenantUrlSection {
    /// The URL that is the same for every customer.
    #[serde(default, deserialize_with = "in_one_form_if_any")]
    #[schemars(with = "Option<String>", extend("format" = fields::URL))]
    pub fixed: Option<String>,
    /// An example of a customer's own URL.
    pub example: Option<String>,
    /// Where the admin finds it, or what is worth knowing of it.
    pub r#where: Text,
}

/// What is provisioned.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub(crate) struct ObjectsSection {
    /// Whether users are.
    pub users: bool,
    /// Whether groups can be.
    pub groups: bool,
}

/// What the connection test should expect.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
pub(crate) struct ConnectionSection {
    /// Answers slower than this many milliseconds are remarked on.
    #[schemars(range(min = 1, max = 600_000))]
    pub slow_after_ms: Option<u32>,
}

/// Which table a profile's mappings start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Base {
    /// The mappings that Entra gives a new non-gallery application.
    EntraDefaults,
}

/// The attribute mappings of users.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct MappingSection {
    /// The table to start from; left out: an empty one.
    pub extends: Option<Base>,
    /// Targets of the base table that are taken out.
    #[serde(default)]
    #[schemars(schema_with = "targets_schema")]
    pub remove: Vec<String>,
    /// Mappings that stand in place of the base table's mapping of the same target.
    #[serde(default)]
    pub replace: Vec<ProfileMapping>,
    /// Mappings of further targets.
    #[serde(default)]
    pub add: Vec<ProfileMapping>,
    /// What the vendor demands of the table.
    #[serde(default)]
    pub rules: Rules,
    /// The rules and advice in words, one sentence an entry.
    #[serde(default)]
    pub words: Vec<Text>,
    /// Sources that may hold a target's value, where that varies from tenant to tenant.
    #[serde(default)]
    pub suggestions: Vec<SuggestionEntry>,
}

/// Sources that may hold a target's value.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct SuggestionEntry {
    /// The target.
    #[schemars(extend("format" = fields::TARGET))]
    pub target: String,
    /// Source attributes to try, the likeliest first.
    #[serde(default)]
    #[schemars(schema_with = "attributes_schema")]
    pub sources: Vec<String>,
    /// What the target is for, and what to check.
    pub note: Text,
}

fn version_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "integer", "const": FORMAT_VERSION })
}

fn targets_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string", "format": fields::TARGET } })
}

fn attributes_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string", "format": fields::ATTRIBUTE } })
}
