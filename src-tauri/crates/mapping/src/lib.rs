//! Mappings over a directory: what Entra would send for every user, before anything is written.
//!
//! [`MappingTable`] is the table that the admin edits, [`EditHistory`] its steps; [`Evaluator`] computes it
//! over a [`footbridge_directory::Directory`]; [`Preview`] does so for everybody, with findings, counts
//! and the organisation tree, and [`summarise_file`] for a file on disk. Rows are counted from 1 wherever
//! they cross to the window or the command line, as in the file; inside they are counted from 0 and the
//! doc comment says so.
//!
//! Each folder is a room; a room imports lower ones only. From below: `work`, `finding`, `expression`,
//! `table`, `filter`, `scope`, `evaluate`, `column`, `people`, `organisation`, `preview`, `output`, `whole_file`,
//! `compare`, `requests`, `schema`, `editor`.
//!
//! Deliberately absent: reading files (the directory crate), the expression language (the
//! expression crate), the form of requests and sending them (the scim and connection crates), groups
//! of Entra's own, how anything is shown, and any vendor's name.

mod column;
mod compare;
mod editor;
mod evaluate;
mod expression;
mod filter;
mod finding;
mod organisation;
pub mod output;
mod people;
mod preview;
mod requests;
mod schema;
mod scope;
mod table;
mod whole_file;
mod work;

pub use column::summary::{Frequent, TargetSummary};
pub use compare::draft::{DraftImpact, ImpactExample};
pub use compare::table::{
    ComparisonBase, DirectoryComparison, MappingChange, TableComparison, TablePair,
    TargetComparison, ValueChange,
};
pub use editor::check::{MappingCheck, MappingRow, TableView};
pub use editor::functions::{FunctionEntry, FunctionParameter, functions};
pub use editor::levels::{LevelExample, LevelProposal, LevelSuggestion};
pub use editor::proposals::{Proposal, proposals};
pub use editor::source::diagnostics;
pub use evaluate::compiled_table::MappingId;
pub use evaluate::error::PreviewError;
pub use evaluate::evaluator::Evaluator;
pub use expression::bound::Context;
pub use expression::diagnostic::{Diagnostic, Fix};
pub use expression::span::Span;
pub use expression::trace::{CallPlace, PartValue, SlotPlace, TracedPart};
pub use expression::value::{Evaluated, Outcome, Sent};
pub use filter::ScopingFilter;
pub use finding::code::{
    DifferenceCode, ForecastCode, LevelCode, PeopleCode, RequestCode, SchemaCode, SourceCode,
    TableCode,
};
pub use finding::forecast::FailureForecast;
pub use finding::group::FindingGroup;
pub use organisation::csv_cell::{CsvForm, csv_cell};
pub use organisation::tree::{OrganisationTree, TreeNode};
pub use output::FileSummary;
pub use people::person_columns::{Fact, PersonRow, first_people};
pub use people::vendor_groups::{VendorGroup, VendorGroups};
pub use preview::directory_preview::DirectoryPreview;
pub use preview::incremental::Preview;
pub use preview::page::PeoplePage;
pub use preview::person::{PersonPreview, PersonValue};
pub use preview::query::{PeopleQuery, SentValue};
pub use requests::person_requests::{
    PersonEvent, PersonRequests, PlannedRequest, RequestPlan, RequestTarget, SourceValue,
};
pub use requests::unsent::Unsent;
pub use schema::entra_schema::EntraSchema;
pub use schema::error::SchemaError;
pub use scope::{Licences, Listed, Scope, ScopeChoice};
pub use table::choices::{MappingChoices, SourceChoice, SourceSuggestion, TargetChoice};
pub use table::difference::{MappingDifference, differences};
pub use table::edit_history::{Change, EditHistory};
pub use table::mapping::{Apply, Mapping, Source, matching_targets};
pub use table::mapping_table::{MappingTable, Origin, Row, SavedRows, UnknownRow};
pub use table::profile_form::{ProfileMapping, ProfileMappingError};
pub use table::rules::Rules;
pub use table::targets;
pub use table::targets::LEVELS;
pub use table::topic::{RowGroup, Topic};
pub use whole_file::lines::{WriteLine, WriteLinesError, write_lines};
pub use whole_file::summary::summarise_file;
pub use work::OnProgress;
