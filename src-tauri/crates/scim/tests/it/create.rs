//! Bodies of POST and PUT.

use footbridge_scim::{ResourceType, ScimType, urn};
use serde_json::json;

use crate::ENTERPRISE;

#[test]
fn what_entra_creates_is_read() {
    let user = json!({
        "schemas": [urn::USER, urn::ENTERPRISE_USER],
        "externalId": "0a21f0f2", "userName": "Test_User", "active": true,
        "emails": [{"primary": true, "type": "work", "value": "Test_User@testuser.com"}],
        "meta": {"resourceType": "User"},
        "name": {"formatted": "given family", "familyName": "family", "givenName": "given"},
        "roles": []
    });
    let cases = [
        (
            ResourceType::User,
            user,
            json!({
                "schemas": [urn::USER],
                "externalId": "0a21f0f2", "userName": "Test_User", "active": true,
                "emails": [{"primary": true, "type": "work", "value": "Test_User@testuser.com"}],
                "name": {"formatted": "given family", "familyName": "family", "givenName": "given"}
            }),
            "the documented user: empty lists and what only the server sets are left out",
        ),
        (
            ResourceType::User,
            json!({
                "schemas": [urn::USER, urn::ENTERPRISE_USER], "userName": "a", "active": "True",
                "roles": [{"primary": "True", "display": "Admin", "value": "Admin"}],
                ENTERPRISE: {"department": "D", "manager": "myuser"}, "password": "p", "id": "mine"
            }),
            json!({
                "schemas": [urn::USER, urn::ENTERPRISE_USER], "userName": "a", "active": true,
                "roles": [{"primary": true, "display": "Admin", "value": "Admin"}],
                ENTERPRISE: {"department": "D", "manager": {"value": "myuser"}}
            }),
            "Booleans as text, a manager as text",
        ),
        (
            ResourceType::User,
            json!({
                "schemas": [urn::USER], "userName": "a",
                "urn:ietf:params:scim:schemas:extension:Custom:2.0:User": {"tag": "701984"}
            }),
            json!({
                "schemas": [urn::USER, "urn:ietf:params:scim:schemas:extension:Custom:2.0:User"],
                "userName": "a",
                "urn:ietf:params:scim:schemas:extension:Custom:2.0:User": {"tag": "701984"}
            }),
            "an extension of the admin's own, whose URN Entra leaves out of `schemas`",
        ),
        (
            ResourceType::Group,
            json!({
                "schemas": [
                    urn::GROUP,
                    "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"
                ],
                "externalId": "8aa1a0c0", "displayName": "Sales", "meta": {"resourceType": "Group"}
            }),
            json!({"schemas": [urn::GROUP], "externalId": "8aa1a0c0", "displayName": "Sales"}),
            "the documented group: Microsoft's own URN is passed over",
        ),
    ];
    for (kind, body, expected, why) in cases {
        assert_eq!(kind.read(body).map(serde_json::Value::Object), Ok(expected), "{why}");
    }
}

#[test]
fn what_is_no_user_is_refused() {
    let cases = [
        (json!([]), ScimType::InvalidSyntax, "a list"),
        (json!({"userName": "a"}), ScimType::InvalidSyntax, "no schemas"),
        (json!({"schemas": [urn::GROUP], "userName": "a"}), ScimType::InvalidSyntax, "a group"),
        (json!({"schemas": [urn::USER]}), ScimType::InvalidValue, "no userName"),
        (json!({"schemas": [urn::USER], "userName": ""}), ScimType::InvalidValue, "an empty one"),
        (json!({"schemas": [urn::USER], "userName": 7}), ScimType::InvalidValue, "a number"),
        (
            json!({"schemas": [urn::USER], "userName": "a", "x y": 1}),
            ScimType::InvalidPath,
            "a key that is no name",
        ),
    ];
    for (body, expected, why) in cases {
        let error = ResourceType::User.read(body).unwrap_err();
        assert_eq!(error.scim_type, Some(expected), "{why}");
    }
}
