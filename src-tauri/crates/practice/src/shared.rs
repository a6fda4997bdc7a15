//! What every request can reach.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::condition::Condition;
use crate::fault::Fault;
use crate::flaw::Flaws;
use crate::lock::lock;
use crate::log::Log;
use crate::store::Store;

/// What every request can reach.
#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) condition: RwLock<Arc<Condition>>,
    pub(crate) store: Mutex<Store>,
    pub(crate) token: RwLock<SecretString>,
    pub(crate) clock: fn() -> Timestamp,
    pub(crate) slowness: Duration,
    pub(crate) log: Mutex<Log>,
    pub(crate) stop: CancellationToken,
}

impl Tenant {
    pub(crate) fn condition(&self) -> Arc<Condition> {
        Arc::clone(&self.condition.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns what is not kept on purpose.
    pub(crate) fn flaws(&self) -> Flaws {
        Fault::flaws(&self.condition().faults)
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }
}
