//! An expression explained to the person who writes it: which call and slot the caret is in, and
//! what every part gave for one person.
//!
//! Spans are counted in UTF-16 units, as text fields of the window count them.

use footbridge_directory::Directory;
use footbridge_expression::functions::{self, FunctionInfo};
use footbridge_expression::{Call, EvaluationError, ExpressionKind, Flow, Trace, Value, parse};
use serde::{Deserialize, Serialize};

use crate::expression::bound::{BoundExpression, Context};
use crate::expression::span::{Span, Spans};

/// A call in an expression, for help with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CallPlace {
    /// The function in its documented spelling.
    pub function: String,
    /// The whole call.
    pub span: Span,
    /// Its slots in order. Between them stand commas and blanks.
    pub slots: Vec<SlotPlace>,
}

/// A slot of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SlotPlace {
    /// What is written in it; empty where nothing is.
    pub span: Span,
    /// The place of its parameter in [`crate::FunctionEntry::parameters`]; `None` for a slot too
    /// many.
    pub parameter: Option<u32>,
}

/// Returns the calls of known functions in an expression, outer ones before those in them.
pub(crate) fn calls(text: &str) -> Vec<CallPlace> {
    let parsed = parse(text);
    let spans = Spans::of(text);
    let mut found = Vec::new();
    parsed.root().walk(&mut |part| {
        if let ExpressionKind::Call(call) = &part.kind
            && let Some(info) = functions::find_any_case(&call.name)
        {
            found.push(CallPlace {
                function: info.name.to_owned(),
                span: spans.at(&part.span),
                slots: slots(&spans, call, info),
            });
        }
    });
    found
}

fn slots(spans: &Spans, call: &Call, info: &FunctionInfo) -> Vec<SlotPlace> {
    let slots = call.arguments.iter().enumerate().map(|(slot, argument)| {
        let parameter = info.parameter(slot);
        let place = parameter.and_then(|wanted| {
            info.parameters.iter().position(|parameter| std::ptr::eq(parameter, wanted))
        });
        SlotPlace {
            span: spans.at(&argument.span),
            parameter: place.and_then(|place| u32::try_from(place).ok()),
        }
    });
    slots.collect()
}

/// What a part of an expression gave for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PartValue {
    /// A text, a number or a truth value, as it is written out.
    Text {
        /// The text; it may be empty.
        text: String,
    },
    /// Several values.
    Several {
        /// Each of them.
        texts: Vec<String>,
    },
    /// No value at all.
    Null,
    /// The target is to be left as it is.
    Ignored,
    /// An error.
    Failed {
        /// What is wrong, as a sentence.
        message: String,
    },
    /// Nobody looked at it: a branch not taken, or what comes after an error.
    NotReached,
}

/// A part of an expression with its value and the parts it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TracedPart {
    /// Where it stands.
    pub span: Span,
    /// The part in short: a call without its arguments, anything else as written.
    pub label: String,
    /// The parameter that it fills, by its name in Microsoft's reference.
    pub parameter: Option<String>,
    /// It is a constant: its value is what is written.
    pub constant: bool,
    /// What it gave.
    pub value: PartValue,
    /// The arguments of a call, or the operands of an operator.
    pub parts: Vec<TracedPart>,
}

/// Returns what every part of an expression gives for the person at `row`, counted from 0.
pub(crate) fn trace(
    text: &str,
    bound: &BoundExpression,
    directory: &Directory,
    row: u32,
    context: &Context,
) -> TracedPart {
    let spans = Spans::of(text);
    bound.trace(directory, row, context, |trace| traced(text, &spans, trace))
}

fn traced(text: &str, spans: &Spans, trace: &Trace<'_>) -> TracedPart {
    let written = text.get(trace.span.clone()).unwrap_or_default();
    let parts: Vec<TracedPart> = trace.parts.iter().map(|part| traced(text, spans, part)).collect();
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    // A call begins with its name, an operation with its first operand.
    let first = trace.parts.first().map_or(trace.span.end, |part| part.span.start);
    let called = written.split_once('(').map(|(name, _)| name.trim_end());
    let called = called.filter(|name| !name.is_empty() && name.chars().all(is_name));
    TracedPart {
        span: spans.at(&trace.span),
        label: match called {
            Some(name) if first > trace.span.start && parts.is_empty() => format!("{name}()"),
            Some(name) if first > trace.span.start => format!("{name}(…)"),
            _ => written.split_whitespace().collect::<Vec<_>>().join(" "),
        },
        parameter: trace.parameter.map(str::to_owned),
        constant: parts.is_empty() && called.is_none() && !written.starts_with(['[', '%']),
        value: trace.outcome.as_ref().map_or(PartValue::NotReached, value),
        parts,
    }
}

/// How many letters of a value are shown, and how many of several values. The parts of an expression
/// have the value of an attribute as often as it is named.
const LONGEST_SHOWN: usize = 1_000;
const MOST_SHOWN: usize = 100;

/// Returns a value as it is shown.
fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn value(outcome: &Result<Flow<'_>, EvaluationError>) -> PartValue {
    match outcome {
        Ok(Flow::Value(Value::List(values))) if values.len() != 1 => PartValue::Several {
            texts: {
                let text = |value: &Value<'_>| shown(&value.as_text().unwrap_or_default());
                let more = values.len().saturating_sub(MOST_SHOWN);
                let more = (more > 0).then(|| format!("… ({more})"));
                values.iter().take(MOST_SHOWN).map(text).chain(more).collect()
            },
        },
        Ok(Flow::Value(value)) => match value.as_text() {
            Some(text) => PartValue::Text { text: shown(&text) },
            None => PartValue::Null,
        },
        Ok(Flow::IgnoreAttribute | Flow::IgnoreObject) => PartValue::Ignored,
        Err(error) => PartValue::Failed { message: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        footbridge_directory::sample(&footbridge_finding::Language::ENGLISH).unwrap().0
    }

    fn traced(text: &str) -> TracedPart {
        let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
        let directory = directory();
        let bound = crate::expression::bound::compile(text, &directory).unwrap();
        trace(text, &bound, &directory, 1, &context)
    }

    /// Writes a part and those below it, a line each: piece of text, label, value.
    fn lines(text: &str) -> Vec<String> {
        fn add(text: &[u16], part: &TracedPart, depth: usize, lines: &mut Vec<String>) {
            let units = text.get(part.span.start as usize..part.span.end as usize).unwrap();
            let value = match &part.value {
                PartValue::Text { text } => format!("“{text}”"),
                PartValue::Several { texts } => texts.join("; "),
                PartValue::Failed { .. } => "failed".to_owned(),
                other => format!("{other:?}"),
            };
            let piece = String::from_utf16(units).unwrap();
            lines.push(format!("{}{} {piece} = {value}", "-".repeat(depth), part.label));
            part.parts.iter().for_each(|below| add(text, below, depth + 1, lines));
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut lines = Vec::new();
        add(&units, &traced(text), 0, &mut lines);
        lines
    }

    #[test]
    fn every_part_has_its_place_and_value() {
        for (text, expected) in [
            (r#"[givenName]"#, vec!["[givenName] [givenName] = “Bjørn”"]),
            (
                // The emoji is two units of UTF-16 and four bytes.
                "Join(\"\u{1F600}\", [givenName], [surname])",
                vec![
                    "Join(…) Join(\"\u{1F600}\", [givenName], [surname]) = “Bjørn\u{1F600}Åsen”",
                    "-\"\u{1F600}\" \"\u{1F600}\" = “\u{1F600}”",
                    "-[givenName] [givenName] = “Bjørn”",
                    "-[surname] [surname] = “Åsen”",
                ],
            ),
            (
                r#"IIF([surname] = "Åsen", "a", ToUpper([surname], ))"#,
                vec![
                    r#"IIF(…) IIF([surname] = "Åsen", "a", ToUpper([surname], )) = “a”"#,
                    r#"-[surname] = "Åsen" [surname] = "Åsen" = “True”"#,
                    "--[surname] [surname] = “Åsen”",
                    r#"--"Åsen" "Åsen" = “Åsen”"#,
                    r#"-"a" "a" = “a”"#,
                    "-ToUpper(…) ToUpper([surname], ) = NotReached",
                    "--[surname] [surname] = NotReached",
                ],
            ),
            (
                r#"Left([surname], 1) = "Å""#,
                vec![
                    r#"Left([surname], 1) = "Å" Left([surname], 1) = "Å" = “True”"#,
                    "-Left(…) Left([surname], 1) = “Å”",
                    "--[surname] [surname] = “Åsen”",
                    "--1 1 = “1”",
                    r#"-"Å" "Å" = “Å”"#,
                ],
            ),
            (
                "Coalesce([extensionAttribute1])",
                vec![
                    "Coalesce(…) Coalesce([extensionAttribute1]) = Null",
                    "-[extensionAttribute1] [extensionAttribute1] = Null",
                ],
            ),
            (
                "IgnoreFlowIfNullOrEmpty([extensionAttribute1])",
                vec![
                    "IgnoreFlowIfNullOrEmpty(…) IgnoreFlowIfNullOrEmpty([extensionAttribute1]) = Ignored",
                    "-[extensionAttribute1] [extensionAttribute1] = Null",
                ],
            ),
            (
                "Split(\"a,b\", \",\")",
                vec![
                    "Split(…) Split(\"a,b\", \",\") = a; b",
                    "-\"a,b\" \"a,b\" = “a,b”",
                    "-\",\" \",\" = “,”",
                ],
            ),
            (
                "CDate([surname])",
                vec!["CDate(…) CDate([surname]) = failed", "-[surname] [surname] = “Åsen”"],
            ),
        ] {
            assert_eq!(lines(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_told_from_what_is_computed() {
        let whole = traced(r#"Switch([country], "x", "Norway", 1)"#);
        let constant: Vec<bool> = whole.parts.iter().map(|part| part.constant).collect();
        assert_eq!(constant, [false, true, true, true]);
        assert!(!whole.constant);
        let parameters: Vec<_> = whole.parts.iter().map(|part| part.parameter.as_deref()).collect();
        assert_eq!(parameters, ["source", "defaultValue", "key", "value"].map(Some));
    }

    #[test]
    fn long_values_are_shown_by_their_beginning() {
        let text = format!("Join(\"\", \"{}\")", "ø".repeat(LONGEST_SHOWN + 1));
        let value = traced(&text).value;
        let expected = format!("{}…", "ø".repeat(LONGEST_SHOWN));
        assert_eq!(value, PartValue::Text { text: expected });
        let many = format!("Split(\"{}\", \",\")", ",".repeat(MOST_SHOWN + 2));
        let PartValue::Several { texts } = traced(&many).value else { panic!("several values") };
        assert_eq!(
            (texts.len(), texts.last().map(String::as_str)),
            (MOST_SHOWN + 1, Some("… (3)"))
        );
    }

    #[test]
    fn calls_tell_their_slots() {
        let text = "Switch([mail], , ToLower(\"ø\"), \"x\", \"y\"";
        let found = calls(text);
        let names: Vec<&str> = found.iter().map(|call| call.function.as_str()).collect();
        assert_eq!(names, ["Switch", "ToLower"], "outer ones first, also without an end");
        let slots: Vec<_> = found[0].slots.iter().map(|slot| slot.parameter).collect();
        assert_eq!(slots, [Some(0), Some(1), Some(2), Some(3), Some(2)], "key and value repeat");
        assert_eq!(found[0].slots[0].span, Span { start: 7, end: 13 });
        assert_eq!(found[0].slots[1].span.start, found[0].slots[1].span.end, "an empty slot");
        assert_eq!(calls("Lower([mail])"), [], "an unknown function has no help");
        assert_eq!(calls("Not([a], [b])")[0].slots[1].parameter, None, "a slot too many");
    }
}
