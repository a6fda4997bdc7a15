//! An export on disk, read any number of times and on all cores, without its users staying in
//! memory.

pub(crate) mod file;
mod in_blocks;
mod in_order;
pub(crate) mod job;
mod pass;
mod regular;
