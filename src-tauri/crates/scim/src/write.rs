//! The requests with which Entra writes users: POST, PATCH in both of its dialects, DELETE.
//!
//! Bodies are made from values by target, as the mapping table has them. Sources are Microsoft's
//! "Develop a SCIM endpoint" and "Known issues and resolutions with SCIM 2.0 compliance", and for
//! what they leave open, bodies that servers have recorded; each doc comment names its own.

mod change;
mod create;
mod target;

use serde_json::Value;

use crate::{PatchDialect, TenantUrl};

pub use change::TargetChange;
pub use target::{TargetValue, is_manager};

/// A request that writes, or reads one user by id before that.
#[derive(Debug, Clone, PartialEq)]
pub struct WriteRequest {
    /// The method.
    pub method: &'static str,
    /// The absolute URL.
    pub url: String,
    /// The body.
    pub body: Option<Value>,
}

impl WriteRequest {
    /// The headers Entra sends with a body, besides those of [`crate::Request::HEADERS`] and
    /// `Authorization`. Recorded with Microsoft's SCIM Validator; the documentation's examples leave
    /// the character set out.
    pub const BODY_HEADERS: &'static [(&'static str, &'static str)] =
        &[("Content-Type", "application/scim+json; charset=utf-8")];

    /// Creates a user. `values` are those that are sent, by target and in any order.
    ///
    /// As in the documentation's example, both schemas are named whatever is sent, `roles` is there
    /// even when empty, and the work e-mail is the primary one. Schemas of the admin's own are not
    /// named ("Customize user provisioning attribute-mappings"). The manager is not part of it:
    /// references follow when both users exist ("How provisioning works").
    pub fn create_user(tenant: &TenantUrl, values: &[(&str, TargetValue)]) -> Self {
        let body = create::user(values);
        WriteRequest { method: "POST", url: tenant.join("Users", ""), body: Some(body) }
    }

    /// Reads a user that Entra knows by the application's id, which is how a change begins.
    pub fn read_user(tenant: &TenantUrl, id: &str) -> Self {
        WriteRequest { method: "GET", url: user(tenant, id), body: None }
    }

    /// Changes a user; `None` when there is nothing to change.
    pub fn change_user(
        tenant: &TenantUrl,
        id: &str,
        changes: &[TargetChange<'_>],
        dialect: PatchDialect,
    ) -> Option<Self> {
        let body = Some(change::body(changes, dialect)?);
        Some(WriteRequest { method: "PATCH", url: user(tenant, id), body })
    }

    /// Deletes a user.
    pub fn delete_user(tenant: &TenantUrl, id: &str) -> Self {
        WriteRequest { method: "DELETE", url: user(tenant, id), body: None }
    }
}

/// `id` is written as it is: it was the application's to choose, and a placeholder stays readable.
fn user(tenant: &TenantUrl, id: &str) -> String {
    tenant.join(&format!("Users/{id}"), "")
}
