//! Writes mappings into the document, with as little change as possible.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::locate::Place;
use super::read::Entry;
use super::source;
use crate::table::mapping::{Apply, Mapping};

/// Makes `wanted` the attribute mappings at `place`. `entries` are those that the schema has.
pub(super) fn mappings(schema: &mut Value, place: &Place, entries: &[Entry], wanted: &[Mapping]) {
    // By target, the wanted mappings that no item has taken, the first ones last.
    let mut by_target: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, mapping) in wanted.iter().enumerate().rev() {
        by_target.entry(&mapping.target).or_default().push(place);
    }
    let Some(object_mapping) = object_at(schema, &place.object_mapping) else { return };
    let items = match object_mapping.get_mut("attributeMappings").map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let mut taken = vec![false; wanted.len()];
    let mut kept = Vec::with_capacity(wanted.len());
    for (mut item, entry) in items.into_iter().zip(entries) {
        let next = by_target.get_mut(entry.target.as_str()).and_then(Vec::pop);
        match next.and_then(|next| Some((wanted.get(next)?, taken.get_mut(next)?))) {
            Some((mapping, taken)) => {
                *taken = true;
                if let Value::Object(item) = &mut item {
                    change(item, entry, mapping);
                }
                kept.push(item);
            }
            // It sends nothing, so that nobody has seen it among the mappings and left it out.
            None if entry.mapping.is_none() => kept.push(item),
            None => {}
        }
    }
    let left: Vec<&Mapping> =
        wanted.iter().zip(taken).filter(|(_, taken)| !taken).map(|(mapping, _)| mapping).collect();
    kept.extend(left.iter().map(|mapping| Value::Object(added(mapping))));
    object_mapping.insert("attributeMappings".to_owned(), Value::Array(kept));
    define(schema, place, left.iter().map(|mapping| mapping.target.as_str()));
}

fn object_at<'a>(schema: &'a mut Value, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    schema.pointer_mut(pointer)?.as_object_mut()
}

fn set(item: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    item.insert(key.to_owned(), value.into());
}

/// Changes what differs between what an item means and the wanted mapping.
fn change(item: &mut Map<String, Value>, entry: &Entry, wanted: &Mapping) {
    let held = entry.mapping.as_ref();
    if held.map(|held| &held.source) != Some(&wanted.source) {
        let mut source = match item.get_mut("source").map(Value::take) {
            Some(Value::Object(source)) => source,
            _ => Map::new(),
        };
        source::write(&wanted.source, &mut source);
        set(item, "source", source);
        if !entry.has_source {
            // The default was the constant until now.
            set(item, "defaultValue", default(wanted));
        }
    }
    if held.is_none_or(|held| default(held) != default(wanted)) {
        set(item, "defaultValue", default(wanted));
    }
    if held.is_none_or(|held| held.apply != wanted.apply) {
        set(item, "flowType", flow_type(wanted));
    }
    if held.is_none_or(|held| held.matching != wanted.matching) {
        set(item, "matchingPriority", wanted.matching.unwrap_or(0));
    }
}

fn default(mapping: &Mapping) -> Option<&str> {
    mapping.default_if_null.as_deref().filter(|default| !default.is_empty())
}

fn flow_type(mapping: &Mapping) -> &'static str {
    match mapping.apply {
        Apply::Always => "Always",
        Apply::OnCreation => "ObjectAddOnly",
    }
}

/// Returns a new attribute mapping, with the values that Graph's documentation shows for the
/// properties that the portal does not offer.
fn added(mapping: &Mapping) -> Map<String, Value> {
    let mut source = Map::new();
    source::write(&mapping.source, &mut source);
    let mut item = Map::new();
    set(&mut item, "defaultValue", default(mapping));
    set(&mut item, "exportMissingReferences", false);
    set(&mut item, "flowBehavior", "FlowWhenChanged");
    set(&mut item, "flowType", flow_type(mapping));
    set(&mut item, "matchingPriority", mapping.matching.unwrap_or(0));
    set(&mut item, "targetAttributeName", mapping.target.as_str());
    set(&mut item, "source", source);
    item
}

/// Defines targets in the target directory, where its object lists attributes and lacks them.
///
/// A text that may be written and is not required: Entra allows a custom attribute of such an
/// application to be neither reference nor multi-valued nor complex.
fn define<'t>(schema: &mut Value, place: &Place, targets: impl Iterator<Item = &'t str>) {
    let name_at = |pointer: String| schema.pointer(&pointer).and_then(Value::as_str);
    let directory = name_at(format!("{}/targetDirectoryName", place.rule)).map(str::to_owned);
    let object = name_at(format!("{}/targetObjectName", place.object_mapping)).map(str::to_owned);
    let attributes = named(schema.get_mut("directories"), directory.as_deref())
        .and_then(|directory| named(directory.get_mut("objects"), object.as_deref()))
        .and_then(|object| object.get_mut("attributes")?.as_array_mut());
    let Some(attributes) = attributes else { return };
    if attributes.is_empty() {
        return;
    }
    let name_of = |attribute: &Value| attribute.get("name")?.as_str().map(str::to_owned);
    let mut known: HashSet<String> = attributes.iter().filter_map(name_of).collect();
    let new: Vec<Value> =
        targets.filter(|target| known.insert((*target).to_owned())).map(defined).collect();
    attributes.extend(new);
}

/// Returns the definition of an attribute.
fn defined(target: &str) -> Value {
    json!({
        "name": target,
        "type": "String",
        "anchor": false,
        "required": false,
        "multivalued": false,
        "caseExact": false,
        "mutability": "ReadWrite",
        "flowNullValues": false,
        "apiExpressions": [],
        "metadata": [],
        "referencedObjects": [],
    })
}

fn named<'a>(list: Option<&'a mut Value>, name: Option<&str>) -> Option<&'a mut Value> {
    let items = list?.as_array_mut()?.iter_mut();
    let name = name?;
    items.into_iter().find(|item| item.get("name").and_then(Value::as_str) == Some(name))
}
