//! Where in what is saved a secret stands, in words.

use footbridge_finding::{Language, fill};

use crate::words::{PlaceWords, words};

/// Where in a record, a schema or a text a secret stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretPlace {
    /// The tenant URL, in whichever part of it.
    TenantUrl,
    /// The constant that is sent for a target.
    Constant {
        /// The target, such as `title`.
        target: String,
    },
    /// What is sent for a target where the source is empty.
    Default {
        /// The target.
        target: String,
    },
    /// The expression for a target.
    Expression {
        /// The target.
        target: String,
    },
    /// The source attribute for a target.
    Attribute {
        /// The target.
        target: String,
    },
    /// Anything else about a mapping: its target's name, what is said about it.
    Mapping {
        /// The target, with the secret masked.
        target: String,
    },
    /// The name of the users' file.
    UsersFile,
    /// What was found about people.
    People,
    /// A name in the organisation.
    Organisation,
    /// What the connection test found.
    Connection,
    /// What the proof found.
    Proof,
    /// A step in the portal.
    PortalStep,
    /// The vendor's name, the identity provider's, or what is known of the token.
    Profile,
    /// A field of a schema that is there for credentials.
    Credential {
        /// The field's name.
        field: String,
    },
    /// Anywhere else in a schema.
    Schema,
    /// Anywhere in a text.
    Text,
}

impl SecretPlace {
    /// Returns the place in words, and what to change.
    pub(crate) fn words(&self, language: &Language) -> (String, String) {
        let places = &words(language).places;
        let (PlaceWords { name, fix }, value) = match self {
            SecretPlace::TenantUrl => (&places.tenant_url, ""),
            SecretPlace::Constant { target } => (&places.constant, target.as_str()),
            SecretPlace::Default { target } => (&places.default, target.as_str()),
            SecretPlace::Expression { target } => (&places.expression, target.as_str()),
            SecretPlace::Attribute { target } => (&places.attribute, target.as_str()),
            SecretPlace::Mapping { target } => (&places.mapping, target.as_str()),
            SecretPlace::UsersFile => (&places.users_file, ""),
            SecretPlace::People => (&places.people, ""),
            SecretPlace::Organisation => (&places.organisation, ""),
            SecretPlace::Connection => (&places.connection, ""),
            SecretPlace::Proof => (&places.proof, ""),
            SecretPlace::PortalStep => (&places.portal_step, ""),
            SecretPlace::Profile => (&places.profile, ""),
            SecretPlace::Credential { field } => (&places.credential, field.as_str()),
            SecretPlace::Schema => (&places.schema, ""),
            SecretPlace::Text => (&places.text, ""),
        };
        let parameters = [("of", value)];
        (fill(name, &parameters), fill(fix, &parameters))
    }
}
