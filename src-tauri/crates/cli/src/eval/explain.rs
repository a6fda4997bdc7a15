//! `footbridge eval --explain`: what was read, what is to be said about it, and what each part gives.

use std::io::Write;

use footbridge_expression::{Expression, ExpressionKind, Flow, Parsed, Trace, Value, functions};
use serde_json::{Map, Value as Json, json};

use super::outcome::value_json;
use crate::output::{Failure, line};
use crate::remark::Remark;

/// The longest value that is shown in a line, in characters.
const MAX_SHOWN: usize = 80;

/// Prints the tree, the remarks and the values, each under its heading.
pub(super) fn print(
    out: &mut impl Write,
    parsed: &Parsed,
    remarks: &[Remark],
    trace: Option<&Trace<'_>>,
) -> Result<(), Failure> {
    line(out, "Tree")?;
    print_tree(out, parsed.root(), None, 1)?;
    line(out, "\nRemarks")?;
    if remarks.is_empty() {
        line(out, "  none")?;
    }
    for remark in remarks {
        let part = written(parsed.text(), &remark.part);
        let (severity, code) = (remark.severity(), &remark.code);
        line(out, format!("  {severity} [{code}] {part}\n    {}", remark.message))?;
        if let Some(fix) = &remark.fix {
            line(out, format!("    {}: {}", fix.label, fix.fixed))?;
        }
    }
    line(out, "\nValues")?;
    let Some(trace) = trace else {
        return line(out, "  none: the expression cannot be evaluated");
    };
    let mut lines = Vec::new();
    trace.walk(&mut |part, depth| {
        let indent = "  ".repeat(depth + 1);
        let parameter = part.parameter.map(|name| format!("{name}: ")).unwrap_or_default();
        let text = written(parsed.text(), &part.span);
        lines.push(format!("{indent}{parameter}{text}  =>  {}", gave(part)));
    });
    lines.into_iter().try_for_each(|text| line(out, text))
}

fn print_tree(
    out: &mut impl Write,
    part: &Expression,
    parameter: Option<&str>,
    depth: usize,
) -> Result<(), Failure> {
    let indent = "  ".repeat(depth);
    let parameter = parameter.map(|name| format!("{name}: ")).unwrap_or_default();
    let mut own = |text: &str| line(out, format!("{indent}{parameter}{text}"));
    match &part.kind {
        ExpressionKind::Call(call) => {
            own(&format!("function {}", call.name))?;
            for (slot, argument) in call.arguments.iter().enumerate() {
                let name = parameter_name(&call.name, slot);
                match &argument.value {
                    Some(value) => print_tree(out, value, Some(&name), depth + 1)?,
                    None => line(out, format!("{indent}  {name}: not given"))?,
                }
            }
            Ok(())
        }
        ExpressionKind::Operation(operation) => {
            own(&format!("operator {}", operation.operator.sign()))?;
            print_tree(out, &operation.left, None, depth + 1)?;
            print_tree(out, &operation.right, None, depth + 1)
        }
        ExpressionKind::Group(inner) => {
            own("brackets")?;
            print_tree(out, inner, None, depth + 1)
        }
        ExpressionKind::Attribute(name) => own(&format!("attribute {name}")),
        ExpressionKind::Text(_) => own(&format!("text {part}")),
        ExpressionKind::Number(_) => own(&format!("number {part}")),
        ExpressionKind::Word(_) => own(&format!("word {part}")),
        ExpressionKind::Parameter(_) => own(&format!("parameter {part}")),
        ExpressionKind::Missing => own("missing"),
    }
}

fn parameter_name(function: &str, slot: usize) -> String {
    functions::find_any_case(function)
        .and_then(|info| info.parameter(slot))
        .map_or_else(|| format!("argument {}", slot + 1), |parameter| parameter.name.to_owned())
}

/// Returns the tree as JSON: `type`, `start` and `end` in bytes, and what the type has; an empty slot
/// is null.
pub(super) fn tree_json(part: &Expression) -> Json {
    let (kind, rest) = match &part.kind {
        ExpressionKind::Call(call) => {
            let arguments: Vec<Json> = call
                .arguments
                .iter()
                .map(|argument| argument.value.as_ref().map_or(Json::Null, tree_json))
                .collect();
            ("function", json!({ "name": call.name, "arguments": arguments }))
        }
        ExpressionKind::Operation(operation) => (
            "operator",
            json!({
                "sign": operation.operator.sign(),
                "left": tree_json(&operation.left),
                "right": tree_json(&operation.right),
            }),
        ),
        ExpressionKind::Group(inner) => ("brackets", json!({ "inner": tree_json(inner) })),
        ExpressionKind::Attribute(name) => ("attribute", json!({ "name": name })),
        ExpressionKind::Text(text) => ("text", json!({ "value": text })),
        ExpressionKind::Number(written) => ("number", json!({ "value": written })),
        ExpressionKind::Word(word) => ("word", json!({ "name": word })),
        ExpressionKind::Parameter(name) => ("parameter", json!({ "name": name })),
        ExpressionKind::Missing => ("missing", json!({})),
    };
    let mut object = Map::from_iter([
        ("type".to_owned(), kind.into()),
        ("start".to_owned(), part.span.start.into()),
        ("end".to_owned(), part.span.end.into()),
    ]);
    if let Json::Object(rest) = rest {
        object.extend(rest);
    }
    object.into()
}

/// Returns the values as JSON: for each part its text and place, what it gave (`value`, `ignored`,
/// `error`, or `skipped` when nobody looked at it), and its parts.
pub(super) fn trace_json(text: &str, trace: &Trace<'_>) -> Json {
    let (key, given) = match &trace.outcome {
        None => ("skipped", Json::Bool(true)),
        Some(Ok(Flow::Value(value))) => ("value", part_json(value)),
        Some(Ok(Flow::IgnoreAttribute | Flow::IgnoreObject)) => ("ignored", Json::Bool(true)),
        Some(Err(error)) => ("error", json!({ "code": error.code, "message": error.to_string() })),
    };
    let parts: Vec<Json> = trace.parts.iter().map(|part| trace_json(text, part)).collect();
    json!({
        "text": written(text, &trace.span),
        "start": trace.span.start,
        "end": trace.span.end,
        "parameter": trace.parameter,
        key: given,
        "parts": parts,
    })
}

/// How many letters of a part's text are told, and how many of several values: each part around it may
/// have the same.
const LONGEST_TOLD: usize = 1_000;
const MOST_TOLD: usize = 100;

fn part_json(value: &Value<'_>) -> Json {
    match value {
        Value::Text(text) => match text.char_indices().nth(LONGEST_TOLD) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
            None => value_json(value),
        },
        Value::List(values) => {
            let more = values.len().saturating_sub(MOST_TOLD);
            let more = (more > 0).then(|| format!("… ({more})").into());
            values.iter().take(MOST_TOLD).map(part_json).chain(more).collect()
        }
        value => value_json(value),
    }
}

fn written<'t>(text: &'t str, span: &std::ops::Range<usize>) -> &'t str {
    text.get(span.clone()).unwrap_or_default()
}

/// What a part gave, in words.
fn gave(part: &Trace<'_>) -> String {
    match &part.outcome {
        None => "not looked at".to_owned(),
        Some(Ok(Flow::Value(value))) => shown(value),
        Some(Ok(Flow::IgnoreAttribute)) => "the attribute is left out".to_owned(),
        Some(Ok(Flow::IgnoreObject)) => "the object is left out".to_owned(),
        Some(Err(error)) => format!("error {}: {error}", error.code),
    }
}

fn shown(value: &Value<'_>) -> String {
    if value.is_null() {
        return "null".to_owned();
    }
    let whole = value_json(value).to_string();
    match whole.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", whole.get(..end).unwrap_or_default()),
        None => whole,
    }
}
