//! The value of a mapping for a person, as Entra computes it when it creates the user.
//!
//! Null and empty values are not sent, and a default takes their place on creation only (Entra's
//! documentation of attribute mappings). A preview shows a creation, so defaults apply.
//! Deliberately absent: the expression language itself, and requests.

use std::borrow::Cow;

use footbridge_directory::{AttributeIndex, Directory, Value};
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::code::words;
use crate::compiled::{self, Compiled, Context};
use crate::model::{Mapping, Source};
use crate::set::MappingSet;

/// What happens with one target of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// A value is sent.
    Sent {
        /// The value; several are joined with `; `.
        value: String,
        /// It is the mapping's default, for want of a value.
        from_default: bool,
    },
    /// Nothing is sent for the target.
    NotSent {
        /// Why, as a sentence.
        reason: String,
    },
    /// The expression leaves the target as it is.
    Ignored {
        /// Why, as a sentence.
        reason: String,
    },
    /// No value can be computed.
    Error {
        /// The stable code.
        code: String,
        /// What is wrong, as a sentence.
        message: String,
    },
}

/// A value that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent<'a> {
    /// One text.
    One(Cow<'a, str>),
    /// Several texts, none of them empty.
    Many(Vec<String>),
}

impl<'a> Sent<'a> {
    /// Returns the value as one text; several are joined with `; `.
    pub fn text(self) -> Cow<'a, str> {
        match self {
            Sent::One(text) => text,
            Sent::Many(texts) => Cow::Owned(texts.join("; ")),
        }
    }
}

/// What a mapping gives for a person, before it is put in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evaluated<'a> {
    /// A value.
    Sent {
        /// The value.
        value: Sent<'a>,
        /// It is the mapping's default.
        from_default: bool,
    },
    /// Null or empty: nothing is sent.
    Nothing,
    /// The expression says to leave the target alone.
    Ignored,
    /// An error.
    Failed {
        /// The stable code.
        code: String,
        /// What is wrong.
        message: String,
    },
}

/// Points at a mapping of one [`Evaluator`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MappingId(usize);

/// The mapping table, ready to be computed over one directory.
#[derive(Debug)]
pub struct Evaluator<'d> {
    directory: &'d Directory,
    context: &'d Context,
    rows: Vec<Prepared>,
}

#[derive(Debug)]
struct Prepared {
    id: u32,
    target: String,
    matching: bool,
    default: Option<String>,
    source: PreparedSource,
}

#[derive(Debug)]
enum PreparedSource {
    Attribute(AttributeIndex),
    /// A direct mapping of an attribute that the file does not have.
    Absent(String),
    Constant(String),
    Expression(Box<Compiled>),
    /// An expression that cannot be computed.
    Broken {
        code: String,
        message: String,
    },
}

impl<'d> Evaluator<'d> {
    /// Prepares the table for a directory. `context` holds the clock and what else expressions ask.
    pub fn new(directory: &'d Directory, set: &MappingSet, context: &'d Context) -> Self {
        let rows = set.rows().iter().map(|row| Prepared::new(row.id, &row.mapping, directory));
        Evaluator { directory, context, rows: rows.collect() }
    }

    /// Prepares one mapping alone; its id is 0.
    pub fn of_one(
        directory: &'d Directory,
        mapping: &Mapping,
        context: &'d Context,
    ) -> (Self, MappingId) {
        let prepared = Prepared::new(0, mapping, directory);
        (Evaluator { directory, context, rows: vec![prepared] }, MappingId(0))
    }

    /// Returns the directory.
    pub fn directory(&self) -> &'d Directory {
        self.directory
    }

    /// Returns the mappings in the table's order.
    pub fn ids(&self) -> impl Iterator<Item = MappingId> + use<> {
        (0..self.rows.len()).map(MappingId)
    }

    /// Returns the id that the table's row has.
    pub fn row_id(&self, id: MappingId) -> u32 {
        self.rows.get(id.0).map_or(0, |row| row.id)
    }

    /// Returns a mapping's target.
    pub fn target(&self, id: MappingId) -> &str {
        self.rows.get(id.0).map_or("", |row| &row.target)
    }

    /// Returns whether users are matched by a mapping's target.
    pub fn is_matching(&self, id: MappingId) -> bool {
        self.rows.get(id.0).is_some_and(|row| row.matching)
    }

    /// Returns how many targets users are matched by.
    pub fn matching_count(&self) -> usize {
        self.rows.iter().filter(|row| row.matching).count()
    }

    /// Returns the only attribute that a mapping's value depends on; `None` when there are several
    /// or none, or when the value may differ between two people who share it.
    pub fn only_attribute(&self, id: MappingId) -> Option<AttributeIndex> {
        match &self.rows.get(id.0)?.source {
            PreparedSource::Attribute(attribute) => Some(*attribute),
            PreparedSource::Expression(compiled) => compiled.only_attribute(),
            _ => None,
        }
    }

    /// Computes a mapping for the person at `row`, counted from 0.
    pub fn evaluate(&self, id: MappingId, row: u32) -> Evaluated<'_> {
        let Some(prepared) = self.rows.get(id.0) else { return Evaluated::Nothing };
        let value = match &prepared.source {
            PreparedSource::Attribute(attribute) => match self.directory.value(row, *attribute) {
                Value::Null => Evaluated::Nothing,
                Value::Text(text) => one(Cow::Borrowed(text)),
                Value::List(list) => many(list.iter().map(str::to_owned).collect()),
            },
            PreparedSource::Absent(_) => Evaluated::Nothing,
            PreparedSource::Constant(text) => one(Cow::Borrowed(text)),
            PreparedSource::Expression(compiled) => {
                compiled.evaluate(self.directory, row, self.context)
            }
            PreparedSource::Broken { code, message } => {
                Evaluated::Failed { code: code.clone(), message: message.clone() }
            }
        };
        match (value, &prepared.default) {
            (Evaluated::Nothing, Some(default)) => {
                Evaluated::Sent { value: Sent::One(Cow::Borrowed(default)), from_default: true }
            }
            (value, _) => value,
        }
    }

    /// Computes a mapping for the person at `row`, counted from 0, and puts it in words.
    pub fn outcome(&self, id: MappingId, row: u32, language: &Language) -> Outcome {
        match self.evaluate(id, row) {
            Evaluated::Sent { value, from_default } => {
                Outcome::Sent { value: value.text().into_owned(), from_default }
            }
            Evaluated::Nothing => Outcome::NotSent { reason: self.why_nothing(id, language) },
            Evaluated::Ignored => {
                Outcome::Ignored { reason: words("outcome.ignored", language, &[]) }
            }
            Evaluated::Failed { code, message } => Outcome::Error { code, message },
        }
    }

    fn why_nothing(&self, id: MappingId, language: &Language) -> String {
        let source = self.rows.get(id.0).map(|row| &row.source);
        let absent = |names: &str| words("outcome.not_in_file", language, &[("attributes", names)]);
        match source {
            Some(PreparedSource::Absent(attribute)) => absent(attribute),
            Some(PreparedSource::Expression(compiled)) if !compiled.absent().is_empty() => {
                absent(&compiled.absent().join(", "))
            }
            Some(PreparedSource::Attribute(attribute)) => {
                let name = self.directory.attribute_name(*attribute);
                words("outcome.empty_attribute", language, &[("attribute", name)])
            }
            _ => words("outcome.empty", language, &[]),
        }
    }
}

impl Prepared {
    fn new(id: u32, mapping: &Mapping, directory: &Directory) -> Self {
        Prepared {
            id,
            target: mapping.target.clone(),
            matching: mapping.matching.is_some(),
            default: mapping.default_if_null.clone().filter(|text| !text.is_empty()),
            source: prepare(&mapping.source, directory),
        }
    }
}

fn prepare(source: &Source, directory: &Directory) -> PreparedSource {
    match source {
        Source::Direct { attribute } => match directory.attribute(attribute) {
            Some(index) => PreparedSource::Attribute(index),
            None => PreparedSource::Absent(attribute.clone()),
        },
        Source::Constant { value } => PreparedSource::Constant(value.clone()),
        Source::Expression { text } => match compiled::compile(text, directory) {
            Ok(compiled) => PreparedSource::Expression(Box::new(compiled)),
            Err(broken) => {
                PreparedSource::Broken { code: broken.code.to_owned(), message: broken.message }
            }
        },
    }
}

/// Returns one text as it is sent: an empty one is not.
pub(crate) fn one(text: Cow<'_, str>) -> Evaluated<'_> {
    if text.is_empty() {
        return Evaluated::Nothing;
    }
    Evaluated::Sent { value: Sent::One(text), from_default: false }
}

/// Returns several texts as they are sent: without the empty ones.
pub(crate) fn many<'a>(mut texts: Vec<String>) -> Evaluated<'a> {
    texts.retain(|text| !text.is_empty());
    if texts.is_empty() {
        return Evaluated::Nothing;
    }
    Evaluated::Sent { value: Sent::Many(texts), from_default: false }
}
