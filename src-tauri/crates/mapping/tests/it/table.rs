//! The table as it is shown and edited.

use footbridge_finding::Severity;
use footbridge_mapping::targets::DEPARTMENT;
use footbridge_mapping::{
    EditHistory, Mapping, MappingChoices, MappingTable, Origin, Outcome, Rules, SourceSuggestion,
    Span, TargetChoice,
};

use crate::support::{ENGLISH, context, directory, table};

#[test]
fn the_table_says_what_is_wrong() {
    let mut edits = EditHistory::new(table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("Mail", "title"),
    ]));
    let added = edits.add(Mapping::expression("ToLower([depart", "title"));
    let file = directory("userPrincipalName\na\n");
    let shown = edits.view(Some(&file), &ENGLISH);
    assert!(shown.changed && shown.can_undo && !shown.can_redo, "one change");
    assert_eq!(shown.last_change.as_deref(), Some("Added title"), "in words");
    let wrong = &shown.rows[1];
    assert_eq!(wrong.diagnostics[0].code, "source.attribute_case", "capitals");
    assert_eq!(wrong.diagnostics[0].span, Span { start: 0, end: 4 }, "the whole name");
    let fix = wrong.diagnostics[0].fix.as_ref().unwrap();
    assert_eq!((fix.label.as_str(), fix.replacement.as_str()), ("Write mail", "mail"), "the fix");
    assert_eq!(
        wrong.rule_finding.as_ref().map(|it| it.code.as_str()),
        Some("mapping.target_twice"),
        "two rows to one target"
    );
    let broken = &shown.rows[2];
    assert_eq!((broken.id, broken.origin), (added, Origin::Added), "the added row");
    assert!(
        broken.diagnostics.iter().any(|it| it.severity == Severity::Error),
        "it does not parse: {:?}",
        broken.diagnostics
    );
}

#[test]
fn attributes_inside_expressions_are_judged_in_place() {
    let set = table(vec![Mapping::expression("Join(\" \", [givenName], [Surname])", "userName")]);
    let shown = EditHistory::new(set).view(None, &ENGLISH);
    let said = &shown.rows[0].diagnostics;
    let codes: Vec<&str> = said.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["source.attribute_case"], "one attribute is misspelt");
    assert_eq!(said[0].span, Span { start: 23, end: 32 }, "where it stands, with its brackets");
    assert_eq!(said[0].fix.as_ref().unwrap().replacement, "[surname]", "with its brackets");
}

#[test]
fn what_the_file_lacks_is_said_once() {
    let file = directory("userPrincipalName\na@n.example\n");
    let partly = "Coalesce([mail], [userPrincipalName])";
    let set =
        table(vec![Mapping::direct("mail", "title"), Mapping::expression(partly, "nickName")]);
    let shown = EditHistory::new(set.clone()).view(Some(&file), &ENGLISH);
    assert_eq!(shown.rows[0].diagnostics, [], "the value of each person says it");
    assert_eq!(shown.rows[1].diagnostics[0].code, "source.not_in_file", "here a value is sent");
    let mapping = &shown.rows[0].mapping;
    let check = set.check(mapping, Some((&file, 1)), Some(&file), &context(), &ENGLISH);
    assert_eq!(check.diagnostics[0].code, "source.not_in_file", "who edits it is told why");

    let derived = Mapping::direct("IsSoftDeleted", "active");
    let check = set.check(&derived, Some((&file, 1)), Some(&file), &context(), &ENGLISH);
    let Some(Outcome::Unknown { reason }) = &check.outcome else { panic!("{:?}", check.outcome) };
    for said in [reason, &check.diagnostics[0].message] {
        assert!(
            said.contains("no accountEnabled,"),
            "the column that an export would have: {said}"
        );
    }
}

#[test]
fn an_edited_mapping_is_checked_for_one_person() {
    let file = directory("userPrincipalName,department\na@n.example,Sales\n");
    let rules = Rules { exact: Some(vec!["title".into()]), ..Rules::default() };
    let set = MappingTable::new(vec![Mapping::direct("department", "title")], rules, "SAFE");
    let edited = Mapping::expression("ToUpper([department], )", "nickName");
    let check = set.check(&edited, Some((&file, 1)), Some(&file), &context(), &ENGLISH);
    assert_eq!(check.diagnostics, [], "nothing is wrong with it");
    assert_eq!(
        check.outcome,
        Some(Outcome::Sent { value: "SALES".into(), from_default: false }),
        "for the chosen person"
    );
    let finding = check.finding.unwrap();
    assert_eq!(finding.code, "mapping.not_accepted", "not on the list");
    assert_eq!(finding.title, "SAFE does not accept “nickName”", "in words");
}

#[test]
fn letters_that_stay_are_said_of_the_chosen_person() {
    let file = directory("userPrincipalName,surname\na@n.example,Åsen\nb@n.example,Þórsson\n");
    let mapping = Mapping::expression("NormalizeDiacritics([surname])", "nickName");
    let set = table(vec![mapping.clone()]);
    let said = |row: u32| -> Vec<String> {
        let check = set.check(&mapping, Some((&file, row)), Some(&file), &context(), &ENGLISH);
        check.diagnostics.into_iter().map(|it| it.message).collect()
    };
    assert_eq!(said(1), [""; 0], "all letters are in the table");
    let [only] = said(2).try_into().unwrap();
    assert!(only.contains(": Þ."), "{only}");
    let nobody = set.check(&mapping, None, Some(&file), &context(), &ENGLISH);
    assert_eq!(nobody.diagnostics[0].code, "expression.diacritics_left", "which may stay");
}

#[test]
fn choices_know_the_file_and_the_vendor() {
    let file = directory("userPrincipalName,department,employeeType\na,b,c\n");
    let rules =
        Rules { exact: Some(vec!["userName".into(), DEPARTMENT.into()]), ..Rules::default() };
    let choices = MappingChoices::new(&rules, &[], Some(&file), &ENGLISH);
    let targets: Vec<&str> = choices.targets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(targets, ["userName", DEPARTMENT], "what the vendor accepts");
    let in_file: Vec<&str> = choices
        .sources
        .iter()
        .take_while(|source| source.in_file)
        .map(|source| source.name.as_str())
        .collect();
    assert_eq!(
        in_file,
        ["userPrincipalName", "department", "originalUserPrincipalName", "employeeType"],
        "the file's own first"
    );
}

#[test]
fn choices_of_a_target_begin_with_what_the_vendor_suggests() {
    const OWN: &str = "urn:ietf:params:scim:schemas:extension:Vendor:2.0:User:level";
    let suggestion = |target: &str, sources: &[&str], note: &str| SourceSuggestion {
        target: target.to_owned(),
        sources: sources.iter().map(|source| (*source).to_owned()).collect(),
        note: note.to_owned(),
    };
    let suggestions = [
        suggestion(DEPARTMENT, &["companyName", "costCentre", "country"], "Compare them."),
        suggestion(OWN, &["userType"], "The level."),
        suggestion("title", &["jobTitle"], "Not a target of this vendor."),
    ];
    let shown = |csv: Option<&str>| {
        let rules = Rules { exact: Some(vec![DEPARTMENT.into()]), ..Rules::default() };
        let file = csv.map(directory);
        MappingChoices::new(&rules, &suggestions, file.as_ref(), &ENGLISH).targets
    };
    let told: Vec<_> = shown(Some("userPrincipalName,country,costCentre\na,b,c\n"))
        .into_iter()
        .map(|target| {
            let sources = target.suggested.into_iter();
            let sources: Vec<_> = sources.map(|source| (source.name, source.in_file)).collect();
            (target.name, sources, target.suggestion)
        })
        .collect();
    let source = |name: &str, in_file| (name.to_owned(), in_file);
    let expected = [
        (
            DEPARTMENT.to_owned(),
            vec![source("costCentre", true), source("country", true), source("companyName", false)],
            "Compare them.".to_owned(),
        ),
        (OWN.to_owned(), vec![source("userType", false)], "The level.".to_owned()),
    ];
    assert_eq!(told, expected, "those of the file first, else the likeliest first");

    let names = |target: &TargetChoice| -> Vec<String> {
        target.suggested.iter().map(|source| source.name.clone()).collect()
    };
    let without = shown(None);
    let department = without.first().unwrap();
    assert_eq!(names(department), ["companyName", "costCentre", "country"], "without a file");
    let user_type = &without.get(1).unwrap().suggested;
    assert!(!user_type.first().unwrap().note.is_empty(), "a source has its own note here too");
}

#[test]
fn what_crosses_to_the_window_has_its_agreed_shape() {
    let mapping = Mapping::direct("mail", "userName").matched(1);
    assert_eq!(
        serde_json::to_value(&mapping).unwrap(),
        serde_json::json!({
            "source": { "kind": "direct", "attribute": "mail" }, "target": "userName",
            "defaultIfNull": null, "apply": "always", "matching": 1,
        }),
        "a mapping"
    );
    assert_eq!(
        serde_json::to_value(Outcome::Sent { value: "x".into(), from_default: true }).unwrap(),
        serde_json::json!({ "kind": "sent", "value": "x", "fromDefault": true }),
        "an outcome"
    );
    assert_eq!(
        serde_json::to_value(Outcome::NotSent { reason: "x".into() }).unwrap(),
        serde_json::json!({ "kind": "notSent", "reason": "x" }),
        "nothing sent"
    );
}
