//! Operators: those of other tools, and those in the wrong place.

use super::checker::{Checker, Place, called, given, gives_date};
use crate::diagnostic::{Diagnostic, Fix};
use crate::functions::FunctionInfo;
use crate::tree::{Call, Expression, ExpressionKind, Operation, Operator};
use crate::words::Words;

impl Checker<'_> {
    pub(super) fn operation(&mut self, part: &Expression, operation: &Operation, place: Place) {
        let operator = operation.operator;
        let span = operation.operator_span.clone();
        let (left, right) = (self.written(&operation.left), self.written(&operation.right));
        match operator {
            Operator::And | Operator::Or => self.logic(part, operation),
            Operator::Coalesce => self.coalesce_sign(part, operation),
            Operator::Add | Operator::Subtract if self.is_told(part) => {}
            Operator::Add | Operator::Subtract if is_position(&operation.left) => {
                self.report(Diagnostic::error(span, Words::NoPositionArithmetic));
            }
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
        } else if place != Place::Condition && !self.is_told(part) {
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
        let sides = [&operation.left, &operation.right];
        let equality = matches!(operation.operator, Operator::Equal | Operator::NotEqual);
        if equality || !sides.into_iter().any(gives_date) {
            return;
        }
        let [left, right] = sides.map(|side| {
            let written = self.written(side);
            if gives_date(side) { written.to_owned() } else { format!("CDate({written})") }
        });
        self.report(Diagnostic::warning(part.span.clone(), Words::DateComparison).with_fix(
            Fix::new(
                Words::UseDateDiff,
                part.span.clone(),
                format!("DateDiff(\"s\", {right}, {left}) {} 0", operation.operator.sign()),
            ),
        ));
    }

    /// `a ?? b ?? c` is `Coalesce(a, b, c)`.
    fn coalesce_sign(&mut self, part: &Expression, operation: &Operation) {
        if self.is_told(part) {
            return;
        }
        let mut operands = vec![self.written(&operation.right)];
        let mut left = &operation.left;
        while let ExpressionKind::Operation(inner) = &left.kind
            && inner.operator == Operator::Coalesce
        {
            operands.push(self.written(&inner.right));
            left = &inner.left;
        }
        operands.push(self.written(left));
        operands.reverse();
        let replacement = format!("Coalesce({})", operands.join(", "));
        self.report_once(
            Diagnostic::error(part.span.clone(), Words::NoCoalesceSign).with_fix(Fix::new(
                Words::WriteCoalesce,
                part.span.clone(),
                replacement,
            )),
        );
    }

    /// `Left([a], InStr([a], "@") - 1)` is what stands before the first `@`, and `Mid` with `+ 1` what
    /// stands behind it; `Split` finds both without a position.
    pub(super) fn cut_at_position(&mut self, part: &Expression, call: &Call, info: &FunctionInfo) {
        let (slot, operator, item) = match info.name {
            "Left" => (1, Operator::Subtract, 1),
            "Mid" => (1, Operator::Add, 2),
            _ => return,
        };
        let Some((source, count)) = given(call, 0).zip(given(call, slot)) else { return };
        let ExpressionKind::Operation(operation) = &count.ungrouped().kind else { return };
        let found = called(&operation.left).filter(|(_, info)| info.name == "InStr");
        let Some((within, sought)) = found.and_then(|(call, _)| given(call, 0).zip(given(call, 1)))
        else {
            return;
        };
        if operation.operator != operator || self.written(within) != self.written(source) {
            return;
        }
        let (source, sought) = (self.written(source), self.written(sought));
        let replacement = format!("Item(Split({source}, {sought}), {item})");
        self.report_once(
            Diagnostic::error(count.span.clone(), Words::NoPositionArithmetic).with_fix(Fix::new(
                Words::WriteSplit,
                part.span.clone(),
                replacement,
            )),
        );
    }

    /// Whether what is told of a part around this one covers it.
    fn is_told(&self, part: &Expression) -> bool {
        part.span.end <= self.told_end
    }

    /// Reports what is told of a part with all that is in it.
    fn report_once(&mut self, diagnostic: Diagnostic) {
        self.told_end = self.told_end.max(diagnostic.span.end);
        self.report(diagnostic);
    }

    /// Without the `IIF` around it there is no fix; see [`Checker::logic_in_iif`].
    fn logic(&mut self, part: &Expression, operation: &Operation) {
        if self.is_told(part) {
            return;
        }
        let words = match operation.operator {
            Operator::And => Words::NoAnd,
            _ => Words::NoOr,
        };
        self.report_once(Diagnostic::error(part.span.clone(), words));
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
        self.report_once(Diagnostic::error(condition.span.clone(), message).with_fix(Fix::new(
            Words::NestIif,
            part.span.clone(),
            replacement,
        )));
    }
}

/// Whether a part gives a place in a text or its length, with which other languages calculate.
fn is_position(part: &Expression) -> bool {
    called(part).is_some_and(|(_, info)| matches!(info.name, "InStr" | "Len"))
}
