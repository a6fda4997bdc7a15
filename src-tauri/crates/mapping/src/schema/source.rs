//! Reads and writes Graph's `attributeMappingSource`: the source of a mapping, with its parsed tree.
//!
//! An expression that does not parse is written as it is, without tree, and Entra says what is wrong
//! with it.

use footbridge_expression::{Call, Expression, ExpressionKind, parse, quoted};
use serde_json::{Map, Value, json};

use super::error::SchemaError;
use super::json::text;
use crate::table::mapping::Source;

/// Reads a source; `None` when it names nothing.
pub(super) fn read(source: &Value, at: &str) -> Result<Option<Source>, SchemaError> {
    if !matches!(source, Value::Object(_) | Value::Null) {
        return Err(SchemaError::unknown_shape(at, Some(source)));
    }
    let name = text(source, "name", at)?;
    let expression = text(source, "expression", at)?;
    if name.is_none() && expression.is_none() {
        return Ok(None);
    }
    let parsed = expression.map(parse).filter(|parsed| parsed.diagnostics().is_empty());
    let root = parsed.as_ref().map(|parsed| parsed.root());
    let function = || match expression {
        Some(text) => Ok(Source::Expression { text: text.to_owned() }),
        None => Err(SchemaError::unknown_shape(&format!("{at}/expression"), None)),
    };
    // Graph's documentation: the default type is Attribute.
    let source = match text(source, "type", at)?.unwrap_or("Attribute") {
        "Attribute" => match (root.and_then(Expression::as_attribute), name) {
            (Some(attribute), _) => Source::Direct { attribute: attribute.to_owned() },
            // A name that cannot stand in brackets, or no text at all.
            (None, Some(name)) if expression.is_none_or(|text| text == format!("[{name}]")) => {
                Source::Direct { attribute: name.to_owned() }
            }
            _ => function()?,
        },
        "Constant" => match (root.and_then(Expression::as_text), name, expression) {
            (Some(value), _, _) | (None, Some(value), _) | (None, None, Some(value)) => {
                Source::Constant { value: value.to_owned() }
            }
            (None, None, None) => return Ok(None),
        },
        "Function" => function()?,
        _ => {
            let pointer = format!("{at}/type");
            return Err(SchemaError::unknown_shape(&pointer, source.get("type")));
        }
    };
    Ok(Some(source))
}

/// Writes a source into an object, over the four properties that Graph documents.
pub(super) fn write(source: &Source, into: &mut Map<String, Value>) {
    let described = match source {
        Source::Direct { attribute } => attribute_source(attribute),
        Source::Constant { value } => constant_source(value),
        Source::Expression { text } => expression_source(text),
    };
    into.extend(described);
}

/// A source as Graph describes it: the members of its object.
type Described = Map<String, Value>;

fn described(kind: &str, name: &str, expression: &str, parameters: Vec<Value>) -> Described {
    let mut members = Map::new();
    members.insert("type".to_owned(), kind.into());
    members.insert("name".to_owned(), name.into());
    members.insert("expression".to_owned(), expression.into());
    members.insert("parameters".to_owned(), parameters.into());
    members
}

fn attribute_source(name: &str) -> Described {
    described("Attribute", name, &format!("[{name}]"), Vec::new())
}

fn constant_source(value: &str) -> Described {
    described("Constant", value, &quoted(value), Vec::new())
}

/// Describes an expression; one without tree keeps its text, which says all.
fn expression_source(text: &str) -> Described {
    let parsed = parse(text);
    let root = parsed.root();
    let tree = if parsed.diagnostics().is_empty() { tree(root, 0) } else { None };
    let mut members = tree.unwrap_or_else(|| {
        let name = root.as_call().map_or("", |call| call.name.as_str());
        described("Function", name, text, Vec::new())
    });
    members.insert("expression".to_owned(), text.into());
    members
}

/// How deep calls may be nested in a tree that is written. Our choice: each is four levels of JSON,
/// and readers of JSON commonly stop at 128.
const DEEPEST: usize = 20;

/// Describes a part of an expression with all below it, when Graph has a name for all of that.
fn tree(part: &Expression, depth: usize) -> Option<Described> {
    if depth > DEEPEST {
        return None;
    }
    let part = part.ungrouped();
    match &part.kind {
        ExpressionKind::Attribute(name) => Some(attribute_source(name)),
        // In Graph's own example the length 8 is the constant "8".
        ExpressionKind::Text(value) | ExpressionKind::Number(value) => Some(constant_source(value)),
        ExpressionKind::Call(call) => {
            let (name, parameters) = parameters(call, depth)?;
            Some(described("Function", name, &part.to_string(), parameters))
        }
        _ => None,
    }
}

/// A function of Graph's list: its name, its parameters, and whether the last may occur repeatedly.
type Listed = (&'static str, &'static [&'static str], Occurs);

/// How often the last parameter of a function may occur.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Occurs {
    Once,
    Repeatedly,
}

/// The list of `synchronizationSchema: functions` in Graph's documentation (beta, 2019; its current
/// page is shortened). FormatDateTime is left out: it has three parameters there and four slots in
/// today's expressions.
const LISTED: &[Listed] = &[
    ("Append", &["source", "suffix"], Occurs::Once),
    ("AppRoleAssignments", &["source"], Occurs::Once),
    ("DefaultDomain", &[], Occurs::Once),
    ("IsNothing", &["source"], Occurs::Once),
    ("Join", &["separator", "source"], Occurs::Repeatedly),
    ("Mid", &["source", "start", "length"], Occurs::Once),
    ("Not", &["source"], Occurs::Once),
    ("Prepend", &["prefix", "source"], Occurs::Once),
    (
        "Replace",
        &[
            "source",
            "Find",
            "RegularExpression",
            "RegularExpressionGroupName",
            "Replacement",
            "ReplacementPropertyName",
            "Template",
        ],
        Occurs::Once,
    ),
    ("SingleAppRoleAssignment", &["source"], Occurs::Once),
    ("Split", &["source", "delimiter"], Occurs::Once),
    ("StripSpaces", &["source"], Occurs::Once),
    ("Switch", &["source", "defaultValue", "switchValue"], Occurs::Repeatedly),
];

/// Returns a call's name in Graph's spelling and its arguments by key. An empty slot has no entry,
/// as in Graph's example of Replace. A parameter that occurs repeatedly has its key repeatedly; that
/// is our reading, since Graph's documentation shows no such call.
fn parameters(call: &Call, depth: usize) -> Option<(&'static str, Vec<Value>)> {
    let (name, keys, last) =
        LISTED.iter().find(|(name, ..)| name.eq_ignore_ascii_case(&call.name))?;
    let mut parameters = Vec::new();
    for (slot, argument) in call.arguments.iter().enumerate() {
        let Some(value) = &argument.value else { continue };
        let key = match keys.get(slot) {
            Some(key) => key,
            None if *last == Occurs::Repeatedly => keys.last()?,
            None => return None,
        };
        parameters.push(json!({ "key": key, "value": tree(value, depth + 1)? }));
    }
    Some((name, parameters))
}
