//! The bodies that create and change a group, in both dialects.
//!
//! "Develop a SCIM endpoint" shows a group created, renamed, and given a member; "Known issues and
//! resolutions with SCIM 2.0 compliance" how a member is removed in both dialects. How one is added
//! with the flag is documented nowhere: inferred from the other operations with it.

use serde_json::{Map, Value, json};

use crate::{PatchDialect, urn};

/// A change of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupChange<'a> {
    /// It has another name.
    Rename(&'a str),
    /// These users, by the application's ids, are members from now on.
    AddMembers(&'a [&'a str]),
    /// These users are members no longer.
    RemoveMembers(&'a [&'a str]),
}

/// See [`super::WriteRequest::create_group`].
pub(super) fn create(name: &str, external_id: Option<&str>) -> Value {
    let mut body = Map::new();
    body.insert("schemas".to_owned(), json!([urn::GROUP]));
    if let Some(external_id) = external_id {
        body.insert("externalId".to_owned(), Value::from(external_id));
    }
    body.insert("displayName".to_owned(), Value::from(name));
    body.insert("meta".to_owned(), json!({ "resourceType": "Group" }));
    Value::Object(body)
}

impl GroupChange<'_> {
    pub(super) fn operations(&self, dialect: PatchDialect) -> Value {
        use GroupChange::{AddMembers, RemoveMembers, Rename};
        use PatchDialect::{Default, Optscim};
        let with_ref = |id: &&str| json!({ "$ref": null, "value": id });
        let plain = |id: &&str| json!({ "value": id });
        match (self, dialect) {
            (Rename(name), Default) => {
                json!([{ "op": "Replace", "path": "displayName", "value": name }])
            }
            (Rename(name), Optscim) => {
                json!([{ "op": "replace", "value": { "displayName": name } }])
            }
            (AddMembers(ids), Default) => {
                let members: Value = ids.iter().map(with_ref).collect();
                json!([{ "op": "Add", "path": "members", "value": members }])
            }
            (AddMembers(ids), Optscim) => {
                let members: Value = ids.iter().map(plain).collect();
                json!([{ "op": "add", "path": "members", "value": members }])
            }
            (RemoveMembers(ids), Default) => {
                let members: Value = ids.iter().map(plain).collect();
                json!([{ "op": "Remove", "path": "members", "value": members }])
            }
            (RemoveMembers(ids), Optscim) => ids.iter().map(selected).collect(),
        }
    }
}

/// Selects one member to be removed. What would end the text of the filter is escaped, as JSON has it
/// (RFC 7644 §3.4.2.2).
fn selected(id: &&str) -> Value {
    let path = format!("members[value eq {}]", Value::from(*id));
    json!({ "op": "remove", "path": path })
}
