//! Walks the nodes of a compiled expression, and gives functions their arguments when they ask for
//! them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::error::{EvaluationError, Outcome, Stop, error, flow};
use super::operators::{compare, concatenated};
use super::values::{bounded, number_of, shown, single_text, size};
use crate::context::Context;
use crate::functions::Function;
use crate::limits::Work;
use crate::message::{Message, Parameter};
use crate::node::{CallNode, Node, NodeKind, Prepared};
use crate::tree::Operator;
use crate::value::{Flow, Number, Value};
use crate::words::Words;

/// Calls a function with its arguments.
pub(super) type Functions = for<'a> fn(&Arguments<'_, '_, 'a>) -> Outcome<'a>;

/// One evaluation of one expression for one record.
pub(crate) struct Evaluator<'e, 'a> {
    /// Calls the function of a call; they are above this file, and ask it for their arguments.
    pub(super) functions: Functions,
    pub(super) column: &'e dyn Fn(usize) -> Value<'a>,
    pub(super) context: &'a Context,
    pub(super) work: &'e Work,
    pub(super) trace: Option<&'e RefCell<Seen<'a>>>,
}

/// What became known while tracing: the outcome of each node that was looked at, by its address.
pub(crate) type Seen<'a> = HashMap<*const Node, Result<Flow<'a>, EvaluationError>>;

impl<'e, 'a> Evaluator<'e, 'a> {
    pub(crate) fn flow(&self, node: &'a Node) -> Result<Flow<'a>, EvaluationError> {
        flow(self.value(node))
    }

    /// Evaluates a node and everything that its value asks for, and notes what became known.
    pub(crate) fn note(mut self, node: &'a Node, seen: &'e RefCell<Seen<'a>>) {
        self.trace = Some(seen);
        drop(self.value(node));
    }

    pub(crate) fn value(&self, node: &'a Node) -> Outcome<'a> {
        match &self.trace {
            None => self.plain_value(node),
            Some(trace) => {
                if let NodeKind::Folded { original, .. } = &node.kind {
                    return self.value(original);
                }
                let outcome = self.plain_value(node);
                trace.borrow_mut().insert(std::ptr::from_ref(node), flow(outcome.clone()));
                outcome
            }
        }
    }

    fn plain_value(&self, node: &'a Node) -> Outcome<'a> {
        match &node.kind {
            NodeKind::Constant(value) | NodeKind::Folded { value, .. } => {
                self.listed(value.borrowed(), &node.span)
            }
            NodeKind::Column(column) => self.listed((self.column)(*column), &node.span),
            NodeKind::Call(call) => self.call(call, &node.span),
            NodeKind::Operation { operator, left, right } => {
                self.operation(*operator, left, right, &node.span)
            }
            NodeKind::DomainFqdn => match self.context.domain_fqdn() {
                Some(domain) => Ok(Value::from(domain)),
                None => Err(error(&node.span, Words::NoDomain)),
            },
            NodeKind::IgnoreAttribute => Err(Stop::IgnoreAttribute),
            NodeKind::IgnoreObject => Err(Stop::IgnoreObject),
        }
    }

    /// Counts what making a list took; a text is borrowed.
    pub(super) fn listed(&self, value: Value<'a>, span: &Range<usize>) -> Outcome<'a> {
        if let Value::List(values) = &value {
            // Whoever traces keeps one, too.
            let times = if self.trace.is_some() { 200 } else { 100 };
            self.pass_over(values.len() * times, span)?;
        }
        Ok(value)
    }

    /// Counts bytes that are copied or compared, or the like; short texts are not worth counting.
    pub(super) fn pass_over(&self, bytes: usize, span: &Range<usize>) -> Result<(), Stop> {
        if bytes <= 64 {
            return Ok(());
        }
        self.work.take(bytes).ok_or_else(|| error(span, Words::TooMuchWork))
    }

    fn operation(
        &self,
        operator: Operator,
        left: &'a Node,
        right: &'a Node,
        span: &Range<usize>,
    ) -> Outcome<'a> {
        let left_value = self.value(left)?;
        let right_value = self.value(right)?;
        self.pass_over(size(&left_value) + size(&right_value), span)?;
        if operator == Operator::Concatenate {
            let left = single_text(left_value, span)?.unwrap_or_default();
            let right = single_text(right_value, span)?.unwrap_or_default();
            return concatenated(left, &right, span);
        }
        compare(operator, left_value, right_value, span).map(Value::Boolean)
    }

    fn call(&self, call: &'a CallNode, span: &'a Range<usize>) -> Outcome<'a> {
        let arguments = Arguments { evaluator: self, call, span };
        if self.trace.is_some() && !matches!(call.prepared, Prepared::Nothing | Prepared::Keys(_)) {
            // What was prepared from them is used instead of them, and they are seen all the same.
            for argument in call.arguments.iter().flatten().filter(|node| node.is_constant()) {
                drop(self.value(argument));
            }
        }
        (self.functions)(&arguments)
    }
}

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
            let name = self
                .call
                .info
                .parameter(slot)
                .map_or(Words::Argument.into(), |parameter| Parameter::from(parameter.name));
            error(
                self.span(slot),
                Words::NotANumber.with("name", name).with("value", shown(&value)),
            )
        })
    }

    pub(super) fn error(&self, message: impl Into<Message>) -> Stop {
        error(self.span, message)
    }

    /// Returns a text as a value, unless it has grown too long.
    pub(super) fn bounded(&self, text: String) -> Outcome<'a> {
        bounded(text, self.span)
    }
}
