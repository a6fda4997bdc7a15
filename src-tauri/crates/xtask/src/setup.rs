//! What the tasks need on this machine: found, and installed when we may (root or sudo); otherwise
//! the error is the exact command for this platform.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::node::node;
use crate::process::{cargo, command, output_of, root, run as run_command, shown, target};

/// What a task is about to do, and so which system packages it needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Compile the window.
    Build,
    /// Drive it: a display, a session bus, a keyring, WebDriver.
    Test,
    /// Compile for Windows and macOS, run the Windows programs in wine, make an installer.
    Windows,
    /// Read the workflow files: Python environments.
    Lint,
}

/// Debian's packages per purpose; other families get their own names in [`other_families`].
const DEBIAN: &[(Purpose, &[&str])] = &[
    (
        Purpose::Build,
        &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libgtk-3-dev", "librsvg2-dev"],
    ),
    (
        Purpose::Test,
        &[
            "webkit2gtk-driver",
            "xvfb",
            "xauth",
            "xclip",
            "dbus",
            "gnome-keyring",
            "libglib2.0-bin",
            "libsecret-tools",
            "fonts-dejavu-core",
            "python3-venv",
        ],
    ),
    (
        Purpose::Windows,
        &["gcc-mingw-w64-x86-64", "wine64", "nsis", "clang-14", "llvm-14", "xvfb", "xauth"],
    ),
    (Purpose::Lint, &["python3-venv"]),
];

/// `cargo xtask setup`
pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    system_packages(&[Purpose::Build, Purpose::Test, Purpose::Lint])?;
    node()?;
    crate::ui::packages()
}

/// Makes sure that the system packages for `purposes` are there.
pub(crate) fn system_packages(purposes: &[Purpose]) -> Result<()> {
    if cfg!(not(target_os = "linux")) {
        return other_systems(purposes);
    }
    if output_of(command("dpkg-query").arg("--version")).is_none() {
        return other_families(purposes);
    }
    let missing: Vec<&str> = DEBIAN
        .iter()
        .filter(|(purpose, _)| purposes.contains(purpose))
        .flat_map(|(_, packages)| packages.iter().copied())
        .filter(|package| !is_installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("Missing system packages: {}", missing.join(" "));
    if prefix().is_none() {
        bail!(
            "these system packages are missing, and installing them needs root. Run:\n\n    \
             sudo apt-get update && sudo apt-get install -y {}\n",
            missing.join(" ")
        );
    }
    apt(&["update", "-q"])?;
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(&missing);
    apt(&install)
}

/// Reads Debian's lists of packages anew, when we may: what is downloaded is looked up in them.
pub(crate) fn package_lists() -> Result<()> {
    prefix().map_or(Ok(()), |_| apt(&["update", "-q"]))
}

/// Returns what has to stand before a command that needs root, or nothing when it may not run.
fn prefix() -> Option<&'static [&'static str]> {
    if is_root() {
        return Some(&[]);
    }
    output_of(command("sudo").args(["-n", "true"])).map(|_| ["sudo"].as_slice())
}

/// Runs apt-get as root.
fn apt(arguments: &[&str]) -> Result<()> {
    let mut words = prefix().unwrap_or_default().iter().copied().chain(["apt-get"]);
    let mut apt = command(words.next().unwrap_or("apt-get"));
    apt.args(words).args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    run_command(&mut apt)
}

fn is_installed(package: &str) -> bool {
    output_of(command("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]))
        .is_some_and(|status| status == "installed")
}

fn is_root() -> bool {
    output_of(command("id").arg("-u")).is_some_and(|id| id == "0")
}

/// Linux without Debian's tools: names the packages of the family, installs nothing.
fn other_families(purposes: &[Purpose]) -> Result<()> {
    let has_webkit =
        output_of(command("pkg-config").args(["--exists", "webkit2gtk-4.1"])).is_some();
    let has_driver = output_of(command("WebKitWebDriver").arg("--version")).is_some();
    if has_webkit && (has_driver || !purposes.contains(&Purpose::Test)) {
        return Ok(());
    }
    bail!(
        "WebKitGTK 4.1 was not found, and only Debian's packages are installed by this task. Run one of:\n\n    \
         Fedora:    sudo dnf install webkit2gtk4.1-devel gtk3-devel librsvg2-devel gcc pkgconf webkit2gtk-driver xorg-x11-server-Xvfb xclip dbus-daemon gnome-keyring\n    \
         Arch:      sudo pacman -S --needed webkit2gtk-4.1 gtk3 librsvg base-devel xorg-server-xvfb xclip dbus gnome-keyring\n    \
         openSUSE:  sudo zypper install webkit2gtk3-devel gtk3-devel librsvg-devel gcc xorg-x11-server-Xvfb xclip dbus-1 gnome-keyring\n"
    )
}

/// macOS and Windows bring their own web view; only the end-to-end tests need Linux.
fn other_systems(purposes: &[Purpose]) -> Result<()> {
    if purposes.contains(&Purpose::Test) {
        bail!(
            "the end-to-end tests drive WebKitGTK and run on Linux only. Here run:\n\n    cargo test --workspace --exclude footbridge-tests\n"
        );
    }
    if cfg!(target_os = "macos") && output_of(command("xcode-select").arg("-p")).is_none() {
        bail!("Apple's command line tools are missing. Run:\n\n    xcode-select --install\n");
    }
    Ok(())
}

/// Returns `cargo-deny`, installed into the target directory when the machine has none.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    const VERSION: &str = "0.20.2";
    if output_of(command("cargo-deny").arg("--version")).is_some() {
        return Ok("cargo-deny".into());
    }
    let tools = target().join("tools");
    let binary =
        tools.join("bin").join(if cfg!(windows) { "cargo-deny.exe" } else { "cargo-deny" });
    if !binary.exists() {
        run_command(
            cargo()
                .args(["install", "cargo-deny", "--locked", "--version", VERSION, "--root"])
                .arg(&tools),
        )?;
    }
    Ok(binary)
}

/// Returns the folder with the third-party SCIM programs (a server and a tester, from PyPI), which
/// `tests/scim-requirements.txt` pins.
pub(crate) fn scim_programs() -> Result<PathBuf> {
    python_programs("tests/scim-requirements.txt", "scim-programs")
}

/// Returns the folder with the programs that read workflow files (zizmor and check-jsonschema, from
/// PyPI), which `tests/workflow-requirements.txt` pins.
pub(crate) fn workflow_programs() -> Result<PathBuf> {
    python_programs("tests/workflow-requirements.txt", "workflow-programs")
}

/// Returns the folder with Python programs in an environment of their own, as a file pins them.
fn python_programs(requirements: &str, folder: &str) -> Result<PathBuf> {
    let requirements = root().join(requirements);
    let folder = target().join(folder);
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let stamp = folder.join("installed.txt");
    let wanted = std::fs::read_to_string(&requirements)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    // Debian's own Python: a version manager's may lack venv.
    let python =
        if PathBuf::from("/usr/bin/python3").exists() { "/usr/bin/python3" } else { "python3" };
    let mut venv = command(python);
    run_command(venv.args(["-m", "venv", "--clear"]).arg(&folder))
        .map_err(|error| anyhow::anyhow!("{error}; python3-venv is needed ({})", shown(&venv)))?;
    run_command(
        command(programs.join("pip")).args(["install", "--quiet", "-r"]).arg(&requirements),
    )?;
    std::fs::write(stamp, wanted)?;
    Ok(programs)
}

/// Returns the folder with better-auth's SCIM server (from npm), which `tests/better-auth` pins.
pub(crate) fn better_auth() -> Result<PathBuf> {
    let source = root().join("tests/better-auth");
    let folder = target().join("better-auth");
    std::fs::create_dir_all(&folder)?;
    let lock = std::fs::read(source.join("package-lock.json"))?;
    let stamp = folder.join("installed.json");
    for file in ["package.json", "package-lock.json", "server.js"] {
        std::fs::copy(source.join(file), folder.join(file))?;
    }
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    node()?;
    let mut npm = crate::ui::npm();
    npm.current_dir(&folder);
    run_command(npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    std::fs::write(stamp, lock)?;
    Ok(folder)
}
