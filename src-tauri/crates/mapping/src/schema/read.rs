//! Reads a mapping from Graph's `attributeMapping`.

use serde_json::Value;

use super::error::SchemaError;
use super::json::text;
use super::locate::{Place, list};
use super::source;
use crate::table::mapping::{Apply, Mapping, Source};

/// One attribute mapping of the document.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its target.
    pub(super) target: String,
    /// What it means; `None` when it has neither source nor default and so sends nothing.
    pub(super) mapping: Option<Mapping>,
    /// Whether it has a source of its own; without one its default is the constant that is sent.
    pub(super) has_source: bool,
}

/// Reads the attribute mappings of the object mapping at `place`.
pub(super) fn entries(document: &Value, place: &Place) -> Result<Vec<Entry>, SchemaError> {
    let pointer = format!("{}/attributeMappings", place.object_mapping);
    let items = list(document, &pointer)?.iter().enumerate();
    items.map(|(index, item)| entry(item, &format!("{pointer}/{index}"))).collect()
}

fn entry(item: &Value, at: &str) -> Result<Entry, SchemaError> {
    if !item.is_object() {
        return Err(SchemaError::unknown_shape(at, Some(item)));
    }
    let Some(target) = text(item, "targetAttributeName", at)? else {
        return Err(SchemaError::unknown_shape(&format!("{at}/targetAttributeName"), None));
    };
    let default = text(item, "defaultValue", at)?.map(str::to_owned);
    let source = match item.get("source") {
        None => None,
        Some(source) => source::read(source, &format!("{at}/source"))?,
    };
    let target = target.to_owned();
    let has_source = source.is_some();
    let (source, default_if_null) = match (source, default) {
        (Some(source), default) => (source, default),
        (None, Some(value)) => (Source::Constant { value }, None),
        (None, None) => return Ok(Entry { target, mapping: None, has_source }),
    };
    let apply = match text(item, "flowType", at)? {
        Some("ObjectAddOnly") => Apply::OnCreation,
        _ => Apply::Always,
    };
    let matching = matching(item, at)?;
    let mapping = Mapping { source, target: target.clone(), default_if_null, apply, matching };
    Ok(Entry { target, mapping: Some(mapping), has_source })
}

/// Reads the matching precedence; Graph writes 0 for a target that users are not matched by.
fn matching(item: &Value, at: &str) -> Result<Option<u32>, SchemaError> {
    match item.get("matchingPriority") {
        None | Some(Value::Null) => Ok(None),
        Some(found) => {
            let priority = found.as_u64().and_then(|number| u32::try_from(number).ok());
            match priority {
                Some(0) => Ok(None),
                Some(priority) => Ok(Some(priority)),
                None => {
                    let pointer = format!("{at}/matchingPriority");
                    Err(SchemaError::unknown_shape(&pointer, Some(found)))
                }
            }
        }
    }
}
