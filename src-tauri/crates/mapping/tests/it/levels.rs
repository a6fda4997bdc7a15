//! Chains in one attribute, noticed and split.

use footbridge_directory::sample;
use footbridge_mapping::targets::{DEPARTMENT, DIVISION, ORGANIZATION};
use footbridge_mapping::{EditHistory, LevelSuggestion, Mapping, MappingTable, Rules};

use crate::support::{ENGLISH, context, directory, table, target};

fn csv(departments: &[&str]) -> String {
    let rows = departments.iter().enumerate();
    let rows: String =
        rows.map(|(row, department)| format!("u{row}@n.example,\"{department}\"\n")).collect();
    format!("userPrincipalName,department\n{rows}")
}

fn plain() -> MappingTable {
    table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("department", DEPARTMENT),
    ])
}

#[test]
fn the_sample_is_split_into_three_levels() {
    let (directory, _) = sample(&ENGLISH).unwrap();
    let set = plain();
    let suggestion = LevelSuggestion::find(&directory, &set, &context()).unwrap();
    assert_eq!(
        (suggestion.attribute.as_str(), suggestion.delimiter.as_str(), suggestion.levels),
        ("department", ">", 3),
        "what was noticed"
    );
    assert!((suggestion.share - 23.0 / 25.0).abs() < 1e-9, "23 of 25 have a chain");
    let targets: Vec<&str> = suggestion.proposals.iter().map(|it| it.target.as_str()).collect();
    assert_eq!(targets, [ORGANIZATION, DIVISION, DEPARTMENT], "from the top");
    let example = &suggestion.proposals[2].examples[0];
    assert_eq!(
        (example.before.as_str(), example.after.as_str()),
        ("Nordwind > Sales > Field Sales", "Field Sales"),
        "the commonest chain"
    );
    let mut edits = EditHistory::new(set);
    edits.apply_levels(&suggestion);
    let set = edits.table().clone();
    assert_eq!(set.rows().len(), 4, "department is changed, two are added");
    assert_eq!(
        target(&directory, &set, ORGANIZATION).iter().filter(|name| *name == "Nordwind").count(),
        23,
        "the first level"
    );
    assert_eq!(target(&directory, &set, DIVISION)[1], "Sales", "the second");
    assert_eq!(target(&directory, &set, DEPARTMENT)[1], "", "a shorter chain has no third");
    assert_eq!(target(&directory, &set, DEPARTMENT)[2], "Field Sales", "the third");
    assert_eq!(target(&directory, &set, ORGANIZATION)[23], "", "no department, no level");
    assert_eq!(LevelSuggestion::find(&directory, &set, &context()), None, "not proposed twice");
    assert!(edits.undo(), "one step takes all of it back");
    assert!(!edits.table().changed(), "the profile again");
}

#[test]
fn every_delimiter_is_noticed() {
    for (departments, delimiter, levels, reason) in [
        (["N > A", "N > B", "N > B", ""], ">", 2, "with blanks"),
        (["N>A>x", "N>B", "N>B>y", ""], ">", 3, "without blanks"),
        (["N|A", "N|B", "N | C", ""], "|", 2, "a bar"),
        (["N\\A", "N\\B", "N\\C", ""], "\\", 2, "a backslash"),
        (["N/A1", "N/B", "N/C", ""], "/", 2, "a slash with one beginning"),
        (["N - A", "N - Sub-unit", "N - C", ""], "-", 2, "a hyphen between blanks"),
        (["N: A", "N: B", "N: C", ""], ":", 2, "a colon"),
    ] {
        let directory = directory(&csv(&departments));
        let mut edits = EditHistory::new(plain());
        let found = LevelSuggestion::find(&directory, edits.table(), &context())
            .unwrap_or_else(|| panic!("{reason} is noticed"));
        assert_eq!((found.delimiter.as_str(), found.levels), (delimiter, levels), "{reason}");
        edits.apply_levels(&found);
        let shown = edits.view(Some(&directory), &ENGLISH);
        let set = edits.table();
        assert!(shown.rows.iter().all(|row| row.diagnostics.is_empty()), "{reason}: {shown:#?}");
        assert_eq!(target(&directory, set, ORGANIZATION), ["N", "N", "N", ""], "{reason}");
        let second = if levels == 3 { DIVISION } else { DEPARTMENT };
        let expected: Vec<&str> = departments
            .iter()
            .map(|chain| chain.split(delimiter).nth(1).unwrap_or("").trim())
            .collect();
        if delimiter == "-" {
            assert_eq!(target(&directory, set, second), ["A", "Sub-unit", "C", ""], "{reason}");
        } else {
            assert_eq!(target(&directory, set, second), expected, "{reason}");
        }
    }
}

#[test]
fn ordinary_punctuation_is_no_chain() {
    for (departments, reason) in [
        (["Research/Development", "Sales/Marketing", "IT", "HR"], "no common beginning"),
        (["Sub-unit", "Co-op", "E-learning", "X-ray"], "no blanks"),
        (["Sales", "IT", "HR", "People"], "no sign at all"),
        (["/Sales", "/IT", "/IT", "/HR"], "an empty level"),
    ] {
        let directory = directory(&csv(&departments));
        assert_eq!(LevelSuggestion::find(&directory, &plain(), &context()), None, "{reason}");
    }
}

#[test]
fn the_vendor_and_the_table_have_their_say() {
    let directory = directory(&csv(&["N > A", "N > B", "N > C"]));
    let rules =
        Rules { exact: Some(vec!["userName".into(), DEPARTMENT.into()]), ..Rules::default() };
    let safe = MappingTable::new(Vec::new(), rules, "SAFE");
    assert_eq!(
        LevelSuggestion::find(&directory, &safe, &context()),
        None,
        "SAFE accepts a department only"
    );
    let mut company = plain();
    company.add(Mapping::direct("companyName", ORGANIZATION));
    let found = LevelSuggestion::find(&directory, &company, &context()).unwrap();
    let targets: Vec<&str> = found.proposals.iter().map(|it| it.target.as_str()).collect();
    assert_eq!(targets, [DIVISION, DEPARTMENT], "the organisation is the company already");
}
