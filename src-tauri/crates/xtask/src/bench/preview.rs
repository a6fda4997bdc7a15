//! `footbridge preview --summary` over a million users, beside a bare read of the file and the same
//! work in polars, Python's csv module and pandas.
//!
//! The table is Secure Practice's with its three levels split out of a department such as
//! `Sales > North > Alpha`, in a copy of the vendor's profile. The others count the same 24 targets
//! (`preview/mappings.py`): filled, empty, distinct; the benchmark fails when any of their counts is
//! not ours. All read the same file, one after the other, and the best of some runs counts; Python's
//! times are taken inside the process, without its start. The bars: 1.8 times the bare read; 1.3 times
//! faster than polars, 8 times than Python, 12 times than pandas; 64 MiB for `--format ndjson`,
//! whatever the file's size. What the window does with the same file is timed
//! and printed: its bars are 300 ms to the first rows, 1.2 times the file in memory, 50 ms and 1 s
//! for an edit.
//!
//! `cargo xtask bench preview BINARY` measures that binary instead of building one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::memory::peak;
use super::users;
use crate::process::{cargo, command, root, run as run_command, target};

const USERS: u32 = 1_000_000;
const FEW: u32 = 10_000;
const ROUNDS: usize = 3;
/// How many times the bare read a preview may take.
const READ: f64 = 1.8;
/// How many times longer the others take at least, where there is a bar.
const OTHERS: [(&str, Option<f64>); 4] = [
    ("polars", Some(1.3)),
    ("python", Some(8.0)),
    ("pandas", Some(12.0)),
    ("pandas_by_value", None),
];
/// In KiB, as the kernel counts.
const MEMORY: u64 = 64 * 1024;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let footbridge = match arguments.first() {
        Some(binary) => PathBuf::from(binary),
        None => {
            run_command(cargo().args(["build", "--release", "--locked", "-p", "footbridge-cli"]))?;
            target().join("release/footbridge")
        }
    };
    let engine = target().join("release/examples/million");
    let example = ["-p", "footbridge-mapping", "--example", "million"];
    run_command(cargo().args(["build", "--release", "--locked"]).args(example))?;
    let (million, few) = (users::file(USERS)?, users::file(FEW)?);
    let profile = profile()?;
    let python = python()?;
    let read = best(|| Ok(told(command(&engine).arg("read").arg(&million))?.1))?;
    let counts = counts(&mut preview(&footbridge, &profile, &million, &["--summary", "--json"]))?;
    let mut others = Vec::new();
    for (name, bar) in OTHERS {
        let script = scripts().join(format!("with_{name}.py"));
        let run = || {
            let (told, time) = told(command(&python).arg("-B").arg(&script).arg(&million))?;
            same(name, &counts, &told)?;
            Ok(time)
        };
        others.push((name, bar, best(run)?));
    }
    let ours = best(|| timed(&mut preview(&footbridge, &profile, &million, &["--summary"])))?;
    let document = users::document(USERS)?;
    let json = best(|| timed(&mut preview(&footbridge, &profile, &document, &["--summary"])))?;

    let seconds = |time: Duration| time.as_secs_f64();
    let row = |name: &str, time: Duration, bar: &str| {
        let ratio = seconds(time) / seconds(read);
        println!("{name:<28} {:>7.3} s {ratio:>7.2} x {bar}", seconds(time));
    };
    row("bare read (csv, bytes)", read, "");
    row("footbridge preview --summary", ours, &format!("at most {READ}"));
    row("the same users as JSON", json, "");
    let mut missed = Vec::new();
    if seconds(ours) > READ * seconds(read) {
        missed.push("the bare read".to_owned());
    }
    for (name, bar, time) in others {
        let ratio = seconds(time) / seconds(ours);
        let wanted = bar.map_or_else(String::new, |bar| format!(", at least {bar}"));
        row(name, time, &format!("{ratio:.1} times ours{wanted}"));
        if bar.is_some_and(|bar| ratio < bar) {
            missed.push(name.to_owned());
        }
    }
    for (file, format) in [(&few, "ndjson"), (&million, "ndjson"), (&million, "csv")] {
        let peak = peak(&mut preview(&footbridge, &profile, file, &["--format", format]))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("memory, {format:<6} {name:<20} {:>7.1} MiB at most 64", peak as f64 / 1024.0);
        if peak > MEMORY {
            missed.push(format!("memory with {name}"));
        }
    }
    for file in [&million, &document] {
        let peak = peak(&mut preview(&footbridge, &profile, file, &["--summary"]))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("memory, --summary {name:<20} {:>7.1} MiB", peak as f64 / 1024.0);
    }
    println!("\nin the window:");
    run_command(command(&engine).arg("window").arg(&million))?;
    if missed.is_empty() { Ok(()) } else { bail!("missed: {}", missed.join(", ")) }
}

/// Writes Secure Practice's profile with its levels split out of the department.
fn profile() -> Result<PathBuf> {
    let built_in = root().join("src-tauri/crates/vendor/profiles/secure-practice.toml");
    let text = std::fs::read_to_string(built_in)?;
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let level = |table: &str, number: usize, name: &str| {
        let above = number - 1;
        // As the mapping step proposes it.
        let expression = format!(
            r#"Replace([department], , "(?s)^(?:(?:[^>]*>){{{above}}}\\s*(?<level>[^>]*?)\\s*(?:>.*)?|.*)$", , "${{level}}", , )"#
        );
        format!("[[mapping.{table}]]\nexpression = '{expression}'\ntarget = \"{urn}:{name}\"\n")
    };
    let before =
        format!("[[mapping.add]]\ndirect = \"companyName\"\ntarget = \"{urn}:organization\"\n");
    let after = [
        level("replace", 3, "department"),
        level("add", 1, "organization"),
        level("add", 2, "division"),
    ];
    let levelled = text.replace(&before, &after.join("\n"));
    if levelled == text {
        bail!("the profile of Secure Practice does not map companyName any more");
    }
    // The id of a vendor that comes with Footbridge is refused in a profile of somebody else's.
    let levelled = levelled.replacen("id = \"secure-practice\"", "id = \"bench-levels\"", 1);
    let path = target().join("bench/secure-practice-levels.toml");
    std::fs::write(&path, levelled)?;
    Ok(path)
}

/// Returns the Python with what `requirements.txt` names, installed when it is not there.
fn python() -> Result<PathBuf> {
    let folder = target().join("bench/python");
    let python = folder.join("bin/python");
    let wanted = scripts().join("requirements.txt");
    let marker = folder.join("requirements.txt");
    if std::fs::read(&marker).ok() != Some(std::fs::read(&wanted)?) {
        run_command(command("python3").args(["-m", "venv"]).arg(&folder))?;
        run_command(command(&python).args(["-m", "pip", "install", "-q", "-r"]).arg(&wanted))?;
        std::fs::copy(&wanted, &marker)?;
    }
    Ok(python)
}

fn scripts() -> PathBuf {
    root().join("src-tauri/crates/xtask/src/bench/preview")
}

fn best(mut run: impl FnMut() -> Result<Duration>) -> Result<Duration> {
    let times: Result<Vec<Duration>> = (0..ROUNDS).map(|_| run()).collect();
    Ok(times?.into_iter().min().unwrap_or_default())
}

/// Of each target: filled, empty, distinct.
type Counts = BTreeMap<String, (u32, u32, u32)>;

/// Returns what a program told: in its last line the seconds that it measured itself, and what
/// stands above.
fn told(command: &mut Command) -> Result<(String, Duration)> {
    let output = command.stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let (above, seconds) = text.trim_end().rsplit_once('\n').unwrap_or_default();
    let seconds = seconds.parse().with_context(|| format!("no time was told: {text}"))?;
    Ok((above.to_owned(), Duration::from_secs_f64(seconds)))
}

/// Returns what `footbridge preview --summary --json` counts.
fn counts(preview: &mut Command) -> Result<Counts> {
    #[derive(Deserialize)]
    struct Summary {
        targets: Vec<Target>,
    }
    #[derive(Deserialize)]
    struct Target {
        target: String,
        filled: u32,
        empty: u32,
        distinct: u32,
    }
    let output = preview.stdout(Stdio::piped()).output()?;
    if !output.status.success() {
        bail!("footbridge preview ended with {}", output.status);
    }
    let summary: Summary = serde_json::from_slice(&output.stdout)?;
    let targets = summary.targets.into_iter();
    Ok(targets.map(|it| (it.target, (it.filled, it.empty, it.distinct))).collect())
}

/// Fails when a program did not count what the preview counts. For an attribute that was not
/// exported the preview counts nobody, and a program that knows no such thing everybody as empty.
fn same(name: &str, ours: &Counts, told: &str) -> Result<()> {
    let rows: Vec<(String, u32, u32, u32)> = serde_json::from_str(told)?;
    let theirs: Counts = rows.into_iter().map(|(target, a, b, c)| (target, (a, b, c))).collect();
    let same = |(target, counted): (&String, &(u32, u32, u32))| match theirs.get(target) {
        Some((0, _, 0)) if *counted == (0, 0, 0) => true,
        told => told == Some(counted),
    };
    if theirs.len() != ours.len() || !ours.iter().all(same) {
        bail!("{name} counts something else:\n{theirs:?}\nours:\n{ours:?}");
    }
    Ok(())
}

fn preview(footbridge: &Path, profile: &Path, file: &Path, arguments: &[&str]) -> Command {
    let mut preview = command(footbridge);
    preview.arg("preview").arg("--users").arg(file).arg("--vendor").arg(profile);
    preview.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    preview
}

fn timed(command: &mut Command) -> Result<Duration> {
    let began = Instant::now();
    let status = command.status()?;
    let took = began.elapsed();
    if status.success() { Ok(took) } else { bail!("footbridge preview ended with {status}") }
}
