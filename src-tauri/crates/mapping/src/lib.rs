//! Mappings over a directory: what Entra would send for every user, before anything is written.
//!
//! [`MappingSet`] is the table that the admin edits; [`Evaluator`] computes it over a
//! [`footbridge_directory::Directory`]; [`Preview`] does so for everybody, with findings, counts
//! and the organisation tree. Rows are counted from 1 wherever they cross to the window or the
//! command line, as in the file; inside they are counted from 0 and the doc comment says so.
//!
//! Deliberately absent: reading files (the directory crate), the expression language (the
//! expression crate), the form of requests (the scim crate), and any vendor's name.

mod base;
mod bits;
mod cell;
mod choices;
mod code;
mod comparison;
mod compiled;
mod computed;
mod counted;
mod crowd;
mod diagnose;
mod diagnostic;
mod difference;
mod directory_preview;
mod evaluate;
mod explain;
mod finding_group;
mod first_rows;
mod forecast;
mod functions;
mod groups;
mod hashes;
mod impact;
mod judge;
mod levels;
mod listing;
mod longest;
mod model;
mod names;
mod numbers;
pub mod output;
mod people;
mod people_codes;
mod person;
mod placement;
mod places;
mod preview;
mod preview_error;
mod profile_form;
mod program;
mod proposals;
mod query;
mod reader;
mod requests;
mod rules;
mod schema;
mod scope;
mod sent;
mod sent_targets;
mod set;
mod span;
mod statistics;
mod stream;
mod survey;
mod tally;
pub mod targets;
mod tree;
mod twins;
mod value;
mod work;

pub use cell::csv_cell;
pub use choices::{MappingChoices, SourceChoice, SourceSuggestion, TargetChoice};
pub use code::{
    DifferenceCode, ForecastCode, PeopleCode, RequestCode, SchemaCode, SourceCode, TableCode,
};
pub use comparison::{
    ComparisonBase, DirectoryComparison, MappingChange, TableComparison, TargetComparison,
    ValueChange,
};
pub use compiled::Context;
pub use diagnose::{MappingCheck, MappingRow, MappingTable, diagnostics};
pub use diagnostic::{Diagnostic, Fix};
pub use difference::{MappingDifference, differences};
pub use directory_preview::DirectoryPreview;
pub use evaluate::Evaluator;
pub use explain::{CallPlace, PartValue, SlotPlace, TracedPart};
pub use finding_group::FindingGroup;
pub use forecast::FailureForecast;
pub use functions::{FunctionEntry, FunctionParameter, functions};
pub use groups::{VendorGroup, VendorGroups};
pub use impact::{DraftImpact, ImpactExample};
pub use levels::{LevelExample, LevelProposal, LevelSuggestion};
pub use model::{Apply, Mapping, Source};
pub use people::{PeoplePage, PersonPreview, PersonValue};
pub use person::{Fact, PersonRow, first_people};
pub use preview::Preview;
pub use preview_error::{OnPreviewed, PreviewError};
pub use profile_form::{ProfileMapping, ProfileMappingError};
pub use program::MappingId;
pub use proposals::{Proposal, proposals};
pub use query::{PeopleQuery, SentValue};
pub use requests::person_requests::{
    PersonEvent, PersonRequests, PlannedRequest, RequestPlan, RequestTarget, SourceValue,
};
pub use requests::unsent::Unsent;
pub use rules::Rules;
pub use schema::entra_schema::EntraSchema;
pub use schema::error::SchemaError;
pub use scope::{Licences, Listed, Scope, ScopeChoice};
pub use set::{Change, MappingSet, Origin, Row, SavedRows, UnknownRow};
pub use span::Span;
pub use statistics::{Frequent, TargetSummary};
pub use stream::{StreamError, WriteLine, stream};
pub use survey::survey;
pub use targets::LEVELS;
pub use tree::{OrganisationTree, TreeNode};
pub use value::{Evaluated, Outcome, Sent};
