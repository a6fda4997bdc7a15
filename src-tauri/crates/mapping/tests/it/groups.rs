//! The groups that a vendor would make.

use footbridge_mapping::{Mapping, MappingSet, Rules, VendorGroups};

use crate::support::{context, directory};

const COUNTRY: &str = r#"addresses[type eq "work"].country"#;
const PEOPLE: &str = "userPrincipalName,country\n\
    a@n.example,Norway\n\
    b@n.example,Sweden\n\
    c@n.example,Norway\n\
    d@n.example,\n\
    e@n.example,norway\n";

fn groups(mappings: Vec<Mapping>, grouped_by: Option<&str>) -> Option<VendorGroups> {
    let rules = Rules { grouped_by: grouped_by.map(str::to_owned), ..Rules::default() };
    let set = MappingSet::new(mappings, rules, "the vendor");
    VendorGroups::new(&directory(PEOPLE), &set, &context())
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
