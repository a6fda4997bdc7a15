//! What is odd about a tenant URL that can be read: what stood around it, a portal's address,
//! placeholders, repetitions.

use url::Url;

use crate::Code;
use crate::observed::Observed;
use crate::redirect::is_sign_in_path;

/// Hosts of Microsoft's own portals and interfaces. None of them is a vendor's SCIM service.
const PORTALS: [&str; 12] = [
    "portal.azure.com",
    "portal.azure.us",
    "portal.azure.cn",
    "aad.portal.azure.com",
    "entra.microsoft.com",
    "entra.microsoft.us",
    "admin.microsoft.com",
    "myapps.microsoft.com",
    "myapplications.microsoft.com",
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "graph.microsoft.com",
];

/// Parts of a path that no tenant URL has twice in a row.
const OF_SCIM: [&str; 5] = ["scim", "scim2", "v1", "v2", "api"];

/// Returns the text without the quotes or brackets around it.
pub(super) fn unwrapped(text: &str) -> &str {
    let quote = |c: char| matches!(c, '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»');
    let mut text = text.trim_matches(quote);
    for (open, close) in [('<', '>'), ('(', ')'), ('[', ']')] {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        // What has neither is the name of a placeholder, or an address of IPv6.
        text = inner.filter(|inner| inner.contains(['.', '/'])).unwrap_or(text);
    }
    text.trim().trim_matches(quote)
}

/// Returns what there is to say of a URL, which was typed as `text`.
pub(super) fn of(url: &Url, text: &str) -> Vec<Observed> {
    let host = url.host_str().unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let found = [
        PORTALS
            .contains(&host.to_ascii_lowercase().as_str())
            .then(|| Observed::new(Code::UrlPortal)),
        is_sign_in_path(path).then(|| {
            Observed::new(Code::UrlPortal).variant("sign_in").warning().with("part", last)
        }),
        placeholder(url, text).map(|part| Observed::new(Code::UrlPlaceholder).with("part", part)),
        repeated(path).map(|part| Observed::new(Code::UrlPathRepeated).with("part", part)),
        path.contains("//").then(|| Observed::new(Code::UrlDoubleSlash)),
    ];
    found.into_iter().flatten().map(|seen| seen.with("host", host)).collect()
}

/// Returns a guide's stand-in for a value, in brackets or as `your-…`.
fn placeholder(url: &Url, text: &str) -> Option<String> {
    let (_, path) = text.split_once("://").unwrap_or(("", text));
    let bracketed = [('<', '>'), ('{', '}')].iter().find_map(|(open, close)| {
        let start = path.find(*open)?;
        let length = path.get(start..)?.find(*close)?;
        path.get(start..=start + length).map(str::to_owned)
    });
    let is_your = |part: &&str| {
        let part = part.to_ascii_lowercase();
        ["your-", "your_", "<", "yourtenant", "yourdomain", "yourcompany"]
            .iter()
            .any(|start| part.starts_with(start))
    };
    let labels = url.host_str().unwrap_or_default().split('.');
    let named = labels.chain(url.path().split('/')).find(is_your).map(str::to_owned);
    bracketed.or(named)
}

/// Returns the end of a path that stands there twice in a row.
fn repeated(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    (1..=parts.len() / 2).rev().find_map(|count| {
        let (rest, end) = parts.split_at(parts.len() - count);
        let before = rest.get(rest.len() - count..)?;
        let same = before.iter().zip(end).all(|(one, other)| one.eq_ignore_ascii_case(other));
        let of_scim = end.iter().any(|part| OF_SCIM.contains(&part.to_ascii_lowercase().as_str()));
        (same && of_scim).then(|| format!("/{}", end.join("/")))
    })
}
