//! The mapping table with its expressions compiled, for any directory whose attributes it was
//! looked up in. Each mapping is computed for one row at a time.

use std::borrow::Cow;
use std::collections::HashSet;

use footbridge_directory::{AttributeIndex, Directory, Value};

use footbridge_workers::Cancelled;

use crate::evaluate::sent_targets::Targets;
use crate::expression::bound::{self, BoundExpression, Broken, Context};
use crate::expression::reference::attribute;
use crate::expression::value::{Evaluated, Sent, many, one};
use crate::table::mapping::{Mapping, Source};
use crate::table::mapping_table::MappingTable;
use crate::work::Work;

/// Points at a mapping of one compiled table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MappingId(pub(crate) usize);

/// The mapping table, compiled.
#[derive(Debug)]
pub(crate) struct CompiledTable<'c> {
    context: &'c Context,
    rows: Vec<Prepared>,
    /// The targets to which several mappings lead.
    shared: HashSet<String>,
}

/// One mapping, compiled.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) id: u32,
    pub(crate) mapping: Mapping,
    pub(crate) source: PreparedSource,
}

#[derive(Debug)]
pub(crate) enum PreparedSource {
    /// One attribute; no index when the file does not have it.
    Attribute {
        name: String,
        index: Option<AttributeIndex>,
    },
    Constant(String),
    Expression(Box<BoundExpression>),
    /// An expression that cannot be computed.
    Broken {
        code: String,
        message: String,
    },
}

/// On what the value of a mapping depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DependsOn {
    /// Everybody gets the same.
    Nothing,
    /// People who share the value of this attribute get the same.
    One(AttributeIndex),
    /// People who share the values of several attributes get the same.
    Several,
    /// Chance has a part in it.
    Chance,
}

impl<'c> CompiledTable<'c> {
    pub(crate) fn new(table: &MappingTable, context: &'c Context, directory: &Directory) -> Self {
        let rows = table.rows().iter().map(|row| Prepared::new(row.id, &row.mapping, directory));
        CompiledTable::of(rows.collect(), context)
    }

    pub(crate) fn of(rows: Vec<Prepared>, context: &'c Context) -> Self {
        let (mut seen, mut shared) = (HashSet::new(), HashSet::new());
        for row in &rows {
            if !seen.insert(row.mapping.target.as_str()) {
                shared.insert(row.mapping.target.clone());
            }
        }
        CompiledTable { context, rows, shared }
    }

    /// Adds what a mapping sends to the other values of a person.
    pub(crate) fn add<'p>(&'p self, targets: &mut Targets<'p>, id: MappingId, value: Sent<'p>) {
        match self.target(id) {
            target if self.shared.contains(target) => targets.set(target, value),
            target => targets.push(target, value),
        }
    }

    /// Looks the attributes up in another directory, such as the next part of a file.
    pub(crate) fn resolve(&mut self, directory: &Directory) {
        for row in &mut self.rows {
            match &mut row.source {
                PreparedSource::Attribute { name, index } => *index = attribute(directory, name),
                PreparedSource::Expression(bound) => bound.resolve(directory),
                PreparedSource::Constant(_) | PreparedSource::Broken { .. } => {}
            }
        }
    }

    /// Returns the mappings in the table's order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = MappingId> + use<> {
        (0..self.rows.len()).map(MappingId)
    }

    pub(crate) fn row(&self, id: MappingId) -> Option<&Prepared> {
        self.rows.get(id.0)
    }

    pub(crate) fn target(&self, id: MappingId) -> &str {
        self.row(id).map_or("", |row| &row.mapping.target)
    }

    pub(crate) fn is_matching(&self, id: MappingId) -> bool {
        self.row(id).is_some_and(|row| row.mapping.matching.is_some())
    }

    /// Returns whether the person at `row`, counted from 0, has a value to be matched by; everybody
    /// has where nothing matches, which is said of the table.
    pub(crate) fn is_matched(&self, directory: &Directory, row: u32) -> bool {
        let mut matching = self.ids().filter(|id| self.is_matching(*id)).peekable();
        matching.peek().is_none()
            || matching.any(|id| self.evaluate(id, directory, row).text().is_some())
    }

    /// Returns the names of the attributes that any mapping reads.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &str> {
        self.rows
            .iter()
            .flat_map(|row| match &row.source {
                PreparedSource::Attribute { name, .. } => std::slice::from_ref(name).iter(),
                PreparedSource::Expression(bound) => bound.names().iter(),
                PreparedSource::Constant(_) | PreparedSource::Broken { .. } => [].iter(),
            })
            .map(String::as_str)
    }

    pub(crate) fn depends_on(&self, id: MappingId) -> DependsOn {
        match self.row(id).map(|row| &row.source) {
            Some(PreparedSource::Attribute { index: Some(index), .. }) => DependsOn::One(*index),
            Some(PreparedSource::Expression(bound)) => match bound.only_attribute() {
                _ if bound.is_same_for_all() => DependsOn::Nothing,
                Some(attribute) => DependsOn::One(attribute),
                None if bound.is_steady() => DependsOn::Several,
                None => DependsOn::Chance,
            },
            _ => DependsOn::Nothing,
        }
    }

    /// Returns the attributes of an expression; none of any other mapping.
    pub(crate) fn found(&self, id: MappingId) -> &[Option<AttributeIndex>] {
        match self.row(id).map(|row| &row.source) {
            Some(PreparedSource::Expression(bound)) => bound.found(),
            _ => &[],
        }
    }

    /// Computes a mapping for the person at `row`, counted from 0.
    pub(crate) fn evaluate<'a>(
        &'a self,
        id: MappingId,
        directory: &'a Directory,
        row: u32,
    ) -> Evaluated<'a> {
        self.evaluate_and_count(id, directory, row).0
    }

    /// Computes a mapping for the person at `row`, and counts what that takes.
    pub(crate) fn evaluate_within<'a>(
        &'a self,
        id: MappingId,
        directory: &'a Directory,
        row: u32,
        work: &mut Work<'_>,
    ) -> Result<Evaluated<'a>, Cancelled> {
        // Of most people a text is handed on as it is, which takes less than to carry what else it might
        // have been.
        if let Some(text) = self.direct_text(id, directory, row) {
            work.take(text.len() / 4 + 16)?;
            return Ok(one(Cow::Borrowed(text)));
        }
        let (evaluated, done) = self.evaluate_and_count(id, directory, row);
        let done = usize::try_from(done / NANOSECONDS).unwrap_or(usize::MAX);
        work.take(evaluated.letters() / 4 + done + 16)?;
        Ok(evaluated)
    }

    /// Returns the text that a direct mapping sends as it is.
    fn direct_text<'a>(
        &self,
        id: MappingId,
        directory: &'a Directory,
        row: u32,
    ) -> Option<&'a str> {
        match self.row(id)?.source {
            PreparedSource::Attribute { index: Some(index), .. } => {
                match directory.value(row, index) {
                    Value::Text(text) if !text.is_empty() => Some(text),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Computes a mapping, and tells how much an expression did.
    fn evaluate_and_count<'a>(
        &'a self,
        id: MappingId,
        directory: &'a Directory,
        row: u32,
    ) -> (Evaluated<'a>, u64) {
        let Some(prepared) = self.row(id) else { return (Evaluated::Nothing, 0) };
        let mut done = 0;
        let value = match &prepared.source {
            PreparedSource::Attribute { index: None, .. } => Evaluated::Nothing,
            PreparedSource::Attribute { index: Some(index), .. } => {
                match directory.value(row, *index) {
                    Value::Null => Evaluated::Nothing,
                    Value::Text(text) => one(Cow::Borrowed(text)),
                    Value::List(list) => many(list.iter().map(str::to_owned).collect()),
                }
            }
            PreparedSource::Constant(text) => one(Cow::Borrowed(text)),
            PreparedSource::Expression(bound) => {
                let (value, counted) = bound.evaluate_and_count(directory, row, self.context);
                done = counted;
                value
            }
            PreparedSource::Broken { code, message } => {
                Evaluated::Broken { code: code.clone(), message: message.clone() }
            }
        };
        let value = match (value, &prepared.mapping.default_if_null) {
            (Evaluated::Nothing | Evaluated::Failed { .. }, _) if prepared.source.lacks_any() => {
                Evaluated::Unknown
            }
            (Evaluated::Nothing, Some(default)) if !default.is_empty() => {
                Evaluated::Sent { value: Sent::One(Cow::Borrowed(default)), from_default: true }
            }
            (value, _) => value,
        };
        (value, done)
    }
}

/// How many nanoseconds a step of work takes, or so.
const NANOSECONDS: u64 = 4;

impl Prepared {
    pub(crate) fn new(id: u32, mapping: &Mapping, directory: &Directory) -> Self {
        let source = PreparedSource::new(&mapping.source, directory);
        Prepared { id, mapping: mapping.clone(), source }
    }
}

impl PreparedSource {
    /// Returns whether the directory does not have an attribute that is read.
    fn lacks_any(&self) -> bool {
        match self {
            PreparedSource::Attribute { index, .. } => index.is_none(),
            PreparedSource::Expression(bound) => bound.found().iter().any(Option::is_none),
            PreparedSource::Constant(_) | PreparedSource::Broken { .. } => false,
        }
    }

    pub(crate) fn new(source: &Source, directory: &Directory) -> Self {
        match source {
            Source::Direct { attribute: name } => {
                PreparedSource::Attribute { name: name.clone(), index: attribute(directory, name) }
            }
            Source::Constant { value } => PreparedSource::Constant(value.clone()),
            Source::Expression { text } => PreparedSource::of(bound::compile(text, directory)),
        }
    }

    /// Returns the source that an expression is.
    pub(crate) fn of(bound: Result<BoundExpression, Broken>) -> Self {
        match bound {
            Ok(bound) => PreparedSource::Expression(Box::new(bound)),
            Err(broken) => {
                PreparedSource::Broken { code: broken.code.to_owned(), message: broken.message }
            }
        }
    }
}
