//! SCIM 2.0 as it goes over the wire, and the requests that Entra makes, byte for byte.
//!
//! Deliberately absent: sending anything, storing anything, secrets, and words for people. Whoever
//! sends a [`Request`] adds the `Authorization` header at the last moment.

mod encoding;
mod request;
mod tenant_url;
pub mod urn;

pub use request::{Method, Request};
pub use tenant_url::{TenantUrl, TenantUrlError};

/// The media type of every SCIM body (RFC 7644 §8.1).
pub const MEDIA_TYPE: &str = "application/scim+json";
