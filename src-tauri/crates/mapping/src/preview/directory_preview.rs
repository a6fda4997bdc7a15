//! What a preview of a whole directory shows: counts and findings, no single values.

use serde::{Deserialize, Serialize};

use crate::column::summary::TargetSummary;
use crate::finding::forecast::FailureForecast;
use crate::finding::group::FindingGroup;
use crate::organisation::tree::OrganisationTree;
use crate::scope::Licences;

/// The preview of the whole directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryPreview {
    /// How many users there are in scope.
    pub users: u32,
    /// How many accounts the scope creates, for the licences that they need.
    pub licences: Licences,
    /// How many of these users Entra would fail to provision.
    pub forecast: FailureForecast,
    /// What each target receives, in the table's order.
    pub targets: Vec<TargetSummary>,
    /// What was found about people: the most serious first.
    pub findings: Vec<FindingGroup>,
    /// The organisation chart that would arise.
    pub tree: OrganisationTree,
}
