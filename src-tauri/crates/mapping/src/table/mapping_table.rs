//! The mapping table: rows with stable ids, and the vendor's profile that they began with.

use std::sync::Arc;

use footbridge_finding::{Explain, Finding, Language};
use serde::{Deserialize, Serialize};

use crate::finding::code::RequestCode;
use crate::table::mapping::Mapping;
use crate::table::rules::Rules;

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// From the vendor's profile, unchanged.
    Profile,
    /// From the vendor's profile, and changed by the admin.
    Edited,
    /// Added by the admin.
    Added,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its id, which stays the same as long as the row exists; counted from 1.
    pub id: u32,
    /// What it maps.
    pub mapping: Mapping,
    /// Which mapping of the profile it was, counted from 0; `None` for an added row.
    profile: Option<usize>,
}

/// An edit that named a row that is not there (any more).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no mapping {id}")]
pub struct UnknownRow {
    /// The id that was named.
    pub id: u32,
}

impl Explain for UnknownRow {
    fn explain(&self, language: &Language) -> Finding {
        RequestCode::UnknownRow.finding(language, &[])
    }
}

/// The rows as they are saved between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedRows {
    rows: Vec<Row>,
    next_id: u32,
}

/// The mapping table of one vendor. Clones share their rows until one of them is edited.
#[derive(Debug, Clone)]
pub struct MappingTable {
    vendor: Arc<Vendor>,
    rows: Arc<Vec<Row>>,
    next_id: u32,
}

/// What the vendor's profile says of the table.
#[derive(Debug)]
struct Vendor {
    name: String,
    mappings: Vec<Mapping>,
    rules: Rules,
}

impl MappingTable {
    /// Returns the table that a vendor's profile asks for. `vendor` is its name, for findings.
    pub fn new(profile: Vec<Mapping>, rules: Rules, vendor: impl Into<String>) -> Self {
        let vendor = Arc::new(Vendor { name: vendor.into(), mappings: profile, rules });
        let rows = Arc::new(vendor.rows());
        MappingTable { next_id: vendor.first_free_id(), vendor, rows }
    }

    /// Returns the table as it was saved. Rows of a profile that has changed since count as edited
    /// where they differ from it.
    #[must_use]
    pub fn with_saved(self, saved: SavedRows) -> Self {
        MappingTable {
            next_id: saved.next_id.max(self.vendor.first_free_id()),
            rows: Arc::new(saved.rows),
            vendor: self.vendor,
        }
    }

    /// Returns the rows for saving; `None` when they are the profile's.
    pub fn saved(&self) -> Option<SavedRows> {
        self.changed().then(|| SavedRows { rows: self.rows.to_vec(), next_id: self.next_id })
    }

    /// Returns the rows in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the vendor's demands.
    pub fn rules(&self) -> &Rules {
        &self.vendor.rules
    }

    /// Returns the vendor's name.
    pub fn vendor(&self) -> &str {
        &self.vendor.name
    }

    /// Returns whether the table differs from the profile.
    pub fn changed(&self) -> bool {
        let profile = &self.vendor.mappings;
        self.rows.len() != profile.len()
            || self.rows.iter().zip(profile).any(|(row, wanted)| row.mapping != *wanted)
    }

    /// Returns where a row comes from.
    pub fn origin(&self, row: &Row) -> Origin {
        match row.profile.and_then(|index| self.vendor.mappings.get(index)) {
            None => Origin::Added,
            Some(wanted) if *wanted == row.mapping => Origin::Profile,
            Some(_) => Origin::Edited,
        }
    }

    /// Replaces the mapping of a row.
    ///
    /// # Errors
    /// Fails when there is no such row.
    pub fn change(&mut self, id: u32, mapping: Mapping) -> Result<(), UnknownRow> {
        let index = self.index(id)?;
        if self.rows.get(index).is_some_and(|row| row.mapping == mapping) {
            return Ok(());
        }
        if let Some(row) = self.rows_mut().get_mut(index) {
            row.mapping = mapping;
        }
        Ok(())
    }

    /// Adds a mapping at the end and returns its id.
    pub fn add(&mut self, mapping: Mapping) -> u32 {
        self.push(mapping, None)
    }

    /// Removes a row.
    ///
    /// # Errors
    /// Fails when there is no such row.
    pub fn remove(&mut self, id: u32) -> Result<(), UnknownRow> {
        let index = self.index(id)?;
        self.rows_mut().remove(index);
        Ok(())
    }

    /// Goes back to the profile.
    pub fn reset(&mut self) {
        if self.changed() {
            self.rows = Arc::new(self.vendor.rows());
        }
    }

    /// Fills each target from a new source: the mapping of that target is changed, or one is added.
    pub fn fill(&mut self, mappings: impl IntoIterator<Item = Mapping>) {
        for mapping in mappings {
            let row = self.rows_mut().iter_mut().find(|row| row.mapping.target == mapping.target);
            match row {
                Some(row) => row.mapping.source = mapping.source,
                None => drop(self.push(mapping, None)),
            }
        }
    }

    /// Puts other mappings in the table's place. A row counts as the profile's where the profile has
    /// the same target.
    pub fn open(&mut self, mappings: impl IntoIterator<Item = Mapping>) {
        self.rows = Arc::default();
        let vendor = Arc::clone(&self.vendor);
        let mut left: Vec<Option<&str>> =
            vendor.mappings.iter().map(|wanted| Some(wanted.target.as_str())).collect();
        for mapping in mappings {
            let profile = left.iter().position(|target| *target == Some(mapping.target.as_str()));
            if let Some(taken) = profile.and_then(|index| left.get_mut(index)) {
                *taken = None;
            }
            self.push(mapping, profile);
        }
    }

    /// Returns the mappings in order.
    pub fn mappings(&self) -> Vec<Mapping> {
        self.rows.iter().map(|row| row.mapping.clone()).collect()
    }

    /// Returns the mappings of the profile.
    pub fn profile(&self) -> &[Mapping] {
        &self.vendor.mappings
    }

    /// Returns the table as the profile has it.
    #[must_use]
    pub fn as_profile(&self) -> MappingTable {
        self.with_rows(Arc::new(self.vendor.rows()))
    }

    /// Returns the rows for keeping, to be given back by [`MappingTable::with_rows`].
    pub(crate) fn shared_rows(&self) -> Arc<Vec<Row>> {
        Arc::clone(&self.rows)
    }

    /// Returns the table with the rows that it had once.
    pub(crate) fn with_rows(&self, rows: Arc<Vec<Row>>) -> Self {
        MappingTable { vendor: Arc::clone(&self.vendor), rows, next_id: self.next_id }
    }

    fn rows_mut(&mut self) -> &mut Vec<Row> {
        Arc::make_mut(&mut self.rows)
    }

    fn push(&mut self, mapping: Mapping, profile: Option<usize>) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        self.rows_mut().push(Row { id, mapping, profile });
        id
    }

    fn index(&self, id: u32) -> Result<usize, UnknownRow> {
        self.rows.iter().position(|row| row.id == id).ok_or(UnknownRow { id })
    }
}

impl Vendor {
    fn rows(&self) -> Vec<Row> {
        let rows = self.mappings.iter().cloned().enumerate();
        rows.zip(1..)
            .map(|((index, mapping), id)| Row { id, mapping, profile: Some(index) })
            .collect()
    }

    fn first_free_id(&self) -> u32 {
        u32::try_from(self.mappings.len()).unwrap_or(u32::MAX).saturating_add(1)
    }
}
