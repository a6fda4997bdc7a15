//! The requests with which Entra writes users and groups: POST, PATCH in both of its dialects, DELETE.
//!
//! Bodies are made from values by target, as the mapping table has them. Sources are Microsoft's
//! "Develop a SCIM endpoint" and "Known issues and resolutions with SCIM 2.0 compliance", and for
//! what they leave open, bodies that servers have recorded; each doc comment names its own.

mod change;
mod create;
mod group;
mod target;

use serde_json::{Value, json};

use crate::encoding::encode_segment;
use crate::{PatchDialect, Request, ResourceType, TenantUrl};

pub use change::TargetChange;
pub use group::GroupChange;
pub use target::{TargetValue, is_manager};

/// A request that writes, or reads one resource by id before that.
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
        WriteRequest { method: Request::METHOD, url: user(tenant, id), body: None }
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

    /// Removes a user's value. Entra seldom does: an attribute that becomes empty sends nothing. It
    /// is seen for the manager; that others are removed in the same form is inferred.
    pub fn remove_value(tenant: &TenantUrl, id: &str, target: &str, dialect: PatchDialect) -> Self {
        let op = match dialect {
            PatchDialect::Default => "Remove",
            PatchDialect::Optscim => "remove",
        };
        let operations = json!([{ "op": op, "path": target }]);
        WriteRequest {
            method: "PATCH",
            url: user(tenant, id),
            body: Some(change::patch(operations)),
        }
    }

    /// Deletes a user.
    pub fn delete_user(tenant: &TenantUrl, id: &str) -> Self {
        WriteRequest { method: "DELETE", url: user(tenant, id), body: None }
    }

    /// Creates a group, without members: they follow when it exists.
    ///
    /// The documentation's example names a second schema, of Microsoft's own, which another page
    /// lists as corrected in 2018; it is left out here.
    pub fn create_group(tenant: &TenantUrl, name: &str, external_id: Option<&str>) -> Self {
        let body = group::create(name, external_id);
        WriteRequest { method: "POST", url: tenant.join("Groups", ""), body: Some(body) }
    }

    /// Reads a group as Entra does: never with its members.
    pub fn read_group(tenant: &TenantUrl, id: &str) -> Self {
        let path = path(ResourceType::Group, id);
        let url = tenant.join(&path, "excludedAttributes=members");
        WriteRequest { method: Request::METHOD, url, body: None }
    }

    /// Reads a group with its members. Entra never does; it is how a proof looks whether a change of
    /// members was kept.
    pub fn read_members(tenant: &TenantUrl, id: &str) -> Self {
        WriteRequest { method: Request::METHOD, url: group(tenant, id), body: None }
    }

    /// Changes a group.
    pub fn change_group(
        tenant: &TenantUrl,
        id: &str,
        change: &GroupChange<'_>,
        dialect: PatchDialect,
    ) -> Self {
        let body = Some(change::patch(change.operations(dialect)));
        WriteRequest { method: "PATCH", url: group(tenant, id), body }
    }

    /// Deletes a group.
    pub fn delete_group(tenant: &TenantUrl, id: &str) -> Self {
        WriteRequest { method: "DELETE", url: group(tenant, id), body: None }
    }
}

impl From<Request> for WriteRequest {
    /// The same request beside those that write.
    fn from(request: Request) -> Self {
        WriteRequest { method: Request::METHOD, url: request.url().to_owned(), body: None }
    }
}

fn user(tenant: &TenantUrl, id: &str) -> String {
    tenant.join(&path(ResourceType::User, id), "")
}

fn group(tenant: &TenantUrl, id: &str) -> String {
    tenant.join(&path(ResourceType::Group, id), "")
}

/// An id is the application's to choose: whatever it holds, it stays one part of the path.
fn path(kind: ResourceType, id: &str) -> String {
    format!("{}/{}", kind.endpoint(), encode_segment(id))
}
