//! `cargo xtask run`: from a fresh checkout to the open window.

use anyhow::{Result, bail};

use crate::process::{cargo, command, run as run_command, target};
use crate::setup::{Purpose, system_packages};

/// Builds the UI and the window, and opens it with the practice tenant. Arguments go to the window.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    system_packages(&[Purpose::Build])?;
    crate::ui::build()?;
    run_command(cargo().args(["build", "--package", "footbridge-desktop"]))?;
    if cfg!(target_os = "linux")
        && std::env::var_os("DISPLAY").is_none()
        && std::env::var_os("WAYLAND_DISPLAY").is_none()
    {
        bail!(
            "everything is built, but there is no display here. On a desktop run it again; on a server:\n\n    \
             xvfb-run -a cargo xtask run\n"
        );
    }
    run_command(
        command(target().join("debug/footbridge-desktop")).arg("--practice").args(arguments),
    )
}
