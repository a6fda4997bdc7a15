//! A mapping that is being edited, over a whole directory.

use std::ops::ControlFlow;

use footbridge_mapping::{
    DraftImpact, Mapping, Outcome, PreviewError, Proposal, Scope, Source, proposals,
};

use crate::support::{ENGLISH, WORK_EMAIL, context, directory};

const PEOPLE: &str = "userPrincipalName,displayName,mail,department,country\n\
    a@n.example,Anna Berg,anna@n.example,Nordwind > Sales,Norway\n\
    b@n.example,Bo Dahl,,Nordwind > Sales,Sweden\n\
    c@n.example,Cara Eng,cara@n.example,,Norway\n\
    d@n.example,Dag Foss,,Nordwind > IT > Support,\n";

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn stop(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Break(())
}

fn impact(before: Option<&Mapping>, draft: &Mapping) -> DraftImpact {
    DraftImpact::of(
        (&directory(PEOPLE), &Scope::Everybody),
        before,
        draft,
        &context(),
        &ENGLISH,
        &mut go_on,
    )
    .unwrap()
}

fn shown(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Sent { value, .. } => value,
        Outcome::NotSent { .. } => "not sent",
        Outcome::Unknown { .. } => "not known",
        Outcome::Ignored { .. } => "ignored",
        Outcome::Error { .. } => "error",
    }
}

/// Each example: who, before, after.
fn examples(impact: &DraftImpact) -> Vec<(&str, &str, &str)> {
    let examples = impact.examples.iter().map(|example| {
        let before = example.before.as_ref().map_or("", shown);
        (example.display_name.as_str(), before, shown(&example.after))
    });
    examples.collect()
}

#[test]
fn a_draft_is_compared_with_what_is_kept() {
    let kept = Mapping::direct("mail", WORK_EMAIL);
    for (draft, counts, expected) in [
        // sent, empty, ignored, failed, empty before, changed
        (kept.clone(), [2, 2, 0, 0, 2, 0], vec![]),
        (
            Mapping::expression("Coalesce([mail], [userPrincipalName])", WORK_EMAIL),
            [4, 0, 0, 0, 2, 2],
            vec![("Bo Dahl", "not sent", "b@n.example"), ("Dag Foss", "not sent", "d@n.example")],
        ),
        (
            Mapping::expression("IIF([country] = \"Norway\", [mail], \"\")", WORK_EMAIL),
            [2, 2, 0, 0, 2, 0],
            vec![],
        ),
        (
            Mapping::direct("department", WORK_EMAIL),
            [3, 1, 0, 0, 2, 4],
            vec![
                ("Cara Eng", "cara@n.example", "not sent"),
                ("Anna Berg", "anna@n.example", "Nordwind > Sales"),
                ("Bo Dahl", "not sent", "Nordwind > Sales"),
                ("Dag Foss", "not sent", "Nordwind > IT > Support"),
            ],
        ),
        (
            Mapping::expression("IgnoreFlowIfNullOrEmpty([mail])", WORK_EMAIL),
            [2, 0, 2, 0, 2, 2],
            vec![("Bo Dahl", "not sent", "ignored")],
        ),
        (
            // Both say `error` in the same words.
            Mapping::expression("CDate([mail])", WORK_EMAIL),
            [0, 0, 0, 4, 2, 4],
            vec![
                ("Anna Berg", "anna@n.example", "error"),
                ("Bo Dahl", "not sent", "error"),
                ("Cara Eng", "cara@n.example", "error"),
            ],
        ),
        (
            Mapping::expression("Lower([mail])", WORK_EMAIL),
            [0, 0, 0, 4, 2, 4],
            vec![
                ("Anna Berg", "anna@n.example", "error"),
                ("Bo Dahl", "not sent", "error"),
                ("Cara Eng", "cara@n.example", "error"),
            ],
        ),
    ] {
        let source = draft.source.text();
        let impact = impact(Some(&kept), &draft);
        assert_eq!(
            [
                impact.sent,
                impact.empty,
                impact.ignored,
                impact.failed,
                impact.empty_before.unwrap(),
                impact.changed
            ],
            counts,
            "{source}"
        );
        assert_eq!(impact.users, 4, "{source}");
        assert_eq!(examples(&impact), expected, "{source}");
    }
}

#[test]
fn a_new_mapping_changes_everybody_with_a_value() {
    let impact = impact(None, &Mapping::direct("mail", WORK_EMAIL));
    assert_eq!((impact.sent, impact.empty, impact.changed), (2, 2, 2));
    assert_eq!(impact.empty_before, None, "there was nothing to be empty");
    assert_eq!(
        examples(&impact),
        [("Anna Berg", "", "anna@n.example"), ("Cara Eng", "", "cara@n.example")]
    );
    assert_eq!(impact.examples[0].row, 1, "rows are counted from 1");
}

#[test]
fn chance_does_not_tell_a_mapping_from_itself() {
    let guid = Mapping::expression("Guid()", "externalId");
    assert_eq!(impact(Some(&guid), &guid).changed, 0);
}

#[test]
fn every_person_is_counted_once_however_the_work_is_divided() {
    let mut csv = "userPrincipalName,displayName,department\n".to_owned();
    for number in 0..20_000 {
        let department = if number % 3 == 0 { "" } else { "Sales > North" };
        csv.push_str(&format!("u{number}@n.example,Person {number},{department}\n"));
    }
    let directory = directory(&csv);
    let kept = Mapping::direct("department", "title");
    let draft = Mapping::expression("Append([department], [userPrincipalName])", "title");
    let impact = DraftImpact::of(
        (&directory, &Scope::Everybody),
        Some(&kept),
        &draft,
        &context(),
        &ENGLISH,
        &mut go_on,
    )
    .unwrap();
    assert_eq!((impact.users, impact.sent, impact.changed), (20_000, 20_000, 20_000));
    assert_eq!(impact.empty_before, Some(6_667), "a third of 20,000, rounded up");
    let rows: Vec<u32> = impact.examples.iter().map(|example| example.row).collect();
    assert_eq!(rows, [1, 2, 3, 4, 5], "the first ones in the file");
}

#[test]
fn a_cancelled_draft_has_no_result() {
    let mapping = Mapping::direct("mail", WORK_EMAIL);
    let directory = directory(PEOPLE);
    let impact = DraftImpact::of(
        (&directory, &Scope::Everybody),
        None,
        &mapping,
        &context(),
        &ENGLISH,
        &mut stop,
    );
    assert_eq!(impact, Err(PreviewError::Cancelled));
    assert_eq!(
        proposals((&directory, &Scope::Everybody), &mapping, &context(), &ENGLISH, &mut stop),
        Err(PreviewError::Cancelled)
    );
}

#[test]
fn an_empty_directory_changes_nobody() {
    let empty = directory("userPrincipalName,displayName,mail\n");
    let mapping = Mapping::direct("mail", WORK_EMAIL);
    let impact = DraftImpact::of(
        (&empty, &Scope::Everybody),
        Some(&mapping),
        &mapping,
        &context(),
        &ENGLISH,
        &mut go_on,
    )
    .unwrap();
    assert_eq!((impact.users, impact.sent, impact.changed), (0, 0, 0));
}

fn proposed(mapping: &Mapping) -> Vec<Proposal> {
    proposals((&directory(PEOPLE), &Scope::Everybody), mapping, &context(), &ENGLISH, &mut go_on)
        .unwrap()
}

#[test]
fn proposals_come_from_the_values_with_their_result() {
    for (mapping, titles, reason) in [
        (
            Mapping::direct("mail", WORK_EMAIL),
            vec!["The user principal name where there is no mail address", "Without the domain"],
            "two people have no address",
        ),
        (
            Mapping::direct("", WORK_EMAIL),
            vec!["The user principal name where there is no mail address", "Without the domain"],
            "Entra maps mail to it by default",
        ),
        (
            Mapping::expression("Coalesce([mail], [userPrincipalName])", WORK_EMAIL),
            vec!["Without the domain", "Without the domain"],
            "what stands there already is not proposed; both attributes are looked at",
        ),
        (
            Mapping::direct("department", "title"),
            vec![
                "Level 1 of 3",
                "Level 2 of 3",
                "Level 3 of 3",
                "The last level",
                "Level 2 from the end, of 3",
                "Level 3 from the end, of 3",
            ],
            "a chain",
        ),
        (
            Mapping::direct("country", "addresses[type eq \"work\"].country"),
            vec!["Country codes of two letters"],
            "names of countries",
        ),
        (Mapping::direct("displayName", "displayName"), vec![], "nothing to do"),
        (Mapping::direct("shoeSize", "title"), vec![], "the file does not have it"),
        (
            Mapping::new(Source::Constant { value: "mail".to_owned() }, WORK_EMAIL),
            vec![],
            "a constant has no values",
        ),
    ] {
        let proposed = proposed(&mapping);
        let found: Vec<&str> = proposed.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(found, titles, "{reason}");
    }
    let last = &proposed(&Mapping::direct("department", "title"))[3];
    assert_eq!(last.attribute, "department");
    assert_eq!((last.impact.changed, last.impact.empty), (3, 1), "{}", last.expression);
    assert_eq!(
        examples(&last.impact),
        [
            ("Anna Berg", "Nordwind > Sales", "Sales"),
            ("Dag Foss", "Nordwind > IT > Support", "Support")
        ],
        "those who change alike are shown once"
    );
}

#[test]
fn only_people_in_scope_are_counted() {
    let kept = Mapping::direct("mail", WORK_EMAIL);
    let draft = Mapping::direct("userPrincipalName", WORK_EMAIL);
    let people = directory(PEOPLE);
    for (country, users, empty_before, rows) in
        [("norway", 2, 0, &[1, 3][..]), ("Sweden", 1, 1, &[2]), ("Denmark", 0, 0, &[])]
    {
        let scope = Scope::Having { attribute: "country".into(), value: country.into() };
        let impact = DraftImpact::of(
            (&people, &scope),
            Some(&kept),
            &draft,
            &context(),
            &ENGLISH,
            &mut go_on,
        );
        let impact = impact.unwrap();
        assert_eq!((impact.users, impact.changed), (users, users), "{country}");
        assert_eq!(impact.empty_before, Some(empty_before), "{country}");
        let found: Vec<u32> = impact.examples.iter().map(|example| example.row).collect();
        assert_eq!(found, rows, "{country}");
    }
}
