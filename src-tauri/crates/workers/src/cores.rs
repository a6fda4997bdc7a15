//! How many workers are worth having.

use std::num::NonZero;
use std::thread;

/// Returns how many workers can work at the same time: as many as there are cores, at least one.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
