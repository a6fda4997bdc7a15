//! `cargo xtask lint`: everything that is wrong without running the product.

use anyhow::Result;

use crate::process::{cargo, command, run as run_command};
use crate::setup::{Purpose, cargo_deny, system_packages};

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    system_packages(&[Purpose::Build])?;
    run_command(cargo().args(["fmt", "--all", "--check"]))?;
    crate::ui::build()?;
    for script in ["check", "format:check", "lint"] {
        run_command(&mut crate::ui::script(script))?;
    }
    run_command(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))?;
    run_command(command(cargo_deny()?).args(["check", "bans", "licenses", "sources"]))
}
