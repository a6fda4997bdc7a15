//! A running practice tenant: starting, what can be asked of it while it runs, and stopping.
//!
//! Deliberately absent: what it answers.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use jiff::Timestamp;
use rustls::ServerConfig;
use secrecy::SecretString;
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::certificate::{Authorities, PracticeRoots};
use crate::entrance::{self, Entrance};
use crate::gate::{self, Log, LoggedRequest};
use crate::store::Store;
use crate::{Fault, PracticeError, discovery, fault, reply, resources};

/// Where the tenant's paths begin.
const ROOT: &str = "/scim/v2";

/// The largest body that is read, in bytes. Entra's are a few kilobytes.
const MAX_BODY: usize = 1024 * 1024;

/// How long open connections have to end when the tenant is stopped.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// How long taking the one place in the queue of the deaf port may take.
const FILLING: Duration = Duration::from_millis(200);

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

/// The ports of one tenant: the one it serves, and two that are held for the faults of connecting.
#[derive(Debug)]
struct Ports {
    open: u16,
    /// Bound, so that nobody else has it, and nothing listens.
    closed: Port<TcpSocket>,
    /// Something listens, and its queue is full.
    deaf: Port<(TcpListener, Option<TcpStream>)>,
}

/// A port, and what holds it.
#[derive(Debug)]
struct Port<T> {
    number: u16,
    _held: T,
}

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

/// What every request can reach.
#[derive(Debug)]
pub(crate) struct Tenant {
    condition: RwLock<Arc<Condition>>,
    pub(crate) store: Mutex<Store>,
    pub(crate) token: RwLock<SecretString>,
    pub(crate) clock: fn() -> Timestamp,
    pub(crate) slowness: Duration,
    pub(crate) log: Mutex<Log>,
    pub(crate) stop: CancellationToken,
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
        let meeting = entrance::meet_all(listener, Arc::clone(&tenant), router(&tenant));
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

impl Ports {
    fn around(open: SocketAddr) -> io::Result<Self> {
        let bound = || {
            let socket = TcpSocket::new_v4()?;
            socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
            socket.local_addr().map(|address| (socket, address))
        };
        let (closed, closed_at) = bound()?;
        let (deaf, deaf_at) = bound()?;
        let listener = deaf.listen(0)?;
        // The one place in the queue; whether it was there to take makes no difference.
        let filler = TcpStream::connect_timeout(&deaf_at, FILLING).ok();
        Ok(Ports {
            open: open.port(),
            closed: Port { number: closed_at.port(), _held: closed },
            deaf: Port { number: deaf_at.port(), _held: (listener, filler) },
        })
    }
}

impl Condition {
    fn new(
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

impl Tenant {
    pub(crate) fn condition(&self) -> Arc<Condition> {
        Arc::clone(&self.condition.read().unwrap_or_else(PoisonError::into_inner))
    }

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
