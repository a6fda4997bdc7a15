//! Nobody looks into the window, and the page reaches nobody.
//!
//! The first tests start the program as it is released, without the feature that lets WebDriver in.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

use std::io::Read as _;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use footbridge_tests::{Program, Window, data, free_port, given};
use serde_json::Value;
use tempfile::TempDir;

/// Windows are looked at one after the other: two that ask for a free port at once may get the same.
static ALONE: Mutex<()> = Mutex::new(());

/// How long the web view's process may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// A window without a driver, with a variable that opens a door in web views.
struct Driverless {
    program: Program,
    _home: TempDir,
}

impl Driverless {
    fn start(binary: &str, door: (&str, &str)) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let mut command = at_home(Command::new(given(binary)), home.path());
        command
            // On one bus the second window would call the first.
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env(door.0, door.1)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Driverless { program: Program::start(&mut command), _home: home }
    }

    /// Returns the web view's own process, once there is one: whatever listens does so by then.
    fn page_process(&self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = descendants(self.program.id()).into_iter().find(|id| {
                let name = std::fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
                name.starts_with("WebKitWebProces")
            }) {
                return found;
            }
            assert!(Instant::now() < end, "no page was drawn");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Gives a program a home of its own.
fn at_home(mut command: Command, home: &Path) -> Command {
    command
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    command
}

fn descendants(process: u32) -> Vec<u32> {
    let tasks = PathBuf::from(format!("/proc/{process}/task"));
    let tasks = std::fs::read_dir(tasks).into_iter().flatten().flatten();
    let children: Vec<u32> = tasks
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|line| line.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect();
    children.iter().copied().chain(children.iter().flat_map(|child| descendants(*child))).collect()
}

fn environment(process: u32) -> String {
    let mut bytes = Vec::new();
    std::fs::File::open(format!("/proc/{process}/environ"))
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .expect("the page's process may be read");
    String::from_utf8_lossy(&bytes).replace('\0', "\n")
}

#[test]
fn doors_of_the_web_view_stay_shut() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    for name in [
        "WEBKIT_INSPECTOR_SERVER",
        "WEBKIT_INSPECTOR_HTTP_SERVER",
        "TAURI_WEBVIEW_AUTOMATION",
        "GTK_MODULES",
        "LD_LIBRARY_PATH",
        "JSC_dumpOptions",
        "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
    ] {
        let port = free_port();
        let door = format!("127.0.0.1:{port}");
        let window = Driverless::start("FOOTBRIDGE_RELEASED_WINDOW", (name, &door));
        let page = window.page_process();
        let listens = TcpStream::connect(("127.0.0.1", port)).is_ok();
        assert!(!listens, "{name} opens a port");
        let told = environment(page);
        assert!(!told.contains(name), "{name} reaches the web view: {told}");
    }
}

#[test]
fn open_door_would_be_seen() {
    // The same look at the build that keeps its environment: without this, the test above proves
    // nothing.
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let port = free_port();
    let door = format!("127.0.0.1:{port}");
    let name = "WEBKIT_INSPECTOR_HTTP_SERVER";
    let window = Driverless::start("FOOTBRIDGE_WINDOW", (name, &door));
    let page = window.page_process();
    assert!(TcpStream::connect(("127.0.0.1", port)).is_ok(), "the inspector listens");
    assert!(environment(page).contains(name), "and the variable is there");
}

#[test]
fn memory_of_the_window_is_nobody_elses() {
    let window = Driverless::start("FOOTBRIDGE_RELEASED_WINDOW", ("LANG", "C.UTF-8"));
    window.page_process();
    // Of a process that may not be dumped, these belong to root, whoever runs it; and where that is
    // root already, the kernel still says so in its status.
    let status = std::fs::read_to_string(format!("/proc/{}/status", window.program.id()))
        .expect("the status may be read");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", window.program.id()))
        .expect("the limits may be read");
    let core = limits.lines().find(|line| line.starts_with("Max core file size"));
    assert!(core.is_some_and(|line| line.split_whitespace().nth(4) == Some("0")), "{limits}");
    let own = status.lines().find_map(|line| line.strip_prefix("Uid:")).unwrap_or_default();
    if own.split_whitespace().next() != Some("0") {
        let environ = std::fs::File::open(format!("/proc/{}/environ", window.program.id()));
        assert!(environ.is_err(), "another program of the same user reads it");
    }
}

/// Counts who comes to a port of loopback.
async fn visitors(listener: &tokio::net::TcpListener) -> usize {
    let mut came = 0;
    while let Ok(Ok(_)) = tokio::time::timeout(Duration::from_millis(300), listener.accept()).await
    {
        came += 1;
    }
    came
}

#[tokio::test]
async fn page_reaches_nobody_in_any_way() {
    let window = Window::open(&data("entra-download-users.csv"), &[]).await;
    window.sees("What are you connecting?").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let place = listener.local_addr().expect("an address").to_string();
    // Each way out is tried with the listener's address; the page must still be there after it.
    let ways = include_str!("ways_out.js").replace("@host@", &place);
    let told = window.script_in_time(&ways).await;
    let tried = told.as_array().map_or(0, Vec::len);
    assert!(tried >= 40, "every way was tried: {told}");
    for way in told.as_array().into_iter().flatten() {
        let got_through = way["answer"] == Value::String("answered".to_owned());
        assert!(!got_through, "{way}");
    }
    assert_eq!(visitors(&listener).await, 0, "somebody came");
    window.sees("What are you connecting?").await;
    let at = window.script("return location.href").await;
    assert!(at.starts_with("tauri://localhost"), "the page is still there: {at}");
    window.close().await;
}

#[tokio::test]
async fn page_that_dies_is_loaded_anew_with_everything_kept() {
    let window = Window::open_for("Secure Practice", &data("entra-download-users.csv"), &[]).await;
    window.next_step().await;
    window.sees("Make the secret token").await;
    let page = descendants(window.program_id())
        .into_iter()
        .find(|id| {
            let name = std::fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
            name.starts_with("WebKitWebProces")
        })
        .expect("the page has a process");
    let killed = Command::new("kill").args(["-KILL", &page.to_string()]).status();
    assert!(killed.expect("kill runs").success());
    // WebDriver's session ends with the page's process; the program and its state live on.
    let end = Instant::now() + PATIENCE;
    let anew = |id: &u32| {
        let name = std::fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
        *id != page && name.starts_with("WebKitWebProces")
    };
    while !descendants(window.program_id()).iter().any(anew) {
        assert!(Instant::now() < end, "the page was not loaded anew");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let home = window.kill().await;
    let window = Window::open_in(home, &data("entra-download-users.csv"), &[]).await;
    window.sees("Make the secret token").await;
    window.close().await;
}

#[tokio::test]
async fn second_window_on_the_same_progress_says_that_the_first_is_open() {
    let window = Window::open(&data("entra-download-users.csv"), &[]).await;
    window.sees("What are you connecting?").await;
    let second = || {
        at_home(Command::new(given("FOOTBRIDGE_WINDOW")), window.home())
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .output()
            .expect("the second starts and ends")
    };
    let output = second();
    assert!(!output.status.success(), "it does not run");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("Footbridge is open already"), "{told}");
    window.sees("What are you connecting?").await;
    // A window that was killed has no lock any more.
    let home = window.kill().await;
    let window = Window::open_in(home, &data("entra-download-users.csv"), &[]).await;
    window.sees("What are you connecting?").await;
    window.close().await;
}
