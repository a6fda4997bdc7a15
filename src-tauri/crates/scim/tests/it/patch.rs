//! PATCH operations, without and with `aadOptscim062020`.

use footbridge_scim::{Operation, ResourceType, ScimType, urn};
use serde_json::{Value, json};

use crate::{ENTERPRISE, extend, group, patched};

fn user(rest: Value) -> Value {
    let mut user = json!({"schemas": [urn::USER], "id": "1", "userName": "bjensen"});
    extend(&mut user, rest);
    user
}

fn with_enterprise(rest: Value, enterprise: Value) -> Value {
    let mut user = user(rest);
    extend(
        &mut user,
        json!({"schemas": [urn::USER, urn::ENTERPRISE_USER], ENTERPRISE: enterprise}),
    );
    user
}

fn path(attribute: &str) -> String {
    format!("{ENTERPRISE}:{attribute}")
}

#[test]
fn users_are_changed_without_the_flag() {
    let cases = [
        (
            user(json!({"active": true})),
            json!([{"op": "Replace", "path": "active", "value": "False"}]),
            user(json!({"active": false})),
            "disabled by a Boolean as text",
        ),
        (
            user(json!({})),
            json!([{"op": "Add", "path": "nickName", "value": "Babs"}]),
            user(json!({"nickName": "Babs"})),
            "a single value",
        ),
        (
            with_enterprise(
                json!({
                    "displayName": "x", "externalId": "y",
                    "emails": [{"type": "work", "value": "old"}, {"type": "home", "value": "h"}]
                }),
                json!({"department": "D"}),
            ),
            json!([
                {"op": "Replace", "path": "displayName", "value": "Pvlo"},
                {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "new"},
                {"op": "Replace", "path": "name.givenName", "value": "Gtfd"},
                {"op": "Replace", "path": "name.familyName", "value": "Pkqf"},
                {"op": "Replace", "path": "externalId", "value": "Eqpj"},
                {"op": "Replace", "path": path("employeeNumber"), "value": "Eqpj"}
            ]),
            with_enterprise(
                json!({
                    "displayName": "Pvlo", "externalId": "Eqpj",
                    "emails": [{"type": "work", "value": "new"}, {"type": "home", "value": "h"}],
                    "name": {"givenName": "Gtfd", "familyName": "Pkqf"}
                }),
                json!({"department": "D", "employeeNumber": "Eqpj"}),
            ),
            "several values, one operation each",
        ),
        (
            user(json!({})),
            json!([{"op": "Add", "path": "emails[type eq \"work\"].value", "value": "x@y"}]),
            user(json!({"emails": [{"type": "work", "value": "x@y"}]})),
            "a value that does not exist yet",
        ),
        (
            user(json!({"phoneNumbers": [{"type": "work", "value": "1"}]})),
            json!([{"op": "Replace", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "2"}]),
            user(
                json!({"phoneNumbers": [{"type": "work", "value": "1"}, {"type": "mobile", "value": "2"}]}),
            ),
            "a value beside another that does not exist yet, as Replace",
        ),
        (
            user(json!({})),
            json!([{"op": "Add", "path": path("manager"), "value": "271"}]),
            with_enterprise(json!({}), json!({"manager": {"value": "271"}})),
            "a manager as text",
        ),
        (
            with_enterprise(json!({}), json!({"manager": {"value": "1", "$ref": "h/1"}})),
            json!([{"op": "Replace", "path": "manager", "value": [{"$ref": "h/2", "value": "2"}]}]),
            with_enterprise(json!({}), json!({"manager": {"value": "2", "$ref": "h/2"}})),
            "a manager in the old documented form",
        ),
        (
            with_enterprise(json!({}), json!({"manager": {"value": "1", "$ref": "h/1"}})),
            json!([{"op": "Replace", "path": path("manager"), "value": "2"}]),
            with_enterprise(json!({}), json!({"manager": {"value": "2"}})),
            "the old reference goes with the old manager",
        ),
        (
            with_enterprise(json!({}), json!({"manager": {"value": "1"}})),
            json!([{"op": "Replace", "path": path("manager"), "value": ""}]),
            user(json!({})),
            "a manager cleared by an empty text; an empty extension goes too",
        ),
        (
            user(json!({})),
            json!([{"op": "Add", "path": "roles", "value": [{"value": "{\"id\":\"x\",\"value\":\"25\"}"}]}]),
            user(json!({"roles": [{"value": "{\"id\":\"x\",\"value\":\"25\"}"}]})),
            "a role as JSON in text",
        ),
        (
            user(json!({"roles": [{"primary": true, "value": "User"}]})),
            json!([{"op": "Replace", "path": "roles[primary eq \"True\"].value", "value": "Admin"}]),
            user(json!({"roles": [{"primary": true, "value": "Admin"}]})),
            "the primary role, the Boolean as text",
        ),
        (
            user(json!({})),
            json!([{"op": "Add", "path": "roles[primary eq \"True\"].value", "value": "Admin"}]),
            user(json!({"roles": [{"primary": true, "value": "Admin"}]})),
            "the primary role where there is none",
        ),
        (
            user(json!({})),
            json!([{
                "op": "Add",
                "path": "urn:ietf:params:scim:schemas:extension:Custom:2.0:User:tag", "value": "7"
            }]),
            user(json!({
                "schemas": [urn::USER, "urn:ietf:params:scim:schemas:extension:Custom:2.0:User"],
                "urn:ietf:params:scim:schemas:extension:Custom:2.0:User": {"tag": "7"}
            })),
            "an attribute of the admin's own",
        ),
    ];
    for (before, operations, after, why) in cases {
        assert_eq!(patched(ResourceType::User, before, operations), Ok(after), "{why}");
    }
}

#[test]
fn users_are_changed_with_the_flag() {
    let cases = [
        (
            user(json!({"active": true})),
            json!([{"op": "replace", "path": "active", "value": false}]),
            user(json!({"active": false})),
            "disabled by a Boolean",
        ),
        (
            user(json!({"emails": [{"type": "work", "value": "old"}]})),
            json!([
                {"op": "replace", "path": "emails[type eq \"work\"].value", "value": "new"},
                {"op": "replace", "value": {
                    "displayName": "Bjfe", "name.givenName": "Kkom", "name.familyName": "Unua",
                    (path("employeeNumber")): "Aklq"
                }}
            ]),
            with_enterprise(
                json!({
                    "emails": [{"type": "work", "value": "new"}], "displayName": "Bjfe",
                    "name": {"givenName": "Kkom", "familyName": "Unua"}
                }),
                json!({"employeeNumber": "Aklq"}),
            ),
            "dotted keys and keys with a URN",
        ),
        (
            user(json!({})),
            json!([{"op": "replace", "value": {"userName": "emilio@hermann.uk", "id": "2", "meta": {}}}]),
            user(json!({"userName": "emilio@hermann.uk"})),
            "a new user name; what only the server sets is passed over among keys",
        ),
        (
            with_enterprise(json!({}), json!({"department": "D"})),
            json!([{"op": "add", "value": {ENTERPRISE: {"division": "V", "manager": {"value": "1"}}}}]),
            with_enterprise(
                json!({}),
                json!({"department": "D", "division": "V", "manager": {"value": "1"}}),
            ),
            "an extension as an object is merged",
        ),
        (
            user(json!({})),
            json!([{"op": "add", "path": path("manager"), "value": {"value": "AXTKDL"}}]),
            with_enterprise(json!({}), json!({"manager": {"value": "AXTKDL"}})),
            "a manager as an object",
        ),
        (
            with_enterprise(json!({}), json!({"manager": {"value": "1"}, "department": "D"})),
            json!([{"op": "remove", "path": path("manager")}]),
            with_enterprise(json!({}), json!({"department": "D"})),
            "a manager removed",
        ),
        (
            user(json!({})),
            json!([{"op": "replace", "path": "addresses[type eq \"work\"].primary", "value": true}]),
            user(json!({"addresses": [{"type": "work", "primary": true}]})),
            "part of an address that does not exist yet",
        ),
        (
            user(json!({"roles": [{"value": "a"}, {"value": "b"}]})),
            json!([{"op": "replace", "path": "roles", "value": [
                {"primary": false, "type": "t", "display": "d", "value": "c"}
            ]}]),
            user(json!({"roles": [{"primary": false, "type": "t", "display": "d", "value": "c"}]})),
            "all roles replaced, so that removals flow",
        ),
        (
            user(json!({"nickName": "Babs", "title": "T"})),
            json!([{"op": "replace", "value": {"nickName": null}}]),
            user(json!({"title": "T"})),
            "null clears",
        ),
    ];
    for (before, operations, after, why) in cases {
        assert_eq!(patched(ResourceType::User, before, operations), Ok(after), "{why}");
    }
}

#[test]
fn values_are_changed_as_the_rfc_says() {
    let cases = [
        (
            user(json!({"emails": [{"value": "a", "primary": true}]})),
            json!([{"op": "add", "path": "emails", "value": [{"value": "b", "primary": true}]}]),
            user(
                json!({"emails": [{"value": "a", "primary": false}, {"value": "b", "primary": true}]}),
            ),
            "a new primary value takes the place of the old one",
        ),
        (
            user(json!({"emails": [{"value": "a", "type": "work"}]})),
            json!([{"op": "add", "path": "emails", "value": [{"value": "a", "type": "work"}]}]),
            user(json!({"emails": [{"value": "a", "type": "work"}]})),
            "adding what is there changes nothing",
        ),
        (
            user(json!({"name": {"givenName": "G", "familyName": "F"}})),
            json!([{"op": "replace", "path": "name", "value": {"givenName": "H"}}]),
            user(json!({"name": {"givenName": "H", "familyName": "F"}})),
            "the other parts of a complex value stay",
        ),
        (
            user(
                json!({"emails": [{"value": "a", "type": "work"}, {"value": "b", "type": "home"}]}),
            ),
            json!([{"op": "remove", "path": "emails[type eq \"work\" and value co \"a\"]"}]),
            user(json!({"emails": [{"value": "b", "type": "home"}]})),
            "a selected value is removed",
        ),
        (
            user(json!({"emails": [{"value": "a", "type": "work"}]})),
            json!([{"op": "remove", "path": "emails[type eq \"work\"].type"}]),
            user(json!({"emails": [{"value": "a"}]})),
            "a part of a selected value is removed",
        ),
        (
            user(json!({"emails": [{"value": "a", "type": "work", "display": "d"}]})),
            json!([{"op": "replace", "path": "emails[type eq \"work\"]", "value": {"value": "b", "type": "work"}}]),
            user(json!({"emails": [{"value": "b", "type": "work"}]})),
            "a selected value is replaced whole",
        ),
        (
            user(json!({"name": {"givenName": "G"}})),
            json!([{"op": "remove", "path": "name.givenName"}]),
            user(json!({})),
            "a complex value without parts is no value",
        ),
        (
            user(json!({"title": "T"})),
            json!([{"op": "remove", "path": "nickName"}]),
            user(json!({"title": "T"})),
            "removing what is not there changes nothing",
        ),
    ];
    for (before, operations, after, why) in cases {
        assert_eq!(patched(ResourceType::User, before, operations), Ok(after), "{why}");
    }
}

#[test]
fn what_cannot_be_done_is_refused_and_nothing_changes() {
    let cases = [
        (json!([{"op": "remove"}]), ScimType::NoTarget, "remove without a path"),
        (json!([{"op": "move", "path": "title"}]), ScimType::InvalidSyntax, "an unknown operation"),
        (json!([]), ScimType::InvalidSyntax, "no operations"),
        (json!([{"op": "add", "path": "title"}]), ScimType::InvalidValue, "no value"),
        (json!([{"op": "add", "value": "x"}]), ScimType::InvalidValue, "no object without a path"),
        (json!([{"op": "add", "path": "a b", "value": "x"}]), ScimType::InvalidPath, "no path"),
        (json!([{"op": "replace", "path": "id", "value": "x"}]), ScimType::Mutability, "the id"),
        (json!([{"op": "add", "path": "groups", "value": []}]), ScimType::Mutability, "read only"),
        (json!([{"op": "remove", "path": "userName"}]), ScimType::Mutability, "required"),
        (
            json!([{"op": "replace", "path": "userName", "value": ""}]),
            ScimType::InvalidValue,
            "empty",
        ),
        (
            json!([{"op": "replace", "path": "title[type eq \"x\"]", "value": "y"}]),
            ScimType::InvalidPath,
            "one value cannot be selected from",
        ),
        (
            json!([{"op": "replace", "path": "emails[type ne \"x\"].value", "value": "y"}]),
            ScimType::NoTarget,
            "the filter does not say what to create",
        ),
        (
            json!([
                {"op": "replace", "path": "title", "value": "T"},
                {"op": "replace", "path": "active", "value": "maybe"}
            ]),
            ScimType::InvalidValue,
            "all operations or none",
        ),
    ];
    for (operations, expected, why) in cases {
        let error = patched(ResourceType::User, user(json!({})), operations).unwrap_err();
        assert_eq!(error.scim_type, Some(expected), "{why}");
    }
    let fixed = json!([{"op": "replace", "path": "members[value eq \"a\"].value", "value": "b"}]);
    let members = group(json!({"members": [{"value": "a"}]}));
    let error = patched(ResourceType::Group, members, fixed).unwrap_err();
    assert_eq!(error.scim_type, Some(ScimType::Mutability), "a member's value is immutable");
    assert!(
        Operation::parse_all(&json!({"Operations": []})).is_err(),
        "a body that does not name the message is none"
    );
}
