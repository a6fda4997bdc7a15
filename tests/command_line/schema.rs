//! Schemas as the portal and PowerShell write them: what is read, every check on every mapping, and the
//! scoping filter.

use std::path::{Path, PathBuf};
use std::process::Output;

use footbridge_tests::data;
use serde_json::{Value, json};

use crate::{exit, json as json_of, out, run, words};

fn text(path: &Path) -> &str {
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
fn schema(mappings: &[Value], scope: &Value) -> Value {
    json!({ "synchronizationRules": [{ "objectMappings": [{
        "name": "Provision Microsoft Entra ID Users",
        "sourceObjectName": "User",
        "targetObjectName": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "flowTypes": "Add,Update,Delete",
        "scope": scope,
        "attributeMappings": mappings,
    }] }] })
}

fn attribute(target: &str, name: &str, matching: u32) -> Value {
    let source = json!({ "type": "Attribute", "name": name, "expression": format!("[{name}]") });
    json!({ "targetAttributeName": target, "matchingPriority": matching, "source": source })
}

fn function(target: &str, text: &str, matching: u32) -> Value {
    let source = json!({ "type": "Function", "name": "F", "expression": text });
    json!({ "targetAttributeName": target, "matchingPriority": matching, "source": source })
}

/// Previews these people with this schema.
fn preview(people: &str, schema: &Value) -> Output {
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

const PEOPLE: &str = "userPrincipalName,department,employeeId,companyName,accountEnabled\n\
    a@contoso.com,Sales,10,Contoso,true\n\
    b@contoso.com,sales,20,,true\n\
    c@fabrikam.com,Engineering,30,Contoso,true\n\
    d@fabrikam.com,,x,Contoso,true\n\
    e@contoso.com,Sales,40,Contoso,false\n";

fn clause(operator: &str, attribute: &str, values: &[&str]) -> Value {
    json!({
        "operatorName": operator,
        "sourceOperandName": attribute,
        "targetOperand": { "values": values },
    })
}

fn scope(groups: &[&[Value]]) -> Value {
    let groups: Vec<Value> = groups.iter().map(|clauses| json!({ "clauses": clauses })).collect();
    json!({ "groups": groups, "inputFilterGroups": [], "categoryFilterGroups": [] })
}

#[test]
fn the_scoping_filter_decides_who_is_counted() {
    let equals = |values: &[&str]| clause("EQUALS", "department", values);
    for (scope, first, reason) in [
        (Value::Null, "5 users\n4 accounts", "no filter"),
        (scope(&[]), "5 users\n4 accounts", "no group"),
        (scope(&[&[equals(&["Sales"])]]), "2 users\n1 account ", "letter case counts"),
        (
            scope(&[&[clause("NOT EQUALS", "department", &["Sales"])]]),
            "2 users\n2 accounts",
            "null does not hold",
        ),
        (scope(&[&[clause("IS NULL", "department", &[])]]), "1 user\n1 account ", "nothing"),
        (
            scope(&[&[clause("IS NOT NULL", "companyName", &[])]]),
            "4 users\n3 accounts",
            "something",
        ),
        (scope(&[&[clause("IS TRUE", "accountEnabled", &[])]]), "4 users\n4 accounts", "a boolean"),
        (
            scope(&[&[clause("IS FALSE", "IsSoftDeleted", &[])]]),
            "4 users\n4 accounts",
            "its opposite",
        ),
        (
            scope(&[&[clause("REGEX MATCH", "userPrincipalName", &[".*\\@contoso.com"])]]),
            "3 users\n2 accounts",
            "a pattern",
        ),
        (
            scope(&[&[clause("NOT REGEX MATCH", "userPrincipalName", &[".*\\@contoso.com"])]]),
            "2 users\n2 accounts",
            "none",
        ),
        (
            scope(&[&[clause("Greater_Than", "employeeId", &["20"])]]),
            "2 users\n1 account ",
            "a number",
        ),
        (
            scope(&[&[clause("Greater_Than_OR_EQUALS", "employeeId", &["20"])]]),
            "3 users\n2 accounts",
            "or equal",
        ),
        (scope(&[&[clause("Includes", "department", &["ale"])]]), "3 users\n2 accounts", "a part"),
        (scope(&[&[clause("ENDS_WITH", "department", &["ing"])]]), "1 user\n1 account ", "an end"),
        (
            scope(&[&[equals(&["Sales"])], &[equals(&["Engineering"])]]),
            "3 users\n2 accounts",
            "one group is enough",
        ),
        (
            scope(&[&[equals(&["Sales"]), clause("EQUALS", "employeeId", &["40"])]]),
            "1 user\n0 accounts",
            "all clauses of a group; a disabled account is not created",
        ),
    ] {
        let mappings = [attribute("userName", "userPrincipalName", 1)];
        let output = preview(PEOPLE, &schema(&mappings, &scope));
        assert_eq!(exit(&output), 0, "{reason}: {}", words(&output));
        assert!(out(&output).starts_with(first), "{reason}: {}", out(&output));
        assert!(!words(&output).contains("schema.filter_unknown"), "{}", words(&output));
    }
}

#[test]
fn what_of_a_filter_cannot_be_told_makes_the_count_at_most() {
    let sales = clause("EQUALS", "department", &["Sales"]);
    let mut more = scope(&[std::slice::from_ref(&sales)]);
    more["inputFilterGroups"] = json!([{ "clauses": [] }]);
    for (scope, first, reason) in [
        (
            scope(&[&[clause("IsMemberOf", "department", &["x"])]]),
            "5 users\nat most 4 accounts",
            "an operator that nobody describes",
        ),
        (
            scope(&[&[sales.clone(), clause("EQUALS", "country", &["NO"])]]),
            "2 users\nat most 1 account ",
            "an attribute that was not exported, for those who pass the rest",
        ),
        (
            scope(&[std::slice::from_ref(&sales), &[clause("REGEX MATCH", "department", &["("])]]),
            "5 users\nat most 4 accounts",
            "a pattern that cannot be used",
        ),
        (
            scope(&[&[
                clause("IS NULL", "department", &[]),
                clause("IsMemberOf", "employeeId", &["x"]),
            ]]),
            "1 user\nat most 1 account ",
            "who fails one clause fails",
        ),
        (more, "2 users\nat most 1 account ", "more than groups"),
    ] {
        let mappings = [attribute("userName", "userPrincipalName", 1)];
        let output = preview(PEOPLE, &schema(&mappings, &scope));
        assert_eq!(exit(&output), 0, "{reason}: {}", words(&output));
        assert!(out(&output).starts_with(first), "{reason}: {}", out(&output));
    }
    let scope = scope(&[&[clause("EQUALS", "country", &["NO"])]]);
    let output = preview(PEOPLE, &schema(&[attribute("userName", "userPrincipalName", 1)], &scope));
    let unchecked = words(&output);
    let unchecked = unchecked.lines().find(|it| it.contains("directory.cannot_be_checked"));
    assert!(unchecked.is_some_and(|it| it.contains("country")), "{}", words(&output));
}

#[test]
fn the_filter_holds_for_lists_and_assignments_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    std::fs::write(path("users.csv"), PEOPLE).expect("written");
    std::fs::write(path("assigned.txt"), "a@contoso.com\nc@fabrikam.com\n").expect("written");
    let scope = scope(&[&[clause("EQUALS", "department", &["Sales"])]]);
    let document = schema(&[attribute("userName", "userPrincipalName", 1)], &scope);
    std::fs::write(path("schema.json"), document.to_string()).expect("written");
    let (users, schema, assigned) = (path("users.csv"), path("schema.json"), path("assigned.txt"));
    let base = ["preview", "--users", text(&users), "--schema", text(&schema)];
    let listed = run(&[&base[..], &["--format", "ndjson"]].concat());
    let names: Vec<Value> = out(&listed)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["user"].take())
        .collect();
    assert_eq!(names, ["a@contoso.com", "e@contoso.com"], "{}", words(&listed));
    let both = run(&[&base[..], &["--summary", "--json", "--assigned", text(&assigned)]].concat());
    let licences = &json_of(&both)["licences"];
    assert_eq!(
        (&licences["inScope"], &licences["everybody"], &licences["atMost"]),
        (&json!(1), &json!(1), &json!(false)),
        "assigned and filtered: {licences}"
    );
    // Two exports are previewed in memory.
    let twice = run(&[&base[..], &["--users", text(&users), "--summary"]].concat());
    assert!(out(&twice).starts_with("2 users\n1 account would"), "{}", out(&twice));
}
