//! The groups that a vendor would make.

use footbridge_mapping::{
    Evaluator, Mapping, MappingTable, PeopleQuery, Rules, Scope, SentValue, VendorGroups,
};

use crate::support::{context, directory, preview};

const COUNTRY: &str = r#"addresses[type eq "work"].country"#;
const PEOPLE: &str = "userPrincipalName,country\n\
    a@n.example,Norway\n\
    b@n.example,Sweden\n\
    c@n.example,Norway\n\
    d@n.example,\n\
    e@n.example,norway\n";

fn groups(mappings: Vec<Mapping>, grouped_by: Option<&str>) -> Option<VendorGroups> {
    let rules = Rules { grouped_by: grouped_by.map(str::to_owned), ..Rules::default() };
    let set = MappingTable::new(mappings, rules, "the vendor");
    let (directory, context) = (directory(PEOPLE), context());
    VendorGroups::new(&Evaluator::new(&directory, &set, &context), set.rules())
}

fn shape(groups: &VendorGroups) -> (Vec<(&str, u32)>, u32) {
    let all = groups.groups.iter().map(|group| (group.name.as_str(), group.count));
    (all.collect(), groups.without)
}

#[test]
fn people_who_share_a_value_are_a_group() {
    let direct = Mapping::direct("country", COUNTRY);
    let upper = Mapping::expression("ToUpper([country], )", COUNTRY);
    let both = Mapping::expression("Append([country], [userPrincipalName])", COUNTRY);
    for (mappings, expected, why) in [
        (vec![direct], (vec![("Norway", 2), ("Sweden", 1), ("norway", 1)], 1), "as it is sent"),
        (vec![upper], (vec![("NORWAY", 3), ("SWEDEN", 1)], 1), "after the expression"),
        (vec![], (vec![], 5), "without a mapping nobody is in a group"),
    ] {
        let groups = groups(mappings, Some(COUNTRY)).unwrap();
        assert_eq!(shape(&groups), expected, "{why}");
    }
    let each = groups(vec![both], Some(COUNTRY)).unwrap();
    let people: u32 = each.groups.iter().map(|group| group.count).sum();
    assert_eq!(people + each.without, 5, "counts add up");
    assert_eq!(groups(vec![], None), None, "a vendor that does not group");
}

#[test]
fn the_people_of_a_group_are_listed() {
    let rules = Rules { grouped_by: Some(COUNTRY.to_owned()), ..Rules::default() };
    let scope = Scope::Having { attribute: "country".into(), value: "norway".into() };
    let upper = Mapping::expression("ToUpper([country], )", COUNTRY);
    for (mapping, scope, groups) in [
        (
            Mapping::direct("country", COUNTRY),
            Scope::Everybody,
            &[
                (Some("Norway"), &[1, 3][..]),
                (Some("Sweden"), &[2]),
                (Some("norway"), &[5]),
                (None, &[4]),
                (Some("Denmark"), &[]),
            ][..],
        ),
        (upper, scope, &[(Some("NORWAY"), &[1, 3, 5]), (Some("SWEDEN"), &[]), (None, &[])]),
        (Mapping::direct("city", "locality"), Scope::Everybody, &[(None, &[1, 2, 3, 4, 5])]),
    ] {
        let set = MappingTable::new(vec![mapping], rules.clone(), "the vendor");
        let (directory, context) = (directory(PEOPLE), context());
        let evaluator = Evaluator::new(&directory, &set, &context).within(&scope);
        let (preview, arising) =
            (preview(&evaluator, &rules), VendorGroups::new(&evaluator, &rules).unwrap());
        for (value, rows) in groups {
            let sent = SentValue { target: COUNTRY.into(), value: value.map(str::to_owned) };
            let query = PeopleQuery { sent: Some(sent), limit: 9, ..Default::default() };
            let page = preview.people(&evaluator, &query);
            let found: Vec<u32> = page.people.iter().map(|person| person.row).collect();
            assert_eq!(found, *rows, "{value:?}");
            let counted = match value {
                Some(name) => {
                    let group = arising.groups.iter().find(|group| group.name == *name);
                    group.map_or(0, |group| group.count)
                }
                None => arising.without,
            };
            assert_eq!(counted, page.total, "{value:?}: as many as the group says");
        }
    }
}
