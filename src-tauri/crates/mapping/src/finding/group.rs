//! A finding about people, with how many they are and the names of the first ones.

use footbridge_finding::Finding;
use serde::{Deserialize, Serialize};

/// How many people are named with a finding.
pub(crate) const EXAMPLES: usize = 5;

/// A finding about people, with some of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingGroup {
    /// What was found.
    pub finding: Finding,
    /// How many people it is about.
    pub count: u32,
    /// The user principal names of the first ones.
    pub examples: Vec<String>,
}
