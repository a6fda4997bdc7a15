//! `cargo xtask lint`: everything that is wrong without running the product.

use anyhow::Result;

use crate::process::{cargo, command, root, run as run_command};
use crate::setup::{Purpose, cargo_deny, system_packages, workflow_programs};

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    system_packages(&[Purpose::Build, Purpose::Lint])?;
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
    run_command(command(cargo_deny()?).args(["check", "bans", "licenses", "sources"]))?;
    workflows()
}

/// Reads the workflow files, which no machine of ours runs, for what is unsafe or not understood.
fn workflows() -> Result<()> {
    let programs = workflow_programs()?;
    let folder = root().join(".github/workflows");
    let mut files = std::fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    run_command(
        command(programs.join("check-jsonschema"))
            .args(["--builtin-schema", "vendor.github-workflows"])
            .args(&files),
    )?;
    // Without network, and as strict as it can be.
    run_command(
        command(programs.join("zizmor"))
            .args(["--offline", "--persona", "pedantic", "--quiet"])
            .arg(&folder),
    )
}
