//! The body that changes a user, in both dialects.
//!
//! With `aadOptscim062020` in the tenant URL, Entra keeps to RFC 7644 §3.5.2 in what its
//! documentation lists: lower-case operations, Booleans as such, and several values in one operation
//! without a path. Without it, operations are capitalised, Booleans are texts, and each target has
//! an operation of its own.

use serde_json::{Map, Value, json};

use super::target::{TargetValue, is_manager, leaf, locate, typed};
use crate::{PatchDialect, Path, urn};

/// A target whose value changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetChange<'a> {
    /// The target.
    pub target: &'a str,
    /// Entra takes the target for empty: the value is added, and replaced otherwise.
    pub was_empty: bool,
    /// The value from now on.
    pub value: TargetValue,
}

/// Returns the body; `None` when nothing changes.
pub(super) fn body(changes: &[TargetChange<'_>], dialect: PatchDialect) -> Option<Value> {
    let operations: Vec<Value> = match dialect {
        PatchDialect::Default => changes.iter().map(by_default).collect(),
        PatchDialect::Optscim => merged(changes),
    };
    let some = !operations.is_empty();
    some.then(|| patch(Value::Array(operations)))
}

/// Returns the message that makes these changes.
pub(super) fn patch(operations: Value) -> Value {
    json!({ "schemas": [urn::PATCH_OP], "Operations": operations })
}

/// One operation a target. The documentation's examples; that a Boolean is a text is contradicted by
/// one of them, and is what servers record.
fn by_default(change: &TargetChange<'_>) -> Value {
    let op = if change.was_empty { "Add" } else { "Replace" };
    let value = match &change.value {
        TargetValue::One(text) => Value::from(text.as_str()),
        // `AppRoleAssignmentsComplex`: the object is inside a text.
        TargetValue::Many(texts) => texts.iter().map(|text| json!({ "value": text })).collect(),
    };
    json!({ "op": op, "path": change.target, "value": value })
}

/// Each added value, each filtered path, the manager and a lone `active` have an operation of their
/// own; all other replaced values share one without a path.
///
/// Documented are a single added value, a lone `active`, and a mixture of replaced values. Several
/// added values, and a manager among others, are inferred from these.
fn merged(changes: &[TargetChange<'_>]) -> Vec<Value> {
    let mut operations = Vec::new();
    let mut shared = Map::new();
    for change in changes {
        let path = change.target.parse::<Path>().ok();
        let value = match &path {
            Some(path) => typed(leaf(&locate(path), path), &change.value),
            None => typed(None, &change.value),
        };
        let selects = path.is_none_or(|path| path.selector.is_some());
        let list = matches!(change.value, TargetValue::Many(_));
        if change.was_empty || selects || list || is_manager(change.target) {
            let op = if change.was_empty { "add" } else { "replace" };
            operations.push(json!({ "op": op, "path": change.target, "value": value }));
        } else {
            shared.insert(change.target.to_owned(), value);
        }
    }
    match shared.get("active").filter(|_| shared.len() == 1) {
        Some(active) => {
            operations.push(json!({ "op": "replace", "path": "active", "value": active }));
        }
        None if shared.is_empty() => {}
        None => operations.push(json!({ "op": "replace", "value": shared })),
    }
    operations
}
