//! What the admin must add, change and delete to get from Entra's mapping table to the wanted one.

use footbridge_mapping::{Mapping, targets};

/// The rows in which a wanted table differs from the table that Entra starts with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Differences {
    /// Entra's table.
    start: Vec<Mapping>,
    /// The wanted table.
    pub(crate) all: Vec<Mapping>,
    /// Wanted rows whose target Entra does not map.
    pub(crate) added: Vec<Mapping>,
    /// Wanted rows that differ from Entra's row of the same target.
    pub(crate) changed: Vec<Mapping>,
    /// Entra's rows that are not wanted.
    pub(crate) removed: Vec<Mapping>,
    /// Wanted rows of custom extension attributes.
    pub(crate) custom: Vec<Mapping>,
}

impl Differences {
    /// Compares `wanted` with `start`, by target.
    pub(crate) fn between(start: &[Mapping], wanted: &[Mapping]) -> Differences {
        let of = |table: &[Mapping], target: &str| -> Option<Mapping> {
            table.iter().find(|mapping| mapping.target == target).cloned()
        };
        let select = |keep: &dyn Fn(&Mapping) -> bool| -> Vec<Mapping> {
            wanted.iter().filter(|mapping| keep(mapping)).cloned().collect()
        };
        Differences {
            start: start.to_vec(),
            all: wanted.to_vec(),
            added: select(&|mapping| of(start, &mapping.target).is_none()),
            changed: select(&|mapping| {
                of(start, &mapping.target).is_some_and(|default| default != *mapping)
            }),
            removed: start
                .iter()
                .filter(|mapping| of(wanted, &mapping.target).is_none())
                .cloned()
                .collect(),
            custom: select(&|mapping| targets::is_extension(&mapping.target)),
        }
    }

    /// Returns whether Entra's table matches users by `target`.
    pub(crate) fn matched_at_first(&self, target: &str) -> bool {
        self.start.iter().any(|row| row.target == target && row.matching.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_in_its_place() {
        let start = [
            Mapping::direct("userPrincipalName", "userName").matched(1),
            Mapping::direct("mobile", r#"phoneNumbers[type eq "mobile"].value"#),
            Mapping::direct("jobTitle", "title"),
        ];
        let wanted = [
            Mapping::direct("mail", "userName").matched(1),
            Mapping::direct("jobTitle", "title"),
            Mapping::direct("companyName", targets::ORGANIZATION),
            Mapping::direct("a", "urn:ietf:params:scim:schemas:extension:Own:2.0:User:field"),
        ];
        let differences = Differences::between(&start, &wanted);
        let sources = |rows: &[Mapping]| -> Vec<String> {
            rows.iter().map(|row| row.source.text().to_owned()).collect()
        };
        assert_eq!(sources(&differences.added), ["companyName", "a"], "targets Entra has not");
        assert_eq!(sources(&differences.changed), ["mail"], "the same target, another source");
        assert_eq!(sources(&differences.removed), ["mobile"], "a row that is not wanted");
        assert_eq!(sources(&differences.custom), ["a"], "a custom extension");
    }
}
