//! The kinds of resources, and which attribute a name means in each.

use serde_json::{Map, Value};

use crate::Path;
use crate::schema::{self, Attribute, Schema};

/// A resource: a user or a group, as a JSON object.
pub type Resource = Map<String, Value>;

/// A kind of resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResourceType {
    /// A user, with the enterprise extension.
    User,
    /// A group.
    Group,
}

impl ResourceType {
    /// Every kind.
    pub const ALL: [ResourceType; 2] = [ResourceType::User, ResourceType::Group];

    /// Returns the name, such as `User`.
    pub fn name(self) -> &'static str {
        match self {
            ResourceType::User => "User",
            ResourceType::Group => "Group",
        }
    }

    /// Returns the last part of the path of its collection, such as `Users`.
    pub fn endpoint(self) -> &'static str {
        match self {
            ResourceType::User => "Users",
            ResourceType::Group => "Groups",
        }
    }

    /// Returns the core schema.
    pub fn schema(self) -> &'static Schema {
        match self {
            ResourceType::User => &schema::USER,
            ResourceType::Group => &schema::GROUP,
        }
    }

    /// Returns the extensions; none is required.
    pub fn extensions(self) -> &'static [Schema] {
        match self {
            ResourceType::User => std::slice::from_ref(&*schema::ENTERPRISE_USER),
            ResourceType::Group => &[],
        }
    }

    /// Returns the extension of that URN, in any letter case.
    pub fn extension(self, urn: &str) -> Option<&'static Schema> {
        self.extensions().iter().find(|schema| schema.id.eq_ignore_ascii_case(urn))
    }

    /// Returns where the attribute of `path` is kept, and what is known of it.
    ///
    /// Entra's documentation names `manager` without its URN. No core attribute has the name of an
    /// enterprise one, so a name without a URN is looked for in the extensions too.
    pub(crate) fn locate(self, path: &Path) -> Location {
        let in_core = || schema::find(&self.schema().attributes, &path.attribute);
        let in_extension = |extension: &'static Schema| {
            let attribute = schema::find(&extension.attributes, &path.attribute)?;
            Some((Some(extension.id.clone()), attribute))
        };
        let known = match &path.schema {
            None => schema::find(&schema::COMMON, &path.attribute)
                .or_else(in_core)
                .map(|attribute| (None, attribute))
                .or_else(|| self.extensions().iter().find_map(in_extension)),
            Some(urn) if self.schema().id.eq_ignore_ascii_case(urn) => {
                in_core().map(|attribute| (None, attribute))
            }
            Some(urn) => self.extension(urn).and_then(in_extension),
        };
        match known {
            Some((extension, attribute)) => {
                Location { extension, name: attribute.name.clone(), attribute: Some(attribute) }
            }
            None => Location {
                extension: path
                    .schema
                    .clone()
                    .filter(|urn| !self.schema().id.eq_ignore_ascii_case(urn)),
                name: path.attribute.clone(),
                attribute: None,
            },
        }
    }
}

/// Where an attribute is kept within a resource.
#[derive(Debug)]
pub(crate) struct Location {
    /// The extension that holds it, by its URN; `None` for the resource itself.
    pub(crate) extension: Option<String>,
    /// The name, in the spelling of the schema where it is in one.
    pub(crate) name: String,
    /// What the schema says of it; `None` for an attribute of no known schema.
    pub(crate) attribute: Option<&'static Attribute>,
}

impl Location {
    /// Returns the value within `resource`, where there is one.
    pub(crate) fn value<'a>(&self, resource: &'a Resource) -> Option<&'a Value> {
        let holder = match &self.extension {
            Some(urn) => get(resource, urn)?.as_object()?,
            None => resource,
        };
        get(holder, &self.name)
    }
}

/// Returns the value of a key in any letter case.
pub(crate) fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    })
}
