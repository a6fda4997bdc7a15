//! Assigned people against everybody, and what an edit leaves as it was.

use std::ops::ControlFlow;

use footbridge_mapping::{
    EditHistory, Evaluator, Licences, Listed, Mapping, PeopleQuery, Preview, Scope, ScopeChoice,
    targets,
};

use crate::support::{ENGLISH, WORK_EMAIL, context, directory, preview, table};

const PEOPLE: &str = "id,userPrincipalName,mail,department,accountEnabled,memberOf\n\
    1,kari@n.example,kari@n.example,Sales,True,Trainees\n\
    2,ola@n.example,,IT,True,\n\
    3,per_x.example#EXT#@n.example,per@x.example,Sales,False,Trainees\n\
    4,ann@n.example,ANN@n.example,sales,True,Board\n";

fn listed(names: &[&str]) -> Scope {
    Scope::Listed(Listed::new("assigned.csv", names.iter().map(|name| (*name).to_owned())))
}

fn having(attribute: &str, value: &str) -> Scope {
    Scope::Having { attribute: attribute.into(), value: value.into() }
}

#[test]
fn only_people_in_scope_count() {
    let directory = directory(PEOPLE);
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("mail", WORK_EMAIL),
        Mapping::direct("department", targets::DEPARTMENT),
    ]);
    let context = context();
    type Case<'a> = (Scope, &'a [u32], u32, u32, &'a str);
    let cases: [Case<'_>; 7] = [
        (Scope::Everybody, &[1, 2, 3, 4], 3, 0, "everybody; the disabled one takes no licence"),
        (listed(&["KARI@n.example ", "2", "kari@n.example"]), &[1, 2], 2, 0, "names and ids"),
        (listed(&["per@x.example", "nobody@n.example", "5"]), &[3], 0, 2, "two are not found"),
        (listed(&["per_x.example#ext#@n.example"]), &[3], 0, 0, "a guest by the full name"),
        (having("department", "SALES"), &[1, 3, 4], 2, 0, "by an attribute, in any capitals"),
        (having("memberOf", "Trainees"), &[1, 3], 1, 0, "by a group"),
        (having("city", "Oslo"), &[], 0, 0, "by an attribute that the file does not have"),
    ];
    for (scope, rows, licences, not_found, reason) in cases {
        let evaluator = Evaluator::new(&directory, &set, &context).within(&scope);
        let preview = preview(&evaluator, set.rules());
        let result = preview.result();
        assert_eq!(result.users as usize, rows.len(), "{reason}");
        assert_eq!(
            (result.licences.in_scope, result.licences.everybody, result.licences.people),
            (licences, 3, 4),
            "{reason}"
        );
        assert_eq!(result.licences.not_found, not_found, "{reason}");
        let listed = preview.people(&evaluator, &PeopleQuery { limit: 9, ..Default::default() });
        let found: Vec<u32> = listed.people.iter().map(|person| person.row).collect();
        assert_eq!(found, rows, "{reason}");
        assert_eq!(result.tree.root.count as usize, rows.len(), "{reason}");
        for target in &result.targets {
            assert_eq!(target.filled + target.empty + target.errors, result.users, "{reason}");
        }
    }
    let scope = listed(&["a", "b", "c", "d", "e", "f", "kari@n.example"]);
    let evaluator = Evaluator::new(&directory, &set, &context).within(&scope);
    let Licences { not_found, not_found_examples, .. } =
        preview(&evaluator, set.rules()).result().licences.clone();
    assert_eq!((not_found, not_found_examples.join(" ").as_str()), (6, "a b c d e"), "the first");
}

#[test]
fn a_scope_is_shown_and_chosen() {
    let mut scope = listed(&["a", "A ", "", "b"]);
    let shown = ScopeChoice::Listed { file: "assigned.csv".into(), names: 2 };
    assert_eq!(scope.choice(), shown, "names count once");
    scope.choose(shown);
    assert_eq!(scope, listed(&["a", "b"]), "a list is not chosen by its name");
    let choice = ScopeChoice::Having { attribute: "department".into(), value: "IT".into() };
    scope.choose(choice.clone());
    assert_eq!(scope.choice(), choice, "an attribute is");
    scope.choose(ScopeChoice::Everybody);
    assert_eq!(scope, Scope::Everybody, "and everybody");
}

#[test]
fn an_edit_gives_what_a_new_preview_gives() {
    let directory = directory(PEOPLE);
    let mut edits = EditHistory::new(table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("mail", WORK_EMAIL),
        Mapping::direct("department", targets::DEPARTMENT),
    ]));
    let context = context();
    let mut before: Option<Preview> = None;
    let sales = having("department", "sales");
    for step in 0..7 {
        match step {
            1 => edits.change(3, Mapping::expression("ToUpper([department])", targets::DEPARTMENT)),
            2 => edits.change(2, Mapping::direct("mail", WORK_EMAIL).matched(2)),
            3 => edits.remove(2),
            _ => Ok(()),
        }
        .unwrap();
        match step {
            4 => drop(edits.add(Mapping::direct("id", targets::DIVISION))),
            5 => drop(edits.undo()),
            _ => {}
        }
        let scope = if step == 6 { &sales } else { &Scope::Everybody };
        let set = edits.table();
        let evaluator = Evaluator::new(&directory, set, &context).within(scope);
        let new = preview(&evaluator, set.rules());
        let edited = match &before {
            None => preview(&evaluator, set.rules()),
            Some(before) => before
                .after(&evaluator, set.rules(), &ENGLISH, &mut |_, _| ControlFlow::Continue(()))
                .unwrap(),
        };
        assert_eq!(edited.result(), new.result(), "step {step}");
        for row in 0..directory.users() {
            let codes = |preview: &Preview| preview.codes(row).collect::<Vec<_>>();
            assert_eq!(codes(&edited), codes(&new), "row {row} of step {step}");
        }
        before = Some(edited);
    }
}

#[test]
fn a_list_is_searched_letter_by_letter() {
    let directory = directory(PEOPLE);
    let set = table(vec![Mapping::direct("userPrincipalName", "userName").matched(1)]);
    let context = context();
    let evaluator = Evaluator::new(&directory, &set, &context);
    let preview = preview(&evaluator, set.rules());
    for (search, rows) in [
        ("", &[1, 2, 3, 4][..]),
        ("a", &[1, 2, 3, 4]),
        ("an", &[4]),
        ("ann sales", &[4]),
        ("an", &[4]),
        ("n sal", &[1, 3, 4]),
        ("nobody", &[]),
    ] {
        let query = PeopleQuery { search: search.into(), limit: 9, ..Default::default() };
        let page = preview.people(&evaluator, &query);
        let found: Vec<u32> = page.people.iter().map(|person| person.row).collect();
        assert_eq!((found.as_slice(), page.total as usize), (rows, rows.len()), "`{search}`");
    }
}

#[test]
fn nobody_without_a_value_to_match_by_is_created() {
    let directory = directory(PEOPLE);
    let context = context();
    let by = |attributes: &[&str]| {
        let mappings = attributes.iter().zip([1, 2]).zip(["userName", "externalId"]);
        let mappings = mappings.map(|((attribute, precedence), target)| {
            Mapping::direct(*attribute, target).matched(precedence)
        });
        table(mappings.collect())
    };
    for (attributes, scope, expected, reason) in [
        (&["mail"][..], Scope::Everybody, [2, 2], "one has no mail, and one is disabled"),
        (&["mail", "userPrincipalName"], Scope::Everybody, [3, 3], "the next precedence"),
        (&["employeeId"], Scope::Everybody, [0, 0], "nobody has one"),
        (&[], Scope::Everybody, [3, 3], "nothing matches, which the table says"),
        (&["mail"], having("department", "IT"), [0, 2], "those outside the scope, too"),
        (&["mail"], having("department", "sales"), [2, 2], "and those in it"),
    ] {
        let set = by(attributes);
        let evaluator = Evaluator::new(&directory, &set, &context).within(&scope);
        let licences = preview(&evaluator, set.rules()).result().licences.clone();
        assert_eq!([licences.in_scope, licences.everybody], expected, "{reason}");
    }
}

#[test]
fn what_was_not_exported_is_not_empty() {
    let mut title = Mapping::direct("jobTitle", "title");
    title.default_if_null = Some("Employee".into());
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        title,
        Mapping::direct("department", targets::DEPARTMENT),
        Mapping::expression(r#"Item(Split([jobTitle], "-"), 2)"#, "nickName"),
        Mapping::expression(
            r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
            "active",
        ),
    ]);
    let context = context();
    let mut rules = set.rules().clone();
    rules.required = vec!["title".to_owned(), "active".to_owned()];
    let known = "userPrincipalName,jobTitle,department,accountEnabled\na,x-y,,True\nb,,D,False\n";
    for (file, told, counts, reason) in [
        ("userPrincipalName\na\nb\n", &[][..], [0, 0], "no column at all"),
        (
            "userPrincipalName,jobTitle,department,accountEnabled\na,,,\nb,,,\n",
            &[],
            [0, 0],
            "columns without any value, of which one has none for nobody",
        ),
        (
            "userPrincipalName,jobTitle,department,accountEnabled\na,,D,True\nb,,D,False\n",
            &["value.default", "value.failed", "user.disabled"],
            [2, 0],
            "a column that is empty for everybody was exported",
        ),
        (
            "userPrincipalName,jobTitle,department,accountEnabled,Manager\n\
             a,,D,True,Microsoft.Graph.PowerShell.Models.MicrosoftGraphDirectoryObject\n",
            &[],
            [0, 0],
            "an object of Graph's own, of which not everything was asked for",
        ),
        (
            "userPrincipalName,department\na,D\nb,\n",
            &["organisation.level_empty"],
            [0, 0],
            "one of two",
        ),
        (
            known,
            &["value.failed", "organisation.level_empty", "value.default", "user.disabled"],
            [2, 0],
            "all of them",
        ),
    ] {
        let directory = directory(file);
        let evaluator = Evaluator::new(&directory, &set, &context);
        let preview = preview(&evaluator, &rules);
        let result = preview.result();
        let codes: Vec<&str> = result.findings.iter().map(|it| it.finding.code.as_str()).collect();
        assert_eq!(codes.len(), told.len(), "{reason}: {codes:?}");
        assert!(told.iter().all(|code| codes.contains(code)), "{reason}: {codes:?}");
        let title = &result.targets[1];
        assert_eq!([title.filled, title.empty], counts, "{reason}");
    }
}

#[test]
fn people_without_an_address_are_told_whatever_is_mapped() {
    let set = table(vec![Mapping::direct("userPrincipalName", "userName").matched(1)]);
    let context = context();
    for (file, expected, reason) in [
        ("userPrincipalName,mail\na,a@n.example\nb,\n", 1, "one of two"),
        ("userPrincipalName,mail\na,a@n.example\nb,b@n.example\n", 0, "nobody"),
        ("userPrincipalName,mail\na,\nb,\n", 2, "everybody"),
        ("userPrincipalName,mail,accountEnabled\na,,\nb,,\n", 0, "not asked for"),
        ("userPrincipalName\na\nb\n", 0, "no column"),
    ] {
        let directory = directory(file);
        let evaluator = Evaluator::new(&directory, &set, &context);
        let preview = preview(&evaluator, set.rules());
        let mut findings = preview.result().findings.iter();
        let found = findings.find(|it| it.finding.code == "user.no_mail").map_or(0, |it| it.count);
        assert_eq!(found, expected, "{reason}");
    }
}
