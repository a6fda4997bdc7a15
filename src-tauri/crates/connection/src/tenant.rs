//! The tenant URL as text: made whole, and judged before anything is sent.
//!
//! Deliberately absent: the network. Whether the name resolves to a private address is seen later.

use std::net::IpAddr;

use footbridge_finding::{Finding, Language};
use footbridge_scim::TenantUrl;
use footbridge_secret::{KnownSecrets, Origin, UrlPart, secret_in_url};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::Code;
use crate::address::{Reach, is_loopback_host, reach};
use crate::observed::Observed;

/// The flags of the tenant URL that Entra's documentation names.
const FLAGS: [&str; 2] = ["aadOptscim062020", "AzureAdScimPatch2017"];

/// What people paste after the tenant URL, because a guide or a browser showed it so.
const RESOURCES: [&str; 7] =
    ["users", "groups", "schemas", "resourcetypes", "serviceproviderconfig", "bulk", ".search"];

/// A tenant URL checked as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UrlCheck {
    /// The tenant URL as it will be tested; nothing when it cannot be.
    pub normalised: Option<String>,
    /// Its host, in ASCII; nothing when there is none.
    pub host: Option<String>,
    /// What is wrong with it, or worth knowing.
    pub findings: Vec<Finding>,
}

/// Checks a tenant URL as text, in `language`. Opens no socket.
///
/// One that is or holds a secret, be it among the `known` or by its looks, is refused and not
/// repeated.
pub fn check_url(text: &str, known: &KnownSecrets, language: &Language) -> UrlCheck {
    let (target, observed) = read(text, known);
    UrlCheck {
        normalised: target.as_ref().map(|target| target.tenant.to_string()),
        host: target.map(|target| target.host),
        findings: observed.iter().map(|seen| seen.finding(language, known)).collect(),
    }
}

/// Returns the origin of a tenant URL as it was typed, read as [`check_url`] reads it; nothing when
/// it has none, or looks like a secret.
pub fn tenant_origin(text: &str) -> Option<Origin> {
    read_url(text, &KnownSecrets::default()).ok().map(|(target, _)| target.origin)
}

/// A tenant URL that may be tested.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) tenant: TenantUrl,
    /// The only place that a token for it may go to.
    pub(crate) origin: Origin,
    /// As in the URL: IPv6 addresses in brackets.
    pub(crate) host: String,
    pub(crate) address: Option<IpAddr>,
    pub(crate) port: u16,
    pub(crate) https: bool,
    pub(crate) loopback: bool,
}

/// Reads what the admin typed; without a target nothing may be sent.
pub(crate) fn read(text: &str, known: &KnownSecrets) -> (Option<Target>, Vec<Observed>) {
    match read_url(text, known) {
        Ok((target, observed)) => {
            let usable = !observed.iter().any(Observed::is_error);
            (usable.then_some(target), observed)
        }
        Err(observed) => (None, vec![observed]),
    }
}

fn read_url(text: &str, known: &KnownSecrets) -> Result<(Target, Vec<Observed>), Observed> {
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    // Before all else: no other finding may repeat it, and no name of it may be looked up.
    if let Some(part) = secret_in_url(text, known) {
        return Err(Observed::new(Code::UrlHoldsSecret).evidence(named(part)));
    }
    let invalid = || Observed::new(Code::UrlInvalid).evidence(shortened(text));
    // The parser would silently drop a tab or line break, and test another URL than the one seen.
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(invalid());
    }
    let mut url = Url::parse(&with_scheme(text)).map_err(|_| invalid())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid());
    }
    // The evidence would hold the password: none is given.
    if !url.username().is_empty() || url.password().is_some() {
        let host = url.host_str().unwrap_or_default();
        return Err(Observed::new(Code::UrlHasCredentials).with("host", host));
    }
    url.set_fragment(None);

    let mut observed = Vec::new();
    if let Some(resource) = cut_resource(&mut url) {
        observed.push(Observed::new(Code::UrlPointsAtResource).with("resource", resource));
    }
    observed.extend(
        flag(&url).map(|flag| Observed::new(Code::UrlFlagMisspelt).with("flag", shortened(&flag))),
    );

    let tenant = TenantUrl::new(&url).map_err(|_| invalid())?;
    let host = url.host().ok_or_else(invalid)?;
    let address = match host {
        url::Host::Domain(name) if !is_name(name) => return Err(invalid()),
        url::Host::Domain(_) => None,
        url::Host::Ipv4(v4) => Some(IpAddr::V4(v4)),
        url::Host::Ipv6(v6) => Some(IpAddr::V6(v6)),
    };
    let target = Target {
        origin: Origin::of(&url).map_err(|_| invalid())?,
        loopback: is_loopback_host(&host),
        host: host.to_string(),
        address,
        port: url.port_or_known_default().unwrap_or(443),
        https: url.scheme() == "https",
        tenant,
    };
    if !target.https {
        let seen = Observed::new(Code::UrlNotHttps).with("host", &target.host);
        observed.push(if target.loopback { seen.warning() } else { seen });
    }
    observed.extend(address_finding(&target));
    Ok((target, observed))
}

fn address_finding(target: &Target) -> Option<Observed> {
    let code = match target.address.map(reach) {
        Some(Reach::LinkLocal) => Code::UrlLinkLocal,
        Some(Reach::Private | Reach::Loopback) => Code::UrlPrivateAddress,
        _ if target.loopback => Code::UrlPrivateAddress,
        _ => return None,
    };
    Some(Observed::new(code).with("host", &target.host).with("address", &target.host))
}

/// Adds `https://` where no scheme was typed: `localhost:8080/scim` has none.
fn with_scheme(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let has_scheme =
        text.contains("://") || lower.starts_with("https:") || lower.starts_with("http:");
    if has_scheme { text.to_owned() } else { format!("https://{}", text.trim_start_matches('/')) }
}

/// Cuts a resource off the end of the path, and the query that belonged to it.
fn cut_resource(url: &mut Url) -> Option<String> {
    let last = url.path().trim_end_matches('/').rsplit('/').next()?.to_owned();
    if !is_resource(&last) {
        return None;
    }
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().pop();
    }
    let kept: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|part| FLAGS.contains(part) || resembles_flag(part))
        .collect();
    let kept = kept.join("&");
    url.set_query(Some(kept.as_str()).filter(|query| !query.is_empty()));
    Some(format!("/{last}"))
}

/// Whether a part of a path is a resource of SCIM.
pub(crate) fn is_resource(part: &str) -> bool {
    RESOURCES.contains(&part.to_ascii_lowercase().as_str())
}

/// Returns what stands for a flag and is none.
fn flag(url: &Url) -> Option<String> {
    // `…/scim&aadOptscim062020` and `…/scim/aadOptscim062020` put the flag into the path.
    let in_path = url.path().rsplit(['/', '&', ';']).next().filter(|part| resembles(part));
    let in_query = url
        .query()
        .unwrap_or_default()
        .split(['&', '?', ';'])
        .find(|part| !FLAGS.contains(part) && resembles_flag(part));
    in_path.or(in_query).map(str::to_owned)
}

fn resembles_flag(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or(part);
    resembles(name)
}

fn resembles(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("optscim")
        || name.contains("scimpatch")
        || FLAGS.iter().any(|flag| strsim::levenshtein(&name, &flag.to_ascii_lowercase()) <= 4)
}

/// Tells whether a host can be a name on the internet: `{domain}` from a guide is none.
fn is_name(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
}

/// Says where a secret stands, and nothing of what it is.
fn named(part: UrlPart) -> &'static str {
    match part {
        UrlPart::Whole => "It is nothing else.",
        UrlPart::User => "It stands before the @.",
        UrlPart::Host => "It stands in the place of the host.",
        UrlPart::Path => "It is part of the path.",
        UrlPart::Query => "It stands after the question mark.",
    }
}

/// Returns what was typed, as far as it may be shown: nothing of what could be a password or token.
pub(crate) fn shown(text: &str, known: &KnownSecrets) -> String {
    let secret = text.contains('@') || secret_in_url(text, known).is_some();
    if secret { String::new() } else { shortened(text.trim()) }
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> (Option<String>, Vec<String>) {
        let check = check_url(text, &KnownSecrets::default(), &Language::ENGLISH);
        (check.normalised, check.findings.into_iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn urls_are_made_whole() {
        let cases = [
            ("https://h.example/scim/", "https://h.example/scim", "the slash does not matter"),
            (" h.example/scim\n", "https://h.example/scim", "a scheme is added"),
            ("h.example:8443/scim", "https://h.example:8443/scim", "a port is no scheme"),
            ("HTTPS://H.Example/SCIM", "https://h.example/SCIM", "paths keep their case"),
            (
                "https://h.example/scim/?aadOptscim062020",
                "https://h.example/scim?aadOptscim062020",
                "the flag is kept",
            ),
            ("https://h.example/scim#users", "https://h.example/scim", "a fragment is not sent"),
            ("https:/h.example/v2", "https://h.example/v2", "one slash is enough for the parser"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(check(text), (Some(expected.to_owned()), vec![]), "{why}");
        }
    }

    #[test]
    fn each_fault_of_a_url_has_its_code() {
        let cases: [(&str, Option<&str>, &[&str], &str); 32] = [
            ("", None, &["url.invalid"], "nothing"),
            ("https://", None, &["url.invalid"], "no host"),
            ("mailto:a@b.example", None, &["url.has_credentials"], "reads as a user name"),
            ("ftp://h.example/", None, &["url.invalid"], "another scheme"),
            ("https://h.exa mple/scim", None, &["url.invalid"], "a space inside"),
            ("https://h.exam\tple/scim", None, &["url.invalid"], "a tab inside"),
            ("https://{domain}/scim", None, &["url.invalid"], "a placeholder of a guide"),
            ("https://<domain>/scim", None, &["url.invalid"], "another placeholder"),
            ("https://a:b@h.example/", None, &["url.has_credentials"], "credentials"),
            ("https://scim.example.com@evil.example/", None, &["url.has_credentials"], "a trick"),
            ("http://h.example/scim", None, &["url.not_https"], "plain http"),
            ("http://10.0.0.1/", None, &["url.not_https", "url.private_address"], "private http"),
            (
                "http://127.0.0.1:8080/scim/",
                Some("http://127.0.0.1:8080/scim"),
                &["url.not_https", "url.private_address"],
                "loopback may be tested",
            ),
            (
                "http://localhost:8080",
                Some("http://localhost:8080"),
                &["url.not_https", "url.private_address"],
                "and by its name",
            ),
            (
                "http://[::1]:8080/",
                Some("http://[::1]:8080"),
                &["url.not_https", "url.private_address"],
                "and over IPv6",
            ),
            ("https://10.0.0.1/a", Some("https://10.0.0.1/a"), &["url.private_address"], "private"),
            ("https://0x0a000001/a", Some("https://10.0.0.1/a"), &["url.private_address"], "hex"),
            ("https://169.254.169.254/", None, &["url.link_local"], "metadata"),
            ("https://[fe80::1]/", None, &["url.link_local"], "link-local"),
            (
                "https://[::ffff:169.254.169.254]/",
                None,
                &["url.link_local"],
                "metadata inside IPv6",
            ),
            (
                "https://h.example/scim/Users",
                Some("https://h.example/scim"),
                &["url.points_at_resource"],
                "a resource",
            ),
            (
                "https://h.example/scim/users/?filter=x&aadOptscim062020",
                Some("https://h.example/scim?aadOptscim062020"),
                &["url.points_at_resource"],
                "a resource with its query; the flag stays",
            ),
            (
                "https://h.example/ServiceProviderConfig",
                Some("https://h.example"),
                &["url.points_at_resource"],
                "discovery",
            ),
            ("https://h.example/users/scim", Some("https://h.example/users/scim"), &[], "inside"),
            (
                "https://h.example/?aadoptscim062020",
                Some("https://h.example?aadoptscim062020"),
                &["url.flag_misspelt"],
                "another case",
            ),
            (
                "https://h.example/?aadOptscim06202",
                Some("https://h.example?aadOptscim06202"),
                &["url.flag_misspelt"],
                "a digit short",
            ),
            (
                "https://h.example/?aadOptscim062020=true",
                Some("https://h.example?aadOptscim062020=true"),
                &["url.flag_misspelt"],
                "with a value",
            ),
            (
                "https://h.example/?AzureAdScimPatch062020",
                Some("https://h.example?AzureAdScimPatch062020"),
                &["url.flag_misspelt"],
                "from a wrong picture",
            ),
            (
                "https://h.example/scim&aadOptscim062020",
                Some("https://h.example/scim&aadOptscim062020"),
                &["url.flag_misspelt"],
                "without its question mark",
            ),
            (
                "https://h.example/scim?x=1&aadOptscim062020",
                Some("https://h.example/scim?x=1&aadOptscim062020"),
                &[],
                "after another parameter",
            ),
            (
                "https://h.example/?AzureAdScimPatch2017",
                Some("https://h.example?AzureAdScimPatch2017"),
                &[],
                "the other documented flag",
            ),
            ("https://h.example/?tenant=7", Some("https://h.example?tenant=7"), &[], "a query"),
        ];
        for (text, normalised, codes, why) in cases {
            let expected = (
                normalised.map(str::to_owned),
                codes.iter().map(|code| (*code).to_owned()).collect(),
            );
            assert_eq!(check(text), expected, "{why}: {text}");
        }
    }

    #[test]
    fn origin_is_that_of_the_url_as_it_is_read() {
        let cases = [
            ("h.example/scim", Some("https://h.example"), "a scheme is added"),
            (" HTTPS://H.Example:443/Users ", Some("https://h.example"), "one form"),
            ("localhost:8080/scim", Some("https://localhost:8080"), "a port is no scheme"),
            ("http://h.example", Some("http://h.example"), "one that is not tested has one too"),
            ("https://0x0a000001/a", Some("https://10.0.0.1"), "as the parser reads it"),
            ("https://h.example@evil.example/", None, "a trick"),
            ("ftp://h.example", None, "another scheme"),
            ("https://{domain}/", None, "a placeholder"),
            ("Y2FuYXJ5LWtleTpjNG40cnktc2VjcmV0LXZhbHVl", None, "a token"),
            ("", None, "nothing"),
        ];
        for (text, expected, why) in cases {
            let origin = tenant_origin(text);
            assert_eq!(origin.as_ref().map(Origin::as_str), expected, "{why}: {text}");
        }
    }

    #[test]
    fn a_password_in_the_url_is_not_repeated() {
        let known = KnownSecrets::default();
        let check = check_url("https://user:h4nter2@h.example/", &known, &Language::ENGLISH);
        let json = serde_json::to_string(&check).unwrap();
        assert!(!json.contains("h4nter2"), "the finding holds the password: {json}");
    }
}
