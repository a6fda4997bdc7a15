//! `cargo xtask bindings`: what is generated from the Rust types. Tests fail when it is stale.

use anyhow::{Context as _, Result};

use crate::process::{cargo, output_of, root, run as run_command};

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    let schema = output_of(cargo().args([
        "run",
        "--quiet",
        "--package",
        "footbridge-vendor",
        "--example",
        "profile_schema",
    ]))
    .context("the profile schema could not be made")?;
    let path = root().join("src-tauri/crates/vendor/profiles/profile.schema.json");
    std::fs::write(path, schema + "\n")?;
    run_command(
        cargo()
            .args(["test", "--quiet", "--package", "footbridge-desktop", "bindings"])
            .env("FOOTBRIDGE_WRITE_GENERATED", "1"),
    )
}
