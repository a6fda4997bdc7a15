//! What every part of an expression gave for one record: why the whole gave what it gave.
//!
//! A part is named by its span, and whoever shows it cuts the text.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::evaluate::{EvaluationError, Seen};
use crate::functions::Function;
use crate::node::{Node, NodeKind};
use crate::value::{Flow, Value};
use crate::words::Words;

/// A part with its value and the parts it is made of; see [`crate::Compiled::trace_tree`].
///
/// ```
/// use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, parse};
///
/// let parsed = parse(r#"Switch([country], ToUpper([country]), "Norway", "NO")"#);
/// let mut user = Attributes::from_iter([("country", "Norway")]);
/// let compiled = Compiled::new(&parsed, |name| Some(user.column(name))).unwrap();
/// let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
///
/// let trace = compiled.trace_tree(&user, &context);
/// assert_eq!(trace.outcome, Some(Ok(Flow::Value(Value::from("NO")))));
/// let default = &trace.parts[1];
/// assert_eq!(default.parameter, Some("defaultValue"));
/// assert_eq!(default.outcome, None, "the key matched, so nobody looked at the default");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Trace<'a> {
    /// The bytes of the part.
    pub span: Range<usize>,
    /// The parameter of the function around it that this part fills, by the reference's name;
    /// `None` for the whole and for an operand.
    pub parameter: Option<&'static str>,
    /// What it gave; `None` for a part that was not looked at: a branch not taken, a key behind the
    /// one that matched, or what comes after an error.
    pub outcome: Option<Result<Flow<'a>, EvaluationError>>,
    /// The arguments of a call (empty slots left out) or the operands of an operator.
    pub parts: Vec<Trace<'a>>,
    function: Option<Function>,
}

/// As many letters are named.
const MOST_LETTERS: usize = 20;

impl<'a> Trace<'a> {
    pub(crate) fn new(root: &Node, mut seen: Seen<'a>) -> Self {
        Trace::of(root, None, &mut seen)
    }

    /// Returns what shows in the values of this record and not in the text: letters that
    /// `NormalizeDiacritics` left as they are.
    pub fn remarks(&self) -> Vec<Diagnostic> {
        let mut remarks = Vec::new();
        self.walk(&mut |part, _| {
            let is_given = part.function == Some(Function::NormalizeDiacritics);
            let Some(Ok(Flow::Value(Value::Text(text)))) =
                part.outcome.as_ref().filter(|_| is_given)
            else {
                return;
            };
            let mut letters: Vec<String> = Vec::new();
            for letter in text.chars().filter(|it| !it.is_ascii() && it.is_alphabetic()) {
                let letter = letter.to_string();
                if letters.len() < MOST_LETTERS && !letters.contains(&letter) {
                    letters.push(letter);
                }
            }
            if !letters.is_empty() {
                let message = Words::DiacriticsLeftLetters.with("letters", letters.join(", "));
                remarks.push(Diagnostic::info(part.span.clone(), message));
            }
        });
        remarks
    }

    fn of(node: &Node, parameter: Option<&'static str>, seen: &mut Seen<'a>) -> Self {
        let parts = match &node.kind {
            NodeKind::Folded { original, .. } => return Trace::of(original, parameter, seen),
            NodeKind::Call(call) => {
                let slots = call.arguments.iter().enumerate();
                slots
                    .filter_map(|(slot, argument)| Some((slot, argument.as_ref()?)))
                    .map(|(slot, argument)| {
                        let parameter = call.info.parameter(slot).map(|parameter| parameter.name);
                        Trace::of(argument, parameter, seen)
                    })
                    .collect()
            }
            NodeKind::Operation { left, right, .. } => {
                vec![Trace::of(left, None, seen), Trace::of(right, None, seen)]
            }
            _ => Vec::new(),
        };
        let outcome = seen.remove(&std::ptr::from_ref(node));
        let function = match &node.kind {
            NodeKind::Call(call) => Some(call.info.function),
            _ => None,
        };
        Trace { span: node.span.clone(), parameter, outcome, parts, function }
    }

    /// Calls `visit` with this part and every part below it, outermost first, each with its depth.
    pub fn walk<'t>(&'t self, visit: &mut dyn FnMut(&'t Trace<'a>, usize)) {
        self.walk_from(0, visit);
    }

    fn walk_from<'t>(&'t self, depth: usize, visit: &mut dyn FnMut(&'t Trace<'a>, usize)) {
        visit(self, depth);
        for part in &self.parts {
            part.walk_from(depth + 1, visit);
        }
    }
}
