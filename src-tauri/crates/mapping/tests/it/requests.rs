//! The requests for one person, each case against what Entra's documentation says is sent.

use std::collections::BTreeSet;

use footbridge_directory::Edit;
use footbridge_mapping::targets::DEPARTMENT;
use footbridge_mapping::{
    Apply, Mapping, MappingTable, PersonEvent, PersonRequests, PreviewError, RequestPlan,
    RequestTarget,
};
use serde_json::{Value, json};

use crate::support::{ENGLISH, WORK_EMAIL, context, directory, table};

const ACTIVE: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
const PEOPLE: &str = "userPrincipalName,displayName,mail,department,accountEnabled,manager,id\n\
    dale.mohr@romaguera.uk,Dale Mohr,dale@n.example,Sales,True,,1\n\
    kari@n.example,Kari,,,False,,2\n\
    ola@n.example,Ola,ola@n.example,IT,True,1,3\n";

fn mappings() -> MappingTable {
    let mut department = Mapping::direct("department", DEPARTMENT);
    department.default_if_null = Some("Unknown".to_owned());
    let mut nick = Mapping::direct("displayName", "nickName");
    nick.apply = Apply::OnCreation;
    table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::expression(ACTIVE, "active"),
        Mapping::direct("displayName", "displayName"),
        Mapping::direct("mail", WORK_EMAIL).matched(2),
        department,
        nick,
        Mapping::direct("manager", MANAGER),
        Mapping::expression("IgnoreFlowIfNullOrEmpty([jobTitle])", "title"),
    ])
}

fn requests(set: &MappingTable, row: u32, event: &PersonEvent) -> PersonRequests {
    let target = RequestTarget { tenant: "https://h.example/scim/", case_exact: None };
    let (directory, context) = (directory(PEOPLE), context());
    PersonRequests::new(&directory, set, &context, row, event, target, &ENGLISH).unwrap()
}

fn changed(edits: &[(&str, &str)]) -> PersonEvent {
    let edit = |(attribute, value): &(&str, &str)| Edit {
        attribute: (*attribute).to_owned(),
        value: (*value).to_owned(),
    };
    PersonEvent::Changed { edits: edits.iter().map(edit).collect() }
}

/// Returns method, URL and body of each request.
fn shape(plan: &RequestPlan) -> Vec<(&str, &str, Value)> {
    let requests = plan.requests.iter();
    let body = |text: &String| serde_json::from_str(text).unwrap();
    requests
        .map(|it| (it.method.as_str(), it.url.as_str(), it.body.as_ref().map_or(Value::Null, body)))
        .collect()
}

fn unsent(requests: &PersonRequests) -> Vec<(&str, &str)> {
    let unsent = requests.unsent.iter();
    unsent.map(|it| (it.target.as_str(), it.reason.split(':').next().unwrap_or_default())).collect()
}

#[test]
fn a_new_person_is_looked_for_and_created() {
    let requests = requests(&mappings(), 3, &PersonEvent::Created);
    let body = json!({
        "schemas": [
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
        ],
        "userName": "ola@n.example",
        "active": true,
        "displayName": "Ola",
        "emails": [{"type": "work", "value": "ola@n.example", "primary": true}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "IT"},
        "nickName": "Ola",
        "roles": [],
        "meta": {"resourceType": "User"}
    });
    let manager = |op: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": op, "path": MANAGER, "value": "{id of the manager}"}]
        })
    };
    assert_eq!(
        shape(&requests.default),
        [
            (
                "GET",
                "https://h.example/scim/Users?filter=userName+eq+%22ola%40n.example%22",
                Value::Null
            ),
            (
                "GET",
                "https://h.example/scim/Users?filter=emails%5btype+eq+%22work%22%5d.value+eq+%22ola%40n.example%22",
                Value::Null
            ),
            ("POST", "https://h.example/scim/Users", body.clone()),
            ("PATCH", "https://h.example/scim/Users/{id}", manager("Add")),
        ],
        "both matches, the creation, and the manager afterwards"
    );
    let flagged = shape(&requests.optscim);
    assert_eq!(
        flagged[2],
        ("POST", "https://h.example/scim/Users?aadOptscim062020", body),
        "the creation is the same with the flag"
    );
    assert_eq!(flagged[3].2, manager("add"), "the change is in the other dialect");
    assert!(!requests.flagged, "the tenant URL has no flag");
    let manager = requests.attributes.iter().find(|it| it.attribute == "manager");
    assert_eq!(manager.map(|it| it.value.as_str()), Some("1"), "what the file says");
    assert_eq!(requests.notes.len(), 2, "several matches, and the manager: {:?}", requests.notes);
    assert_eq!(unsent(&requests).len(), 1, "the title, which is ignored");
}

#[test]
fn copied_requests_hold_no_token() {
    let requests = requests(&mappings(), 1, &PersonEvent::Created);
    let copied: Value = serde_json::from_str(&requests.default.json).unwrap();
    assert_eq!(
        copied[2]["headers"],
        json!({
            "Authorization": "Bearer …",
            "ADSCIMVersion": "5.0",
            "Content-Type": "application/scim+json; charset=utf-8"
        }),
        "headers with a place for the token"
    );
    assert_eq!(copied[2]["body"]["userName"], json!("dale.mohr@romaguera.uk"), "and the body");
    assert_eq!(copied[0].get("body"), None, "a query has none");
}

#[test]
fn each_event_sends_what_entra_documents() {
    let default = |op: Value| json!([op]);
    let replace = |path: &str, value: &str| json!({"op": "Replace", "path": path, "value": value});
    for (row, event, plain, flagged, why) in [
        (
            1,
            changed(&[("department", "IT")]),
            default(replace(DEPARTMENT, "IT")),
            json!([{"op": "replace", "value": {DEPARTMENT: "IT"}}]),
            "another department",
        ),
        (
            1,
            changed(&[("displayName", "Dale M."), ("mail", "d@n.example")]),
            json!([replace("displayName", "Dale M."), replace(WORK_EMAIL, "d@n.example")]),
            json!([
                {"op": "replace", "path": WORK_EMAIL, "value": "d@n.example"},
                {"op": "replace", "value": {"displayName": "Dale M."}}
            ]),
            "two values; the nickname only on creation",
        ),
        (
            2,
            changed(&[("mail", "kari@n.example"), ("jobTitle", "Clerk")]),
            json!([
                {"op": "Add", "path": WORK_EMAIL, "value": "kari@n.example"},
                {"op": "Add", "path": "title", "value": "Clerk"}
            ]),
            json!([
                {"op": "add", "path": WORK_EMAIL, "value": "kari@n.example"},
                {"op": "add", "path": "title", "value": "Clerk"}
            ]),
            "values where there were none",
        ),
        (
            2,
            changed(&[("department", "IT")]),
            default(replace(DEPARTMENT, "IT")),
            json!([{"op": "replace", "value": {DEPARTMENT: "IT"}}]),
            "a value instead of the default that the creation sent",
        ),
        (
            1,
            PersonEvent::Disabled,
            default(replace("active", "False")),
            json!([{"op": "replace", "path": "active", "value": false}]),
            "disabled",
        ),
        (
            1,
            PersonEvent::Unassigned,
            default(replace("active", "False")),
            json!([{"op": "replace", "path": "active", "value": false}]),
            "no longer assigned",
        ),
        (
            1,
            PersonEvent::SoftDeleted,
            default(replace("active", "False")),
            json!([{"op": "replace", "path": "active", "value": false}]),
            "deleted, for now",
        ),
        (
            2,
            PersonEvent::Restored,
            default(replace("active", "True")),
            json!([{"op": "replace", "path": "active", "value": true}]),
            "enabled again",
        ),
    ] {
        let requests = requests(&mappings(), row, &event);
        for (plan, expected, dialect) in
            [(&requests.default, plain, "default"), (&requests.optscim, flagged, "flagged")]
        {
            let shape = shape(plan);
            let methods: Vec<&str> = shape.iter().map(|(method, ..)| *method).collect();
            assert_eq!(methods, ["GET", "PATCH"], "{why}: read, then changed, {dialect}");
            assert_eq!(shape[1].2["Operations"], expected, "{why}, {dialect}");
        }
    }
}

#[test]
fn what_is_not_sent_is_said() {
    for (row, event, expected, why) in [
        (1, changed(&[("department", "")]), vec![(DEPARTMENT, "Emptied")], "no empty values"),
        (
            1,
            changed(&[("displayName", "DALE MOHR")]),
            vec![
                ("displayName", "Only the case of letters changes, which Entra does not export."),
                ("nickName", "The mapping applies only when a person is created."),
            ],
            "no change of case alone",
        ),
        (1, changed(&[]), vec![], "no change at all"),
        (1, changed(&[("department", "Sales")]), vec![], "the same value"),
    ] {
        let requests = requests(&mappings(), row, &event);
        assert_eq!(shape(&requests.default), [], "{why}: no request");
        assert_eq!(unsent(&requests), expected, "{why}");
        assert!(requests.notes[0].starts_with("Nothing is sent"), "{why}: {:?}", requests.notes);
    }
    let requests = requests(&mappings(), 2, &PersonEvent::Created);
    assert_eq!(shape(&requests.default), [], "a disabled person is not created");
    assert!(requests.notes[0].starts_with("Entra does not create"), "{:?}", requests.notes);
}

#[test]
fn a_deletion_is_sent_and_an_unmapped_account_is_not() {
    let deleted = requests(&mappings(), 1, &PersonEvent::HardDeleted);
    assert_eq!(
        shape(&deleted.optscim),
        [("DELETE", "https://h.example/scim/Users/{id}?aadOptscim062020", Value::Null)],
        "deleted for good"
    );
    let bare = table(vec![Mapping::direct("userPrincipalName", "userName").matched(1)]);
    let requests = requests(&bare, 1, &PersonEvent::Disabled);
    assert_eq!(shape(&requests.default), [], "nothing follows");
    assert!(requests.notes[0].contains("IsSoftDeleted"), "and why: {:?}", requests.notes);
}

#[test]
fn a_person_without_a_match_is_not_provisioned() {
    let set = table(vec![
        Mapping::direct("mail", "userName").matched(1),
        Mapping::direct("displayName", "displayName"),
    ]);
    let people = directory("userPrincipalName,displayName\na@n.example,A\n");
    let (context, target) = (context(), RequestTarget::default());
    let created = PersonEvent::Created;
    let none = PersonRequests::new(&people, &set, &context, 1, &created, target, &ENGLISH).unwrap();
    assert!(none.default.requests.is_empty(), "no request");
    assert!(none.notes[0].starts_with("No matching attribute"), "{:?}", none.notes);
    assert_eq!(
        PersonRequests::new(&people, &set, &context, 2, &created, target, &ENGLISH),
        Err(PreviewError::UnknownPerson { row: 2 }),
        "nobody"
    );
}

#[test]
fn a_tenant_url_is_taken_as_it_is() {
    let set = mappings();
    let (people, context) = (directory(PEOPLE), context());
    let with = |tenant: &str| {
        let target = RequestTarget { tenant, case_exact: None };
        let event = PersonEvent::HardDeleted;
        let requests =
            PersonRequests::new(&people, &set, &context, 1, &event, target, &ENGLISH).unwrap();
        let url = |plan: &RequestPlan| plan.requests[0].url.clone();
        (url(&requests.default), url(&requests.optscim), requests.flagged)
    };
    assert_eq!(
        with("https://h.example/scim?a=1&AADOptscim062020="),
        (
            "https://h.example/scim/Users/{id}?a=1".to_owned(),
            "https://h.example/scim/Users/{id}?a=1&aadOptscim062020".to_owned(),
            true
        ),
        "each dialect with the tenant URL that gives it"
    );
    assert_eq!(
        with(""),
        (
            "{Tenant URL}/Users/{id}".to_owned(),
            "{Tenant URL}/Users/{id}?aadOptscim062020".to_owned(),
            false
        ),
        "before the URL is known"
    );
}

#[test]
fn a_schema_may_say_that_case_counts() {
    let exact = BTreeSet::from(["displayName".to_owned()]);
    let (people, context) = (directory(PEOPLE), context());
    let target = RequestTarget { tenant: "", case_exact: Some(&exact) };
    let event = changed(&[("displayName", "DALE MOHR")]);
    let requests =
        PersonRequests::new(&people, &mappings(), &context, 1, &event, target, &ENGLISH).unwrap();
    assert_eq!(requests.default.requests.len(), 2, "then it is exported");
}
