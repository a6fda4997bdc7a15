//! `cargo xtask windows`: the programs for Windows, checked on Debian as far as it can be honestly.
//!
//! What this is: the target `x86_64-pc-windows-gnu` and not `…-msvc`, which releases use; Debian's
//! own Rust and not the pinned one; wine and not Windows. It finds a wrong `cfg`, error code, path,
//! line end, exit code, a wrong call of the keyring or the clipboard, and an installer that leaves
//! something behind. It finds nothing about what the window draws, nor anything that only Windows
//! does. The same compiler type-checks everything for macOS; nothing is linked for it, or run.

mod toolchain;
mod wine;

use std::process::Command;

use anyhow::{Result, bail};

use crate::layers::{Outcome, layer, summary};
use crate::process::{cargo, command, output_of, run as run_command, target};
use crate::setup::{Purpose, system_packages};
use toolchain::Toolchain;
use wine::Wine;

/// What is checked and run: everything but these tasks, and the tests that drive a WebKitGTK window.
const PRODUCT: &[&str] =
    &["--workspace", "--exclude", "footbridge-tests", "--exclude", "xtask", "--locked"];

/// The window as it is released, without a console; and no other crate is built twice for that.
const WINDOW: &str = "profile.dev.package.footbridge-desktop.debug-assertions=false";

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    if cfg!(not(target_os = "linux")) || output_of(command("dpkg-deb").arg("--version")).is_none() {
        bail!(
            "this task needs Debian 12 on x86-64, for its Rust compiler, mingw-w64, wine and NSIS. \
             On Windows and macOS themselves run:\n\n    \
             cargo clippy --workspace --exclude footbridge-tests --all-targets -- -D warnings\n    \
             cargo test --workspace --exclude footbridge-tests\n"
        );
    }
    system_packages(&[Purpose::Build, Purpose::Windows])?;
    let toolchain = Toolchain::fetch()?;
    crate::ui::build()?;
    let wine = Wine::prepare(&toolchain)?;

    let mut clippy = toolchain.cargo_for_windows();
    clippy
        .args(["clippy", "--all-targets", "--keep-going"])
        .args(PRODUCT)
        .args(["--config", WINDOW]);
    // The compiler is a newer one than the house's, and where thread locals take a function call it asks
    // for the `const` that is there.
    run_command(clippy.args([
        "--",
        "-D",
        "warnings",
        "-A",
        "clippy::missing_const_for_thread_local",
    ]))?;
    run_command(toolchain.cargo_for_macos().arg("check").args(PRODUCT))?;

    for package in ["footbridge-desktop", "footbridge-cli"] {
        let mut build = toolchain.cargo_for_windows();
        run_command(build.args(["build", "--locked", "--config", WINDOW, "--package", package]))?;
    }
    summary(&tests(&toolchain, &wine)?)
}

/// The crates' own tests, then the programs from outside: by the command line's suite, beside the
/// Linux program, and installed.
fn tests(toolchain: &Toolchain, wine: &Wine) -> Result<[Outcome; 3]> {
    let mut crates = wine.with_display(&toolchain.cargo_for_windows());
    crates.args(["test", "--no-fail-fast", "--config", WINDOW]).args(PRODUCT);
    crates.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", wine.runner());
    // A library's examples are run by its Linux tests; each would be linked on its own here.
    crates.args(["--lib", "--bins", "--tests"]);

    run_command(cargo().args(["build", "--locked", "--package", "footbridge-cli"]))?;
    let outside = |test: &str, skipped: &[(&str, &str)]| -> Result<Command> {
        let mut tests = wine.with_display(&cargo());
        tests
            .args(["test", "--locked", "--package", "footbridge-tests", "--test", test])
            .args(["--no-fail-fast", "--", "--include-ignored"])
            .env("FOOTBRIDGE_LINUX_CLI", target().join("debug/footbridge"))
            .env("FOOTBRIDGE_CLI", wine.program("footbridge")?)
            .env("FOOTBRIDGE_CLI_SYSTEM", "windows")
            .env("FOOTBRIDGE_WINE", wine.runner())
            .env("FOOTBRIDGE_WINDOWS_PROGRAMS", toolchain.programs());
        for (name, why) in skipped {
            println!("Not in wine: {name} ({why})");
            tests.args(["--skip", name]);
        }
        Ok(tests)
    };
    Ok([
        layer("Crates' tests, in wine", crates)?,
        layer("Windows program in wine", outside("command_line", wine::NOT_IN_WINE)?)?,
        layer("Windows program beside the Linux one", outside("windows", &[])?)?,
    ])
}
