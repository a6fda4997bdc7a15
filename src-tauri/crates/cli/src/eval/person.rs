//! A person's attributes: by their own names out of JSON, and by Entra's names as a preview has them,
//! whichever tool has written the person.

use std::ops::ControlFlow;
use std::path::Path;

use footbridge_directory::{self as directory, Directory, DirectoryError, of_header};
use footbridge_expression::{Attributes, Number, Value};
use footbridge_mapping::{Mapping, diagnostics};
use serde_json::Value as Json;

use crate::input::{Input, LARGEST_PERSON};
use crate::output::{Failure, LANGUAGE};

/// Why a text is no person.
const NO_OBJECT: &str = "the attributes must be one JSON object, such as {\"givenName\":\"Kari\"}, or an export of one person";

/// Reads the person that `--attributes` names: JSON of any attributes, or an export of one person.
pub(super) fn read(path: &Path) -> Result<Attributes, Failure> {
    let input = Input::of(path);
    let text = input.text(LARGEST_PERSON)?;
    let name = input.name();
    let failed = |reason: String| Failure::Usage(format!("{name}: {reason}"));
    if !text.trim_start().starts_with(['{', '[', '"']) && !text.trim().is_empty() {
        return match exported(&text, &name) {
            Ok(people) if people.users() == 1 => {
                Ok(known(&people).into_iter().filter(|(name, _)| !is_of_another(name)).collect())
            }
            Ok(people) => Err(failed(several(people.users() as usize))),
            Err(error) => Err(input.told(&error)),
        };
    }
    let json: Json = serde_json::from_str(&text).map_err(|error| {
        failed(format!(
            "this is not JSON: {error}. It must be one object, such as {{\"givenName\":\"Kari\"}}"
        ))
    })?;
    let person = only(json).map_err(failed)?;
    let mut attributes = by_their_own_names(&person).map_err(|error| failed(error.to_owned()))?;
    if let Ok(people) = exported(&person.to_string(), &name) {
        let known = known(&people);
        let has = |name: &str| known.iter().any(|(known, _)| known == name);
        // What the directory knows under another name has that name alone, as in a preview.
        attributes
            .retain(|(name, _)| of_header(name).is_none_or(|it| it.name == name || !has(it.name)));
        for (name, value) in known {
            match attributes.iter_mut().find(|(own, _)| *own == name) {
                // A number stays one.
                Some((_, own)) if own.as_text() == value.as_text() => {}
                Some((_, own)) => *own = value,
                None => attributes.push((name, value)),
            }
        }
    }
    attributes.retain(|(name, _)| !is_of_another(name));
    Ok(attributes.into_iter().collect())
}

/// Whether a name asks for an attribute of the person's manager, which provisioning does not have.
fn is_of_another(name: &str) -> bool {
    let said = diagnostics(&Mapping::direct(name, ""), None, &LANGUAGE);
    said.iter().any(|said| said.code == "source.reference_followed")
}

/// Returns the attributes of a JSON object by their own names. Anything nested is taken as its JSON text.
pub(super) fn attributes_of(json: &Json) -> Result<Attributes, &'static str> {
    Ok(by_their_own_names(json)?.into_iter().collect())
}

fn by_their_own_names(json: &Json) -> Result<Vec<(String, Value<'static>)>, &'static str> {
    let Json::Object(object) = json else { return Err(NO_OBJECT) };
    Ok(object.iter().map(|(name, value)| (name.clone(), attribute(value))).collect())
}

/// Returns the only person of what may be a list, or a page of one.
fn only(json: Json) -> Result<Json, String> {
    match json {
        Json::Array(people) => match <[Json; 1]>::try_from(people) {
            Ok([person]) => only(person),
            Err(people) if people.is_empty() => Err(NO_OBJECT.to_owned()),
            Err(people) => Err(several(people.len())),
        },
        Json::Object(mut page) if page.get("value").is_some_and(Json::is_array) => {
            only(page.remove("value").unwrap_or_default())
        }
        person => Ok(person),
    }
}

fn several(people: usize) -> String {
    format!("it holds {people} people, and an expression is evaluated for one; keep one of them")
}

/// Reads a text as an export.
fn exported(text: &str, name: &str) -> Result<Directory, DirectoryError> {
    let go_on = &mut |_| ControlFlow::Continue(());
    let mut bytes = text.as_bytes();
    directory::read(&mut bytes, name, None, &LANGUAGE, go_on).map(|(people, _)| people)
}

/// Returns what is known of the only person of an export, by Entra's names.
fn known(people: &Directory) -> Vec<(String, Value<'static>)> {
    let values = people.attributes().filter_map(|name| {
        let value = match people.value(0, people.attribute(name)?) {
            directory::Value::Null => return None,
            directory::Value::Text(text) => Value::text(text.to_owned()),
            directory::Value::List(list) => {
                Value::List(list.iter().map(|text| Value::text(text.to_owned())).collect())
            }
        };
        Some((name.to_owned(), value))
    });
    values.collect()
}

fn attribute(json: &Json) -> Value<'static> {
    match json {
        Json::Null => Value::Null,
        Json::String(text) => Value::text(text.clone()),
        Json::Bool(boolean) => Value::Boolean(*boolean),
        Json::Number(number) => {
            Number::parse(&number.to_string()).map_or(Value::Null, Value::Number)
        }
        Json::Array(values) => Value::List(values.iter().map(attribute).collect()),
        Json::Object(_) => Value::text(json.to_string()),
    }
}
