//! The arguments of a call, evaluated when asked for.
//!
//! Deliberately absent: what is done with them.

use std::borrow::Cow;
use std::ops::Range;

use super::{Evaluator, Outcome, Stop, bounded, error, number_of, shown, single_text};
use crate::compile::{CallNode, Node, NodeKind};
use crate::context::Context;
use crate::functions::Function;
use crate::value::{Number, Value};

/// The arguments of a call, evaluated when asked for.
pub(super) struct Arguments<'s, 'e, 'a> {
    pub(super) evaluator: &'s Evaluator<'e, 'a>,
    pub(super) call: &'a CallNode,
    pub(super) span: &'a Range<usize>,
}

impl<'e, 'a> Arguments<'_, 'e, 'a> {
    pub(super) fn context(&self) -> &'a Context {
        self.evaluator.context
    }

    pub(super) fn len(&self) -> usize {
        self.call.arguments.len()
    }

    pub(super) fn node(&self, slot: usize) -> Option<&'a Node> {
        self.call.arguments.get(slot)?.as_ref()
    }

    pub(super) fn is_given(&self, slot: usize) -> bool {
        self.node(slot).is_some()
    }

    /// Returns the arguments of a call of `function` in a slot. Not while tracing, which is to see
    /// every part.
    pub(super) fn inner_call(
        &self,
        slot: usize,
        function: Function,
    ) -> Option<Arguments<'_, 'e, 'a>> {
        let node = self.node(slot)?;
        match &node.kind {
            NodeKind::Call(call)
                if call.info.function == function && self.evaluator.trace.is_none() =>
            {
                Some(Arguments { evaluator: self.evaluator, call, span: &node.span })
            }
            _ => None,
        }
    }

    /// The bytes of an argument, or of the whole call for an empty slot.
    pub(super) fn span(&self, slot: usize) -> &'a Range<usize> {
        self.node(slot).map_or(self.span, |node| &node.span)
    }

    /// Evaluates an argument; null for an empty slot.
    pub(super) fn value(&self, slot: usize) -> Outcome<'a> {
        self.node(slot).map_or(Ok(Value::Null), |node| self.evaluator.value(node))
    }

    /// Evaluates an argument to one text; `None` for null and for an empty slot.
    pub(super) fn text(&self, slot: usize) -> Result<Option<Cow<'a, str>>, Stop> {
        let Some(node) = self.node(slot) else {
            return Ok(None);
        };
        let value = match &node.kind {
            // Most arguments are one of these, and then nothing needs to be evaluated.
            NodeKind::Column(column) if self.evaluator.trace.is_none() => {
                self.evaluator.listed((self.evaluator.column)(*column), &node.span)?
            }
            NodeKind::Constant(Value::Text(text)) if self.evaluator.trace.is_none() => {
                return Ok(Some(Cow::Borrowed(text)));
            }
            _ => self.evaluator.value(node)?,
        };
        let text = match value {
            Value::Text(text) => text,
            Value::Null => return Ok(None),
            other => match single_text(other, &node.span)? {
                Some(text) => text,
                None => return Ok(None),
            },
        };
        self.pass_over(text.len())?;
        Ok(Some(text))
    }

    /// Counts bytes that are copied or compared, or the like.
    pub(super) fn pass_over(&self, bytes: usize) -> Result<(), Stop> {
        self.evaluator.pass_over(bytes, self.span)
    }

    /// Evaluates an argument to a whole number.
    pub(super) fn integer(&self, slot: usize) -> Result<i64, Stop> {
        if let Some(Node {
            kind: NodeKind::Constant(Value::Number(Number::Integer(known))), ..
        }) = self.node(slot)
            && self.evaluator.trace.is_none()
        {
            return Ok(*known);
        }
        let value = self.value(slot)?;
        number_of(&value).and_then(Number::as_integer).ok_or_else(|| {
            let name = self.call.info.parameter(slot).map_or("This", |parameter| parameter.name);
            error(
                "evaluation.not_a_number",
                self.span(slot),
                format!("`{name}` needs a whole number, and got {}.", shown(&value)),
            )
        })
    }

    pub(super) fn error(&self, code: &'static str, message: impl Into<Cow<'static, str>>) -> Stop {
        error(code, self.span, message)
    }

    /// Returns a text as a value, unless it has grown too long.
    pub(super) fn bounded(&self, text: String) -> Outcome<'a> {
        bounded(text, self.span)
    }
}
