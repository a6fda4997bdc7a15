//! What a task needs of this machine: the present moment, and threads for what waits.

use jiff::Timestamp;

use crate::output::Failure;

/// Returns the present moment.
#[expect(clippy::disallowed_methods, reason = "a shell is where the clock is read")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Returns the runtime for the tasks that wait for something.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::of_io("the runtime", &error))
}
