//! The forms in which Entra creates and changes users and groups, as its SCIM documentation and
//! public server logs show them.

#![expect(clippy::unwrap_used, reason = "a test's support fails by panicking")]

mod create;
mod patch;
mod patch_members;
mod write;
mod write_groups;

use footbridge_scim::{Operation, Resource, ResourceType, ScimError, urn};
use serde_json::{Value, json};

const ENTERPRISE: &str = urn::ENTERPRISE_USER;

fn resource(value: Value) -> Resource {
    match value {
        Value::Object(resource) => resource,
        other => panic!("not a resource: {other}"),
    }
}

/// Applies operations as a PATCH body holds them.
fn patched(kind: ResourceType, before: Value, operations: Value) -> Result<Value, ScimError> {
    let body = json!({"schemas": [urn::PATCH_OP], "Operations": operations});
    let operations = Operation::parse_all(&body)?;
    kind.patch(&resource(before), &operations).map(Value::Object)
}

/// Returns a group with these members.
fn group(members: Value) -> Value {
    let mut group = json!({"schemas": [urn::GROUP], "id": "g", "displayName": "Sales"});
    extend(&mut group, members);
    group
}

/// Adds what `more` holds to an object.
fn extend(value: &mut Value, more: Value) {
    if let (Some(object), Value::Object(more)) = (value.as_object_mut(), more) {
        object.extend(more);
    }
}
