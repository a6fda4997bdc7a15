//! Exports read whole into memory: one, several of one tenant, a list of names, the sample.

pub(crate) mod names;
pub(crate) mod one;
pub(crate) mod people;
pub(crate) mod sample;
pub(crate) mod several;
