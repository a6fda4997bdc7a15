//! `footbridge preview`

use std::io::{BufWriter, Write, stdout};
use std::ops::ControlFlow;
use std::path::Path;

use footbridge_finding::{Explain, Finding};
use footbridge_mapping::output::{PreviewSummary, lines};
use footbridge_mapping::{
    Context, EntraSchema, Evaluator, MappingSet, Preview, Rules, TreeNode, csv_cell,
};
use serde_json::Value;

use crate::Ending;
use crate::arguments::{Format, PreviewOptions};
use crate::check::now;
use crate::output::{Failure, LANGUAGE, json, line, say, tell};
use crate::vendor;

/// Previews every user of an export.
pub(crate) fn run(options: &PreviewOptions) -> Result<Ending, Failure> {
    let set = mappings(options)?;
    let (directory, summary) =
        footbridge_directory::open(&options.users, &LANGUAGE, &mut |_| ControlFlow::Continue(()))?;
    let context = Context::new(now());
    let evaluator = Evaluator::new(&directory, &set, &context);
    let preview =
        Preview::new(&evaluator, set.rules(), &LANGUAGE, &mut |_, _| ControlFlow::Continue(()))?;
    for finding in &summary.findings {
        tell(finding);
    }
    let mut out = BufWriter::new(stdout().lock());
    let result = preview.result();
    if options.tree {
        if options.json {
            json(&mut out, &result.tree)?;
        } else {
            branch(&mut out, &result.tree.root, 0)?;
        }
    } else if options.summary {
        if options.json {
            json(&mut out, &PreviewSummary::from(result))?;
        } else {
            summary_words(&mut out, result)?;
        }
    } else {
        match options.format {
            Format::Ndjson => {
                for user in lines(&evaluator, &preview) {
                    json(&mut out, &user)?;
                }
            }
            Format::Csv => as_csv(&mut out, &evaluator, &preview)?,
            Format::Table if options.json => {
                let users: Vec<_> = lines(&evaluator, &preview).collect();
                json(&mut out, &users)?;
            }
            Format::Table => {
                for user in lines(&evaluator, &preview) {
                    line(&mut out, format!("{:>6}  {}", user.row, user.user))?;
                    for (target, value) in &user.targets {
                        line(&mut out, format!("        {target:<66} {}", text(value)))?;
                    }
                    for code in &user.findings {
                        line(&mut out, format!("        ! {code}"))?;
                    }
                }
            }
        }
    }
    out.flush().map_err(|error| Failure::of_io("standard output", &error))?;
    if !options.json && options.format == Format::Table && !options.tree {
        for group in &result.findings {
            say(format!(
                "{} people: {} [{}]",
                group.count, group.finding.title, group.finding.code
            ));
        }
    }
    Ok(Ending::Good)
}

/// Returns the mappings that apply: a vendor's, with its demands, or those that a schema has.
fn mappings(options: &PreviewOptions) -> Result<MappingSet, Failure> {
    match (&options.vendor, &options.schema) {
        (Some(vendor), None) => {
            let profile = vendor::profile(vendor)?;
            let mappings = profile.mappings().to_vec();
            Ok(MappingSet::new(mappings, profile.rules().clone(), profile.name()))
        }
        (None, Some(schema)) => from_schema(schema),
        _ => Err(Failure::Usage("give either --vendor or --schema".to_owned())),
    }
}

fn from_schema(path: &Path) -> Result<MappingSet, Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| Failure::of_io(&name, &error))?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let placed = |mut finding: Finding| {
        finding.place.get_or_insert_default().file = Some(file.to_string());
        finding
    };
    let schema = EntraSchema::parse(&text)
        .map_err(|error| Failure::Told(Box::new(placed(error.explain(&LANGUAGE)))))?;
    for finding in schema.findings(&LANGUAGE) {
        tell(&placed(finding));
    }
    Ok(MappingSet::new(schema.user_mappings(), Rules::default(), file.as_ref()))
}

fn summary_words(
    out: &mut impl Write,
    result: &footbridge_mapping::DirectoryPreview,
) -> Result<(), Failure> {
    line(out, format!("{} users", result.users))?;
    line(out, format!("{:<66} {:>8} {:>8} {:>8}", "target", "filled", "empty", "distinct"))?;
    for target in &result.targets {
        line(
            out,
            format!(
                "{:<66} {:>8} {:>8} {:>8}",
                target.target,
                target.filled,
                target.empty + target.errors,
                target.distinct
            ),
        )?;
    }
    Ok(())
}

fn branch(out: &mut impl Write, node: &TreeNode, depth: usize) -> Result<(), Failure> {
    let name = match (depth, node.name.as_str()) {
        (0, _) => "everybody",
        (_, "") => "(none)",
        (_, name) => name,
    };
    line(out, format!("{:indent$}{name} {}", "", node.count, indent = depth * 2))?;
    node.children.iter().try_for_each(|child| branch(out, child, depth + 1))
}

/// Writes a row a user and a column a target, safe to open in a spreadsheet.
fn as_csv(
    out: &mut impl Write,
    evaluator: &Evaluator<'_>,
    preview: &Preview,
) -> Result<(), Failure> {
    let targets: Vec<&str> = evaluator.ids().map(|id| evaluator.target(id)).collect();
    let header = ["row", "user"].into_iter().chain(targets.iter().copied()).map(csv_cell);
    line(out, header.collect::<Vec<_>>().join(","))?;
    for user in lines(evaluator, preview) {
        let values =
            targets.iter().map(|target| user.targets.get(*target).map_or(String::new(), text));
        let cells = [user.row.to_string(), user.user.clone()].into_iter().chain(values);
        line(out, cells.map(|cell| csv_cell(&cell).into_owned()).collect::<Vec<_>>().join(","))?;
    }
    Ok(())
}

/// Returns a value as one text; several are separated by semicolons.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
