//! What a proof is asked for.

use footbridge_mapping::MappingTable;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// In which dialects a proof is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Dialects {
    /// In that of the tenant URL.
    #[default]
    OfTenantUrl,
    /// As without the flag.
    Plain,
    /// As with the flag.
    Flag,
    /// In both, and as Entra does it in other set-ups.
    Both,
}

/// What a proof is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Subjects {
    /// A made-up person.
    Users,
    /// A made-up group, with two made-up people who are created for it.
    Groups,
    /// Both.
    #[default]
    UsersAndGroups,
}

/// What a proof is asked for.
#[derive(Debug, Clone)]
pub struct ProofRequest {
    /// What makes values of the invented attributes.
    pub table: MappingTable,
    /// The domain of the made-up addresses.
    pub domain: String,
    /// In which dialects.
    pub dialects: Dialects,
    /// What it is about.
    pub subjects: Subjects,
    /// A random number that nobody has: the names are made of it.
    pub guid: Uuid,
    /// The present moment.
    pub now: Timestamp,
}
