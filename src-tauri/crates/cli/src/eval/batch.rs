//! A file of cases, a line each.

use std::io::{BufRead, stdout};
use std::path::Path;

use footbridge_expression::Attributes;
use serde_json::{Map, Value as Json};

use super::case::Case;
use super::{Outcome, attributes_of, evaluate, open};
use crate::Ending;
use crate::check::now;
use crate::output::{Failure, json, line, say};

/// Runs every case of the file. Ends with problems when a case that is not doubtful fails.
pub(super) fn run(path: &Path, as_json: bool) -> Result<Ending, Failure> {
    let mut out = stdout().lock();
    let now = now();
    let (mut passed, mut failed, mut doubtful, mut plain) = (0_u32, 0_u32, 0_u32, 0_u32);
    for (number, text) in open(path)?.lines().enumerate() {
        let text = text.map_err(|error| Failure::of_io(&path.display().to_string(), &error))?;
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        let place = || format!("{}, line {}", path.display(), number + 1);
        let case: Case = serde_json::from_str(text)
            .map_err(|error| Failure::Usage(format!("{} is no case: {error}", place())))?;
        let context =
            case.context(now).map_err(|error| Failure::Usage(format!("{}: {error}", place())))?;
        let mut attributes = match &case.attributes {
            Json::Null => Attributes::new(),
            attributes => attributes_of(attributes)?,
        };
        let outcome = evaluate(&case.expression, &mut attributes, &context, case.schema());
        let verdict = case.passes(&outcome);
        match verdict {
            None => plain += 1,
            Some(true) => passed += 1,
            Some(false) if case.doubtful => doubtful += 1,
            Some(false) => failed += 1,
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
    let mut sentence = format!("{passed} passed, {failed} failed");
    if doubtful > 0 {
        sentence.push_str(&format!(", {doubtful} doubtful ones differ"));
    }
    if plain > 0 {
        sentence.push_str(&format!(", {plain} without an expectation"));
    }
    say(sentence);
    Ok(if failed > 0 { Ending::Problems } else { Ending::Good })
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
