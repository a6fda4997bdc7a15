//! What each mapping gives for one person, and which of two states' differences Entra exports.
//!
//! Null and empty values are not sent, and a default takes their place on creation only
//! ("Customize user provisioning attribute-mappings"); a change of letter case alone is not
//! exported unless the target attribute is `caseExact` (Entra's reference of expressions). Where no
//! schema of the admin's own says so, no target is, which is what Graph's examples have.

use std::collections::BTreeSet;

use footbridge_directory::Directory;
use footbridge_finding::Language;
use footbridge_scim::{TargetValue, is_manager};

use super::unsent::Unsent;
use crate::evaluate::evaluator::Evaluator;
use crate::expression::bound::Context;
use crate::expression::value::{Evaluated, Outcome, Sent};
use crate::finding::code::words;
use crate::table::mapping::Apply;
use crate::table::mapping_table::MappingTable;

/// A changed target.
pub(super) struct Change {
    pub(super) target: String,
    pub(super) was_empty: bool,
    pub(super) value: TargetValue,
}

/// What follows from a change of a person.
pub(super) struct Changes {
    pub(super) sent: Vec<Change>,
    pub(super) unsent: Vec<Unsent>,
}

/// The values of one person.
pub(super) struct Values {
    /// By target, in the table's order; of two mappings to one target the first counts.
    all: Vec<OfTarget>,
    pub(super) soft_deleted: bool,
}

struct OfTarget {
    target: String,
    matching: Option<u32>,
    apply: Apply,
    /// What is sent on creation.
    value: Option<TargetValue>,
    /// It is the default, which a change does not send.
    from_default: bool,
    /// Why nothing is sent.
    reason: String,
    /// There is no value, rather than an expression that says to send none or fails.
    empty: bool,
}

impl Values {
    /// Computes the values of the only person in `person`.
    pub(super) fn of(
        person: &Directory,
        table: &MappingTable,
        context: &Context,
        language: &Language,
    ) -> Self {
        let evaluator = Evaluator::new(person, table, context);
        let mut all: Vec<OfTarget> = Vec::new();
        for (id, row) in evaluator.ids().zip(table.rows()) {
            if all.iter().any(|other| other.target == row.mapping.target) {
                continue;
            }
            let evaluated = evaluator.evaluate(id, 0);
            let empty = matches!(evaluated, Evaluated::Nothing | Evaluated::Unknown);
            let (value, from_default) = match evaluated {
                Evaluated::Sent { value: Sent::One(text), from_default } => {
                    (Some(TargetValue::One(text.into_owned())), from_default)
                }
                Evaluated::Sent { value: Sent::Many(texts), from_default } => {
                    (Some(TargetValue::Many(texts)), from_default)
                }
                _ => (None, false),
            };
            let reason = match evaluator.outcome(id, 0, language) {
                Outcome::NotSent { reason }
                | Outcome::Unknown { reason }
                | Outcome::Ignored { reason } => reason,
                Outcome::Error { message, .. } => message,
                Outcome::Sent { .. } => String::new(),
            };
            all.push(OfTarget {
                target: row.mapping.target.clone(),
                matching: row.mapping.matching,
                apply: row.mapping.apply,
                value,
                from_default,
                reason,
                empty,
            });
        }
        let flag = person.attribute("IsSoftDeleted");
        let soft_deleted = flag.and_then(|flag| person.text(0, flag)) == Some("True");
        Values { all, soft_deleted }
    }

    /// Returns the targets by which the person is looked for, in the order of precedence.
    pub(super) fn matching(&self) -> Vec<(String, String)> {
        let mut found: Vec<(u32, String, String)> = self
            .all
            .iter()
            .filter_map(|it| Some((it.matching?, it.target.clone(), first(it.value.as_ref()?)?)))
            .collect();
        found.sort_by_key(|(precedence, ..)| *precedence);
        found.into_iter().map(|(_, target, value)| (target, value)).collect()
    }

    /// Returns whether people are matched by a target.
    pub(super) fn matches_by(&self, target: &str) -> bool {
        self.all.iter().any(|it| it.target == target && it.matching.is_some())
    }

    /// Returns the target of the manager when there is one, and every other value.
    pub(super) fn sent(&self) -> (Option<String>, Vec<(String, TargetValue)>) {
        let sent = self.all.iter().filter_map(|it| Some((it.target.clone(), it.value.clone()?)));
        let (manager, others): (Vec<_>, Vec<_>) = sent.partition(|(target, _)| is_manager(target));
        (manager.into_iter().next().map(|(target, _)| target), others)
    }

    /// Returns what is not sent on creation.
    pub(super) fn unsent(&self) -> impl Iterator<Item = Unsent> {
        self.all
            .iter()
            .filter(|it| it.value.is_none())
            .map(|it| Unsent { target: it.target.clone(), reason: it.reason.clone() })
    }
}

fn first(value: &TargetValue) -> Option<String> {
    match value {
        TargetValue::One(text) => Some(text.clone()),
        TargetValue::Many(texts) => texts.first().cloned(),
    }
}

/// Returns what Entra exports when a person becomes `after`, who was created as `before`.
pub(super) fn change(
    before: &Values,
    after: &Values,
    case_exact: Option<&BTreeSet<String>>,
    language: &Language,
) -> Changes {
    let mut changes = Changes { sent: Vec::new(), unsent: Vec::new() };
    for (old, new) in before.all.iter().zip(&after.all) {
        let mut hold_back = |reason: String| {
            changes.unsent.push(Unsent { target: new.target.clone(), reason });
        };
        let said = |key: &str| words(key, language, &[]);
        match (&old.value, new.value.as_ref().filter(|_| !new.from_default)) {
            (old_value, Some(value)) if old_value.as_ref() == Some(value) => {}
            (None, None) => {
                if old.reason != new.reason {
                    hold_back(new.reason.clone());
                }
            }
            (Some(_), None) if old.from_default && new.from_default => {}
            (Some(_), None) if new.from_default || new.empty => hold_back(said("unsent.cleared")),
            (Some(_), None) => hold_back(new.reason.clone()),
            (_, Some(_)) if new.apply == Apply::OnCreation => hold_back(said("unsent.on_creation")),
            (Some(old_value), Some(value))
                if value.eq_ignore_case(old_value)
                    && !case_exact.is_some_and(|exact| exact.contains(&new.target)) =>
            {
                hold_back(said("unsent.case_only"));
            }
            (old_value, Some(value)) => changes.sent.push(Change {
                target: new.target.clone(),
                was_empty: old_value.is_none(),
                value: value.clone(),
            }),
        }
    }
    changes
}
