//! A changed table over a directory, against counts made by hand.

use std::ops::ControlFlow;

use footbridge_mapping::targets::DEPARTMENT;
use footbridge_mapping::{
    DirectoryComparison, Mapping, MappingTable, Outcome, PreviewError, Scope, TableComparison,
    TablePair, TargetComparison, ValueChange,
};

use crate::support::{ENGLISH, context, directory, table, target};

const PEOPLE: &str = "userPrincipalName,displayName,department,mail,companyName\n\
    a@n.example,Anna,IT,a@n.example,N\n\
    b@n.example,Bo,it,,N\n\
    c@n.example,Cai,,c@n.example,N\n\
    d@n.example,Dag,IT,d@n.example,N\n";

fn before() -> MappingTable {
    table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", DEPARTMENT),
        Mapping::direct("mail", "nickName"),
        Mapping::direct("companyName", "title"),
    ])
}

fn compare(before: &MappingTable, after: &MappingTable) -> DirectoryComparison {
    let go_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
    let tables = TablePair { before, after };
    let people = (&directory(PEOPLE), &Scope::Everybody);
    DirectoryComparison::new(tables, people, &context(), &ENGLISH, go_on).unwrap()
}

/// Returns what changes for one person.
fn person(after: &MappingTable, row: u32) -> Result<Vec<ValueChange>, PreviewError> {
    let (people, context) = (directory(PEOPLE), context());
    let go_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
    let people = Some((&people, &Scope::Everybody));
    let tables = TablePair { before: &before(), after };
    let both = TableComparison::new(tables, people, &context, Some(row), &ENGLISH, go_on)?;
    assert_eq!(both.mappings.len(), 1, "one mapping differs");
    Ok(both.person)
}

/// Returns what is sent; no mapping, nothing and an error are told apart.
fn value(outcome: Option<&Outcome>) -> &str {
    match outcome {
        None => "(no mapping)",
        Some(Outcome::Sent { value, .. }) => value,
        Some(Outcome::Error { .. }) => "(error)",
        Some(_) => "",
    }
}

/// Target; changed, filled and emptied; the examples' rows with both values.
type Shape<'a> = (&'a str, [u32; 3], Vec<(u32, &'a str, &'a str)>);

fn shape(compared: &TargetComparison) -> Shape<'_> {
    let examples = compared.examples.iter();
    let examples =
        examples.map(|it| (it.row, value(it.before.as_ref()), value(it.after.as_ref()))).collect();
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
            (
                "displayName",
                [4, 4, 0],
                vec![
                    (1, "(no mapping)", "Anna"),
                    (2, "(no mapping)", "Bo"),
                    (3, "(no mapping)", "Cai")
                ]
            ),
            ("title", [4, 0, 4], vec![(1, "N", "(no mapping)")]),
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
        [("title", [4, 0, 4], vec![(1, "N", "(error)")])],
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
        let found: Vec<(&str, &str)> = changes
            .iter()
            .map(|it| (value(it.before.as_ref()), value(it.after.as_ref())))
            .collect();
        assert_eq!(found, expected, "row {row}");
    }
    assert_eq!(person(&after, 5), Err(PreviewError::UnknownPerson { row: 5 }), "nobody");
}

#[test]
fn a_comparison_can_be_stopped() {
    let mut after = before();
    after.remove(1).unwrap();
    let stop = &mut |_: u64, _: u64| ControlFlow::Break(());
    let tables = TablePair { before: &before(), after: &after };
    let people = (&directory(PEOPLE), &Scope::Everybody);
    assert_eq!(
        DirectoryComparison::new(tables, people, &context(), &ENGLISH, stop),
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
        let tables = TablePair { before: &before(), after: &after };
        DirectoryComparison::new(tables, (&people, scope), &context(), &ENGLISH, go_on).unwrap()
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

#[test]
fn comparison_tells_an_error_from_nothing() {
    let with = |text: &str| {
        let mut set = before();
        set.change(3, Mapping::expression(text, "nickName")).unwrap();
        set
    };
    // Bo has no mail: what is computed of it fails, is nothing, or leaves the target alone.
    let (failing, nothing) = (with("CDate([mail])"), with("Coalesce([mail])"));
    let ignoring = with("IgnoreFlowIfNullOrEmpty([mail])");
    let broken = with("NoSuchFunction([mail])");
    for (before, after, expected, reason) in [
        (&broken, &nothing, ([4, 3, 0], "(error)"), "failed before, sent or nothing after"),
        (&nothing, &broken, ([4, 0, 3], "a@n.example"), "the way back"),
        (&nothing, &ignoring, ([1, 0, 0], ""), "nothing is not the same as left alone"),
    ] {
        let compared = compare(before, after);
        assert_eq!(compared.targets.len(), 1, "{reason}");
        let (_, counts, examples) = shape(&compared.targets[0]);
        assert_eq!((counts, examples[0].1), expected, "{reason}");
    }
    let compared = compare(&broken, &nothing);
    let (_, _, examples) = shape(&compared.targets[0]);
    assert!(
        examples.contains(&(2, "(error)", "")),
        "Bo: an error before, nothing after: {examples:?}"
    );
    assert_eq!(compared.people, 4, "he is one of those who change");
    let same = compare(&failing, &failing);
    assert_eq!(same.people, 0, "equal tables");
}

#[test]
fn comparison_of_many_people_is_the_same_as_of_each() {
    use std::fmt::Write as _;
    let mut csv = "userPrincipalName,displayName,department,mail,companyName\n".to_owned();
    for row in 0..20_000 {
        let mail = if row % 3 == 0 { String::new() } else { format!("m{row}@n.example") };
        writeln!(csv, "u{row}@n.example,N{row},D{},{mail},C", row % 7).unwrap();
    }
    let people = directory(&csv);
    let mut after = before();
    after
        .change(2, Mapping::expression("Replace([department], \"D3\", , , \"E\", , )", DEPARTMENT))
        .unwrap();
    after
        .change(3, Mapping::expression("Coalesce([mail], [userPrincipalName])", "nickName"))
        .unwrap();
    let go_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
    let tables = TablePair { before: &before(), after: &after };
    let compared =
        DirectoryComparison::new(tables, (&people, &Scope::Everybody), &context(), &ENGLISH, go_on)
            .unwrap();
    for found in &compared.targets {
        let (old, new) =
            (target(&people, &before(), &found.target), target(&people, &after, &found.target));
        let pairs = || old.iter().zip(&new).filter(|(old, new)| old != new);
        assert_eq!(found.changed as usize, pairs().count(), "{}", found.target);
        let filled = pairs().filter(|(old, _)| old.is_empty()).count();
        assert_eq!(found.filled as usize, filled, "{}", found.target);
        let first = old.iter().zip(&new).position(|(old, new)| old != new).unwrap();
        assert_eq!(
            found.examples[0].row as usize,
            first + 1,
            "the first of them: {}",
            found.target
        );
    }
    assert_eq!(compared.targets.len(), 2, "both change");
}

#[test]
fn what_was_not_exported_is_neither_filled_nor_emptied() {
    let with = |source: &str| {
        let name = Mapping::direct("userPrincipalName", "userName").matched(1);
        table(vec![name, Mapping::direct(source, "title")])
    };
    for (before, after, counts, reason) in [
        ("companyName", "jobTitle", [4, 0, 0], "nobody knows what is sent"),
        ("jobTitle", "companyName", [4, 0, 0], "nobody knows what was sent"),
        ("companyName", "mail", [4, 0, 1], "one has no mail"),
    ] {
        let compared = compare(&with(before), &with(after));
        let targets: Vec<[u32; 3]> =
            compared.targets.iter().map(|it| [it.changed, it.filled, it.emptied]).collect();
        assert_eq!(targets, [counts], "{reason}");
    }
}
