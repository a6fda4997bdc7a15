//! The body that creates a user.

use serde_json::{Map, Value, json};

use super::target::{TargetValue, is_manager, leaf, locate, typed, typed_text};
use crate::{Comparison, Filter, Path, schema, urn};

/// See [`super::WriteRequest::create_user`].
pub(super) fn user(values: &[(&str, TargetValue)]) -> Value {
    let mut body = Map::new();
    body.insert("schemas".to_owned(), json!([urn::USER, urn::ENTERPRISE_USER]));
    for (target, value) in values {
        if is_manager(target) {
            continue;
        }
        match target.parse::<Path>() {
            Ok(path) => place(&mut body, &path, value),
            // Such a target is refused by the mapping table; shown here as it stands.
            Err(_) => {
                body.insert((*target).to_owned(), typed(None, value));
            }
        }
    }
    mark_work_email(&mut body);
    body.entry("roles").or_insert_with(|| json!([]));
    body.insert("meta".to_owned(), json!({ "resourceType": "User" }));
    Value::Object(body)
}

/// Puts a value where its path points.
fn place(body: &mut Map<String, Value>, path: &Path, value: &TargetValue) {
    let location = locate(path);
    let value = typed(leaf(&location, path), value);
    let holder = match &location.extension {
        Some(urn) => object(body.entry(urn.clone())),
        None => Some(body),
    };
    let Some(holder) = holder else { return };
    let owner = match &path.selector {
        Some(selector) => {
            let parts = location.attribute.map_or(&[][..], |it| it.sub_attributes.as_slice());
            list(holder.entry(location.name.clone()))
                .and_then(|elements| selected(elements, selector, parts))
        }
        None if path.sub_attribute.is_some() => object(holder.entry(location.name.clone())),
        None => {
            holder.insert(location.name, value);
            return;
        }
    };
    if let Some(owner) = owner {
        let name = path.sub_attribute.as_deref().unwrap_or("value");
        owner.insert(name.to_owned(), value);
    }
}

fn object(entry: serde_json::map::Entry<'_>) -> Option<&mut Map<String, Value>> {
    entry.or_insert_with(|| json!({})).as_object_mut()
}

fn list(entry: serde_json::map::Entry<'_>) -> Option<&mut Vec<Value>> {
    entry.or_insert_with(|| json!([])).as_array_mut()
}

/// Returns the element that a selection such as `type eq "work"` means, which is made when it is
/// not there.
fn selected<'a>(
    elements: &'a mut Vec<Value>,
    selector: &Filter,
    parts: &[schema::Attribute],
) -> Option<&'a mut Map<String, Value>> {
    let Filter::Compare(path, Comparison::Equal, wanted) = selector else { return None };
    let wanted = match wanted {
        Value::String(text) => typed_text(schema::find(parts, &path.attribute), text),
        other => other.clone(),
    };
    let at = elements.iter().position(|element| element.get(&path.attribute) == Some(&wanted));
    let at = at.unwrap_or_else(|| {
        elements.push(json!({ path.attribute.as_str(): wanted }));
        elements.len() - 1
    });
    elements.get_mut(at)?.as_object_mut()
}

fn mark_work_email(body: &mut Map<String, Value>) {
    let emails = body.get_mut("emails").and_then(Value::as_array_mut);
    for email in emails.into_iter().flatten().filter_map(Value::as_object_mut) {
        if email.get("type").and_then(Value::as_str) == Some("work") {
            email.entry("primary").or_insert(Value::Bool(true));
        }
    }
}
