//! The vendor's organisation chart as it would arise: organization > division > department.
//!
//! A level that no mapping fills is left out. Everybody is counted once on every level, so the
//! counts of a node's children add up to its own. It can be saved as CSV and as a drawing.
//! Deliberately absent: how the window shows it.

mod csv;
mod svg;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::targets::{DEPARTMENT, DIVISION, ORGANIZATION};

/// The levels from the top: their names, and the targets that fill them.
pub const LEVELS: [(&str, &str); 3] =
    [("organization", ORGANIZATION), ("division", DIVISION), ("department", DEPARTMENT)];

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
    /// Everybody.
    pub root: TreeNode,
}

/// A name of a level as a number; 0 is "no value".
pub(crate) type NameId = u32;

/// The names of one level, each once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    ids: HashMap<Box<str>, NameId>,
    names: Vec<(String, u32)>,
}

impl Names {
    /// Counts `count` people with this name and returns its number.
    pub(crate) fn add(&mut self, name: &str, count: u32) -> NameId {
        let id = match self.ids.get(name) {
            Some(id) => *id,
            None => {
                self.names.push((name.to_owned(), 0));
                let id = NameId::try_from(self.names.len()).unwrap_or(NameId::MAX);
                self.ids.insert(name.into(), id);
                id
            }
        };
        if let Some((_, counted)) = self.names.get_mut(id as usize - 1) {
            *counted += count;
        }
        id
    }

    /// Returns the names with their people; a name's number is its place plus 1.
    pub(crate) fn all(&self) -> &[(String, u32)] {
        &self.names
    }

    fn name(&self, id: NameId) -> &str {
        (id as usize)
            .checked_sub(1)
            .and_then(|place| self.names.get(place))
            .map_or("", |(name, _)| name)
    }
}

/// One mapped level: its names, and which of them each person has.
#[derive(Debug)]
pub(crate) struct Level {
    pub(crate) level: &'static str,
    pub(crate) names: Names,
    pub(crate) of_row: Vec<NameId>,
}

/// The tree while people are placed in it, kept to find the people of a node again.
#[derive(Debug, Default)]
pub(crate) struct Chart {
    levels: Vec<&'static str>,
    nodes: Vec<Node>,
    /// The deepest node of each row.
    of_row: Vec<u32>,
}

#[derive(Debug)]
struct Node {
    name: String,
    parent: Option<u32>,
    count: u32,
}

impl Chart {
    /// Places `users` people.
    pub(crate) fn new(levels: &[Level], users: u32) -> Self {
        let root = Node { name: String::new(), parent: None, count: users };
        let mut chart = Chart {
            levels: levels.iter().map(|level| level.level).collect(),
            nodes: vec![root],
            of_row: Vec::with_capacity(users as usize),
        };
        let mut known: HashMap<(u32, NameId), u32> = HashMap::new();
        for row in 0..users as usize {
            let mut at = 0;
            for level in levels {
                let name = level.of_row.get(row).copied().unwrap_or(0);
                let nodes = &mut chart.nodes;
                at = *known.entry((at, name)).or_insert_with(|| {
                    let name = level.names.name(name).to_owned();
                    nodes.push(Node { name, parent: Some(at), count: 0 });
                    u32::try_from(nodes.len() - 1).unwrap_or(u32::MAX)
                });
                if let Some(node) = nodes.get_mut(at as usize) {
                    node.count += 1;
                }
            }
            chart.of_row.push(at);
        }
        chart
    }

    /// Returns the tree for showing.
    pub(crate) fn tree(&self) -> OrganisationTree {
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            if let Some(parent) = node.parent
                && let Some(siblings) = children.get_mut(parent as usize)
            {
                siblings.push(u32::try_from(index).unwrap_or(u32::MAX));
            }
        }
        OrganisationTree {
            levels: self.levels.iter().map(|level| (*level).to_owned()).collect(),
            root: self.subtree(0, &children),
        }
    }

    /// As deep as there are levels, so recursion is bounded.
    fn subtree(&self, index: u32, children: &[Vec<u32>]) -> TreeNode {
        let below = children.get(index as usize).map_or(&[][..], Vec::as_slice);
        let mut below: Vec<TreeNode> =
            below.iter().map(|child| self.subtree(*child, children)).collect();
        below.sort_by(|a, b| {
            let order = |node: &TreeNode| (node.name.is_empty(), std::cmp::Reverse(node.count));
            order(a).cmp(&order(b)).then_with(|| a.name.cmp(&b.name))
        });
        let node = self.nodes.get(index as usize);
        TreeNode {
            name: node.map_or_else(String::new, |node| node.name.clone()),
            count: node.map_or(0, |node| node.count),
            children: below,
        }
    }

    /// Returns whether the person at `row` is in the node that `path` names from the top.
    pub(crate) fn is_in(&self, row: u32, path: &[String]) -> bool {
        let mut names = Vec::with_capacity(self.levels.len());
        let mut at = self.of_row.get(row as usize).copied();
        while let Some(node) = at.and_then(|at| self.nodes.get(at as usize)) {
            if node.parent.is_some() {
                names.push(node.name.as_str());
            }
            at = node.parent;
        }
        path.len() <= names.len() && path.iter().zip(names.iter().rev()).all(|(a, b)| a == b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn node(name: &str, count: u32, children: Vec<TreeNode>) -> TreeNode {
        TreeNode { name: name.into(), count, children }
    }

    pub(super) fn tree(levels: &[&str], root: TreeNode) -> OrganisationTree {
        let levels = levels.iter().map(|level| (*level).to_owned()).collect();
        OrganisationTree { levels, root }
    }

    fn level(level: &'static str, names: &[&str]) -> Level {
        let mut known = Names::default();
        let of_row =
            names.iter().map(|name| if name.is_empty() { 0 } else { known.add(name, 1) }).collect();
        Level { level, names: known, of_row }
    }

    #[test]
    fn people_are_counted_on_every_level() {
        let levels = [
            level("organization", &["N", "N", "N", "S", ""]),
            level("department", &["Sales", "", "Sales", "IT", "IT"]),
        ];
        let chart = Chart::new(&levels, 5);
        assert_eq!(
            chart.tree().root,
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
        let inside = |path: &[&str]| -> Vec<u32> {
            let path: Vec<String> = path.iter().map(|name| (*name).to_owned()).collect();
            (0..5).filter(|row| chart.is_in(*row, &path)).collect()
        };
        assert_eq!(inside(&[]), [0, 1, 2, 3, 4], "the root holds everybody");
        assert_eq!(inside(&["N"]), [0, 1, 2], "an organisation");
        assert_eq!(inside(&["N", ""]), [1], "without a department");
        assert_eq!(inside(&["", "IT"]), [4], "without an organisation");
        assert_eq!(inside(&["IT"]), [0_u32; 0], "a path begins at the top");
    }

    #[test]
    fn without_levels_everybody_is_in_the_root() {
        let chart = Chart::new(&[], 3);
        assert_eq!(chart.tree().root.count, 3, "they are still counted");
        assert!(chart.tree().levels.is_empty(), "nothing is mapped");
    }
}
