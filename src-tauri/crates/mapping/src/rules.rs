//! What a vendor demands of the mappings.
//!
//! Deliberately absent: any vendor's rules; they are data in its profile.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A vendor's demands on the mapping table. Empty rules demand nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// When given: the vendor accepts exactly these targets, no more and no fewer.
    pub exact: Option<Vec<String>>,
    /// When given: only this target may be a matching attribute, with precedence 1.
    pub matching_only: Option<String>,
    /// Targets that must be mapped and must have a value for every user.
    pub required: Vec<String>,
}
