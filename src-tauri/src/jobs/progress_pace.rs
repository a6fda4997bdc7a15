//! How far long work has come, reported as often as the eye follows.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::jobs::job_slot::Job;

/// Says when it is time to report again; more often would only take time.
pub(crate) struct ProgressPace(Instant);

impl ProgressPace {
    const OFTEN: Duration = Duration::from_millis(60);

    pub(crate) fn new() -> Self {
        ProgressPace(Instant::now())
    }

    /// Returns whether it is time to report again.
    pub(crate) fn is_due(&mut self) -> bool {
        let due = self.0.elapsed() >= ProgressPace::OFTEN;
        if due {
            self.0 = Instant::now();
        }
        due
    }
}

/// Has `report` say how many per cent are done, until the job is cancelled.
pub(crate) fn report_progress(
    report: impl Fn(u8),
    job: Job,
) -> impl FnMut(u64, u64) -> ControlFlow<()> {
    let mut pace = ProgressPace::new();
    move |done, all| {
        if pace.is_due() {
            report(per_cent(done, all));
        }
        if job.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn per_cent(done: u64, all: u64) -> u8 {
    u8::try_from(done.saturating_mul(100) / all.max(1)).unwrap_or(100).min(100)
}

/// Returns which part of all is done, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a bar on the screen needs no more")]
pub(crate) fn part(done: u64, all: u64) -> f64 {
    done as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::jobs::job_slot::JobSlot;

    #[test]
    fn cancelled_work_does_not_go_on() {
        let mut slot = JobSlot::within(CancellationToken::new());
        let job = slot.begin();
        assert!(report_progress(|_| {}, job.clone())(1, 2).is_continue(), "it is wanted");
        slot.stop();
        assert!(report_progress(|_| {}, job)(1, 2).is_break(), "it is not");
    }

    #[test]
    fn parts_stay_between_nothing_and_all() {
        for (done, all, expected) in
            [(0, 0, 0), (0, 9, 0), (1, 3, 33), (9, 9, 100), (12, 9, 100), (u64::MAX, 1, 100)]
        {
            assert_eq!(per_cent(done, all), expected, "{done} of {all}");
        }
    }
}
