//! One line of `tests/data/*.jsonl`: an expression, its input, and what is expected.

use std::collections::BTreeSet;

use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, parse};
use serde_json::Value as Json;

/// A case as the data files write it.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) expression: String,
    pub(crate) doubtful: bool,
    pub(crate) expect: Json,
    /// What the plain rules give where the published result does not follow from them.
    pub(crate) plain_semantics: Option<Json>,
    attributes: Vec<(String, Json)>,
    context: Json,
}

impl Case {
    pub(crate) fn read(line: &str) -> Case {
        let json: Json = serde_json::from_str(line).expect("each line is a JSON object");
        let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
        Case {
            id: text("id"),
            expression: text("expression"),
            doubtful: json["doubtful"].as_bool().unwrap_or(false),
            expect: json["expect"].clone(),
            plain_semantics: json.get("plain_semantics").cloned(),
            attributes: json["attributes"]
                .as_object()
                .map(|map| map.iter().map(|(k, v)| (k.clone(), v.clone())).collect())
                .unwrap_or_default(),
            context: json["context"].clone(),
        }
    }

    /// Evaluates the case; an error's code and text become the `Err`.
    pub(crate) fn run(&self) -> Result<Flow<'static>, String> {
        let parsed = parse(&self.expression);
        let mut record = Attributes::new();
        for (name, value) in &self.attributes {
            record.set(name, value_of(value));
        }
        let schema: Option<BTreeSet<&str>> = self.context["schema"]
            .as_array()
            .map(|names| names.iter().filter_map(Json::as_str).collect());
        let compiled = Compiled::new(&parsed, |name| {
            if schema.as_ref().is_some_and(|schema| !schema.contains(name)) {
                return None;
            }
            Some(record.column(name))
        })
        .map_err(|errors| {
            errors
                .iter()
                .map(|e| format!("{}: {}", e.code, e.message))
                .collect::<Vec<_>>()
                .join("; ")
        })?;
        let now = self.context["now"].as_str().unwrap_or("2026-01-31T12:00:00Z");
        let now = if now.contains('T') { now.to_owned() } else { format!("{now}T00:00:00Z") };
        let mut context = Context::new(now.parse().expect("`now` is a date")).with_seed(7);
        if let Some(domain) = self.context["defaultDomain"].as_str() {
            context = context.with_default_domain(domain);
        }
        if let Some(domain) = self.context["DomainFQDN"].as_str() {
            context = context.with_domain_fqdn(domain);
        }
        if let Some(existing) = self.context["existing"].as_array() {
            context = context.with_existing(existing.iter().filter_map(Json::as_str));
        }
        match compiled.evaluate(&record, &context) {
            Ok(Flow::Value(value)) => Ok(Flow::Value(value.into_owned())),
            Ok(Flow::IgnoreAttribute) => Ok(Flow::IgnoreAttribute),
            Ok(Flow::IgnoreObject) => Ok(Flow::IgnoreObject),
            Err(error) => Err(format!("{}: {error}", error.code)),
        }
    }
}

fn value_of(json: &Json) -> Value<'static> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(boolean) => Value::Boolean(*boolean),
        Json::Number(number) => Value::from(number.to_string()),
        Json::String(text) => Value::from(text.clone()),
        Json::Array(values) => Value::List(values.iter().map(value_of).collect()),
        Json::Object(_) => Value::from(json.to_string()),
    }
}

/// Returns whether a result is what `expect` says. Numbers and booleans are compared by their text.
pub(crate) fn agrees(result: &Result<Flow<'_>, String>, expect: &Json) -> bool {
    if let Some(expected) = expect.as_object() {
        if expected.contains_key("error") {
            return result.is_err();
        }
        if expected.contains_key("ignored") {
            return matches!(result, Ok(Flow::IgnoreAttribute | Flow::IgnoreObject));
        }
        let pattern = expected["matches"].as_str().expect("`matches` is a pattern");
        let pattern = fancy_regex::Regex::new(pattern).expect("`matches` is a pattern");
        return matches!(result, Ok(Flow::Value(value))
            if value.as_text().is_some_and(|text| pattern.is_match(&*text).unwrap_or(false)));
    }
    matches!(result, Ok(Flow::Value(value)) if same(value, expect))
}

fn same(value: &Value<'_>, expect: &Json) -> bool {
    match (value, expect) {
        (Value::List(values), Json::Array(expected)) => {
            values.len() == expected.len()
                && values.iter().zip(expected).all(|(value, expected)| same(value, expected))
        }
        (value, Json::Null) => value.is_null(),
        (value, Json::String(expected)) => value.as_text().as_deref() == Some(expected.as_str()),
        (value, Json::Bool(expected)) => {
            value.as_text().as_deref() == Some(if *expected { "True" } else { "False" })
        }
        (value, Json::Number(expected)) => {
            value.as_text().as_deref() == Some(expected.to_string().as_str())
        }
        _ => false,
    }
}
