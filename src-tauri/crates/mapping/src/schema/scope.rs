//! Reads Graph's `filter`: the scoping filter of an object mapping.
//!
//! It decides who is counted, and nothing of it is written: what does not have the shape that Graph
//! documents is no mistake here, and counts as more than is understood.

use serde_json::Value;

use crate::filter::{Clause, ScopingFilter};

/// Reads the scoping filter of an object mapping.
pub(super) fn filter(object_mapping: &Value) -> ScopingFilter {
    let Some(scope) = object_mapping.get("scope").filter(|scope| !is_empty(scope)) else {
        return ScopingFilter::default();
    };
    let groups = scope.get("groups").filter(|groups| !is_empty(groups));
    let understood = groups.and_then(Value::as_array).map(|groups| groups.iter().map(group));
    let understood: Vec<Option<Vec<Clause>>> = understood.into_iter().flatten().collect();
    let others = ["inputFilterGroups", "categoryFilterGroups"];
    let more = understood.iter().any(Option::is_none)
        || groups.is_some_and(|groups| !groups.is_array())
        || others.iter().any(|key| scope.get(key).is_some_and(|groups| !is_empty(groups)));
    // Whom a group that is not understood lets through, nobody knows.
    let groups = match understood.iter().any(Option::is_none) {
        true => Vec::new(),
        false => understood.into_iter().flatten().collect(),
    };
    ScopingFilter { groups, more }
}

fn group(group: &Value) -> Option<Vec<Clause>> {
    match group.get("clauses") {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(clauses)) => clauses.iter().map(clause).collect(),
        Some(_) => None,
    }
}

fn clause(clause: &Value) -> Option<Clause> {
    let text = |key: &str| clause.get(key).and_then(Value::as_str).map(str::to_owned);
    let operand = match clause.get("targetOperand") {
        // A list in an older description of Graph's.
        Some(Value::Array(operands)) => operands.first(),
        operand => operand,
    };
    let values = match operand.and_then(|operand| operand.get("values")) {
        Some(Value::Array(values)) => values.iter().map(value).collect::<Option<_>>()?,
        None | Some(Value::Null) => Vec::new(),
        Some(only) => vec![value(only)?],
    };
    Some(Clause { attribute: text("sourceOperandName")?, operator: text("operatorName")?, values })
}

fn value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(true) => Some("True".to_owned()),
        Value::Bool(false) => Some("False".to_owned()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
