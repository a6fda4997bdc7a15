//! The form in which a person writes a mapping in a vendor profile.
//!
//! ```toml
//! [[mappings]]
//! direct = "mail"              # or constant = "…", or expression = "…"
//! target = "userName"
//! matching = 1
//! ```
//!
//! Target and expression are checked by the profile's reader, which can name the line.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::table::mapping::{Apply, Mapping, Source};

/// A mapping as written in a profile: exactly one of `direct`, `constant` and `expression`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileMapping {
    /// The source attribute of a direct mapping, such as `mail`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct: Option<String>,
    /// The text of a constant mapping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// The expression of an expression mapping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The SCIM attribute that receives the value.
    pub target: String,
    /// Sent instead of an empty value when the user is created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// `always` (left out) or `onCreation`.
    #[serde(default, skip_serializing_if = "is_always")]
    pub apply: Apply,
    /// The matching precedence, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matching: Option<u32>,
}

fn is_always(apply: &Apply) -> bool {
    *apply == Apply::Always
}

/// A written mapping that has no source, or more than one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileMappingError {
    /// None of the three source keys is there.
    #[error("the mapping to `{target}` needs one of `direct`, `constant` and `expression`")]
    NoSource {
        /// The mapping's target.
        target: String,
    },
    /// More than one of the three source keys is there.
    #[error("the mapping to `{target}` has more than one of `direct`, `constant` and `expression`")]
    SeveralSources {
        /// The mapping's target.
        target: String,
    },
}

impl TryFrom<ProfileMapping> for Mapping {
    type Error = ProfileMappingError;

    fn try_from(written: ProfileMapping) -> Result<Self, Self::Error> {
        let source = match (written.direct, written.constant, written.expression) {
            (Some(attribute), None, None) => Source::Direct { attribute },
            (None, Some(value), None) => Source::Constant { value },
            (None, None, Some(text)) => Source::Expression { text },
            (None, None, None) => {
                return Err(ProfileMappingError::NoSource { target: written.target });
            }
            _ => return Err(ProfileMappingError::SeveralSources { target: written.target }),
        };
        Ok(Mapping {
            source,
            target: written.target,
            default_if_null: written.default,
            apply: written.apply,
            matching: written.matching,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Mapping {
        let written: ProfileMapping = toml::from_str(toml).unwrap();
        written.try_into().unwrap()
    }

    #[test]
    fn the_three_kinds_are_read() {
        assert_eq!(
            read("direct = 'mail'\ntarget = 'userName'\nmatching = 1"),
            Mapping::direct("mail", "userName").matched(1),
            "a direct mapping"
        );
        assert_eq!(
            read("expression = 'ToLower([mail], )'\ntarget = 'externalId'"),
            Mapping::expression("ToLower([mail], )", "externalId"),
            "an expression"
        );
        let constant =
            read("constant = 'x'\ntarget = 'title'\ndefault = 'y'\napply = 'onCreation'");
        assert_eq!(constant.source, Source::Constant { value: "x".into() }, "a constant");
        assert_eq!(constant.default_if_null.as_deref(), Some("y"), "its default");
        assert_eq!(constant.apply, Apply::OnCreation, "its moment");
    }

    #[test]
    fn none_or_two_sources_are_refused() {
        let none: ProfileMapping = toml::from_str("target = 'title'").unwrap();
        assert_eq!(
            Mapping::try_from(none),
            Err(ProfileMappingError::NoSource { target: "title".into() }),
            "a mapping needs a source"
        );
        let two: ProfileMapping =
            toml::from_str("target = 'title'\ndirect = 'a'\nconstant = 'b'").unwrap();
        assert_eq!(
            Mapping::try_from(two),
            Err(ProfileMappingError::SeveralSources { target: "title".into() }),
            "two sources contradict each other"
        );
    }
}
