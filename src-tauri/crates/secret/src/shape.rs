//! Text that looks like a secret, whoever made it.

use crate::forms;
use crate::words::{self, Mark};

/// What a secret can look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretShape {
    /// Three or five parts in base64, of which the first is a JSON object (RFC 7519, RFC 7516).
    Jwt,
    /// base64 of `x:y`.
    EncodedPair,
    /// 20 characters or more that nobody could remember.
    Opaque,
}

/// A shorter text may be a word, a number or an abbreviation.
const LONG: usize = 20;

/// A shorter word, read as base64, may come out as a pair by chance.
const SHORTEST_PAIR: usize = 12;

/// No token is longer than a request's headers may be.
const LONGEST: usize = 64 * 1024;

/// Tells what kind of secret a single value looks like, with `Bearer` in front of it or without.
///
/// GUIDs, URNs, addresses of mail and web, names in dots or CamelCase, dates, expressions and words
/// are none. This is a judgement of ours: it may miss a secret, and it may take a serial number for
/// one.
pub fn secret_shape(text: &str) -> Option<SecretShape> {
    let text = forms::without_scheme(text).trim_matches(['"', '\'', '`']);
    if text.len() > LONGEST || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    if is_jwt(text) {
        Some(SecretShape::Jwt)
    } else if is_encoded_pair(text) {
        Some(SecretShape::EncodedPair)
    } else {
        is_opaque(text).then_some(SecretShape::Opaque)
    }
}

fn is_jwt(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let header = parts.first().and_then(|header| forms::decoded(header));
    matches!(parts.len(), 3 | 5)
        && parts.iter().all(|part| part.bytes().all(is_base64_of_urls))
        && header.is_some_and(|header| header.trim_start().starts_with("{\""))
}

fn is_encoded_pair(text: &str) -> bool {
    let is_pair = |pair: &str| {
        let halves =
            pair.split_once(':').filter(|(one, other)| !one.is_empty() && !other.is_empty());
        halves.is_some() && !pair.contains(char::is_whitespace)
    };
    text.len() >= SHORTEST_PAIR && forms::decoded(text).is_some_and(|pair| is_pair(&pair))
}

fn is_base64_of_urls(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_=".contains(&byte)
}

fn is_opaque(text: &str) -> bool {
    let spoken = text.contains("://")
        || text.contains(['(', '[', '{', '<', '"', ',', ';', '\\'])
        || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
        || text.split_once('@').is_some_and(|(_, domain)| domain.contains('.'));
    let text = without_guids(text);
    if text.len() < LONG || spoken {
        return false;
    }
    let hex: Vec<u8> = text.bytes().filter(|byte| !b"-:_".contains(byte)).collect();
    if hex.len() >= 32 && hex.iter().all(u8::is_ascii_hexdigit) {
        // A number of 32 digits is no less a number.
        return hex.iter().any(u8::is_ascii_alphabetic);
    }
    let mut letters = 0;
    let mut digits = 0;
    let mut unspoken = 0;
    let mut certain = 0;
    for part in text.split(|letter: char| !letter.is_alphanumeric()) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            // A year, a version, a number: digits by themselves are read as such.
            digits += part.len();
            continue;
        }
        for mark in words::marks(part).values() {
            letters += usize::from(*mark != Mark::Digit);
            digits += usize::from(*mark == Mark::Digit);
            unspoken += usize::from(*mark != Mark::Word);
            certain += usize::from(matches!(mark, Mark::Case | Mark::Digit));
        }
    }
    let all = letters + digits;
    // Two in five, and a fifth letters: what a word with a year behind it does not reach.
    all >= LONG - LONG / 4 && unspoken * 5 >= all * 2 && certain >= 3 && letters * 5 >= all
}

/// Whether `text` is a GUID, with dashes or, if its version and variant say so, without.
pub(crate) fn is_guid(text: &str) -> bool {
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_hex = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let marked = || {
        let (version, variant) = (text.as_bytes().get(12), text.as_bytes().get(16));
        version.is_some_and(|byte| (b'1'..=b'8').contains(byte))
            && variant.is_some_and(|byte| b"89abAB".contains(byte))
    };
    is_hex && (lengths == [8, 4, 4, 4, 12] || (lengths == [32] && marked()))
}

/// Returns what is left without the GUIDs in it. Names are made with them: of jobs, of people for a
/// test, of Entra's own attributes (`extension_<the id of an application>_<name>`).
fn without_guids(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let ends_word = !left.ends_with(|before: char| before.is_ascii_alphanumeric());
        let guid = [36, 32].into_iter().find(|length| {
            let begins_word = |after: &str| !after.starts_with(|c: char| c.is_ascii_alphanumeric());
            let whole = ends_word && rest.get(*length..).is_some_and(begins_word);
            // Entra writes the ids of its own attributes without dashes.
            let of_attribute = *length == 32 && left.eq_ignore_ascii_case("extension_");
            whole
                && rest.get(..*length).is_some_and(|part| {
                    is_guid(part)
                        || (of_attribute && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
                })
        });
        let taken = guid.unwrap_or(first.len_utf8());
        if guid.is_none() {
            left.push(first);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_of_a_secret_is_recognised() {
        use SecretShape::{EncodedPair, Jwt, Opaque};
        let cases = [
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", Jwt, "a JWT"),
            ("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", Jwt, "unsigned, and with its scheme"),
            ("eyJhbGciOiJSU0EifQ.a.b.c.d", Jwt, "an encrypted one"),
            ("a2V5OnNlY3JldA==", EncodedPair, "a pair"),
            ("a2V5OnNlY3JldA", EncodedPair, "without padding"),
            ("Y2FuYXJ5LWtleTpjNG40cnktc2VjcmV0LXZhbHVl", EncodedPair, "a longer pair"),
            ("w6ZrZXk6c8O4cGzDpXQ=", EncodedPair, "in Norwegian"),
            ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", Opaque, "with a prefix"),
            ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", Opaque, "another"),
            ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", Opaque, "hex"),
            ("D41D8CD98F00B204E9800998ECF8427E", Opaque, "in capitals"),
            ("k3v9x2m8q7w1z5r4t6y0", Opaque, "small letters and digits"),
            ("Zq7Xw2/Vb9Lk4+Hn8Pd3", Opaque, "base64"),
            ("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", Opaque, "base32"),
            ("aBkLqZtRpXwYvNmDfGhJ", Opaque, "letters of both cases"),
            ("Kx9$mPq2!vLw8nRt5#Zb", Opaque, "with signs"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(secret_shape(text), Some(expected), "{why}: {text}");
        }
    }

    #[test]
    fn ordinary_value_is_no_secret() {
        let cases = [
            "",
            "work",
            "en-US",
            "True",
            "nb-NO",
            "2026-11-21",
            "2026-11-21T10:44:00.000Z",
            "20261121T104405Z",
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "{3F2504E0-4F89-41D3-9A0C-0305E82C3301}",
            "3f2504e04f8941d39a0c0305e82c3301",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:a1b2c3d4e5f6a7b8",
            "jane.doe1987@subsidiary.example.com",
            "jane_example.com#EXT#@tenant.onmicrosoft.com",
            "Europe/Copenhagen",
            "America/Argentina/Buenos_Aires",
            "application/scim+json",
            "extensionAttribute15",
            "extension_1a2b3c4d5e6f708192a3b4c5d6e7f809_employeeType",
            "onPremisesExtensionAttributes.extensionAttribute15",
            "scim.4be1f1c6a1d84f0f9d4b0d6f0a9a5b11.7d1c0f3e-5a90-4f6e-9d52-3f0c1f7f0a11",
            "Test_User_ab6490ee-1e48-479e-a20b-2d77186b5dd1",
            "/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate",
            "SubscriptionIdFromAzurePortal",
            "emails[type eq \"work\"].value",
            "Join(\" \", [givenName], [surname])",
            "MicrosoftOffice365ProPlus2024",
            "Windows10Enterprise22H2x64",
            "footbridge-0.1.0-beta.12+build.20261121",
            "department-2024-q3-europe-west-1",
            "SecurePracticeNorwayAS",
            "Rechtsschutzversicherungsgesellschaften",
            "CN=Jane Doe,OU=Sales,DC=example,DC=com",
            "S-1-5-21-3623811015-3361044348-30300820-1013",
            "+4712345678901234567890",
            "12345678901234567890123456789012",
            "https://scim.example.com/v2/a1b2c3d4e5f6a7b8c9d0e1f2",
            "scim-api.keepnetlabs.com",
            "aadOptscim062020",
            "AzureAdScimPatch2017",
            "exportUsers_2026-11-21.csv",
            "Department of Redundancy Department",
        ];
        for text in cases {
            assert_eq!(secret_shape(text), None, "{text}");
        }
    }
}
