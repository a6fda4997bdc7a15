//! The stable codes of all findings of this crate, with severity and words.

use std::sync::LazyLock;

use footbridge_finding::{Finding, Language, Severity, Texts};

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../../texts/en.toml"))]));

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident: $($(#[$doc:meta])* $variant:ident, $severity:ident, $code:literal;)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// Every code, the most serious first.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// Returns the stable code.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// Returns how much it matters.
            pub fn severity(self) -> Severity {
                match self { $($name::$variant => Severity::$severity,)* }
            }

            /// Returns the finding in words.
            pub(crate) fn finding(
                self,
                language: &Language,
                parameters: &[(&str, &str)],
            ) -> Finding {
                TEXTS.finding(self.code(), self.severity(), language, parameters)
            }
        }
    };
}

codes! {
    /// What is found about people.
    PeopleCode:
    /// A matching attribute has no value.
    MatchEmpty, Error, "match.empty";
    /// A matching value belongs to several people.
    MatchDuplicate, Error, "match.duplicate";
    /// A target that the vendor requires has no value.
    RequiredEmpty, Error, "required.empty";
    /// A value could not be computed.
    ValueFailed, Error, "value.failed";
    /// A matching value holds characters that Entra cannot filter by.
    MatchCharacters, Warning, "match.characters";
    /// A value for an e-mail target is no e-mail address.
    EmailInvalid, Warning, "email.invalid";
    /// Two names of one level look like spellings of the same.
    OrganisationTwins, Warning, "organisation.twins";
    /// One department lies under two divisions.
    OrganisationTwoDivisions, Info, "organisation.two_divisions";
    /// The organisation has too many units for their names to be compared.
    OrganisationNotCompared, Info, "organisation.not_compared";
    /// A level has no value.
    OrganisationLevelEmpty, Info, "organisation.level_empty";
    /// A default is sent for want of a value.
    ValueDefault, Info, "value.default";
    /// A guest.
    UserGuest, Info, "user.guest";
    /// A disabled account.
    UserDisabled, Info, "user.disabled";
    /// An account without an e-mail address.
    UserNoMail, Info, "user.no_mail";
}

codes! {
    /// What is foreseen of the whole.
    ForecastCode:
    /// So many people fail that Entra slows the job down.
    Quarantine, Warning, "forecast.quarantine";
}

codes! {
    /// What is found about the levels of the organisation.
    LevelCode:
    /// One attribute holds a whole chain of them.
    Chain, Info, "levels.chain";
}

codes! {
    /// What is found about the mapping table.
    TableCode:
    /// `id` is mapped.
    TargetReadOnly, Error, "mapping.target_read_only";
    /// Entra does not provision this target.
    TargetUnsupported, Error, "mapping.target_unsupported";
    /// The custom extension attribute does not have Entra's form.
    ExtensionName, Error, "mapping.extension_name";
    /// Two rows fill one target.
    TargetTwice, Error, "mapping.target_twice";
    /// The vendor does not accept this target.
    NotAccepted, Error, "mapping.not_accepted";
    /// The vendor wants a target that is not mapped.
    MissingTarget, Error, "mapping.missing_target";
    /// A required target is not mapped.
    RequiredMissing, Error, "mapping.required_missing";
    /// The vendor matches by another target.
    MatchOnly, Error, "mapping.match_only";
    /// The vendor's matching target does not match with precedence 1.
    MatchWanted, Error, "mapping.match_wanted";
    /// No target matches.
    NoMatch, Error, "mapping.no_match";
    /// Two targets have the same precedence, or one is skipped.
    MatchPrecedence, Error, "mapping.match_precedence";
    /// The target is not in Entra's usual list.
    TargetUnknown, Warning, "mapping.target_unknown";
    /// A custom extension attribute beside the vendor's own list.
    CustomField, Info, "mapping.custom_field";
    /// The default of a mapping that also applies to changes is only used on creation.
    DefaultOnce, Info, "mapping.default_once";
}

codes! {
    /// What is found in a mapping's source.
    SourceCode:
    /// There is no source.
    SourceEmpty, Error, "source.empty";
    /// Entra spells the attribute with other capitals.
    AttributeCase, Error, "source.attribute_case";
    /// It is the name that Microsoft Graph or an export has for the attribute.
    OtherName, Error, "source.other_name";
    /// It asks for a property of another user, to whom the attribute points.
    ReferenceFollowed, Error, "source.reference_followed";
    /// Roles are mapped without the function that makes values of them.
    RolesDirect, Warning, "source.roles_direct";
    /// The attribute is not known.
    AttributeUnknown, Warning, "source.attribute_unknown";
    /// The file does not have the attribute.
    NotInFile, Info, "source.not_in_file";
}

codes! {
    /// What is answered to a request that cannot be met.
    RequestCode:
    /// The mapping is not there any more.
    UnknownRow, Error, "mapping.unknown_row";
    /// There is no such person in the file.
    UnknownPerson, Error, "preview.unknown_person";
    /// The preview was stopped.
    Cancelled, Info, "preview.cancelled";
}

codes! {
    /// What is found in Entra's schema JSON.
    SchemaCode:
    /// The text is not JSON.
    NotJson, Error, "schema.not_json";
    /// The JSON holds no synchronization schema.
    NotASchema, Error, "schema.not_a_schema";
    /// The document was cut when it was written.
    Cut, Error, "schema.cut";
    /// The schema does not map users to SCIM users.
    NoUserMapping, Error, "schema.no_user_mapping";
    /// The schema maps users to SCIM users more than once.
    SeveralUserMappings, Error, "schema.several_user_mappings";
    /// A property does not have the documented shape.
    UnknownShape, Error, "schema.unknown_shape";
    /// The mapping of users is turned off.
    Disabled, Warning, "schema.disabled";
    /// A scoping filter leaves people out.
    Scoped, Info, "schema.scoped";
    /// A part of the scoping filter cannot be evaluated.
    FilterUnknown, Warning, "schema.filter_unknown";
    /// Entra does not create, update or delete.
    ActionsOff, Info, "schema.actions_off";
}

codes! {
    /// What differs between the mappings that are configured in Entra and those that are wanted.
    DifferenceCode:
    /// A wanted target is not mapped.
    Missing, Error, "difference.missing";
    /// A target is mapped that the vendor does not accept.
    Unwanted, Error, "difference.unwanted";
    /// People are matched in another way.
    Matching, Error, "difference.matching";
    /// The value comes from elsewhere.
    Source, Warning, "difference.source";
    /// The default differs.
    Default, Info, "difference.default";
    /// It is applied at another time.
    Apply, Info, "difference.apply";
    /// A target is mapped beside the wanted ones.
    Extra, Info, "difference.extra";
}

/// Returns a short text that is no finding: a label, a reason, a note.
pub(crate) fn words(key: &str, language: &Language, parameters: &[(&str, &str)]) -> String {
    TEXTS.finding(key, Severity::Info, language, parameters).title
}

/// The short texts' keys.
#[cfg(test)]
const WORDS: &[&str] = &[
    "value.manager",
    "outcome.empty",
    "outcome.not_in_file",
    "outcome.empty_attribute",
    "outcome.ignored",
    "function.dialect",
    "proposal.level",
    "proposal.last_level",
    "proposal.level_from_end",
    "proposal.trim",
    "proposal.fallback",
    "proposal.strip_domain",
    "proposal.country_code",
    "proposal.country_name",
    "fact.mail",
    "fact.job",
    "fact.department",
    "fact.company",
    "fact.country",
    "fact.account",
    "fact.guest",
    "fact.disabled",
    "fact.enabled",
    "change.changed",
    "change.added",
    "change.removed",
    "change.reset",
    "change.levels",
    "change.opened",
    "note.default",
    "note.extension",
    "note.reference",
    "note.list",
    "note.organization",
    "note.division",
    "note.source.user_principal_name",
    "note.source.original",
    "note.source.deleted",
    "note.source.list",
    "note.source.reference",
    "note.source.user_type",
    "note.source.enabled",
    "fix.attribute",
    "people.one",
    "people.many",
    "subject.more",
    "subject.similar",
    "subject.divided",
    "subject.divided_more",
    "portal.matching.no",
    "portal.matching.yes",
    "portal.default",
    "portal.default.empty",
    "portal.apply.always",
    "portal.apply.on_creation",
    "chart.people",
    "chart.blank.organization",
    "chart.blank.division",
    "chart.blank.department",
    "chart.blank.unknown",
    "request.find",
    "request.create",
    "request.read",
    "request.change",
    "request.manager",
    "request.delete",
    "request.note.not_created",
    "request.note.no_match",
    "request.note.several_matches",
    "request.note.manager",
    "request.note.nothing",
    "request.note.linked",
    "request.note.not_mapped",
    "request.note.unassigned",
    "request.note.soft_deleted",
    "request.note.hard_deleted",
    "request.note.restored",
    "unsent.cleared",
    "unsent.on_creation",
    "unsent.case_only",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_text_and_every_text_a_code() {
        let texts: BTreeSet<&str> = TEXTS.codes(&Language::ENGLISH).collect();
        let codes: BTreeSet<&str> = PeopleCode::ALL
            .iter()
            .map(|code| code.code())
            .chain(ForecastCode::ALL.iter().map(|code| code.code()))
            .chain(LevelCode::ALL.iter().map(|code| code.code()))
            .chain(TableCode::ALL.iter().map(|code| code.code()))
            .chain(SourceCode::ALL.iter().map(|code| code.code()))
            .chain(RequestCode::ALL.iter().map(|code| code.code()))
            .chain(SchemaCode::ALL.iter().map(|code| code.code()))
            .chain(DifferenceCode::ALL.iter().map(|code| code.code()))
            .chain(WORDS.iter().copied())
            .collect();
        assert_eq!(texts, codes, "texts/en.toml and the codes agree");
    }
}
