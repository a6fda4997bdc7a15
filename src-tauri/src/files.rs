//! Files that the admin opens and saves.

pub(crate) mod load;
pub(crate) mod save;
