//! What is known and told of a file beside its users: how far it is read, what is suspicious in it,
//! which rows were left out.

pub(crate) mod export_again;
pub(crate) mod facts;
pub(crate) mod import_record;
pub(crate) mod notice;
pub(crate) mod phrase;
pub(crate) mod progress;
pub(crate) mod skipped;
pub(crate) mod summary;
pub(crate) mod text_facts;
pub(crate) mod use_of_columns;
