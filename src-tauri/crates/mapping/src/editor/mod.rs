//! What the editor of a mapping shows: checks, functions, and proposals.

pub(crate) mod check;
pub(crate) mod functions;
pub(crate) mod levels;
pub(crate) mod proposals;
pub(crate) mod source;
