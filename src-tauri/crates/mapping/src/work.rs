//! Work that may be given up: what is done is counted, and from time to time it is asked whether to
//! go on, in the middle of a long value, too.
//!
//! Deliberately absent: the clock. A step is about as much as a few letters take.

use std::ops::ControlFlow;

/// The work was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GivenUp;

/// After how many steps it is asked again: about a millisecond.
const ASKED_AFTER: u64 = 1 << 18;

/// Counts what is done.
pub(crate) struct Work<'w> {
    go_on: &'w mut dyn FnMut() -> ControlFlow<()>,
    done: u64,
    asked: u64,
}

impl<'w> Work<'w> {
    /// Returns work about which `go_on` is asked.
    pub(crate) fn new(go_on: &'w mut dyn FnMut() -> ControlFlow<()>) -> Self {
        Work { go_on, done: 0, asked: 0 }
    }

    /// Counts some steps.
    pub(crate) fn take(&mut self, steps: usize) -> Result<(), GivenUp> {
        self.done = self.done.saturating_add(steps as u64);
        if self.done - self.asked < ASKED_AFTER {
            return Ok(());
        }
        self.asked = self.done;
        if (self.go_on)().is_break() { Err(GivenUp) } else { Ok(()) }
    }
}

/// Does work that nobody gives up.
pub(crate) fn to_the_end<T: Default>(work: impl FnOnce(&mut Work<'_>) -> Result<T, GivenUp>) -> T {
    work(&mut Work::new(&mut || ControlFlow::Continue(()))).unwrap_or_default()
}

/// Returns how many steps some work takes.
#[cfg(test)]
pub(crate) fn counted<T>(work: impl FnOnce(&mut Work<'_>) -> Result<T, GivenUp>) -> u64 {
    let go_on = &mut || ControlFlow::Continue(());
    let mut counting = Work::new(go_on);
    assert!(work(&mut counting).is_ok(), "nobody gives it up");
    counting.done
}
