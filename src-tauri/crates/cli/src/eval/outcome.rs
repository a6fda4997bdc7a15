//! Compiling and evaluating an expression for one person, and what it came to.

use footbridge_expression::{
    Attributes, Compiled, Context, Diagnostic, Flow, Number, Parsed, Usage, Value, check,
};
use serde_json::{Map, Value as Json, json};

use crate::output::LANGUAGE;

/// What an evaluation came to, as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    Value(Json),
    Ignored,
    Error { code: String, message: String },
}

impl Outcome {
    pub(super) fn to_json(&self) -> Map<String, Json> {
        let (key, value) = match self {
            Outcome::Value(value) => ("value", value.clone()),
            Outcome::Ignored => ("ignored", Json::Bool(true)),
            Outcome::Error { code, message } => {
                ("error", json!({ "code": code, "message": message }))
            }
        };
        Map::from_iter([(key.to_owned(), value)])
    }
}

/// Compiles an expression for one person. With a `schema`, an attribute outside it is an error, as
/// when Entra saves a mapping.
pub(super) fn compile(
    parsed: &Parsed,
    attributes: &mut Attributes,
    schema: Option<&[String]>,
) -> Result<Compiled, Vec<Diagnostic>> {
    if let Some(schema) = schema {
        let names: Vec<&str> = schema.iter().map(String::as_str).collect();
        let said = check(parsed, Some(&names), Usage::default());
        let errors: Vec<Diagnostic> = said.into_iter().filter(Diagnostic::is_error).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
    }
    Compiled::new(parsed, |name| Some(attributes.column(name)))
}

pub(super) fn outcome(
    compiled: &Result<Compiled, Vec<Diagnostic>>,
    attributes: &Attributes,
    context: &Context,
) -> Outcome {
    let compiled = match compiled {
        Ok(compiled) => compiled,
        Err(diagnostics) => {
            let first = diagnostics.iter().find(|diagnostic| diagnostic.is_error());
            let code = first.map_or("expression.invalid", |first| first.code).to_owned();
            let message =
                first.map(|first| first.message.in_language(&LANGUAGE)).unwrap_or_default();
            return Outcome::Error { code, message };
        }
    };
    match compiled.evaluate(attributes, context) {
        Ok(Flow::Value(value)) => Outcome::Value(value_json(&value)),
        Ok(Flow::IgnoreAttribute | Flow::IgnoreObject) => Outcome::Ignored,
        Err(error) => Outcome::Error {
            code: error.code.to_owned(),
            message: error.message().in_language(&LANGUAGE),
        },
    }
}

pub(super) fn value_json(value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Text(text) => Json::String(text.clone().into_owned()),
        Value::Number(Number::Integer(integer)) => Json::from(*integer),
        Value::Number(Number::Decimal(decimal)) => Json::from(*decimal),
        Value::Boolean(boolean) => Json::Bool(*boolean),
        Value::List(values) => values.iter().map(value_json).collect(),
    }
}
