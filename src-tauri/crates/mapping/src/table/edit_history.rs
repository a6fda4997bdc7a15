//! The mapping table while it is edited: undo, redo and reset.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::table::mapping::Mapping;
use crate::table::mapping_table::{MappingTable, Row, SavedRows, UnknownRow};

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

/// The mapping table with the steps that led to it.
#[derive(Debug, Clone)]
pub struct EditHistory {
    table: MappingTable,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// The rows on the other side of a change.
#[derive(Debug, Clone)]
struct Step {
    rows: Arc<Vec<Row>>,
    change: Change,
}

/// Steps that can be undone; older ones are forgotten.
const UNDO_STEPS: usize = 100;

impl EditHistory {
    /// Begins with a table that nobody has edited yet.
    pub fn new(table: MappingTable) -> Self {
        EditHistory { table, undo: Vec::new(), redo: Vec::new() }
    }

    /// Takes the rows of another run; what led to them is not known any more.
    #[must_use]
    pub fn with_saved(self, saved: SavedRows) -> Self {
        EditHistory { table: self.table.with_saved(saved), ..self }
    }

    /// Returns the table as it is now.
    pub fn table(&self) -> &MappingTable {
        &self.table
    }

    /// Replaces the mapping of a row.
    ///
    /// # Errors
    /// Fails when there is no such row.
    pub fn change(&mut self, id: u32, mapping: Mapping) -> Result<(), UnknownRow> {
        let change = Change::Changed { target: mapping.target.clone() };
        self.step(change, |table| table.change(id, mapping))
    }

    /// Adds a mapping at the end and returns its id.
    pub fn add(&mut self, mapping: Mapping) -> u32 {
        let change = Change::Added { target: mapping.target.clone() };
        self.step(change, |table| table.add(mapping))
    }

    /// Removes a row.
    ///
    /// # Errors
    /// Fails when there is no such row.
    pub fn remove(&mut self, id: u32) -> Result<(), UnknownRow> {
        let row = self.table.rows().iter().find(|row| row.id == id);
        let target = row.map(|row| row.mapping.target.clone()).unwrap_or_default();
        self.step(Change::Removed { target }, |table| table.remove(id))
    }

    /// Goes back to the profile; can be undone.
    pub fn reset(&mut self) {
        self.step(Change::Reset, MappingTable::reset);
    }

    /// Fills each target from a new source, in one step, which `attribute` names.
    pub fn fill(&mut self, attribute: &str, mappings: impl IntoIterator<Item = Mapping>) {
        let change = Change::Levels { attribute: attribute.to_owned() };
        self.step(change, |table| table.fill(mappings));
    }

    /// Puts other mappings in the table's place, in one step, which `file` names.
    pub fn open(&mut self, file: &str, mappings: impl IntoIterator<Item = Mapping>) {
        let change = Change::Opened { file: file.to_owned() };
        self.step(change, |table| table.open(mappings));
    }

    /// Returns the table before the last change; `None` when there was none in this run.
    pub fn before_last_change(&self) -> Option<MappingTable> {
        self.undo.last().map(|step| self.table.with_rows(Arc::clone(&step.rows)))
    }

    /// Takes the last change back; returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.undo.pop() else { return false };
        let back = self.take_over(step);
        self.redo.push(back);
        true
    }

    /// Makes the last undone change again; returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.redo.pop() else { return false };
        let back = self.take_over(step);
        self.undo.push(back);
        true
    }

    /// Returns whether [`EditHistory::redo`] would do something.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Returns the change that [`EditHistory::undo`] would take back.
    pub fn last_change(&self) -> Option<&Change> {
        self.undo.last().map(|step| &step.change)
    }

    /// Edits the table. What leaves its rows alone is no step.
    fn step<T>(&mut self, change: Change, edit: impl FnOnce(&mut MappingTable) -> T) -> T {
        let rows = self.table.shared_rows();
        let made = edit(&mut self.table);
        if !Arc::ptr_eq(&rows, &self.table.shared_rows()) {
            if self.undo.len() == UNDO_STEPS {
                self.undo.remove(0);
            }
            self.undo.push(Step { rows, change });
            self.redo.clear();
        }
        made
    }

    /// Takes the rows of a step; returns the step back.
    fn take_over(&mut self, step: Step) -> Step {
        let rows = self.table.shared_rows();
        self.table = self.table.with_rows(step.rows);
        Step { rows, change: step.change }
    }
}

#[cfg(test)]
mod tests;
