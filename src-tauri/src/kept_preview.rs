//! The preview of the loaded users, kept as long as it is true, and then to begin the next one with.
//!
//! Deliberately absent: computing it; see `commands::mapping::preview`.

use std::sync::{Arc, Mutex};

use footbridge_mapping::Preview;

/// The last preview.
#[derive(Default)]
pub(crate) struct KeptPreview {
    last: Option<Arc<Preview>>,
    /// The state of everything it depends on, counted from 0.
    now: u64,
    /// The state for which `last` holds.
    of: u64,
    computing: Arc<Mutex<()>>,
}

impl KeptPreview {
    /// Returns the preview, if it is still true.
    pub(crate) fn present(&self) -> Option<Arc<Preview>> {
        self.last.clone().filter(|_| self.now == self.of)
    }

    /// Returns the last preview, true or not.
    pub(crate) fn last(&self) -> Option<Arc<Preview>> {
        self.last.clone()
    }

    /// Says that something changed on which the preview depends.
    pub(crate) fn outdate(&mut self) {
        self.now += 1;
    }

    /// Forgets the preview, with the people that it holds.
    pub(crate) fn forget(&mut self) {
        self.outdate();
        self.last = None;
    }

    /// Returns the state to be given back with the preview that is computed of it.
    pub(crate) fn state(&self) -> u64 {
        self.now
    }

    /// Keeps the preview of a state, unless a later one is there.
    pub(crate) fn keep(&mut self, state: u64, preview: &Arc<Preview>) {
        if self.last.is_none() || state >= self.of {
            self.last = Some(Arc::clone(preview));
            self.of = state;
        }
    }

    /// Returns what is locked by whoever computes, so that commands that come together wait for one
    /// preview instead of computing one each.
    pub(crate) fn computing(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.computing)
    }
}
