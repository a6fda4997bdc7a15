//! `footbridge eval`: one expression, or a file of cases.

mod batch;
mod case;
mod explain;
mod outcome;
mod person;

use std::io::stdout;

use footbridge_expression::{Attributes, Compiled, Context, Diagnostic, Trace, Usage, parse};
use footbridge_mapping::Mapping;
use footbridge_secret::secret_shape;
use serde_json::Value as Json;

use outcome::{Outcome, outcome};

use crate::arguments::EvalOptions;
use crate::ending::Ending;
use crate::input::{Input, LARGEST_EXPRESSION, is_standard_once};
use crate::output::{Failure, LANGUAGE, json as print_json, say, value as print_value};
use crate::remark::Remark;
use crate::runtime::now;

/// Evaluates one expression or a batch.
pub(crate) fn run(options: &EvalOptions) -> Result<Ending, Failure> {
    if let Some(path) = &options.batch {
        return batch::run(path, options.json);
    }
    let files =
        [("--expression-file", &options.expression_file), ("--attributes", &options.attributes)];
    is_standard_once(files.iter().filter_map(|(option, file)| Some((*option, file.as_deref()?))))?;
    let text = match &options.expression_file {
        Some(path) => Input::of(path).text(LARGEST_EXPRESSION)?.trim().to_owned(),
        None => options.expression.clone().unwrap_or_default(),
    };
    let text = text.as_str();
    if secret_shape(text.trim()).is_some() {
        return Err(Failure::secret_in("the expression"));
    }
    let mut attributes = match &options.attributes {
        Some(path) => person::read(path)?,
        None => Attributes::new(),
    };
    let given = attributes.clone();
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
    let of_person = trace.as_ref().filter(|_| options.attributes.is_some());
    let remarks = remarks(text, &diagnostics, &given, of_person);
    if options.json {
        let mut answer = outcome.to_json();
        let said: Vec<Json> = remarks.iter().map(Remark::to_json).collect();
        answer.insert("diagnostics".to_owned(), said.into());
        if options.explain {
            answer.insert("tree".to_owned(), explain::tree_json(parsed.root()));
        }
        if let Some(trace) = &trace {
            answer.insert("trace".to_owned(), explain::trace_json(text, trace));
        }
        print_json(&mut stdout().lock(), &answer)?;
    } else if options.explain {
        explain::print(&mut stdout().lock(), &parsed, &remarks, trace.as_ref())?;
    } else {
        remarks.iter().for_each(|remark| remark.tell("", text));
        match &outcome {
            Outcome::Value(Json::Null) => say("The result is null: Entra sends nothing."),
            Outcome::Value(value) => print_value(&mut stdout().lock(), &case::text(value))?,
            Outcome::Ignored => say("The attribute is left out of this flow and stays as it is."),
            // Told above, under the part that it is about.
            Outcome::Error { message, .. }
                if remarks.iter().any(|remark| remark.message == *message) => {}
            Outcome::Error { message, .. } => say(format!("error: {message}")),
        }
    }
    // Entra refuses it, whatever it gives here.
    let is_refused = remarks.iter().any(Remark::is_error);
    let failed = matches!(outcome, Outcome::Error { .. });
    Ok(if failed || is_refused { Ending::Problems } else { Ending::Good })
}

/// Codes of remarks about an attribute's name that hold whoever the person is.
const OF_NAMES: [&str; 4] = [
    "source.attribute_case",
    "source.other_name",
    "source.reference_followed",
    "source.roles_direct",
];

/// Returns what is to be said of an expression, in the order of its text.
fn remarks(
    text: &str,
    diagnostics: &[Diagnostic],
    attributes: &Attributes,
    trace: Option<&Trace<'_>>,
) -> Vec<Remark> {
    let of_values: Vec<Diagnostic> = trace.map(Trace::remarks).unwrap_or_default();
    let is_of_values = |code: &str| {
        of_values.iter().any(|said| said.code == code)
            || trace.is_some() && code == "expression.diacritics_left"
    };
    let mut remarks: Vec<Remark> = diagnostics
        .iter()
        .filter(|said| !is_of_values(said.code))
        .chain(&of_values)
        .map(|said| Remark::of_expression(said, text))
        .collect();
    // What the person has is an attribute, and what is near to none may be one of the admin's own.
    let said = footbridge_mapping::diagnostics(&Mapping::expression(text, ""), None, &LANGUAGE);
    let of_names = said.iter().filter(|said| {
        OF_NAMES.contains(&said.code.as_str())
            || said.code == "source.attribute_unknown" && said.fix.is_some()
    });
    remarks.extend(of_names.map(|said| Remark::of_mapping(said, text)).filter(|remark| {
        let name = text.get(remark.part.clone()).unwrap_or_default();
        remark.code == "source.roles_direct"
            || !attributes.has(name.trim_matches(['[', ']']).trim())
    }));
    let wrong = remarks.iter().find(|remark| remark.is_error()).map(|remark| remark.part.clone());
    remarks.retain(|it| it.code != "expression.direct" || wrong.as_ref() != Some(&it.part));
    remarks.sort_by_key(|remark| (remark.part.start, remark.part.end));
    remarks
}
