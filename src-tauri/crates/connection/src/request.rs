//! What a run is told: the tenant URL, the token, and everything that is known beforehand.

use std::fmt;

use footbridge_finding::Language;
use footbridge_secret::{BoundToken, KnownSecrets};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::limits::Limits;
use crate::names::Names;
use crate::proxy::ProxyChoice;
use crate::tenant;
use crate::tls::TrustAnchors;

/// Everything a run needs to know.
pub struct ConnectionTest {
    /// The tenant URL as typed.
    pub tenant_url: String,
    /// The token as Entra will be given it, without `Bearer`, and where it may be sent.
    pub token: BoundToken,
    /// The other secrets of this run, which are masked like the token wherever they come back.
    pub known: KnownSecrets,
    /// The SCIM paths by which Entra will match users, such as `userName`, the first one first.
    /// Each is asked for; with none, `userName` is.
    pub matching_attributes: Vec<String>,
    /// What the vendor calls the two halves that the token was made of, if it was.
    pub token_halves: Option<TokenHalves>,
    /// Whether groups will be provisioned: a failing group query is then an error.
    pub groups_provisioned: bool,
    /// The token's last day, by the vendor's profile or the admin. A JWT states its own.
    pub token_expires_on: Option<Date>,
    /// Which proxy to use.
    pub proxy: ProxyChoice,
    /// Who is asked where a name leads.
    pub names: Names,
    /// Whose certificates are believed.
    pub trust: TrustAnchors,
    /// The language of the findings.
    pub language: Language,
    /// When the run begins.
    pub now: Timestamp,
    /// The limits of time and size.
    pub limits: Limits,
}

/// The vendor's names of the two halves of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHalves {
    /// Of the one that comes first, such as "API key".
    pub first: String,
    /// Of the other, such as "API secret".
    pub second: String,
}

impl ConnectionTest {
    /// A test with the usual choices: groups provisioned, `userName` matching, the system's proxy
    /// and this computer's trust, in English.
    pub fn new(tenant_url: impl Into<String>, token: BoundToken, now: Timestamp) -> Self {
        ConnectionTest {
            tenant_url: tenant_url.into(),
            token,
            known: KnownSecrets::default(),
            matching_attributes: vec!["userName".to_owned()],
            token_halves: None,
            groups_provisioned: true,
            token_expires_on: None,
            proxy: ProxyChoice::default(),
            names: Names::default(),
            trust: TrustAnchors::default(),
            language: Language::ENGLISH,
            now,
            limits: Limits::default(),
        }
    }

    /// Returns the matching attributes, each once.
    pub(crate) fn attributes(&self) -> Vec<String> {
        let mut attributes: Vec<String> = Vec::new();
        for attribute in self.matching_attributes.iter().map(|attribute| attribute.trim()) {
            let known = attributes.iter().any(|known| known.eq_ignore_ascii_case(attribute));
            if !known && !attribute.is_empty() {
                attributes.push(attribute.to_owned());
            }
        }
        if attributes.is_empty() {
            attributes.push("userName".to_owned());
        }
        attributes
    }

    /// Returns every secret of this run but the proxy's, which is found on the way.
    pub fn known_secrets(&self) -> KnownSecrets {
        let mut known = self.known.clone();
        known.add(self.token.secret());
        known
    }
}

impl fmt::Debug for ConnectionTest {
    /// Leaves out the token, also where it was typed into the tenant URL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionTest")
            .field("tenant_url", &tenant::shown(&self.tenant_url, &self.known_secrets()))
            .field("matching_attributes", &self.matching_attributes)
            .field("groups_provisioned", &self.groups_provisioned)
            .field("token_expires_on", &self.token_expires_on)
            .field("proxy", &self.proxy)
            .field("language", &self.language)
            .field("now", &self.now)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
