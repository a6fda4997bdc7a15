//! What is found: stable codes with their words, sets of codes, and findings with their people.

pub(crate) mod code;
pub(crate) mod forecast;
pub(crate) mod group;
pub(crate) mod people_codes;
pub(crate) mod subject;
