//! What an operation makes of one attribute's value.

use serde_json::{Map, Value};

use super::operation::OperationKind;
use crate::conform::{conform, conform_one, is_primary};
use crate::resource_type::get;
use crate::schema::{Attribute, Mutability};
use crate::{Filter, Path, ScimError, ScimType};

/// Returns the attribute's value after an operation; `None` when it then has none.
pub(super) fn changed(
    kind: OperationKind,
    path: &Path,
    attribute: Option<&Attribute>,
    current: Option<Value>,
    value: Option<Value>,
) -> Result<Option<Value>, ScimError> {
    if kind != OperationKind::Remove && value.is_none() {
        return Err(ScimError::of(ScimType::InvalidValue, "`add` and `replace` need a value"));
    }
    let value = value.unwrap_or(Value::Null);
    match (&path.selector, &path.sub_attribute) {
        (None, None) => whole(kind, attribute, current, value),
        (Some(selector), sub) => {
            if attribute.is_some_and(|attribute| !attribute.multi_valued) {
                let detail = format!("`{}` has one value, none can be selected", path.attribute);
                return Err(ScimError::of(ScimType::InvalidPath, detail));
            }
            selected(kind, attribute, elements(current), selector, sub.as_deref(), value)
        }
        (None, Some(sub)) => {
            let several = attribute.is_some_and(|attribute| attribute.multi_valued);
            if several || matches!(current, Some(Value::Array(_))) {
                return every(kind, attribute, elements(current), sub, value);
            }
            let mut object = object(&path.attribute, current)?;
            change_part(kind, attribute, &mut object, sub, value)?;
            Ok(Some(object).filter(|object| !object.is_empty()).map(Value::Object))
        }
    }
}

/// The attribute itself.
fn whole(
    kind: OperationKind,
    attribute: Option<&Attribute>,
    current: Option<Value>,
    value: Value,
) -> Result<Option<Value>, ScimError> {
    let several = attribute.map_or(matches!(current, Some(Value::Array(_))), |a| a.multi_valued);
    match kind {
        OperationKind::Remove if !several || value.is_null() => Ok(None),
        OperationKind::Remove => {
            // Entra's older dialect lists what to remove. RFC 7644 has no value here, and a server
            // that passes over it empties the group.
            let listed = elements(conform(attribute, value)?);
            let mut kept = elements(current);
            kept.retain(|element| !listed.iter().any(|listed| is_same(element, listed)));
            Ok(list(kept))
        }
        OperationKind::Add if several => {
            let mut kept = elements(current);
            for element in elements(conform(attribute, value)?) {
                add_element(&mut kept, element);
            }
            Ok(list(kept))
        }
        OperationKind::Add | OperationKind::Replace => {
            match (conform(attribute, value)?, current) {
                (Some(Value::Object(new)), Some(Value::Object(mut object))) => {
                    merge(&mut object, new);
                    Ok(Some(Value::Object(object)))
                }
                (new, _) => Ok(new),
            }
        }
    }
}

/// A part of every value, as `emails.type`; where there is none, of a new one (our choice).
fn every(
    kind: OperationKind,
    attribute: Option<&Attribute>,
    mut elements: Vec<Value>,
    sub: &str,
    value: Value,
) -> Result<Option<Value>, ScimError> {
    if elements.is_empty() && kind != OperationKind::Remove {
        elements.push(Value::Object(Map::new()));
    }
    for element in &mut elements {
        let mut parts = object(sub, Some(element.take()))?;
        change_part(kind, attribute, &mut parts, sub, value.clone())?;
        *element = Value::Object(parts);
    }
    Ok(list(elements))
}

/// The values that a filter selects, or a part of them.
fn selected(
    kind: OperationKind,
    attribute: Option<&Attribute>,
    mut elements: Vec<Value>,
    selector: &Filter,
    sub: Option<&str>,
    value: Value,
) -> Result<Option<Value>, ScimError> {
    let sub_attributes = attribute.map_or(&[][..], |attribute| &attribute.sub_attributes);
    let is_selected = |element: &Value| selector.selects(sub_attributes, element);
    if kind == OperationKind::Remove && sub.is_none() {
        elements.retain(|element| !is_selected(element));
        return Ok(list(elements));
    }
    if kind != OperationKind::Remove && !elements.iter().any(is_selected) {
        let described = described(attribute, selector)?;
        elements.push(Value::Object(described));
    }
    for index in 0..elements.len() {
        let Some(element) = elements.get_mut(index) else { break };
        if !selector.selects(sub_attributes, element) {
            continue;
        }
        let was_primary = is_primary(element);
        *element = match sub {
            Some(sub) => {
                let mut parts = object(sub, Some(element.take()))?;
                change_part(kind, attribute, &mut parts, sub, value.clone())?;
                Value::Object(parts)
            }
            None => {
                let new = match attribute {
                    Some(attribute) => conform_one(attribute, value.clone())?,
                    None => Some(value.clone()),
                };
                match (kind, new, element.take()) {
                    (OperationKind::Add, Some(Value::Object(new)), Value::Object(mut parts)) => {
                        merge(&mut parts, new);
                        Value::Object(parts)
                    }
                    (_, new, _) => new.unwrap_or(Value::Null),
                }
            }
        };
        if is_primary(element) && !was_primary {
            make_primary(&mut elements, index);
        }
    }
    elements
        .retain(|element| !element.is_null() && element.as_object().is_none_or(|o| !o.is_empty()));
    Ok(list(elements))
}

/// Returns the value that a selection describes: `type eq "work"` describes `{"type":"work"}`.
fn described(
    attribute: Option<&Attribute>,
    selector: &Filter,
) -> Result<Map<String, Value>, ScimError> {
    let assignments = selector.assignments().ok_or_else(|| {
        ScimError::of(ScimType::NoTarget, "the filter selects nothing and describes no new value")
    })?;
    let mut described = Map::new();
    for (name, value) in assignments {
        set_part(attribute, &mut described, name, value.clone())?;
    }
    Ok(described)
}

/// Changes one part of a complex value.
fn change_part(
    kind: OperationKind,
    attribute: Option<&Attribute>,
    object: &mut Map<String, Value>,
    sub: &str,
    value: Value,
) -> Result<(), ScimError> {
    let definition = attribute.and_then(|attribute| attribute.sub_attribute(sub));
    let fixed = match definition.map(|definition| definition.mutability) {
        Some(Mutability::ReadOnly) => true,
        Some(Mutability::Immutable) => get(object, sub).is_some_and(|current| *current != value),
        _ => false,
    };
    if fixed {
        return Err(immutable(sub));
    }
    set_part(
        attribute,
        object,
        sub,
        if kind == OperationKind::Remove { Value::Null } else { value },
    )
}

fn set_part(
    attribute: Option<&Attribute>,
    object: &mut Map<String, Value>,
    sub: &str,
    value: Value,
) -> Result<(), ScimError> {
    let definition = attribute.and_then(|attribute| attribute.sub_attribute(sub));
    let name = own_key(object, definition.map_or(sub, |definition| &definition.name));
    match conform(definition, value)? {
        Some(value) => merge(object, Map::from_iter([(name, value)])),
        None => {
            object.shift_remove(&name);
        }
    }
    Ok(())
}

/// Adds one value unless it is there, in which case its parts are brought up to date.
fn add_element(elements: &mut Vec<Value>, new: Value) {
    let becomes_primary = is_primary(&new);
    let index = match elements.iter().position(|element| is_same(element, &new)) {
        Some(index) => {
            if let (Some(Value::Object(parts)), Value::Object(new)) = (elements.get_mut(index), new)
            {
                merge(parts, new);
            }
            index
        }
        None => {
            elements.push(new);
            elements.len() - 1
        }
    };
    if becomes_primary {
        make_primary(elements, index);
    }
}

/// Whether two values are the same one: equal, or with the same `value` and no other `type`.
fn is_same(element: &Value, other: &Value) -> bool {
    let (Some(one), Some(two)) = (element.as_object(), other.as_object()) else {
        return element == other;
    };
    let kinds = (get(one, "type"), get(two, "type"));
    match (get(one, "value"), get(two, "value")) {
        (Some(a), Some(b)) => {
            a == b && (kinds.0 == kinds.1 || kinds.0.is_none() || kinds.1.is_none())
        }
        _ => one == two,
    }
}

/// Leaves one value primary (RFC 7644 §3.5.2: the server unsets the others).
fn make_primary(elements: &mut [Value], primary: usize) {
    for (index, element) in elements.iter_mut().enumerate() {
        if index != primary
            && is_primary(element)
            && let Some(parts) = element.as_object_mut()
        {
            parts.insert("primary".to_owned(), Value::Bool(false));
        }
    }
}

/// Sets the parts of `new` in `object`. A reference to what is no longer the value goes with it.
fn merge(object: &mut Map<String, Value>, new: Map<String, Value>) {
    let points_elsewhere = new.get("value").is_some_and(|new| object.get("value") != Some(new));
    if points_elsewhere && !new.contains_key("$ref") {
        object.shift_remove("$ref");
    }
    for (name, value) in new {
        let key = own_key(object, &name);
        object.insert(key, value);
    }
}

fn elements(value: Option<Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(elements)) => elements,
        Some(single) => vec![single],
    }
}

fn list(elements: Vec<Value>) -> Option<Value> {
    Some(elements).filter(|elements| !elements.is_empty()).map(Value::Array)
}

fn object(name: &str, value: Option<Value>) -> Result<Map<String, Value>, ScimError> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => {
            Err(ScimError::of(ScimType::InvalidPath, format!("`{name}` is no part of this value")))
        }
    }
}

pub(super) fn immutable(name: &str) -> ScimError {
    ScimError::of(ScimType::Mutability, format!("`{name}` cannot be changed or removed"))
}

/// Returns the key under which `object` already has `name` in another letter case, else `name`.
pub(super) fn own_key(object: &Map<String, Value>, name: &str) -> String {
    let same = object.keys().find(|key| key.eq_ignore_ascii_case(name));
    same.map_or(name, String::as_str).to_owned()
}
