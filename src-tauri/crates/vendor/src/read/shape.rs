//! Holds a document against the JSON Schema: keys, types, choices, bounds, and each single value.
//!
//! Knows the part of JSON Schema that our generator writes, and no more.

use footbridge_finding::nearest;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Document, Path};
use super::error::{Problem, ProfileError};
use super::value;
use crate::format::{TEXT_DEFINITION, fields};

/// Returns every problem of shape in `document`.
pub(crate) fn check(document: &Document<'_>, schema: &Value) -> Vec<ProfileError> {
    let mut walk = Walk { document, root: schema, problems: Vec::new() };
    walk.value(schema, &document.root, &Path::default());
    walk.problems
}

struct Walk<'d, 't> {
    document: &'d Document<'t>,
    root: &'d Value,
    problems: Vec<ProfileError>,
}

type Node<'t> = Spanned<DeValue<'t>>;

impl<'d> Walk<'d, '_> {
    fn report(&mut self, problem: Problem, span: std::ops::Range<usize>, path: &Path) {
        let place = self.document.place(span, Some(path));
        self.problems.push(ProfileError { problem, place });
    }

    fn value(&mut self, schema: &'d Value, node: &Node<'_>, path: &Path) {
        let mut schema = schema;
        let mut definition = "";
        while let Some(name) = reference(schema) {
            definition = name;
            let Some(target) = self.root.pointer(&format!("/$defs/{name}")) else { return };
            schema = target;
        }
        if definition == TEXT_DEFINITION {
            return self.text(schema, node, path);
        }
        let choices = choices(schema);
        let expected = if choices.is_empty() { name_of(schema) } else { Some("string") };
        if let Some(expected) = expected
            && !fits(expected, node.get_ref())
        {
            return self.type_problem(in_words(expected), node, path);
        }
        match node.get_ref() {
            DeValue::Table(table) => {
                let conditions = definition == "Conditions";
                self.table(schema, table, node.span(), path, conditions);
            }
            DeValue::Array(entries) => {
                if entries.is_empty() && schema.get("minItems").is_some() {
                    self.report(Problem::Empty, node.span(), path);
                }
                if let Some(items) = schema.get("items") {
                    for (index, entry) in entries.iter().enumerate() {
                        self.value(items, entry, &path.index(index));
                    }
                }
            }
            DeValue::String(text) => self.string(schema, &choices, text, node, path),
            DeValue::Integer(number) => self.bounds(schema, &number.to_string(), node, path),
            _ => {}
        }
    }

    fn table(
        &mut self,
        schema: &'d Value,
        table: &DeTable<'_>,
        span: std::ops::Range<usize>,
        path: &Path,
        conditions: bool,
    ) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
        for (key, node) in table.iter() {
            let name = key.get_ref().as_ref();
            if let Some(property) = properties.get(name) {
                self.value(property, node, &path.key(name));
                continue;
            }
            let suggestion = nearest(name, properties.keys().map(String::as_str));
            let key_name = name.to_owned();
            let suggestion = suggestion.map(str::to_owned);
            let known: Vec<String> = properties.keys().cloned().collect();
            let problem = if conditions {
                Problem::UnknownCondition { key: key_name, suggestion, known }
            } else {
                Problem::UnknownKey { key: key_name, suggestion, known }
            };
            self.report(problem, key.span(), &path.key(name));
        }
        for key in strings(schema.get("required")) {
            if !table.contains_key(key) {
                let problem = Problem::MissingKey { key: key.to_owned() };
                self.report(problem, span.clone(), &path.key(key));
            }
        }
    }

    fn text(&mut self, schema: &Value, node: &Node<'_>, path: &Path) {
        let DeValue::Table(languages) = node.get_ref() else {
            return self.type_problem("a text such as `{ en = \"…\" }`", node, path);
        };
        if !languages.contains_key("en") {
            self.report(Problem::MissingEnglish, node.span(), path);
        }
        let inside_guide = path.starts_with("guide") || path.starts_with("steps");
        for (key, text) in languages.iter() {
            let tag = key.get_ref().as_ref();
            let path = path.key(tag);
            if !is_language_tag(tag) {
                self.report(Problem::Language { tag: tag.to_owned() }, key.span(), &path);
            }
            match text.get_ref() {
                DeValue::String(words) if words.trim().is_empty() => {
                    self.report(Problem::Empty, text.span(), &path);
                }
                DeValue::String(words) => {
                    let mut problems = value::guide_text(words);
                    // Only the guide fills in placeholders; elsewhere a brace is a brace.
                    problems.retain(|problem| inside_guide || *problem == Problem::Backtick);
                    for problem in problems {
                        self.report(problem, text.span(), &path);
                    }
                }
                _ => {
                    let expected = schema.pointer("/properties/en/type").and_then(Value::as_str);
                    self.type_problem(in_words(expected.unwrap_or("string")), text, &path);
                }
            }
        }
    }

    fn string(
        &mut self,
        schema: &Value,
        choices: &[&str],
        text: &str,
        node: &Node<'_>,
        path: &Path,
    ) {
        if !choices.is_empty() {
            if !choices.contains(&text) {
                let problem = Problem::Choice {
                    value: text.to_owned(),
                    suggestion: nearest(text, choices.iter().copied()).map(str::to_owned),
                    known: choices.iter().map(|&choice| choice.to_owned()).collect(),
                };
                self.report(problem, node.span(), path);
            }
            return;
        }
        let format = schema.get("format").and_then(Value::as_str);
        if format == Some(fields::EXPRESSION) {
            for (problem, part) in value::expression(text) {
                let span = self.document.part(node.span(), text, part);
                self.report(problem, span, path);
            }
            return;
        }
        let problem = match format {
            Some(fields::URL) => value::url(text),
            Some(fields::PAGE) => value::page(text),
            Some(fields::TARGET) => value::target(text),
            Some(fields::ATTRIBUTE) => value::attribute(text),
            Some(fields::VENDOR_ID | fields::STEP_ID) => value::name(schema, text),
            _ if schema.get("minLength").is_some() && text.trim().is_empty() => {
                Some(Problem::Empty)
            }
            _ => None,
        };
        if let Some(problem) = problem {
            self.report(problem, node.span(), path);
        }
    }

    fn bounds(&mut self, schema: &Value, number: &str, node: &Node<'_>, path: &Path) {
        let (Some(from), Some(to)) = (
            schema.get("minimum").and_then(Value::as_f64),
            schema.get("maximum").and_then(Value::as_f64).or_else(|| u32_bound(schema)),
        ) else {
            return;
        };
        let inside = number.parse::<f64>().is_ok_and(|number| (from..=to).contains(&number));
        if !inside {
            let problem = Problem::Range {
                value: number.to_owned(),
                from: from.to_string(),
                to: to.to_string(),
            };
            self.report(problem, node.span(), path);
        }
    }

    fn type_problem(&mut self, expected: &str, node: &Node<'_>, path: &Path) {
        let found = format!("a {}", node.get_ref().type_str());
        let problem = Problem::Type { expected: expected.to_owned(), found };
        self.report(problem, node.span(), path);
    }
}

/// The upper bound of a number that has only its type's.
fn u32_bound(schema: &Value) -> Option<f64> {
    (schema.get("format")? == "uint32").then_some(f64::from(u32::MAX))
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

fn name_of(schema: &Value) -> Option<&str> {
    schema.get("type").and_then(Value::as_str)
}

/// Returns the choices of an enumeration, which is an `enum`, or a `oneOf` where each is described.
fn choices(schema: &Value) -> Vec<&str> {
    let described = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    strings(schema.get("enum"))
        .chain(described.flat_map(|choice| {
            choice
                .get("const")
                .and_then(Value::as_str)
                .into_iter()
                .chain(strings(choice.get("enum")))
        }))
        .collect()
}

fn strings(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn fits(expected: &str, value: &DeValue<'_>) -> bool {
    match expected {
        "object" => value.is_table(),
        "array" => value.is_array(),
        "string" => value.is_str(),
        "integer" => value.is_integer(),
        "boolean" => value.is_bool(),
        _ => true,
    }
}

fn in_words(expected: &str) -> &'static str {
    match expected {
        "object" => "a table",
        "array" => "a list",
        "string" => "a text in quotation marks",
        "integer" => "a whole number",
        "boolean" => "`true` or `false`",
        _ => "another value",
    }
}

/// Returns whether `tag` has the form of a BCP 47 tag as far as texts need it.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    matches!(language.len(), 2 | 3)
        && language.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| {
            matches!(part.len(), 2..=8) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}
