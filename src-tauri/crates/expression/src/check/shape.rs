//! The expression as a whole: what may stand inside what, and what needs no expression at all.

use super::checker::{Checker, Place, called, given};
use crate::diagnostic::{Diagnostic, Fix};
use crate::functions::{self, FunctionInfo};
use crate::parser::{MAX_CHARACTERS, Parsed};
use crate::tree::{Call, Expression, ExpressionKind};
use crate::words::Words;

impl Checker<'_> {
    /// Checks a call against the place where it stands.
    pub(super) fn nesting(&mut self, call: &Call, info: &FunctionInfo, place: Place) {
        if info.name != "SelectUniqueValue" {
            return;
        }
        if place != Place::Root {
            self.report(Diagnostic::error(call.name_span.clone(), Words::NestedSelectUnique));
            return;
        }
        self.report(Diagnostic::info(call.name_span.clone(), Words::SelectUnique));
        if self.usage.matching {
            self.report(Diagnostic::error(call.name_span.clone(), Words::SelectUniqueMatching));
        }
    }

    pub(super) fn whole(&mut self, parsed: &Parsed) {
        let root = parsed.root();
        self.pulled_out_select_unique(root);
        if self.usage.matching {
            let attributes = parsed.attributes();
            if attributes.len() > 1 {
                self.report(Diagnostic::error(
                    root.span.clone(),
                    Words::MatchingSources
                        .with("count", attributes.len())
                        .with("attributes", attributes.join(", ")),
                ));
            }
        }
        match &root.kind {
            ExpressionKind::Attribute(name) => {
                self.report(Diagnostic::info(root.span.clone(), Words::Direct.with("name", name)));
            }
            _ if is_constant(root) => {
                self.report(Diagnostic::info(root.span.clone(), Words::Constant));
            }
            _ => {}
        }
    }

    /// Adds the fix to the diagnostic of a `SelectUniqueValue` right inside the outermost function:
    /// that function goes into each rule.
    fn pulled_out_select_unique(&mut self, root: &Expression) {
        let Some((outer, _)) = called(root) else {
            return;
        };
        let Some((inner, info)) = given(outer, 0).and_then(called) else {
            return;
        };
        if info.name != "SelectUniqueValue" {
            return;
        }
        let rest: Vec<&str> =
            outer.arguments.iter().skip(1).map(|argument| self.source(&argument.span)).collect();
        // The rest comes with each rule, and no longer expression is one.
        let repeated = rest.iter().map(|text| text.len() + 2).sum::<usize>();
        let repeated = repeated.saturating_mul(inner.arguments.len());
        if repeated + self.text.len() > MAX_CHARACTERS {
            return;
        }
        let rules: Vec<String> = inner
            .arguments
            .iter()
            .filter_map(|argument| argument.value.as_ref())
            .map(|rule| {
                let mut arguments = vec![self.written(rule)];
                arguments.extend(&rest);
                format!("{}({})", outer.name, arguments.join(", "))
            })
            .collect();
        let replacement = format!("SelectUniqueValue({})", rules.join(", "));
        let fix = Fix::new(Words::PutOutermost, root.span.clone(), replacement);
        for diagnostic in &mut self.diagnostics {
            if diagnostic.code == "expression.nested_select_unique"
                && diagnostic.span == inner.name_span
            {
                diagnostic.fix = Some(fix.clone());
            }
        }
    }
}

/// Whether a part holds nothing that differs from user to user or from time to time.
fn is_constant(root: &Expression) -> bool {
    let mut constant = true;
    root.walk(&mut |part| {
        constant &= match &part.kind {
            ExpressionKind::Attribute(_)
            | ExpressionKind::Missing
            | ExpressionKind::Parameter(_)
            | ExpressionKind::Word(_) => false,
            ExpressionKind::Call(call) => {
                functions::find_any_case(&call.name).is_some_and(|info| {
                    info.function.is_pure() && info.name != "IgnoreFlowIfNullOrEmpty"
                })
            }
            _ => true,
        };
    });
    constant
}
