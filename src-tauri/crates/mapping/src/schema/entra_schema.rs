//! Entra's synchronization schema: the JSON that the portal exports and takes back ("Review your
//! schema here" under the attribute mappings' advanced options), and that Microsoft Graph gives at
//! `…/synchronization/jobs/{id}/schema`.
//!
//! The document is kept as it was read. Only what describes the attribute mappings of users is
//! understood, and only what is changed there is written; everything else, mappings of groups and the
//! scoping filter too, goes back untouched and in its order. Property names are from
//! Graph's `synchronizationSchema` and the resources below it.

use std::collections::BTreeSet;

use footbridge_finding::{Finding, Language};
use serde_json::Value;

use crate::filter::ScopingFilter;
use crate::finding::code::SchemaCode;
use crate::table::mapping::Mapping;

use super::error::SchemaError;
use super::locate::{self, Place};
use super::powershell;
use super::read::{self, Entry};
use super::scope;
use super::write;

/// A synchronization schema with one mapping of users.
#[derive(Debug, Clone)]
pub struct EntraSchema {
    /// The schema itself, without what it was wrapped in.
    schema: Value,
    /// Where in `schema` the mapping of users lies.
    place: Place,
    /// Its attribute mappings, in the document's order.
    entries: Vec<Entry>,
}

impl EntraSchema {
    /// The largest schema that is read, in bytes: many times that of an application with every
    /// attribute there is. For whoever reads the file.
    pub const LARGEST: u64 = 16 << 20;

    /// Reads a schema.
    ///
    /// Taken are the schema itself, as the portal exports it, and what Graph wraps it in: a
    /// synchronization job or template with its `schema`, and a list of these, in `value` or alone.
    /// `Get-Mg… | ConvertTo-Json` begins every name with a capital; such a schema is taken as Graph's
    /// own. Where several mappings of users are found, the only enabled one counts.
    ///
    /// # Errors
    /// Fails when the text is not JSON, holds no schema, was cut by `ConvertTo-Json`, has no mapping of
    /// `User` to a SCIM user or several, or when something in that mapping does not have the shape that
    /// Graph documents.
    pub fn parse(text: &str) -> Result<Self, SchemaError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut document = powershell::as_of_graph(serde_json::from_str(text)?)?;
        let (schema, place) = locate::users(&document)?;
        let entries = read::entries(&document, &place.within(&schema))?;
        let schema = document.pointer_mut(&schema).map(Value::take).unwrap_or_default();
        Ok(EntraSchema { schema, place, entries })
    }

    /// Returns the attribute mappings of users, in the document's order.
    ///
    /// A mapping without source that has a default (the portal's type "None") counts as a constant;
    /// one without either sends nothing and is left out. `flowType` knows more than the portal's
    /// "Apply this mapping" does: `ObjectAddOnly` is [`crate::Apply::OnCreation`], and everything
    /// else counts as [`crate::Apply::Always`], which is our choice for the values that are not
    /// documented for SCIM applications.
    pub fn user_mappings(&self) -> Vec<Mapping> {
        self.entries.iter().filter_map(|entry| entry.mapping.clone()).collect()
    }

    /// Returns the targets for whose values the target directory says that the case of letters
    /// counts (`caseExact`): only there does Entra export a change of case alone.
    pub fn case_exact_targets(&self) -> BTreeSet<String> {
        let attributes = locate::target_attributes(&self.schema, &self.place);
        let exact = attributes.iter().filter(|attribute| {
            attribute.get("caseExact").and_then(Value::as_bool).unwrap_or_default()
        });
        exact.filter_map(|attribute| Some(attribute.get("name")?.as_str()?.to_owned())).collect()
    }

    /// Returns whether the source directory defines an attribute of users by this very name; a tenant may
    /// have more than the usual ones. Not when the document does not hold that directory.
    pub fn defines_source(&self, name: &str) -> bool {
        let attributes = locate::source_attributes(&self.schema, &self.place);
        attributes.iter().any(|it| it.get("name").and_then(Value::as_str) == Some(name))
    }

    /// Returns the scoping filter of the mapping of users: whom of those in scope Entra provisions.
    pub fn scoping_filter(&self) -> ScopingFilter {
        self.schema.pointer(&self.place.object_mapping).map(scope::filter).unwrap_or_default()
    }

    /// Returns what is worth knowing of the mapping of users before its preview is believed: that it
    /// is turned off, that a scoping filter leaves people out, or that it does not create, update or
    /// delete.
    pub fn findings(&self, language: &Language) -> Vec<Finding> {
        let Some(mapping) = self.schema.pointer(&self.place.object_mapping) else {
            return Vec::new();
        };
        let name = mapping.get("name").and_then(Value::as_str).unwrap_or("User");
        let parameters = [("mapping", name)];
        let mut findings = Vec::new();
        if !locate::is_enabled(mapping) {
            findings.push(SchemaCode::Disabled.finding(language, &parameters));
        }
        let filter = scope::filter(mapping);
        if filter != ScopingFilter::default() {
            findings.push(SchemaCode::Scoped.finding(language, &parameters));
        }
        let mut unknown = filter.unknown_operators();
        if filter.has_more() {
            unknown.push("inputFilterGroups, categoryFilterGroups");
        }
        if !unknown.is_empty() {
            let parameters = [("mapping", name), ("parts", &*unknown.join(", "))];
            findings.push(SchemaCode::FilterUnknown.finding(language, &parameters));
        }
        let off = actions_off(mapping);
        if !off.is_empty() {
            let parameters = [("mapping", name), ("actions", &off.join(", "))];
            findings.push(SchemaCode::ActionsOff.finding(language, &parameters));
        }
        findings
    }

    /// Returns the schema with exactly these attribute mappings of users, as indented JSON to paste
    /// into the portal or to PUT to Graph.
    ///
    /// What the schema was wrapped in is left out, since neither takes it. A target that stays keeps
    /// its place and every property that the change does not concern; one that is not wanted any
    /// more is removed, and a new one follows at the end. A new target that the target directory
    /// does not define is defined there as a text, when the document has that directory's
    /// attributes: Graph's guide to custom attributes asks for both.
    ///
    /// The source of a changed mapping gets the parsed tree in `parameters` where Graph's list of
    /// functions (`schema/functions`, as its documentation gives it) names the parameters of every
    /// function in it: Append, AppRoleAssignments, DefaultDomain, IsNothing, Join, Mid, Not,
    /// Prepend, Replace, SingleAppRoleAssignment, Split, StripSpaces and Switch. For any other
    /// expression `parameters` is empty and `expression` alone says what is meant.
    pub fn with_user_mappings(&self, mappings: &[Mapping]) -> String {
        let mut schema = self.schema.clone();
        write::mappings(&mut schema, &self.place, &self.entries, mappings);
        format!("{schema:#}\n")
    }
}

/// Returns the target object actions that are not ticked, as the portal names them.
fn actions_off(mapping: &Value) -> Vec<&'static str> {
    let Some(flow_types) = mapping.get("flowTypes").and_then(Value::as_str) else {
        return Vec::new();
    };
    let has = |wanted: &str| flow_types.split(',').any(|it| it.trim().eq_ignore_ascii_case(wanted));
    [("Add", "Create"), ("Update", "Update"), ("Delete", "Delete")]
        .into_iter()
        .filter(|(flow_type, _)| !has(flow_type))
        .map(|(_, action)| action)
        .collect()
}
