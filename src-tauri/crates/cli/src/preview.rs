//! `footbridge preview`

mod print;
mod schema;

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use footbridge_directory::{
    ColumnChoice, Directory, DirectoryError, DirectorySummary, Export, chosen, load_all,
};
use footbridge_finding::{Finding, Severity};
use footbridge_mapping::output::{MappingRemark, PreviewLine, PreviewSummary, lines};
use footbridge_mapping::{
    Context, CsvForm, Evaluator, FileSummary, LevelSuggestion, Listed, Mapping, MappingTable,
    Preview, Scope, ScopingFilter, WriteLine, WriteLinesError, diagnostics, summarise_file,
    write_lines,
};

use schema::Mappings;

use crate::arguments::{Format, PreviewOptions};
use crate::destination::Destination;
use crate::ending::Ending;
use crate::input::{self, Input};
use crate::output::{Failure, LANGUAGE, json, say, tell};
use crate::runtime::now;
use crate::vendor;

/// Previews every user of an export while it is read.
pub(crate) fn run(options: &PreviewOptions) -> Result<Ending, Failure> {
    input::is_standard_once(
        (options.users.iter().map(|path| ("--users", path.as_path())))
            .chain(options.schema.iter().map(|path| ("--schema", path.as_path())))
            .chain(options.assigned.iter().map(|path| ("--assigned", path.as_path()))),
    )?;
    forms_agree(options)?;
    let Mappings { table: set, filter, remarks: of_mappings } = mappings(options)?;
    let chosen = scope(options)?;
    let columns = columns(&options.column)?;
    let open = |path: &std::path::PathBuf| Input::of(path).export(&columns);
    let exports = options.users.iter().map(open).collect::<Result<_, _>>()?;
    let people = People { columns, exports };
    let matched_by = matched_by(&set);
    for export in &people.exports {
        export.names_people(&matched_by).map_err(|error| told(export, &error))?;
    }
    let read_files = options.users.iter().chain(&options.schema).chain(&options.assigned);
    let mut out = Destination::open(options.output.as_deref(), read_files.map(PathBuf::as_path))?;
    let context = Context::new(now());
    let filtered_by: Vec<String> = filter.attributes().map(str::to_owned).collect();
    let scope = chosen.clone().filtered(filter);
    let read = if options.tree || options.summary {
        counted(options, &people, (&set, &scope, &context), of_mappings, &mut out)?
    } else {
        listed(options, &people, (&set, &scope, &context), &mut out)?
    };
    remarks(&read, &set, filtered_by).iter().for_each(tell);
    named_columns_exist(&people.columns, &chosen, &read)?;
    out.finish()?;
    Ok(Ending::Good)
}

/// Fails when options ask for two forms at once.
fn forms_agree(options: &PreviewOptions) -> Result<(), Failure> {
    let is_csv = options.format == Format::Csv;
    let wrong = match () {
        () if options.exact && !is_csv => "--exact is for --format csv",
        () if options.tree && options.format == Format::Ndjson => {
            "--tree is printed for people, with --json as JSON, and with --format csv as CSV"
        }
        () if options.tree && is_csv && options.json => "give either --json or --format csv",
        () => return Ok(()),
    };
    Err(Failure::Usage(wrong.to_owned()))
}

/// Returns the attributes by which people are matched.
fn matched_by(set: &MappingTable) -> Vec<String> {
    let matching = set.rows().iter().filter(|row| row.mapping.matching.is_some());
    matching.flat_map(|row| row.mapping.source.attributes()).collect()
}

/// What is said of a file whatever is read of it; with the mappings at hand it is said for theirs.
const OF_ANY_COLUMN: [&str; 3] =
    ["directory.not_exported", "directory.column_empty", "directory.lists_lost"];

/// Returns what is worth knowing of the file for these mappings and the attributes of a filter.
fn remarks(read: &DirectorySummary, set: &MappingTable, filtered_by: Vec<String>) -> Vec<Finding> {
    let used = [used_attributes(set), filtered_by].concat();
    let of_file = read.findings.iter().filter(|it| !OF_ANY_COLUMN.contains(&it.code.as_str()));
    let unused = read.unused(&used);
    let mut remarks: Vec<Finding> = of_file.cloned().collect();
    remarks.extend(read.type_names(&used, &LANGUAGE));
    remarks.extend(read.cannot_be_checked(&used, &LANGUAGE));
    remarks.extend(read.columns_empty(&used, &LANGUAGE));
    remarks.extend(read.columns_not_used(&unused, &LANGUAGE));
    remarks
}

/// Returns the attributes that the mappings read; what is no attribute was told of the mapping.
fn used_attributes(set: &MappingTable) -> Vec<String> {
    let names = set.rows().iter().flat_map(|row| row.mapping.source.attributes());
    let is_refused = |name: &String| {
        let said = diagnostics(&Mapping::direct(name, ""), None, &LANGUAGE);
        said.iter().any(|said| said.severity == Severity::Error)
    };
    names.filter(|name| !is_refused(name)).collect()
}

/// Where the people come from.
struct People {
    exports: Vec<Export>,
    columns: Vec<ColumnChoice>,
}

/// What is previewed: the mappings, whom, and when.
type What<'w> = (&'w MappingTable, &'w Scope, &'w Context);

impl People {
    /// Previews everybody: one file while it is read, several in memory.
    fn survey(&self, (set, scope, context): What<'_>) -> Result<FileSummary, Failure> {
        if let [export] = self.exports.as_slice() {
            let go_on = &mut |(): &(), _| ControlFlow::Continue(());
            return summarise_file(export, set, scope, context, &LANGUAGE, go_on)
                .map_err(|error| told(export, &error));
        }
        let (directory, file) = self.load()?;
        let evaluator = Evaluator::new(&directory, set, context).within(scope);
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let preview = Preview::new(&evaluator, set.rules(), &LANGUAGE, go_on)?.result().clone();
        let levels = LevelSuggestion::find(&directory, set, context);
        Ok(FileSummary { preview, file, levels })
    }

    /// Writes a line a person, likewise.
    fn stream(
        &self,
        what: What<'_>,
        line: WriteLine<'_>,
        out: &mut (dyn Write + Send),
    ) -> Result<DirectorySummary, Failure> {
        let failed = |error: io::Error| Failure::of_io("standard output", &error);
        if let [export] = self.exports.as_slice() {
            let go_on = &mut |(): &(), _| ControlFlow::Continue(());
            let summary = write_lines(export, what, line, out, go_on, &LANGUAGE);
            return summary.map_err(|error| match error {
                WriteLinesError::Export(error) => told(export, &error),
                WriteLinesError::Output(error) => failed(error),
            });
        }
        let (set, scope, context) = what;
        let (directory, summary) = self.load()?;
        let evaluator = Evaluator::new(&directory, set, context).within(scope);
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let preview = Preview::new(&evaluator, set.rules(), &LANGUAGE, go_on)?;
        let mut bytes = Vec::new();
        for person in lines(&evaluator, &preview) {
            bytes.clear();
            line(&person, &mut bytes);
            out.write_all(&bytes).map_err(failed)?;
        }
        Ok(summary)
    }

    fn load(&self) -> Result<(Directory, DirectorySummary), Failure> {
        let go_on = &mut |_| ControlFlow::Continue(());
        Ok(load_all(&self.exports, &self.columns, &LANGUAGE, &mut |_| {}, go_on)?)
    }
}

/// Tells of an error with the name of the export that it is about.
fn told(export: &Export, error: &DirectoryError) -> Failure {
    Input::of(Path::new(export.name())).told(error)
}

/// Prints counts and findings, or the tree.
fn counted(
    options: &PreviewOptions,
    people: &People,
    what: What<'_>,
    of_mappings: Vec<MappingRemark>,
    out: &mut Destination,
) -> Result<DirectorySummary, Failure> {
    let survey = people.survey(what)?;
    let FileSummary { preview: result, file, levels } = &survey;
    match (options.tree, options.json) {
        (true, true) => json(out, &result.tree)?,
        (true, false) if options.format == Format::Csv => {
            begin_csv(out)?;
            cells(options, out).tree(out, &result.tree)?;
        }
        (true, false) => print::branch(out, &result.tree.root, 0)?,
        (false, true) => {
            let summary = PreviewSummary::new(&survey, &used_attributes(what.0));
            json(out, &PreviewSummary { mappings: of_mappings, ..summary })?;
        }
        (false, false) => print::summary(out, result, what.0, file)?,
    }
    out.flush().map_err(|error| Failure::of_io("standard output", &error))?;
    if !options.json && !options.tree {
        for group in &result.findings {
            tell(&group.finding.clone().with_evidence(group.examples.join(", ")));
        }
        result.forecast.finding.iter().for_each(tell);
    }
    levels.iter().for_each(|levels| tell(&levels.finding(&LANGUAGE)));
    Ok(survey.file)
}

/// Returns how the cells of CSV are written there.
fn cells(options: &PreviewOptions, out: &Destination) -> print::Cells {
    let form = if options.exact { CsvForm::Exact } else { CsvForm::Guarded };
    print::Cells { form, at_terminal: out.is_terminal() }
}

fn begin_csv(out: &mut Destination) -> Result<(), Failure> {
    out.begin_csv().map_err(|error| Failure::of_io("standard output", &error))
}

/// Prints a line a user, or several.
fn listed(
    options: &PreviewOptions,
    people: &People,
    what: What<'_>,
    out: &mut Destination,
) -> Result<DirectorySummary, Failure> {
    let targets = print::targets(what.0);
    let cells = cells(options, out);
    let csv = |line: &PreviewLine<'_>, out: &mut Vec<u8>| cells.row(line, &targets, out);
    let is_array = options.format == Format::Table && options.json;
    let line: WriteLine<'_> = match options.format {
        Format::Ndjson => &print::ndjson,
        Format::Csv => &csv,
        Format::Table if options.json => &print::item,
        Format::Table => &print::paragraph,
    };
    let failed = |error: io::Error| Failure::of_io("standard output", &error);
    if options.format == Format::Csv {
        begin_csv(out)?;
        out.write_all(&cells.header(&targets)).map_err(failed)?;
    }
    let read = if is_array {
        let mut items = print::Items::new(&mut *out);
        let read = people.stream(what, line, &mut items)?;
        items.close().map_err(failed)?;
        read
    } else {
        people.stream(what, line, out)?
    };
    out.flush().map_err(failed)?;
    Ok(read)
}

/// Fails when a column was named that the export does not have: what was printed is not what was
/// asked for. Only reading shows which columns there are.
fn named_columns_exist(
    choices: &[ColumnChoice],
    scope: &Scope,
    read: &DirectorySummary,
) -> Result<(), Failure> {
    let headers: Vec<&str> = read.columns.iter().map(|column| column.header.as_str()).collect();
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let missing = choices.iter().find(|it| !headers.iter().any(|header| same(header, &it.header)));
    if let Some(choice) = missing {
        return Err(Failure::Usage(format!(
            "--column: {} has no column `{}`; it has {}",
            read.file,
            choice.header,
            headers.join(", ")
        )));
    }
    let Scope::Having { attribute, .. } = scope else { return Ok(()) };
    let attributes = || read.columns.iter().filter_map(|column| column.attribute.as_deref());
    if attributes().any(|known| same(known, attribute)) {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "--assigned-by: no column of {} holds `{attribute}`; there are {}. --column can say what \
         a column holds",
        read.file,
        attributes().collect::<Vec<_>>().join(", ")
    )))
}

/// Returns whom the preview is about.
fn scope(options: &PreviewOptions) -> Result<Scope, Failure> {
    if let Some(path) = &options.assigned {
        let list = Input::of(path).export(&[])?;
        let names = list.names().map_err(|error| told(&list, &error))?;
        return Ok(Scope::Listed(Listed::new(list.name(), names)));
    }
    let Some(wanted) = &options.assigned_by else { return Ok(Scope::Everybody) };
    match wanted.split_once('=') {
        Some((attribute, value)) if !attribute.trim().is_empty() => Ok(Scope::Having {
            attribute: attribute.trim().to_owned(),
            value: value.trim().to_owned(),
        }),
        _ => Err(Failure::Usage(format!(
            "--assigned-by wants an attribute and a value, such as department=Sales, not `{wanted}`"
        ))),
    }
}

/// Returns what `--column` says of the export's columns.
fn columns(choices: &[String]) -> Result<Vec<ColumnChoice>, Failure> {
    let choice = |choice: &String| match choice.rsplit_once('=') {
        Some((header, attribute)) if !header.trim().is_empty() => Ok(ColumnChoice {
            header: header.trim().to_owned(),
            attribute: Some(attribute.trim().to_owned()).filter(|name| !name.is_empty()),
        }),
        _ => Err(Failure::Usage(format!(
            "--column wants a column and an attribute, such as 'Work e-mail=mail', not `{choice}`"
        ))),
    };
    let columns: Vec<ColumnChoice> = choices.iter().map(choice).collect::<Result<_, _>>()?;
    // An attribute of the admin's own is possible, a misspelt one is likelier.
    for attribute in columns.iter().filter_map(|column| column.attribute.as_deref()) {
        let (attribute, _) = chosen(attribute);
        if attribute.starts_with('!') {
            return Err(Failure::Usage(format!(
                "--column: `{attribute}` cannot be turned round; only an attribute that is true or \
                 false can, such as !accountEnabled"
            )));
        }
        for said in diagnostics(&Mapping::direct(attribute, ""), None, &LANGUAGE) {
            say(format!("warning: --column: {} [{}]", said.message, said.code));
            said.fix.iter().for_each(|fix| say(format!("  - {}", fix.label)));
        }
    }
    Ok(columns)
}

/// Returns the mappings that apply: a vendor's, with its demands, or those that a schema has, with its
/// scoping filter.
fn mappings(options: &PreviewOptions) -> Result<Mappings, Failure> {
    match (&options.vendor, &options.schema) {
        (Some(vendor), None) => {
            let profile = vendor::profile(vendor)?;
            let mappings = profile.mappings().to_vec();
            let table = MappingTable::new(mappings, profile.rules().clone(), profile.name());
            Ok(Mappings { table, filter: ScopingFilter::default(), remarks: Vec::new() })
        }
        (None, Some(schema)) => schema::read(schema),
        _ => Err(Failure::Usage("give either --vendor or --schema".to_owned())),
    }
}
