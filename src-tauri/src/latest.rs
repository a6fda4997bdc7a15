//! Long work of the shell: the latest is wanted, and how far it has come is told.
//!
//! Deliberately absent: the work itself.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

/// Work of one kind, of which only the latest is wanted.
#[derive(Default)]
pub(crate) struct Latest(Option<CancellationToken>);

impl Latest {
    /// Begins the next; the one before ends.
    pub(crate) fn begin(&mut self) -> CancellationToken {
        let next = CancellationToken::new();
        if let Some(earlier) = self.0.replace(next.clone()) {
            earlier.cancel();
        }
        next
    }

    /// Ends what is under way.
    pub(crate) fn stop(&mut self) {
        self.0.take().inspect(CancellationToken::cancel);
    }
}

/// Tells as often as the eye follows; more often would only take time.
pub(crate) struct Pace(Instant);

impl Pace {
    const OFTEN: Duration = Duration::from_millis(60);

    pub(crate) fn new() -> Self {
        Pace(Instant::now())
    }

    /// Returns whether it is time to tell again.
    pub(crate) fn is_due(&mut self) -> bool {
        let due = self.0.elapsed() >= Pace::OFTEN;
        if due {
            self.0 = Instant::now();
        }
        due
    }
}

/// Has `tell` say how many per cent are done, until the work is stopped.
pub(crate) fn told(
    tell: impl Fn(u8),
    stop: CancellationToken,
) -> impl FnMut(u64, u64) -> ControlFlow<()> {
    let mut pace = Pace::new();
    move |done, all| {
        if pace.is_due() {
            tell(per_cent(done, all));
        }
        if stop.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
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
    use super::*;

    #[test]
    fn the_next_ends_the_one_before() {
        let mut latest = Latest::default();
        let first = latest.begin();
        let second = latest.begin();
        assert!(first.is_cancelled() && !second.is_cancelled(), "only the latest is wanted");
        latest.stop();
        assert!(second.is_cancelled(), "and that one not either");
        assert!(told(|_| {}, second)(1, 2).is_break(), "what is stopped does not go on");
        assert!(told(|_| {}, latest.begin())(1, 2).is_continue(), "the next does");
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
