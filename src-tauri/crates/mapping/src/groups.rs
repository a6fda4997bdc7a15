//! The groups that a vendor would make of the people, where it groups them by a target's value.
//!
//! Deliberately absent: groups of Entra's own, which are provisioned as such.

use std::collections::HashMap;

use footbridge_directory::Directory;
use serde::{Deserialize, Serialize};

use crate::compiled::Context;
use crate::evaluate::{Evaluated, Evaluator};
use crate::set::MappingSet;

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorGroup {
    /// The value that its people share, as it is sent.
    pub name: String,
    /// How many people are in it.
    pub count: u32,
}

/// The groups as they would arise. The counts and `without` add up to everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorGroups {
    /// The target by whose value people are grouped.
    pub target: String,
    /// The groups, the largest first, then by name.
    pub groups: Vec<VendorGroup>,
    /// How many people are in no group, for want of a value.
    pub without: u32,
}

impl VendorGroups {
    /// Returns the groups that the vendor would make; `None` when it groups by no target.
    ///
    /// Values that differ in anything make different groups. A target that is not mapped leaves
    /// everybody without a group.
    pub fn new(directory: &Directory, set: &MappingSet, context: &Context) -> Option<Self> {
        let target = set.rules().grouped_by.clone()?;
        let evaluator = Evaluator::new(directory, set, context);
        let id = evaluator.ids().find(|id| evaluator.target(*id) == target);
        let mut counts: HashMap<String, u32> = HashMap::new();
        let mut without = directory.users();
        if let Some(id) = id {
            // Where values repeat each is computed once.
            let attribute =
                evaluator.only_attribute(id).filter(|it| directory.codes(*it).is_some());
            let mut by_code: HashMap<u32, Option<String>> = HashMap::new();
            for row in 0..directory.users() {
                let computed = || match evaluator.evaluate(id, row) {
                    Evaluated::Sent { value, .. } => Some(value.text().into_owned()),
                    _ => None,
                };
                let name = match attribute {
                    Some(it) => {
                        by_code.entry(directory.code(row, it)).or_insert_with(computed).clone()
                    }
                    None => computed(),
                };
                if let Some(name) = name {
                    *counts.entry(name).or_default() += 1;
                    without -= 1;
                }
            }
        }
        let mut groups: Vec<VendorGroup> =
            counts.into_iter().map(|(name, count)| VendorGroup { name, count }).collect();
        groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        Some(VendorGroups { target, groups, without })
    }
}
