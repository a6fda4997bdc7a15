//! Long work: of each kind one at most, all of it ended with the workspace that it is for.

pub(crate) mod job_slot;
pub(crate) mod preview_cache;
pub(crate) mod progress_pace;

use job_slot::JobSlot;
use tokio_util::sync::CancellationToken;

/// The work that is under way for one workspace.
pub(crate) struct Jobs {
    all: CancellationToken,
    /// The connection test.
    pub(crate) test: JobSlot,
    /// The proof.
    pub(crate) proof: JobSlot,
    /// The reading of an export.
    pub(crate) load: JobSlot,
    /// The preview of everybody.
    pub(crate) preview: JobSlot,
    /// The computation of an edited mapping for everybody.
    pub(crate) draft: JobSlot,
    /// The search for expressions that an edited mapping might take.
    pub(crate) proposals: JobSlot,
    /// The comparison of the table with another state of it.
    pub(crate) comparison: JobSlot,
}

impl Default for Jobs {
    fn default() -> Self {
        let all = CancellationToken::new();
        let slot = || JobSlot::within(all.clone());
        Jobs {
            test: slot(),
            proof: slot(),
            load: slot(),
            preview: slot(),
            draft: slot(),
            proposals: slot(),
            comparison: slot(),
            all,
        }
    }
}

impl Jobs {
    /// Ends everything that is under way. What begins later is not touched by it.
    pub(crate) fn stop_all(&mut self) {
        // Dropping the old ones ends them.
        *self = Jobs::default();
    }
}

impl Drop for Jobs {
    /// A workspace that is thrown away leaves no work behind.
    fn drop(&mut self) {
        self.all.cancel();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_all_ends_every_kind_of_job() {
        let mut jobs = Jobs::default();
        let begun = [
            jobs.test.begin(),
            jobs.proof.begin(),
            jobs.load.begin(),
            jobs.preview.begin(),
            jobs.draft.begin(),
            jobs.proposals.begin(),
            jobs.comparison.begin(),
        ];
        jobs.stop_all();
        assert!(begun.iter().all(job_slot::Job::is_cancelled), "each of them");
        assert!(!jobs.test.is_running(), "a stopped test does not stand in the way of the next");
        let next = jobs.test.begin();
        drop(begun);
        assert!(jobs.test.is_running(), "the end of the old one takes no mark away");
        assert!(!next.is_cancelled(), "nor ends the new one");
        drop(jobs);
        assert!(next.is_cancelled(), "what is thrown away leaves no work behind");
    }
}
