//! The real window with a million people, driven as the tests drive it; `tests/bench/window.rs`
//! says what is measured, and holds the bars.
//!
//! `cargo xtask bench window BINARY` measures that binary, which must have the feature
//! `end-to-end`, instead of building one.

use std::path::PathBuf;

use anyhow::Result;

use super::users;
use crate::process::{cargo, run as run_command, target};
use crate::setup::{Purpose, system_packages};
use crate::test::in_a_session;

const USERS: u32 = 1_000_000;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    system_packages(&[Purpose::Build, Purpose::Test])?;
    let window = match arguments.first() {
        Some(binary) => std::path::absolute(binary)?,
        None => build()?,
    };
    let mut bench = in_a_session()?;
    bench
        .args(["bench", "--profile", "dev", "--locked"])
        .args(["--package", "footbridge-tests", "--bench", "window"])
        .env("FOOTBRIDGE_WINDOW", window)
        .env("FOOTBRIDGE_PEOPLE", users::file(USERS)?);
    run_command(&mut bench)
}

/// Builds the window as it is released, but for link-time optimisation, with the door for
/// WebDriver.
fn build() -> Result<PathBuf> {
    crate::ui::build()?;
    run_command(cargo().args(["build", "--locked", "--profile", "window"]).args([
        "--package",
        "footbridge-desktop",
        "--features",
        "end-to-end",
    ]))?;
    Ok(target().join("window/footbridge-desktop"))
}
