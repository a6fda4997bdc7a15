//! The mapping table of a profile: Entra's own, with what the vendor takes out, replaces and adds.

use std::sync::LazyLock;

use footbridge_mapping::{Mapping, ProfileMapping};
use serde::Deserialize;

use crate::format::{Base, MappingSection};

/// The mappings that Entra gives a new non-gallery application.
///
/// From three independent public copies of the portal's table; Entra publishes none. The
/// application's own page is the truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntraDefaults {
    /// Users: 22 mappings.
    pub users: Vec<Mapping>,
    /// Groups: 3 mappings.
    pub groups: Vec<Mapping>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DefaultsFile {
    users: Vec<ProfileMapping>,
    groups: Vec<ProfileMapping>,
}

#[expect(clippy::expect_used, reason = "the table is compiled in and covered by a test")]
static DEFAULTS: LazyLock<EntraDefaults> = LazyLock::new(|| {
    let file: DefaultsFile =
        toml::from_str(include_str!("../guide/entra-defaults.toml")).expect("the table is valid");
    let rows = |written: Vec<ProfileMapping>| -> Vec<Mapping> {
        written.into_iter().map(|row| row.try_into().expect("each row has one source")).collect()
    };
    EntraDefaults { users: rows(file.users), groups: rows(file.groups) }
});

/// Returns the mappings that Entra gives a new non-gallery application.
pub fn entra_defaults() -> &'static EntraDefaults {
    &DEFAULTS
}

/// Returns the table that a profile's mappings start from.
pub(crate) fn base(section: &MappingSection) -> &'static [Mapping] {
    match section.extends {
        Some(Base::EntraDefaults) => &entra_defaults().users,
        None => &[],
    }
}

/// Returns a profile's table. Entries that the reader refuses are left out.
pub(crate) fn resolve(section: &MappingSection) -> Vec<Mapping> {
    let mapping = |written: &ProfileMapping| Mapping::try_from(written.clone()).ok();
    let replacement = |target: &str| {
        section.replace.iter().find(|written| written.target == target).and_then(mapping)
    };
    base(section)
        .iter()
        .filter(|row| !section.remove.contains(&row.target))
        .map(|row| replacement(&row.target).unwrap_or_else(|| row.clone()))
        .chain(section.add.iter().filter_map(mapping))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entra_has_twenty_two_mappings_of_users_and_three_of_groups() {
        let defaults = entra_defaults();
        assert_eq!((defaults.users.len(), defaults.groups.len()), (22, 3), "as in the portal");
        let known = footbridge_mapping::targets::TARGETS;
        for row in &defaults.users {
            let target = known.iter().find(|target| target.name == row.target);
            assert_eq!(
                target.map(|target| target.default_source),
                Some(row.source.text()),
                "{} agrees with the catalogue of targets",
                row.target
            );
        }
        let in_catalogue = known.iter().filter(|target| !target.default_source.is_empty()).count();
        assert_eq!(in_catalogue, 22, "and the catalogue has no other");
    }

    #[test]
    fn rows_are_taken_out_replaced_in_place_and_added_at_the_end() {
        let section: MappingSection = toml::from_str(
            r#"
            extends = "entraDefaults"
            remove = ["displayName"]
            replace = [{ direct = "mail", target = "userName", matching = 1 }]
            add = [{ direct = "usageLocation", target = "timezone" }]
            "#,
        )
        .unwrap();
        let table = resolve(&section);
        assert_eq!(table.len(), 22, "one out, one in");
        assert_eq!(table.first().map(|row| row.source.text()), Some("mail"), "in its old place");
        assert_eq!(table.last().map(|row| row.target.as_str()), Some("timezone"), "at the end");
        assert!(table.iter().all(|row| row.target != "displayName"), "taken out");
    }
}
