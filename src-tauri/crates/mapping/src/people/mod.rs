//! How people are shown and found, and the groups that they make.

pub(crate) mod group_builder;
pub(crate) mod person_columns;
pub(crate) mod vendor_groups;
