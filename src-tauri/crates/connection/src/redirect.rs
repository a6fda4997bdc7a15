//! A redirect: to where it leads, and what kind of place that is.
//!
//! Nothing is sent there. Host and path are shown, and the query is not: it may hold anything.

use url::Url;

use crate::Code;
use crate::http::Answer;
use crate::observed::Observed;
use crate::target::Target;

/// Parts of a path or host that belong to signing in.
const SIGN_IN: [&str; 22] = [
    "login",
    "logon",
    "log-in",
    "signin",
    "sign-in",
    "sign_in",
    "sso",
    "saml",
    "saml2",
    "adfs",
    "oauth",
    "oauth2",
    "authorize",
    "openid",
    "oidc",
    "cas",
    "idp",
    "session",
    "sessions",
    "authenticate",
    "auth",
    "accounts",
];

/// Says where a redirect leads.
pub(crate) fn read(answer: &Answer, url: &str, target: &Target) -> Observed {
    let seen = Observed::new(Code::HttpRedirect);
    let location = answer.header("location");
    let from = Url::parse(url).ok();
    let to = from.as_ref().and_then(|from| from.join(location.trim()).ok());
    let (Some(from), Some(to)) = (from, to.filter(|_| !location.trim().is_empty())) else {
        return seen.variant("nowhere");
    };
    let place = place(&to);
    let seen = seen.evidence(format!("Location: {place}")).with("location", place);
    let seen = seen.with_some("to", to.host_str());
    if to.host_str() != from.host_str() || !matches!(to.scheme(), "http" | "https") {
        let moved = is_neighbour(&from, &to) && same_resource(&from, &to);
        return seen.variant(if moved { "moved_host" } else { "single_sign_on" });
    }
    let bare = |url: &Url| url.path().trim_end_matches('/').to_owned();
    if bare(&from) == bare(&to) {
        let slash = from.path() != to.path();
        return seen.variant(if slash { "slash" } else { "same_path" });
    }
    if is_sign_in(&to) {
        return seen.variant("sign_in");
    }
    let own_query = to.query().is_none() || to.query() == from.query();
    let base = same_resource(&from, &to) && own_query && target.https == (to.scheme() == "https");
    let base = base.then(|| place_of_tenant(&to));
    seen.variant("moved").with_some("suggestion", base)
}

/// Returns scheme, host and path, and nothing that could hold a secret or a person.
fn place(to: &Url) -> String {
    if !matches!(to.scheme(), "http" | "https") {
        return format!("an address that begins with {}:", to.scheme());
    }
    let host = to.host_str().unwrap_or_default();
    let port = to.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{host}{port}{}", to.scheme(), to.path())
}

fn place_of_tenant(to: &Url) -> String {
    let place = place(to);
    let place = place.trim_end_matches('/');
    place.strip_suffix("/Users").unwrap_or(place).to_owned()
}

/// Whether both are the same resource of a SCIM server, such as `/Users`.
fn same_resource(from: &Url, to: &Url) -> bool {
    let last = |url: &Url| url.path().trim_end_matches('/').rsplit('/').next().map(str::to_owned);
    last(from) == last(to)
}

/// Whether two hosts end alike, as `www.example.com` and `eu.example.com` do.
fn is_neighbour(one: &Url, other: &Url) -> bool {
    let (Some(url::Host::Domain(one)), Some(url::Host::Domain(other))) = (one.host(), other.host())
    else {
        return false;
    };
    let end = |host: &str| host.rsplit('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    end(one) == end(other)
}

/// Whether a place is one where people sign in, by the words of its path.
fn is_sign_in(to: &Url) -> bool {
    let path = to.path().to_ascii_lowercase();
    let stem = |part: &str| part.split('.').next().unwrap_or_default().to_owned();
    path.split(['/', ';']).any(|part| SIGN_IN.contains(&stem(part).as_str()))
}

/// Whether a path leads to where people sign in.
pub(crate) fn is_sign_in_path(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let last = last.split('.').next().unwrap_or_default().to_ascii_lowercase();
    ["login", "logon", "log-in", "signin", "sign-in", "sign_in", "sso", "saml", "saml2"]
        .contains(&last.as_str())
}
