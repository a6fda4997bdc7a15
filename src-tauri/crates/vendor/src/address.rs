//! Addresses on the web as a profile may hold them: in one form, which is shown, compared and opened.

use serde::{Deserialize, Deserializer};
use url::{Host, SyntaxViolation, Url};

/// Why an address is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No complete `https` URL, or one that has to be mended.
    Malformed,
    /// With a user name or a password.
    Credentials,
    /// On no public name, but on this host, in ASCII.
    NotPublic(String),
}

/// Names that lead to no public server: RFC 6761, 6762, 7686, 8375, 9476, ICANN's `internal`, and
/// what routers and companies call their own networks.
const PRIVATE: [&str; 14] = [
    "alt",
    "arpa",
    "corp",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "private",
    "test",
];

/// Reads an address: a complete `https` URL without credentials, written so that no reader has to
/// mend it. Its host is in ASCII, where letters that look like others are seen.
///
/// # Errors
/// Returns what is wrong with it.
pub(crate) fn https(text: &str) -> Result<Url, Refusal> {
    let mended = std::cell::Cell::new(false);
    let mend = |violation| {
        let harmless = matches!(
            violation,
            // Such characters are written in ASCII; credentials have a problem of their own.
            SyntaxViolation::NonUrlCodePoint
                | SyntaxViolation::PercentDecode
                | SyntaxViolation::EmbeddedCredentials
                | SyntaxViolation::UnencodedAtSign
        );
        mended.set(mended.get() || !harmless);
    };
    let url = Url::options().syntax_violation_callback(Some(&mend)).parse(text);
    let url = url.map_err(|_| Refusal::Malformed)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::Credentials);
    }
    if mended.get() || url.scheme() != "https" || !url.has_host() {
        return Err(Refusal::Malformed);
    }
    Ok(url)
}

/// Reads the address of a page: an address whose host is a public name.
///
/// # Errors
/// Returns what is wrong with it.
pub(crate) fn page(text: &str) -> Result<Url, Refusal> {
    let url = https(text)?;
    match url.host() {
        Some(Host::Domain(name)) if is_public(name) => Ok(url),
        host => {
            let host = host.map(|host| host.to_string()).unwrap_or_default();
            Err(Refusal::NotPublic(host))
        }
    }
}

/// Whether a host, in ASCII and small letters, is a name on the internet by its looks.
fn is_public(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        (1..64).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    labels.len() > 1
        && name.len() < 254
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| !PRIVATE.contains(last))
}

/// Takes an address in its one form. What is none stays as it is, and the reader refuses it.
pub(crate) fn in_one_form<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    Ok(https(&text).map_or(text, String::from))
}

/// Takes an address that may be left out in its one form.
pub(crate) fn in_one_form_if_any<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<String>, D::Error> {
    in_one_form(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_is_a_public_https_address_in_one_form() {
        let accepted = [
            ("https://example.com/scim", "https://example.com/scim", "as it is"),
            ("HTTPS://Example.COM/Scim", "https://example.com/Scim", "in small letters"),
            ("https://example.com", "https://example.com/", "the root is a path"),
            ("https://example.com:443/a/../b", "https://example.com/b", "nothing superfluous"),
            ("https://example.com:8443/", "https://example.com:8443/", "another port"),
            ("https://\u{430}pple.com/", "https://xn--pple-43d.com/", "a Cyrillic a"),
            ("https://b\u{fc}cher.example/", "https://xn--bcher-kva.example/", "an honest name"),
            ("https://xn--pple-43d.com/", "https://xn--pple-43d.com/", "punycode stays punycode"),
            ("https://\u{ff45}xample.com/", "https://example.com/", "a wide letter"),
            ("https://example\u{3002}com/", "https://example.com/", "an ideographic full stop"),
            ("https://ex\u{ad}ample.com/", "https://example.com/", "a hyphen that is not seen"),
            ("https://example.com/\u{202e}moc", "https://example.com/%E2%80%AEmoc", "turned words"),
            ("https://example.com/#/a?b", "https://example.com/#/a?b", "a portal's fragment"),
            ("https://127.0.0.1.example.com/", "https://127.0.0.1.example.com/", "only begins so"),
        ];
        for (text, expected, why) in accepted {
            assert_eq!(page(text).map(String::from), Ok(expected.to_owned()), "{why}");
        }
        let (url, credentials) = (Some(Refusal::Malformed), Some(Refusal::Credentials));
        let refused = [
            ("http://example.com", &url, "not encrypted"),
            ("example.com", &url, "no scheme"),
            ("javascript:alert(1)", &url, "a script"),
            ("data:text/html,hello", &url, "a page of its own"),
            ("file:///etc/passwd", &url, "a file"),
            ("ms-settings:network", &url, "a program"),
            ("https://", &url, "no host"),
            ("https:\\\\example.com", &url, "backslashes"),
            ("https:\\\\\\\\example.com", &url, "more of them"),
            ("https://example.com\\@evil.example/", &url, "one in front of another host"),
            ("https:/example.com", &url, "one slash"),
            ("https:example.com", &url, "none"),
            ("https:///example.com", &url, "three"),
            (" https://example.com", &url, "a blank in front"),
            ("https://example.com ", &url, "a blank behind"),
            ("\u{a0}https://example.com", &url, "a blank that does not break"),
            ("\u{feff}https://example.com", &url, "a mark in front"),
            ("ht\ntps://example.com", &url, "a line break"),
            ("https://exam\tple.com", &url, "a tab"),
            ("https://example.com\u{0}", &url, "a null"),
            ("https://exa mple.com", &url, "a blank inside"),
            ("https://a:b@example.com", &credentials, "a password"),
            ("https://example.com@evil.example/", &credentials, "a name that looks like a host"),
            ("https://localhost/", &None, "this computer"),
            ("https://LOCALHOST/", &None, "in capitals"),
            ("https://\u{24c1}ocalhost/", &None, "in letters that mean the same"),
            ("https://x.localhost/", &None, "below it"),
            ("https://example.com./", &None, "a name that ends in nothing"),
            ("https://localhost./", &None, "this computer, too"),
            ("https://127.0.0.1/", &None, "an address"),
            ("https://127.1/", &None, "a short one"),
            ("https://2130706433/", &None, "as one number"),
            ("https://0x7f.0.0.1/", &None, "with a hexadecimal part"),
            ("https://0177.0.0.1/", &None, "with an octal part"),
            ("https://\u{ff11}27.0.0.1/", &None, "with a wide digit"),
            ("https://8.8.8.8/", &None, "a public one"),
            ("https://[::1]/", &None, "IPv6"),
            ("https://[::ffff:127.0.0.1]/", &None, "IPv4 inside it"),
            ("https://intranet/", &None, "a single label"),
            ("https://com/", &None, "a single label that is a domain"),
            ("https://printer.local/", &None, "the house's"),
            ("https://vault.internal/", &None, "the company's"),
            ("https://router.home.arpa/", &None, "the router's"),
            ("https://a..example.com/", &None, "an empty label"),
            ("https://a_b.example.com/", &None, "no name of a host"),
        ];
        for (text, expected, why) in refused {
            match (page(text), expected) {
                (Err(Refusal::NotPublic(host)), None) => assert!(host.is_ascii(), "{why}: {host}"),
                (found, expected) => assert_eq!(&found.err(), expected, "{why}: {text}"),
            }
        }
    }

    #[test]
    fn tenant_url_may_be_anywhere_and_has_one_form() {
        for (text, expected) in [
            ("https://10.0.0.1/scim", Some("https://10.0.0.1/scim")),
            ("https://\u{430}pi.example/v2/", Some("https://xn--pi-6kc.example/v2/")),
            (" https://api.example/v2", None),
            ("https:\\\\api.example/v2", None),
        ] {
            assert_eq!(https(text).ok().as_ref().map(Url::as_str), expected, "{text}");
        }
    }
}
