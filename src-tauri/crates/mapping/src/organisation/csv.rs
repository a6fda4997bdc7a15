//! The organisation tree as CSV, for a spreadsheet.

use crate::organisation::csv_cell::{CsvForm, csv_cell};
use crate::organisation::tree::{OrganisationTree, TreeNode};

impl OrganisationTree {
    /// Returns the tree as a CSV file, safe to open in a spreadsheet. It begins with a byte order mark,
    /// without which Excel takes UTF-8 for something else.
    pub fn csv(&self) -> String {
        format!("\u{feff}{}", self.csv_rows(CsvForm::Guarded))
    }

    /// Returns the tree as CSV (RFC 4180): a column a level, then the number of people.
    ///
    /// There is one line for each unit of the deepest level, so that the numbers add up to
    /// everybody; a level without a value is an empty cell.
    pub fn csv_rows(&self, form: CsvForm) -> String {
        let mut rows = Rows { text: String::new(), form };
        rows.add(self.levels.iter().map(String::as_str).chain(["people"]));
        // Without levels the root is itself the only unit, and has no name.
        rows.add_units(&self.root, &mut Vec::new());
        rows.text
    }
}

struct Rows {
    text: String,
    form: CsvForm,
}

impl Rows {
    fn add_units<'a>(&mut self, node: &'a TreeNode, path: &mut Vec<&'a str>) {
        if node.children.is_empty() {
            let count = node.count.to_string();
            self.add(path.iter().copied().chain([count.as_str()]));
        }
        for child in &node.children {
            path.push(&child.name);
            self.add_units(child, path);
            path.pop();
        }
    }

    fn add<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.text.push_str(&csv_cell(cell, self.form));
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::organisation::tree::tests::{node, tree};

    #[test]
    fn every_person_is_counted_once() {
        let root = node(
            "",
            6,
            vec![
                node("Nord, AS", 4, vec![node("=Sales", 3, vec![]), node("", 1, vec![])]),
                node("", 2, vec![node("IT", 2, vec![])]),
            ],
        );
        assert_eq!(
            tree(&["organization", "department"], root).csv(),
            "\u{feff}organization,department,people\r\n\
             \"Nord, AS\",\"'=Sales\",3\r\n\
             \"Nord, AS\",,1\r\n\
             ,IT,2\r\n",
            "one line a unit, safe for spreadsheets"
        );
        assert_eq!(
            tree(&[], node("", 3, vec![])).csv(),
            "\u{feff}people\r\n3\r\n",
            "without levels"
        );
    }
}
