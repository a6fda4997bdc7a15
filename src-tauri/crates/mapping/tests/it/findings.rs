//! What is found about people: each finding with exactly the people concerned.

use footbridge_mapping::targets::{DEPARTMENT, DIVISION, ORGANIZATION};
use footbridge_mapping::{Mapping, MappingTable, Rules};

use crate::support::{WORK_EMAIL, findings, rows, table};

fn by_mail() -> MappingTable {
    table(vec![Mapping::direct("mail", "userName").matched(1)])
}

#[test]
fn values_to_match_by() {
    let csv = "userPrincipalName,mail\n\
               1@n.example,a@n.example\n\
               2@n.example,\n\
               3@n.example,A@N.example\n\
               4@n.example,o'hara+x@n.example\n\
               5@n.example,a@n.example\n\
               6@n.example,c@n.example\n";
    let set = by_mail();
    assert_eq!(
        findings(csv, &set),
        [
            ("match.empty".into(), 1),
            ("match.duplicate".into(), 3),
            ("match.characters".into(), 1),
            ("user.no_mail".into(), 1)
        ],
        "the most serious first"
    );
    assert_eq!(rows(csv, &set, "match.empty"), [2], "no mail");
    assert_eq!(rows(csv, &set, "match.duplicate"), [1, 3, 5], "capitals do not count");
    assert_eq!(rows(csv, &set, "match.characters"), [4], "a plus");
}

#[test]
fn a_second_matching_attribute_helps_out() {
    let csv = "userPrincipalName,mail,employeeId\n1,a@n.example,\n2,,7\n3,,\n";
    let set = table(vec![
        Mapping::direct("mail", "userName").matched(1),
        Mapping::direct("employeeId", "externalId").matched(2),
    ]);
    assert_eq!(rows(csv, &set, "match.empty"), [3], "only who has neither cannot be matched");
}

#[test]
fn required_targets_and_addresses() {
    let csv = "userPrincipalName,mail\n1@n.example,a@n.example\n2@n.example,\n3@n.example,none\n";
    let rules = Rules { required: vec![WORK_EMAIL.to_owned()], ..Rules::default() };
    let mappings = vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("mail", WORK_EMAIL),
    ];
    let set = MappingTable::new(mappings, rules, "Keepnet");
    assert_eq!(rows(csv, &set, "required.empty"), [2], "Keepnet skips who has no mail");
    assert_eq!(rows(csv, &set, "email.invalid"), [3], "that is no address");
}

#[test]
fn only_the_value_of_an_email_is_an_address() {
    let csv = "userPrincipalName,accountEnabled\na@n.example,True\n";
    for (target, expected, reason) in [
        (WORK_EMAIL, vec![1], "an address is wanted"),
        (r#"emails[type eq "home"].value"#, vec![1], "at home too"),
        (r#"emails[type eq "work"].primary"#, vec![], "a yes or no"),
        (r#"emails[type eq "work"].display"#, vec![], "a name"),
    ] {
        let set = table(vec![
            Mapping::direct("userPrincipalName", "userName").matched(1),
            Mapping::direct("accountEnabled", target),
        ]);
        assert_eq!(rows(csv, &set, "email.invalid"), expected, "{target}: {reason}");
    }
}

#[test]
fn guests_and_disabled_accounts() {
    let csv = "userPrincipalName,userType,accountEnabled\n\
               1@n.example,Member,True\n\
               2_x.example#EXT#@n.example,,True\n\
               3@n.example,Guest,False\n";
    let set = table(vec![Mapping::direct("userPrincipalName", "userName").matched(1)]);
    assert_eq!(rows(csv, &set, "user.guest"), [2, 3], "by name or by type");
    assert_eq!(rows(csv, &set, "user.disabled"), [3], "the account is off");
}

#[test]
fn defaults_are_said() {
    let csv = "userPrincipalName,city\n1@n.example,Oslo\n2@n.example,\n";
    let mut city = Mapping::direct("city", "title");
    city.default_if_null = Some("Nowhere".into());
    let set = table(vec![Mapping::direct("userPrincipalName", "userName").matched(1), city]);
    assert_eq!(rows(csv, &set, "value.default"), [2], "only where there is no value");
}

#[test]
fn expressions_that_fail() {
    let csv = "userPrincipalName,department\n1@n.example,A > B\n2@n.example,A\n";
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::expression(r#"Item(Split([department], " > "), 2)"#, "title"),
    ]);
    assert_eq!(rows(csv, &set, "value.failed"), [2], "there is no second item");
}

#[test]
fn odd_organisations() {
    let csv = "userPrincipalName,companyName,extensionAttribute1,department\n\
               1@n.example,Nordwind,Technology,IT\n\
               2@n.example,Nordwind,Technology,IT\n\
               3@n.example,Nordwind,Technology,I.T.\n\
               4@n.example,Nordwind,Finance,IT\n\
               5@n.example,Nordwind,,Sales\n\
               6@n.example,Nordwind,Finance,\n";
    let set = table(vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("companyName", ORGANIZATION),
        Mapping::direct("extensionAttribute1", DIVISION),
        Mapping::direct("department", DEPARTMENT),
    ]);
    assert_eq!(rows(csv, &set, "organisation.twins"), [3], "the rarer spelling");
    assert_eq!(rows(csv, &set, "organisation.two_divisions"), [4], "outside the commonest one");
    assert_eq!(rows(csv, &set, "organisation.level_empty"), [5, 6], "a level is empty");
}
