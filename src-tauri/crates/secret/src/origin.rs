//! Scheme, host and port: the place a token belongs to.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// The origin of an `http` or `https` URL (RFC 6454 §4): scheme, host and port, such as
/// `https://scim.example.com`. The port is left out where it is the scheme's own.
///
/// Two URLs have the same origin exactly when their `Origin`s are equal: the host is in ASCII and in
/// small letters, addresses are in their one canonical form. Holds no user name, password, path or
/// query, so it may be shown, saved, and used as part of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

/// Text of which no origin can be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// It is no absolute URL.
    #[error("not an absolute URL")]
    NotAbsolute(#[from] url::ParseError),
    /// Its scheme is neither `https` nor `http`.
    #[error("the scheme is neither https nor http")]
    NotHttp,
}

impl Origin {
    /// Returns the origin of a URL.
    ///
    /// # Errors
    /// [`OriginError::NotHttp`] for any scheme but `https` and `http`.
    pub fn of(url: &Url) -> Result<Self, OriginError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(OriginError::NotHttp);
        }
        Ok(Origin(url.origin().ascii_serialization()))
    }

    /// Returns the origin of a URL as text.
    ///
    /// # Errors
    /// When the text is no absolute `http` or `https` URL. Nothing is guessed or added.
    pub fn parse(url: &str) -> Result<Self, OriginError> {
        Origin::of(&Url::parse(url)?)
    }

    /// Returns the origin as text, such as `https://scim.example.com:8443`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns host and port as people say it: `scim.example.com`, `127.0.0.1:8080`.
    pub fn host_and_port(&self) -> &str {
        self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest)
    }

    /// Whether it is this computer by its address: 127.0.0.0/8 or `::1`. A name such as `localhost`
    /// is not, since a name can be made to mean another computer.
    pub fn is_loopback_address(&self) -> bool {
        match Url::parse(&self.0).ok().as_ref().and_then(Url::host) {
            Some(Host::Ipv4(address)) => Ipv4Addr::is_loopback(&address),
            Some(Host::Ipv6(address)) => Ipv6Addr::is_loopback(&address),
            Some(Host::Domain(_)) | None => false,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        Origin::parse(text)
    }
}

impl TryFrom<String> for Origin {
    type Error = OriginError;

    fn try_from(text: String) -> Result<Self, OriginError> {
        Origin::parse(&text)
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> String {
        origin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origin_of_equal_places_is_equal() {
        let cases = [
            ("https://h.example/scim", "https://h.example", "the path does not count"),
            ("https://h.example:443/", "https://h.example", "nor does the scheme's own port"),
            ("HTTPS://H.Example/?a#b", "https://h.example", "nor case, query and fragment"),
            ("https://h.example:8443/", "https://h.example:8443", "another port is another place"),
            ("http://h.example/", "http://h.example", "and another scheme"),
            ("http://127.1:8080/", "http://127.0.0.1:8080", "addresses have one form"),
            ("https://[0::1]/", "https://[::1]", "in IPv6 too"),
            ("https://ex\u{e4}mple.example/", "https://xn--exmple-cua.example", "in ASCII"),
            ("https://u:p@h.example/", "https://h.example", "without user and password"),
        ];
        for (url, expected, why) in cases {
            assert_eq!(Origin::parse(url).unwrap().as_str(), expected, "{why}");
        }
    }

    #[test]
    fn origin_of_other_text_is_refused() {
        for text in
            ["", "h.example", "mailto:a@h.example", "ftp://h.example", "https://", "data:,x"]
        {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn loopback_is_judged_by_address() {
        let cases = [
            ("http://127.0.0.1:1", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:8", true),
            ("http://localhost", false),
            ("http://x.localhost", false),
            ("http://128.0.0.1", false),
            ("http://127.0.0.1.example.com", false),
        ];
        for (url, expected) in cases {
            assert_eq!(Origin::parse(url).unwrap().is_loopback_address(), expected, "{url}");
        }
    }
}
