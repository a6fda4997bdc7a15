//! What a change would mean for everybody: two states of the table, or one draft.

pub(crate) mod draft;
mod sides;
pub(crate) mod table;
