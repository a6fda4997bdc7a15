//! A file of cases, a line each.

use std::io::{BufRead as _, Read as _, stdout};
use std::path::Path;

use footbridge_expression::{Attributes, parse};
use jiff::Timestamp;
use serde_json::{Map, Value as Json, json};

use super::case::Case;
use super::outcome::{Outcome, compile, outcome};
use super::person::attributes_of;
use crate::ending::Ending;
use crate::input::{Input, LARGEST_PERSON};
use crate::output::{Failure, json, line, say};
use crate::runtime::now;

/// What the lines of a batch came to.
#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
    doubtful: u32,
    plain: u32,
    broken: u32,
}

/// Runs every case of the file. A line that is no case is told with its number, and the rest goes on.
/// Ends with problems when a case that is not doubtful fails, and as wrong input when a line was
/// none.
pub(super) fn run(path: &Path, as_json: bool) -> Result<Ending, Failure> {
    let mut out = stdout().lock();
    let now = now();
    let mut tally = Tally::default();
    let input = Input::of(path);
    let mut lines = input.lines()?;
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        let line_of_file = lines.by_ref().take(LARGEST_PERSON).read_until(b'\n', &mut bytes);
        let read = line_of_file.map_err(|error| Failure::of_io(&input.name(), &error))?;
        if read == 0 {
            break;
        }
        if read as u64 == LARGEST_PERSON && !bytes.ends_with(b"\n") {
            return Err(Failure::Usage(format!(
                "{}, line {number}: no case is longer than {} MB; is it the right file?",
                input.name(),
                LARGEST_PERSON >> 20
            )));
        }
        match ran(&bytes, now) {
            Ok(None) => {}
            Ok(Some((case, outcome))) => {
                let verdict = case.passes(&outcome);
                match verdict {
                    None => tally.plain += 1,
                    Some(true) => tally.passed += 1,
                    Some(false) if case.doubtful => tally.doubtful += 1,
                    Some(false) => tally.failed += 1,
                }
                if as_json {
                    let mut answer = Map::from_iter([("id".to_owned(), case.id.clone())]);
                    answer.extend(outcome.to_json());
                    if let Some(passed) = verdict {
                        answer.insert("passed".to_owned(), passed.into());
                    }
                    json(&mut out, &answer)?;
                } else if verdict != Some(true) {
                    line(&mut out, words(&case, &outcome, verdict))?;
                }
            }
            Err(Broken { id, reason }) => {
                tally.broken += 1;
                say(format!("error: {}, line {number}: {reason}", input.name()));
                if as_json {
                    let message = format!("line {number}: {reason}");
                    let error = json!({ "code": "batch.line", "message": message });
                    json(&mut out, &json!({ "id": id, "line": number, "error": error }))?;
                }
            }
        }
    }
    say(tally.sentence());
    match tally {
        Tally { broken: 1.., .. } => {
            Err(Failure::Usage(format!("{} lines could not be read", tally.broken)))
        }
        Tally { failed: 1.., .. } => Ok(Ending::Problems),
        _ => Ok(Ending::Good),
    }
}

/// A line that is no case.
struct Broken {
    /// Its id, when it has one.
    id: Json,
    reason: String,
}

/// Runs the case of one line; nothing for an empty line.
fn ran(bytes: &[u8], now: Timestamp) -> Result<Option<(Case, Outcome)>, Broken> {
    let broken = |id: &Json, reason: String| Broken { id: id.clone(), reason };
    let text = std::str::from_utf8(bytes)
        .map_err(|error| broken(&Json::Null, format!("this is not UTF-8: {error}")))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(None);
    }
    let value: Json = serde_json::from_str(text)
        .map_err(|error| broken(&Json::Null, format!("this is not JSON: {error}")))?;
    let id = value.get("id").cloned().unwrap_or_default();
    let case: Case = serde_json::from_value(value)
        .map_err(|error| broken(&id, format!("this is no case: {error}")))?;
    let context = case.context(now).map_err(|error| broken(&id, error))?;
    let mut attributes = match &case.attributes {
        Json::Null => Attributes::new(),
        attributes => attributes_of(attributes).map_err(|error| broken(&id, error.to_owned()))?,
    };
    let compiled = compile(&parse(&case.expression), &mut attributes, case.schema());
    let outcome = outcome(&compiled, &attributes, &context);
    Ok(Some((case, outcome)))
}

impl Tally {
    fn sentence(&self) -> String {
        let mut sentence = format!("{} passed, {} failed", self.passed, self.failed);
        if self.doubtful > 0 {
            sentence.push_str(&format!(", {} doubtful ones differ", self.doubtful));
        }
        if self.plain > 0 {
            sentence.push_str(&format!(", {} without an expectation", self.plain));
        }
        if self.broken > 0 {
            sentence.push_str(&format!(", {} unreadable", self.broken));
        }
        sentence
    }
}

fn words(case: &Case, outcome: &Outcome, verdict: Option<bool>) -> String {
    let id = match &case.id {
        Json::String(id) => id.clone(),
        other => other.to_string(),
    };
    let got = match outcome {
        Outcome::Value(value) => value.to_string(),
        Outcome::Ignored => "left out of the flow".to_owned(),
        Outcome::Error { code, message } => format!("error {code}: {message}"),
    };
    match (verdict, &case.expect) {
        (Some(_), Some(expected)) => {
            let mark = if case.doubtful { "differs (doubtful)" } else { "FAILED" };
            format!("{id}: {mark}\n  {}\n  expected {expected}\n  got      {got}", case.expression)
        }
        _ => format!("{id}: {got}"),
    }
}
