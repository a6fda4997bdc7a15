//! The requests that Entra would make for one person.

pub(crate) mod person_requests;
pub(crate) mod unsent;
mod values;
