//! `cargo xtask`: everything a newcomer, a maintainer and CI run. Each task is one module; what a
//! task needs on this machine is found, and installed where that is allowed, by [`setup`].
//!
//! Deliberately small in dependencies: it has to compile before anything is set up.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a task talks to its terminal")]

mod bench;
mod bindings;
mod bundle;
mod icons;
mod layers;
mod lint;
mod node;
mod process;
mod run;
mod setup;
mod test;
mod ui;
mod windows;

use std::process::ExitCode;

use anyhow::Result;

/// A task: its name, what `--help` says, and what it does with the remaining arguments.
type Task = (&'static str, &'static str, fn(&[String]) -> Result<()>);

const TASKS: &[Task] = &[
    ("run", "set up what is missing, open the wizard with the practice tenant", run::run),
    ("test", "set up what is missing, run every test, close with a summary", test::run),
    ("windows", "check and test the Windows programs in wine, type-check for macOS", windows::run),
    ("lint", "formatting, clippy, licences and sources, the UI's checks", lint::run),
    ("setup", "only install what run, test and bundle need", setup::run),
    (
        "bindings",
        "write ui/src/bindings.ts and the profile schema from the Rust types",
        bindings::run,
    ),
    ("icons", "render icons/footbridge.svg for window and packages", icons::run),
    ("bench", "run the benchmarks", bench::run),
    ("bundle", "build the .deb and .rpm packages", bundle::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        print_help();
        return ExitCode::from(2);
    };
    if ["-h", "--help", "help"].contains(&name.as_str()) {
        print_help();
        return ExitCode::SUCCESS;
    }
    let Some((_, _, task)) = TASKS.iter().find(|(task, _, _)| task == name) else {
        eprintln!("There is no task `{name}`.\n");
        print_help();
        return ExitCode::from(2);
    };
    match task(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask {name}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn print_help() {
    println!("Usage: cargo xtask TASK\n");
    for (name, sentence, _) in TASKS {
        println!("  {name:<9} {sentence}");
    }
}
