//! The SCIM attributes that Entra's mapping page offers as targets of users.
//!
//! From Entra's SCIM documentation ("Customize user provisioning attribute-mappings"), Microsoft's
//! SCIM reference code and RFC 7643 §4. Entra publishes no complete list; this is the offline one.

use footbridge_finding::nearest;

/// How a target's value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// A text.
    Text,
    /// `True` or `False`.
    Boolean,
    /// A list of values; one mapping fills it whole.
    List,
    /// Another user, by reference.
    Reference,
}

/// One target of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Its name, exactly as the portal writes it.
    pub name: &'static str,
    /// How its value is sent.
    pub kind: TargetKind,
    /// The source that Entra maps to it by default, as the portal shows it; empty when none.
    pub default_source: &'static str,
}

/// The level above department: `…enterprise:2.0:User:organization`.
pub const ORGANIZATION: &str =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization";
/// The level between organization and department: `…enterprise:2.0:User:division`.
pub const DIVISION: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division";
/// The department: `…enterprise:2.0:User:department`.
pub const DEPARTMENT: &str =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";

/// The levels of an organisation from the top: their names, and the targets that fill them.
pub const LEVELS: [(&str, &str); 3] =
    [("organization", ORGANIZATION), ("division", DIVISION), ("department", DEPARTMENT)];

macro_rules! targets {
    ($($kind:ident $name:expr => $default:expr;)*) => {
        &[$(Target { name: $name, kind: TargetKind::$kind, default_source: $default },)*]
    };
}

/// Every target that Footbridge offers, the usual ones first.
pub const TARGETS: &[Target] = targets! {
    Text "userName" => "userPrincipalName";
    Boolean "active" => r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
    Text "displayName" => "displayName";
    Text "title" => "jobTitle";
    Text r#"emails[type eq "work"].value"# => "mail";
    Text "preferredLanguage" => "preferredLanguage";
    Text "name.givenName" => "givenName";
    Text "name.familyName" => "surname";
    Text "name.formatted" => r#"Join(" ", [givenName], [surname])"#;
    Text DEPARTMENT => "department";
    Text DIVISION => "";
    Text ORGANIZATION => "";
    Text "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" => "employeeId";
    Text "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter" => "";
    Reference "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" => "manager";
    Text "externalId" => "mailNickname";
    Text "nickName" => "";
    Text "locale" => "";
    Text "timezone" => "";
    Text "userType" => "";
    Text "profileUrl" => "";
    Text "name.middleName" => "";
    Text "name.honorificPrefix" => "";
    Text "name.honorificSuffix" => "";
    Text r#"addresses[type eq "work"].formatted"# => "physicalDeliveryOfficeName";
    Text r#"addresses[type eq "work"].streetAddress"# => "streetAddress";
    Text r#"addresses[type eq "work"].locality"# => "city";
    Text r#"addresses[type eq "work"].region"# => "state";
    Text r#"addresses[type eq "work"].postalCode"# => "postalCode";
    Text r#"addresses[type eq "work"].country"# => "country";
    Boolean r#"addresses[type eq "work"].primary"# => "";
    Text r#"phoneNumbers[type eq "work"].value"# => "telephoneNumber";
    Text r#"phoneNumbers[type eq "mobile"].value"# => "mobile";
    Text r#"phoneNumbers[type eq "fax"].value"# => "facsimileTelephoneNumber";
    Text r#"phoneNumbers[type eq "home"].value"# => "";
    Text r#"phoneNumbers[type eq "other"].value"# => "";
    Text r#"phoneNumbers[type eq "pager"].value"# => "";
    Text r#"emails[type eq "home"].value"# => "";
    Text r#"emails[type eq "other"].value"# => "";
    Text r#"addresses[type eq "home"].formatted"# => "";
    Text r#"addresses[type eq "home"].streetAddress"# => "";
    Text r#"addresses[type eq "home"].locality"# => "";
    Text r#"addresses[type eq "home"].region"# => "";
    Text r#"addresses[type eq "home"].postalCode"# => "";
    Text r#"addresses[type eq "home"].country"# => "";
    Boolean r#"addresses[type eq "home"].primary"# => "";
    Text r#"addresses[type eq "other"].formatted"# => "";
    Text r#"addresses[type eq "other"].streetAddress"# => "";
    Text r#"addresses[type eq "other"].locality"# => "";
    Text r#"addresses[type eq "other"].region"# => "";
    Text r#"addresses[type eq "other"].postalCode"# => "";
    Text r#"addresses[type eq "other"].country"# => "";
    Boolean r#"addresses[type eq "other"].primary"# => "";
    Text r#"roles[primary eq "True"].value"# => "";
    Text r#"roles[primary eq "True"].display"# => "";
    Text r#"roles[primary eq "True"].type"# => "";
    List "roles" => "";
};

/// What is known of a target's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetCheck {
    /// It is in the catalogue.
    Known(&'static Target),
    /// It is a well-formed custom extension attribute of a user.
    Extension,
    /// It is `id`, which the vendor gives and Entra's documentation says never to map.
    ReadOnly,
    /// It is `entitlements` or `photos`, which Entra does not provision.
    Unsupported,
    /// It looks like a custom extension attribute, but Entra would refuse to export its form.
    MalformedExtension,
    /// It is not known; with the nearest known name, if one is near.
    Unknown {
        /// The known name that was probably meant.
        suggestion: Option<&'static str>,
    },
}

/// Returns what is known of the target `name`. Names are compared exactly, as the portal does.
pub fn check(name: &str) -> TargetCheck {
    if let Some(target) = TARGETS.iter().find(|target| target.name == name) {
        return TargetCheck::Known(target);
    }
    match name {
        "id" => TargetCheck::ReadOnly,
        "entitlements" | "photos" => TargetCheck::Unsupported,
        _ => match meant(name) {
            // A slip in a known URN is more likely than a wish for a custom extension.
            Some(suggestion) if suggestion.eq_ignore_ascii_case(name) => {
                TargetCheck::Unknown { suggestion: Some(suggestion) }
            }
            _ if is_extension(name) => TargetCheck::Extension,
            None if name.starts_with("urn:") => TargetCheck::MalformedExtension,
            suggestion => TargetCheck::Unknown { suggestion },
        },
    }
}

/// Returns whether `name` has Entra's form of a custom extension attribute:
/// `urn:ietf:params:scim:schemas:extension:<Name>:2.0:User:<attribute>`.
///
/// Which characters the two parts may hold is not documented; letters and digits, and in the
/// attribute also `_` and `-`, are our choice.
pub fn is_extension(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("urn:ietf:params:scim:schemas:extension:") else {
        return false;
    };
    let Some((extension, attribute)) = rest.split_once(":2.0:User:") else {
        return false;
    };
    let mut attribute_bytes = attribute.bytes();
    extension != "enterprise"
        && !extension.is_empty()
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && attribute_bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && attribute_bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Returns the catalogue's name that is meant by `name`, when it is near enough to be a slip.
fn meant(name: &str) -> Option<&'static str> {
    // `department` alone is how people write the long URN.
    let ending = format!(":{}", name.to_lowercase());
    let names = || TARGETS.iter().map(|target| target.name);
    names().find(|known| known.to_lowercase().ends_with(&ending)).or_else(|| nearest(name, names()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_name_is_told_apart() {
        let cases = [
            ("id", TargetCheck::ReadOnly, "never map id"),
            ("entitlements", TargetCheck::Unsupported, "Entra does not provision it"),
            (
                "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:Vector",
                TargetCheck::Extension,
                "SAFE's custom field",
            ),
            (
                "urn:ietf:params:scim:schemas:extension:Custom Name:2.0:User:Vector",
                TargetCheck::MalformedExtension,
                "a space cannot be exported",
            ),
            ("username", TargetCheck::Unknown { suggestion: Some("userName") }, "the case differs"),
            (
                "emails[type eq 'work'].value",
                TargetCheck::Unknown { suggestion: Some(r#"emails[type eq "work"].value"#) },
                "single quotes",
            ),
            ("department", TargetCheck::Unknown { suggestion: Some(DEPARTMENT) }, "the short name"),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organisation",
                TargetCheck::Unknown { suggestion: Some(ORGANIZATION) },
                "British spelling",
            ),
            ("shoeSize", TargetCheck::Unknown { suggestion: None }, "nothing is near"),
        ];
        for (name, expected, reason) in cases {
            assert_eq!(check(name), expected, "{reason}");
        }
        assert!(matches!(check("userName"), TargetCheck::Known(_)), "a catalogue name");
    }

    #[test]
    fn names_are_listed_once() {
        for (index, target) in TARGETS.iter().enumerate() {
            let first = TARGETS.iter().position(|other| other.name == target.name);
            assert_eq!(first, Some(index), "{} is listed once", target.name);
        }
    }
}
