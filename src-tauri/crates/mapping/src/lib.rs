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
mod crowd;
mod diagnose;
mod difference;
mod evaluate;
mod explain;
mod forecast;
mod functions;
mod groups;
mod hashes;
mod impact;
mod judge;
mod levels;
mod listing;
mod model;
mod names;
mod numbers;
pub mod output;
mod people;
mod person;
mod places;
mod preview;
mod profile_form;
mod program;
mod proposals;
mod reader;
mod requests;
mod rules;
mod schema;
mod scope;
mod sent;
mod set;
mod span;
mod statistics;
mod stream;
mod survey;
mod tally;
pub mod targets;
mod tree;
mod twins;
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
pub use diagnose::{Diagnostic, Fix, MappingCheck, MappingRow, MappingTable, diagnostics};
pub use difference::{MappingDifference, differences};
pub use evaluate::{Evaluated, Evaluator, MappingId, Outcome, Sent};
pub use explain::{CallPlace, PartValue, SlotPlace, TracedPart};
pub use forecast::FailureForecast;
pub use functions::{FunctionEntry, FunctionParameter, functions};
pub use groups::{VendorGroup, VendorGroups};
pub use impact::{DraftImpact, ImpactExample};
pub use levels::{LevelExample, LevelProposal, LevelSuggestion};
pub use model::{Apply, Mapping, Source};
pub use people::{PeoplePage, PeopleQuery, PersonPreview, PersonRow, PersonValue, SentValue};
pub use person::{Fact, first_people};
pub use preview::{DirectoryPreview, FindingGroup, OnPreviewed, Preview, PreviewError};
pub use profile_form::{ProfileMapping, ProfileMappingError};
pub use proposals::{Proposal, proposals};
pub use requests::{
    PersonEvent, PersonRequests, PlannedRequest, RequestPlan, RequestTarget, SourceValue, Unsent,
};
pub use rules::Rules;
pub use schema::{EntraSchema, SchemaError};
pub use scope::{Licences, Listed, Scope, ScopeChoice};
pub use set::{Change, MappingSet, Origin, Row, SavedRows, UnknownRow};
pub use span::Span;
pub use statistics::{Frequent, TargetSummary};
pub use stream::{StreamError, WriteLine, stream};
pub use survey::survey;
pub use tree::{LEVELS, OrganisationTree, TreeNode};
