//! The tenant URL: where a SCIM server lives, and how resource paths are joined to it.
//!
//! The connection test judges the URL (https, private addresses, a pasted `/Users`).

use std::fmt;

use url::Url;

use crate::PatchDialect;

/// The flag of Entra's that changes its PATCH ("Flags to alter the SCIM behavior").
const FLAG: &str = "aadOptscim062020";

/// The URL that goes into Entra's "Tenant URL", taken apart for joining.
///
/// `https://h/scim` and `https://h/scim/` are the same tenant URL: both work in the field, so Entra
/// joins either. A query such as `?aadOptscim062020` is kept and sent after the request's own
/// query. Whether Entra forwards it is not documented; forwarding is our choice, because a server
/// must tolerate it in case Entra does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantUrl {
    /// Scheme, host, port and path, without a slash at the end.
    base: String,
    /// Without the question mark.
    query: Option<String>,
}

/// Text that is no tenant URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TenantUrlError {
    /// It is not an absolute URL.
    #[error("not an absolute URL")]
    NotAbsolute(#[from] url::ParseError),
    /// Its scheme is neither `https` nor `http`.
    #[error("the scheme is neither https nor http")]
    NotHttp,
    /// It carries a user name or password, which no request could send.
    #[error("the URL holds a user name or password")]
    HasCredentials,
}

impl TenantUrl {
    /// Parses a tenant URL. A fragment is dropped: no client sends one.
    ///
    /// # Errors
    /// Fails when the text is no absolute `http` or `https` URL, or holds credentials.
    pub fn parse(text: &str) -> Result<Self, TenantUrlError> {
        TenantUrl::new(&Url::parse(text)?)
    }

    /// Returns what stands in for a tenant URL that is not known yet, in requests that are shown
    /// and never sent.
    pub fn placeholder(text: &str) -> Self {
        TenantUrl { base: text.to_owned(), query: None }
    }

    /// Takes a parsed URL as tenant URL.
    ///
    /// # Errors
    /// Fails when the scheme is neither `http` nor `https`, or when the URL holds credentials.
    pub fn new(url: &Url) -> Result<Self, TenantUrlError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(TenantUrlError::NotHttp);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TenantUrlError::HasCredentials);
        }
        let mut bare = url.clone();
        bare.set_query(None);
        bare.set_fragment(None);
        Ok(TenantUrl {
            base: bare.as_str().trim_end_matches('/').to_owned(),
            query: url.query().filter(|query| !query.is_empty()).map(str::to_owned),
        })
    }

    /// Returns the query without its question mark, such as `aadOptscim062020`.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Returns how Entra writes a PATCH to this tenant URL: its query decides.
    pub fn dialect(&self) -> PatchDialect {
        let flagged = self.query.as_deref().is_some_and(|query| query.split('&').any(is_flag));
        if flagged { PatchDialect::Optscim } else { PatchDialect::Default }
    }

    /// Returns the tenant URL with or without the flag, so that Entra writes in this dialect.
    #[must_use]
    pub fn in_dialect(&self, dialect: PatchDialect) -> TenantUrl {
        let own = self.query.as_deref().unwrap_or_default().split('&');
        let mut parts: Vec<&str> = own.filter(|it| !it.is_empty() && !is_flag(it)).collect();
        if dialect == PatchDialect::Optscim {
            parts.push(FLAG);
        }
        let query = Some(parts.join("&")).filter(|query| !query.is_empty());
        TenantUrl { base: self.base.clone(), query }
    }

    /// Returns the absolute URL of `path` (without a leading slash, already encoded) with a query
    /// that is already encoded.
    pub(crate) fn join(&self, path: &str, query: &str) -> String {
        let mut url = format!("{}/{path}", self.base);
        let queries = [Some(query).filter(|query| !query.is_empty()), self.query()];
        for (part, separator) in queries.into_iter().flatten().zip(['?', '&']) {
            url.push(separator);
            url.push_str(part);
        }
        url
    }
}

/// The flag stands without a value; in which letter case Entra takes it is not documented, and that
/// any is fine is our choice.
fn is_flag(part: &str) -> bool {
    part.split('=').next().is_some_and(|name| name.eq_ignore_ascii_case(FLAG))
}

impl fmt::Display for TenantUrl {
    /// Writes the tenant URL without a slash at the end, and with its query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)?;
        match self.query() {
            Some(query) => write!(f, "?{query}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resource_paths_are_joined() {
        let cases = [
            ("https://h.example/scim", "q=1", "https://h.example/scim/Users?q=1", "no slash"),
            ("https://h.example/scim/", "q=1", "https://h.example/scim/Users?q=1", "a slash"),
            ("https://h.example", "q=1", "https://h.example/Users?q=1", "no path at all"),
            ("https://h.example:8443/a//", "", "https://h.example:8443/a/Users", "two slashes"),
            (
                "https://h.example/scim/?aadOptscim062020",
                "q=1",
                "https://h.example/scim/Users?q=1&aadOptscim062020",
                "the flag follows the request's own query",
            ),
            (
                "https://h.example/scim?aadOptscim062020",
                "",
                "https://h.example/scim/Users?aadOptscim062020",
                "the flag alone",
            ),
            ("https://h.example/scim?", "", "https://h.example/scim/Users", "an empty query"),
            ("https://h.example/scim#top", "", "https://h.example/scim/Users", "a fragment"),
        ];
        for (tenant, query, expected, why) in cases {
            let tenant = TenantUrl::parse(tenant).unwrap();
            assert_eq!(tenant.join("Users", query), expected, "{why}");
        }
    }

    #[test]
    fn the_flag_decides_the_dialect() {
        use PatchDialect::{Default, Optscim};
        for (tenant, dialect, default, flagged) in [
            ("https://h.example/scim", Default, "", "?aadOptscim062020"),
            ("https://h.example/scim?a=1", Default, "?a=1", "?a=1&aadOptscim062020"),
            ("https://h.example/scim/?aadOptscim062020", Optscim, "", "?aadOptscim062020"),
            (
                "https://h.example/scim?AADOptscim062020=&a=1",
                Optscim,
                "?a=1",
                "?a=1&aadOptscim062020",
            ),
        ] {
            let url = TenantUrl::parse(tenant).unwrap();
            assert_eq!(url.dialect(), dialect, "{tenant}");
            let with = |query: &str| format!("https://h.example/scim{query}");
            assert_eq!(url.in_dialect(Default).to_string(), with(default), "{tenant} without");
            assert_eq!(url.in_dialect(Optscim).to_string(), with(flagged), "{tenant} with");
        }
    }

    #[test]
    fn what_is_no_tenant_url_is_refused() {
        let cases = [
            (
                "h.example/scim",
                TenantUrlError::NotAbsolute(url::ParseError::RelativeUrlWithoutBase),
            ),
            ("ftp://h.example/scim", TenantUrlError::NotHttp),
            ("mailto:a@b.example", TenantUrlError::NotHttp),
            ("https://user:pass@h.example/", TenantUrlError::HasCredentials),
        ];
        for (text, expected) in cases {
            assert_eq!(TenantUrl::parse(text), Err(expected), "{text}");
        }
    }
}
