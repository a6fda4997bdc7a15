//! What is wrong with an expression beyond its syntax.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fix};
use crate::functions;
use crate::parser::Parsed;
use crate::tree::ExpressionKind;

/// How the mapping that the expression belongs to is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Whether users are matched by the mapping's target (it has a matching precedence).
    pub matching: bool,
}

/// Checks an expression. Returns the parser's diagnostics and those of the checks, in the order of
/// the text. `schema` are the names of the known attributes; without it no attribute is unknown.
pub fn check(parsed: &Parsed, schema: Option<&[&str]>, usage: Usage) -> Vec<Diagnostic> {
    let mut diagnostics = parsed.diagnostics().to_vec();
    let _ = usage;
    parsed.root().walk(&mut |part| match &part.kind {
        ExpressionKind::Call(call) if functions::find_any_case(&call.name).is_none() => {
            diagnostics.push(Diagnostic::error(
                "expression.unknown_function",
                call.name_span.clone(),
                format!("There is no function `{}`.", call.name),
            ));
        }
        ExpressionKind::Attribute(name) => {
            if let Some(schema) = schema
                && !schema.contains(&name.as_str())
            {
                diagnostics.push(unknown_attribute(name, part.span.clone(), schema));
            }
        }
        _ => {}
    });
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    diagnostics
}

pub(crate) fn unknown_attribute(name: &str, span: Range<usize>, schema: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "expression.unknown_attribute",
        span.clone(),
        format!("There is no attribute `{name}` in the source."),
    );
    match schema.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        Some(known) => {
            diagnostic.with_fix(Fix::new(format!("Write `[{known}]`"), span, format!("[{known}]")))
        }
        None => diagnostic,
    }
}
