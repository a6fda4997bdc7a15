//! The one sign by which work is cancelled, shared by who does it and who may end it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Cancels work. All clones are one: what one of them cancels is cancelled for all, and stays so.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Cancels the work.
    pub fn cancel(&self) {
        // Nothing is handed over with the sign, so that its order among other writes is no matter.
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns whether the work was cancelled; as cheap as reading a variable.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The work was cancelled; there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;
