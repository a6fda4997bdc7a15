//! The tenant URL as text: made whole, and judged before anything is sent.
//!
//! Whether the name resolves to a private address is seen later.

mod remarks;

use std::net::IpAddr;

use footbridge_finding::{Finding, Language, nearest};
use footbridge_scim::TenantUrl;
use footbridge_secret::{KnownSecrets, Origin, UrlPart, secret_in_url};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::Code;
use crate::address::{Reach, is_loopback_host, reach};
use crate::observed::Observed;
use crate::target::Target;

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
    /// Whether it will be tested otherwise than it was typed, which is worth a line. A slash at the
    /// end makes no difference.
    pub changed: bool,
    /// What is wrong with it, or worth knowing; nothing while nothing has been typed.
    pub findings: Vec<Finding>,
}

/// Checks a tenant URL as text, in `language`. Opens no socket.
///
/// One that is or holds a secret, be it among the `known` or by its looks, is refused and not
/// repeated.
pub fn check_url(text: &str, known: &KnownSecrets, language: &Language) -> UrlCheck {
    if text.trim().is_empty() {
        return UrlCheck { normalised: None, host: None, changed: false, findings: Vec::new() };
    }
    let (target, observed) = read(text, known);
    let normalised = target.as_ref().map(|target| target.tenant.to_string());
    let typed = text.trim().replacen("/?", "?", 1);
    let same = |url: &String| url.eq_ignore_ascii_case(typed.trim_end_matches('/'));
    UrlCheck {
        changed: normalised.as_ref().is_some_and(|url| !same(url)),
        normalised,
        host: target.map(|target| target.host),
        findings: observed.iter().map(|seen| seen.finding(language, known)).collect(),
    }
}

/// Returns the origin of a tenant URL as it was typed, read as [`check_url`] reads it; nothing when
/// it has none, or looks like a secret.
pub fn tenant_origin(text: &str) -> Option<Origin> {
    read_url(text, &KnownSecrets::default()).ok().map(|(target, _)| target.origin)
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
    let typed =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    // Before all else: no other finding may repeat it, and no name of it may be looked up.
    if let Some(part) = secret_in_url(typed, known) {
        return Err(Observed::new(Code::UrlHoldsSecret).evidence(named(part)));
    }
    let text = remarks::unwrapped(typed);
    let invalid = || Observed::new(Code::UrlInvalid).evidence(shortened(typed));
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
    if text.len() != typed.len() {
        observed.push(Observed::new(Code::UrlWrapped));
    }
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
    observed.extend(remarks::of(&url, text));
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
    name.contains("optscim") || name.contains("scimpatch") || nearest(&name, FLAGS).is_some()
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
mod tests;
