//! Columns whose names say too little, and what the admin says instead.

use footbridge_directory::{ColumnChoice, DirectorySummary, open_names};
use footbridge_finding::Language;

use crate::support::{column, findings, load};

fn choice(header: &str, attribute: Option<&str>) -> ColumnChoice {
    ColumnChoice { header: header.to_owned(), attribute: attribute.map(str::to_owned) }
}

fn shown(summary: &DirectorySummary) -> Vec<(&str, Option<&str>, u32, Option<&str>)> {
    let columns = summary.columns.iter();
    columns
        .map(|it| (it.header.as_str(), it.attribute.as_deref(), it.filled, it.example.as_deref()))
        .collect()
}

#[test]
fn columns_are_read_as_the_admin_says_without_reading_again() {
    let file = "Brukernavn;E-post;mail;Aktiv;Avdeling\n\
                kari@n.example;kari@n.example;;WAHR;Salg\n\
                ola_x.example#EXT#@n.example;ola@x.example;old@x.example;nei;Salg\n";
    let (directory, summary) = load(file.as_bytes()).unwrap();
    assert_eq!(
        shown(&summary),
        [
            ("Brukernavn", None, 2, Some("kari@n.example")),
            ("E-post", None, 2, Some("kari@n.example")),
            ("mail", Some("mail"), 1, Some("old@x.example")),
            ("Aktiv", None, 2, Some("WAHR")),
            ("Avdeling", None, 2, Some("Salg")),
        ],
        "only one name is known"
    );
    assert_eq!(findings(&summary), [("directory.no_user_principal_name", None)], "what is missing");

    let choices = [
        choice("brukernavn ", Some("userPrincipalName")),
        choice("E-post", Some("mail")),
        choice("Aktiv", Some("accountEnabled")),
        choice("Avdeling", Some("department")),
    ];
    let (chosen, summary) = directory.with_columns(&choices, &Language::ENGLISH).unwrap();
    assert_eq!(column(&chosen, "userPrincipalName"), ["kari@n.example", "ola@x.example"], "guests");
    assert_eq!(column(&chosen, "mail"), ["kari@n.example", "ola@x.example"], "the chosen column");
    assert_eq!(column(&chosen, "IsSoftDeleted"), ["False", ""], "derived, where it can be read");
    assert_eq!(column(&chosen, "Avdeling"), ["absent"], "under its new name only");
    assert_eq!(
        findings(&summary),
        [("directory.duplicate_column", None), ("directory.unreadable_boolean", None)],
        "the other mail column is not used, and `nei` is none of the words for no"
    );
    let without = choice("mail", None);
    let choices: Vec<_> = choices.into_iter().chain([without]).collect();
    let (left_out, summary) = directory.with_columns(&choices, &Language::ENGLISH).unwrap();
    assert_eq!(findings(&summary), [("directory.unreadable_boolean", None)], "left out on purpose");
    assert_eq!(column(&left_out, "mail").len(), 2, "the chosen column stays");

    let (back, summary) = left_out.with_columns(&[], &Language::ENGLISH).unwrap();
    assert_eq!(column(&back, "mail"), ["", "old@x.example"], "without choices names decide again");
    assert_eq!(findings(&summary), [("directory.no_user_principal_name", None)], "as at first");
}

#[test]
fn a_file_of_unknown_columns_waits_for_the_admin() {
    let (directory, summary) = load(b"Navn,Adresse\nKari,kari@n.example\n").unwrap();
    assert_eq!(summary.users, 1, "its rows are read");
    assert_eq!(findings(&summary), [("directory.no_known_columns", None)], "and the rest is said");
    let choices = [choice("Adresse", Some("userPrincipalName"))];
    let (chosen, summary) = directory.with_columns(&choices, &Language::ENGLISH).unwrap();
    assert_eq!(column(&chosen, "userPrincipalName"), ["kari@n.example"], "one choice is enough");
    assert_eq!(column(&chosen, "Navn"), ["Kari"], "the other column keeps its name");
    assert_eq!(findings(&summary), [], "nothing is left to say");
}

#[test]
fn a_second_column_of_the_same_attribute_can_be_chosen() {
    let (directory, _) = load(b"userPrincipalName,id,objectId\na,1,2\n").unwrap();
    assert_eq!(column(&directory, "objectId"), ["1"], "the first counts");
    let choices = [choice("objectId", Some("objectId"))];
    let (chosen, _) = directory.with_columns(&choices, &Language::ENGLISH).unwrap();
    assert_eq!(column(&chosen, "objectId"), ["2"], "until the admin chooses");
}

#[test]
fn of_several_values_a_single_valued_attribute_takes_the_first() {
    let json = br#"[{"userPrincipalName":"a","businessPhones":["1","2"],"otherMails":["x","y"]}]"#;
    let (directory, _) = load(json).unwrap();
    assert_eq!(column(&directory, "telephoneNumber"), ["1"], "one number");
    assert_eq!(column(&directory, "otherMails"), ["x|y"], "a list");
    let choices = [choice("businessPhones", Some("otherMails")), choice("otherMails", None)];
    let (chosen, _) = directory.with_columns(&choices, &Language::ENGLISH).unwrap();
    assert_eq!(column(&chosen, "otherMails"), ["1|2"], "nothing was lost in reading");
}

#[test]
fn a_list_of_names_has_many_forms() {
    let folder = tempfile::tempdir().unwrap();
    for (text, names, reason) in [
        ("a@n.example\nb@n.example\r\n\n", &["a@n.example", "b@n.example"][..], "a name a line"),
        ("\u{feff}\"a@n.example\",Kari\n2;x\n", &["a@n.example", "2"], "the first of a line"),
        ("userPrincipalName\na@n.example\n", &["a@n.example"], "with a header"),
        ("id,displayName\n1,Kari\n2,Ola\n", &["1", "2"], "an export of a group's members"),
        ("displayName,department\nKari,IT\n", &["displayName", "Kari"], "no column of names"),
    ] {
        let path = folder.path().join("assigned.csv");
        std::fs::write(&path, text).unwrap();
        assert_eq!(open_names(&path).unwrap(), names, "{reason}");
    }
}

#[test]
fn a_file_has_what_its_columns_hold_and_what_entra_derives() {
    let file = "UserPrincipalName,AccountEnabled,id,Avdeling\nkari@n.example,True,1,Salg\n";
    let (_, summary) = load(file.as_bytes()).unwrap();
    for (attribute, has, reason) in [
        ("userPrincipalName", true, "a column"),
        ("objectId", true, "a column by another name"),
        ("IsSoftDeleted", true, "derived from accountEnabled"),
        ("originalUserPrincipalName", true, "derived from the user principal name"),
        ("Avdeling", true, "an attribute of its own"),
        ("mail", false, "no column"),
    ] {
        assert_eq!(summary.has(attribute), has, "{attribute}: {reason}");
    }
}

#[test]
fn a_column_that_is_empty_for_everybody_is_told_from_one_that_is_not_there() {
    let read: Vec<String> =
        ["department", "employeeId", "IsSoftDeleted", "manager"].map(str::to_owned).to_vec();
    let object = "Microsoft.Graph.PowerShell.Models.MicrosoftGraphDirectoryObject";
    for (file, absent, empty, reason) in [
        (
            "userPrincipalName,department,accountEnabled\na,,True\nb,,False\n".to_owned(),
            "employeeId, manager",
            "department",
            "one is empty, two are not there",
        ),
        (
            "userPrincipalName,department,employeeId,accountEnabled,manager\na,,,True,\n"
                .to_owned(),
            "",
            "department, employeeId, manager",
            "all are there",
        ),
        (
            "userPrincipalName,department,accountEnabled\na,,\nb,,\n".to_owned(),
            "accountEnabled, department, employeeId, manager",
            "",
            "everybody is enabled or not: it was not asked for, and so perhaps the others",
        ),
        (
            format!("UserPrincipalName,Department,AccountEnabled,Manager\na,,True,{object}\n"),
            "department, employeeId, manager",
            "",
            "Get-MgUser without -Property",
        ),
        (
            "UserPrincipalName;Department;AccountEnabled;ProxyAddresses\na;;True;{}\n".to_owned(),
            "employeeId, manager",
            "department",
            "an empty list is a value of a list",
        ),
        (
            r#"[{"userPrincipalName":"a","department":null,"accountEnabled":true}]"#.to_owned(),
            "employeeId, manager",
            "department",
            "Graph says null of what is empty",
        ),
        (
            r#"[{"UserPrincipalName":"a","Department":null,"AccountEnabled":null}]"#.to_owned(),
            "accountEnabled, department, employeeId, manager",
            "",
            "PowerShell says null of what it was not asked for, too",
        ),
        (
            "userPrincipalName,department\na,IT\nb,\n".to_owned(),
            "accountEnabled, employeeId, manager",
            "",
            "somebody has one",
        ),
        (
            "userPrincipalName,department\n".to_owned(),
            "accountEnabled, employeeId, manager",
            "",
            "nobody at all",
        ),
    ] {
        let (directory, summary) = load(file.as_bytes()).unwrap();
        let told = |finding: Option<footbridge_finding::Finding>| {
            let title = finding.map_or(String::new(), |it| it.title);
            title.split_once(": ").map(|(_, names)| names.to_owned()).unwrap_or_default()
        };
        let english = footbridge_finding::Language::ENGLISH;
        assert_eq!(told(summary.cannot_be_checked(&read, &english)), absent, "{reason}");
        assert_eq!(told(summary.columns_empty(&read, &english)), empty, "{reason}");
        for name in empty.split(", ").filter(|name| !name.is_empty()) {
            assert!(directory.attribute(name).is_some(), "{reason}: {name} is there");
        }
        for name in absent.split(", ").filter(|name| !name.is_empty()) {
            assert!(directory.attribute(name).is_none(), "{reason}: {name} is not");
        }
    }
}
