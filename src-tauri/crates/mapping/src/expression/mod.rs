//! Expressions over a directory: checked, bound to its attributes, computed and traced.

pub(crate) mod bound;
pub(crate) mod diagnostic;
pub(crate) mod reference;
pub(crate) mod span;
pub(crate) mod trace;
pub(crate) mod value;
