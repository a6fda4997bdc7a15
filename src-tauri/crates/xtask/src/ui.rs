//! The web UI's own tools, called through npm.

use std::process::Command;

use anyhow::Result;

use crate::node::node;
use crate::process::{command, root, run};

/// Installs the UI's packages when the lock file has changed since the last time.
pub(crate) fn packages() -> Result<()> {
    node()?;
    let wanted = std::fs::read(root().join("ui/package-lock.json"))?;
    let stamp = root().join("ui/node_modules/.footbridge-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(npm().arg("ci"))?;
    std::fs::write(stamp, wanted)?;
    Ok(())
}

/// Builds the UI into `ui/dist`, where the window is compiled from.
pub(crate) fn build() -> Result<()> {
    packages()?;
    run(&mut script("build"))
}

/// Returns the command that runs one of the scripts in `ui/package.json`.
pub(crate) fn script(name: &str) -> Command {
    let mut npm = npm();
    npm.args(["run", "--silent", name]);
    npm
}

/// Returns npm, in the UI's folder.
pub(crate) fn npm() -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(root().join("ui"));
    npm
}
