//! PATCH (RFC 7644 §3.5.2), in the RFC's form and in both of Entra's.
//!
//! Entra's two dialects are documented with its `aadOptscim062020` flag. This module takes both at
//! once: `Add`, `Replace` and `Remove` in any letter case, `"True"` and `"False"`, members removed by
//! value as well as by selection, a bare string as manager, and operations without a path whose
//! keys are dotted or begin with a URN.
//!
//! Beyond the RFC, and our choice where the two differ: a selection that selects nothing creates the
//! value it describes, for `replace` as for `add`, because Entra sends `emails[type eq "work"].value`
//! to users without e-mail. The RFC asks for `noTarget` on `replace`.

mod operation;
mod value;

use serde_json::{Map, Value};

use crate::resource_type::Location;
use crate::schema::Mutability;
use crate::{Path, Resource, ResourceType, ScimError, ScimType};

use operation::names_schema;
pub use operation::{Operation, OperationKind};
use value::own_key;

/// How an attribute is named: what only the server sets is refused in a path, and passed over among
/// the keys of a value, where a client may send back what it once read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    InPath,
    AsKey,
}

impl ResourceType {
    /// Reads the body of a POST or PUT into a resource without `id` and `meta`.
    ///
    /// What only the server sets is passed over. A password is checked by nobody and not kept.
    ///
    /// # Errors
    /// Fails when the body is no object that names the core schema, a value does not fit its
    /// attribute, or a required attribute is missing.
    pub fn read(self, body: Value) -> Result<Resource, ScimError> {
        let Value::Object(body) = body else {
            return Err(ScimError::of(ScimType::InvalidSyntax, "the body must be an object"));
        };
        if !names_schema(&body, &self.schema().id) {
            let detail = format!("`schemas` must name {}", self.schema().id);
            return Err(ScimError::of(ScimType::InvalidSyntax, detail));
        }
        let mut resource = Map::from_iter([("schemas".to_owned(), Value::Null)]);
        self.change_by_keys(&mut resource, OperationKind::Add, body)?;
        self.finish(&mut resource)?;
        Ok(resource)
    }

    /// Returns `resource` changed by the operations, all of them or none.
    ///
    /// # Errors
    /// Fails with the error of the first operation that cannot be done.
    pub fn patch(
        self,
        resource: &Resource,
        operations: &[Operation],
    ) -> Result<Resource, ScimError> {
        let mut changed = resource.clone();
        for operation in operations {
            match (&operation.path, operation.kind, operation.value.clone()) {
                (Some(path), kind, value) => {
                    self.change(&mut changed, kind, path, value, Named::InPath)?;
                }
                (None, OperationKind::Remove, _) => {
                    return Err(ScimError::of(ScimType::NoTarget, "`remove` needs a path"));
                }
                (None, kind, Some(Value::Object(values))) => {
                    self.change_by_keys(&mut changed, kind, values)?;
                }
                (None, _, _) => {
                    let detail = "an operation without a path needs an object as its value";
                    return Err(ScimError::of(ScimType::InvalidValue, detail));
                }
            }
        }
        self.finish(&mut changed)?;
        Ok(changed)
    }

    fn change_by_keys(
        self,
        resource: &mut Resource,
        kind: OperationKind,
        values: Map<String, Value>,
    ) -> Result<(), ScimError> {
        for (key, value) in values {
            if !key.eq_ignore_ascii_case("schemas") {
                self.change(resource, kind, &key, Some(value), Named::AsKey)?;
            }
        }
        Ok(())
    }

    fn change(
        self,
        resource: &mut Resource,
        kind: OperationKind,
        path: &str,
        value: Option<Value>,
        named: Named,
    ) -> Result<(), ScimError> {
        if self.names_whole_schema(path, value.as_ref()) {
            return self.change_schema(resource, kind, path, value);
        }
        self.change_attribute(resource, kind, path, value, named)
    }

    fn change_attribute(
        self,
        resource: &mut Resource,
        kind: OperationKind,
        path: &str,
        value: Option<Value>,
        named: Named,
    ) -> Result<(), ScimError> {
        let parsed: Path = path.parse().map_err(|error| {
            ScimError::of(ScimType::InvalidPath, format!("`{path}` is not a path: {error}"))
        })?;
        let location = self.locate(&parsed);
        if location.attribute.is_some_and(|attribute| attribute.mutability == Mutability::ReadOnly)
        {
            return match named {
                Named::AsKey => Ok(()),
                Named::InPath => Err(value::immutable(&location.name)),
            };
        }
        if kind == OperationKind::Remove
            && location.attribute.is_some_and(|attribute| attribute.required)
        {
            return Err(value::immutable(&location.name));
        }
        let holder = holder(resource, &location)?;
        let key = own_key(holder, &location.name);
        let current = holder.get_mut(&key).map(Value::take);
        match value::changed(kind, &parsed, location.attribute, current, value)? {
            Some(value) => {
                holder.insert(key, value);
            }
            None => {
                holder.shift_remove(&key);
            }
        }
        Ok(())
    }

    /// Whether `path` is the URN of a schema, and not of an attribute in one.
    ///
    /// An unknown URN with an object as its value is taken for a custom extension, which Entra sends
    /// nested under its URN.
    fn names_whole_schema(self, path: &str, value: Option<&Value>) -> bool {
        if self.extension(path).is_some() || self.schema().id.eq_ignore_ascii_case(path) {
            return true;
        }
        let unknown =
            || path.parse().is_ok_and(|path: Path| self.locate(&path).attribute.is_none());
        path.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
            && value.is_some_and(Value::is_object)
            && unknown()
    }

    fn change_schema(
        self,
        resource: &mut Resource,
        kind: OperationKind,
        urn: &str,
        value: Option<Value>,
    ) -> Result<(), ScimError> {
        let core = self.schema().id.eq_ignore_ascii_case(urn);
        let key = own_key(resource, self.extension(urn).map_or(urn, |extension| &extension.id));
        match (kind, value) {
            (OperationKind::Remove, _) if core => Err(value::immutable(urn)),
            (OperationKind::Remove, _) | (_, Some(Value::Null)) => {
                resource.shift_remove(&key);
                Ok(())
            }
            (_, Some(Value::Object(values))) => {
                for (name, value) in values {
                    let path = format!("{key}:{name}");
                    self.change_attribute(resource, kind, &path, Some(value), Named::AsKey)?;
                }
                Ok(())
            }
            _ => Err(ScimError::of(ScimType::InvalidValue, format!("`{urn}` must be an object"))),
        }
    }

    /// Sets `schemas` to what is there, drops empty extensions, and checks what is required.
    fn finish(self, resource: &mut Resource) -> Result<(), ScimError> {
        resource
            .retain(|key, value| !(is_urn(key) && value.as_object().is_some_and(Map::is_empty)));
        let schemas = std::iter::once(self.schema().id.as_str())
            .chain(resource.keys().map(String::as_str).filter(|key| is_urn(key)))
            .map(Value::from)
            .collect();
        resource.insert("schemas".to_owned(), Value::Array(schemas));
        for attribute in self.schema().attributes.iter().filter(|attribute| attribute.required) {
            let given =
                resource.get(&attribute.name).is_some_and(|value| value.as_str() != Some(""));
            if !given {
                let detail = format!("`{}` is required", attribute.name);
                return Err(ScimError::of(ScimType::InvalidValue, detail));
            }
        }
        Ok(())
    }
}

/// Returns the object that holds the attribute, which is made when it is an extension's.
fn holder<'a>(
    resource: &'a mut Resource,
    location: &Location,
) -> Result<&'a mut Map<String, Value>, ScimError> {
    let Some(urn) = &location.extension else { return Ok(resource) };
    let key = own_key(resource, urn);
    resource.entry(key).or_insert_with(|| Value::Object(Map::new())).as_object_mut().ok_or_else(
        || ScimError::of(ScimType::InvalidPath, format!("`{urn}` does not hold attributes")),
    )
}

fn is_urn(key: &str) -> bool {
    key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
}
