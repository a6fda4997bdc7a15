//! The mapping table that the admin edits: rows with stable ids, undo, redo and reset.
//!
//! Deliberately absent: judging rows (`rules`, `diagnose`) and computing values (`evaluate`).

use serde::{Deserialize, Serialize};

use footbridge_finding::{Explain, Finding, Language};

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

/// The last step that can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Change {
    /// The mapping of this target was changed.
    Changed {
        /// The target.
        target: String,
    },
    /// A mapping of this target was added.
    Added {
        /// The target.
        target: String,
    },
    /// The mapping of this target was removed.
    Removed {
        /// The target.
        target: String,
    },
    /// Everything went back to the profile.
    Reset,
    /// The levels of an organisation were split out of this attribute.
    Levels {
        /// The attribute.
        attribute: String,
    },
    /// The mappings of this schema took the table's place.
    Opened {
        /// The file's name.
        file: String,
    },
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

/// The mapping table of one vendor.
#[derive(Debug, Clone)]
pub struct MappingSet {
    profile: Vec<Mapping>,
    rules: Rules,
    vendor: String,
    rows: Vec<Row>,
    next_id: u32,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// The rows on the other side of a change.
#[derive(Debug, Clone)]
struct Step {
    rows: Vec<Row>,
    change: Change,
}

/// Steps that can be undone; older ones are forgotten.
const UNDO_STEPS: usize = 100;

impl MappingSet {
    /// Returns the table that a vendor's profile asks for. `vendor` is its name, for findings.
    pub fn new(profile: Vec<Mapping>, rules: Rules, vendor: impl Into<String>) -> Self {
        let mut set = MappingSet {
            profile,
            rules,
            vendor: vendor.into(),
            rows: Vec::new(),
            next_id: 1,
            undo: Vec::new(),
            redo: Vec::new(),
        };
        set.rows = set.profile_rows();
        set.next_id = set.first_free_id();
        set
    }

    /// Returns the table as it was saved. Rows of a profile that has changed since count as edited
    /// where they differ from it.
    #[must_use]
    pub fn with_saved(mut self, saved: SavedRows) -> Self {
        self.next_id = saved.next_id.max(self.first_free_id());
        self.rows = saved.rows;
        self
    }

    /// Returns the rows for saving; `None` when they are the profile's.
    pub fn saved(&self) -> Option<SavedRows> {
        self.changed().then(|| SavedRows { rows: self.rows.clone(), next_id: self.next_id })
    }

    /// Returns the rows in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the vendor's demands.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Returns the vendor's name.
    pub fn vendor(&self) -> &str {
        &self.vendor
    }

    /// Returns whether the table differs from the profile.
    pub fn changed(&self) -> bool {
        self.rows.len() != self.profile.len()
            || self.rows.iter().zip(&self.profile).any(|(row, wanted)| row.mapping != *wanted)
    }

    /// Returns where a row comes from.
    pub fn origin(&self, row: &Row) -> Origin {
        match row.profile.and_then(|index| self.profile.get(index)) {
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
        let place = self.place(id)?;
        if self.rows.get(place).is_some_and(|row| row.mapping == mapping) {
            return Ok(());
        }
        self.remember(Change::Changed { target: mapping.target.clone() });
        if let Some(row) = self.rows.get_mut(place) {
            row.mapping = mapping;
        }
        Ok(())
    }

    /// Adds a mapping at the end and returns its id.
    pub fn add(&mut self, mapping: Mapping) -> u32 {
        self.remember(Change::Added { target: mapping.target.clone() });
        self.push(mapping)
    }

    /// Removes a row.
    ///
    /// # Errors
    /// Fails when there is no such row.
    pub fn remove(&mut self, id: u32) -> Result<(), UnknownRow> {
        let place = self.place(id)?;
        let target = self.rows.get(place).map(|row| row.mapping.target.clone());
        self.remember(Change::Removed { target: target.unwrap_or_default() });
        self.rows.remove(place);
        Ok(())
    }

    /// Goes back to the profile; can be undone.
    pub fn reset(&mut self) {
        if self.changed() {
            self.remember(Change::Reset);
            self.rows = self.profile_rows();
        }
    }

    /// Fills each target from a new source, in one step: the mapping of that target is changed, or
    /// one is added. `attribute` names the step.
    pub fn fill(&mut self, attribute: &str, mappings: impl IntoIterator<Item = Mapping>) {
        self.remember(Change::Levels { attribute: attribute.to_owned() });
        for mapping in mappings {
            match self.rows.iter_mut().find(|row| row.mapping.target == mapping.target) {
                Some(row) => row.mapping.source = mapping.source,
                None => {
                    self.push(mapping);
                }
            }
        }
    }

    /// Puts other mappings in the table's place, in one step. `file` names the step. A row counts as
    /// the profile's where the profile has the same target.
    pub fn open(&mut self, file: &str, mappings: impl IntoIterator<Item = Mapping>) {
        self.remember(Change::Opened { file: file.to_owned() });
        self.rows.clear();
        let mut left: Vec<Option<&str>> =
            self.profile.iter().map(|wanted| Some(wanted.target.as_str())).collect();
        for mapping in mappings {
            let profile = left.iter().position(|target| *target == Some(mapping.target.as_str()));
            if let Some(taken) = profile.and_then(|index| left.get_mut(index)) {
                *taken = None;
            }
            self.rows.push(Row { id: self.next_id, mapping, profile });
            self.next_id += 1;
        }
    }

    /// Returns the mappings in order.
    pub fn mappings(&self) -> Vec<Mapping> {
        self.rows.iter().map(|row| row.mapping.clone()).collect()
    }

    /// Returns the mappings of the profile.
    pub fn profile(&self) -> &[Mapping] {
        &self.profile
    }

    /// Returns the table as the profile has it.
    #[must_use]
    pub fn as_profile(&self) -> MappingSet {
        MappingSet::new(self.profile.clone(), self.rules.clone(), self.vendor.clone())
    }

    /// Returns the table before the last change; `None` when there was none in this run.
    pub fn before_last_change(&self) -> Option<MappingSet> {
        let mut before = self.clone();
        before.undo().then_some(before)
    }

    /// Takes the last change back; returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.undo.pop() else { return false };
        let now = std::mem::replace(&mut self.rows, step.rows);
        self.redo.push(Step { rows: now, change: step.change });
        true
    }

    /// Makes the last undone change again; returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.redo.pop() else { return false };
        let now = std::mem::replace(&mut self.rows, step.rows);
        self.undo.push(Step { rows: now, change: step.change });
        true
    }

    /// Returns whether [`MappingSet::redo`] would do something.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Returns the change that [`MappingSet::undo`] would take back.
    pub fn last_change(&self) -> Option<&Change> {
        self.undo.last().map(|step| &step.change)
    }

    fn remember(&mut self, change: Change) {
        if self.undo.len() == UNDO_STEPS {
            self.undo.remove(0);
        }
        self.undo.push(Step { rows: self.rows.clone(), change });
        self.redo.clear();
    }

    fn push(&mut self, mapping: Mapping) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        self.rows.push(Row { id, mapping, profile: None });
        id
    }

    fn place(&self, id: u32) -> Result<usize, UnknownRow> {
        self.rows.iter().position(|row| row.id == id).ok_or(UnknownRow { id })
    }

    fn profile_rows(&self) -> Vec<Row> {
        let rows = self.profile.iter().cloned().enumerate();
        rows.zip(1..)
            .map(|((index, mapping), id)| Row { id, mapping, profile: Some(index) })
            .collect()
    }

    fn first_free_id(&self) -> u32 {
        u32::try_from(self.profile.len()).unwrap_or(u32::MAX).saturating_add(1)
    }
}

#[cfg(test)]
mod tests;
