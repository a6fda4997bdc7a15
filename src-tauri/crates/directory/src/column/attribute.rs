//! The source attributes of a user as Entra's provisioning names them, and the names that exports
//! give to the same thing.
//!
//! Provisioning and Microsoft Graph name some attributes differently (`physicalDeliveryOfficeName`
//! is Graph's `officeLocation`); Microsoft's provisioning samples and the Graph reference of the
//! user resource are the sources. The portal's own labels ("First name", "ZIP or postal code") are
//! those of its bulk template ("Bulk create users").

use std::collections::HashMap;
use std::sync::LazyLock;

/// What kind of value an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeKind {
    /// A text.
    Text,
    /// `True` or `False`.
    Boolean,
    /// Several texts.
    List,
    /// Another user, by object id.
    Reference,
}

/// One source attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceAttribute {
    /// Its name in Entra's mapping page; case-sensitive there.
    pub name: &'static str,
    /// What it holds.
    pub kind: AttributeKind,
    /// Other names of it in exports, in lower case and without blanks.
    pub headers: &'static [&'static str],
}

macro_rules! attributes {
    ($($kind:ident $name:literal $headers:tt;)*) => {
        &[$(SourceAttribute {
            name: $name,
            kind: AttributeKind::$kind,
            headers: &$headers,
        },)*]
    };
}

/// The source attributes that Footbridge knows, the usual ones first.
pub const ATTRIBUTES: &[SourceAttribute] = attributes! {
    Text "userPrincipalName" [];
    Text "displayName" [];
    Text "givenName" ["firstname"];
    Text "surname" ["lastname"];
    Text "mail" [];
    Text "mailNickname" [];
    Text "jobTitle" [];
    Text "department" [];
    Text "companyName" [];
    Text "employeeId" [];
    Text "objectId" ["id"];
    Text "originalUserPrincipalName" [];
    Boolean "IsSoftDeleted" [];
    Boolean "accountEnabled" [];
    Text "preferredLanguage" [];
    Text "usageLocation" [];
    Text "streetAddress" [];
    Text "city" [];
    Text "state" ["stateorprovince"];
    Text "postalCode" ["ziporpostalcode"];
    Text "country" ["countryorregion"];
    Text "physicalDeliveryOfficeName" ["officelocation"];
    Text "telephoneNumber" ["businessphones", "officephone"];
    Text "mobile" ["mobilephone"];
    Text "facsimileTelephoneNumber" ["faxnumber"];
    Reference "manager" ["manager.id"];
    List "proxyAddresses" [];
    List "otherMails" [];
    List "appRoleAssignments" [];
    Boolean "dirSyncEnabled" ["onpremisessyncenabled", "directorysynced"];
    Text "onPremisesSecurityIdentifier" [];
    Text "userType" [];
    Text "extensionAttribute1" ["onpremisesextensionattributes.extensionattribute1"];
    Text "extensionAttribute2" ["onpremisesextensionattributes.extensionattribute2"];
    Text "extensionAttribute3" ["onpremisesextensionattributes.extensionattribute3"];
    Text "extensionAttribute4" ["onpremisesextensionattributes.extensionattribute4"];
    Text "extensionAttribute5" ["onpremisesextensionattributes.extensionattribute5"];
    Text "extensionAttribute6" ["onpremisesextensionattributes.extensionattribute6"];
    Text "extensionAttribute7" ["onpremisesextensionattributes.extensionattribute7"];
    Text "extensionAttribute8" ["onpremisesextensionattributes.extensionattribute8"];
    Text "extensionAttribute9" ["onpremisesextensionattributes.extensionattribute9"];
    Text "extensionAttribute10" ["onpremisesextensionattributes.extensionattribute10"];
    Text "extensionAttribute11" ["onpremisesextensionattributes.extensionattribute11"];
    Text "extensionAttribute12" ["onpremisesextensionattributes.extensionattribute12"];
    Text "extensionAttribute13" ["onpremisesextensionattributes.extensionattribute13"];
    Text "extensionAttribute14" ["onpremisesextensionattributes.extensionattribute14"];
    Text "extensionAttribute15" ["onpremisesextensionattributes.extensionattribute15"];
};

/// Returns the source attribute that a column or JSON key of this name holds, if it is a known one.
///
/// Names are compared without regard to case and white space: PowerShell writes `DisplayName` where
/// Graph writes `displayName` and the portal "Display name".
pub fn of_header(header: &str) -> Option<&'static SourceAttribute> {
    static KNOWN: LazyLock<HashMap<String, &SourceAttribute>> = LazyLock::new(|| {
        let names = |it: &'static SourceAttribute| {
            let all = it.headers.iter().chain([&it.name]);
            all.map(move |name| (name.to_ascii_lowercase(), it))
        };
        ATTRIBUTES.iter().flat_map(names).collect()
    });
    // No name is longer, blanks between its letters apart.
    let letters = header.split_whitespace().flat_map(str::chars).take(LONGEST_NAME);
    KNOWN.get(&letters.map(|letter| letter.to_ascii_lowercase()).collect::<String>()).copied()
}

/// More letters than any known name has.
const LONGEST_NAME: usize = 100;

/// Returns whether `name` is a directory extension, such as `extension_<application id>_costUnit`.
pub fn is_directory_extension(name: &str) -> bool {
    name.strip_prefix("extension_").and_then(|rest| rest.split_once('_')).is_some_and(
        |(application, attribute)| {
            application.len() == 32
                && application.bytes().all(|byte| byte.is_ascii_hexdigit())
                && !attribute.is_empty()
        },
    )
}

/// As many bytes as any word for true or false has, or more.
const LONGEST_BOOLEAN: usize = 32;

/// Reads a boolean as exports write it, also after Excel has translated it.
pub(crate) fn read_boolean(text: &str) -> Option<bool> {
    const TRUE: &[&str] = &[
        "true",
        "1",
        "yes",
        "wahr",
        "vrai",
        "verdadero",
        "verdadeiro",
        "vero",
        "waar",
        "sann",
        "sand",
        "sant",
        "prawda",
        "tosi",
    ];
    const FALSE: &[&str] = &[
        "false", "0", "no", "falsch", "faux", "falso", "onwaar", "usann", "falsk", "falskt",
        "fałsz", "epätosi",
    ];
    match text {
        "True" => return Some(true),
        "False" => return Some(false),
        _ => {}
    }
    let text = text.trim();
    // The words are short, and a text may be of any length.
    if text.len() > LONGEST_BOOLEAN {
        return None;
    }
    let text = text.to_lowercase();
    if TRUE.contains(&text.as_str()) {
        Some(true)
    } else if FALSE.contains(&text.as_str()) {
        Some(false)
    } else {
        None
    }
}

/// Returns where `#EXT#` stands in a user principal name, in capitals or not.
pub fn external_mark(user_principal_name: &str) -> Option<usize> {
    // Nearly nobody has one.
    let bytes = user_principal_name.as_bytes();
    let is_mark = |at: &usize| {
        bytes.get(*at..*at + 5).is_some_and(|part| part.eq_ignore_ascii_case(b"#EXT#"))
    };
    memchr::memchr_iter(b'#', bytes).find(is_mark)
}

/// Returns a guest's user principal name as provisioning sees it, or `None` for anybody else.
///
/// Entra's documentation ("B2B (guest) users"): `alias_theirdomain#EXT#@yourdomain` becomes
/// `alias@theirdomain`. A domain holds no underscore, so the last one stands for the `@`.
pub(crate) fn guest_alias(user_principal_name: &str) -> Option<String> {
    let at = external_mark(user_principal_name)?;
    let alias = user_principal_name.get(..at)?;
    Some(match alias.rsplit_once('_') {
        Some((local, domain)) if !alias.contains('@') => format!("{local}@{domain}"),
        _ => alias.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_each_export_find_their_attribute() {
        let cases = [
            ("id", Some("objectId"), "Graph and the newer portal"),
            ("objectId", Some("objectId"), "the portal's documentation"),
            (" OfficeLocation ", Some("physicalDeliveryOfficeName"), "PowerShell, with blanks"),
            ("User principal name", Some("userPrincipalName"), "the portal's label"),
            ("FIRST NAME", Some("givenName"), "the portal's label, in capitals"),
            ("ZIP or postal code", Some("postalCode"), "the portal's label"),
            ("mobilePhone", Some("mobile"), "Graph"),
            ("BusinessPhones", Some("telephoneNumber"), "PowerShell"),
            ("directorySynced", Some("dirSyncEnabled"), "the portal"),
            (
                "onPremisesExtensionAttributes.extensionAttribute7",
                Some("extensionAttribute7"),
                "Graph",
            ),
            ("ExtensionAttribute12", Some("extensionAttribute12"), "a calculated column"),
            ("ageGroup", None, "no source attribute is known for it"),
        ];
        for (header, expected, reason) in cases {
            assert_eq!(of_header(header).map(|found| found.name), expected, "{reason}");
        }
    }

    #[test]
    fn guests_lose_the_external_part() {
        let cases = [
            (
                "ola_fjord.example#EXT#@nordwind.onmicrosoft.com",
                Some("ola@fjord.example"),
                "a guest",
            ),
            (
                "ola_b_fjord.example#ext#@n.example",
                Some("ola_b@fjord.example"),
                "the last underscore",
            ),
            ("kari@nordwind.example", None, "a member"),
            ("ola@fjord.example#EXT#@n.example", Some("ola@fjord.example"), "an @ is left alone"),
        ];
        for (name, expected, reason) in cases {
            assert_eq!(guest_alias(name).as_deref(), expected, "{reason}");
        }
    }

    #[test]
    fn booleans_are_read_in_any_office_language() {
        for (text, expected) in [
            ("True", Some(true)),
            ("FALSE", Some(false)),
            ("WAHR", Some(true)),
            ("FAUX", Some(false)),
            ("USANN", Some(false)),
            ("perhaps", None),
            ("", None),
        ] {
            assert_eq!(read_boolean(text), expected, "`{text}`");
        }
    }

    #[test]
    fn a_directory_extension_has_its_application() {
        assert!(
            is_directory_extension("extension_0123456789abcdef0123456789abcdef_costUnit"),
            "the application id without dashes"
        );
        assert!(!is_directory_extension("extension_costUnit"), "no application id");
    }
}
