//! Work shared out among the processor's cores, in the two forms that Footbridge has.
//!
//! [`Strides`]: many items that are all there; each worker takes the next few that nobody has taken,
//! and the calling thread works like the others. [`pull_ordered`] and [`push_ordered`]: items that
//! come one by one, out of a file for instance; workers take them as they come, and what they make of
//! them arrives at the calling thread in the items' order, of which only a few are under way.
//!
//! Nothing is left running: when a call returns, its workers have ended. A worker's panic ends the
//! others and goes on in the calling thread.
//!
//! ```
//! use footbridge_workers::{Cancel, Strides};
//! let numbers: Vec<u64> = (0..100_000).collect();
//! let sums = Strides::new(numbers.len(), 1024).map(
//!     &Cancel::default(),
//!     &mut |_taken| (),
//!     || (),
//!     |(), items, _| numbers[items].iter().sum::<u64>(),
//! );
//! assert_eq!(sums.map(|sums| sums.iter().sum()), Ok(4_999_950_000_u64));
//! ```
//!
//! Deliberately absent: a pool that outlives a call, and what async code waits for.

mod cancel;
mod cores;
mod ordered;
mod strides;

pub use cancel::{Cancel, Cancelled};
pub use cores::cores;
pub use ordered::{Feed, Parts, pull_ordered, push_ordered};
pub use strides::{Stride, Strides, Worker};
