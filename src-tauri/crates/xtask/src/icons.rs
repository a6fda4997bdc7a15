//! `cargo xtask icons`: renders the one drawing for every place that wants a picture.

use anyhow::Result;

use crate::process::{command, root, run as run_command};

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    crate::ui::packages()?;
    run_command(command(root().join("ui/node_modules/.bin/tauri")).args([
        "icon",
        "icons/footbridge.svg",
        "--output",
        "icons",
    ]))?;
    // We ship to desktops only.
    for folder in ["icons/android", "icons/ios"] {
        let folder = root().join(folder);
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
    }
    Ok(())
}
