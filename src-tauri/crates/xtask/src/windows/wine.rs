//! wine, with a Windows of its own below the target folder: the developer's is never touched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::toolchain::Toolchain;
use crate::process::{command, root, run as run_command};

/// Tests of the command line's suite, each with why it says nothing about Windows in wine.
pub(super) const NOT_IN_WINE: &[(&str, &str)] = &[
    ("an_authority_that_only_this_computer_trusts", "Windows has a store, and no SSL_CERT_FILE"),
    ("a_reader_that_has_seen_enough", "wine answers a closed pipe with 233, Windows with 232"),
    ("a_server_that_sends_without_end", "wine's own memory counts"),
    ("memory::", "wine's own memory counts"),
    ("prompt::", "a terminal of Linux is no console of Windows"),
    ("data_is_made_visible_at_a_terminal", "a terminal of Linux is no console of Windows"),
];

/// A Windows in a folder.
pub(super) struct Wine {
    folder: PathBuf,
    programs: PathBuf,
}

impl Wine {
    /// Makes the Windows anew, with the one library that Debian's wine lacks.
    pub(super) fn prepare(toolchain: &Toolchain) -> Result<Self> {
        let wine = Self { folder: toolchain.folder().join("wine"), programs: toolchain.programs() };
        if wine.folder.exists() {
            fs::remove_dir_all(&wine.folder)?;
        }
        fs::create_dir_all(wine.folder.join("home"))?;
        let loader = "/usr/lib/wine/wine64";
        wine.script(
            &wine.runner(),
            &format!(
                // What is only for programs of the machine we are on would make wine's fail.
                "unset LD_LIBRARY_PATH\n\
                 export WINEPREFIX='{0}/prefix' HOME='{0}/home' WINEDEBUG=-all\n\
                 export WINEDLLOVERRIDES='winemenubuilder.exe,mscoree,mshtml=d'\n\
                 export WINEPATH='{1}'\n\
                 exec {loader} \"$@\"\n",
                wine.folder.display(),
                // WebView2Loader.dll lies there, which the window's tests are linked with.
                wine.programs.display()
            ),
        )?;
        run_command(wine.with_display(&command(wine.runner())).args(["wineboot", "--init"]))?;
        let system = wine.folder.join("prefix/drive_c/windows/system32");
        let mut shim = command("x86_64-w64-mingw32-gcc");
        shim.args(["-shared", "-O2", "-Wall", "-Werror", "-o"])
            .arg(system.join("bcryptprimitives.dll"))
            .arg(root().join("tests/wine/bcryptprimitives.c"))
            .arg("-ladvapi32");
        run_command(&mut shim)?;
        Ok(wine)
    }

    /// Returns the program that runs a Windows program.
    pub(super) fn runner(&self) -> PathBuf {
        self.folder.join("run")
    }

    /// Returns a program of this machine that runs one of ours for Windows.
    pub(super) fn program(&self, name: &str) -> Result<PathBuf> {
        let script = self.folder.join(name);
        let program = self.programs.join(format!("{name}.exe"));
        self.script(
            &script,
            &format!("exec '{}' '{}' \"$@\"\n", self.runner().display(), program.display()),
        )?;
        Ok(script)
    }

    /// Returns a command with a display of its own, which the clipboard needs.
    pub(super) fn with_display(&self, inner: &Command) -> Command {
        let mut display = command("xvfb-run");
        display.arg("--auto-servernum").arg(inner.get_program()).args(inner.get_args());
        for (name, value) in inner.get_envs() {
            match value {
                Some(value) => display.env(name, value),
                None => display.env_remove(name),
            };
        }
        display
    }

    fn script(&self, path: &Path, lines: &str) -> Result<()> {
        fs::write(path, format!("#!/bin/sh\n{lines}"))?;
        run_command(command("chmod").arg("755").arg(path))
    }
}
