//! Gives the Windows program its icon, its version, and the manifest that the window has too.
//! Inventories and application control read the version; long paths need the manifest.

use std::path::{Path, PathBuf};

/// Kept equal to `bundle.publisher` and `bundle.copyright` in `tauri.conf.json`, which the window
/// gets; `tests/windows` compares the two programs.
const COMPANY: &str = "The Footbridge team";
const COPYRIGHT: &str = "Copyright (c) The Footbridge team. Apache License 2.0";

fn main() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let manifest = here.join("../../windows/program.manifest");
    let icon = here.join("../../../icons/icon.ico");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", manifest.display());
    println!("cargo::rerun-if-changed={}", icon.display());
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return;
    }
    if let Err(error) = compile(&manifest, &icon) {
        println!("cargo::error=the program's resources could not be compiled: {error}");
    }
}

fn compile(manifest: &Path, icon: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let script = PathBuf::from(out).join("footbridge.rc");
    std::fs::write(&script, resources(manifest, icon))?;
    embed_resource::compile(script, embed_resource::NONE).manifest_required()?;
    Ok(())
}

/// The resource script. 1 and 24 are the numbers that Windows looks for a program's manifest at.
fn resources(manifest: &Path, icon: &Path) -> String {
    // A resource compiler reads a backslash as the beginning of an escape.
    let path = |path: &Path| path.display().to_string().replace('\\', "/");
    let version = env!("CARGO_PKG_VERSION");
    let mut numbers: Vec<&str> = version.split(['.', '-', '+']).take(3).collect();
    numbers.push("0");
    let numbers = numbers.join(",");
    let (icon, manifest) = (path(icon), path(manifest));
    format!(
        r#"1 ICON "{icon}"
1 24 "{manifest}"
1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEOS 0x40004
FILETYPE 1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "CompanyName", "{COMPANY}"
      VALUE "FileDescription", "Footbridge command line"
      VALUE "FileVersion", "{version}"
      VALUE "LegalCopyright", "{COPYRIGHT}"
      VALUE "OriginalFilename", "footbridge.exe"
      VALUE "ProductName", "Footbridge"
      VALUE "ProductVersion", "{version}"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
"#
    )
}
