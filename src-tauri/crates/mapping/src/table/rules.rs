//! What a vendor's profile demands of the mapping table, and what Entra itself demands.
//!
//! Entra's own rules are from its documentation of attribute mappings: one mapping a target, `id`
//! is never mapped, matching precedences count from 1 without gaps.

use footbridge_finding::{Finding, Language};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::code::TableCode;
use crate::table::mapping::Mapping;
use crate::table::targets::{self, TargetCheck};

/// A vendor's demands on the mapping table. Empty rules demand nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// When given: exactly these targets are wanted; custom extension attributes are only noted.
    pub exact: Option<Vec<String>>,
    /// When given: only this target may be a matching attribute, with precedence 1.
    pub matching_only: Option<String>,
    /// Targets that must be mapped and must have a value for every user.
    pub required: Vec<String>,
    /// When given: the vendor can make a group of the people who share this target's value.
    pub grouped_by: Option<String>,
}

impl Rules {
    /// Returns whether the vendor accepts a target. A custom extension attribute is accepted: the
    /// profile cannot know which fields a customer has made at the vendor.
    pub fn accepts(&self, target: &str) -> bool {
        self.exact.is_none() || self.exact_has(target) || targets::is_extension(target)
    }

    /// Returns whether the vendor itself demands that a target is mapped; a profile asks for more than
    /// that where it begins with Entra's defaults.
    pub(crate) fn demands(&self, target: &str) -> bool {
        self.exact_has(target) || self.required.iter().any(|required| required == target)
    }

    /// Returns what is wrong with one mapping alone; the most serious thing only.
    pub(crate) fn check_mapping(
        &self,
        mapping: &Mapping,
        vendor: &str,
        language: &Language,
    ) -> Option<Finding> {
        let target = mapping.target.as_str();
        let finding = |code: TableCode, more: &[(&str, &str)]| {
            let mut parameters = vec![("target", target), ("vendor", vendor)];
            parameters.extend_from_slice(more);
            Some(code.finding(language, &parameters))
        };
        let unknown = match targets::check(target) {
            TargetCheck::ReadOnly => return finding(TableCode::TargetReadOnly, &[]),
            TargetCheck::Unsupported => return finding(TableCode::TargetUnsupported, &[]),
            TargetCheck::MalformedExtension => return finding(TableCode::ExtensionName, &[]),
            TargetCheck::Unknown { suggestion } => Some(suggestion),
            TargetCheck::Known(_) | TargetCheck::Extension => None,
        };
        if !self.accepts(target) {
            return finding(TableCode::NotAccepted, &[]);
        }
        if let (Some(only), Some(_)) = (self.matching_only.as_deref(), mapping.matching)
            && only != target
        {
            return finding(TableCode::MatchOnly, &[("only", only)]);
        }
        if let Some(suggestion) = unknown {
            let mut finding = finding(TableCode::TargetUnknown, &[])?;
            finding.evidence = suggestion.map(str::to_owned);
            return Some(finding);
        }
        if self.exact.is_some() && !self.exact_has(target) {
            return finding(TableCode::CustomField, &[]);
        }
        if mapping.default_if_null.as_deref().is_some_and(|default| !default.is_empty()) {
            return finding(TableCode::DefaultOnce, &[]);
        }
        None
    }

    /// Returns what is wrong with the table as a whole.
    pub(crate) fn check_table(
        &self,
        mappings: &[&Mapping],
        vendor: &str,
        language: &Language,
    ) -> Vec<Finding> {
        let mapped = |target: &str| mappings.iter().any(|mapping| mapping.target == target);
        let missing = |wanted: &[String], code: TableCode| -> Option<Finding> {
            let missing: Vec<String> = wanted
                .iter()
                .filter(|target| !mapped(target))
                .map(|target| format!("“{target}”"))
                .collect();
            if missing.is_empty() {
                return None;
            }
            Some(code.finding(
                language,
                &[
                    ("targets", &missing.join(", ")),
                    ("vendor", vendor),
                    ("count", &wanted.len().to_string()),
                ],
            ))
        };
        let mut findings = Vec::new();
        findings
            .extend(missing(self.exact.as_deref().unwrap_or_default(), TableCode::MissingTarget));
        let required: Vec<String> =
            self.required.iter().filter(|target| !self.exact_has(target)).cloned().collect();
        findings.extend(missing(&required, TableCode::RequiredMissing));
        findings.extend(self.check_matching(mappings, vendor, language));
        findings
    }

    fn exact_has(&self, target: &str) -> bool {
        self.exact.as_ref().is_some_and(|exact| exact.iter().any(|other| other == target))
    }

    fn check_matching(
        &self,
        mappings: &[&Mapping],
        vendor: &str,
        language: &Language,
    ) -> Option<Finding> {
        let mut precedences: Vec<u32> =
            mappings.iter().filter_map(|mapping| mapping.matching).collect();
        precedences.sort_unstable();
        if let Some(only) = &self.matching_only {
            let first = mappings
                .iter()
                .any(|mapping| mapping.target == *only && mapping.matching == Some(1));
            if !first {
                let parameters = [("only", only.as_str()), ("vendor", vendor)];
                return Some(TableCode::MatchWanted.finding(language, &parameters));
            }
        }
        if precedences.is_empty() {
            return Some(TableCode::NoMatch.finding(language, &[]));
        }
        let in_order = precedences.iter().zip(1..).all(|(found, wanted)| *found == wanted);
        (!in_order).then(|| {
            let found: Vec<String> = precedences.iter().map(u32::to_string).collect();
            TableCode::MatchPrecedence.finding(language, &[("found", &found.join(", "))])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORK_EMAIL: &str = r#"emails[type eq "work"].value"#;

    fn safe() -> (Rules, Vec<Mapping>) {
        let mappings = vec![
            Mapping::direct("userPrincipalName", "userName"),
            Mapping::expression(
                r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
                "active",
            ),
            Mapping::direct("mail", WORK_EMAIL).matched(1),
            Mapping::direct("country", r#"addresses[type eq "work"].country"#),
            Mapping::direct("jobTitle", "title"),
            Mapping::direct("department", targets::DEPARTMENT),
        ];
        let rules = Rules {
            grouped_by: None,
            exact: Some(mappings.iter().map(|mapping| mapping.target.clone()).collect()),
            matching_only: Some(WORK_EMAIL.to_owned()),
            required: vec![WORK_EMAIL.to_owned()],
        };
        (rules, mappings)
    }

    fn codes(rules: &Rules, mappings: &[Mapping]) -> Vec<String> {
        let rows: Vec<&Mapping> = mappings.iter().collect();
        let english = Language::ENGLISH;
        rules
            .check_table(&rows, "SAFE", &english)
            .into_iter()
            .chain(rows.iter().filter_map(|row| rules.check_mapping(row, "SAFE", &english)))
            .map(|finding| finding.code)
            .collect()
    }

    #[test]
    fn the_six_mappings_of_safe_pass() {
        let (rules, mappings) = safe();
        assert_eq!(codes(&rules, &mappings), [""; 0], "they are what SAFE asks for");
    }

    #[test]
    fn what_safe_does_not_want_is_said() {
        let (rules, mappings) = safe();
        let without_title: Vec<_> =
            mappings.iter().filter(|mapping| mapping.target != "title").cloned().collect();
        let mut with_name = mappings.clone();
        with_name.push(Mapping::direct("displayName", "displayName"));
        let custom =
            "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:postalCode";
        let mut with_custom = mappings.clone();
        with_custom.push(Mapping::direct("postalCode", custom));
        let mut custom_matches = mappings.clone();
        custom_matches.push(Mapping::direct("postalCode", custom).matched(2));
        let mut with_organization = mappings.clone();
        with_organization.push(Mapping::direct("companyName", targets::ORGANIZATION));
        let mut both_match = mappings.clone();
        both_match[0].matching = Some(2);
        let mut name_matches = mappings.clone();
        name_matches[0].matching = Some(1);
        name_matches[2].matching = None;
        for (mappings, expected, reason) in [
            (without_title, vec!["mapping.missing_target"], "one too few"),
            (with_name, vec!["mapping.not_accepted"], "one too many"),
            (
                with_organization,
                vec!["mapping.not_accepted"],
                "the enterprise extension is not custom",
            ),
            (with_custom, vec!["mapping.custom_field"], "a field of the customer's own is noted"),
            (
                custom_matches,
                vec!["mapping.match_only"],
                "a field of the customer's own must not match",
            ),
            (both_match, vec!["mapping.match_only"], "two match"),
            (name_matches, vec!["mapping.match_wanted", "mapping.match_only"], "the wrong one"),
        ] {
            assert_eq!(codes(&rules, &mappings), expected, "{reason}");
        }
    }

    #[test]
    fn entras_own_rules() {
        let name = || Mapping::direct("userPrincipalName", "userName");
        let none = Rules::default();
        let mail = Rules { required: vec![WORK_EMAIL.to_owned()], ..Rules::default() };
        for (rules, mappings, expected, reason) in [
            (&none, vec![name()], vec!["mapping.no_match"], "nothing matches"),
            (&none, vec![name().matched(2)], vec!["mapping.match_precedence"], "1 is missing"),
            (
                &none,
                vec![name().matched(1), Mapping::direct("objectId", "externalId").matched(1)],
                vec!["mapping.match_precedence"],
                "twice 1",
            ),
            (
                &none,
                vec![name().matched(1), Mapping::direct("objectId", "externalId").matched(2)],
                vec![],
                "1 and 2",
            ),
            (
                &none,
                vec![name().matched(1), Mapping::direct("objectId", "id")],
                vec!["mapping.target_read_only"],
                "id",
            ),
            (&mail, vec![name().matched(1)], vec!["mapping.required_missing"], "Keepnet's mail"),
        ] {
            assert_eq!(codes(rules, &mappings), expected, "{reason}");
        }
    }
}
