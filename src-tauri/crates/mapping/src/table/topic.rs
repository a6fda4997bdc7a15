//! What a target is about, and the table's rows in groups of it: in the order in which one reads them.

use serde::{Deserialize, Serialize};

use super::mapping::Mapping;
use super::mapping_table::MappingTable;
use super::targets::{DIVISION, ORGANIZATION};

/// What a target of users is about. Which attribute belongs where is our choice; the attributes are
/// those of RFC 7643 §4.1 and, for the organisation, of its enterprise extension in §4.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// Who somebody is: names, the keys that they are found by, whether the account is active.
    Identity,
    /// How and where somebody is reached, and in which language.
    Contact,
    /// Where somebody stands: levels, title, manager, cost centre.
    Organisation,
    /// What the vendor has defined itself.
    Custom,
}

/// The rows of the table that are about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RowGroup {
    /// What they are about.
    pub topic: Topic,
    /// Their ids, in the table's order.
    pub rows: Vec<u32>,
}

/// Returns what a target is about.
pub(crate) fn topic(target: &str) -> Topic {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
    if target.starts_with(enterprise) {
        return Topic::Organisation;
    }
    if target.starts_with("urn:") {
        return Topic::Custom;
    }
    match target.split(['.', '[']).next().unwrap_or(target) {
        "emails" | "phoneNumbers" | "addresses" | "ims" | "preferredLanguage" | "locale"
        | "timezone" => Topic::Contact,
        "title" | "userType" | "roles" => Topic::Organisation,
        _ => Topic::Identity,
    }
}

impl MappingTable {
    /// Returns the rows in groups. The organisation comes first for a vendor that shows levels: one
    /// whose own table fills a level above the department, which Entra's defaults do not (our choice).
    pub(crate) fn groups(&self) -> Vec<RowGroup> {
        let above = |mapping: &Mapping| [ORGANIZATION, DIVISION].contains(&&*mapping.target);
        let mut order = vec![Topic::Identity, Topic::Contact, Topic::Custom];
        let place = if self.profile().iter().any(above) { 0 } else { 2 };
        order.insert(place, Topic::Organisation);
        let rows_of = |topic_of_group: Topic| {
            let rows =
                self.rows().iter().filter(|row| topic(&row.mapping.target) == topic_of_group);
            RowGroup { topic: topic_of_group, rows: rows.map(|row| row.id).collect() }
        };
        order.into_iter().map(rows_of).filter(|group| !group.rows.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::rules::Rules;
    use crate::table::targets::{DEPARTMENT, TARGETS};

    #[test]
    fn each_target_has_its_topic() {
        let cases = [
            ("userName", Topic::Identity),
            ("name.givenName", Topic::Identity),
            ("externalId", Topic::Identity),
            (r#"emails[type eq "work"].value"#, Topic::Contact),
            (r#"addresses[type eq "work"].country"#, Topic::Contact),
            ("title", Topic::Organisation),
            (DEPARTMENT, Topic::Organisation),
            ("urn:ietf:params:scim:schemas:extension:Own:2.0:User:b", Topic::Custom),
            ("", Topic::Identity),
        ];
        for (target, expected) in cases {
            assert_eq!(topic(target), expected, "{target}");
        }
        let custom = TARGETS.iter().filter(|target| topic(target.name) == Topic::Custom);
        assert_eq!(custom.count(), 0, "Entra's own targets are nobody's own");
    }

    #[test]
    fn organisation_is_first_where_the_vendor_shows_levels() {
        let direct = Mapping::direct;
        let usual = vec![
            direct("userPrincipalName", "userName"),
            direct("department", DEPARTMENT),
            direct("displayName", "displayName"),
        ];
        let levels = [usual.clone(), vec![direct("companyName", ORGANIZATION)]].concat();
        let groups = |profile: Vec<Mapping>| {
            let table = MappingTable::new(profile, Rules::default(), "Nordwind");
            table.groups().into_iter().map(|it| (it.topic, it.rows)).collect::<Vec<_>>()
        };
        let identity = (Topic::Identity, vec![1, 3]);
        let organisation = |rows: &[u32]| (Topic::Organisation, rows.to_vec());
        assert_eq!(groups(usual), [identity.clone(), organisation(&[2])], "Entra's defaults");
        assert_eq!(groups(levels), [organisation(&[2, 4]), identity], "a level above");
        assert_eq!(groups(Vec::new()), [], "no rows, no groups");
    }
}
