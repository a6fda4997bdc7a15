//! Vendor profiles as data, and the guide through Entra's portal.
//!
//! A vendor is one TOML file (see `PROFILE.md`): names, how its secret token is made, its tenant
//! URL, its mapping table and rules, and the steps in the portal with their conditions. The strict
//! reader, [`Profile::parse`], refuses a file with every problem in it, each with its place, and
//! [`Profile::resembles_built_in`] tells a file that could be taken for a vendor that it is not.
//!
//! Deliberately absent: any vendor's name in code, the network, files and folders, and what the
//! admin has ticked.

mod address;
mod built_in;
mod format;
mod guide;
mod lookalike;
mod opened;
mod portal;
mod profile;
mod read;
mod schema;
mod table;
mod vendor;

pub use built_in::{built_in, find};
pub use format::FORMAT_VERSION;
pub use guide::{
    Choice, CopyValue, Guide, GuideAction, GuideStep, GuideValues, Picture, Proof, Situation,
    SituationField, SituationQuestion,
};
pub use opened::Resemblance;
pub use portal::{CopyKind, Evidence, PortalLayout};
pub use profile::{ConnectionFacts, Profile};
pub use read::{Problem, ProfileError, explain_all};
pub use schema::json_schema;
pub use table::{EntraDefaults, entra_defaults};
pub use vendor::{
    Link, MinuteRange, Note, Objects, Question, TenantUrlFacts, TokenFacts, Vendor, VendorCard,
};

/// The largest profile that is read, in bytes. It is a few pages of text; anything larger is another
/// kind of file. Our choice.
pub const LARGEST_PROFILE: u64 = 1 << 20;
