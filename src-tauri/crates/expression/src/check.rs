//! What is wrong with an expression beyond its syntax, and what is probably not meant.
//!
//! Each check has a stable code, plain sentences, and a fix where one change settles it. Whether an
//! expression can be evaluated is decided here, too: [`crate::Compiled::new`] refuses what has an
//! error.

mod branches;
mod calls;
mod checker;
mod conditions;
mod constants;
mod languages;
mod names;
mod operators;
mod shape;

pub(crate) use calls::is_three_slot_format;
pub use checker::Usage;
use checker::{Checker, Place};
pub(crate) use names::unknown_attribute;

use crate::diagnostic::Diagnostic;
use crate::functions;
use crate::limits::Work;
use crate::parser::Parsed;
use crate::pattern::Patterns;
use crate::tree::{Call, Expression, ExpressionKind};

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
        told_end: 0,
        ignored_end: 0,
        branches_end: 0,
        searches: Work::whole(),
    };
    checker.visit(parsed.root(), Place::Root);
    checker.whole(parsed);
    checker.language(parsed.root());
    let mut diagnostics = checker.diagnostics;
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    diagnostics
}

/// The most remarks that are told.
const MOST_TOLD: usize = 200;

impl Checker<'_> {
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
                self.cut_at_position(part, call, info);
                let complete = self.argument_count(part, call, info);
                if complete {
                    self.branches(part, call, info);
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
