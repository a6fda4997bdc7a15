//! Operators: those of other tools, and those in the wrong place.

use super::checker::{Checker, Place, called};
use crate::diagnostic::{Diagnostic, Fix};
use crate::tree::{Expression, ExpressionKind, Operation, Operator};
use crate::words::Words;

impl Checker<'_> {
    pub(super) fn operation(&mut self, part: &Expression, operation: &Operation, place: Place) {
        let operator = operation.operator;
        let span = operation.operator_span.clone();
        let (left, right) = (self.written(&operation.left), self.written(&operation.right));
        match operator {
            Operator::And | Operator::Or => self.logic(part, operation),
            Operator::Concatenate => {
                self.report(Diagnostic::warning(span, Words::AmpersandDialect).with_fix(Fix::new(
                    Words::WriteAppend,
                    part.span.clone(),
                    format!("Append({left}, {right})"),
                )));
            }
            Operator::Add => self.report(Diagnostic::error(span, Words::NoPlus).with_fix(
                Fix::new(Words::WriteAppend, part.span.clone(), format!("Append({left}, {right})")),
            )),
            Operator::Subtract | Operator::Multiply | Operator::Divide => {
                self.report(Diagnostic::error(
                    span,
                    Words::NoArithmetic.with("operator", operator.sign()),
                ));
            }
            _ => self.comparison(part, operation, place),
        }
    }

    fn comparison(&mut self, part: &Expression, operation: &Operation, place: Place) {
        self.boolean_comparison(&operation.left, &operation.right);
        self.date_comparison(part, operation);
        let chained = [&operation.left, &operation.right].into_iter().any(|side| {
            matches!(&side.ungrouped().kind, ExpressionKind::Operation(inner) if inner.operator.is_comparison())
        });
        if chained {
            self.report(Diagnostic::error(
                operation.operator_span.clone(),
                Words::ChainedComparison,
            ));
        } else if place != Place::Condition && !self.inside_logic(part) {
            let written = self.written(part);
            self.report(Diagnostic::warning(part.span.clone(), Words::ComparisonPlace).with_fix(
                Fix::new(
                    Words::PutIntoIif,
                    part.span.clone(),
                    format!("IIF({written}, \"True\", \"False\")"),
                ),
            ));
        }
    }

    /// Dates are texts, and texts are compared character by character.
    fn date_comparison(&mut self, part: &Expression, operation: &Operation) {
        let is_date = |side: &Expression| {
            called(side).is_some_and(|(_, info)| {
                matches!(info.name, "Now" | "CDate" | "DateAdd" | "DateFromNum")
            })
        };
        let sides = [&operation.left, &operation.right];
        let equality = matches!(operation.operator, Operator::Equal | Operator::NotEqual);
        if equality || !sides.into_iter().any(is_date) {
            return;
        }
        let [left, right] = sides.map(|side| {
            let written = self.written(side);
            if is_date(side) { written.to_owned() } else { format!("CDate({written})") }
        });
        self.report(Diagnostic::warning(part.span.clone(), Words::DateComparison).with_fix(
            Fix::new(
                Words::UseDateDiff,
                part.span.clone(),
                format!("DateDiff(\"s\", {right}, {left}) {} 0", operation.operator.sign()),
            ),
        ));
    }

    /// Whether `&&` or `||` around the part was reported already.
    fn inside_logic(&self, part: &Expression) -> bool {
        part.span.end <= self.logic_end
    }

    /// Reports `&&` or `||`.
    fn report_logic(&mut self, diagnostic: Diagnostic) {
        self.logic_end = self.logic_end.max(diagnostic.span.end);
        self.report(diagnostic);
    }

    /// Without the `IIF` around it there is no fix; see [`Checker::logic_in_iif`].
    fn logic(&mut self, part: &Expression, operation: &Operation) {
        if self.inside_logic(part) {
            return;
        }
        let words = match operation.operator {
            Operator::And => Words::NoAnd,
            _ => Words::NoOr,
        };
        self.report_logic(Diagnostic::error(part.span.clone(), words));
    }

    /// `IIF(a && b, x, y)` is `IIF(a, IIF(b, x, y), y)`, and `IIF(a || b, x, y)` is
    /// `IIF(a, x, IIF(b, x, y))`.
    pub(super) fn logic_in_iif(
        &mut self,
        part: &Expression,
        [condition, yes, no]: [&Expression; 3],
    ) {
        let ExpressionKind::Operation(operation) = &condition.ungrouped().kind else {
            return;
        };
        let (left, right) = (self.written(&operation.left), self.written(&operation.right));
        let (yes, no) = (self.written(yes), self.written(no));
        let (replacement, message) = match operation.operator {
            Operator::And => {
                (format!("IIF({left}, IIF({right}, {yes}, {no}), {no})"), Words::NoAnd)
            }
            Operator::Or => (format!("IIF({left}, {yes}, IIF({right}, {yes}, {no}))"), Words::NoOr),
            _ => return,
        };
        self.report_logic(Diagnostic::error(condition.span.clone(), message).with_fix(Fix::new(
            Words::NestIif,
            part.span.clone(),
            replacement,
        )));
    }
}
