//! Work that may be cancelled: what is done is counted in steps, and about once a millisecond the
//! caller says whether to go on, in the middle of a long value, too. A step is about as much as a
//! few letters take.

use std::ops::ControlFlow;

use footbridge_workers::Cancelled;

/// Called from time to time with the values computed so far and in all; `Break` cancels the work.
pub type OnProgress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// After how many steps the caller is asked: about a millisecond.
const STEPS: u64 = 1 << 18;

/// Counts what is done.
pub(crate) struct Work<'w> {
    go_on: &'w mut dyn FnMut() -> ControlFlow<()>,
    done: u64,
    at_last_question: u64,
}

impl<'w> Work<'w> {
    /// Returns work that `go_on` may cancel.
    pub(crate) fn new(go_on: &'w mut dyn FnMut() -> ControlFlow<()>) -> Self {
        Work { go_on, done: 0, at_last_question: 0 }
    }

    /// Counts some steps.
    pub(crate) fn take(&mut self, steps: usize) -> Result<(), Cancelled> {
        self.done = self.done.saturating_add(steps as u64);
        if self.done - self.at_last_question < STEPS {
            return Ok(());
        }
        self.at_last_question = self.done;
        if (self.go_on)().is_break() { Err(Cancelled) } else { Ok(()) }
    }
}

/// Does work that nobody cancels.
pub(crate) fn to_the_end<T: Default>(
    work: impl FnOnce(&mut Work<'_>) -> Result<T, Cancelled>,
) -> T {
    work(&mut Work::new(&mut || ControlFlow::Continue(()))).unwrap_or_default()
}

/// Returns how many steps some work takes.
#[cfg(test)]
pub(crate) fn counted<T>(work: impl FnOnce(&mut Work<'_>) -> Result<T, Cancelled>) -> u64 {
    let go_on = &mut || ControlFlow::Continue(());
    let mut counting = Work::new(go_on);
    assert!(work(&mut counting).is_ok(), "nobody cancels it");
    counting.done
}
