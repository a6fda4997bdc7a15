//! One kind of long work, of which the latest is wanted.

use std::sync::{Arc, Weak};

use tokio_util::sync::CancellationToken;

/// The place of the latest job of one kind.
pub(crate) struct JobSlot {
    all: CancellationToken,
    latest: Option<(CancellationToken, Weak<()>)>,
}

/// A job that is under way, for as long as this lives, also when it ends by a panic.
#[derive(Clone)]
pub(crate) struct Job {
    cancelled: CancellationToken,
    _running: Arc<()>,
}

impl JobSlot {
    /// A slot whose jobs end with `all`.
    pub(crate) fn within(all: CancellationToken) -> Self {
        JobSlot { all, latest: None }
    }

    /// Begins the next job; the one before ends.
    pub(crate) fn begin(&mut self) -> Job {
        let running = Arc::new(());
        let cancelled = self.all.child_token();
        let next = (cancelled.clone(), Arc::downgrade(&running));
        if let Some((earlier, _)) = self.latest.replace(next) {
            earlier.cancel();
        }
        Job { cancelled, _running: running }
    }

    /// Ends what is under way.
    pub(crate) fn stop(&mut self) {
        if let Some((latest, _)) = self.latest.take() {
            latest.cancel();
        }
    }

    /// Tells the job that is under way to end, and waits for it in its place.
    pub(crate) fn cancel(&self) {
        if let Some((latest, _)) = &self.latest {
            latest.cancel();
        }
    }

    /// Whether a job is under way, be it about to end.
    pub(crate) fn is_running(&self) -> bool {
        self.latest.as_ref().is_some_and(|(_, running)| running.strong_count() > 0)
    }
}

impl Job {
    /// Whether it is not wanted any more.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.is_cancelled()
    }

    /// Returns what says so.
    pub(crate) fn cancellation(&self) -> CancellationToken {
        self.cancelled.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begin_ends_the_job_before() {
        let mut slot = JobSlot::within(CancellationToken::new());
        let first = slot.begin();
        let second = slot.begin();
        assert!(first.is_cancelled() && !second.is_cancelled(), "only the latest is wanted");
        slot.stop();
        assert!(second.is_cancelled(), "and that one not either");
    }

    #[test]
    fn slot_is_running_while_its_job_lives() {
        let mut slot = JobSlot::within(CancellationToken::new());
        assert!(!slot.is_running(), "nothing yet");
        let job = slot.begin();
        slot.cancel();
        assert!(slot.is_running() && job.is_cancelled(), "it has not ended yet");
        drop(job);
        assert!(!slot.is_running(), "now it has");
    }
}
