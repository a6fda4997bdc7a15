//! A changed table over a directory, against counts made by hand.

use std::ops::ControlFlow;

use footbridge_mapping::targets::DEPARTMENT;
use footbridge_mapping::{
    DirectoryComparison, Mapping, MappingSet, PreviewError, Scope, TableComparison,
    TargetComparison, ValueChange,
};

use crate::support::{context, directory, table, target};

const PEOPLE: &str = "userPrincipalName,displayName,department,mail,companyName\n\
    a@n.example,Anna,IT,a@n.example,N\n\
    b@n.example,Bo,it,,N\n\
    c@n.example,Cai,,c@n.example,N\n\
    d@n.example,Dag,IT,d@n.example,N\n";

fn before() -> MappingSet {
    table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", DEPARTMENT),
        Mapping::direct("mail", "nickName"),
        Mapping::direct("companyName", "title"),
    ])
}

fn compare(before: &MappingSet, after: &MappingSet) -> DirectoryComparison {
    let go_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
    DirectoryComparison::new(
        &directory(PEOPLE),
        &Scope::Everybody,
        before,
        after,
        &context(),
        go_on,
    )
    .unwrap()
}

/// Returns what changes for one person.
fn person(after: &MappingSet, row: u32) -> Result<Vec<ValueChange>, PreviewError> {
    let (people, context) = (directory(PEOPLE), context());
    let go_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
    let everybody = Scope::Everybody;
    let people = Some(&people);
    let both =
        TableComparison::new(people, &everybody, &before(), after, &context, Some(row), go_on)?;
    assert_eq!(both.mappings.len(), 1, "one mapping differs");
    Ok(both.person)
}

/// Target; changed, filled and emptied; the examples' rows with both values.
type Shape<'a> = (&'a str, [u32; 3], Vec<(u32, &'a str, &'a str)>);

fn shape(compared: &TargetComparison) -> Shape<'_> {
    let examples = compared.examples.iter();
    let examples = examples.map(|it| (it.row, it.before.as_str(), it.after.as_str())).collect();
    (&compared.target, [compared.changed, compared.filled, compared.emptied], examples)
}

#[test]
fn people_are_counted_for_each_target_that_changes() {
    let mut after = before();
    after.change(2, Mapping::expression("ToUpper([department], )", DEPARTMENT)).unwrap();
    after
        .change(3, Mapping::expression("Coalesce([mail], [userPrincipalName])", "nickName"))
        .unwrap();
    after.remove(4).unwrap();
    after.add(Mapping::direct("displayName", "displayName"));
    let compared = compare(&before(), &after);
    let shapes: Vec<_> = compared.targets.iter().map(shape).collect();
    assert_eq!(
        shapes,
        [
            (DEPARTMENT, [1, 0, 0], vec![(2, "it", "IT")]),
            ("nickName", [1, 1, 0], vec![(2, "", "b@n.example")]),
            ("displayName", [4, 4, 0], vec![(1, "", "Anna"), (2, "", "Bo"), (3, "", "Cai")]),
            ("title", [4, 0, 4], vec![(1, "N", "")]),
        ],
        "one example for each pair of values where they repeat"
    );
    assert_eq!((compared.people, compared.users), (4, 4), "a new target touches everybody");
    let back = compare(&after, &before());
    let numbers = |compared: &DirectoryComparison| -> u32 {
        compared.targets.iter().map(|target| target.changed).sum()
    };
    assert_eq!(numbers(&back), numbers(&compared), "the way back changes as many");
}

#[test]
fn what_makes_no_difference_is_said_too() {
    let mut after = before();
    after.change(4, Mapping::expression("NoSuchFunction([companyName])", "title")).unwrap();
    let compared = compare(&before(), &after);
    let broken = compared.targets.iter().map(shape).collect::<Vec<_>>();
    assert_eq!(
        broken,
        [("title", [4, 0, 4], vec![(1, "N", "")])],
        "an unknown function sends nothing"
    );
    after.change(4, Mapping::expression("Coalesce([companyName], [mail])", "title")).unwrap();
    let compared = compare(&before(), &after);
    assert_eq!(compared.people, 0, "nobody");
    assert_eq!(compared.unchanged, ["title"], "but the mapping is another");
    assert_eq!(
        compare(&before(), &before()),
        DirectoryComparison { users: 4, ..Default::default() },
        "equal tables"
    );
}

#[test]
fn one_person_agrees_with_everybody() {
    let mut after = before();
    after.change(2, Mapping::expression("ToUpper([department], )", DEPARTMENT)).unwrap();
    let people = directory(PEOPLE);
    for row in 1..=4 {
        let changes = person(&after, row).unwrap();
        let (old, new) =
            (target(&people, &before(), DEPARTMENT), target(&people, &after, DEPARTMENT));
        let index = row as usize - 1;
        let expected: Vec<(&str, &str)> = [(old[index].as_str(), new[index].as_str())]
            .into_iter()
            .filter(|(old, new)| old != new)
            .collect();
        let found: Vec<(&str, &str)> =
            changes.iter().map(|it| (it.before.as_str(), it.after.as_str())).collect();
        assert_eq!(found, expected, "row {row}");
    }
    assert_eq!(person(&after, 5), Err(PreviewError::UnknownPerson { row: 5 }), "nobody");
}

#[test]
fn a_comparison_can_be_stopped() {
    let mut after = before();
    after.remove(1).unwrap();
    let stop = &mut |_: u64, _: u64| ControlFlow::Break(());
    assert_eq!(
        DirectoryComparison::new(
            &directory(PEOPLE),
            &Scope::Everybody,
            &before(),
            &after,
            &context(),
            stop
        ),
        Err(PreviewError::Cancelled),
        "at once"
    );
}

#[test]
fn only_people_in_scope_are_compared() {
    let mut after = before();
    after.remove(2).unwrap();
    let people = directory(PEOPLE);
    let of = |scope: &Scope| {
        let go_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
        DirectoryComparison::new(&people, scope, &before(), &after, &context(), go_on).unwrap()
    };
    let having = |value: &str| Scope::Having { attribute: "mail".into(), value: value.into() };
    for (scope, users, changed, reason) in [
        (Scope::Everybody, 4, 3, "Cai has no department"),
        (having("d@n.example"), 1, 1, "Dag alone"),
        (having("c@n.example"), 1, 0, "Cai alone: nothing changes"),
        (having("x@n.example"), 0, 0, "nobody"),
    ] {
        let compared = of(&scope);
        assert_eq!((compared.users, compared.people), (users, changed), "{reason}");
    }
    let dag = of(&having("d@n.example"));
    assert_eq!(dag.targets[0].examples[0].row, 4, "rows are the file's");
}
