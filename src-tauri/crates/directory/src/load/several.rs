//! Several exports of one tenant as one directory: Entra's portal exports 500,000 users at most.
//!
//! A person who is in two of them, by object id or user principal name, is kept once, as the first
//! file has it, and counted.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::BuildHasher;
use std::path::Path;
use std::sync::Arc;

use foldhash::quality::FixedState;
use footbridge_finding::Language;

use super::one::OnFirst;
use crate::column::cells::Column;
use crate::column::column_facts::ColumnFacts;
use crate::column::end::ColumnFull;
use crate::column::layout::{Choices, ColumnChoice, Layout};
use crate::error::DirectoryError;
use crate::export::file::Export;
use crate::record::facts::Facts;
use crate::record::import_record::ImportRecord;
use crate::record::notice::Notice;
use crate::record::progress::{OnProgress, Progress};
use crate::record::summary::DirectorySummary;
use crate::store::directory::{AttributeIndex, Directory};

/// The attributes by which a person is known again.
const KEYS: [&str; 2] = ["objectId", "originalUserPrincipalName"];

/// Reads one export, or several of one tenant. What is told of each file is told with its name; the
/// progress is that of all together.
///
/// # Errors
/// Fails when one of the files cannot be read or is no export of users, or the caller stops it.
pub fn open_all(
    paths: &[&Path],
    choices: &[ColumnChoice],
    language: &Language,
    first: OnFirst<'_>,
    progress: OnProgress<'_>,
) -> Result<(Directory, DirectorySummary), DirectoryError> {
    let open = |path: &&Path| match paths {
        [_] => Export::open(path, choices),
        _ => Export::open(path, choices)
            .map_err(|error| error.in_file(&footbridge_file::name_of(path))),
    };
    let exports: Vec<Export> = paths.iter().map(open).collect::<Result<_, _>>()?;
    load_all(&exports, choices, language, first, progress)
}

/// Reads exports of one tenant that are open, as [`open_all`] does.
///
/// # Errors
/// As [`open_all`].
pub fn load_all(
    exports: &[Export],
    choices: &[ColumnChoice],
    language: &Language,
    first: OnFirst<'_>,
    progress: OnProgress<'_>,
) -> Result<(Directory, DirectorySummary), DirectoryError> {
    if let [export] = exports {
        return export.load(language, first, progress);
    }
    let all_bytes = exports.iter().map(Export::bytes).sum();
    let mut together = Together::default();
    let mut bytes = 0;
    for export in exports {
        let users = together.users;
        let mut nobody_yet = |so_far: &Directory| {
            if users == 0 {
                first(so_far);
            }
        };
        let loaded = export.load(language, &mut nobody_yet, &mut |so_far| {
            progress(Progress {
                bytes: bytes + so_far.bytes,
                total: Some(all_bytes),
                users: users + so_far.users,
            })
        });
        let (directory, _) = loaded.map_err(|error| error.in_file(export.name()))?;
        bytes += export.bytes();
        together.add(&directory)?;
    }
    together.finish(choices, language)
}

/// The people of the files so far.
#[derive(Default)]
struct Together {
    headers: Vec<String>,
    columns: Vec<Column>,
    /// By which attribute, and with which value in lower case, somebody is there already: as two
    /// hashes, which take less room than texts and agree by chance for nobody.
    seen: HashSet<[u64; 2]>,
    users: u32,
    /// How many people were there already.
    twice: u32,
    /// Of each column, the cells that hold the name of a type instead of a value.
    lost_lists: Vec<u32>,
    records: Vec<ImportRecord>,
}

impl Together {
    fn add(&mut self, directory: &Directory) -> Result<(), DirectoryError> {
        let places = places(directory, &mut self.headers, &mut self.columns);
        let keys: Vec<_> = KEYS.iter().map(|name| directory.attribute(name)).collect();
        let kept: Vec<u32> =
            (0..directory.users()).filter(|row| self.is_new(directory, &keys, *row)).collect();
        let new = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        self.twice += directory.users() - new;
        for (cells, place) in directory.columns().iter().zip(&places) {
            let Some(column) = self.columns.get_mut(*place) else { continue };
            let added = if new == directory.users() {
                column.append(self.users, cells)
            } else {
                let mut rows = (self.users..).zip(&kept);
                rows.try_for_each(|(to, from)| column.push(to, cells.cell(*from)))
            };
            added.map_err(|ColumnFull| DirectoryError::TooLarge)?;
        }
        self.users = self.users.checked_add(new).ok_or(DirectoryError::TooLarge)?;
        self.lost_lists.resize(self.columns.len(), 0);
        let Some(record) = directory.record() else { return Ok(()) };
        for (facts, place) in record.facts.columns.iter().zip(&places) {
            if let Some(lost) = self.lost_lists.get_mut(*place) {
                *lost += facts.lost_lists;
            }
        }
        self.records.push(record.clone());
        Ok(())
    }

    /// Notes a person, and returns whether nobody was there with one of the same keys.
    fn is_new(&mut self, directory: &Directory, keys: &[Option<AttributeIndex>], row: u32) -> bool {
        let of_person = |(kind, attribute): (usize, &Option<AttributeIndex>)| {
            let text = directory.text(row, (*attribute)?)?.to_lowercase();
            Some([0, 1].map(|seed| FixedState::with_seed(seed).hash_one((kind, &text))))
        };
        let of_person: Vec<[u64; 2]> = keys.iter().enumerate().filter_map(of_person).collect();
        let is_new = of_person.iter().all(|key| !self.seen.contains(key));
        if is_new {
            self.seen.extend(of_person);
        }
        is_new
    }

    fn finish(
        mut self,
        choices: &[ColumnChoice],
        language: &Language,
    ) -> Result<(Directory, DirectorySummary), DirectoryError> {
        let form = self.records.first().ok_or(DirectoryError::Empty)?.form.clone();
        self.columns.iter_mut().for_each(Column::finish);
        let layout = Layout::new(&self.headers, &Choices::new(choices));
        let mut columns: Vec<ColumnFacts> = self.columns.iter().map(Column::facts).collect();
        for (facts, lost) in columns.iter_mut().zip(self.lost_lists) {
            facts.lost_lists = lost;
        }
        let twice = (self.twice > 0).then_some(Notice::Twice { users: self.twice });
        let names: Vec<&str> = self.records.iter().map(|record| record.file.as_str()).collect();
        let record = ImportRecord {
            file: names.join(", "),
            form,
            facts: Facts {
                users: self.users,
                columns,
                notices: twice.into_iter().collect(),
                ..Facts::default()
            },
            files: self.records,
        };
        let summary = record.summary(&layout, Some(&self.columns), language);
        let layout = layout.without(&record.not_exported(&layout));
        let directory = Directory::new(self.users, Arc::new(self.columns), Arc::new(layout));
        Ok((directory.with_record(record), summary))
    }
}

/// Returns where each column of a file belongs; new ones are added.
fn places(
    directory: &Directory,
    headers: &mut Vec<String>,
    columns: &mut Vec<Column>,
) -> Vec<usize> {
    let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (place, header) in headers.iter().enumerate() {
        free.entry(header.to_ascii_lowercase()).or_default().push_back(place);
    }
    let held = directory.layout().columns.iter();
    held.map(|held| {
        let same = free.get_mut(&held.header.to_ascii_lowercase()).and_then(VecDeque::pop_front);
        same.unwrap_or_else(|| {
            headers.push(held.header.clone());
            columns.push(Column::default());
            headers.len() - 1
        })
    })
    .collect()
}
