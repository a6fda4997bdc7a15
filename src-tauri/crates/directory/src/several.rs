//! Several exports of one tenant as one directory: Entra's portal exports 500,000 users at most.
//!
//! A person who is in two of them, by object id or user principal name, is kept once, as the first
//! file has it, and counted. Deliberately absent: exports of different tenants.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use footbridge_finding::Language;

use crate::cells::{Column, ColumnFull};
use crate::columns::{ColumnChoice, Layout};
use crate::error::{DirectoryError, Notice};
use crate::export::Export;
use crate::facts::Facts;
use crate::read::OnProgress;
use crate::record::Record;
use crate::store::Directory;
use crate::summary::DirectorySummary;

/// The attributes by which a person is known again.
const KEYS: [&str; 2] = ["objectId", "originalUserPrincipalName"];

/// Reads several exports of one tenant. What is told of each file is told with its name.
///
/// # Errors
/// Fails when one of the files cannot be read or is no export of users, or the caller stops it.
pub fn open_all(
    paths: &[&Path],
    choices: &[ColumnChoice],
    language: &Language,
    progress: OnProgress<'_>,
) -> Result<(Directory, DirectorySummary), DirectoryError> {
    let (mut headers, mut columns) = (Vec::new(), Vec::new());
    let mut seen: HashSet<(usize, String)> = HashSet::new();
    let (mut users, mut twice) = (0_u32, 0_u32);
    let mut told: Option<(DirectorySummary, Record)> = None;
    for path in paths {
        let (directory, summary) =
            Export::open(path, choices)?.load(language, &mut |_| {}, progress)?;
        let places = places(&directory, &mut headers, &mut columns);
        let keys: Vec<_> = KEYS.iter().map(|name| directory.attribute(name)).collect();
        for row in 0..directory.users() {
            let key = |attribute| directory.text(row, attribute).map(str::to_lowercase);
            let of_person: Vec<(usize, String)> = keys
                .iter()
                .enumerate()
                .filter_map(|(kind, attribute)| Some((kind, key((*attribute)?)?)))
                .collect();
            if of_person.iter().any(|key| seen.contains(key)) {
                twice += 1;
                continue;
            }
            seen.extend(of_person);
            for (cells, place) in directory.columns().iter().zip(&places) {
                let column =
                    columns.get_mut(*place).map(|it: &mut Column| it.push(users, cells.cell(row)));
                column.transpose().map_err(|ColumnFull| DirectoryError::TooLarge)?;
            }
            users = users.checked_add(1).ok_or(DirectoryError::TooLarge)?;
        }
        match &mut told {
            Some((all, _)) => {
                all.file = format!("{}, {}", all.file, summary.file);
                all.skipped += summary.skipped;
                all.findings.extend(summary.findings);
            }
            None => told = directory.record().cloned().map(|record| (summary, record)),
        }
    }
    let (mut summary, record) = told.ok_or(DirectoryError::Empty)?;
    columns.iter_mut().for_each(Column::finish);
    let layout = Layout::new(&headers, choices);
    let facts = columns.iter().map(Column::facts).collect();
    let record = Record {
        file: summary.file.clone(),
        facts: Facts { users, columns: facts, ..Facts::default() },
        ..record
    };
    // Of the columns, what holds for all files together counts.
    let whole = record.summary(&layout, Some(&columns), language);
    let of_columns = [
        "directory.not_exported",
        "directory.duplicate_column",
        "directory.no_user_principal_name",
    ];
    summary.findings.retain(|finding| !of_columns.contains(&finding.code.as_str()));
    let more = whole.findings.into_iter().filter(|it| of_columns.contains(&it.code.as_str()));
    summary.findings.extend(more);
    if twice > 0 {
        summary.findings.push(Notice::Twice { users: twice }.finding(&summary.file, language));
    }
    summary.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let summary = DirectorySummary { users, columns: whole.columns, ..summary };
    let directory = Directory::new(users, Arc::new(columns), Arc::new(layout));
    Ok((directory.with_record(record), summary))
}

/// Returns where each column of a file belongs; new ones are added.
fn places(
    directory: &Directory,
    headers: &mut Vec<String>,
    columns: &mut Vec<Column>,
) -> Vec<usize> {
    let mut taken: HashSet<usize> = HashSet::new();
    let held = directory.layout().columns.iter();
    held.map(|held| {
        let same = headers.iter().enumerate().position(|(place, header)| {
            header.eq_ignore_ascii_case(&held.header) && !taken.contains(&place)
        });
        let place = same.unwrap_or_else(|| {
            headers.push(held.header.clone());
            columns.push(Column::default());
            headers.len() - 1
        });
        taken.insert(place);
        place
    })
    .collect()
}
