//! The life of an installation: installed, started, upgraded over an older version, removed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use footbridge_tests::{given, root};

const OLDER: &str = "0.0.9";
const UNINSTALL: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Footbridge";
const PROGRAMS: [&str; 3] = ["footbridge.exe", "footbridge-desktop.exe", "WebView2Loader.dll"];

fn wine(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Output {
    let mut wine = Command::new(given("FOOTBRIDGE_WINE"));
    wine.arg(program).args(arguments).output().expect("wine runs")
}

fn succeeds(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> String {
    let output = wine(&program, arguments);
    assert!(output.status.success(), "{:?} {arguments:?}: {output:?}", program.as_ref());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Returns a folder of wine's Windows as this machine names it.
fn folder(variable: &str) -> PathBuf {
    let windows = succeeds("cmd", &["/c", &format!("echo %{variable}%")]);
    let drive = given("FOOTBRIDGE_WINE").with_file_name("prefix").join("drive_c");
    let below = windows.trim().trim_start_matches("C:\\").replace('\\', "/");
    drive.join(below)
}

/// Packs the programs, without what only a debugger reads, into an installer of a version.
fn installer(programs: &Path, into: &Path, version: &str) -> PathBuf {
    let output = into.join(format!("footbridge-{version}-setup.exe"));
    let made = Command::new("makensis")
        .arg("-V2")
        .arg(format!("-DVERSION={version}"))
        .arg(format!("-DPROGRAMS={}", programs.display()))
        .arg(format!("-DLICENSE={}", root().join("LICENSE").display()))
        .arg(format!("-DOUTPUT={}", output.display()))
        .arg(root().join("tests/wine/footbridge.nsi"))
        .output()
        .expect("makensis runs");
    assert!(made.status.success(), "{made:?}");
    output
}

fn stripped(into: &Path) -> PathBuf {
    let programs = into.join("programs");
    std::fs::create_dir(&programs).expect("a folder");
    for name in PROGRAMS {
        std::fs::copy(given("FOOTBRIDGE_WINDOWS_PROGRAMS").join(name), programs.join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    for name in &PROGRAMS[..2] {
        let strip = Command::new("x86_64-w64-mingw32-strip").arg(programs.join(name)).status();
        assert!(strip.expect("strip runs").success(), "{name}");
    }
    programs
}

fn installed_version() -> String {
    let listed = succeeds("reg", &["query", UNINSTALL, "/v", "DisplayVersion"]);
    listed.split_whitespace().last().unwrap_or_default().to_owned()
}

#[test]
#[ignore = "cargo xtask windows runs it, with wine and NSIS"]
fn installed_programs_start_are_upgraded_and_leave_nothing_but_settings() {
    let work = tempfile::tempdir().expect("a folder");
    let programs = stripped(work.path());
    let (local, roaming) = (folder("LOCALAPPDATA"), folder("APPDATA"));
    let installed = local.join("Programs/Footbridge");
    let shortcut = roaming.join("Microsoft/Windows/Start Menu/Programs/Footbridge.lnk");
    // Where the window keeps its progress, now and in earlier versions.
    let settings = [&local, &roaming].map(|folder| folder.join("dev.footbridge.wizard/kept.json"));

    succeeds(installer(&programs, work.path(), OLDER), &["/S"]);
    assert_eq!(installed_version(), OLDER);
    for file in &settings {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
        std::fs::write(file, "{\"kept\":true}").expect("it can be written");
    }
    // An older version's program, so that the upgrade has something to replace.
    std::fs::write(installed.join("footbridge.exe"), "of an older version").expect("written");

    let version = env!("CARGO_PKG_VERSION");
    succeeds(installer(&programs, work.path(), version), &["/S"]);
    assert_eq!(installed_version(), version);
    for name in PROGRAMS.iter().chain(&["LICENSE.txt", "uninstall.exe"]) {
        assert!(installed.join(name).exists(), "{name}");
    }
    assert!(shortcut.exists());
    let footbridge = installed.join("footbridge.exe");
    assert_eq!(succeeds(&footbridge, &["--version"]).trim(), format!("footbridge {version}"));
    let vendors = succeeds(&footbridge, &["vendors", "--json"]);
    let vendors: serde_json::Value = serde_json::from_str(&vendors).expect("JSON");
    assert!(vendors.as_array().is_some_and(|list| list.len() >= 5), "{vendors}");

    // `_?=` keeps it from going on in a copy of itself that nobody waits for; it cannot delete itself
    // then.
    let place = succeeds("winepath", &["-w", &installed.display().to_string()]);
    succeeds(installed.join("uninstall.exe"), &["/S", &format!("_?={}", place.trim())]);
    for name in PROGRAMS.iter().chain(&["LICENSE.txt"]) {
        assert!(!installed.join(name).exists(), "{name}");
    }
    assert!(!shortcut.exists());
    assert!(!wine("reg", &["query", UNINSTALL]).status.success(), "it is not listed any more");
    for file in &settings {
        let text = std::fs::read_to_string(file).expect("settings stay");
        assert_eq!(text, "{\"kept\":true}");
    }
}
