//! The forms in which a preview is printed.

use std::collections::BTreeSet;
use std::io::{self, Write};

use footbridge_directory::{DirectorySummary, exported_name};
use footbridge_mapping::output::PreviewLine;
use footbridge_mapping::{
    CsvForm, DirectoryPreview, MappingTable, OrganisationTree, TreeNode, csv_cell,
};

use crate::output::{Failure, LANGUAGE, line, write_json};
use crate::visible::visible;

/// Prints the counts of each target, and for one that nobody gets what the file lacks for it.
pub(super) fn summary(
    out: &mut impl Write,
    result: &DirectoryPreview,
    set: &MappingTable,
    file: &DirectorySummary,
) -> Result<(), Failure> {
    let licences = &result.licences;
    line(out, counted(result.users, "user", "users"))?;
    let created = counted(licences.in_scope, "account", "accounts");
    let at_most = if licences.is_upper_bound() { "at most " } else { "" };
    let mut sentence = format!("{at_most}{created} would be created");
    if licences.in_scope != licences.everybody {
        let everybody = LANGUAGE.number(u64::from(licences.everybody));
        sentence.push_str(&format!("; with everybody in scope {everybody}"));
    }
    line(out, sentence)?;
    // Where nobody's state is known, the remark about the column that is missing says so.
    if licences.maybe_disabled > 0 && licences.maybe_disabled < licences.everybody {
        let unknown = counted(licences.maybe_disabled, "account", "accounts");
        line(
            out,
            format!("accountEnabled says nothing of {unknown}; who is disabled is not created"),
        )?;
    }
    if licences.not_found > 0 {
        let names = counted(licences.not_found, "assigned name is", "assigned names are");
        let examples = licences.not_found_examples.join(", ");
        line(out, format!("{names} not in the export: {examples}"))?;
    }
    let width = result.targets.iter().map(|it| it.target.chars().count()).max().unwrap_or(0);
    let row = |target: &str, counts: [&str; 3]| {
        let [filled, empty, distinct] = counts;
        format!("{target:<width$}  {filled:>9}  {empty:>9}  {distinct:>9}")
    };
    line(out, "")?;
    line(out, row("target", ["filled", "empty", "distinct"]))?;
    for target in &result.targets {
        let counts = [target.filled, target.empty + target.errors, target.distinct];
        let [filled, empty, distinct] = counts.map(|count| LANGUAGE.number(u64::from(count)));
        let mut text = row(&target.target, [&filled, &empty, &distinct]);
        let absent = absent(set, &target.target, file);
        if target.filled == 0 && !absent.is_empty() {
            text.push_str(&format!("  not exported: {}", absent.join(", ")));
        }
        line(out, text)?;
    }
    Ok(())
}

/// Returns the attributes that a target is made of and the file does not have.
fn absent(set: &MappingTable, target: &str, file: &DirectorySummary) -> Vec<String> {
    let rows = set.rows().iter().filter(|row| row.mapping.target == target);
    let read = rows.flat_map(|row| row.mapping.source.attributes());
    let absent: BTreeSet<String> = read
        .filter(|attribute| !file.has(attribute))
        .map(|attribute| exported_name(&attribute).to_owned())
        .collect();
    absent.into_iter().collect()
}

/// Returns a number with what is counted: "1 user", "1,200 users".
fn counted(count: u32, one: &str, several: &str) -> String {
    let noun = if count == 1 { one } else { several };
    format!("{} {noun}", LANGUAGE.number(u64::from(count)))
}

/// Prints a node of the tree with everything below it.
pub(super) fn branch(out: &mut impl Write, node: &TreeNode, depth: usize) -> Result<(), Failure> {
    let name = match (depth, node.name.as_str()) {
        (0, _) => "everybody",
        (_, "") => "(none)",
        (_, name) => name,
    };
    line(out, format!("{:indent$}{name} {}", "", node.count, indent = depth * 2))?;
    node.children.iter().try_for_each(|child| branch(out, child, depth + 1))
}

/// Writes a user as one line of JSON.
pub(super) fn ndjson(line: &PreviewLine<'_>, out: &mut Vec<u8>) {
    object(line, out);
    out.push(b'\n');
}

/// Writes a user as an item of a list that goes on; [`Items`] makes a list of them.
pub(super) fn item(line: &PreviewLine<'_>, out: &mut Vec<u8>) {
    out.push(b',');
    object(line, out);
}

fn object(line: &PreviewLine<'_>, out: &mut Vec<u8>) {
    // Texts and numbers can always be written as JSON, and memory takes every byte.
    if let Err(error) = write_json(out, line) {
        out.extend_from_slice(error.to_string().as_bytes());
    }
}

/// Writes a user with a line a target, for people.
pub(super) fn paragraph(line: &PreviewLine<'_>, out: &mut Vec<u8>) {
    let mut text = format!("{:>6}  {}\n", line.row, line.user);
    for (target, value) in line.targets.iter() {
        text.push_str(&format!("        {target:<69} {value}\n"));
    }
    for code in &line.findings {
        text.push_str(&format!("        ! {code}\n"));
    }
    out.extend_from_slice(visible(&text).as_bytes());
}

/// Returns the targets of a table, each once.
pub(super) fn targets(set: &MappingTable) -> Vec<String> {
    let mut targets: Vec<String> = Vec::new();
    for row in set.rows() {
        if !targets.contains(&row.mapping.target) {
            targets.push(row.mapping.target.clone());
        }
    }
    targets
}

/// How the cells of a table are written.
#[derive(Clone, Copy)]
pub(super) struct Cells {
    pub(super) form: CsvForm,
    /// A person sees them at once.
    pub(super) at_terminal: bool,
}

impl Cells {
    fn write(self, text: &str, out: &mut Vec<u8>) {
        let cell = csv_cell(text, self.form);
        let shown = if self.at_terminal { visible(&cell) } else { cell };
        out.extend_from_slice(shown.as_bytes());
    }

    /// Returns the header.
    pub(super) fn header(self, targets: &[String]) -> Vec<u8> {
        let mut out = b"row,user".to_vec();
        for target in targets {
            out.push(b',');
            self.write(target, &mut out);
        }
        out.push(b'\n');
        out
    }

    /// Writes a user as a row.
    pub(super) fn row(self, line: &PreviewLine<'_>, targets: &[String], out: &mut Vec<u8>) {
        out.extend_from_slice(line.row.to_string().as_bytes());
        out.push(b',');
        self.write(line.user, out);
        for value in line.targets.in_columns(targets) {
            out.push(b',');
            self.write(&value, out);
        }
        out.push(b'\n');
    }

    /// Writes the organisation.
    pub(super) fn tree(self, out: &mut impl Write, tree: &OrganisationTree) -> Result<(), Failure> {
        let rows = tree.csv_rows(self.form);
        let shown = match self.at_terminal {
            true => visible(&rows.replace("\r\n", "\n")).into_owned(),
            false => rows,
        };
        out.write_all(shown.as_bytes()).map_err(|error| Failure::of_io("standard output", &error))
    }
}

/// Makes one JSON list out of items that each begin with a comma.
pub(super) struct Items<W> {
    out: W,
    begun: bool,
}

impl<W: Write> Items<W> {
    pub(super) fn new(out: W) -> Self {
        Items { out, begun: false }
    }

    /// Ends the list.
    pub(super) fn close(mut self) -> io::Result<()> {
        self.out.write_all(if self.begun { b"]\n" } else { b"[]\n" })
    }
}

impl<W: Write> Write for Items<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let (false, Some((_comma, rest))) = (self.begun, bytes.split_first()) {
            self.begun = true;
            self.out.write_all(b"[")?;
            self.out.write_all(rest)?;
            return Ok(bytes.len());
        }
        self.out.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
