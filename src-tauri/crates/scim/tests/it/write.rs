//! What Entra writes, against the bodies of its documentation and of public server logs.

use footbridge_scim::{PatchDialect, TargetChange, TargetValue, TenantUrl, WriteRequest, urn};
use serde_json::{Value, json};

use crate::{ENTERPRISE, patched};

const EMPLOYEE_NUMBER: &str =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber";
const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
const WORK_EMAIL: &str = r#"emails[type eq "work"].value"#;

fn tenant() -> TenantUrl {
    TenantUrl::parse("https://h.example/scim/?aadOptscim062020").unwrap()
}

fn one(text: &str) -> TargetValue {
    TargetValue::One(text.to_owned())
}

fn created(values: &[(&str, TargetValue)]) -> Value {
    WriteRequest::create_user(&tenant(), values).body.unwrap()
}

fn add<'a>(target: &'a str, value: &str) -> TargetChange<'a> {
    TargetChange { target, was_empty: true, value: one(value) }
}

fn replace<'a>(target: &'a str, value: &str) -> TargetChange<'a> {
    TargetChange { target, was_empty: false, value: one(value) }
}

fn operations(changes: &[TargetChange<'_>], dialect: PatchDialect) -> Value {
    let request = WriteRequest::change_user(&tenant(), "7", changes, dialect).unwrap();
    assert_eq!(request.method, "PATCH");
    let mut body = request.body.unwrap();
    assert_eq!(body["schemas"], json!([urn::PATCH_OP]), "the message");
    body["Operations"].take()
}

#[test]
fn a_user_is_created_as_the_documentation_shows() {
    let body = created(&[
        ("externalId", one("0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef")),
        ("userName", one("Test_User_ab6490ee-1e48-479e-a20b-2d77186b5dd1")),
        ("active", one("True")),
        (WORK_EMAIL, one("Test_User_fd0ea19b-0777-472c-9f96-4f70d2226f2e@testuser.com")),
        ("name.formatted", one("givenName familyName")),
        ("name.familyName", one("familyName")),
        ("name.givenName", one("givenName")),
    ]);
    assert_eq!(
        body,
        json!({
            "schemas": [
                "urn:ietf:params:scim:schemas:core:2.0:User",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
            ],
            "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
            "userName": "Test_User_ab6490ee-1e48-479e-a20b-2d77186b5dd1",
            "active": true,
            "emails": [{
                "primary": true,
                "type": "work",
                "value": "Test_User_fd0ea19b-0777-472c-9f96-4f70d2226f2e@testuser.com"
            }],
            "meta": {"resourceType": "User"},
            "name": {
                "formatted": "givenName familyName",
                "familyName": "familyName",
                "givenName": "givenName"
            },
            "roles": []
        }),
        "\"Develop a SCIM endpoint\", create user"
    );
}

#[test]
fn each_kind_of_target_has_its_place() {
    let bare = json!({
        "schemas": [urn::USER, urn::ENTERPRISE_USER],
        "roles": [],
        "meta": {"resourceType": "User"}
    });
    let with = |key: &str, value: Value| {
        let mut body = bare.clone();
        body[key] = value;
        body
    };
    let many =
        |texts: &[&str]| TargetValue::Many(texts.iter().map(|text| (*text).to_owned()).collect());
    for (values, expected, why) in [
        (vec![], bare.clone(), "nothing is sent for what has no value"),
        (
            vec![(EMPLOYEE_NUMBER, one("7")), (MANAGER, one("271"))],
            with(ENTERPRISE, json!({"employeeNumber": "7"})),
            "enterprise attributes under their URN; the manager comes later",
        ),
        (
            vec![(
                "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:CustomAttribute",
                one("value"),
            )],
            with(
                "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User",
                json!({"CustomAttribute": "value"}),
            ),
            "the admin's own extension, which `schemas` does not name",
        ),
        (
            vec![
                (r#"phoneNumbers[type eq "work"].value"#, one("1")),
                (r#"phoneNumbers[type eq "mobile"].value"#, one("2")),
            ],
            with(
                "phoneNumbers",
                json!([{"type": "work", "value": "1"}, {"type": "mobile", "value": "2"}]),
            ),
            "one element a type",
        ),
        (
            vec![
                (r#"addresses[type eq "work"].country"#, one("NO")),
                (r#"addresses[type eq "work"].primary"#, one("True")),
                (r#"addresses[type eq "home"].country"#, one("SE")),
            ],
            with(
                "addresses",
                json!([
                    {"type": "work", "country": "NO", "primary": true},
                    {"type": "home", "country": "SE"}
                ]),
            ),
            "parts of one address in one element, a Boolean as such",
        ),
        (
            vec![
                (WORK_EMAIL, one("a@n.example")),
                (r#"emails[type eq "work"].primary"#, one("False")),
            ],
            with("emails", json!([{"type": "work", "value": "a@n.example", "primary": false}])),
            "a mapping decides over the usual primary",
        ),
        (
            vec![
                (r#"roles[primary eq "True"].value"#, one("Admin")),
                (r#"roles[primary eq "True"].type"#, one("WindowsAzureActiveDirectoryRole")),
            ],
            with(
                "roles",
                json!([{"primary": true, "value": "Admin", "type": "WindowsAzureActiveDirectoryRole"}]),
            ),
            "a single role, as the documentation of app roles shows",
        ),
        (
            vec![("roles", many(&[r#"{"primary":false,"value":"A"}"#, "B"]))],
            with("roles", json!([{"primary": false, "value": "A"}, {"value": "B"}])),
            "several roles",
        ),
        (
            vec![("active", one("perhaps"))],
            with("active", json!("perhaps")),
            "what is no Boolean is sent as it is",
        ),
    ] {
        assert_eq!(created(&values), expected, "{why}");
    }
}

#[test]
fn changes_are_those_of_the_documentation() {
    use PatchDialect::{Default, Optscim};
    let several = [
        replace("displayName", "Pvlo"),
        replace(WORK_EMAIL, "TestBcwqnm@test.microsoft.com"),
        replace("name.givenName", "Gtfd"),
        replace("name.familyName", "Pkqf"),
        replace("externalId", "Eqpj"),
        replace(EMPLOYEE_NUMBER, "Eqpj"),
    ];
    let merged = [
        replace("displayName", "Bjfe"),
        replace(WORK_EMAIL, "TestMhvaes@test.microsoft.com"),
        replace("name.givenName", "Kkom"),
        replace("name.familyName", "Unua"),
        replace(EMPLOYEE_NUMBER, "Aklq"),
    ];
    let roles = || TargetChange {
        target: "roles",
        was_empty: true,
        value: TargetValue::Many(vec![
            r#"{"id":"1","value":"25","displayName":"Role1234"}"#.into(),
        ]),
    };
    for (changes, dialect, expected, why) in [
        (
            &several[..],
            Default,
            json!([
                {"op": "Replace", "path": "displayName", "value": "Pvlo"},
                {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "TestBcwqnm@test.microsoft.com"},
                {"op": "Replace", "path": "name.givenName", "value": "Gtfd"},
                {"op": "Replace", "path": "name.familyName", "value": "Pkqf"},
                {"op": "Replace", "path": "externalId", "value": "Eqpj"},
                {"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "value": "Eqpj"}
            ]),
            "several, without the flag",
        ),
        (
            &merged[..],
            Optscim,
            json!([
                {"op": "replace", "path": "emails[type eq \"work\"].value", "value": "TestMhvaes@test.microsoft.com"},
                {"op": "replace", "value": {
                    "displayName": "Bjfe",
                    "name.givenName": "Kkom",
                    "name.familyName": "Unua",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber": "Aklq"
                }}
            ]),
            "several, with the flag",
        ),
        (
            &[replace("active", "False")],
            Default,
            json!([{"op": "Replace", "path": "active", "value": "False"}]),
            "disabled, without the flag",
        ),
        (
            &[replace("active", "False")],
            Optscim,
            json!([{"op": "replace", "path": "active", "value": false}]),
            "disabled, with the flag",
        ),
        (
            &[add("nickName", "Babs")],
            Default,
            json!([{"op": "Add", "path": "nickName", "value": "Babs"}]),
            "a value added, without the flag",
        ),
        (
            &[add("nickName", "Babs")],
            Optscim,
            json!([{"op": "add", "path": "nickName", "value": "Babs"}]),
            "a value added, with the flag",
        ),
        (
            &[replace("userName", "emilio@hermann.uk")],
            Optscim,
            json!([{"op": "replace", "value": {"userName": "emilio@hermann.uk"}}]),
            "a name changed, as Microsoft's validator sends it",
        ),
        (
            &[replace("active", "True"), replace("title", "T")],
            Optscim,
            json!([{"op": "replace", "value": {"active": true, "title": "T"}}]),
            "active among others, as the validator sends it",
        ),
        (
            &[replace(r#"addresses[type eq "work"].primary"#, "True")],
            Optscim,
            json!([{"op": "replace", "path": "addresses[type eq \"work\"].primary", "value": true}]),
            "a Boolean under a filter, as the validator sends it",
        ),
        (
            &[add(MANAGER, "271")],
            Default,
            json!([{"op": "Add", "path": MANAGER, "value": "271"}]),
            "a manager, as recorded without the flag",
        ),
        (
            &[add(MANAGER, "271")],
            Optscim,
            json!([{"op": "add", "path": MANAGER, "value": "271"}]),
            "a manager, as recorded with the flag",
        ),
        (
            &[roles()],
            Default,
            json!([{"op": "Add", "path": "roles", "value": [
                {"value": "{\"id\":\"1\",\"value\":\"25\",\"displayName\":\"Role1234\"}"}
            ]}]),
            "roles as a text within, without the flag",
        ),
        (
            &[roles()],
            Optscim,
            json!([{"op": "add", "path": "roles", "value": [
                {"id": "1", "value": "25", "displayName": "Role1234"}
            ]}]),
            "roles as objects, with the flag",
        ),
    ] {
        assert_eq!(operations(changes, dialect), expected, "{why}");
    }
    assert_eq!(
        WriteRequest::change_user(&tenant(), "7", &[], Default),
        None,
        "no change, no request"
    );
}

#[test]
fn a_server_understands_both_dialects_alike() {
    let changes = [
        add(WORK_EMAIL, "a@n.example"),
        replace("displayName", "Åse"),
        replace("active", "False"),
        replace("name.givenName", "Åse"),
        replace(EMPLOYEE_NUMBER, "8"),
        add(MANAGER, "271"),
    ];
    let before = json!({
        "schemas": [urn::USER], "userName": "a", "displayName": "A", "active": true,
        "name": {"givenName": "A"}, ENTERPRISE: {"employeeNumber": "7"}
    });
    let after = |dialect| {
        patched(footbridge_scim::ResourceType::User, before.clone(), operations(&changes, dialect))
    };
    let default = after(PatchDialect::Default).unwrap();
    assert_eq!(after(PatchDialect::Optscim).as_ref(), Ok(&default), "the same user");
    assert_eq!(default["active"], json!(false), "disabled");
    assert_eq!(default[ENTERPRISE]["employeeNumber"], json!("8"), "changed");
}

#[test]
fn addresses_are_the_users_own() {
    let tenant = tenant();
    let flag = "?aadOptscim062020";
    for (request, method, url) in [
        (WriteRequest::create_user(&tenant, &[]), "POST", "https://h.example/scim/Users"),
        (WriteRequest::read_user(&tenant, "7"), "GET", "https://h.example/scim/Users/7"),
        (WriteRequest::delete_user(&tenant, "7"), "DELETE", "https://h.example/scim/Users/7"),
    ] {
        assert_eq!((request.method, request.url), (method, format!("{url}{flag}")), "{method}");
    }
}
