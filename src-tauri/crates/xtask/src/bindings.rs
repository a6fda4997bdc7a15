//! `cargo xtask bindings`: what is generated from the Rust types. Tests fail when it is stale.

use anyhow::Result;

use crate::process::{cargo, run as run_command};

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    for (package, test) in [("footbridge-desktop", "bindings"), ("footbridge-vendor", "schema")] {
        run_command(
            cargo()
                .args(["test", "--quiet", "--package", package, test])
                .env("FOOTBRIDGE_WRITE_GENERATED", "1"),
        )?;
    }
    Ok(())
}
