//! A worker's view of an export that is read in chunks: the table and the scope, looked up in each
//! chunk's attributes.

use footbridge_directory::{Chunk, Directory};

use crate::column::value_checks::ValueChecks;
use crate::column::value_ids::ValueIds;
use crate::evaluate::compiled_table::CompiledTable;
use crate::expression::bound::Context;
use crate::scope::{Scope, Scoped};
use crate::table::mapping_table::MappingTable;
use crate::table::rules::Rules;

/// What is read of an export, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'r> {
    pub(crate) table: &'r MappingTable,
    pub(crate) scope: &'r Scope,
    pub(crate) context: &'r Context,
}

impl<'r> Reading<'r> {
    /// Returns the attributes that the table, the scope or a name needs.
    pub(crate) fn attributes(&self) -> Vec<String> {
        let compiled = CompiledTable::new(self.table, self.context, &Directory::default());
        let mut names: Vec<String> = compiled.attributes().map(str::to_owned).collect();
        names.extend(crate::people::person_columns::NAMES.map(str::to_owned));
        names.extend(self.scope.attributes().into_iter().map(str::to_owned));
        names
    }
}

/// The table and the scope as one worker uses them.
pub(crate) struct ChunkReader<'r> {
    rules: &'r Rules,
    pub(crate) compiled: CompiledTable<'r>,
    /// The attributes of the part that was entered.
    pub(crate) value_ids: ValueIds,
    scoped: Scoped<'r>,
    layout: Directory,
}

impl<'r> ChunkReader<'r> {
    pub(crate) fn new(reading: Reading<'r>) -> Self {
        let layout = Directory::default();
        ChunkReader {
            rules: reading.table.rules(),
            compiled: CompiledTable::new(reading.table, reading.context, &layout),
            value_ids: ValueIds::default(),
            scoped: Scoped::new(reading.scope, &layout),
            layout,
        }
    }

    /// Returns the checks of each mapping, in the table's order.
    pub(crate) fn value_checks(&self) -> Vec<ValueChecks> {
        let compiled = &self.compiled;
        let checks =
            |id| ValueChecks::new(compiled.target(id), compiled.is_matching(id), self.rules);
        compiled.ids().map(checks).collect()
    }

    /// Looks attributes up where they are in this part; returns the rows in scope.
    pub(crate) fn enter(&mut self, chunk: &Chunk) -> Vec<u32> {
        self.resolve(chunk.directory());
        self.value_ids.enter();
        self.scoped.rows(chunk.directory())
    }

    /// Looks attributes up where they are in this part.
    pub(crate) fn resolve(&mut self, directory: &Directory) {
        if !self.layout.is_laid_out_as(directory) {
            self.compiled.resolve(directory);
            self.scoped.resolve(directory);
            self.value_ids.forget();
            self.layout = directory.without_users();
        }
    }

    /// Returns whether the scoping filter lets somebody through, or may do so.
    pub(crate) fn may_pass(&self, directory: &Directory, row: u32) -> bool {
        self.scoped.may_pass(directory, row)
    }

    /// Returns whether the filter could not be told of somebody.
    pub(crate) fn is_uncertain(&self) -> bool {
        self.scoped.is_uncertain()
    }

    /// Returns the listed names that were found.
    pub(crate) fn found(self) -> std::collections::HashSet<String> {
        self.scoped.found
    }
}
