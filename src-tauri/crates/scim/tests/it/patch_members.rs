//! PATCH operations on the members of a group.

use footbridge_scim::ResourceType;
use serde_json::json;

use crate::{group, patched};

#[test]
fn members_when_added_and_removed_in_each_form_are_those_left() {
    let three = || json!({"members": [{"value": "a"}, {"value": "b"}, {"value": "c"}]});
    let cases = [
        (
            group(json!({})),
            json!([{"op": "Add", "path": "members", "value": [{"$ref": null, "value": "a"}]}]),
            group(json!({"members": [{"value": "a"}]})),
            "added without the flag",
        ),
        (
            group(json!({"members": [{"value": "a"}]})),
            json!([{"op": "add", "path": "members", "value": [{"value": "a"}, {"value": "b"}]}]),
            group(json!({"members": [{"value": "a"}, {"value": "b"}]})),
            "nobody is a member twice",
        ),
        (
            group(three()),
            json!([{"op": "Remove", "path": "members", "value": [{"value": "b"}]}]),
            group(json!({"members": [{"value": "a"}, {"value": "c"}]})),
            "removed without the flag: only the listed member",
        ),
        (
            group(three()),
            json!([{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "b"}]}]),
            group(json!({"members": [{"value": "a"}, {"value": "c"}]})),
            "removed without the flag, the other documented form",
        ),
        (
            group(three()),
            json!([{"op": "Remove", "path": "members", "value": []}]),
            group(three()),
            "an empty list removes nobody",
        ),
        (
            group(three()),
            json!([{"op": "remove", "path": "members[value eq \"b\"]"}]),
            group(json!({"members": [{"value": "a"}, {"value": "c"}]})),
            "removed with the flag",
        ),
        (
            group(three()),
            json!([{"op": "remove", "path": "members[value eq \"x\"]"}]),
            group(three()),
            "removing who is not a member changes nothing",
        ),
        (
            group(three()),
            json!([{"op": "remove", "path": "members"}]),
            group(json!({})),
            "RFC 7644: without value or filter, all members",
        ),
        (
            group(three()),
            json!([{"op": "replace", "path": "members", "value": [{"value": "d"}]}]),
            group(json!({"members": [{"value": "d"}]})),
            "replaced, as Microsoft's validator does",
        ),
        (
            group(three()),
            json!([{"op": "replace", "value": {"displayName": "Sales"}}]),
            group(three()),
            "renamed without a path",
        ),
    ];
    for (before, operations, after, why) in cases {
        assert_eq!(patched(ResourceType::Group, before, operations), Ok(after), "{why}");
    }
}
