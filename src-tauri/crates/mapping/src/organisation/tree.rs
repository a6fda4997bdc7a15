//! The vendor's organisation chart as it would arise: organization > division > department.
//!
//! A level that no mapping fills is left out. Everybody is counted once on every level, so the
//! counts of a node's children add up to its own.

use serde::{Deserialize, Serialize};

use crate::column::summary::TargetSummary;
use crate::organisation::units::OrgUnits;
use crate::table::targets::LEVELS;

/// A node of the organisation tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TreeNode {
    /// Its name; empty for the people without this level, and for the root.
    pub name: String,
    /// How many people are in it.
    pub count: u32,
    /// The next level: the largest first, people without the level last.
    pub children: Vec<TreeNode>,
}

/// Everybody, level by level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationTree {
    /// The levels that are mapped, from the top: of organization, division and department.
    pub levels: Vec<String>,
    /// Those of them of which an attribute was not exported: who has no name there may have one.
    pub unknown: Vec<String>,
    /// Everybody.
    pub root: TreeNode,
}

impl OrganisationTree {
    /// Returns the chart of everybody who has a unit; `targets` is what fills the levels.
    pub(crate) fn of(units: &OrgUnits, targets: &[TargetSummary]) -> Self {
        let is_unknown = |(_, wanted): &&(&str, &str)| {
            targets.iter().any(|it| it.target == *wanted && it.unknown > 0)
        };
        let unknown = LEVELS.iter().filter(is_unknown).map(|(level, _)| (*level).to_owned());
        let levels = LEVELS.iter().zip(units.mapped).filter(|(_, mapped)| *mapped);
        let levels: Vec<String> = levels.map(|((level, _), _)| (*level).to_owned()).collect();
        let paths = units.all().iter().map(|unit| (units.path(unit).collect(), unit.count));
        let mut paths: Vec<(Vec<&str>, u32)> = paths.collect();
        paths.sort_unstable();
        let root = node("", &paths, 0, levels.len());
        OrganisationTree { levels, unknown: unknown.collect(), root }
    }
}

/// Returns the node of the people with these sorted paths, which agree in their first `depth`
/// names. As deep as there are levels, so recursion is bounded.
fn node(name: &str, paths: &[(Vec<&str>, u32)], depth: usize, levels: usize) -> TreeNode {
    let mut children: Vec<TreeNode> = Vec::new();
    if depth < levels {
        let groups = paths.chunk_by(|a, b| a.0.get(depth) == b.0.get(depth));
        children.extend(groups.filter_map(|group| {
            let name = group.first()?.0.get(depth)?;
            Some(node(name, group, depth + 1, levels))
        }));
        children.sort_by(|a, b| {
            let order = |node: &TreeNode| (node.name.is_empty(), std::cmp::Reverse(node.count));
            order(a).cmp(&order(b)).then_with(|| a.name.cmp(&b.name))
        });
    }
    let count = paths.iter().map(|(_, count)| count).sum();
    TreeNode { name: name.to_owned(), count, children }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::organisation) fn node(
        name: &str,
        count: u32,
        children: Vec<TreeNode>,
    ) -> TreeNode {
        TreeNode { name: name.into(), count, children }
    }

    pub(in crate::organisation) fn tree(levels: &[&str], root: TreeNode) -> OrganisationTree {
        let levels = levels.iter().map(|level| (*level).to_owned()).collect();
        OrganisationTree { levels, unknown: Vec::new(), root }
    }

    fn units(mapped: [bool; 3], rows: &[[&str; 3]]) -> OrgUnits {
        let mut units = OrgUnits::default();
        units.mapped = mapped;
        for (row, names) in (0..).zip(rows) {
            let ids = [0, 1, 2].map(|level| match names[level] {
                "" => 0,
                name => units.names[level].id(name),
            });
            units.add(ids, row);
        }
        units
    }

    #[test]
    fn people_are_counted_on_every_level() {
        let rows = [
            ["N", "", "Sales"],
            ["N", "", ""],
            ["N", "", "Sales"],
            ["S", "", "IT"],
            ["", "", "IT"],
        ];
        let units = units([true, false, true], &rows);
        assert_eq!(
            OrganisationTree::of(&units, &[]).root,
            node(
                "",
                5,
                vec![
                    node("N", 3, vec![node("Sales", 2, vec![]), node("", 1, vec![])]),
                    node("S", 1, vec![node("IT", 1, vec![])]),
                    node("", 1, vec![node("IT", 1, vec![])]),
                ]
            ),
            "the largest first, those without last"
        );
        let inside = |path: &[&str]| -> u32 {
            let path: Vec<String> = path.iter().map(|name| (*name).to_owned()).collect();
            let all = (0..).zip(units.all());
            all.filter(|(unit, _)| units.is_in(*unit, &path)).map(|(_, unit)| unit.count).sum()
        };
        assert_eq!(inside(&[]), 5, "the root holds everybody");
        assert_eq!(inside(&["N"]), 3, "an organisation");
        assert_eq!(inside(&["N", ""]), 1, "without a department");
        assert_eq!(inside(&["", "IT"]), 1, "without an organisation");
        assert_eq!(inside(&["IT"]), 0, "a path begins at the top");
        assert_eq!(inside(&["N", "Sales", ""]), 0, "and ends with the last level");
    }

    #[test]
    fn without_levels_everybody_is_in_the_root() {
        let tree = OrganisationTree::of(&units([false; 3], &[["", "", ""]; 3]), &[]);
        assert_eq!(tree.root.count, 3, "they are still counted");
        assert!(tree.levels.is_empty() && tree.root.children.is_empty(), "nothing is mapped");
    }
}
