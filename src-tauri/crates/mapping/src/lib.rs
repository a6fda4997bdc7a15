//! Mappings over a directory: what Entra would send for every user, before anything is written.
//!
//! Deliberately absent: reading files (the directory crate), the expression language (the
//! expression crate), requests (the scim crate), and any vendor's name.

mod model;
mod profile_form;
mod rules;
pub mod targets;

pub use model::{Apply, Mapping, Source};
pub use profile_form::{ProfileMapping, ProfileMappingError};
pub use rules::Rules;
