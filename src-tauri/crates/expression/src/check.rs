//! What is wrong with an expression beyond its syntax, and what is probably not meant.
//!
//! Each check has a stable code, plain sentences, and a fix where one change settles it. Whether an
//! expression can be evaluated is decided here, too: [`crate::Compiled::new`] refuses what has an
//! error.
//!
//! Deliberately absent: values. What happens to a particular user is an evaluation's business.

mod calls;
mod conditions;
mod constants;
mod names;
mod operators;
mod shape;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fix};
use crate::functions::{self, FunctionInfo};
use crate::limits::Work;
use crate::parser::Parsed;
use crate::pattern::Patterns;
use crate::tree::{Argument, Call, Expression, ExpressionKind};

/// How the mapping that the expression belongs to is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Whether users are matched by the mapping's target (it has a matching precedence).
    pub matching: bool,
}

/// Checks an expression. Returns the parser's diagnostics and those of the checks, in the order of
/// the text. `schema` are the names of the known attributes; without it no attribute is unknown.
///
/// ```
/// use footbridge_expression::{Usage, check, parse};
///
/// let parsed = parse("ToLower([Mail])");
/// let diagnostics = check(&parsed, Some(&["mail"]), Usage::default());
/// let fix = diagnostics[0].fix.as_ref().unwrap();
/// assert_eq!(fix.apply(parsed.text()).unwrap(), "ToLower([mail])");
/// ```
///
/// Of very many only some are returned, those that are errors before others: nobody reads so many.
pub fn check(parsed: &Parsed, schema: Option<&[&str]>, usage: Usage) -> Vec<Diagnostic> {
    told(with_patterns(parsed, schema, usage, &mut Patterns::default()))
}

/// Returns as many diagnostics as are told, in the order of the text.
pub(crate) fn told(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diagnostics.len() > MOST_TOLD {
        diagnostics.sort_by_key(|diagnostic| !diagnostic.is_error());
        diagnostics.truncate(MOST_TOLD);
        diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    }
    diagnostics
}

/// Checks an expression, and leaves its regular expressions to whoever needs them next.
pub(crate) fn with_patterns(
    parsed: &Parsed,
    schema: Option<&[&str]>,
    usage: Usage,
    patterns: &mut Patterns,
) -> Vec<Diagnostic> {
    let diagnostics = parsed.diagnostics().to_vec();
    let mut checker = Checker {
        text: parsed.text(),
        schema,
        usage,
        patterns,
        diagnostics,
        logic_end: 0,
        searches: Work::whole(),
    };
    checker.visit(parsed.root(), Place::Root);
    checker.whole(parsed);
    let mut diagnostics = checker.diagnostics;
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    diagnostics
}

/// The diagnostic for an attribute that is not in the source, with the name that was meant.
pub(crate) fn unknown_attribute(name: &str, span: Range<usize>, schema: &[&str]) -> Diagnostic {
    let write =
        |known: &str| Fix::new(format!("Write `[{known}]`"), span.clone(), format!("[{known}]"));
    if let Some(known) = schema.iter().find(|known| known.to_lowercase() == name.to_lowercase()) {
        return Diagnostic::error(
            "expression.letter_case",
            span.clone(),
            format!(
                "Letter case counts in attributes: the source has `{known}`, not `{name}`. Entra \
                 refuses the mapping with `SchemaInvalid`."
            ),
        )
        .with_fix(write(known));
    }
    match names::nearest(name, schema.iter().copied()) {
        Some(known) => Diagnostic::error(
            "expression.unknown_attribute",
            span.clone(),
            format!("There is no attribute `{name}` in the source. Did you mean `{known}`?"),
        )
        .with_fix(write(known)),
        None => Diagnostic::error(
            "expression.unknown_attribute",
            span.clone(),
            format!("There is no attribute `{name}` in the source."),
        ),
    }
}

/// From this many remarks on, an unknown name is only told, without what may have been meant: to look
/// for a near one takes its time.
const MANY: usize = 100;

/// The most remarks that are told.
const MOST_TOLD: usize = 200;

/// Where a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is the whole expression.
    Root,
    /// It is the condition of `IIF` or the argument of `CBool`.
    Condition,
    /// It is an argument or an operand.
    Inside,
}

struct Checker<'c> {
    text: &'c str,
    schema: Option<&'c [&'c str]>,
    usage: Usage,
    patterns: &'c mut Patterns,
    diagnostics: Vec<Diagnostic>,
    /// Where the last `&&` or `||` that was reported ends, with its operands. Parts are visited from
    /// the left to the right and from outside to inside, so that one which ends before is in it.
    logic_end: usize,
    /// What the trying of regular expressions may cost together.
    searches: Work,
}

impl<'c> Checker<'c> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns whether there is so much to say that it is only said what is wrong.
    fn is_brief(&self) -> bool {
        self.diagnostics.len() >= MANY
    }

    /// Returns the text of a span.
    fn source(&self, span: &Range<usize>) -> &'c str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// Returns the text of a part.
    fn written(&self, part: &Expression) -> &'c str {
        self.source(&part.span)
    }

    fn visit(&mut self, part: &Expression, place: Place) {
        match &part.kind {
            ExpressionKind::Call(call) => self.visit_call(part, call, place),
            ExpressionKind::Attribute(name) => {
                if let Some(schema) = self.schema
                    && !name.is_empty()
                    && !schema.contains(&name.as_str())
                {
                    let near = if self.is_brief() { &[] } else { schema };
                    self.report(unknown_attribute(name, part.span.clone(), near));
                }
            }
            ExpressionKind::Word(word) => self.word(word, &part.span),
            ExpressionKind::Parameter(name) => self.parameter(name, &part.span),
            ExpressionKind::Operation(operation) => {
                self.operation(part, operation, place);
                self.visit(&operation.left, Place::Inside);
                self.visit(&operation.right, Place::Inside);
            }
            ExpressionKind::Group(inner) => self.visit(inner, place),
            ExpressionKind::Text(_) | ExpressionKind::Number(_) | ExpressionKind::Missing => {}
        }
    }

    fn visit_call(&mut self, part: &Expression, call: &Call, place: Place) {
        let info = functions::find_any_case(&call.name);
        match info {
            None => self.unknown_function(part, call),
            Some(info) => {
                self.function_name(part, call, info);
                let complete = self.argument_count(part, call, info);
                if complete {
                    self.conditions(part, call, info);
                    self.constants(call, info);
                }
                self.nesting(call, info, place);
            }
        }
        let conditional = info.is_some_and(|info| matches!(info.name, "IIF" | "CBool"));
        for (slot, argument) in call.arguments.iter().enumerate() {
            if let Some(value) = &argument.value {
                let place = if slot == 0 && conditional { Place::Condition } else { Place::Inside };
                self.visit(value, place);
            }
        }
    }
}

/// Returns the function that a part calls.
fn called(part: &Expression) -> Option<(&Call, &'static FunctionInfo)> {
    let call = part.as_call()?;
    Some((call, functions::find_any_case(&call.name)?))
}

/// Returns what is in a slot.
fn given(call: &Call, slot: usize) -> Option<&Expression> {
    call.arguments.get(slot).and_then(|argument: &Argument| argument.value.as_ref())
}
