//! What Entra may do otherwise than it is computed here: branches that are not taken, and defaults of
//! `Switch` for want of a value.

use super::checker::{Checker, called, given};
use crate::diagnostic::{Diagnostic, Fix};
use crate::functions::FunctionInfo;
use crate::tree::{Call, Expression, ExpressionKind};
use crate::words::Words;

/// Functions that fail for a value that is no date.
const OF_DATES: &[&str] =
    &["CDate", "DateAdd", "DateDiff", "DateFromNum", "FormatDateTime", "NumFromDate"];

/// Source attributes that every user has.
const NEVER_ABSENT: &[&str] = &[
    "objectId",
    "userPrincipalName",
    "originalUserPrincipalName",
    "displayName",
    "mailNickname",
    "accountEnabled",
    "IsSoftDeleted",
];

impl Checker<'_> {
    pub(super) fn branches(&mut self, part: &Expression, call: &Call, info: &FunctionInfo) {
        match info.name {
            "IgnoreFlowIfNullOrEmpty" => self.ignored_end = self.ignored_end.max(part.span.end),
            "IIF" => self.branch_with_date(part, call, |slot| slot > 0),
            "Switch" => {
                self.branch_with_date(part, call, |slot| slot % 2 == 1);
                self.switch_default(part, call);
            }
            _ => {}
        }
    }

    /// A date function in a branch, of an attribute.
    fn branch_with_date(&mut self, part: &Expression, call: &Call, is_branch: fn(usize) -> bool) {
        if part.span.end <= self.branches_end {
            return;
        }
        let slots = call.arguments.iter().enumerate().filter(|(slot, _)| is_branch(*slot));
        let found = slots.filter_map(|(_, branch)| date_call(branch.value.as_ref()?)).next();
        if let Some((call, name)) = found {
            self.branches_end = part.span.end;
            self.report(Diagnostic::info(
                call.span.clone(),
                Words::BranchEvaluated.with("name", name),
            ));
        }
    }

    /// A default that may not arrive, by the caution in Entra's reference. A key `""` says itself what
    /// is sent for want of a value, and a default that is the source is null then anyway.
    fn switch_default(&mut self, part: &Expression, call: &Call) {
        let Some((source, default)) = given(call, 0).zip(given(call, 1)) else { return };
        let same = self.written(source) == self.written(default);
        if same || default.as_text() == Some("") || part.span.end <= self.ignored_end {
            return;
        }
        let mut keys = (2..call.arguments.len()).step_by(2);
        if keys.any(|slot| given(call, slot).and_then(Expression::as_text) == Some("")) {
            return;
        }
        let Some(name) = absent_attribute(source) else { return };
        let diagnostic =
            Diagnostic::info(default.span.clone(), Words::SwitchDefaultNull.with("name", name));
        let is_whole = part.span == (0..self.text.len());
        self.report(match is_whole {
            true => diagnostic.with_fix(Fix::new(
                Words::PutIntoIgnoreFlow,
                part.span.clone(),
                format!("IgnoreFlowIfNullOrEmpty({})", self.written(part)),
            )),
            false => diagnostic,
        });
    }
}

/// The first date function in a part that reads an attribute, with its name.
fn date_call(branch: &Expression) -> Option<(&Expression, &'static str)> {
    let mut found = None;
    branch.walk(&mut |part| {
        let name = called(part).map(|(_, info)| info.name).filter(|name| OF_DATES.contains(name));
        if let (None, Some(name)) = (found, name)
            && reads_attribute(part)
        {
            found = Some((part, name));
        }
    });
    found
}

fn reads_attribute(part: &Expression) -> bool {
    let mut reads = false;
    part.walk(&mut |part| reads |= matches!(part.kind, ExpressionKind::Attribute(_)));
    reads
}

/// The first attribute of a source that a user may be without; none when a function of it gives a
/// value for want of one.
fn absent_attribute(source: &Expression) -> Option<&str> {
    let gives_anyway = |name: &str| {
        matches!(name, "IsPresent" | "IsNull" | "IsNullOrEmpty" | "IsNothing" | "Len" | "Count")
    };
    if called(source).is_some_and(|(_, info)| gives_anyway(info.name)) {
        return None;
    }
    let mut found = None;
    source.walk(&mut |part| {
        if let ExpressionKind::Attribute(name) = &part.kind
            && found.is_none()
            && !NEVER_ABSENT.contains(&name.as_str())
        {
            found = Some(name.as_str());
        }
    });
    found
}
