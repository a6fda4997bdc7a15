//! Schemas as the portal and PowerShell write them: what is read, and every check on every mapping.

use std::path::Path;
use std::process::Output;

use footbridge_tests::data;
use serde_json::{Value, json};

use crate::{exit, json as json_of, out, run, words};

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("a path of letters")
}

fn summary(users: &Path, schema: &Path) -> Output {
    run(&["preview", "--users", text(users), "--schema", text(schema), "--summary"])
}

fn of_reports(name: &str) -> Output {
    let users = data("exports/17-get-mguser-convertto-json-utf16.json");
    summary(&users, &data(&format!("exports/schema-{name}.json")))
}

/// Returns a schema with these attribute mappings of users and this scope.
pub(crate) fn schema(mappings: &[Value], scope: &Value) -> Value {
    json!({ "synchronizationRules": [{ "objectMappings": [{
        "name": "Provision Microsoft Entra ID Users",
        "sourceObjectName": "User",
        "targetObjectName": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "flowTypes": "Add,Update,Delete",
        "scope": scope,
        "attributeMappings": mappings,
    }] }] })
}

pub(crate) fn attribute(target: &str, name: &str, matching: u32) -> Value {
    let source = json!({ "type": "Attribute", "name": name, "expression": format!("[{name}]") });
    json!({ "targetAttributeName": target, "matchingPriority": matching, "source": source })
}

fn function(target: &str, text: &str, matching: u32) -> Value {
    let source = json!({ "type": "Function", "name": "F", "expression": text });
    json!({ "targetAttributeName": target, "matchingPriority": matching, "source": source })
}

/// Previews these people with this schema.
pub(crate) fn preview(people: &str, schema: &Value) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let (users, path) = (folder.path().join("users.csv"), folder.path().join("schema.json"));
    std::fs::write(&users, people).expect("written");
    std::fs::write(&path, schema.to_string()).expect("written");
    summary(&users, &path)
}

#[test]
fn each_reported_schema_is_read_or_refused_with_what_to_do() {
    let three = "4 users\n3 accounts would be created\n";
    for name in ["default-microsoft-entra-id", "utf16", "pascal-case"] {
        let output = of_reports(name);
        assert_eq!(exit(&output), 0, "{name}: {}", words(&output));
        assert!(out(&output).starts_with(three), "{name}: {}", out(&output));
        assert!(!words(&output).contains("error:"), "{name}: {}", words(&output));
    }
    let cut = of_reports("convertto-json-depth2");
    assert_eq!(exit(&cut), 2, "unreadable");
    assert!(words(&cut).contains("[schema.cut]"), "{}", words(&cut));
    assert!(words(&cut).contains("-Depth 20"), "{}", words(&cut));
}

#[test]
fn each_wrong_mapping_is_remarked_with_its_target_and_place() {
    let output = of_reports("matching-two-sources");
    let told = words(&output);
    assert_eq!(exit(&output), 0, "{told}");
    assert!(told.contains("error: userName: "), "{told}");
    assert!(told.contains("[expression.matching_sources]\n  Join("), "{told}");

    let output = of_reports("wrong-names");
    let told = words(&output);
    assert_eq!(exit(&output), 0, "{told}");
    for (target, code, meant, marked) in [
        ("displayName", "source.attribute_case", "Did you mean displayName?", "[displayname]"),
        (
            "title",
            "source.other_name",
            "Did you mean physicalDeliveryOfficeName?",
            "officeLocation",
        ),
        ("nickName", "source.reference_followed", "Map manager directly", "[manager.displayName]"),
        (
            "phoneNumbers[type eq \"mobile\"].value",
            "source.other_name",
            "mean mobile?",
            "[mobilePhone]",
        ),
        (
            "roles[primary eq \"True\"].value",
            "source.roles_direct",
            "SingleAppRoleAssignment([appRoleAssignments])",
            "appRoleAssignments",
        ),
    ] {
        let start = format!(": {target}: ");
        let lines: Vec<&str> = told.lines().collect();
        let at = lines.iter().position(|line| line.contains(&start) && line.contains(code));
        let at = at.unwrap_or_else(|| panic!("{target}: {code} in {told}"));
        assert!(lines[at].contains(meant), "{}", lines[at]);
        let marks = lines[at + 2];
        let place = marks.find('^').expect("a mark")..marks.len();
        assert_eq!(lines[at + 1].get(place), Some(marked), "{told}");
    }
    for right in ["CustomSecurityAttributes", "employeeOrgData.division", "_skillset"] {
        let remarks = told.lines().filter(|line| line.contains("[source."));
        assert!(remarks.clone().all(|line| !line.contains(right)), "{right}: {told}");
    }
    let unchecked = told.lines().find(|line| line.contains("directory.cannot_be_checked"));
    let unchecked = unchecked.expect("what was not exported is said");
    assert!(unchecked.contains("employeeOrgData.division"), "{unchecked}");
    assert!(!unchecked.contains("officeLocation"), "no export has what is none: {unchecked}");
}

#[test]
fn a_broken_expression_is_said_of_the_mapping_and_of_nobody() {
    let people =
        "userPrincipalName,displayName,accountEnabled\na@n.example,A,true\nb@n.example,B,true\n";
    for (expression, code, place) in [
        (
            "ToUpperr([displayName])",
            "expression.unknown_function",
            "  ToUpperr([displayName])\n  ^^^^^^^^\n",
        ),
        ("Join(\".\", [displayName]", "expression.unclosed_bracket", "  ^^^^^\n"),
        ("[displayName] ?? \"x\"", "expression.operator", "  - Write `Coalesce(…)`"),
        (
            "IIF([displayName] IN (\"A\", \"B\"), \"a\", \"b\")",
            "expression.operator",
            "                    ^^^^^^^^^^^^^\n",
        ),
        (
            "IIF(IsBitSet([displayName], 2) && True, \"a\", \"b\")",
            "expression.other_language",
            "`IsBitSet`",
        ),
    ] {
        let mappings =
            [attribute("userName", "userPrincipalName", 1), function("title", expression, 0)];
        let output = preview(people, &schema(&mappings, &Value::Null));
        let told = words(&output);
        assert_eq!(exit(&output), 0, "{told}");
        assert!(told.contains("error: title: ") && told.contains(code), "{expression}: {told}");
        assert!(told.contains(place), "{expression}: {told}");
        assert!(!told.contains("value.failed"), "{expression}: nobody's failure: {told}");
        assert!(out(&output).contains("2 accounts would be created"), "{}", out(&output));
    }
}

#[test]
fn a_reference_is_not_followed_though_the_export_has_such_a_column() {
    let people = "userPrincipalName,displayName,manager.displayName,manager.mail,accountEnabled\n\
        a@n.example,A,Kari,kari@n.example,true\n";
    let mappings = [
        attribute("userName", "userPrincipalName", 1),
        attribute("title", "manager.displayName", 0),
        function("nickName", "Coalesce([manager.mail], \"none\")", 0),
    ];
    let output = preview(people, &schema(&mappings, &Value::Null));
    let counts = out(&output);
    let filled = |target: &str| {
        let line = counts.lines().find(|line| line.starts_with(target)).unwrap_or_default();
        line.split_whitespace().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!((&*filled("title"), &*filled("nickName")), ("0", "1"), "{counts}");
    assert_eq!(words(&output).matches("[source.reference_followed]").count(), 2);
}

#[test]
fn every_check_is_run_on_every_mapping() {
    let people =
        "userPrincipalName,displayName,mail,accountEnabled\na@n.example,A,a@n.example,true\n";
    let user_name = || attribute("userName", "userPrincipalName", 1);
    for (mapping, code, severity) in [
        (
            function("externalId", "Append([mail], [objectId])", 2),
            "expression.matching_sources",
            "error",
        ),
        (
            function("externalId", "Coalesce([mail], [userPrincipalName])", 2),
            "expression.matching_sources",
            "error",
        ),
        (attribute("title", "JobTitle", 0), "source.attribute_case", "error"),
        (attribute("title", "businessPhones", 0), "source.other_name", "error"),
        (function("title", "ToLower([manager.mail], )", 0), "source.reference_followed", "error"),
        (attribute("title", "manager.jobTitle", 0), "source.reference_followed", "error"),
        (function("roles", "[appRoleAssignments]", 0), "source.roles_direct", "warning"),
        (attribute("title", "shoeSize", 0), "source.attribute_unknown", "warning"),
        (
            function("title", "IIF(IsPresent([mail]), \"a\", \"b\")", 0),
            "expression.iif_presence",
            "warning",
        ),
        (
            function("title", "Switch([jobTitle], \"Other\", \"CEO\", \"Chief\")", 0),
            "expression.switch_default_null",
            "info",
        ),
        (attribute("id", "objectId", 0), "mapping.target_read_only", "error"),
        (attribute("displayname", "displayName", 0), "mapping.target_unknown", "warning"),
    ] {
        let output = preview(people, &schema(&[user_name(), mapping], &Value::Null));
        let told = words(&output);
        assert_eq!(exit(&output), 0, "{told}");
        let line = told.lines().find(|line| line.contains(&format!("[{code}]")));
        let line = line.unwrap_or_else(|| panic!("{code} in {told}"));
        assert!(line.starts_with(&format!("{severity}: ")), "{line}");
    }
    let nothing = preview(people, &schema(&[attribute("userName", "mail", 0)], &Value::Null));
    assert!(words(&nothing).contains("[mapping.no_match]"), "{}", words(&nothing));
}

#[test]
fn what_is_said_of_mappings_is_in_the_json_of_a_summary() {
    let people = "userPrincipalName,displayName,accountEnabled\na@n.example,A,true\n";
    let folder = tempfile::tempdir().expect("a folder");
    let (users, path) = (folder.path().join("users.csv"), folder.path().join("schema.json"));
    std::fs::write(&users, people).expect("written");
    let mut document = schema(
        &[
            attribute("userName", "userPrincipalName", 1),
            function("title", "Append(\"å\", [displayname])", 0),
            attribute("nickName", "officeLocation", 0),
            attribute("id", "objectId", 0),
        ],
        &Value::Null,
    );
    let summary = |document: &Value| -> Vec<(Value, Value, Value, Value)> {
        std::fs::write(&path, document.to_string()).expect("written");
        let base = ["preview", "--users", text(&users), "--schema", text(&path)];
        let summary = json_of(&run(&[&base[..], &["--summary", "--json"]].concat()));
        let remarks = summary["mappings"].as_array().expect("a list").clone();
        let of = |it: Value| {
            (it["target"].clone(), it["code"].clone(), it["severity"].clone(), it["span"].clone())
        };
        remarks.into_iter().map(of).collect()
    };
    let said =
        |target: &str, code: &str, span: Value| (json!(target), json!(code), json!("error"), span);
    assert_eq!(
        summary(&document),
        [
            said("title", "source.attribute_case", json!({ "start": 12, "end": 25 })),
            said("nickName", "source.other_name", json!({ "start": 0, "end": 14 })),
            said("id", "mapping.target_read_only", Value::Null),
        ]
    );
    let rule = &mut document["synchronizationRules"][0];
    rule["sourceDirectoryName"] = "Microsoft Entra ID".into();
    document["directories"] = json!([{ "name": "Microsoft Entra ID", "objects": [
        { "name": "User", "attributes": [{ "name": "officeLocation" }] }
    ] }]);
    let codes: Vec<Value> = summary(&document).into_iter().map(|(_, code, ..)| code).collect();
    assert_eq!(
        codes,
        ["source.attribute_case", "mapping.target_read_only"],
        "what the schema defines is an attribute"
    );
}
