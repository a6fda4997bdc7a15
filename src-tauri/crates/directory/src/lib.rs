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

mod column;
mod error;
mod export;
mod format;
mod load;
mod record;
mod store;
mod work;

#[cfg(test)]
mod scaling;

pub use column::attribute;
pub use column::header::{chosen, of_header};
pub use column::layout::{ColumnChoice, exported_name};
pub use column::list::List;
pub use error::{DirectoryError, NameCandidate, OtherFile};
pub use export::file::Export;
pub use export::job::{Job, OnPart, PassResult};
pub use format::read::read;
pub use load::names::open_names;
pub use load::one::{OnFirst, open};
pub use load::sample::sample;
pub use load::several::{load_all, open_all};
pub use record::export_again::export_again;
pub use record::progress::{OnProgress, Progress};
pub use record::skipped::SkippedRow;
pub use record::summary::{Column, DirectorySummary, Format};
pub use record::use_of_columns::UnusedColumn;
pub use store::chunk::Chunk;
pub use store::directory::{AttributeIndex, AttributeValues, Directory, Value};
pub use store::edited::Edit;
