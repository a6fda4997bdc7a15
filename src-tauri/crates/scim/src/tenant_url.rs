//! The tenant URL: where a SCIM server lives, and how resource paths are joined to it.
//!
//! Deliberately absent: judging the URL (https, private addresses, a pasted `/Users`). That is the
//! connection test's.

use std::fmt;

use url::Url;

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
