//! The preview of an export on disk, computed while it is read, without keeping anybody.

pub(crate) mod chunk_reader;
pub(crate) mod lines;
pub(crate) mod shards;
pub(crate) mod summary;
