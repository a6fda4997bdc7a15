//! `footbridge preview --summary` over files in which one thing is large, at one, two and four times a
//! size: a value, the row of a table, a document's members or its depth.
//!
//! The files are of the kinds whose time once grew with the square. Each size takes the best of some
//! runs; the bar: at most 2.2 times the one before. The memory is printed beside it.
//!
//! `cargo xtask bench scaling BINARY` measures that binary instead of building one.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::memory::peak;
use crate::process::{cargo, command, run as run_command, target};

/// How much longer twice the size may take.
const MOST: f64 = 2.2;
const ROUNDS: usize = 9;

/// Writes a file of about this many bytes.
type WriteFile = fn(&mut dyn Write, usize) -> std::io::Result<()>;

/// What is large in a file, the file's ending, the smallest of its sizes in bytes, and what writes it.
type Kind = (&'static str, &'static str, usize, WriteFile);

const MEBIBYTE: usize = 1 << 20;

const KINDS: &[Kind] = &[
    ("a department of one word", "csv", 8 * MEBIBYTE, |out, size| {
        writeln!(out, "{HEADER}\na@nw.example,A,{}", "x".repeat(size))
    }),
    ("a department of many levels", "csv", 2 * MEBIBYTE, |out, size| {
        writeln!(out, "{HEADER}\na@nw.example,A,{}", "Sales > ".repeat(size / 8))
    }),
    ("twenty long names that are alike", "csv", 8 * MEBIBYTE, |out, size| {
        writeln!(out, "{HEADER}")?;
        let name = "x".repeat(size / 20);
        (0..20).try_for_each(|at| writeln!(out, "{at}@nw.example,{name}{at},{name}{at}"))
    }),
    ("a text that never ends", "csv", 8 * MEBIBYTE, |out, size| {
        writeln!(out, "{HEADER}\na@nw.example,A,\"{}", "x\n".repeat(size / 2))
    }),
    ("many columns", "csv", MEBIBYTE / 4, |out, size| {
        let columns = size / 2 / 12;
        write!(out, "{HEADER}")?;
        (0..columns).try_for_each(|at| write!(out, ",column{at}"))?;
        writeln!(out, "\na@nw.example,A,Sales{}", ",v".repeat(columns))
    }),
    ("one long line", "ndjson", 8 * MEBIBYTE, |out, size| {
        writeln!(out, "{USER}\n{{{NAME},\"department\":\"{}\"}}", "x".repeat(size))
    }),
    ("a person of many members", "json", MEBIBYTE / 4, |out, size| {
        write!(out, "[{USER},{{{NAME}")?;
        (0..size / 16).try_for_each(|at| write!(out, ",\"key{at:08}\":1"))?;
        writeln!(out, "}}]")
    }),
    ("lists in lists", "json", 8 * MEBIBYTE, |out, size| {
        let (open, close) = ("[".repeat(size / 2), "]".repeat(size / 2));
        writeln!(out, "[{USER},{{{NAME},\"department\":{open}{close}}}]")
    }),
    ("objects in objects", "json", 8 * MEBIBYTE, |out, size| {
        let (open, close) = ("{\"a\":".repeat(size / 6), "}".repeat(size / 6));
        writeln!(out, "[{USER},{{{NAME},\"department\":{open}1{close}}}]")
    }),
];

const HEADER: &str = "userPrincipalName,displayName,department";
const NAME: &str = r#""userPrincipalName":"b@nw.example","displayName":"B""#;
const USER: &str = r#"{"userPrincipalName":"a@nw.example","displayName":"A","department":"IT"}"#;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let footbridge = match arguments.first() {
        Some(binary) => PathBuf::from(binary),
        None => {
            run_command(cargo().args(["build", "--release", "--locked", "-p", "footbridge-cli"]))?;
            target().join("release/footbridge")
        }
    };
    let folder = target().join("bench/scaling");
    std::fs::create_dir_all(&folder)?;
    let mut missed = Vec::new();
    for (name, ending, size, write) in KINDS {
        let mut files = Vec::new();
        for factor in [1, 2, 4] {
            let path = folder.join(format!("{factor}.{ending}"));
            let mut out = BufWriter::new(File::create(&path)?);
            write(&mut out, size * factor).and_then(|()| out.flush()).context("no file")?;
            files.push(path);
        }
        let times = best(&footbridge, &files)?;
        let peaks: Result<Vec<u64>> =
            files.iter().map(|file| peak(&mut preview(&footbridge, file))).collect();
        let peaks = peaks?;
        files.iter().try_for_each(std::fs::remove_file)?;
        let ratios: Vec<f64> =
            times.windows(2).map(|it| it[1].as_secs_f64() / it[0].as_secs_f64()).collect();
        let millis: Vec<String> =
            times.iter().map(|it| format!("{:>7.1}", it.as_secs_f64() * 1e3)).collect();
        let memory: Vec<String> = peaks.iter().map(|it| format!("{:>5}", it / 1024)).collect();
        println!(
            "{name:<34} {} ms  {:.2} x {:.2} x, at most {MOST}  {} MiB",
            millis.join(" "),
            ratios[0],
            ratios[1],
            memory.join(" ")
        );
        if ratios.iter().any(|it| *it > MOST) {
            missed.push(*name);
        }
    }
    if missed.is_empty() { Ok(()) } else { bail!("missed: {}", missed.join(", ")) }
}

fn preview(footbridge: &Path, file: &Path) -> Command {
    let mut preview = command(footbridge);
    preview.arg("preview").arg("--users").arg(file).args(["--vendor", "secure-practice"]);
    preview.arg("--summary").stdout(Stdio::null()).stderr(Stdio::null());
    preview
}

/// Returns the shortest of some runs with each file, which take turns so that what else the machine
/// does meets all of them. A file that is refused is a result, too; one that crashes the program is
/// none.
fn best(footbridge: &Path, files: &[PathBuf]) -> Result<Vec<Duration>> {
    let mut times = vec![Duration::MAX; files.len()];
    for _ in 0..ROUNDS {
        for (file, time) in files.iter().zip(&mut times) {
            let began = Instant::now();
            let status = preview(footbridge, file).status()?;
            *time = began.elapsed().min(*time);
            if !matches!(status.code(), Some(0..=2)) {
                bail!("footbridge preview ended with {status}");
            }
        }
    }
    Ok(times)
}
