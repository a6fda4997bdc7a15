//! The expression engine, in a workspace of its own so that the engines it is compared with never
//! come near the product's dependencies.

use anyhow::Result;

use crate::process::{cargo, root, run as run_command};

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let manifest = root().join("src-tauri/crates/expression/bench/Cargo.toml");
    run_command(cargo().arg("bench").arg("--manifest-path").arg(manifest).args(arguments))
}
