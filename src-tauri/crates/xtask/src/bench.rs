//! `cargo xtask bench`: the benchmarks, each in a package of its own so that the engines they
//! compare with never come near the product's dependencies.

use anyhow::Result;

use crate::process::{cargo, root, run as run_command};

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let manifest = root().join("src-tauri/crates/expression/benchmark/Cargo.toml");
    run_command(cargo().arg("bench").arg("--manifest-path").arg(manifest).args(arguments))
}
