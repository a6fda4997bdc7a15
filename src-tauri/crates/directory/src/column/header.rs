//! What the name of a column says that it holds.
//!
//! Only letters and digits count: PowerShell writes `DisplayName` where Graph writes `displayName`, the
//! portal "Display name", and a script `display_name`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::attribute::{ATTRIBUTES, AttributeKind, SourceAttribute};

/// What a column's name says that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) attribute: &'static SourceAttribute,
    pub(crate) claim: Claim,
}

/// How a name claims to be an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It is a name of it.
    Sure,
    /// It is one where nothing else is.
    ForWantOfAnother,
    /// It is a name of the opposite.
    Opposite,
}

/// Names of the opposite of a boolean. "Block credential" is the Microsoft 365 admin centre's (see
/// `attribute`), "Block sign in" that of Entra's templates; the others are our choice.
const OPPOSITES: [(&str, &str); 9] = [
    ("blockcredential", "accountEnabled"),
    ("anmeldeinformationenblockieren", "accountEnabled"),
    ("signinblocked", "accountEnabled"),
    ("blocksignin", "accountEnabled"),
    ("isdisabled", "accountEnabled"),
    ("isblocked", "accountEnabled"),
    ("accountdisabled", "accountEnabled"),
    ("disabled", "accountEnabled"),
    ("blocked", "accountEnabled"),
];

/// Parts of names that say that an account is not enabled, in the languages of the Nordic countries,
/// English, German, French, Spanish, Italian and Dutch. Our choice.
const OPPOSITE_PARTS: [&str; 21] = [
    "disabled",
    "blocked",
    "inactive",
    "suspended",
    "deactivated",
    "gesperrt",
    "deaktiviert",
    "inaktiv",
    "blockiert",
    "désactivé",
    "bloqué",
    "inactif",
    "deshabilitad",
    "bloquead",
    "inactiv",
    "disabilitat",
    "bloccat",
    "uitgeschakeld",
    "geblokkeerd",
    "deaktivert",
    "sperret",
];

/// Get-ADUser's `Name` is what Active Directory calls the object, mostly the person's name;
/// `userDisplayName` stands in Graph's reports of users. The others are what scripts say, our choice.
const FOR_WANT_OF_ANOTHER: [(&str, &str); 6] = [
    ("name", "displayName"),
    ("fullname", "displayName"),
    ("userdisplayname", "displayName"),
    ("active", "accountEnabled"),
    ("isactive", "accountEnabled"),
    ("isenabled", "accountEnabled"),
];

/// In so many rows the header of a table is looked for. Our choice.
pub(crate) const TITLE_ROWS: usize = 20;
/// So many known attributes make a row below a title the header. Our choice.
pub(crate) const SURE_OF_HEADER: usize = 2;

/// More letters than any known name has.
const LONGEST_NAME: usize = 100;

/// Returns what a column or JSON key of this name holds, if it is a known attribute.
pub(crate) fn named(header: &str) -> Option<Named> {
    static KNOWN: LazyLock<HashMap<String, Named>> = LazyLock::new(known);
    let (label, name) = labelled(header);
    let Some(named) = name.and_then(|name| KNOWN.get(&folded(name))) else {
        return KNOWN.get(&folded(header)).copied();
    };
    // "Block sign in (Yes/No) [accountEnabled] Required", as Entra's template for creating users has it,
    // asks for the opposite of the attribute that it names: "No" makes an account that is enabled.
    let is_opposite =
        named.attribute.kind == AttributeKind::Boolean && folded(label).starts_with("block");
    Some(if is_opposite { Named { claim: Claim::Opposite, ..*named } } else { *named })
}

/// Takes the headings of Entra's templates for bulk operations apart: "Name [displayName] Required".
fn labelled(header: &str) -> (&str, Option<&str>) {
    match header.split_once('[') {
        Some((label, rest)) => (label, rest.split_once(']').map(|(name, _)| name)),
        None => (header, None),
    }
}

/// Returns whether a column of this name holds passwords, which have no place here.
pub(crate) fn is_password(header: &str) -> bool {
    let (_, name) = labelled(header);
    let is_one = |name: &str| {
        let name = folded(name);
        PASSWORDS.contains(&name.as_str()) || name.starts_with("passwordprofile")
    };
    name.is_some_and(is_one) || is_one(header)
}

const PASSWORDS: [&str; 4] = ["password", "initialpassword", "kennwort", "passwort"];

/// Returns how many of these columns hold a known attribute.
pub(crate) fn known_among<'h>(headers: impl Iterator<Item = &'h str>) -> usize {
    headers.filter(|header| named(header).is_some()).count()
}

/// The shortest name that says something as a part of another: "mail", "city".
const SHORTEST_PART: usize = 4;

/// Returns the attribute that a column of an unknown name may hold: one name is the other with a slip of
/// the keyboard or a word more ("Work e-mail", "Departement"). Our choice.
pub(crate) fn near(header: &str) -> Option<&'static str> {
    let wanted = folded(header);
    let letters = wanted.chars().count();
    let names = ATTRIBUTES.iter().flat_map(|it| {
        let all = it.headers.iter().map(|name| (*name).to_owned());
        all.chain([folded(it.name)]).map(|name| (name, it.name))
    });
    let distance = |name: &str| -> Option<usize> {
        let most = if letters < 5 { 0 } else { 1 + letters / 8 };
        // As many slips as letters are missing there are at least, and a file may have many columns.
        let missing = name.chars().count().abs_diff(letters);
        let slips = if missing > most { missing } else { strsim::osa_distance(name, &wanted) };
        let is_part =
            name.len() >= SHORTEST_PART && (wanted.starts_with(name) || wanted.ends_with(name));
        match slips {
            slips if slips <= most => Some(slips),
            _ if is_part => Some(most + letters.saturating_sub(name.chars().count())),
            _ => None,
        }
    };
    let near = names.filter_map(|(name, attribute)| Some((distance(&name)?, attribute)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, attribute)| attribute)
}

/// Returns whether the name of a column of an unknown name may be that of the opposite of
/// `accountEnabled`.
pub(crate) fn says_opposite(header: &str) -> bool {
    let name = folded(header);
    OPPOSITE_PARTS.iter().any(|part| name.contains(part))
}

/// Returns the source attribute that a column or JSON key of this name holds, if it is a known one.
pub fn of_header(header: &str) -> Option<&'static SourceAttribute> {
    named(header).filter(|it| it.claim != Claim::Opposite).map(|it| it.attribute)
}

/// Returns the attribute that an admin names for a column, and whether the column holds its opposite:
/// `!accountEnabled`.
pub fn chosen(attribute: &str) -> (&str, bool) {
    match attribute.strip_prefix('!').map(str::trim) {
        Some(name) if is_boolean(name) => (name, true),
        _ => (attribute, false),
    }
}

/// Returns whether an attribute is true or false.
pub(crate) fn is_boolean(name: &str) -> bool {
    let is_it = |it: &SourceAttribute| it.name == name && it.kind == AttributeKind::Boolean;
    ATTRIBUTES.iter().any(is_it)
}

fn known() -> HashMap<String, Named> {
    let mut known = HashMap::new();
    for attribute in ATTRIBUTES {
        let sure = Named { attribute, claim: Claim::Sure };
        known.insert(folded(attribute.name), sure);
        known.extend(attribute.headers.iter().map(|name| ((*name).to_owned(), sure)));
        let others = OPPOSITES.iter().map(|it| (it, Claim::Opposite));
        let others =
            others.chain(FOR_WANT_OF_ANOTHER.iter().map(|it| (it, Claim::ForWantOfAnother)));
        let others = others.filter(|((_, name), _)| *name == attribute.name);
        known.extend(
            others.map(|((name, _), claim)| ((*name).to_owned(), Named { attribute, claim })),
        );
    }
    known
}

/// Returns the letters and digits of a name in lower case; no known name is longer than what is read.
pub(crate) fn folded(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric()).take(LONGEST_NAME);
    letters.flat_map(char::to_lowercase).collect()
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
            ("EmployeeOrgData.Division", Some("employeeOrgData.division"), "PowerShell"),
            ("employee_org_data_cost_center", Some("employeeOrgData.costCenter"), "a script"),
            ("On-Premises Sam Account Name", Some("onPremisesSamAccountName"), "a script"),
            ("display_name", Some("displayName"), "underscores"),
            ("Name [displayName] Required", Some("displayName"), "a bulk template"),
            ("User name [userPrincipalName] Required", Some("userPrincipalName"), "another"),
            ("Country/Region", Some("country"), "the Microsoft 365 admin centre"),
            ("Objekt-ID", Some("objectId"), "in German"),
            ("Büro", Some("physicalDeliveryOfficeName"), "a letter beyond ASCII"),
            ("is_enabled", Some("accountEnabled"), "a script, for want of another"),
            ("Full name", Some("displayName"), "a script, for want of another"),
            ("Block credential", None, "not the attribute, but its opposite"),
            ("ageGroup", None, "no source attribute is known for it"),
            ("", None, "nothing"),
        ];
        for (header, expected, reason) in cases {
            assert_eq!(of_header(header).map(|found| found.name), expected, "{reason}");
        }
    }

    #[test]
    fn a_name_that_is_near_is_proposed() {
        for (header, expected) in [
            ("Work e-mail", Some("mail")),
            ("Departement", Some("department")),
            ("E-Mail-Adr.", Some("mail")),
            ("Department name", Some("department")),
            ("Employee number ID", None),
            ("Jobtitel", Some("jobTitle")),
            ("Primary user principal name", Some("userPrincipalName")),
            ("Licensed", None),
            ("When created", None),
            ("Rolle", None),
            ("", None),
        ] {
            assert_eq!(near(header), expected, "{header}");
        }
    }

    #[test]
    fn the_name_of_the_opposite_is_told_in_several_languages() {
        for (header, expected) in [
            ("Is disabled?", true),
            ("Konto deaktiviert", true),
            ("Gesperrt (J/N)", true),
            ("Compte désactivé", true),
            ("Sperret konto", true),
            ("Active", false),
            ("Aktiviert", false),
            ("Department", false),
            ("", false),
        ] {
            assert_eq!(says_opposite(header), expected, "{header}");
        }
    }

    #[test]
    fn a_label_may_ask_for_the_opposite() {
        for (header, claim) in [
            ("Block sign in (Yes/No) [accountEnabled] Required", Claim::Opposite),
            ("Block credential", Claim::Opposite),
            ("Active [accountEnabled]", Claim::Sure),
            ("Blocked by [department]", Claim::Sure),
        ] {
            assert_eq!(named(header).map(|it| it.claim), Some(claim), "{header}");
        }
    }

    #[test]
    fn every_name_stands_for_one_attribute() {
        let mut seen = HashMap::new();
        for attribute in ATTRIBUTES {
            for name in attribute.headers {
                assert_eq!(folded(name), *name, "{name} is written as it is looked up");
                assert_eq!(seen.insert(*name, attribute.name), None, "{name} is there once");
            }
        }
    }
}
