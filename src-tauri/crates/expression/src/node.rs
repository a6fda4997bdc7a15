//! The compiled form of an expression: what the compiler writes and the evaluator walks.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::date::DateFormat;
use crate::functions::FunctionInfo;
use crate::path_level::PathLevel;
use crate::pattern::{Pattern, Template};
use crate::tree::Operator;
use crate::value::Value;

/// A part of a compiled expression.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) kind: NodeKind,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    Constant(Value<'static>),
    Column(usize),
    DomainFqdn,
    IgnoreAttribute,
    IgnoreObject,
    Operation {
        operator: Operator,
        left: Box<Node>,
        right: Box<Node>,
    },
    Call(Box<CallNode>),
    /// A part whose value is always the same; the original is kept for [`Compiled::trace_tree`].
    Folded {
        value: Value<'static>,
        original: Box<Node>,
    },
}

#[derive(Debug)]
pub(crate) struct CallNode {
    pub(crate) info: &'static FunctionInfo,
    /// One per slot of the reference's parameter list; `None` for a slot that is not given.
    pub(crate) arguments: Vec<Option<Node>>,
    pub(crate) prepared: Prepared,
}

/// What could be made ready before the first record.
#[derive(Debug)]
pub(crate) enum Prepared {
    Nothing,
    Pattern {
        pattern: Arc<Pattern>,
        template: Option<Template>,
    },
    Level(PathLevel),
    Keys(Keys),
    /// Of `FormatDateTime`; without an input format a date of any form is read.
    Formats {
        input: Option<DateFormat>,
        output: DateFormat,
    },
}

/// Returns the keys of a `Switch` with their slots, each with its value in the next slot. An empty slot is
/// no key; in particular it is not the key `""`.
pub(crate) fn switch_keys(arguments: &[Option<Node>]) -> impl Iterator<Item = (usize, &Node)> {
    let slots = arguments.iter().enumerate().skip(2).step_by(2);
    slots.filter_map(|(slot, key)| Some((slot, key.as_ref()?)))
}

/// The keys of a `Switch` whose keys are all constant texts, each with its slot.
#[derive(Debug)]
pub(crate) enum Keys {
    Few(Vec<(Box<str>, usize)>),
    Many(HashMap<Box<str>, usize>),
}

impl Keys {
    /// From this many keys on, a map is quicker than looking at each.
    const MANY: usize = 10;

    pub(crate) fn new(arguments: &[Option<Node>]) -> Option<Keys> {
        let constant = |(slot, key): (usize, &Node)| Some((key.constant_text()?.into(), slot));
        let keys: Vec<(Box<str>, usize)> =
            switch_keys(arguments).map(constant).collect::<Option<_>>()?;
        if keys.len() < Keys::MANY {
            return Some(Keys::Few(keys));
        }
        // Of equal keys the first one counts.
        Some(Keys::Many(keys.into_iter().rev().collect()))
    }

    /// Returns the slot of the key.
    pub(crate) fn find(&self, source: &str) -> Option<usize> {
        match self {
            Keys::Few(keys) => keys.iter().find(|(key, _)| **key == *source).map(|(_, slot)| *slot),
            Keys::Many(keys) => keys.get(source).copied(),
        }
    }
}

impl Node {
    pub(crate) fn is_constant(&self) -> bool {
        matches!(self.kind, NodeKind::Constant(_) | NodeKind::Folded { .. })
    }

    /// Returns the text of a constant part.
    pub(crate) fn constant_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Constant(Value::Text(text))
            | NodeKind::Folded { value: Value::Text(text), .. } => Some(text),
            _ => None,
        }
    }
}

impl CallNode {
    pub(crate) fn is_constant(&self) -> bool {
        self.info.function.is_pure() && self.arguments.iter().flatten().all(Node::is_constant)
    }
}
