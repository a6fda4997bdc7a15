//! How large things may grow and how much may be done. All of them are our choice: Entra documents
//! none of them. They are far above what a directory attribute can hold and keep a careless
//! expression from eating the machine.

use std::cell::Cell;

/// The longest text an evaluation makes, in bytes.
pub const MAX_TEXT: usize = 128 * 1024;

/// The most values that a list an evaluation makes has.
pub const MAX_VALUES: usize = 10_000;

/// The longest text a regular expression is applied to, in bytes.
pub const MAX_SEARCHED: usize = 4 * 1024;

/// How much one evaluation may do, in units of about a nanosecond: fifty milliseconds. What costs
/// little is not counted; texts and searches are counted by what they cost at worst.
pub const MAX_WORK: u64 = 50_000_000;

/// How large the regular expressions of one expression may be together, in states of an automaton.
pub const MAX_PATTERNS: usize = 100_000;

/// What is left of [`MAX_WORK`].
#[derive(Debug)]
pub(crate) struct Work(Cell<u64>);

impl Work {
    /// Returns the whole of it.
    pub(crate) fn whole() -> Self {
        Work(Cell::new(MAX_WORK))
    }

    /// Returns how much was taken.
    pub(crate) fn taken(&self) -> u64 {
        MAX_WORK - self.0.get()
    }

    /// Takes some; `None`, and nothing is left, when it is more than there is.
    pub(crate) fn take(&self, units: usize) -> Option<()> {
        let left = self.0.get().checked_sub(u64::try_from(units).unwrap_or(u64::MAX));
        self.0.set(left.unwrap_or(0));
        left.map(drop)
    }
}
