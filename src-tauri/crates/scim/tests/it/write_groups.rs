//! What Entra writes of groups, and how it removes a user's value, against its documentation.

use footbridge_scim::{GroupChange, PatchDialect, Request, TenantUrl, WriteRequest, urn};
use serde_json::{Value, json};

use crate::{ENTERPRISE, group, patched};

use PatchDialect::{Default, Optscim};

fn tenant() -> TenantUrl {
    TenantUrl::parse("https://h.example/scim/").unwrap()
}

fn operations(change: &GroupChange<'_>, dialect: PatchDialect) -> Value {
    let request = WriteRequest::change_group(&tenant(), "g", change, dialect);
    assert_eq!(
        (request.method, request.url.as_str()),
        ("PATCH", "https://h.example/scim/Groups/g")
    );
    let mut body = request.body.unwrap();
    assert_eq!(body["schemas"], json!([urn::PATCH_OP]), "the message");
    body["Operations"].take()
}

#[test]
fn group_is_created_without_members() {
    let request = WriteRequest::create_group(&tenant(), "displayName", Some("8aa1a0c0"));
    assert_eq!((request.method, request.url.as_str()), ("POST", "https://h.example/scim/Groups"));
    assert_eq!(
        request.body.unwrap().to_string(),
        r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"externalId":"8aa1a0c0","displayName":"displayName","meta":{"resourceType":"Group"}}"#,
        "\"Develop a SCIM endpoint\", create group"
    );
}

#[test]
fn each_change_of_a_group_is_written_in_both_dialects() {
    let (add, remove) = (GroupChange::AddMembers(&["u1"]), GroupChange::RemoveMembers(&["u1091"]));
    for (change, dialect, expected, why) in [
        (
            GroupChange::Rename("Sales"),
            Default,
            json!([{"op": "Replace", "path": "displayName", "value": "Sales"}]),
            "a name, as documented",
        ),
        (
            GroupChange::Rename("Sales"),
            Optscim,
            json!([{"op": "replace", "value": {"displayName": "Sales"}}]),
            "a name, as Microsoft's validator sends it",
        ),
        (
            add,
            Default,
            json!([{"op": "Add", "path": "members", "value": [{"$ref": null, "value": "u1"}]}]),
            "a member, as documented",
        ),
        (
            add,
            Optscim,
            json!([{"op": "add", "path": "members", "value": [{"value": "u1"}]}]),
            "a member with the flag",
        ),
        (
            remove,
            Default,
            json!([{"op": "Remove", "path": "members", "value": [{"value": "u1091"}]}]),
            "a member removed, as documented without the flag",
        ),
        (
            GroupChange::RemoveMembers(&["a", "b\"]"]),
            Optscim,
            json!([
                {"op": "remove", "path": "members[value eq \"a\"]"},
                {"op": "remove", "path": "members[value eq \"b\\\"]\"]"}
            ]),
            "members removed, as documented with the flag",
        ),
    ] {
        assert_eq!(operations(&change, dialect), expected, "{why}");
    }
}

#[test]
fn server_understands_the_changes_of_members_alike() {
    let of = |ids: &[&str]| {
        let members: Vec<Value> = ids.iter().map(|id| json!({"value": id})).collect();
        group(json!({ "members": members }))
    };
    for dialect in [Default, Optscim] {
        let after = |change| {
            patched(footbridge_scim::ResourceType::Group, of(&["a"]), operations(&change, dialect))
        };
        let added = after(GroupChange::AddMembers(&["b", "c"])).unwrap();
        let ids: Vec<&Value> =
            added["members"].as_array().unwrap().iter().map(|it| &it["value"]).collect();
        assert_eq!(ids, ["a", "b", "c"], "{dialect:?}");
        assert_eq!(after(GroupChange::RemoveMembers(&["x"])), Ok(of(&["a"])), "{dialect:?}");
        assert_eq!(after(GroupChange::RemoveMembers(&["a"])), Ok(group(json!({}))), "{dialect:?}");
    }
}

#[test]
fn group_and_value_have_addresses_of_their_own() {
    let flagged = tenant().in_dialect(Optscim);
    let read = WriteRequest::read_group(&flagged, "a/b");
    assert_eq!(
        (read.method, read.url.as_str()),
        ("GET", "https://h.example/scim/Groups/a%2Fb?excludedAttributes=members&aadOptscim062020"),
        "without members"
    );
    let read = WriteRequest::read_members(&tenant(), "g");
    assert_eq!(read.url, "https://h.example/scim/Groups/g", "with them");
    let deleted = WriteRequest::delete_group(&tenant(), "g");
    assert_eq!((deleted.method, deleted.url.as_str()), ("DELETE", read.url.as_str()));
    let department = format!("{ENTERPRISE}:department");
    for (dialect, op) in [(Default, "Remove"), (Optscim, "remove")] {
        let request = WriteRequest::remove_value(&tenant(), "7", &department, dialect);
        assert_eq!(request.url, "https://h.example/scim/Users/7");
        let expected = json!([{"op": op, "path": department}]);
        assert_eq!(request.body.unwrap()["Operations"], expected, "{dialect:?}");
    }
    let found = WriteRequest::from(Request::find_group(&tenant(), "displayName", "g"));
    assert_eq!((found.method, found.body), ("GET", None), "a query stands beside them");
}
