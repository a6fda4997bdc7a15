//! The crate as its users see it.

mod case;
mod published;
mod suggestions;
