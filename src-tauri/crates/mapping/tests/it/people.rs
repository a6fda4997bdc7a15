//! The list of people, and what one of them gets.

use footbridge_directory::sample;
use footbridge_mapping::targets::{DEPARTMENT, ORGANIZATION};
use footbridge_mapping::{
    Evaluator, Mapping, Outcome, PeoplePage, PeopleQuery, PersonPreview, PreviewError, Scope,
    SentValue,
};

use crate::support::{ENGLISH, context, directory, preview, table};

fn query(search: &str) -> PeopleQuery {
    PeopleQuery { search: search.into(), limit: 100, ..PeopleQuery::default() }
}

#[test]
fn people_are_found() {
    let (directory, _) = sample(&ENGLISH).unwrap();
    let set = table(vec![
        Mapping::direct("mail", "userName").matched(1),
        Mapping::direct("companyName", ORGANIZATION),
        Mapping::direct("department", DEPARTMENT),
    ]);
    let context = context();
    let evaluator = Evaluator::new(&directory, &set, &context);
    let preview = preview(&evaluator, set.rules());
    let names = |query: &PeopleQuery| -> Vec<String> {
        let page = preview.people(&evaluator, query);
        assert!(page.people.len() as u32 <= page.total, "a page is a part");
        page.people.into_iter().map(|person| person.display_name).collect()
    };
    assert_eq!(names(&query("ÅSEN")), ["Bjørn Åsen"], "capitals do not matter");
    assert_eq!(names(&query("planner vik")), ["Aksel Vik"], "each word somewhere");
    assert_eq!(names(&query("nobody")), [""; 0], "nobody");
    let finding = |code: &str| PeopleQuery { finding: Some(code.into()), ..query("") };
    assert_eq!(
        names(&finding("match.empty")),
        ["Jan Kowalski", "Anna Schäfer", "Oskar Nilsson"],
        "those without a mailbox"
    );
    assert_eq!(names(&finding("user.guest")), ["Ola Fjell"], "the guest");
    assert_eq!(names(&finding("user.disabled")), ["Aksel Vik"], "the disabled one");
    assert_eq!(names(&finding("no.such")), [""; 0], "an unknown code");
    let path = |path: &[&str]| PeopleQuery {
        path: Some(path.iter().map(|name| (*name).to_owned()).collect()),
        ..query("")
    };
    assert_eq!(names(&path(&["Nordwind Sverige AB"])).len(), 3, "an organisation");
    assert_eq!(names(&path(&["", ""])), ["Meeting Room Fjord"], "without any level");
    let page =
        preview.people(&evaluator, &PeopleQuery { offset: 2, limit: 1, ..finding("match.empty") });
    assert_eq!((page.total, page.people.len()), (3, 1), "a page of one");
    let person = &page.people[0];
    assert_eq!((person.row, person.display_name.as_str()), (18, "Oskar Nilsson"), "from 1");
    assert_eq!(
        person.detail, "Turbine Technician · Nordwind > Operations > Maintenance",
        "job and department"
    );
    assert_eq!(person.findings, ["match.empty", "user.no_mail"], "what was found");
}

#[test]
fn one_person_in_words() {
    let directory = directory(
        "userPrincipalName,displayName,department,accountEnabled\n\
         a@n.example,Ann,,False\nb@n.example,Bo,Sales,True\n",
    );
    let mut title = Mapping::direct("jobTitle", "title");
    title.default_if_null = Some("Employee".into());
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", DEPARTMENT),
        Mapping::direct("employeeId", "externalId"),
        title,
        Mapping::expression("IgnoreFlowIfNullOrEmpty([department])", "nickName"),
        Mapping::expression("ToLower([nothing]", "locale"),
        Mapping::expression("ToLower([city], )", "timezone"),
    ]);
    let context = context();
    let evaluator = Evaluator::new(&directory, &set, &context);
    let preview = preview(&evaluator, set.rules());
    let person = preview.person(&evaluator, 1, &ENGLISH).unwrap();
    assert!(person.values.iter().all(|value| value.note.is_none()), "nothing to be known");
    let not_sent = |reason: &str| Outcome::NotSent { reason: reason.into() };
    let unknown = |reason: &str| Outcome::Unknown { reason: reason.into() };
    let outcomes: Vec<&Outcome> = person.values.iter().map(|value| &value.outcome).collect();
    assert_eq!(
        outcomes[0],
        &Outcome::Sent { value: "a@n.example".into(), from_default: false },
        "sent"
    );
    assert_eq!(
        outcomes[1],
        &not_sent("department is empty, and Entra sends nothing for an empty value"),
        "empty for her"
    );
    assert_eq!(
        outcomes[2],
        &unknown("The file has no employeeId, so what Entra would send is not known"),
        "not exported"
    );
    assert_eq!(
        outcomes[3],
        &unknown("The file has no jobTitle, so what Entra would send is not known"),
        "no default for what was not exported"
    );
    assert!(matches!(outcomes[4], Outcome::Ignored { .. }), "ignored: {:?}", outcomes[4]);
    assert!(matches!(outcomes[5], Outcome::Error { .. }), "broken: {:?}", outcomes[5]);
    assert_eq!(
        outcomes[6],
        &unknown("The file has no city, so what Entra would send is not known"),
        "not exported"
    );
    let facts: Vec<(&str, &str)> =
        person.facts.iter().map(|fact| (fact.label.as_str(), fact.value.as_str())).collect();
    assert_eq!(facts, [("Account", "Disabled")], "what is known");
    let codes: Vec<&str> = person.findings.iter().map(|it| it.code.as_str()).collect();
    assert!(codes.contains(&"user.disabled"), "{codes:?}");
    assert!(!codes.contains(&"value.failed"), "a broken expression is nobody's: {codes:?}");
    for row in [0, 3] {
        assert_eq!(
            preview.person(&evaluator, row, &ENGLISH),
            Err(PreviewError::UnknownPerson { row }),
            "rows are counted from 1"
        );
    }
}

#[test]
fn people_are_listed_before_anything_is_found_about_them() {
    let directory = directory(
        "userPrincipalName,displayName,department\n\
         a@n.example,Ann,Sales\n\
         b@n.example,Bo,IT\n\
         c@n.example,Cai,Sales\n",
    );
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", DEPARTMENT),
    ]);
    let context = context();
    let scope = Scope::Having { attribute: "department".into(), value: "sales".into() };
    let evaluator = Evaluator::new(&directory, &set, &context).within(&scope);
    let sent = |value: &str| SentValue { target: DEPARTMENT.into(), value: Some(value.into()) };
    for (wanted, rows, reason) in [
        (query(""), &[1, 3][..], "those in scope"),
        (query("cai"), &[3], "by a word"),
        (PeopleQuery { sent: Some(sent("IT")), ..query("") }, &[], "by a value that nobody gets"),
        (PeopleQuery { sent: Some(sent("Sales")), ..query("ann") }, &[1], "by a value and a word"),
        (PeopleQuery { offset: 1, ..query("") }, &[3], "the next page"),
        (PeopleQuery { finding: Some("match.empty".into()), ..query("") }, &[], "not judged yet"),
        (PeopleQuery { path: Some(vec!["Sales".into()]), ..query("") }, &[], "not placed yet"),
    ] {
        let page = PeoplePage::without_preview(&evaluator, &wanted);
        let found: Vec<u32> = page.people.iter().map(|person| person.row).collect();
        assert_eq!(found, rows, "{reason}");
    }
    let preview = preview(&evaluator, set.rules());
    let whole = preview.person(&evaluator, 1, &ENGLISH).unwrap();
    let alone = PersonPreview::new(&evaluator, 1, &ENGLISH).unwrap();
    assert_eq!(whole.values, alone.values, "what is sent is the same");
    assert!(preview.is_of(&evaluator), "of these people");
    let everybody = Evaluator::new(&directory, &set, &context);
    assert!(!preview.is_of(&everybody), "and of no others");
}

#[test]
fn of_a_manager_the_id_in_the_application_is_said_to_be_sent() {
    let directory = directory("userPrincipalName,manager\na@n.example,b@n.example\n");
    let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("manager", manager),
    ]);
    let context = context();
    let evaluator = Evaluator::new(&directory, &set, &context);
    let person = PersonPreview::new(&evaluator, 1, &ENGLISH).unwrap();
    let notes: Vec<bool> = person.values.iter().map(|value| value.note.is_some()).collect();
    assert_eq!(notes, [false, true], "Entra sends no text of the directory for it");
}
