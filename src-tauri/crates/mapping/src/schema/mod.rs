//! Entra's synchronization schema: its JSON read, and written with other mappings.

pub(crate) mod entra_schema;
pub(crate) mod error;
mod json;
mod locate;
mod powershell;
mod read;
mod scope;
mod source;
mod write;

#[cfg(test)]
mod tests;
