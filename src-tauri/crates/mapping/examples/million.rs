//! The mapping step's work on a large export, timed: for `cargo xtask bench preview`.
//!
//! ```text
//! cargo run --release -p footbridge-mapping --example million -- survey users.csv
//! cargo run --release -p footbridge-mapping --example million -- window users.csv
//! ```
#![expect(clippy::print_stdout, reason = "an example talks to its terminal")]

use std::error::Error;
use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use footbridge_directory::Export;
use footbridge_finding::Language;
use footbridge_mapping::output::PreviewLine;
use footbridge_mapping::targets::{DEPARTMENT, DIVISION, ORGANIZATION, TARGETS};
use footbridge_mapping::{
    Context, Evaluator, Mapping, MappingTable, PeopleQuery, Preview, Rules, Scope, summarise_file,
    write_lines,
};

const ENGLISH: Language = Language::ENGLISH;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["read", file] => read(Path::new(file)),
        ["survey", file] => surveyed(Path::new(file)),
        ["lines", file] => lines(Path::new(file)),
        ["window", file] => window(Path::new(file)),
        _ => Err("give read, survey, lines or window, and a file".into()),
    }
}

/// Returns Entra's own mappings, and each level of a department such as `Sales > North > Alpha`.
fn table() -> MappingTable {
    let level = |number: usize, target: &str| {
        let above = number - 1;
        // As the mapping step proposes it.
        let expression = format!(
            r#"Replace([department], , "(?s)^(?:(?:[^>]*>){{{above}}}\\s*(?<level>[^>]*?)\\s*(?:>.*)?|.*)$", , "${{level}}", , )"#
        );
        Mapping::expression(expression, target)
    };
    let levels = [ORGANIZATION, DIVISION, DEPARTMENT];
    let defaults = TARGETS.iter().filter(|it| !it.default_source.is_empty());
    let defaults = defaults.filter(|it| !levels.contains(&it.name)).map(|target| {
        let source = target.default_source;
        let mapping = if source.contains('(') {
            Mapping::expression(source, target.name)
        } else {
            Mapping::direct(source, target.name)
        };
        if target.name == "userName" { mapping.matched(1) } else { mapping }
    });
    let levels = levels.iter().zip(1..).map(|(target, number)| level(number, target));
    MappingTable::new(defaults.chain(levels).collect(), Rules::default(), "the vendor")
}

/// Reads the file as byte records with the csv crate and one reused record, and prints the seconds.
fn read(file: &Path) -> Result<(), Box<dyn Error>> {
    let began = Instant::now();
    let mut reader = csv::Reader::from_path(file)?;
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record)? {
        fields += record.len();
    }
    println!("{fields} fields\n{}", began.elapsed().as_secs_f64());
    Ok(())
}

fn context() -> Result<Context, Box<dyn Error>> {
    Ok(Context::new("2026-01-31T12:00:00Z".parse()?))
}

fn surveyed(file: &Path) -> Result<(), Box<dyn Error>> {
    let export = Export::open(file, &[])?;
    let go_on = &mut |(): &(), _| ControlFlow::Continue(());
    let result =
        summarise_file(&export, &table(), &Scope::Everybody, &context()?, &ENGLISH, go_on)?.preview;
    println!("{} users", result.users);
    for target in &result.targets {
        println!(
            "{:>8} {:>8} {:>8} {}",
            target.filled, target.empty, target.distinct, target.target
        );
    }
    Ok(())
}

fn lines(file: &Path) -> Result<(), Box<dyn Error>> {
    let export = Export::open(file, &[])?;
    let go_on = &mut |(): &(), _| ControlFlow::Continue(());
    let write = |line: &PreviewLine<'_>, out: &mut Vec<u8>| {
        drop(serde_json::to_writer(&mut *out, line));
        out.push(b'\n');
    };
    let what = (&table(), &Scope::Everybody, &context()?);
    write_lines(&export, what, &write, &mut BufWriter::new(io::stdout()), go_on, &ENGLISH)?;
    Ok(())
}

fn window(file: &Path) -> Result<(), Box<dyn Error>> {
    let context = context()?;
    let table = table();
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let began = Instant::now();
    let since = |began: Instant| began.elapsed().as_secs_f64() * 1000.0;
    let mut first = 0.0;
    let export = Export::open(file, &[])?;
    let (directory, summary) =
        export.load(&ENGLISH, &mut |_| first = since(began), &mut |_| ControlFlow::Continue(()))?;
    println!("first rows         {first:>8.1} ms");
    println!("everybody          {:>8.1} ms, {} users", since(began), summary.users);
    let size = std::fs::metadata(file)?.len();
    println!("in memory          {:>8.2} times the file", directory.memory() as f64 / size as f64);
    let began = Instant::now();
    let evaluator = Evaluator::new(&directory, &table, &context);
    let preview = Preview::new(&evaluator, table.rules(), &ENGLISH, go_on)?;
    println!("preview            {:>8.1} ms", since(began));
    for (name, expression, target) in [
        ("a level", r#"ToUpper(Item(Split([department], ">"), 2))"#, DIVISION),
        ("a name", r#"Join(", ", ToUpper([surname]), [givenName])"#, "name.formatted"),
        ("a pattern", r#"Replace([mail], , "@.*$", , "", , )"#, "displayName"),
    ] {
        let row = table.rows().iter().find(|row| row.mapping.target == target);
        let id = row.map(|row| row.id).ok_or("no such target")?;
        let mapping = Mapping::expression(expression, target);
        let visible: Vec<u32> = (500_000..500_050).filter(|row| *row < directory.users()).collect();
        let began = Instant::now();
        mapping.outcomes(&directory, &visible, &context, &ENGLISH)?;
        println!("{name:<10} 50 rows {:>8.2} ms", since(began));
        let mut edited = table.clone();
        edited.change(id, mapping)?;
        let began = Instant::now();
        let evaluator = Evaluator::new(&directory, &edited, &context);
        preview.after(&evaluator, table.rules(), &ENGLISH, go_on)?;
        println!("{name:<10} all     {:>8.1} ms", since(began));
    }
    let evaluator = Evaluator::new(&directory, &table, &context);
    let mut query = PeopleQuery { limit: 60, ..PeopleQuery::default() };
    for search in ["", "ber", "berg sales", "nobody"] {
        query.search = search.into();
        for offset in [0, 400_000] {
            query.offset = offset;
            let began = Instant::now();
            let page = preview.people(&evaluator, &query);
            println!(
                "list {search:<10} from {offset:<7} {:>8.2} ms, {} people",
                since(began),
                page.total
            );
        }
    }
    Ok(())
}
