//! `cargo xtask bundle`: packages for administrators' own package tools.

use anyhow::Result;

use crate::process::{cargo, command, root, run as run_command, target};
use crate::setup::{Purpose, system_packages};

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    system_packages(&[Purpose::Build])?;
    crate::ui::build()?;
    // The command line goes into the same packages.
    run_command(cargo().args(["build", "--release", "--package", "footbridge-cli"]))?;
    run_command(command(root().join("ui/node_modules/.bin/tauri")).args([
        "build",
        "--bundles",
        "deb,rpm",
        "--ci",
    ]))?;
    println!("Packages: {}", target().join("release/bundle").display());
    Ok(())
}
