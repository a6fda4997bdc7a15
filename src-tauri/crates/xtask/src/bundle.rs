//! `cargo xtask bundle`: packages for administrators' own package tools.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::process::{cargo, command, output_of, root, run as run_command, target};
use crate::setup::{Purpose, system_packages};

/// The most that a package for Linux may weigh, in bytes. Our choice.
const LARGEST: u64 = 10 * 1024 * 1024;

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
    let bundle = target().join("release/bundle");
    let packages = [ending(&bundle.join("deb"), "deb")?, ending(&bundle.join("rpm"), "rpm")?];
    for package in &packages[0] {
        pack_tighter(package)?;
    }
    for package in packages.iter().flatten() {
        weigh(package)?;
    }
    println!("Packages: {}", bundle.display());
    Ok(())
}

/// Returns the files of a folder with this ending.
fn ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let files: Result<Vec<PathBuf>, _> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let found: Vec<PathBuf> = files?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    if found.is_empty() {
        bail!("no .{ending} was made in {}", folder.display());
    }
    Ok(found)
}

/// Packs a .deb with xz, as Debian's own packages are. Tauri knows only gzip for it, with which two
/// programs of one engine weigh a third more; for the .rpm `tauri.conf.json` says xz.
fn pack_tighter(package: &Path) -> Result<()> {
    if output_of(command("dpkg-deb").arg("--version")).is_none() {
        eprintln!("dpkg-deb was not found: {} stays packed with gzip", package.display());
        return Ok(());
    }
    let unpacked = package.with_extension("unpacked");
    if unpacked.exists() {
        fs::remove_dir_all(&unpacked)?;
    }
    run_command(command("dpkg-deb").arg("--raw-extract").arg(package).arg(&unpacked))?;
    let mut build = command("dpkg-deb");
    build.args(["--build", "--root-owner-group", "-Zxz", "-z9"]).arg(&unpacked).arg(package);
    run_command(&mut build)?;
    fs::remove_dir_all(unpacked)?;
    Ok(())
}

fn weigh(package: &Path) -> Result<()> {
    let bytes = fs::metadata(package)?.len();
    println!("{:>6.2} MiB  {}", bytes as f64 / (1024.0 * 1024.0), package.display());
    if bytes > LARGEST {
        bail!("{} weighs more than {} MiB", package.display(), LARGEST / 1024 / 1024);
    }
    Ok(())
}
