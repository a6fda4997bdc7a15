//! How connections are met, by what is wrong with a tenant.

use crate::certificate::Tls;

/// How connections are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entrance {
    /// As a server does without TLS.
    Open,
    /// Nothing listens.
    Refused,
    /// Attempts to connect are not answered.
    Deaf,
    /// The tenant URL says https, and the server speaks HTTP without TLS.
    PlainUnderHttps,
    /// The tenant URL says https, and the server is silent.
    SilentUnderHttps,
    /// With TLS.
    Secured(Tls),
    /// With bytes of its own in the place of an answer.
    Raw(Raw),
}

/// Bytes in the place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) bytes: &'static str,
    pub(crate) then: Then,
}

/// How bytes go on that are no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// The connection is closed.
    Close,
    /// A byte comes now and then, without end.
    Drip,
    /// More comes as fast as it is taken, without end.
    Flood,
}

impl Entrance {
    /// Whether the tenant URL says https.
    pub(crate) fn is_https(self) -> bool {
        matches!(
            self,
            Entrance::Secured(_) | Entrance::PlainUnderHttps | Entrance::SilentUnderHttps
        )
    }
}
