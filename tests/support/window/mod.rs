//! The real window: the program built with the feature `end-to-end`, in a home of its own, driven
//! through WebKitWebDriver.

mod eyes;
mod hands;
mod look;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::Key;
use thirtyfour::prelude::*;
use tokio::sync::{Mutex, MutexGuard};

use crate::{Program, free_port, given};

/// How long the window may take for one thing that a person would wait for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A window, its driver and its home. All of them end with it.
pub struct Window {
    /// The WebDriver session. Never dropped: it would ask a driver that is gone to end it, and wait.
    driver: ManuallyDrop<WebDriver>,
    process: Program,
    home: TempDir,
    _alone: MutexGuard<'static, ()>,
}

/// The windows share a display, and only the one in front is drawn and has the focus.
static DISPLAY: Mutex<()> = Mutex::const_new(());

impl Window {
    /// Opens the window in a new, empty home.
    pub async fn open(users: &Path, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        Window::open_in(home, users, arguments).await
    }

    /// Opens the window in `home`, as the next run on the same machine.
    pub async fn open_in(home: TempDir, users: &Path, arguments: &[&str]) -> Self {
        let alone = DISPLAY.lock().await;
        let port = free_port();
        let saved = home.path().join("saved");
        std::fs::create_dir_all(&saved).expect("a folder to save into");
        let log = std::fs::File::create(home.path().join("window.log")).expect("a log");
        let mut driver = process::Command::new("WebKitWebDriver");
        driver
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env("FOOTBRIDGE_USERS_FILE", users)
            .env("FOOTBRIDGE_PROFILE_FILE", home.path().join("profile.toml"))
            .env("FOOTBRIDGE_SCHEMA_FILE", crate::data("entra-schema.json"))
            .env("FOOTBRIDGE_SAVE_FOLDER", &saved)
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .stdout(Stdio::from(log.try_clone().expect("the log")))
            .stderr(Stdio::from(log));
        let process = Program::start(&mut driver);
        let mut capabilities = thirtyfour::Capabilities::new();
        let options = json!({ "binary": given("FOOTBRIDGE_WINDOW"), "args": arguments });
        capabilities.set("webkitgtk:browserOptions", options).expect("it is JSON");
        let url = format!("http://127.0.0.1:{port}");
        let driver = tokio::time::timeout(PATIENCE, connect(&url, capabilities))
            .await
            .expect("the window opens in time");
        driver.set_script_timeout(PATIENCE).await.expect("a time-out");
        Window { driver: ManuallyDrop::new(driver), process, home, _alone: alone }
    }

    /// Opens the window in a new, empty home, and chooses what is to be connected.
    pub async fn open_for(vendor: &str, users: &Path, arguments: &[&str]) -> Self {
        let window = Window::open(users, arguments).await;
        window.sees("What are you connecting?").await;
        window.activate(vendor).await;
        window.sees("What you need").await;
        window
    }

    /// Closes the window as a person would, and returns its home for the next run.
    pub async fn close(self) -> TempDir {
        let program = PathBuf::from(format!("/proc/{}/exe", self.program_id()));
        drop(ManuallyDrop::into_inner(self.driver).quit().await);
        // Until it has let go of its progress, the next one would only point to it.
        let end = tokio::time::Instant::now() + PATIENCE;
        while std::fs::read_link(&program).is_ok() {
            assert!(tokio::time::Instant::now() < end, "the window did not close");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        drop(self.process);
        self.home
    }

    /// Ends the program as a crash does, and returns its home for the next run.
    pub async fn kill(self) -> TempDir {
        let program = self.program_id().to_string();
        let killed = process::Command::new("kill").args(["-KILL", &program]).status();
        assert!(killed.expect("kill runs").success(), "the program was running");
        self.close().await
    }

    /// Returns the folder that the window is at home in.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Returns the folder into which the window saves.
    pub fn saved(&self) -> PathBuf {
        self.home.path().join("saved")
    }

    /// Returns the progress file's text.
    pub fn progress(&self) -> String {
        let file = self.home.path().join("data/dev.footbridge.wizard/progress.json");
        std::fs::read_to_string(file).expect("the progress was saved")
    }

    /// Runs a script that returns a text.
    pub async fn script(&self, script: &str) -> String {
        let answer = self.driver.execute(script, Vec::new()).await.expect("a script runs");
        answer.json().as_str().unwrap_or_default().to_owned()
    }

    /// Goes to a step by its entry in the step list.
    pub async fn step(&self, name: &str) {
        let focus = format!(
            "const entry = [...document.querySelectorAll('nav ol button')]
                .find((button) => (button.ariaLabel ?? button.textContent).includes('{name}'));
            entry?.focus(); return entry ? 'found' : ''"
        );
        assert_eq!(self.script(&focus).await, "found", "{name} is in the step list");
        self.press(Key::Enter).await;
        self.shows_step(name).await;
    }

    /// Gives the window another size.
    pub async fn resize(&self, width: u32, height: u32) {
        self.driver.set_window_rect(0, 0, width, height).await.expect("the window takes a size");
    }

    /// Runs an asynchronous script and returns what it comes to.
    pub async fn script_in_time(&self, script: &str) -> Value {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
            (async () => {{ {script} }})().then(done, (failure) => done(String(failure)));"
        );
        let answer = self.driver.execute_async(wrapped, Vec::new()).await.expect("a script runs");
        answer.json().clone()
    }

    /// Returns the number of the program's own process, which the driver has started.
    pub fn program_id(&self) -> u32 {
        let driver = self.process.id();
        let children = std::fs::read_to_string(format!("/proc/{driver}/task/{driver}/children"));
        let children = children.expect("the driver runs");
        let first = children.split(' ').find_map(|id| id.parse().ok());
        first.expect("the driver has started the program")
    }

    /// Returns how many bytes the program itself holds, without its web view: the memory that is
    /// its own, and its share of what it has in common with others.
    pub fn memory(&self) -> u64 {
        let driver = self.process.id().to_string();
        let told = |process: &Path, file: &str, name: &str| {
            let text = std::fs::read_to_string(process.join(file)).ok()?;
            let line = text.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned))?;
            line.split_whitespace().next().map(str::to_owned)
        };
        let processes = std::fs::read_dir("/proc").expect("processes can be read");
        let program = processes
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|process| told(process, "status", "PPid:").as_ref() == Some(&driver))
            .expect("the window runs below its driver");
        let share: Option<u64> =
            told(&program, "smaps_rollup", "Pss:").and_then(|it| it.parse().ok());
        share.expect("the memory can be read") * 1024
    }

    /// Shows the page in a theme.
    pub async fn theme(&self, theme: &str) {
        self.script(&format!("document.documentElement.dataset.theme = '{theme}'; return ''"))
            .await;
    }
}

async fn connect(url: &str, capabilities: thirtyfour::Capabilities) -> WebDriver {
    loop {
        match WebDriver::new(url, capabilities.clone()).await {
            Ok(driver) => return driver,
            // The driver is not listening yet.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}
