//! What one target receives over the whole directory, as it is shown.

use serde::{Deserialize, Serialize};

/// One frequent value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Frequent {
    /// The value.
    pub value: String,
    /// How many users send it.
    pub count: u32,
}

/// What one target receives. `filled + empty + errors + unknown` is the number of users.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetSummary {
    /// The target.
    pub target: String,
    /// Users for whom a value is sent.
    pub filled: u32,
    /// Users for whom nothing is sent.
    pub empty: u32,
    /// Different values.
    pub distinct: u32,
    /// Users whose value could not be computed.
    pub errors: u32,
    /// Users of whom nothing is known: an attribute was not exported.
    pub unknown: u32,
    /// The longest value in characters.
    pub longest: String,
    /// The most frequent values, up to five.
    pub frequent: Vec<Frequent>,
}
