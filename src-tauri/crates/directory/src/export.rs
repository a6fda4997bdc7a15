//! An export on disk, read as often as is wanted and on all cores, without keeping its users.

pub(crate) mod file;
mod in_blocks;
mod in_order;
pub(crate) mod job;
mod pass;
mod regular;
