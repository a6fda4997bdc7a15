//! The requests with which Entra writes users: POST, PATCH in both of its dialects, DELETE.
//!
//! Bodies are made from values by target, as the mapping table has them. Sources are Microsoft's
//! "Develop a SCIM endpoint" and "Known issues and resolutions with SCIM 2.0 compliance", and for
//! what they leave open, bodies that servers have recorded; each doc comment names its own.
//! Deliberately absent: which targets change, and sending anything.

mod change;
mod create;

use serde_json::Value;

use crate::resource_type::Location;
use crate::schema::{self, Attribute, AttributeType};
use crate::{Path, ResourceType, TenantUrl};

pub use change::{PatchDialect, TargetChange};

/// What Entra sends for one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetValue {
    /// One text; a Boolean is `True` or `False`, as mappings compute it.
    One(String),
    /// Several texts.
    Many(Vec<String>),
}

impl TargetValue {
    /// Returns whether two values are the same but for the case of letters.
    pub fn eq_ignore_case(&self, other: &TargetValue) -> bool {
        let same = |a: &str, b: &str| a == b || a.to_lowercase() == b.to_lowercase();
        match (self, other) {
            (TargetValue::One(a), TargetValue::One(b)) => same(a, b),
            (TargetValue::Many(a), TargetValue::Many(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            _ => false,
        }
    }
}

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

/// Returns whether a target is the user's manager, whom Entra sends on its own.
pub fn is_manager(target: &str) -> bool {
    target.parse::<Path>().is_ok_and(|path| {
        path.attribute.eq_ignore_ascii_case("manager") && path.sub_attribute.is_none()
    })
}

/// Returns what the schema says of the value at the end of a path.
fn leaf(location: &Location, path: &Path) -> Option<&'static Attribute> {
    let attribute = location.attribute?;
    match &path.sub_attribute {
        Some(name) => schema::find(&attribute.sub_attributes, name),
        None => Some(attribute),
    }
}

/// Returns a value as JSON has it in a body that is typed: Booleans as such.
fn typed(attribute: Option<&Attribute>, value: &TargetValue) -> Value {
    match value {
        TargetValue::One(text) => typed_text(attribute, text),
        TargetValue::Many(texts) => texts.iter().map(|text| complex(text)).collect(),
    }
}

fn typed_text(attribute: Option<&Attribute>, text: &str) -> Value {
    let boolean = attribute.is_some_and(|attribute| attribute.kind == AttributeType::Boolean);
    match text.to_ascii_lowercase().as_str() {
        "true" if boolean => Value::Bool(true),
        "false" if boolean => Value::Bool(false),
        _ => Value::from(text),
    }
}

/// Returns one of several values: the object that the text holds (`AppRoleAssignmentsComplex` gives
/// such), else one with the text as `value`. The latter is our choice; it is not documented.
fn complex(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Value::Object(object),
        _ => serde_json::json!({ "value": text }),
    }
}

fn locate(path: &Path) -> Location {
    ResourceType::User.locate(path)
}
