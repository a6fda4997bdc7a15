//! SCIM 2.0 as it goes over the wire, and the requests that Entra makes, byte for byte.
//!
//! Two halves that share little: [`Request`], [`WriteRequest`] and [`TenantUrl`] are the client's
//! side, as Entra's provisioning service is one; the rest is what a server needs to understand such
//! a client.
//!
//! Deliberately absent: sending anything, storing anything, secrets, and words for people. Whoever
//! sends a [`Request`] adds the `Authorization` header at the last moment.

mod conform;
mod dialect;
mod encoding;
mod filter;
mod lookup;
mod message;
mod patch;
mod projection;
mod request;
mod resource_type;
pub mod schema;
mod syntax_tree;
mod tenant_url;
pub mod urn;
mod write;

pub use dialect::PatchDialect;
pub use message::{ListResponse, ScimError, ScimType};
pub use patch::{Operation, OperationKind};
pub use projection::Projection;
pub use request::Request;
pub use resource_type::{Resource, ResourceType};
pub use syntax_tree::{Comparison, Filter, Path, SyntaxError};
pub use tenant_url::{TenantUrl, TenantUrlError};
pub use write::{GroupChange, TargetChange, TargetValue, WriteRequest, is_manager};

/// The media type of every SCIM body (RFC 7644 §8.1).
pub const MEDIA_TYPE: &str = "application/scim+json";
