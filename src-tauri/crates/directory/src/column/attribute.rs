//! The source attributes of a user as Entra's provisioning names them, and the names that exports
//! give to the same thing.
//!
//! Provisioning and Microsoft Graph name some attributes differently (`physicalDeliveryOfficeName`
//! is Graph's `officeLocation`); Microsoft's provisioning samples and the Graph reference of the
//! user resource are the sources. The portal's own labels ("First name", "ZIP or postal code") are
//! those of its bulk template ("Bulk create users"); "Enabled" and "SID" are those of Get-ADUser.
//!
//! The headings of the Microsoft 365 admin centre's "Export users" are in no documentation of Microsoft's.
//! The English ones ("Block credential", "Title", "Phone number", "Country/Region" or "CountryOrRegion",
//! "Proxy addresses" joined by a plus) are as published scripts and test data that read such files have
//! them; of the German ones this is so for two, and the others are our translation. What scripts call a
//! column ("Email address", "Account status", "Sign-in status") is our choice, and so is that an alternate
//! e-mail address is one of `otherMails`.

/// What kind of value an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeKind {
    /// A text.
    Text,
    /// `True` or `False`.
    Boolean,
    /// A text where Graph has several: the first of them.
    FirstOf,
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
    /// Other names of it in exports: their letters and digits, in lower case.
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
    Text "userPrincipalName" ["upn", "benutzerprinzipalname"];
    Text "displayName" ["anzeigename"];
    Text "givenName" ["firstname", "vorname"];
    Text "surname" ["lastname", "nachname"];
    Text "mail" ["email", "emailaddress", "emailadresse"];
    Text "mailNickname" ["alias"];
    Text "jobTitle" ["title", "titel"];
    Text "department" ["abteilung"];
    Text "companyName" ["company"];
    Text "employeeId" [];
    Text "objectId" ["id", "objektid"];
    Text "originalUserPrincipalName" [];
    Boolean "IsSoftDeleted" [];
    Boolean "accountEnabled" ["enabled", "accountstatus", "signinstatus"];
    Text "preferredLanguage" ["bevorzugtesprache"];
    Text "usageLocation" ["verwendungsstandort"];
    Text "streetAddress" ["street", "straße"];
    Text "city" ["ort"];
    Text "state" ["stateorprovince", "stateprovince", "bundeslandkanton"];
    Text "postalCode" ["ziporpostalcode", "zip", "zipcode", "postleitzahl"];
    Text "country" ["countryorregion", "countryregion", "landregion"];
    Text "physicalDeliveryOfficeName" ["officelocation", "office", "büro"];
    FirstOf "telephoneNumber" ["businessphones", "officephone", "businessphone", "phonenumber", "phone", "telefonnummer"];
    Text "mobile" ["mobilephone", "mobiltelefon"];
    Text "facsimileTelephoneNumber" ["faxnumber", "fax"];
    Reference "manager" ["managerid"];
    List "proxyAddresses" ["proxyadressen"];
    List "otherMails" ["alternateemailaddress", "alternateemailaddresses", "alternativeemailadresse"];
    List "appRoleAssignments" [];
    Boolean "dirSyncEnabled" ["onpremisessyncenabled", "directorysynced", "onpremisessync"];
    Text "onPremisesSecurityIdentifier" ["sid"];
    Text "onPremisesSamAccountName" ["samaccountname"];
    Text "onPremisesUserPrincipalName" [];
    Text "onPremisesDistinguishedName" ["distinguishedname"];
    Text "userType" [];
    Text "employeeType" [];
    Text "employeeHireDate" [];
    Text "employeeLeaveDateTime" [];
    Text "employeeOrgData.division" [];
    Text "employeeOrgData.costCenter" [];
    Text "extensionAttribute1" ["onpremisesextensionattributesextensionattribute1"];
    Text "extensionAttribute2" ["onpremisesextensionattributesextensionattribute2"];
    Text "extensionAttribute3" ["onpremisesextensionattributesextensionattribute3"];
    Text "extensionAttribute4" ["onpremisesextensionattributesextensionattribute4"];
    Text "extensionAttribute5" ["onpremisesextensionattributesextensionattribute5"];
    Text "extensionAttribute6" ["onpremisesextensionattributesextensionattribute6"];
    Text "extensionAttribute7" ["onpremisesextensionattributesextensionattribute7"];
    Text "extensionAttribute8" ["onpremisesextensionattributesextensionattribute8"];
    Text "extensionAttribute9" ["onpremisesextensionattributesextensionattribute9"];
    Text "extensionAttribute10" ["onpremisesextensionattributesextensionattribute10"];
    Text "extensionAttribute11" ["onpremisesextensionattributesextensionattribute11"];
    Text "extensionAttribute12" ["onpremisesextensionattributesextensionattribute12"];
    Text "extensionAttribute13" ["onpremisesextensionattributesextensionattribute13"];
    Text "extensionAttribute14" ["onpremisesextensionattributesextensionattribute14"];
    Text "extensionAttribute15" ["onpremisesextensionattributesextensionattribute15"];
};

/// Returns Microsoft Graph's name of a source attribute.
pub(crate) fn graph_name(attribute: &str) -> &str {
    match attribute {
        "objectId" => "id",
        "physicalDeliveryOfficeName" => "officeLocation",
        "telephoneNumber" => "businessPhones",
        "mobile" => "mobilePhone",
        "facsimileTelephoneNumber" => "faxNumber",
        "dirSyncEnabled" => "onPremisesSyncEnabled",
        name if name.starts_with("extensionAttribute") => "onPremisesExtensionAttributes",
        name => name.strip_prefix("employeeOrgData.").map_or(name, |_| "employeeOrgData"),
    }
}

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

/// Returns whether `name` is a custom security attribute as Graph has it, in a set:
/// `customSecurityAttributes.Engineering.Project`.
pub fn is_custom_security_attribute(name: &str) -> bool {
    let rest = name.split_once('.').filter(|(kind, _)| is_custom_security(kind));
    rest.and_then(|(_, rest)| rest.split_once('.'))
        .is_some_and(|(set, attribute)| !set.is_empty() && !attribute.is_empty())
}

/// Returns whether a key holds the sets of custom security attributes.
pub(crate) fn is_custom_security(key: &str) -> bool {
    key.eq_ignore_ascii_case("customSecurityAttributes")
}

/// As many bytes as any word for true or false has, or more.
const LONGEST_BOOLEAN: usize = 32;

/// What stands in a column of a boolean attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BooleanWord {
    /// Yes or no, to whatever the column asks.
    Answer(bool),
    /// Enabled or not, whatever the column asks: "Sign-in: blocked" and "Blocked: blocked" are one.
    State(bool),
}

/// Reads a boolean as exports write it, also after Excel has translated it.
pub(crate) fn read_boolean(text: &str) -> Option<BooleanWord> {
    const TRUE: &[&str] = &[
        "true",
        "1",
        "yes",
        "ja",
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
        "false", "0", "no", "nein", "falsch", "faux", "falso", "onwaar", "usann", "falsk",
        "falskt", "fałsz", "epätosi",
    ];
    const ENABLED: &[&str] =
        &["enabled", "active", "allowed", "sign-in allowed", "aktiviert", "zugelassen"];
    const DISABLED: &[&str] = &[
        "disabled",
        "inactive",
        "blocked",
        "sign-in blocked",
        "deaktiviert",
        "blockiert",
        "gesperrt",
    ];
    match text {
        "True" => return Some(BooleanWord::Answer(true)),
        "False" => return Some(BooleanWord::Answer(false)),
        _ => {}
    }
    let text = text.trim();
    // The words are short, and a text may be of any length.
    if text.len() > LONGEST_BOOLEAN {
        return None;
    }
    let text = text.to_lowercase();
    let words = [
        (TRUE, BooleanWord::Answer(true)),
        (FALSE, BooleanWord::Answer(false)),
        (ENABLED, BooleanWord::State(true)),
        (DISABLED, BooleanWord::State(false)),
    ];
    words.into_iter().find(|(words, _)| words.contains(&text.as_str())).map(|(_, word)| word)
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
            ("True", Some(BooleanWord::Answer(true))),
            ("FALSE", Some(BooleanWord::Answer(false))),
            ("WAHR", Some(BooleanWord::Answer(true))),
            ("FAUX", Some(BooleanWord::Answer(false))),
            ("USANN", Some(BooleanWord::Answer(false))),
            ("Blocked", Some(BooleanWord::State(false))),
            (" enabled ", Some(BooleanWord::State(true))),
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
