//! When a part of the guide is shown.

use super::{Differences, Situation, SituationField};
use crate::format::Conditions;

/// All that conditions look at.
#[derive(Debug)]
pub(crate) struct Circumstances<'a> {
    /// The admin's situation, with `groups` already false where the vendor takes none.
    pub(crate) situation: Situation,
    /// The mapping table compared with Entra's.
    pub(crate) differences: &'a Differences,
    /// The tenant URL of this set-up.
    pub(crate) tenant_url: &'a str,
}

impl Circumstances<'_> {
    /// Returns whether something with these conditions is shown.
    pub(crate) fn show(&self, when: &Conditions, unless: Option<&Conditions>) -> bool {
        self.hold(when) && !unless.is_some_and(|unless| self.hold(unless))
    }

    fn hold(&self, conditions: &Conditions) -> bool {
        let Situation { sso_application, second_application, groups, portal } = self.situation;
        let differences = self.differences;
        [
            (conditions.sso_application, sso_application),
            (conditions.second_application, second_application),
            (conditions.groups, groups),
            (conditions.added_mappings, !differences.added.is_empty()),
            (conditions.changed_mappings, !differences.changed.is_empty()),
            (conditions.removed_mappings, !differences.removed.is_empty()),
            (conditions.custom_mappings, !differences.custom.is_empty()),
            (conditions.scim_flag, self.tenant_url.to_lowercase().contains("aadoptscim062020")),
        ]
        .into_iter()
        .all(|(wanted, is)| wanted.is_none_or(|wanted| wanted == is))
            && conditions.portal.is_none_or(|wanted| wanted == portal)
            && conditions
                .maps
                .as_ref()
                .is_none_or(|target| differences.all.iter().any(|row| row.target == *target))
    }
}

impl Conditions {
    /// Returns the fields of the situation that these conditions look at.
    pub(crate) fn fields(&self) -> impl Iterator<Item = SituationField> {
        [
            self.sso_application.map(|_| SituationField::SsoApplication),
            self.second_application.map(|_| SituationField::SecondApplication),
            self.groups.map(|_| SituationField::Groups),
            self.portal.map(|_| SituationField::Portal),
        ]
        .into_iter()
        .flatten()
    }
}
