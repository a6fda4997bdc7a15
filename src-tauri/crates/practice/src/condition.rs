//! What is wrong with a tenant on purpose, and what follows from it.

use std::net::Ipv4Addr;
use std::sync::Arc;

use jiff::Timestamp;
use rustls::ServerConfig;

use crate::PracticeError;
use crate::certificate::Authorities;
use crate::entrance::Entrance;
use crate::fault::Fault;
use crate::ports::Ports;

/// Where the tenant's paths begin.
pub(crate) const ROOT: &str = "/scim/v2";

/// What is wrong with a tenant, and what follows from it.
#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) faults: Vec<Fault>,
    pub(crate) entrance: Entrance,
    /// For an entrance with TLS.
    pub(crate) tls: Option<Arc<ServerConfig>>,
    /// The tenant URL without its last slash.
    pub(crate) base: String,
}

impl Condition {
    pub(crate) fn new(
        faults: Vec<Fault>,
        ports: &Ports,
        authorities: &Authorities,
        now: Timestamp,
    ) -> Result<Self, PracticeError> {
        let entrance = Fault::entrance(&faults);
        let tls = match entrance {
            Entrance::Secured(tls) => Some(Arc::new(authorities.config(tls, now)?)),
            _ => None,
        };
        let port = match entrance {
            Entrance::Refused => ports.closed.number,
            Entrance::Deaf => ports.deaf.number,
            _ => ports.open,
        };
        let scheme = if entrance.is_https() { "https" } else { "http" };
        let base = format!("{scheme}://{}:{port}{ROOT}", Ipv4Addr::LOCALHOST);
        Ok(Condition { faults, entrance, tls, base })
    }
}
