//! Debian's Rust compiler with the source of its standard library, unpacked below the target folder.
//!
//! The pinned compiler has no standard library for Windows here, and the library's source must have
//! the compiler's own version; Debian's `rustc-web` and `rust-web-src` are such a pair. Unpacked
//! beside everything else they replace nothing on this machine.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::process::{command, root, run as run_command, target};
use crate::setup::package_lists;

/// The compiler, cargo, clippy, the library's source, and the libraries that these are linked with.
const PACKAGES: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-clippy",
    "rust-web-src",
    "libstd-rust-web-1.96",
    "libstd-rust-web-dev",
    "libllvm22",
    "libgit2-1.5",
    "libhttp-parser2.9",
    "libmbedcrypto7",
    "libmbedx509-1",
    "libmbedtls14",
];

/// The target that Debian's mingw-w64 links for.
const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// The target of Apple's computers of today; type-checked, never linked.
const MACOS: &str = "aarch64-apple-darwin";

/// What would lead this cargo to another compiler, or another to its folders.
const NOT_OURS: &[&str] =
    &["CARGO", "RUSTC", "RUSTC_WRAPPER", "RUSTDOC", "RUSTFLAGS", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME"];

/// The unpacked compiler.
pub(super) struct Toolchain {
    folder: PathBuf,
}

impl Toolchain {
    /// Fetches and unpacks the packages, unless that has been done.
    pub(super) fn fetch() -> Result<Self> {
        let toolchain = Self { folder: target().join("windows-toolchain") };
        let stamp = toolchain.folder.join("unpacked.txt");
        let wanted = PACKAGES.join("\n");
        if fs::read_to_string(&stamp).is_ok_and(|unpacked| unpacked == wanted) {
            return Ok(toolchain);
        }
        let (packages, unpacked) =
            (toolchain.folder.join("packages"), toolchain.folder.join("root"));
        for folder in [&packages, &unpacked] {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
            fs::create_dir_all(folder)?;
        }
        package_lists()?;
        let mut download = command("apt-get");
        // Downloading needs no root; where we are it all the same, apt's own user cannot write here.
        download.args(["-q", "-o", "APT::Sandbox::User=root", "download"]).args(PACKAGES);
        run_command(download.current_dir(&packages)).with_context(|| {
            format!(
                "Debian's packages {} could not be fetched; they are in Debian 12's security \
                 archive, and `apt-get update` may be needed first",
                PACKAGES.join(", ")
            )
        })?;
        for package in fs::read_dir(&packages)? {
            run_command(command("dpkg-deb").arg("-x").arg(package?.path()).arg(&unpacked))?;
        }
        if !unpacked.join("usr/lib/rustlib/src/rust/library/Cargo.lock").exists() {
            bail!("rust-web-src has no source of the standard library for this compiler");
        }
        // Unpacked, they are not needed any more.
        fs::remove_dir_all(&packages)?;
        fs::write(stamp, wanted)?;
        Ok(toolchain)
    }

    /// Returns the folder in which wine's files may be made.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the folder with the built Windows programs.
    pub(super) fn programs(&self) -> PathBuf {
        target().join("windows").join(WINDOWS).join("debug")
    }

    /// Returns cargo, compiling for Windows.
    pub(super) fn cargo_for_windows(&self) -> Command {
        let mut cargo = self.cargo();
        cargo.env("CARGO_BUILD_TARGET", WINDOWS);
        cargo
    }

    /// Returns cargo, able to check for macOS. ring's C is compiled by clang against four headers
    /// of ours: Apple's own are not to be had, and `SDKROOT` keeps `cc` from asking for them.
    pub(super) fn cargo_for_macos(&self) -> Command {
        let headers = root().join("tests/apple");
        let flags = format!(
            "--target=arm64-apple-macosx11.0 -isysroot {0} -isystem {0}/include -ffreestanding",
            headers.display()
        );
        let mut cargo = self.cargo();
        cargo
            .env("CARGO_BUILD_TARGET", MACOS)
            .env("CC_aarch64_apple_darwin", "clang-14")
            .env("AR_aarch64_apple_darwin", "llvm-ar-14")
            .env("CFLAGS_aarch64_apple_darwin", flags)
            .env("SDKROOT", headers);
        cargo
    }

    fn cargo(&self) -> Command {
        let programs = self.folder.join("root/usr/bin");
        let mut path = OsString::from(&programs);
        path.push(":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        let mut cargo = command(programs.join("cargo"));
        cargo
            .env("PATH", path)
            .env("LD_LIBRARY_PATH", self.folder.join("root/usr/lib/x86_64-linux-gnu"))
            // `cargo clippy` looks for its program in cargo's own folder first.
            .env("CARGO_HOME", self.folder.join("cargo"))
            .env("CARGO_TARGET_DIR", target().join("windows"))
            // Building the standard library is not stable yet.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_unwind,proc_macro,test")
            // 4 GB less on the disk.
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_INCREMENTAL", "0");
        for variable in NOT_OURS {
            cargo.env_remove(variable);
        }
        cargo
    }
}
