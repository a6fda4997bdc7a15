//! The operations of a PATCH body.

use serde_json::{Map, Value};

use crate::resource_type::get;
use crate::{ScimError, ScimType, urn};

/// One operation of a PATCH.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// What to do.
    pub kind: OperationKind,
    /// Where; without a path, the value is an object whose keys are paths.
    pub path: Option<String>,
    /// With what.
    pub value: Option<Value>,
}

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// Adds values, or sets one.
    Add,
    /// Replaces values.
    Replace,
    /// Removes values.
    Remove,
}

impl Operation {
    /// Reads the operations of a PATCH body.
    ///
    /// # Errors
    /// Fails with `invalidSyntax` when the body is no `PatchOp` message with operations.
    pub fn parse_all(body: &Value) -> Result<Vec<Operation>, ScimError> {
        let malformed = |detail: &str| ScimError::of(ScimType::InvalidSyntax, detail);
        let body = body.as_object().ok_or_else(|| malformed("the body must be an object"))?;
        if !names_schema(body, urn::PATCH_OP) {
            return Err(malformed("`schemas` must name the PatchOp message"));
        }
        let operations = get(body, "Operations")
            .and_then(Value::as_array)
            .filter(|operations| !operations.is_empty())
            .ok_or_else(|| malformed("`Operations` must be a list that is not empty"))?;
        operations
            .iter()
            .map(|operation| {
                let operation = operation
                    .as_object()
                    .ok_or_else(|| malformed("an operation must be an object"))?;
                let kind = get(operation, "op").and_then(Value::as_str).unwrap_or_default();
                let kind = match kind.to_ascii_lowercase().as_str() {
                    "add" => OperationKind::Add,
                    "replace" => OperationKind::Replace,
                    "remove" => OperationKind::Remove,
                    _ => return Err(malformed("`op` must be add, replace or remove")),
                };
                let path = match get(operation, "path") {
                    None | Some(Value::Null) => None,
                    Some(Value::String(path)) => Some(path.clone()),
                    Some(_) => return Err(malformed("`path` must be a string")),
                };
                Ok(Operation { kind, path, value: get(operation, "value").cloned() })
            })
            .collect()
    }
}

/// Returns whether a body says that it is of this schema.
pub(super) fn names_schema(body: &Map<String, Value>, urn: &str) -> bool {
    get(body, "schemas").and_then(Value::as_array).is_some_and(|schemas| {
        schemas.iter().any(|schema| schema.as_str().is_some_and(|s| s.eq_ignore_ascii_case(urn)))
    })
}
