//! The groups that a vendor would make of the people, where it groups them by a target's value. Groups
//! of Entra's own are provisioned as such and have no part in this.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::column::names::bounded;
use crate::evaluate::evaluator::Evaluator;
use crate::evaluate::value_cache::ValueCache;
use crate::expression::value::Evaluated;
use crate::scope::Scoped;
use crate::table::rules::Rules;

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorGroup {
    /// The value that its people share, as it is sent; of a very long one the beginning.
    pub name: String,
    /// How many people are in it.
    pub count: u32,
}

/// The groups as they would arise. The counts, `without` and `unknown` add up to everybody in scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorGroups {
    /// The target by whose value people are grouped.
    pub target: String,
    /// The groups, the largest first, then by name.
    pub groups: Vec<VendorGroup>,
    /// How many people are in no group, for want of a value.
    pub without: u32,
    /// Of how many people nothing is known: an attribute was not exported.
    pub unknown: u32,
}

impl VendorGroups {
    /// Returns the groups that the vendor would make of the people in scope; `None` when it groups
    /// by no target.
    ///
    /// Values that differ in anything make different groups. A target that is not mapped leaves
    /// everybody without a group.
    pub fn new(evaluator: &Evaluator<'_>, rules: &Rules) -> Option<Self> {
        let target = rules.grouped_by.clone()?;
        let directory = evaluator.directory();
        let rows = Scoped::new(evaluator.scope(), directory).rows(directory);
        let mut values = ValueCache::of_target(evaluator, &target);
        let mut counts: HashMap<String, u32> = HashMap::new();
        let (mut without, mut unknown) = (0, 0);
        for row in rows {
            let value = values.as_mut().map(|values| values.at(row));
            if matches!(value, Some(Evaluated::Unknown)) {
                unknown += 1;
                continue;
            }
            match value.and_then(Evaluated::text) {
                Some(name) => {
                    let name = bounded(&name);
                    match counts.get_mut(&*name) {
                        Some(count) => *count += 1,
                        None => drop(counts.insert(name.into_owned(), 1)),
                    }
                }
                None => without += 1,
            }
        }
        let named = counts.into_iter();
        let mut groups: Vec<VendorGroup> =
            named.map(|(name, count)| VendorGroup { name, count }).collect();
        groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        Some(VendorGroups { target, groups, without, unknown })
    }
}
