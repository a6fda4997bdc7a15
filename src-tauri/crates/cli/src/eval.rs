//! `footbridge eval`: one expression, or a file of cases.

mod batch;
mod case;
mod explain;
mod outcome;
mod person;

use std::io::stdout;
use std::path::Path;

use footbridge_expression::{Attributes, Compiled, Context, Diagnostic, Usage, parse};
use footbridge_secret::secret_shape;
use serde_json::{Value as Json, json};

use outcome::{Outcome, outcome, severity};
use person::attributes_of;

use crate::arguments::EvalOptions;
use crate::ending::Ending;
use crate::input::{Input, LARGEST_PERSON};
use crate::output::{Failure, LANGUAGE, json as print_json, say, value as print_value};
use crate::runtime::now;
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
                if diagnostics
                    .iter()
                    .any(|diagnostic| diagnostic.message.in_language(&LANGUAGE) == *message) => {}
            Outcome::Error { message, .. } => say(format!("error: {message}")),
        }
    }
    Ok(if matches!(outcome, Outcome::Error { .. }) { Ending::Problems } else { Ending::Good })
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
        "message": diagnostic.message.in_language(&LANGUAGE),
        "start": diagnostic.span.start,
        "end": diagnostic.span.end,
        "fix": diagnostic.fix.as_ref().map(|fix| fix.label.in_language(&LANGUAGE)),
    })
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
    let message = diagnostic.message.in_language(&LANGUAGE);
    say(format!("{}: {} [{}]", severity(diagnostic), message, diagnostic.code));
    say(format!("  {shown}\n  {indent}{marks}"));
    if let Some(fix) = &diagnostic.fix {
        say(format!("  - {}", fix.label.in_language(&LANGUAGE)));
    }
}
