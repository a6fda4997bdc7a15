//! `IIF` and `Switch`: conditions that Entra's reference advises against, and keys that never match.

use std::collections::HashSet;

use super::checker::{Checker, called, given};
use crate::diagnostic::{Diagnostic, Fix};
use crate::functions::FunctionInfo;
use crate::tree::{Call, Expression, ExpressionKind, Operator};
use crate::words::Words;

/// What a test for presence looks at, and which outcome means that there is a value.
struct Presence<'p> {
    name: &'static str,
    subject: &'p Expression,
    when_true: bool,
}

fn presence(part: &Expression) -> Option<Presence<'_>> {
    let (call, info) = called(part)?;
    let when_true = match info.name {
        "IsPresent" => true,
        "IsNull" | "IsNullOrEmpty" => false,
        _ => return None,
    };
    Some(Presence { name: info.name, subject: given(call, 0)?, when_true })
}

/// A comparison with an empty text, and whether it holds when there is a value.
fn comparison_with_empty(part: &Expression) -> Option<(&Expression, bool)> {
    let ExpressionKind::Operation(operation) = &part.ungrouped().kind else {
        return None;
    };
    let when_true = match operation.operator {
        Operator::Equal => false,
        Operator::NotEqual => true,
        _ => return None,
    };
    let subject = match (operation.left.as_text(), operation.right.as_text()) {
        (_, Some("")) => &operation.left,
        (Some(""), _) => &operation.right,
        _ => return None,
    };
    Some((subject, when_true))
}

/// Source attributes that hold True or False.
const BOOLEAN_ATTRIBUTES: &[&str] = &["IsSoftDeleted", "accountEnabled"];

/// Source attributes that point to another object.
const REFERENCES: &[&str] = &["manager", "directManager"];

fn is_boolean(part: &Expression) -> bool {
    if part.as_attribute().is_some_and(|name| BOOLEAN_ATTRIBUTES.contains(&name)) {
        return true;
    }
    called(part).is_some_and(|(_, info)| {
        matches!(info.name, "IsPresent" | "IsNull" | "IsNullOrEmpty" | "IsString" | "Not" | "CBool")
    })
}

/// Returns the documented spelling of a text that is True or False in another letter case.
fn misspelt_boolean(text: &str) -> Option<&'static str> {
    ["True", "False"].into_iter().find(|right| text.eq_ignore_ascii_case(right) && text != *right)
}

impl Checker<'_> {
    pub(super) fn conditions(&mut self, part: &Expression, call: &Call, info: &FunctionInfo) {
        match info.name {
            "IIF" => self.iif(part, call),
            "Switch" => self.switch(part, call),
            _ => {}
        }
    }

    fn iif(&mut self, part: &Expression, call: &Call) {
        let (Some(condition), Some(yes), Some(no)) =
            (given(call, 0), given(call, 1), given(call, 2))
        else {
            return;
        };
        let as_switch = |checker: &Self, subject: &Expression, when_true: bool| {
            let (present, absent) = if when_true { (yes, no) } else { (no, yes) };
            let (subject, present, absent) =
                (checker.written(subject), checker.written(present), checker.written(absent));
            Fix::new(
                Words::UseSwitch,
                part.span.clone(),
                format!("Switch({subject}, {present}, \"\", {absent})"),
            )
        };
        self.logic_in_iif(part, [condition, yes, no]);
        if let Some(presence) = presence(condition) {
            let fix = as_switch(self, presence.subject, presence.when_true);
            self.report(
                Diagnostic::warning(
                    condition.span.clone(),
                    Words::IifPresence.with("name", presence.name),
                )
                .with_fix(fix),
            );
        } else if let Some((subject, when_true)) = comparison_with_empty(condition) {
            let fix = as_switch(self, subject, when_true);
            self.report(Diagnostic::warning(condition.span.clone(), Words::IifEmpty).with_fix(fix));
        } else if let Some((inner, info)) = called(condition)
            && info.name == "IgnoreFlowIfNullOrEmpty"
        {
            let (yes, no) = (self.written(yes), self.written(no));
            // A comparison inside was the condition; a value was to be there.
            let instead = given(inner, 0).map(|inner| match &inner.ungrouped().kind {
                ExpressionKind::Operation(_) => {
                    format!("IgnoreFlowIfNullOrEmpty(IIF({}, {yes}, {no}))", self.written(inner))
                }
                _ => {
                    let inner = self.written(inner);
                    format!("IgnoreFlowIfNullOrEmpty(Switch({inner}, {yes}, \"\", {no}))")
                }
            });
            let diagnostic = Diagnostic::error(condition.span.clone(), Words::IifIgnoreFlow);
            self.report(match instead {
                Some(instead) => {
                    diagnostic.with_fix(Fix::new(Words::PutAroundWhole, part.span.clone(), instead))
                }
                None => diagnostic,
            });
        }
    }

    fn switch(&mut self, part: &Expression, call: &Call) {
        let Some(source) = given(call, 0) else {
            return;
        };
        if let Some(presence) = presence(source) {
            self.switch_on_presence(part, call, &presence);
        }
        if let Some(name) = source.as_attribute()
            && REFERENCES.contains(&name)
        {
            self.report(Diagnostic::warning(
                source.span.clone(),
                Words::ReferenceAttribute.with("name", name),
            ));
        }
        let boolean = is_boolean(source);
        let mut seen: HashSet<&str> = HashSet::new();
        for slot in (2..call.arguments.len()).step_by(2) {
            let Some((key, text)) = given(call, slot).and_then(|key| Some((key, key.as_text()?)))
            else {
                continue;
            };
            if boolean {
                self.boolean_text(key, text);
            }
            if !seen.insert(text) {
                let diagnostic = Diagnostic::warning(
                    key.span.clone(),
                    Words::SwitchDuplicate.with("text", text),
                );
                let before = call.arguments.get(slot - 1).map(|argument| argument.span.end);
                let value = call.arguments.get(slot + 1).map(|argument| argument.span.end);
                self.report(match before.zip(value) {
                    Some((from, to)) => {
                        diagnostic.with_fix(Fix::new(Words::RemoveKey, from..to, ""))
                    }
                    None => diagnostic,
                });
            }
        }
    }

    fn switch_on_presence(&mut self, part: &Expression, call: &Call, presence: &Presence<'_>) {
        let span = given(call, 0).map_or(part.span.clone(), |source| source.span.clone());
        let diagnostic =
            Diagnostic::warning(span, Words::SwitchPresence.with("name", presence.name));
        let key = given(call, 2).and_then(Expression::as_text);
        let (default, value) = (given(call, 1), given(call, 3));
        let fix = match (key, default, value, call.arguments.len()) {
            (Some(key @ ("True" | "False")), Some(default), Some(value), 4) => {
                // The value stands for the key's outcome, the default for the other one.
                let value_when_present = (key == "True") == presence.when_true;
                let (present, absent) =
                    if value_when_present { (value, default) } else { (default, value) };
                Some(Fix::new(
                    Words::UseAttributeAsSource,
                    part.span.clone(),
                    format!(
                        "Switch({}, {}, \"\", {})",
                        self.written(presence.subject),
                        self.written(present),
                        self.written(absent)
                    ),
                ))
            }
            _ => None,
        };
        self.report(match fix {
            Some(fix) => diagnostic.with_fix(fix),
            None => diagnostic,
        });
    }

    /// Says that True and False have a capital here, when a text has them otherwise.
    pub(super) fn boolean_text(&mut self, part: &Expression, text: &str) {
        let Some(right) = misspelt_boolean(text) else {
            return;
        };
        self.report(
            Diagnostic::warning(part.span.clone(), Words::BooleanCase.with("text", text)).with_fix(
                Fix::new(
                    Words::WriteText.with("text", right),
                    part.span.clone(),
                    format!("\"{right}\""),
                ),
            ),
        );
    }

    /// A comparison of a boolean with a text in the wrong letter case.
    pub(super) fn boolean_comparison(&mut self, left: &Expression, right: &Expression) {
        for (boolean, text) in [(left, right), (right, left)] {
            if is_boolean(boolean)
                && let Some(written) = text.as_text()
            {
                self.boolean_text(text, written);
            }
        }
    }
}
