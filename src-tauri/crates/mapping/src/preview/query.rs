//! The conditions of a list of people.

use serde::{Deserialize, Serialize};

/// Which people to list. Conditions that are given must all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PeopleQuery {
    /// Words that must occur in names, addresses, job or department; empty for everybody.
    pub search: String,
    /// The code of a finding.
    pub finding: Option<String>,
    /// A node of the tree: names from the top, empty names for "without this level".
    pub path: Option<Vec<String>>,
    /// A value that a target receives.
    pub sent: Option<SentValue>,
    /// How many people to pass over.
    pub offset: u32,
    /// How many people to return at most; never more than 1,000.
    pub limit: u32,
}

/// What a target receives, as a condition for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SentValue {
    /// The target.
    pub target: String,
    /// The value exactly as it is sent; `None` for people for whom nothing is sent.
    pub value: Option<String>,
}
