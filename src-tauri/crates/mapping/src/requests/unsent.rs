//! A target for which a request sends nothing, and why.

use serde::{Deserialize, Serialize};

/// A target for which nothing is sent, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Unsent {
    /// The target.
    pub target: String,
    /// Why, as a sentence.
    pub reason: String,
}
