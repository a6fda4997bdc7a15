//! The hand-over: what was done in a set-up, as a record that can be kept and passed on.
//!
//! The shell fills a [`Record`] from the other steps. It says in lines what was reached and what is
//! open ([`Record::lines`], [`Record::open_points`], [`Record::next_steps`]), and it becomes an HTML
//! page, a Markdown text ([`Record::html`], [`Record::markdown`]) and a calendar entry
//! ([`Record::calendar`]). [`check_record`] says where a secret stands in it, if one does; [`save`]
//! writes one of its forms, whole or not at all, and never with a secret in it.
//!
//! Deliberately absent: any type that can hold a secret, any person of the directory, the requests
//! and answers of the connection test, dialogs, and the clock.

mod calendar;
mod check;
mod error;
mod moment;
mod overview;
mod place;
mod record;
mod render;
mod words;
mod write;

pub use check::{check_record, check_schema, check_text};
pub use error::SaveError;
pub use place::SecretPlace;
pub use record::{Line, LineState, People, PeopleFinding, PortalStep, Record};
pub use render::RenderError;
pub use write::{TEMPORARY, save, write_atomically};
