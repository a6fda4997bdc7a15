//! A running practice tenant: starting, what can be asked of it while it runs, and stopping.
//!
//! Deliberately absent: what it answers.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use jiff::Timestamp;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::gate::{self, Log, LoggedRequest};
use crate::store::Store;
use crate::{Fault, PracticeError, discovery, fault, reply, resources};

/// Where the tenant's paths begin.
const ROOT: &str = "/scim/v2";

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
    url: String,
    tenant: Arc<Tenant>,
    server: JoinHandle<()>,
}

/// What every request can reach.
#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) base: String,
    pub(crate) store: Mutex<Store>,
    pub(crate) token: RwLock<SecretString>,
    pub(crate) clock: fn() -> Timestamp,
    pub(crate) faults: Vec<Fault>,
    pub(crate) slowness: Duration,
    pub(crate) log: Mutex<Log>,
    pub(crate) stop: CancellationToken,
}

impl PracticeTenant {
    /// Starts a tenant on 127.0.0.1. Needs a Tokio runtime.
    ///
    /// # Errors
    /// Fails when the port cannot be listened on.
    pub async fn start(config: PracticeConfig) -> Result<Self, PracticeError> {
        let failed = |error| PracticeError::listening(config.port, error);
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let base = format!("http://{address}{ROOT}");
        let tenant = Arc::new(Tenant {
            store: Mutex::new(Store::new(base.clone())),
            token: RwLock::new(config.token),
            clock: config.clock,
            faults: config.faults,
            slowness: config.slowness,
            log: Mutex::default(),
            stop: CancellationToken::new(),
            base,
        });
        let service = axum::serve(listener, router(&tenant))
            .with_graceful_shutdown(tenant.stop.clone().cancelled_owned());
        let server = tokio::spawn(async move {
            // axum documents that serving never fails: it waits and tries again.
            drop(service.await);
        });
        Ok(PracticeTenant { url: format!("{}/", tenant.base), tenant, server })
    }

    /// Returns the tenant URL, such as `http://127.0.0.1:40123/scim/v2/`.
    pub fn tenant_url(&self) -> &str {
        &self.url
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
        if tokio::time::timeout(STOP_WITHIN, &mut self.server).await.is_err() {
            self.server.abort();
        }
    }
}

impl Drop for PracticeTenant {
    fn drop(&mut self) {
        self.tenant.stop.cancel();
    }
}

impl Tenant {
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

/// Locks, also after a panic elsewhere: nothing here is left half-changed by one.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts the layers together; the last one added sees a request first.
fn router(tenant: &Arc<Tenant>) -> Router {
    let layer = || Arc::clone(tenant);
    Router::new()
        .nest(ROOT, discovery::routes().merge(resources::routes()))
        .fallback(reply::no_such_path)
        .method_not_allowed_fallback(reply::no_such_method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn_with_state(layer(), fault::answer_after_token))
        .layer(from_fn_with_state(layer(), gate::authenticate))
        .layer(from_fn_with_state(layer(), fault::answer))
        .layer(from_fn_with_state(layer(), gate::only_loopback))
        .layer(from_fn_with_state(layer(), gate::log))
        .with_state(Arc::clone(tenant))
}
