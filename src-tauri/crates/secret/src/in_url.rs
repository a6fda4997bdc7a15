//! A secret in what was typed as a URL: pasted into the wrong field, or put where some servers
//! take it.
//!
//! Read by hand, because what was typed need not be a URL.

use crate::letters::letters;
use crate::views;
use crate::{KnownSecrets, SecretShape, forms, secret_shape, shape};

/// Where in a URL a secret stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlPart {
    /// The text is nothing else.
    Whole,
    /// Before the `@`.
    User,
    /// In the place of the host.
    Host,
    /// In the path.
    Path,
    /// Behind the question mark or the `#`.
    Query,
}

/// Flags of Entra in the query of a tenant URL.
const FLAGS: [&str; 2] = ["aadoptscim062020", "azureadscimpatch2017"];

/// Under these names a query holds a secret, whatever that looks like.
const NAMES: [&str; 16] = [
    "token",
    "secret",
    "password",
    "passwd",
    "pwd",
    "key",
    "apikey",
    "accesskey",
    "code",
    "sig",
    "signature",
    "auth",
    "authorization",
    "bearer",
    "credential",
    "sas",
];

/// Names may end in these.
const ENDINGS: [&str; 8] = [
    "token",
    "secret",
    "password",
    "apikey",
    "accesskey",
    "subscriptionkey",
    "functionskey",
    "signature",
];

/// A shorter value, under whichever name, is taken for a setting.
const SHORTEST: usize = 8;

/// A shorter text in a path is taken for the id of a tenant.
const LONG_IN_PATH: usize = 32;

/// Looks for a secret in what was typed as a URL, and returns where it stands.
///
/// Any of the `known` secrets in any form; what looks like a token in the place of the host (where a
/// name with dots never does, unless it is a JWT) or before an `@`; a JWT, an encoded pair or a long
/// opaque text as part of the path; any of these, or a value under a name such as `api_key`, in the
/// query. GUIDs and other ids of tenants may stand in a path, and Entra's flags in a query.
pub fn secret_in_url(text: &str, known: &KnownSecrets) -> Option<UrlPart> {
    let typed: String = forms::without_scheme(text).split_whitespace().collect();
    let parts = Parts::of(&typed);
    parts
        .looks_like_one()
        .or_else(|| parts.holds(known))
        .or_else(|| known.found_in(text).then_some(UrlPart::Whole))
}

/// A text, cut where a URL would be.
struct Parts<'a> {
    /// Without scheme, and without slashes at its end.
    whole: &'a str,
    user: &'a str,
    /// With its port.
    host: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let rest = match text.split_once("://") {
            Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => rest,
            _ => ["https:", "http:"]
                .iter()
                .find(|scheme| {
                    text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme))
                })
                .and_then(|scheme| text.get(scheme.len()..))
                .unwrap_or(text),
        };
        let rest = rest.trim_start_matches(['/', '\\']);
        let (before, query) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
        let (authority, path) = before.split_at(before.find(['/', '\\']).unwrap_or(before.len()));
        let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        Parts { whole: rest.trim_end_matches(['/', '\\']), user, host, path, query }
    }

    fn looks_like_one(&self) -> Option<UrlPart> {
        match secret_shape(self.whole) {
            Some(SecretShape::Jwt | SecretShape::EncodedPair) => return Some(UrlPart::Whole),
            // A slash may be a path's.
            Some(SecretShape::Opaque)
                if !self.whole.contains('.')
                    && !self.whole.trim_end_matches('=').contains(['/', '?', '=', '@']) =>
            {
                return Some(UrlPart::Whole);
            }
            _ => {}
        }
        let in_user = self.user.split(':').any(|part| in_spellings(part, looks_secret));
        let in_host = self.host.split(':').any(|part| in_spellings(part, is_no_host));
        let in_path = self.path.split(['/', '\\']).any(|segment| {
            let mut fields = segment.split(';');
            fields.next().is_some_and(|name| in_spellings(name, is_no_segment))
                || fields.any(is_secret_field)
        });
        let in_query = self.query.split(['?', '&', ';', '#']).any(is_secret_field);
        [
            (in_user, UrlPart::User),
            (in_host, UrlPart::Host),
            (in_path, UrlPart::Path),
            (in_query, UrlPart::Query),
        ]
        .into_iter()
        .find_map(|(found, part)| found.then_some(part))
    }

    fn holds(&self, known: &KnownSecrets) -> Option<UrlPart> {
        let parts = [
            (self.user, UrlPart::User),
            (self.host, UrlPart::Host),
            (self.path, UrlPart::Path),
            (self.query, UrlPart::Query),
        ];
        let found = parts.into_iter().find(|(text, _)| known.found_in(text));
        found.map(|(text, part)| if text == self.whole { UrlPart::Whole } else { part })
    }
}

/// Asks of a part as it stands, and as it reads when its escapes are undone.
fn in_spellings(part: &str, asks: impl Fn(&str) -> bool) -> bool {
    let mut found = false;
    views::spellings(&letters(part), &mut |spelling| {
        found = found || asks(&spelling.iter().map(|one| one.letter).collect::<String>());
    });
    found
}

fn looks_secret(text: &str) -> bool {
    secret_shape(text).is_some()
}

fn is_no_host(text: &str) -> bool {
    match secret_shape(text) {
        Some(SecretShape::Jwt | SecretShape::EncodedPair) => true,
        Some(SecretShape::Opaque) => !text.contains('.'),
        None => false,
    }
}

fn is_no_segment(text: &str) -> bool {
    match secret_shape(text) {
        Some(SecretShape::Jwt | SecretShape::EncodedPair) => true,
        Some(SecretShape::Opaque) => text.len() >= LONG_IN_PATH && !is_tenant_id(text),
        None => false,
    }
}

/// A GUID, one with letters in front of it as clouds give them, or 32 hex digits.
fn is_tenant_id(text: &str) -> bool {
    let hex = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let guid = text.len().checked_sub(36).filter(|more| *more <= 8);
    hex || guid.is_some_and(|more| text.get(more..).is_some_and(shape::is_guid))
}

/// Whether a field of a query is a secret, or is named like one.
fn is_secret_field(field: &str) -> bool {
    // Without a name, what stands behind the value is its padding.
    let named = field.split_once('=').filter(|(_, value)| !value.trim_matches('=').is_empty());
    let (name, value) = named.unwrap_or(("", field));
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|letter| letter.to_ascii_lowercase()).collect()
    };
    let is_flag = FLAGS.contains(&plain(field).as_str());
    let is_named = in_spellings(name, |name| {
        let name = plain(name);
        NAMES.contains(&name.as_str()) || ENDINGS.iter().any(|ending| name.ends_with(ending))
    });
    let is_setting = value.chars().count() < SHORTEST;
    !is_flag && ((is_named && !is_setting) || in_spellings(value, looks_secret))
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    fn part(text: &str) -> Option<UrlPart> {
        secret_in_url(text, &KnownSecrets::default())
    }

    #[test]
    fn what_looks_like_a_token_is_found_in_its_part() {
        use UrlPart::{Host, Path, Query, User, Whole};
        let pair = "Y2FuYXJ5LWtleTpjNG40cnktc2VjcmV0LXZhbHVl";
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
        let opaque = "Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt";
        let long = "Zq7Xw2Vb9Lk4Hn8Pd3Gs6MtZq7Xw2Vb9Lk4Hn8Pd3Gs6Mt";
        let cases = [
            (pair.to_owned(), Whole, "a pair"),
            (format!("  {pair}==\n"), Whole, "with padding and blanks"),
            (format!("https://{pair}/"), Whole, "with a scheme"),
            ("YWJjZGVmZ2g6Pz8/Pj4+c2VjcmV0".to_owned(), Whole, "base64 with slashes"),
            (jwt.to_owned(), Whole, "a JWT"),
            (format!("Bearer {jwt}"), Whole, "as a header"),
            (format!("HTTPS:{jwt}"), Whole, "with a scheme and no slashes"),
            (jwt.replace('.', ".\n"), Whole, "in two lines"),
            (opaque.to_owned(), Whole, "an opaque one"),
            (format!("https://{opaque}"), Whole, "with a scheme"),
            (format!("https://{jwt}/scim/v2"), Host, "for a host"),
            (format!("https://{opaque}/scim/v2"), Host, "for a host without dots"),
            (format!("{opaque}:443/scim"), Host, "with a port"),
            (format!("customer:{opaque}"), Whole, "key and secret"),
            (format!("https://{opaque}@h.example/scim"), User, "a user"),
            (format!("https://me:{pair}@h.example/scim"), User, "a password"),
            (format!("https://h.example/scim/{jwt}"), Path, "in the path"),
            (format!("https://h.example/{pair}/scim"), Path, "inside it"),
            (format!("https://h.example/scim/{long}"), Path, "a long one"),
            ("https://h.example/scim;token=hunter2hunter2".to_owned(), Path, "its parameter"),
            (format!("https://h.example/scim?{opaque}"), Query, "a query without name"),
            (format!("https://h.example/scim?{pair}=="), Query, "with padding"),
            (format!("https://h.example/scim?tenant={opaque}"), Query, "under any name"),
            ("https://h.example/scim?api_key=hunter2hunter2".to_owned(), Query, "under its name"),
            ("https://h.example/scim?a=1&Access-Token=hunter22".to_owned(), Query, "another name"),
            ("https://h.example/scim?x-functions-key=abcdefgh".to_owned(), Query, "Azure's"),
            (
                "https://h.example/?code=3f2504e0-4f89-41d3-9a0c-0305e82c3301".to_owned(),
                Query,
                "a GUID for a code",
            ),
            ("https://h.example/scim?%74oken=hunter2hunter2".to_owned(), Query, "escaped"),
            ("https://h.example/scim#token=hunter2hunter2".to_owned(), Query, "a fragment"),
            (
                "https://h.example/scim?a=Y2FuYXJ5LWtleTpjNG40cnktc2VjcmV0%3D".to_owned(),
                Query,
                "padding escaped",
            ),
        ];
        for (text, expected, why) in cases {
            assert_eq!(part(&text), Some(expected), "{why}: {text}");
        }
    }

    #[test]
    fn tenant_url_is_left_alone() {
        for text in [
            "",
            "https://api.securepractice.co/scim/v2/",
            "https://scim-api.keepnetlabs.com/scim",
            "https://app.jerichosecurity.com/scim_v2",
            "https://api.safe.security/scim/3f2504e0-4f89-41d3-9a0c-0305e82c3301/v2",
            "https://api.cloudflare.com/client/v4/accounts/9f86d081884c7d659a2feaa0c55ad015/scim/v2",
            "https://scim.eu-north-1.amazonaws.com/Abc3f2504e0-4f89-41d3-9a0c-0305e82c3301/scim/v2",
            "https://h.example/scim/507f1f77bcf86cd799439011",
            "https://a1b2c3d4e5f6g7h8i9j0.execute-api.eu-west-1.amazonaws.com/prod/scim",
            "https://tenant.auth0.com/scim/v2/connections/con_a1B2c3D4e5F6g7H8/",
            "https://h.example/scim?aadOptscim062020",
            "https://h.example/scim?x=1&AzureAdScimPatch2017",
            "https://h.example/scim?tenant=3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "https://h.example/scim?token=1&code=nb&key=users",
            "localhost:8080/scim/v2/Organisations",
            "http://127.0.0.1:8080/scim",
            "http://[::1]:8080/scim",
            "intranet/scim",
            "https://user:h4nter2@h.example/",
            "https://{domain}/scim",
            "not a url at all",
        ] {
            assert_eq!(part(text), None, "{text}");
        }
    }

    #[test]
    fn known_secret_is_found_in_every_part() {
        let known = KnownSecrets::new([&SecretString::from("kurt9-vonne4gut")]);
        let cases = [
            ("kurt9-vonne4gut", UrlPart::Whole),
            ("https://KURT9-VONNE4GUT/", UrlPart::Whole),
            ("https://kurt9-vonne4gut.example/scim", UrlPart::Host),
            ("https://kurt9%2Dvonne4gut@h.example/scim", UrlPart::User),
            ("https://h.example/scim/kurt9/vonne4gut", UrlPart::Path),
            ("https://h.example/scim?q=a3VydDktdm9ubmU0Z3V0", UrlPart::Query),
            ("https://h.example/kurt9-vo?nne4gut", UrlPart::Whole),
        ];
        for (text, expected) in cases {
            assert_eq!(secret_in_url(text, &known), Some(expected), "{text}");
        }
        assert_eq!(secret_in_url("https://kurt.example/vonnegut", &known), None, "other words");
    }
}
