//! From a tree to something that runs for a million users: names resolved to columns, constants
//! folded, regular expressions and date formats compiled once.
//!
//! What a function does is in `evaluate`, what is wrong with an expression in [`crate::check`].

use std::cell::RefCell;
use std::ops::Range;

use crate::check;
use crate::context::Context;
use crate::date::DateFormat;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{self, EvaluationError, ReplaceMode, Stop};
use crate::functions::{self, Function, FunctionInfo};
use crate::limits::Work;
use crate::message::Message;
use crate::node::{CallNode, Keys, Node, NodeKind, Prepared};
use crate::parser::Parsed;
use crate::path_level::PathLevel;
use crate::pattern::Patterns;
use crate::record::Record;
use crate::trace::Trace;
use crate::tree::{Call, Expression, ExpressionKind};
use crate::value::{Flow, Number, Value};
use crate::words::Words;

/// An expression ready to be evaluated for many records.
#[derive(Debug)]
pub struct Compiled {
    root: Node,
}

impl Compiled {
    /// Compiles an expression. `resolve` gives the column of an attribute, or `None` when there is
    /// no such attribute; each distinct attribute is asked for once or more.
    ///
    /// # Errors
    ///
    /// Every diagnostic of severity [`crate::Severity::Error`]: of the parser, of [`crate::check`],
    /// and `expression.unknown_attribute` for each attribute that `resolve` does not know.
    pub fn new(
        parsed: &Parsed,
        mut resolve: impl FnMut(&str) -> Option<usize>,
    ) -> Result<Compiled, Vec<Diagnostic>> {
        let mut patterns = Patterns::default();
        let said = check::with_patterns(parsed, None, check::Usage::default(), &mut patterns);
        Compiled::of(parsed, said, &mut patterns, &mut resolve)
    }

    /// Checks an expression as [`check`](crate::check()) does, and compiles it: for an editor, which
    /// wants both and would have the regular expressions compiled twice.
    pub fn check_and_compile(
        parsed: &Parsed,
        usage: check::Usage,
        mut resolve: impl FnMut(&str) -> Option<usize>,
    ) -> (Vec<Diagnostic>, Result<Compiled, Vec<Diagnostic>>) {
        let mut patterns = Patterns::default();
        // What is wrong with its use is no hindrance to computing it.
        let plain = check::with_patterns(parsed, None, check::Usage::default(), &mut patterns);
        let said = match usage == check::Usage::default() {
            true => plain.clone(),
            false => check::with_patterns(parsed, None, usage, &mut patterns),
        };
        let compiled = Compiled::of(parsed, plain, &mut patterns, &mut resolve);
        (check::told(said), compiled)
    }

    /// Compiles an expression about which this was said.
    fn of(
        parsed: &Parsed,
        said: Vec<Diagnostic>,
        patterns: &mut Patterns,
        resolve: &mut dyn FnMut(&str) -> Option<usize>,
    ) -> Result<Compiled, Vec<Diagnostic>> {
        let mut errors: Vec<Diagnostic> = said.into_iter().filter(Diagnostic::is_error).collect();
        let mut compiler =
            Compiler { resolve, errors: &mut errors, patterns, folding: Work::whole() };
        let root = compiler.node(parsed.root());
        if errors.is_empty() { Ok(Compiled { root }) } else { Err(check::told(errors)) }
    }

    /// Evaluates the expression for one record.
    ///
    /// # Errors
    ///
    /// An [`EvaluationError`] where Entra would report one for this user, or where no result is
    /// documented; the error's text says which.
    pub fn evaluate<'a, R: Record + ?Sized>(
        &'a self,
        record: &'a R,
        context: &'a Context,
    ) -> Result<Flow<'a>, EvaluationError> {
        self.evaluate_with(&|column| record.get(column), context)
    }

    /// Evaluates the expression for the record whose values `column` gives. The result borrows from
    /// where the values are kept, not from a record that was made for the purpose.
    ///
    /// # Errors
    ///
    /// As [`Compiled::evaluate`].
    pub fn evaluate_with<'a>(
        &'a self,
        column: &dyn Fn(usize) -> Value<'a>,
        context: &'a Context,
    ) -> Result<Flow<'a>, EvaluationError> {
        self.evaluate_and_count(column, context).0
    }

    /// Evaluates the expression as [`Compiled::evaluate_with`] does, and tells how much it did, in the
    /// units of [`MAX_WORK`](crate::limits::MAX_WORK): for whoever evaluates it for many records and
    /// may be stopped.
    pub fn evaluate_and_count<'a>(
        &'a self,
        column: &dyn Fn(usize) -> Value<'a>,
        context: &'a Context,
    ) -> (Result<Flow<'a>, EvaluationError>, u64) {
        let work = Work::whole();
        let flow = evaluate::for_record(column, context, &work).flow(&self.root);
        (flow, work.taken())
    }

    /// Evaluates the expression for one record and gives the value of every part as a tree, with
    /// the parts that were not looked at.
    pub fn trace_tree<'a, R: Record + ?Sized>(
        &'a self,
        record: &'a R,
        context: &'a Context,
    ) -> Trace<'a> {
        let (column, work) = (|column| record.get(column), Work::whole());
        let seen = RefCell::default();
        evaluate::for_record(&column, context, &work).note(&self.root, &seen);
        Trace::new(&self.root, seen.into_inner())
    }
}

struct Compiler<'c> {
    resolve: &'c mut dyn FnMut(&str) -> Option<usize>,
    errors: &'c mut Vec<Diagnostic>,
    patterns: &'c mut Patterns,
    /// What constant parts may cost together.
    folding: Work,
}

impl Compiler<'_> {
    fn node(&mut self, expression: &Expression) -> Node {
        let span = expression.span.clone();
        let kind = match &expression.kind {
            ExpressionKind::Call(call) => self.call(call, &span),
            ExpressionKind::Attribute(name) => match (self.resolve)(name) {
                Some(column) => NodeKind::Column(column),
                None => {
                    if !name.is_empty() {
                        self.errors.push(check::unknown_attribute(name, span.clone(), &[]));
                    }
                    NodeKind::Constant(Value::Null)
                }
            },
            ExpressionKind::Text(text) => NodeKind::Constant(Value::from(text.clone())),
            ExpressionKind::Number(written) => NodeKind::Constant(number(written)),
            ExpressionKind::Word(word) => match word.as_str() {
                "IgnoreAttributeFlow" => NodeKind::IgnoreAttribute,
                "IgnoreObjectFlow" => NodeKind::IgnoreObject,
                _ => NodeKind::Constant(Value::from(word.clone())),
            },
            ExpressionKind::Parameter(_) => NodeKind::DomainFqdn,
            ExpressionKind::Operation(operation) => {
                let left = Box::new(self.node(&operation.left));
                let right = Box::new(self.node(&operation.right));
                let constant = left.is_constant() && right.is_constant();
                let kind = NodeKind::Operation { operator: operation.operator, left, right };
                let node = Node { span, kind };
                return if constant { self.folded(node) } else { node };
            }
            ExpressionKind::Group(inner) => return self.node(inner),
            ExpressionKind::Missing => NodeKind::Constant(Value::Null),
        };
        let node = Node { span, kind };
        match &node.kind {
            NodeKind::Call(call) if call.is_constant() && self.errors.is_empty() => {
                self.folded(node)
            }
            _ => node,
        }
    }

    fn call(&mut self, call: &Call, span: &Range<usize>) -> NodeKind {
        let mut arguments: Vec<Option<Node>> = call
            .arguments
            .iter()
            .map(|argument| argument.value.as_ref().map(|value| self.node(value)))
            .collect();
        let Some(info) = functions::find_any_case(&call.name) else {
            // The checks have reported it; nothing of this tree will run.
            return NodeKind::Constant(Value::Null);
        };
        if info.function == Function::FormatDateTime && check::is_three_slot_format(call) {
            arguments.insert(1, None);
        }
        if info.maximum().is_some() {
            arguments.resize_with(info.parameters.len(), || None);
        }
        let prepared = match prepare(info, &arguments, self.patterns) {
            Ok(prepared) => prepared,
            Err(message) => {
                // Unless the checks have already said so with a better place.
                if self.errors.is_empty() {
                    let message = Words::ConstantArgument.with("reason", message);
                    self.errors.push(Diagnostic::error(span.clone(), message));
                }
                Prepared::Nothing
            }
        };
        NodeKind::Call(Box::new(CallNode { info, arguments, prepared }))
    }

    /// Computes a constant part once. One that fails stays, as it fails only when it is reached: a
    /// branch that is never taken does no harm.
    fn folded(&self, node: Node) -> Node {
        let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
        let no_columns = |_| Value::Null;
        let value = match evaluate::for_record(&no_columns, &context, &self.folding).value(&node) {
            Ok(value) => value.into_owned(),
            Err(Stop::Error(_) | Stop::IgnoreAttribute | Stop::IgnoreObject) => return node,
        };
        Node { span: node.span.clone(), kind: NodeKind::Folded { value, original: Box::new(node) } }
    }
}

/// A number keeps its digits as written where they say more than its value, such as `42.50`.
fn number(written: &str) -> Value<'static> {
    match Number::parse(written) {
        Some(number) if written.starts_with('&') || number.to_string() == written => {
            Value::Number(number)
        }
        _ => Value::from(written.to_owned()),
    }
}

fn prepare(
    info: &FunctionInfo,
    arguments: &[Option<Node>],
    patterns: &mut Patterns,
) -> Result<Prepared, Message> {
    let text = |slot: usize| arguments.get(slot)?.as_ref()?.constant_text();
    match info.function {
        Function::Replace => {
            let Some(source) = text(2) else {
                return Ok(Prepared::Nothing);
            };
            let pattern = patterns.get(source).map_err(|error| error.message())?;
            let given = |slot: usize| arguments.get(slot).is_some_and(Option::is_some);
            let by_pattern = ReplaceMode::of(given) == Some(ReplaceMode::Pattern);
            let replacement = text(4).filter(|_| by_pattern);
            if let Some(level) = replacement.and_then(|r| PathLevel::recognise(source, r)) {
                return Ok(Prepared::Level(level));
            }
            let template = replacement.map(|replacement| pattern.template(replacement));
            Ok(Prepared::Pattern { pattern, template })
        }
        Function::Switch => Ok(Keys::new(arguments).map_or(Prepared::Nothing, Prepared::Keys)),
        Function::FormatDateTime => {
            let given = |slot: usize| arguments.get(slot).is_some_and(Option::is_some);
            let (input, Some(output)) = (text(2), text(3)) else {
                return Ok(Prepared::Nothing);
            };
            if input.is_none() && given(2) {
                return Ok(Prepared::Nothing);
            }
            let input = input.map(DateFormat::new).transpose().map_err(|error| error.message())?;
            let output = DateFormat::new(output).map_err(|error| error.message())?;
            Ok(Prepared::Formats { input, output })
        }
        _ => Ok(Prepared::Nothing),
    }
}
