//! `cargo xtask bench [NAME [ARGUMENTS]]`: every benchmark, or one. Each is a module; one that has
//! a bar to pass fails below it.

mod connection;
mod expression;
mod memory;
mod practice;
mod preview;
mod proof;
mod scaling;
mod users;
mod window;

use anyhow::{Result, bail};

/// A benchmark's name, and what runs it with its arguments.
type Benchmark = (&'static str, fn(&[String]) -> Result<()>);

const BENCHMARKS: &[Benchmark] = &[
    ("expression", expression::run),
    ("connection", connection::run),
    ("proof", proof::run),
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
