//! Users from an export of Entra ID, in a compact columnar store.
//!
//! Reads what admins have: the portal's "Download users" CSV, `Get-MgUser | Export-Csv`, and
//! Graph's `/users` JSON, in any usual encoding and with any usual delimiter, and a workbook saved
//! from one of these. What is broken is reported with its line and left out; nothing is dropped
//! silently.
//!
//! ```
//! # fn main() -> Result<(), footbridge_directory::DirectoryError> {
//! use std::ops::ControlFlow;
//! let mut file = "userPrincipalName,department\nkari@nordwind.example,Sales\n".as_bytes();
//! let (directory, summary) = footbridge_directory::read(
//!     &mut file,
//!     "users.csv",
//!     None,
//!     &footbridge_finding::Language::ENGLISH,
//!     &mut |_| ControlFlow::Continue(()),
//! )?;
//! let department = directory.attribute("department").expect("the file has it");
//! assert_eq!((summary.users, directory.text(0, department)), (1, Some("Sales")));
//! # Ok(())
//! # }
//! ```
//!
//! Deliberately absent: mappings, SCIM and file dialogs.

pub mod attribute;
mod blocks;
mod builder;
mod cells;
mod chunk;
mod claims;
mod column_facts;
mod columns;
mod csv;
mod edited;
mod error;
mod export;
mod facts;
mod gather;
mod json;
mod load;
mod names;
mod notice;
mod progress;
mod read;
mod record;
mod rows;
mod sample;
mod several;
mod skipped;
mod source;
mod store;
mod summary;
mod table;
mod text;
mod text_facts;
mod unpacked;
mod work;
mod xlsx;

#[cfg(test)]
mod scaling;

pub use chunk::Chunk;
pub use columns::{ColumnChoice, exported_name};
pub use edited::Edit;
pub use error::DirectoryError;
pub use export::{Export, Job, OnPart, Passed};
pub use load::{OnFirst, open};
pub use names::open_names;
pub use progress::{OnProgress, Progress};
pub use read::read;
pub use sample::sample;
pub use several::{load_all, open_all};
pub use skipped::SkippedRow;
pub use store::{AttributeIndex, Directory, List, Value};
pub use summary::{Column, DirectorySummary, Format};
