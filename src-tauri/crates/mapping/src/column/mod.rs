//! One mapping over many people: a column of values, computed, checked and counted.

pub(crate) mod first_rows;
pub(crate) mod hash_counter;
pub(crate) mod longest;
pub(crate) mod names;
pub(crate) mod person_codes;
pub(crate) mod result;
pub(crate) mod row_set;
pub(crate) mod stats;
pub(crate) mod summary;
pub(crate) mod text_counts;
pub(crate) mod totals;
pub(crate) mod value_checks;
pub(crate) mod value_ids;
