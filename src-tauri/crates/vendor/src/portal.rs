//! What a profile and its guide say of Entra's portal: its layouts, kinds of values to copy there, kinds
//! of proof that a step is done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which layout of the provisioning pages the admin's portal shows.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum PortalLayout {
    /// The newer one: `+ New configuration`, and a page `Connectivity`.
    #[default]
    Connectivity,
    /// The older one: `Get started`, and a section `Admin Credentials`.
    AdminCredentials,
}

/// Kinds of values to copy. Part of the profile format.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum CopyKind {
    /// A text.
    #[default]
    Text,
    /// The tenant URL.
    TenantUrl,
    /// The secret token.
    Token,
    /// A mapping expression.
    Expression,
}

/// Kinds of proof. Part of the profile format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Evidence {
    /// The admin looks, and ticks.
    Tick,
    /// Footbridge's own connection test.
    ConnectionTest,
    /// The number of people in the admin's own export.
    LicenceCount,
    /// The mapping table of Footbridge.
    Mappings,
}
