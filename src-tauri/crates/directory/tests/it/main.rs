//! The reading of whole files, each kind and each trap.

mod formats;
mod support;
mod traps;
