//! A running practice tenant: starting, what can be asked of it while it runs, and stopping.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use jiff::Timestamp;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::certificate::{Authorities, PracticeRoots};
use crate::condition::{Condition, ROOT};
use crate::fault::Fault;
use crate::layers;
use crate::lock::lock;
use crate::log::LoggedRequest;
use crate::ports::Ports;
use crate::shared::Tenant;
use crate::store::Store;
use crate::{PracticeError, discovery, gate, meeting, reply, resources};

/// The largest body that is read, in bytes. Entra's are a few kilobytes.
const MAX_BODY: usize = 1024 * 1024;

/// How long open connections have to end when the tenant is stopped.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// How a practice tenant is to run.
#[derive(Debug)]
pub struct PracticeConfig {
    /// The port on 127.0.0.1; 0 for any free one.
    pub port: u16,
    /// The bearer token that requests must carry.
    pub token: SecretString,
    /// What time it is, for `meta.created` and `meta.lastModified`.
    pub clock: fn() -> Timestamp,
    /// What goes wrong on purpose, the first one that applies to a request first.
    pub faults: Vec<Fault>,
    /// How long [`Fault::SLOW`] lets a request wait.
    pub slowness: Duration,
}

impl PracticeConfig {
    /// Returns a healthy tenant on any free port.
    pub fn new(token: SecretString, clock: fn() -> Timestamp) -> Self {
        let slowness = Duration::from_secs(4);
        PracticeConfig { port: 0, token, clock, faults: Vec::new(), slowness }
    }
}

/// A running practice tenant. It stops when it is dropped.
#[derive(Debug)]
pub struct PracticeTenant {
    tenant: Arc<Tenant>,
    ports: Ports,
    authorities: Authorities,
    entrance: JoinHandle<()>,
}

impl PracticeTenant {
    /// Starts a tenant on 127.0.0.1. Needs a Tokio runtime.
    ///
    /// # Errors
    /// Fails when the port cannot be listened on, or no certificate can be made.
    pub async fn start(config: PracticeConfig) -> Result<Self, PracticeError> {
        let failed = |error| PracticeError::listening(config.port, error);
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let ports = Ports::around(address).map_err(failed)?;
        let authorities = Authorities::new()?;
        let now = (config.clock)();
        let condition = Condition::new(config.faults, &ports, &authorities, now)?;
        let tenant = Arc::new(Tenant {
            store: Mutex::new(Store::new(condition.base.clone())),
            condition: RwLock::new(Arc::new(condition)),
            token: RwLock::new(config.token),
            clock: config.clock,
            slowness: config.slowness,
            log: Mutex::default(),
            stop: CancellationToken::new(),
        });
        let meeting = meeting::meet_all(listener, Arc::clone(&tenant), router(&tenant));
        let entrance = tokio::spawn(meeting);
        Ok(PracticeTenant { tenant, ports, authorities, entrance })
    }

    /// Returns the tenant URL, such as `http://127.0.0.1:40123/scim/v2/`. Faults of connecting and of
    /// TLS have URLs of their own.
    pub fn tenant_url(&self) -> String {
        format!("{}/", self.tenant.condition().base)
    }

    /// Breaks the running tenant in these ways and no others, from the next connection on.
    ///
    /// # Errors
    /// Fails when no certificate can be made; the tenant then stays as it was.
    pub fn set_faults(&self, faults: Vec<Fault>) -> Result<(), PracticeError> {
        let tenant = &self.tenant;
        let condition = Condition::new(faults, &self.ports, &self.authorities, tenant.now())?;
        tenant.store().set_base(&condition.base);
        *tenant.condition.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(condition);
        Ok(())
    }

    /// Returns what is wrong with the tenant on purpose.
    pub fn faults(&self) -> Vec<Fault> {
        self.tenant.condition().faults.clone()
    }

    /// Returns the roots of the certificates that the faults of TLS show: a connection test that is
    /// to see the fault and not an unknown authority trusts these.
    pub fn roots(&self) -> PracticeRoots {
        self.authorities.roots()
    }

    /// Returns the same roots as a file for other programs: PEM, RFC 7468.
    pub fn roots_pem(&self) -> String {
        self.authorities.pem()
    }

    /// Makes the tenant accept this token, and no other, from the next request on.
    pub fn set_token(&self, token: SecretString) {
        *self.tenant.token.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// Returns the latest requests in the order in which they came, at most a thousand.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        lock(&self.tenant.log).entries()
    }

    /// Stops the tenant and waits until it has stopped.
    pub async fn shutdown(mut self) {
        self.tenant.stop.cancel();
        if tokio::time::timeout(STOP_WITHIN, &mut self.entrance).await.is_err() {
            // With it go the connections that are still open.
            self.entrance.abort();
        }
    }
}

impl Drop for PracticeTenant {
    fn drop(&mut self) {
        self.tenant.stop.cancel();
    }
}

/// Puts the layers together; the last one added sees a request first.
fn router(tenant: &Arc<Tenant>) -> Router {
    let layer = || Arc::clone(tenant);
    Router::new()
        .nest(ROOT, discovery::routes().merge(resources::routes()))
        .fallback(reply::no_such_path)
        .method_not_allowed_fallback(reply::no_such_method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn_with_state(layer(), layers::answer_after_token))
        .layer(from_fn_with_state(layer(), gate::authenticate))
        .layer(from_fn_with_state(layer(), layers::answer))
        .layer(from_fn_with_state(layer(), gate::only_loopback))
        .layer(from_fn_with_state(layer(), gate::log))
        .with_state(Arc::clone(tenant))
}
