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
    // We ship to desktops, and to no store.
    for entry in std::fs::read_dir(root().join("icons"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            std::fs::remove_dir_all(path)?;
        } else if name.starts_with("Square") || name == "StoreLogo.png" {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}
