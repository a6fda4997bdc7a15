//! `cargo xtask bench [NAME [ARGUMENTS]]`: every benchmark, or one. Each is a module; one that has
//! a bar to pass fails below it.

mod connection;
mod expression;
mod preview;
mod scaling;
mod users;
mod window;

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

/// A benchmark's name, and what runs it with its arguments.
type Benchmark = (&'static str, fn(&[String]) -> Result<()>);

const BENCHMARKS: &[Benchmark] = &[
    ("expression", expression::run),
    ("connection", connection::run),
    ("preview", preview::run),
    ("scaling", scaling::run),
    ("window", window::run),
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        return BENCHMARKS.iter().try_for_each(|(_, benchmark)| benchmark(&[]));
    };
    let Some((_, benchmark)) = BENCHMARKS.iter().find(|(known, _)| known == name) else {
        let names: Vec<&str> = BENCHMARKS.iter().map(|(name, _)| *name).collect();
        bail!("there is no benchmark `{name}`; there are: {}", names.join(", "));
    };
    benchmark(rest)
}

/// Returns the most memory that a run held, in KiB, as the kernel noted it shortly before its end.
fn peak(command: &mut Command) -> Result<u64> {
    let mut child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let high = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let high = high.and_then(|high| high.split_whitespace().next()?.parse().ok());
        peak = high.unwrap_or(peak).max(peak);
        std::thread::sleep(Duration::from_micros(200));
    }
    if peak == 0 {
        bail!("memory is measured on Linux only");
    }
    Ok(peak)
}
