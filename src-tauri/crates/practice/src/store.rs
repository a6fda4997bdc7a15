//! The resources, in memory, and what a server adds to them: ids, `meta`, uniqueness, and the groups
//! that a user is in.
//!
//! Everything is found by walking through: a practice tenant holds hundreds of resources, not
//! hundreds of thousands.

use std::collections::HashMap;

use footbridge_scim::schema::Uniqueness;
use footbridge_scim::{Filter, ListResponse, Resource, ResourceType, ScimError, ScimType};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::query::{Query, Sort, SortOrder};

/// Every user and group.
#[derive(Debug)]
pub(crate) struct Store {
    base: String,
    resources: Vec<Stored>,
}

#[derive(Debug)]
struct Stored {
    kind: ResourceType,
    id: String,
    /// What the client set.
    content: Resource,
    created: Timestamp,
    modified: Timestamp,
    version: u64,
}

impl Store {
    /// Lets the resources' locations begin with `base` from now on.
    pub(crate) fn set_base(&mut self, base: &str) {
        base.clone_into(&mut self.base);
    }

    /// Returns an empty store, whose resources' locations begin with `base`.
    pub(crate) fn new(base: String) -> Self {
        Store { base, resources: Vec::new() }
    }

    /// Creates a resource. Whether another one has its name is asked before.
    pub(crate) fn create(
        &mut self,
        kind: ResourceType,
        content: Resource,
        now: Timestamp,
    ) -> Result<Resource, ScimError> {
        let id = Uuid::new_v4().to_string();
        self.resources.push(Stored {
            kind,
            id: id.clone(),
            content,
            created: now,
            modified: now,
            version: 1,
        });
        self.get(kind, &id)
    }

    pub(crate) fn get(&self, kind: ResourceType, id: &str) -> Result<Resource, ScimError> {
        let index = self.position(kind, id)?;
        let memberships = self.memberships();
        self.resources
            .get(index)
            .map(|stored| self.shown(stored, &memberships))
            .ok_or_else(|| absent(kind, id))
    }

    /// Changes a resource to what `change` makes of it.
    pub(crate) fn change(
        &mut self,
        kind: ResourceType,
        id: &str,
        now: Timestamp,
        change: impl FnOnce(&Resource) -> Result<Resource, ScimError>,
    ) -> Result<Resource, ScimError> {
        let index = self.position(kind, id)?;
        let changed = match self.resources.get(index) {
            Some(stored) => change(&stored.content)?,
            None => return Err(absent(kind, id)),
        };
        self.check_unique(kind, Some(id), &changed)?;
        if let Some(stored) = self.resources.get_mut(index)
            && stored.content != changed
        {
            stored.content = changed;
            stored.modified = now;
            stored.version += 1;
        }
        self.get(kind, id)
    }

    /// Deletes a resource, and its membership in groups.
    pub(crate) fn delete(&mut self, kind: ResourceType, id: &str) -> Result<(), ScimError> {
        let index = self.position(kind, id)?;
        self.resources.remove(index);
        for stored in &mut self.resources {
            let Some(Value::Array(members)) = stored.content.get_mut("members") else { continue };
            members.retain(|member| member_id(member) != Some(id));
            if members.is_empty() {
                stored.content.shift_remove("members");
            }
        }
        Ok(())
    }

    /// Returns the resources of these kinds that a query asks for, and that are seen.
    pub(crate) fn find(
        &self,
        kinds: &[ResourceType],
        query: &Query,
        is_seen: impl Fn(ResourceType, &Resource) -> bool,
    ) -> ListResponse {
        let memberships = self.memberships();
        let mut found: Vec<(ResourceType, Resource)> = self
            .resources
            .iter()
            .filter(|stored| kinds.contains(&stored.kind))
            .map(|stored| (stored.kind, self.shown(stored, &memberships)))
            .filter(|(kind, resource)| {
                let matches = |filter: &Filter| filter.matches(*kind, resource);
                query.filter.as_ref().is_none_or(matches) && is_seen(*kind, resource)
            })
            .collect();
        if let Some(Sort { by, order }) = &query.sort {
            found.sort_by(|(kind, left), (_, right)| by.order(*kind, left, right));
            if *order == SortOrder::Descending {
                found.reverse();
            }
        }
        ListResponse {
            total_results: found.len(),
            start_index: query.start_index,
            resources: found
                .iter()
                .skip(query.start_index - 1)
                .take(query.count)
                .map(|(kind, resource)| query.projection.apply(*kind, resource))
                .collect(),
        }
    }

    fn position(&self, kind: ResourceType, id: &str) -> Result<usize, ScimError> {
        self.resources
            .iter()
            .position(|stored| stored.kind == kind && stored.id == id)
            .ok_or_else(|| absent(kind, id))
    }

    /// Fails where another resource than the one of `own_id` has a value that may be there once.
    pub(crate) fn check_unique(
        &self,
        kind: ResourceType,
        own_id: Option<&str>,
        content: &Resource,
    ) -> Result<(), ScimError> {
        let unique = kind.schema().attributes.iter().filter(|a| a.uniqueness == Uniqueness::Server);
        for attribute in unique {
            let comparable = |resource: &Resource| {
                let value = resource.get(&attribute.name)?.as_str()?;
                Some(if attribute.case_exact { value.to_owned() } else { value.to_lowercase() })
            };
            let new = comparable(content);
            let taken = new.is_some()
                && self.resources.iter().any(|stored| {
                    stored.kind == kind
                        && Some(stored.id.as_str()) != own_id
                        && comparable(&stored.content) == new
                });
            if taken {
                let detail = format!("another {} has this `{}`", kind.name(), attribute.name);
                return Err(ScimError::of(ScimType::Uniqueness, detail));
            }
        }
        Ok(())
    }

    /// Returns the groups of each member, by the member's id.
    fn memberships(&self) -> HashMap<&str, Vec<&Stored>> {
        let mut memberships: HashMap<&str, Vec<&Stored>> = HashMap::new();
        for group in self.resources.iter().filter(|stored| stored.kind == ResourceType::Group) {
            let members = group.content.get("members").and_then(Value::as_array);
            for id in members.into_iter().flatten().filter_map(member_id) {
                memberships.entry(id).or_default().push(group);
            }
        }
        memberships
    }

    /// Returns a resource as it is shown: with `id`, `meta` and, for a user, `groups`.
    fn shown(&self, stored: &Stored, memberships: &HashMap<&str, Vec<&Stored>>) -> Resource {
        let mut shown = Map::new();
        let schemas = stored.content.get("schemas").cloned().unwrap_or_default();
        shown.insert("schemas".to_owned(), schemas);
        shown.insert("id".to_owned(), Value::from(stored.id.as_str()));
        shown.extend(stored.content.iter().map(|(key, value)| (key.clone(), value.clone())));
        let groups =
            memberships.get(stored.id.as_str()).filter(|_| stored.kind == ResourceType::User);
        if let Some(groups) = groups {
            let groups = groups.iter().map(|group| {
                json!({
                    "value": group.id,
                    "$ref": self.location(group),
                    "display": group.content.get("displayName"),
                    "type": "direct",
                })
            });
            shown.insert("groups".to_owned(), groups.collect());
        }
        let meta = json!({
            "resourceType": stored.kind.name(),
            "created": instant(stored.created),
            "lastModified": instant(stored.modified),
            "location": self.location(stored),
            "version": format!("W/\"{}\"", stored.version),
        });
        shown.insert("meta".to_owned(), meta);
        shown
    }

    fn location(&self, stored: &Stored) -> String {
        format!("{}/{}/{}", self.base, stored.kind.endpoint(), stored.id)
    }
}

/// Writes a moment with milliseconds, always the same length.
fn instant(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

fn member_id(member: &Value) -> Option<&str> {
    member.get("value")?.as_str()
}

fn absent(kind: ResourceType, id: &str) -> ScimError {
    ScimError::new(404, format!("there is no {} with the id {id}", kind.name()))
}
