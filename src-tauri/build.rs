//! Declares every command of the window, so that each needs a permission in a capability.

include!("src/command_names.rs");

fn main() {
    // `generate_context!` refuses to compile without the folder; `cargo xtask` builds the UI into it.
    if let Err(error) = std::fs::create_dir_all("../ui/dist") {
        println!("cargo::warning=ui/dist could not be made: {error}");
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMAND_NAMES);
    // Tauri's own knows of nothing but Common Controls; this one is the command line's, too.
    println!("cargo::rerun-if-changed=windows/program.manifest");
    let windows = tauri_build::WindowsAttributes::new()
        .app_manifest(include_str!("windows/program.manifest"));
    let attributes =
        tauri_build::Attributes::new().app_manifest(manifest).windows_attributes(windows);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
