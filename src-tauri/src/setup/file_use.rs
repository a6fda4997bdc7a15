//! What the loaded file means for the present mappings: which attributes they read that it does not have, and
//! which of its columns nobody reads.

use std::collections::BTreeMap;

use footbridge_directory::{
    DirectorySummary, UnusedColumn, attribute, export_again, exported_name,
};
use footbridge_finding::Finding;
use footbridge_mapping::MappingTable;
use serde::Serialize;

use super::LANGUAGE;
use crate::errors::in_window;

/// An attribute that mappings read and that was not exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NotExported {
    /// Its name, as an export has it.
    pub(crate) attribute: String,
    /// The targets that are made of it.
    pub(crate) targets: Vec<String>,
}

/// What the loaded file means for the present mappings.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FileUse {
    /// The attributes that cannot be checked.
    pub(crate) not_exported: Vec<NotExported>,
    /// What that means, and what to do; nothing where the file has every attribute.
    pub(crate) cannot_be_checked: Option<Finding>,
    /// The PowerShell that exports everything that the mappings read; nothing where nothing is missing.
    pub(crate) export_again: Option<String>,
    /// The columns that nobody reads.
    pub(crate) unused: Vec<UnusedColumn>,
    /// That they are there; nothing where all are read.
    pub(crate) columns_not_used: Option<Finding>,
    /// What else was noticed in the file, the worst first.
    pub(crate) findings: Vec<Finding>,
    /// The attributes whose opposite a column may hold.
    pub(crate) booleans: Vec<String>,
}

/// What is said of a file whatever is read of it; with the mappings at hand it is said for theirs.
const OF_ANY_COLUMN: [&str; 2] = ["directory.not_exported", "directory.lists_lost"];

impl FileUse {
    /// Looks at a file with the eyes of a mapping table.
    pub(crate) fn new(file: &DirectorySummary, table: &MappingTable) -> Self {
        let mut readers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in table.rows() {
            for attribute in row.mapping.source.attributes() {
                let targets = readers.entry(attribute).or_default();
                if !targets.contains(&row.mapping.target) {
                    targets.push(row.mapping.target.clone());
                }
            }
        }
        let read: Vec<String> = readers.keys().cloned().collect();
        let not_exported = file.not_exported(&read).into_iter().map(|name| {
            let of_name = readers.iter().filter(|(read, _)| exported_name(read) == name);
            let targets = of_name.flat_map(|(_, targets)| targets.clone()).collect();
            NotExported { attribute: name.to_owned(), targets }
        });
        let not_exported: Vec<NotExported> = not_exported.collect();
        let of_file = file.findings.iter();
        let of_file = of_file.filter(|it| !OF_ANY_COLUMN.contains(&it.code.as_str()));
        let mut findings: Vec<Finding> = of_file.cloned().collect();
        let type_names = file.type_names(&read, &LANGUAGE);
        let is_incomplete = !not_exported.is_empty() || !type_names.is_empty();
        findings.extend(type_names);
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let unused = file.unused(&read);
        let booleans = attribute::ATTRIBUTES.iter();
        let booleans = booleans.filter(|it| it.kind == attribute::AttributeKind::Boolean);
        FileUse {
            not_exported,
            cannot_be_checked: file.cannot_be_checked(&read, &LANGUAGE).map(in_window),
            export_again: is_incomplete.then(|| export_again(&read)),
            columns_not_used: file.columns_not_used(&unused, &LANGUAGE).map(in_window),
            unused,
            findings: findings.into_iter().map(in_window).collect(),
            booleans: booleans.map(|it| it.name.to_owned()).collect(),
        }
    }
}
