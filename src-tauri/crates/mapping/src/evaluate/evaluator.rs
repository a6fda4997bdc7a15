//! The compiled table over one directory: what each mapping gives for a person, as Entra computes it
//! when it creates the user.
//!
//! Null and empty values are not sent, and a default takes their place on creation only (Entra's
//! documentation of attribute mappings). A preview shows a creation, so defaults apply.

use footbridge_directory::{AttributeIndex, Directory, exported_name};
use footbridge_finding::Language;

use crate::evaluate::compiled_table::{
    CompiledTable, DependsOn, MappingId, Prepared, PreparedSource,
};
use crate::evaluate::error::PreviewError;
use crate::expression::bound::{BoundExpression, Context};
use crate::expression::value::{Evaluated, Outcome};
use crate::finding::code::words;
use crate::scope::Scope;
use crate::table::mapping::Mapping;
use crate::table::mapping_table::MappingTable;

/// The mapping table, ready to be computed over one directory.
#[derive(Debug)]
pub struct Evaluator<'d> {
    directory: &'d Directory,
    compiled: CompiledTable<'d>,
    scope: &'d Scope,
}

impl<'d> Evaluator<'d> {
    /// Prepares the table for a directory. `context` holds the clock and what else expressions ask.
    pub fn new(directory: &'d Directory, table: &MappingTable, context: &'d Context) -> Self {
        let compiled = CompiledTable::new(table, context, directory);
        Evaluator { directory, compiled, scope: &Scope::Everybody }
    }

    /// Prepares one mapping alone; its id is 0.
    pub fn of_one(
        directory: &'d Directory,
        mapping: &Mapping,
        context: &'d Context,
    ) -> (Self, MappingId) {
        Evaluator::of_prepared(directory, Prepared::new(0, mapping, directory), context)
    }

    /// Takes one mapping that was prepared for a directory; its id is 0.
    pub(crate) fn of_prepared(
        directory: &'d Directory,
        prepared: Prepared,
        context: &'d Context,
    ) -> (Self, MappingId) {
        let compiled = CompiledTable::of(vec![prepared], context);
        (Evaluator { directory, compiled, scope: &Scope::Everybody }, MappingId(0))
    }

    /// Returns a mapping's expression; `None` when it has none, or one that cannot be computed.
    pub(crate) fn expression(&self, id: MappingId) -> Option<&BoundExpression> {
        match self.compiled.row(id).map(|row| &row.source) {
            Some(PreparedSource::Expression(bound)) => Some(bound),
            _ => None,
        }
    }

    /// Returns the table for the people in `scope` only: a preview leaves everybody else out.
    #[must_use]
    pub fn within(self, scope: &'d Scope) -> Self {
        Evaluator { scope, ..self }
    }

    /// Returns whom a preview is about.
    pub fn scope(&self) -> &'d Scope {
        self.scope
    }

    pub(crate) fn compiled(&self) -> &CompiledTable<'d> {
        &self.compiled
    }

    pub(crate) fn mapping(&self, id: MappingId) -> Option<&Mapping> {
        self.compiled.row(id).map(|row| &row.mapping)
    }

    /// Returns the directory.
    pub fn directory(&self) -> &'d Directory {
        self.directory
    }

    /// Returns the mappings in the table's order.
    pub fn ids(&self) -> impl Iterator<Item = MappingId> + use<> {
        self.compiled.ids()
    }

    /// Returns the id that the table's row has.
    pub fn row_id(&self, id: MappingId) -> u32 {
        self.compiled.row(id).map_or(0, |row| row.id)
    }

    /// Returns a mapping's target.
    pub fn target(&self, id: MappingId) -> &str {
        self.compiled.target(id)
    }

    /// Returns whether users are matched by a mapping's target.
    pub fn is_matching(&self, id: MappingId) -> bool {
        self.compiled.is_matching(id)
    }

    /// Returns the only attribute that a mapping's value depends on; `None` when there are several
    /// or none, or when the value may differ between two people who share it.
    pub fn only_attribute(&self, id: MappingId) -> Option<AttributeIndex> {
        match self.compiled.depends_on(id) {
            DependsOn::One(attribute) => Some(attribute),
            DependsOn::Nothing | DependsOn::Several | DependsOn::Chance => None,
        }
    }

    /// Computes a mapping for the person at `row`, counted from 0.
    pub fn evaluate(&self, id: MappingId, row: u32) -> Evaluated<'_> {
        self.compiled.evaluate(id, self.directory, row)
    }

    /// Computes a mapping for the person at `row`, counted from 0, and puts it in words.
    pub fn outcome(&self, id: MappingId, row: u32, language: &Language) -> Outcome {
        match self.evaluate(id, row) {
            Evaluated::Sent { value, from_default } => {
                Outcome::Sent { value: value.text().into_owned(), from_default }
            }
            Evaluated::Nothing | Evaluated::Unknown => self.nothing(id, language),
            Evaluated::Ignored => {
                Outcome::Ignored { reason: words("outcome.ignored", language, &[]) }
            }
            Evaluated::Failed { code, message } | Evaluated::Broken { code, message } => {
                Outcome::Error { code, message }
            }
        }
    }

    /// Says in words that a mapping gives nothing: for want of a value, or of a column.
    fn nothing(&self, id: MappingId, language: &Language) -> Outcome {
        let source = self.compiled.row(id).map(|row| &row.source);
        let absent = |names: &[String]| {
            let names: Vec<&str> = names.iter().map(|name| exported_name(name)).collect();
            let parameters = [("attributes", &*names.join(", "))];
            Outcome::Unknown { reason: words("outcome.not_in_file", language, &parameters) }
        };
        let not_sent = |key: &str, parameters: &[(&str, &str)]| Outcome::NotSent {
            reason: words(key, language, parameters),
        };
        match source {
            Some(PreparedSource::Attribute { name, index: None }) => {
                absent(std::slice::from_ref(name))
            }
            Some(PreparedSource::Expression(bound)) if !bound.absent().is_empty() => {
                absent(&bound.absent())
            }
            Some(PreparedSource::Attribute { name, .. }) => {
                not_sent("outcome.empty_attribute", &[("attribute", name)])
            }
            _ => not_sent("outcome.empty", &[]),
        }
    }
}

impl Mapping {
    /// Returns what this mapping gives for the people at `rows`, counted from 1, in their order.
    ///
    /// # Errors
    /// Fails when one of the rows is not in the directory.
    pub fn outcomes(
        &self,
        directory: &Directory,
        rows: &[u32],
        context: &Context,
        language: &Language,
    ) -> Result<Vec<Outcome>, PreviewError> {
        let (evaluator, id) = Evaluator::of_one(directory, self, context);
        let outcomes = rows.iter().map(|row| {
            let index = row.checked_sub(1).filter(|index| *index < directory.users());
            let index = index.ok_or(PreviewError::UnknownPerson { row: *row })?;
            Ok(evaluator.outcome(id, index, language))
        });
        outcomes.collect()
    }
}
