//! What `Get-Mg… | ConvertTo-Json` makes of a schema: names with a capital first, and with too small a
//! depth the names of types in the place of what lies deeper.

use serde_json::{Map, Value};

use super::error::SchemaError;

/// Properties that hold objects or lists. A text in the place of one, as ConvertTo-Json writes what it
/// does not go into, is none that Graph writes.
const STRUCTURE: &[&str] = &[
    "apiExpressions",
    "attributeMappings",
    "attributes",
    "categoryFilterGroups",
    "clauses",
    "containerFilter",
    "directories",
    "groupFilter",
    "groups",
    "inputFilterGroups",
    "metadata",
    "objectMappings",
    "objects",
    "parameters",
    "referencedObjects",
    "schema",
    "scope",
    "source",
    "synchronizationRules",
    "targetOperand",
    "values",
];

/// Names of a schema's outermost properties, by which it is known to be written in this way.
const CAPITALISED: &[&str] = &["SynchronizationRules", "ObjectMappings", "AttributeMappings"];

/// Returns the document with Graph's own names, as `Invoke-MgGraphRequest` would give it.
///
/// # Errors
/// Fails when ConvertTo-Json has cut it.
pub(super) fn as_of_graph(document: Value) -> Result<Value, SchemaError> {
    let document = if is_capitalised(&document) { renamed(document) } else { document };
    match cut(&document, "") {
        Some(pointer) => Err(SchemaError::cut(&pointer)),
        None => Ok(document),
    }
}

fn is_capitalised(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            CAPITALISED.iter().any(|key| members.contains_key(*key))
                || members.values().any(is_capitalised)
        }
        Value::Array(items) => items.iter().any(is_capitalised),
        _ => false,
    }
}

/// Gives every name a small letter first. What the module does not know is in `AdditionalProperties`,
/// in Graph beside the others.
fn renamed(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(renamed).collect(),
        Value::Object(members) => {
            let (mut named, mut others) = (Map::new(), Map::new());
            for (key, value) in members {
                match value {
                    Value::Object(more) if key == "AdditionalProperties" => others.extend(more),
                    value => {
                        named.insert(small_first(&key), renamed(value));
                    }
                }
            }
            for (key, value) in others {
                named.entry(key).or_insert(value);
            }
            Value::Object(named)
        }
        other => other,
    }
}

fn small_first(key: &str) -> String {
    let mut letters = key.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// Returns the pointer of the first thing that was cut.
fn cut(value: &Value, at: &str) -> Option<String> {
    match value {
        Value::Object(members) => members.iter().find_map(|(key, member)| {
            let at = format!("{at}/{key}");
            let is_structure = STRUCTURE.contains(&key.as_str());
            match member.as_str() {
                Some(text) => {
                    (is_type_of_graph(text) || is_structure && is_cut(text)).then_some(at)
                }
                None => cut(member, &at),
            }
        }),
        Value::Array(items) => items.iter().enumerate().find_map(|(index, item)| {
            let at = format!("{at}/{index}");
            match item.as_str() {
                Some(text) => (is_type_of_graph(text) || text.starts_with("@{")).then_some(at),
                None => cut(item, &at),
            }
        }),
        _ => None,
    }
}

/// Whether a text is the name of a type of the Graph modules, or several of these.
fn is_type_of_graph(text: &str) -> bool {
    text.starts_with("Microsoft.Graph.") && text.contains("PowerShell.Models.")
}

/// Whether a text is what PowerShell writes for a hashtable, an array or an object.
fn is_cut(text: &str) -> bool {
    text.starts_with("System.") || text.starts_with("@{")
}
