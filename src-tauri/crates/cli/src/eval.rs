//! `footbridge eval`: one expression, or a file of cases.

mod batch;
mod case;
mod explain;

use std::io::stdout;
use std::path::Path;

use footbridge_expression::{
    Attributes, Compiled, Context, Diagnostic, Flow, Number, Parsed, Severity, Usage, Value, parse,
};
use footbridge_secret::secret_shape;
use serde_json::{Map, Value as Json, json};

use crate::Ending;
use crate::arguments::EvalOptions;
use crate::check::now;
use crate::input::{Input, LARGEST_PERSON};
use crate::output::{Failure, json as print_json, say, value as print_value};
use crate::visible::visible;

/// How many characters of an expression's line are shown.
const SHOWN: usize = 160;

/// Evaluates one expression or a batch.
pub(crate) fn run(options: &EvalOptions) -> Result<Ending, Failure> {
    if let Some(path) = &options.batch {
        return batch::run(path, options.json);
    }
    let text = options.expression.as_deref().unwrap_or_default();
    if secret_shape(text.trim()).is_some() {
        return Err(Failure::secret_in("the expression"));
    }
    let mut attributes = match &options.attributes {
        Some(path) => attributes_of(&read_json(path)?)
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?,
        None => Attributes::new(),
    };
    let parsed = parse(text);
    // The same seed twice, so that the trace shows the chance that the result had.
    let now = now();
    let context = || Context::new(now).with_seed(now.as_microsecond().unsigned_abs());
    let (of_result, of_trace) = (context(), context());
    let (diagnostics, compiled) = Compiled::check_and_compile(&parsed, Usage::default(), |name| {
        Some(attributes.column(name))
    });
    let outcome = outcome(&compiled, &attributes, &of_result);
    let trace = compiled.as_ref().ok().map(|compiled| compiled.trace_tree(&attributes, &of_trace));
    if options.json {
        let mut answer = outcome.to_json();
        let said: Vec<Json> = diagnostics.iter().map(diagnostic_json).collect();
        answer.insert("diagnostics".to_owned(), said.into());
        if options.explain {
            answer.insert("tree".to_owned(), explain::tree_json(parsed.root()));
        }
        if let Some(trace) = &trace {
            answer.insert("trace".to_owned(), explain::trace_json(text, trace));
        }
        print_json(&mut stdout().lock(), &answer)?;
    } else if options.explain {
        explain::print(&mut stdout().lock(), &parsed, &diagnostics, trace.as_ref())?;
    } else {
        for diagnostic in &diagnostics {
            tell(text, diagnostic);
        }
        match &outcome {
            Outcome::Value(Json::Null) => say("The result is null: Entra sends nothing."),
            Outcome::Value(value) => print_value(&mut stdout().lock(), &case::text(value))?,
            Outcome::Ignored => say("The attribute is left out of this flow and stays as it is."),
            // Told above, under the part that it is about.
            Outcome::Error { message, .. }
                if diagnostics.iter().any(|diagnostic| diagnostic.message == *message) => {}
            Outcome::Error { message, .. } => say(format!("error: {message}")),
        }
    }
    Ok(if matches!(outcome, Outcome::Error { .. }) { Ending::Problems } else { Ending::Good })
}

/// What an evaluation came to, as it is printed.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    Value(Json),
    Ignored,
    Error { code: String, message: String },
}

impl Outcome {
    fn to_json(&self) -> Map<String, Json> {
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
fn compile(
    parsed: &Parsed,
    attributes: &mut Attributes,
    schema: Option<&[String]>,
) -> Result<Compiled, Vec<Diagnostic>> {
    Compiled::new(parsed, |name| {
        let known = schema.is_none_or(|schema| schema.iter().any(|attribute| attribute == name));
        known.then(|| attributes.column(name))
    })
}

fn outcome(
    compiled: &Result<Compiled, Vec<Diagnostic>>,
    attributes: &Attributes,
    context: &Context,
) -> Outcome {
    let compiled = match compiled {
        Ok(compiled) => compiled,
        Err(diagnostics) => {
            let first = diagnostics.iter().find(|diagnostic| diagnostic.is_error());
            let code = first.map_or("expression.invalid", |first| first.code).to_owned();
            let message = first.map_or_else(String::new, |first| first.message.clone());
            return Outcome::Error { code, message };
        }
    };
    match compiled.evaluate(attributes, context) {
        Ok(Flow::Value(value)) => Outcome::Value(value_json(&value)),
        Ok(Flow::IgnoreAttribute | Flow::IgnoreObject) => Outcome::Ignored,
        Err(error) => Outcome::Error { code: error.code.to_owned(), message: error.to_string() },
    }
}

fn value_json(value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Text(text) => Json::String(text.clone().into_owned()),
        Value::Number(Number::Integer(integer)) => Json::from(*integer),
        Value::Number(Number::Decimal(decimal)) => Json::from(*decimal),
        Value::Boolean(boolean) => Json::Bool(*boolean),
        Value::List(values) => values.iter().map(value_json).collect(),
    }
}

/// Returns the attributes of a JSON object. Anything nested is taken as its JSON text.
fn attributes_of(json: &Json) -> Result<Attributes, &'static str> {
    let Json::Object(object) = json else {
        return Err("the attributes must be one JSON object, such as {\"givenName\":\"Kari\"}");
    };
    Ok(object.iter().map(|(name, value)| (name, attribute(value))).collect())
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

fn read_json(path: &Path) -> Result<Json, Failure> {
    let input = Input::of(path);
    serde_json::from_str(&input.text(LARGEST_PERSON)?).map_err(|error| {
        Failure::Usage(format!(
            "{} is not JSON: {error}. It must be one object, such as {{\"givenName\":\"Kari\"}}",
            input.name()
        ))
    })
}

fn diagnostic_json(diagnostic: &Diagnostic) -> Json {
    json!({
        "code": diagnostic.code,
        "severity": severity(diagnostic),
        "message": diagnostic.message,
        "start": diagnostic.span.start,
        "end": diagnostic.span.end,
        "fix": diagnostic.fix.as_ref().map(|fix| fix.label.clone()),
    })
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Shows a diagnostic under the part of the expression that it is about.
fn tell(text: &str, diagnostic: &Diagnostic) {
    // Its places are counted in what is shown.
    let shows = |part: &str| visible(part).chars().count();
    let before = text.get(..diagnostic.span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let shown = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let at = shows(before.get(start..).unwrap_or_default());
    let part = text.get(diagnostic.span.clone()).and_then(|part| part.lines().next());
    let width = part.map_or(1, |part| shows(part).max(1));
    // Of a very long line, what stands around the part.
    let left_out = if at > SHOWN / 2 { at - SHOWN / 4 } else { 0 };
    let shown: String = visible(shown).chars().skip(left_out).take(SHOWN).collect();
    let indent = " ".repeat(at - left_out);
    let marks = "^".repeat(width.min(SHOWN - indent.len()));
    say(format!("{}: {} [{}]", severity(diagnostic), diagnostic.message, diagnostic.code));
    say(format!("  {shown}\n  {indent}{marks}"));
    if let Some(fix) = &diagnostic.fix {
        say(format!("  - {}", fix.label));
    }
}
