//! What is computed while a file is read is what is computed of the loaded file.

use std::ops::ControlFlow;

use footbridge_directory::Export;
use footbridge_mapping::output::PreviewLine;
use footbridge_mapping::{
    DirectoryPreview, Evaluator, LevelSuggestion, Listed, Mapping, MappingTable, Scope, output,
    summarise_file, write_lines,
};
use proptest::prelude::*;

use crate::properties::{everything, users};
use crate::support::{ENGLISH, WORK_EMAIL, context, directory, preview, table};

/// Previews a file while it is read in blocks of some bytes, and after it was loaded.
fn both(text: &str, block: u64, set: &MappingTable, scope: &Scope) -> [DirectoryPreview; 2] {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    std::fs::write(&path, text).unwrap();
    let context = context();
    let export = Export::open(&path, &[]).unwrap().in_blocks_of(block);
    let mut go_on = |(): &(), _| ControlFlow::Continue(());
    let read = summarise_file(&export, set, scope, &context, &ENGLISH, &mut go_on).unwrap().preview;
    let directory = directory(text);
    let evaluator = Evaluator::new(&directory, set, &context).within(scope);
    [read, preview(&evaluator, set.rules()).result().clone()]
}

/// Returns a line a person, written while the file is read, and after it was loaded.
fn lines(text: &str, block: u64, set: &MappingTable, scope: &Scope) -> [String; 2] {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    std::fs::write(&path, text).unwrap();
    let context = context();
    let write = |line: &PreviewLine<'_>, out: &mut Vec<u8>| {
        serde_json::to_writer(&mut *out, line).unwrap();
        out.push(b'\n');
    };
    let export = Export::open(&path, &[]).unwrap().in_blocks_of(block);
    let mut streamed = Vec::new();
    let go_on = &mut |(): &(), _| ControlFlow::Continue(());
    write_lines(&export, (set, scope, &context), &write, &mut streamed, go_on, &ENGLISH).unwrap();
    let directory = directory(text);
    let evaluator = Evaluator::new(&directory, set, &context).within(scope);
    let preview = preview(&evaluator, set.rules());
    let mut listed = Vec::new();
    output::lines(&evaluator, &preview).for_each(|line| write(&line, &mut listed));
    [streamed, listed].map(|bytes| String::from_utf8(bytes).unwrap())
}

fn csv(users: &[[String; 5]]) -> String {
    let header = "userPrincipalName,mail,jobTitle,department,city\n".to_owned();
    header + &users.iter().map(|user| user.join(",") + "\n").collect::<String>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn reading_and_loading_give_the_same(
        users in users(),
        block in prop::sample::select(vec![150_u64, 400, 4000]),
        second_match in any::<bool>(),
        some in any::<bool>(),
    ) {
        let mut set = everything();
        if second_match {
            let row = &set.rows()[1];
            let (id, mapping) = (row.id, row.mapping.clone().matched(2));
            set.change(id, mapping).unwrap();
        }
        let names = ["a@n.example", "AB@n.example", "nobody"].map(str::to_owned);
        let scope =
            if some { Scope::Listed(Listed::new("f", names)) } else { Scope::Everybody };
        let text = csv(&users);
        let [read, loaded] = both(&text, block, &set, &scope);
        prop_assert_eq!(read, loaded);
        let [streamed, listed] = lines(&text, block, &set, &scope);
        prop_assert_eq!(streamed, listed);
    }
}

#[test]
fn a_file_that_is_not_regular_is_surveyed_too() {
    let set = everything();
    let rows = "a@n.example,x,,N>Sales,Oslo\nA@n.example,\"b\"x,,N,\nb@n.example,y,,N>Sales,\n";
    let text = format!("userPrincipalName,mail,jobTitle,department,city\n{rows}{rows}");
    let [read, loaded] = both(&text, 100, &set, &Scope::Everybody);
    assert_eq!(read, loaded, "a broken quote");
    assert_eq!(read.users, 4, "two rows are left out");
    let [streamed, listed] = lines(&text, 100, &set, &Scope::Everybody);
    assert_eq!(streamed, listed, "person by person");
    let json = r#"[{"userPrincipalName":"a@n.example","department":"N>Sales"},
        {"userPrincipalName":"A@n.example","mail":"a@n.example","city":"Oslo"}]"#;
    let [read, loaded] = both(json, 100, &set, &Scope::Everybody);
    assert_eq!(read, loaded, "JSON, whose columns come as they are met");
    let [streamed, listed] = lines(json, 100, &set, &Scope::Everybody);
    assert_eq!(streamed, listed, "JSON, person by person");
}

#[test]
fn first_of_two_mappings_to_a_level_counts_wherever_people_are_read() {
    let department = footbridge_mapping::targets::DEPARTMENT;
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", department),
        Mapping::direct("city", department).matched(2),
    ]);
    let text = "userPrincipalName,department,city\n\
                a@n.example,IT,Oslo\nb@n.example,I.T.,Bergen\nc@n.example,IT,Oslo\n";
    let [read, loaded] = both(text, 100, &set, &Scope::Everybody);
    assert_eq!(read, loaded, "everybody");
    let names: Vec<&str> = read.tree.root.children.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["IT", "I.T."], "the department, not the city");
    let [streamed, listed] = lines(text, 100, &set, &Scope::Everybody);
    assert_eq!(streamed, listed, "person by person");
    assert!(streamed.contains("organisation.twins"), "and their spellings: {streamed}");
}

#[test]
fn an_attribute_may_turn_up_late_in_a_file() {
    // The reader hands 8,192 users on at a time; the second part has one more attribute.
    let users: Vec<String> = (0..8300)
        .map(|row| {
            let surname = if row < 8250 { "" } else { ",\"surname\":\"Berg\"" };
            let given = ["Ola", "Kari", "Liv"][row % 3];
            format!(
                "{{\"userPrincipalName\":\"u{row}@n.example\",\"givenName\":\"{given}\"{surname}}}"
            )
        })
        .collect();
    let text = format!("[{}]", users.join(","));
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::expression(r#"Join(" ", [givenName], [surname])"#, "name.formatted"),
        Mapping::direct("surname", "name.familyName"),
    ]);
    let [read, loaded] = both(&text, 3000, &set, &Scope::Everybody);
    assert_eq!(read, loaded, "parts and the whole");
    let counts = |at: usize| (read.targets[at].filled, read.targets[at].distinct);
    assert_eq!((counts(1), counts(2)), ((8300, 6), (50, 1)), "three names without Berg and with");
}

#[test]
fn frequent_and_longest_values_are_those_of_the_whole_file() {
    let rows: String = (0..5000)
        .map(|row| format!("u{row}@n.example,{},D{}\n", "x".repeat(row % 37), row % 11))
        .collect();
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("jobTitle", "title"),
        Mapping::direct("department", footbridge_mapping::targets::DEPARTMENT),
    ]);
    let text = format!("userPrincipalName,jobTitle,department\n{rows}");
    let [read, loaded] = both(&text, 3000, &set, &Scope::Everybody);
    assert_eq!(read, loaded, "many blocks");
    let [name, title, department] = &read.targets[..] else { panic!("three targets") };
    assert_eq!((name.distinct, name.filled), (5000, 5000), "everybody has another name");
    assert_eq!(title.longest.len(), 36, "the longest");
    assert_eq!((title.filled, title.empty, title.distinct), (4864, 136, 36), "every 37th is empty");
    assert_eq!(department.frequent[0].value, "D0", "of equal ones the first");
    assert_eq!(department.frequent[0].count, 455, "counted over all blocks");
}

#[test]
fn an_organisation_of_too_many_units_is_said_not_to_be_compared() {
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", footbridge_mapping::targets::DEPARTMENT),
    ]);
    for (units, expected, reason) in [
        (49_999, [("organisation.twins", 1)], "as many units as are compared, IT and I.T. in them"),
        (50_000, [("organisation.not_compared", 50_001)], "one more"),
    ] {
        let rows: String = (1..units).map(|row| format!("u{row}@n.example,D{row}\n")).collect();
        let text =
            format!("userPrincipalName,department\na@n.example,IT\n{rows}b@n.example,I.T.\n");
        let [read, loaded] = both(&text, 200_000, &set, &Scope::Everybody);
        assert_eq!(read, loaded, "{reason}: read and loaded");
        let found: Vec<_> =
            read.findings.iter().map(|group| (&*group.finding.code, group.count)).collect();
        assert_eq!(found, expected, "{reason}");
        let [streamed, listed] = lines(&text, 200_000, &set, &Scope::Everybody);
        assert!(streamed == listed, "{reason}: person by person");
        let [(code, people)] = expected;
        let said = streamed.lines().filter(|line| line.contains(code)).count();
        assert_eq!(said, people as usize, "{reason}: each person's line says it");
    }
}

#[test]
fn chains_of_levels_are_found_while_a_file_is_read() {
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", "title"),
    ]);
    let chain = |user: u32| format!("D{} > U{} > T{}", user % 3, user % 5, user % 7);
    let few = |user: u32| if user.is_multiple_of(5) { chain(user) } else { "Sales".to_owned() };
    let own = |user: u32| format!("D{} > U{user}", user % 3);
    let none = |_: u32| String::new();
    type Value<'a> = &'a dyn Fn(u32) -> String;
    let cases: [(&str, Value<'_>, bool, &str); 6] = [
        ("department", &chain, true, "a mapped attribute"),
        ("physicalDeliveryOfficeName", &chain, true, "one that is not mapped"),
        ("extensionAttribute15", &chain, true, "the last one"),
        ("department", &few, false, "too few"),
        ("department", &own, true, "each only once, in a small file"),
        ("department", &none, false, "nobody"),
    ];
    for (column, value, is_found, reason) in cases {
        let row = |user: u32| format!("u{user},{}\n", value(user));
        let text = format!("userPrincipalName,{column}\n{}", (0..900).map(row).collect::<String>());
        let context = context();
        let wanted = LevelSuggestion::find(&directory(&text), &set, &context);
        assert_eq!(wanted.is_some(), is_found, "{reason}");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users.csv");
        std::fs::write(&path, &text).unwrap();
        for block in [64, 1000, 1 << 20] {
            let export = Export::open(&path, &[]).unwrap().in_blocks_of(block);
            let mut go_on = |(): &(), _| ControlFlow::Continue(());
            let scope = Scope::Everybody;
            let found = summarise_file(&export, &set, &scope, &context, &ENGLISH, &mut go_on);
            assert_eq!(found.unwrap().levels, wanted, "{reason}, blocks of {block}");
        }
    }
}

/// Somebody of whom the file does not say it may be disabled, and is not created then.
#[test]
fn accounts_of_unknown_state_make_the_counts_an_upper_bound() {
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("mail", WORK_EMAIL),
    ]);
    let cases = [
        ("userPrincipalName,accountEnabled\na,True\nb,False\n", 1, 0, "each state is there"),
        ("userPrincipalName,accountEnabled\na,True\nb,\nc,False\n", 2, 1, "one is empty"),
        ("userPrincipalName,Active\na,x\nb,\n", 2, 2, "no word for yes or no"),
        ("userPrincipalName,mail\na,a@n.example\nb,\n", 2, 2, "no column"),
        (
            "userPrincipalName,accountEnabled\n,\nb,True\n",
            1,
            0,
            "of somebody who has no name to match by",
        ),
        (
            "userPrincipalName,Block sign in\na,Yes\nb,No\n",
            1,
            0,
            "the opposite, as templates ask for it",
        ),
    ];
    for (file, created, maybe_disabled, reason) in cases {
        for found in both(file, 1 << 20, &set, &Scope::Everybody) {
            let licences = found.licences;
            assert_eq!(
                (licences.everybody, licences.maybe_disabled, licences.is_upper_bound()),
                (created, maybe_disabled, maybe_disabled > 0),
                "{reason}"
            );
        }
    }
}
