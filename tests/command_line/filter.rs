//! A schema's scoping filter: whom Entra provisions of those in scope.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::schema::{attribute, preview, schema, text};
use crate::{exit, json as json_of, out, run, words};

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
fn an_attribute_of_a_filter_that_entra_does_not_have_is_said() {
    let user_name = attribute("userName", "userPrincipalName", 1);
    for (name, code, meant) in [
        ("Department", "source.attribute_case", "Did you mean department?"),
        ("officeLocation", "source.other_name", "physicalDeliveryOfficeName"),
        ("manager.department", "source.reference_followed", "Map manager directly"),
    ] {
        let scope = scope(&[&[clause("EQUALS", name, &["Sales"])]]);
        let output = preview(PEOPLE, &schema(std::slice::from_ref(&user_name), &scope));
        let told = words(&output);
        let line = told.lines().find(|line| line.contains(code)).unwrap_or_default();
        assert!(line.starts_with("error: scoping filter: ") && line.contains(meant), "{told}");
        assert!(out(&output).contains("at most 4 accounts"), "{name}: {}", out(&output));
    }
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
