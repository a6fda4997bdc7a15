//! The stable codes of all findings of this crate, with severity and words.

use std::sync::LazyLock;

use footbridge_finding::{Finding, Language, Severity, Texts, codes};

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../../texts/en.toml"))]));

codes! {
    /// What is found about people.
    pub enum PeopleCode {
        /// A matching attribute has no value.
        MatchEmpty = "match.empty", Error;
        /// A matching value belongs to several people.
        MatchDuplicate = "match.duplicate", Error;
        /// A target that the vendor requires has no value.
        RequiredEmpty = "required.empty", Error;
        /// A value could not be computed.
        ValueFailed = "value.failed", Error;
        /// A matching value holds characters that Entra cannot filter by.
        MatchCharacters = "match.characters", Warning;
        /// A value for an e-mail target is no e-mail address.
        EmailInvalid = "email.invalid", Warning;
        /// Two names of one level look like spellings of the same.
        OrganisationTwins = "organisation.twins", Warning;
        /// One department lies under two divisions.
        OrganisationTwoDivisions = "organisation.two_divisions", Info;
        /// The organisation has too many units for their names to be compared.
        OrganisationNotCompared = "organisation.not_compared", Info;
        /// A level has no value.
        OrganisationLevelEmpty = "organisation.level_empty", Info;
        /// A default is sent for want of a value.
        ValueDefault = "value.default", Info;
        /// A guest.
        UserGuest = "user.guest", Info;
        /// A disabled account.
        UserDisabled = "user.disabled", Info;
        /// An account without an e-mail address.
        UserNoMail = "user.no_mail", Info;
    }
}

codes! {
    /// What is foreseen of the whole.
    pub enum ForecastCode {
        /// So many people fail that Entra slows the job down.
        Quarantine = "forecast.quarantine", Warning;
    }
}

codes! {
    /// What is found about the levels of the organisation.
    pub enum LevelCode {
        /// One attribute holds a whole chain of them.
        Chain = "levels.chain", Info;
    }
}

codes! {
    /// What is found about the mapping table.
    pub enum TableCode {
        /// `id` is mapped.
        TargetReadOnly = "mapping.target_read_only", Error;
        /// Entra does not provision this target.
        TargetUnsupported = "mapping.target_unsupported", Error;
        /// The custom extension attribute does not have Entra's form.
        ExtensionName = "mapping.extension_name", Error;
        /// Two rows fill one target.
        TargetTwice = "mapping.target_twice", Error;
        /// The vendor does not accept this target.
        NotAccepted = "mapping.not_accepted", Error;
        /// The vendor wants a target that is not mapped.
        MissingTarget = "mapping.missing_target", Error;
        /// A required target is not mapped.
        RequiredMissing = "mapping.required_missing", Error;
        /// The vendor matches by another target.
        MatchOnly = "mapping.match_only", Error;
        /// The vendor's matching target does not match with precedence 1.
        MatchWanted = "mapping.match_wanted", Error;
        /// No target matches.
        NoMatch = "mapping.no_match", Error;
        /// Two targets have the same precedence, or one is skipped.
        MatchPrecedence = "mapping.match_precedence", Error;
        /// The target is not in Entra's usual list.
        TargetUnknown = "mapping.target_unknown", Warning;
        /// A custom extension attribute beside the vendor's own list.
        CustomField = "mapping.custom_field", Info;
        /// The default of a mapping that also applies to changes is only used on creation.
        DefaultOnce = "mapping.default_once", Info;
    }
}

codes! {
    /// What is found in a mapping's source.
    pub enum SourceCode {
        /// There is no source.
        SourceEmpty = "source.empty", Error;
        /// Entra spells the attribute with other capitals.
        AttributeCase = "source.attribute_case", Error;
        /// It is the name that Microsoft Graph or an export has for the attribute.
        OtherName = "source.other_name", Error;
        /// It asks for a property of another user, to whom the attribute points.
        ReferenceFollowed = "source.reference_followed", Error;
        /// Roles are mapped without the function that makes values of them.
        RolesDirect = "source.roles_direct", Warning;
        /// The attribute is not known.
        AttributeUnknown = "source.attribute_unknown", Warning;
        /// The file does not have the attribute.
        NotInFile = "source.not_in_file", Info;
    }
}

codes! {
    /// What is answered to a request that cannot be met.
    pub enum RequestCode {
        /// The mapping is not there any more.
        UnknownRow = "mapping.unknown_row", Error;
        /// There is no such person in the file.
        UnknownPerson = "preview.unknown_person", Error;
        /// The preview was stopped.
        Cancelled = "preview.cancelled", Info;
    }
}

codes! {
    /// What is found in Entra's schema JSON.
    pub enum SchemaCode {
        /// The text is not JSON.
        NotJson = "schema.not_json", Error;
        /// The JSON holds no synchronization schema.
        NotASchema = "schema.not_a_schema", Error;
        /// The document was cut when it was written.
        Cut = "schema.cut", Error;
        /// The schema does not map users to SCIM users.
        NoUserMapping = "schema.no_user_mapping", Error;
        /// The schema maps users to SCIM users more than once.
        SeveralUserMappings = "schema.several_user_mappings", Error;
        /// A property does not have the documented shape.
        UnknownShape = "schema.unknown_shape", Error;
        /// The mapping of users is turned off.
        Disabled = "schema.disabled", Warning;
        /// A scoping filter leaves people out.
        Scoped = "schema.scoped", Info;
        /// A part of the scoping filter cannot be evaluated.
        FilterUnknown = "schema.filter_unknown", Warning;
        /// Entra does not create, update or delete.
        ActionsOff = "schema.actions_off", Info;
    }
}

codes! {
    /// What differs between the mappings that are configured in Entra and those that are wanted.
    pub enum DifferenceCode {
        /// A wanted target is not mapped.
        Missing = "difference.missing", Error;
        /// A target is mapped that the vendor does not accept.
        Unwanted = "difference.unwanted", Error;
        /// People are matched in another way.
        Matching = "difference.matching", Error;
        /// The value comes from elsewhere.
        Source = "difference.source", Warning;
        /// The default differs.
        Default = "difference.default", Info;
        /// It is applied at another time.
        Apply = "difference.apply", Info;
        /// A target is mapped beside the wanted ones.
        Extra = "difference.extra", Info;
    }
}

/// Gives codes their words.
macro_rules! in_words {
    ($($name:ident)*) => {
        $(impl $name {
            /// Returns the finding in words.
            pub(crate) fn finding(self, language: &Language, parameters: &[(&str, &str)]) -> Finding {
                TEXTS.finding(self.as_str(), self.severity(), language, parameters)
            }
        })*
    };
}

in_words! { PeopleCode ForecastCode LevelCode TableCode SourceCode RequestCode SchemaCode DifferenceCode }

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
            .map(|code| code.as_str())
            .chain(ForecastCode::ALL.iter().map(|code| code.as_str()))
            .chain(LevelCode::ALL.iter().map(|code| code.as_str()))
            .chain(TableCode::ALL.iter().map(|code| code.as_str()))
            .chain(SourceCode::ALL.iter().map(|code| code.as_str()))
            .chain(RequestCode::ALL.iter().map(|code| code.as_str()))
            .chain(SchemaCode::ALL.iter().map(|code| code.as_str()))
            .chain(DifferenceCode::ALL.iter().map(|code| code.as_str()))
            .chain(WORDS.iter().copied())
            .collect();
        assert_eq!(texts, codes, "texts/en.toml and the codes agree");
    }
}
