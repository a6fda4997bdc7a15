//! `cargo xtask test`: every layer, from the crates to the real window, and one summary.
//!
//! The Rust tests run inside a throw-away home with its own session bus, keyring and display, so
//! that nothing of the developer's is touched.

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::layers::{layer, summary};
use crate::process::{cargo, command, root, run as run_command, target};
use crate::setup::{Purpose, better_auth, scim_programs, system_packages};

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    system_packages(&[Purpose::Build, Purpose::Test])?;
    crate::ui::build()?;
    let scim_programs = scim_programs()?;
    let better_auth = better_auth()?;

    // The window under test lets WebDriver in and answers file dialogs from the environment; both
    // are compiled in by this feature only.
    run_command(cargo().args([
        "build",
        "--locked",
        "--package",
        "footbridge-desktop",
        "--features",
        "end-to-end",
    ]))?;
    let window = target().join("end-to-end/footbridge-desktop");
    std::fs::create_dir_all(target().join("end-to-end"))?;
    std::fs::copy(target().join("debug/footbridge-desktop"), &window)
        .context("the window was not built")?;
    // The same window without that feature: what is released lets nobody in.
    run_command(cargo().args(["build", "--locked", "--package", "footbridge-desktop"]))?;
    run_command(cargo().args(["build", "--locked", "--package", "footbridge-cli"]))?;
    run_command(cargo().args(["test", "--workspace", "--locked", "--no-run", "--quiet"]))?;

    let mut rust = in_a_session()?;
    rust.args(["test", "--workspace", "--locked", "--no-fail-fast"])
        .args(arguments)
        .env("FOOTBRIDGE_WINDOW", &window)
        .env("FOOTBRIDGE_RELEASED_WINDOW", target().join("debug/footbridge-desktop"))
        .env("FOOTBRIDGE_CLI", target().join("debug/footbridge"))
        .env("FOOTBRIDGE_SCIM_PROGRAMS", scim_programs)
        .env("FOOTBRIDGE_BETTER_AUTH", better_auth);

    // These make sessions of their own, some of them broken on purpose.
    let mut session = cargo();
    session.args(["test", "--workspace", "--locked", "--test", "session"]);

    let outcomes = [
        layer("user interface", crate::ui::script("test"))?,
        layer("keyring and clipboard", session)?,
        layer("Rust, command line, window", rust)?,
    ];

    summary(&outcomes)
}

/// Returns cargo in a throw-away home with a session bus, a keyring and a display.
pub(crate) fn in_a_session() -> Result<Command> {
    let mut session = command(root().join("tests/with-keyring.sh"));
    session
        .args(["--display", "unlocked"])
        .arg(cargo().get_program())
        // The script gives an empty home; the toolchain stays where it is.
        .env("CARGO_HOME", home_of("CARGO_HOME", ".cargo")?)
        .env("RUSTUP_HOME", home_of("RUSTUP_HOME", ".rustup")?);
    Ok(session)
}

/// Returns a toolchain folder: the variable if it is set, else its place in the real home.
fn home_of(variable: &str, folder: &str) -> Result<std::path::PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    let home = std::env::home_dir().context("there is no home folder")?;
    Ok(home.join(folder))
}
