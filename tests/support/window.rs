//! The real window: the program built with the feature `end-to-end`, in a home of its own, driven
//! through WebKitWebDriver.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::Key;
use thirtyfour::TypingData;
use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::common::requestdata::RequestData;
use thirtyfour::prelude::*;
use thirtyfour::{ElementId, SessionId};
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

    /// Closes the window as a person would, and returns its home for the next run.
    pub async fn close(self) -> TempDir {
        drop(ManuallyDrop::into_inner(self.driver).quit().await);
        drop(self.process);
        self.home
    }

    /// Returns the folder into which the window saves.
    pub fn saved(&self) -> PathBuf {
        self.home.path().join("saved")
    }

    /// Returns the window's home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Presses keys, one after another, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let keys = keys.into().to_string();
        let steps = keys.chars().flat_map(|key| [("keyDown", key), ("keyUp", key)]);
        self.perform(steps.collect()).await;
    }

    /// Performs key actions. `WebDriver`'s own chain moves an unused mouse along, which takes a
    /// second a key.
    async fn perform(&self, steps: Vec<(&str, char)>) {
        let steps: Vec<Value> =
            steps.iter().map(|(kind, key)| json!({ "type": kind, "value": key })).collect();
        let actions = json!([{ "type": "key", "id": "keys", "actions": steps }]);
        let command = Command::PerformActions(actions.into());
        self.driver.handle().cmd(command).await.expect("keys are taken");
    }

    /// Clicks what has this accessible name: a button, a choice, a row of a list or tree.
    pub async fn click(&self, name: &str) {
        let name = serde_json::Value::from(name).to_string();
        let script = format!(
            "const name = {name}, text = (e) => e.getAttribute('aria-label')
                ?? (e.labels?.length ? e.labels[0].textContent : e.textContent);
            const all = [...document.querySelectorAll(`button, input[type=radio], summary, a,
                [role=button], [role=option], [role=treeitem], [role=tab]`)]
                .filter((e) => e.getClientRects().length > 0);
            const found = all.find((e) => text(e).trim() === name)
                ?? all.find((e) => text(e).replace(/\\s+/g, ' ').includes(name));
            found?.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true }}));
            return found ? 'found' : '';"
        );
        let end = tokio::time::Instant::now() + PATIENCE;
        while self.script(&script).await != "found" {
            assert!(tokio::time::Instant::now() < end, "{name} was never there to be clicked");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Scrolls until the first element of this CSS selector is at the top.
    pub async fn scroll_to(&self, selector: &str) {
        let script =
            format!("document.querySelector('{selector}')?.scrollIntoView(); return 'done'");
        self.script(&script).await;
    }

    /// Goes to the last row of the list of people by its key.
    pub async fn scroll_list_to_end(&self) {
        self.script("document.querySelector('[role=listbox]')?.focus(); return ''").await;
        self.press(Key::End).await;
    }

    /// Chooses in the list with this label; `value` is the choice's own.
    pub async fn select(&self, label: &str, value: &str) {
        let script = format!(
            "const list = [...document.querySelectorAll('select')].find((e) =>
                (e.getAttribute('aria-label') ?? e.labels[0]?.textContent ?? '').includes('{label}'));
            if (!list) return '';
            list.value = '{value}';
            const taken = list.value;
            list.dispatchEvent(new Event('change', {{ bubbles: true }}));
            return taken;"
        );
        assert_eq!(self.script(&script).await, value, "{label} offers {value}");
    }

    /// Presses Tab until the focused element has this accessible name, as a person without a mouse.
    pub async fn tab_to(&self, name: &str) {
        let mut seen = Vec::new();
        for _ in 0..120 {
            let focused = self.focused().await;
            if focused.contains(name) {
                return;
            }
            seen.push(focused);
            self.press(Key::Tab).await;
        }
        panic!("Tab never reached “{name}”; it went through {seen:#?}");
    }

    /// Returns the accessible name of the focused element, or its text.
    pub async fn focused(&self) -> String {
        let name = "const e = document.activeElement; if (!e || e === document.body) return '';
            const by = (e.getAttribute('aria-labelledby') ?? '').split(' ')
                .map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
            return e.getAttribute('aria-label') || by
                || (e.labels?.length ? [...e.labels].map((l) => l.textContent).join(' ') : '')
                || e.textContent || e.getAttribute('placeholder') || e.tagName;";
        let answer = self.driver.execute(name, Vec::new()).await.expect("a script runs");
        squeezed(answer.json().as_str().unwrap_or_default())
    }

    /// Waits until the page shows `text`.
    pub async fn sees(&self, text: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            let page = self.text().await;
            if page.contains(text) {
                return;
            }
            if tokio::time::Instant::now() > end {
                self.picture("failure");
                panic!("the page never showed “{text}”; it shows:\n{page}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until `is_so`; `what` is said when it never is.
    pub async fn until<F: Future<Output = bool>>(&self, is_so: impl Fn() -> F, what: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while !is_so().await {
            if tokio::time::Instant::now() > end {
                self.picture("failure");
                panic!("it never came to “{what}”; the page shows:\n{}", self.text().await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the page no longer shows `text`.
    pub async fn misses(&self, text: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while self.text().await.contains(text) {
            assert!(tokio::time::Instant::now() < end, "the page still shows “{text}”");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Returns the text of the page, white space squeezed.
    pub async fn text(&self) -> String {
        let answer = self
            .driver
            .execute("return document.body.innerText", Vec::new())
            .await
            .expect("a script runs");
        squeezed(answer.json().as_str().unwrap_or_default())
    }

    /// Presses a key while another one is held.
    pub async fn chord(&self, held: Key, key: char) {
        let held = held.value();
        let steps = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)];
        self.perform(steps.to_vec()).await;
    }

    /// Goes to the next step by its keys, Alt and the right arrow.
    pub async fn next_step(&self) {
        self.chord(Key::Alt, Key::Right.value()).await;
    }

    /// Returns the role and the accessible name that the engine computes for an element, as a screen
    /// reader is told them.
    pub async fn role_and_name(&self, selector: &str) -> (String, String) {
        let element = self.driver.find(By::Css(selector)).await.expect("the element is there");
        let mut answers = Vec::new();
        for question in ["computedrole", "computedlabel"] {
            let question = Computed { element: element.element_id(), what: question };
            let answer = self.driver.handle().cmd(question).await.expect("the engine answers");
            answers.push(answer.value::<String>().expect("a text"));
        }
        let name = answers.pop().unwrap_or_default();
        (answers.pop().unwrap_or_default(), name)
    }

    /// Presses a key together with Control.
    pub async fn press_with_control(&self, key: char) {
        let control = Key::Control.value();
        let steps = [("keyDown", control), ("keyDown", key), ("keyUp", key), ("keyUp", control)];
        self.perform(steps.to_vec()).await;
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

    /// Waits until the step list says that this step is on the screen.
    async fn shows_step(&self, name: &str) {
        let current = "return document.querySelector('nav [aria-current=step]')?.textContent ?? ''";
        let end = tokio::time::Instant::now() + PATIENCE;
        while !self.script(current).await.contains(name) {
            assert!(tokio::time::Instant::now() < end, "the step {name} never came");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Returns the page's source as it stands, with the values of its fields.
    pub async fn source(&self) -> String {
        let script = "return document.documentElement.outerHTML + [...document.querySelectorAll(
            'input, textarea')].map((field) => field.value).join(' ') + JSON.stringify(
            { ...localStorage, ...sessionStorage })";
        self.script(script).await
    }

    /// Runs a script that returns a text.
    pub async fn script(&self, script: &str) -> String {
        let answer = self.driver.execute(script, Vec::new()).await.expect("a script runs");
        answer.json().as_str().unwrap_or_default().to_owned()
    }

    /// Shows the page in a theme.
    pub async fn theme(&self, theme: &str) {
        self.script(&format!("document.documentElement.dataset.theme = '{theme}'; return ''"))
            .await;
    }

    /// Gives the window another size.
    pub async fn resize(&self, width: u32, height: u32) {
        self.driver.set_window_rect(0, 0, width, height).await.expect("the window takes a size");
    }

    /// Returns by how many pixels the page is wider than the window.
    pub async fn overflow(&self) -> i64 {
        let root = "document.documentElement";
        let script = format!("return String({root}.scrollWidth - {root}.clientWidth)");
        self.script(&script).await.parse().expect("a number")
    }

    /// Waits until nothing on the page moves any more: a colour on its way is not the design's.
    pub async fn stands_still(&self) {
        let script = "const done = arguments[arguments.length - 1];
            const frame = () => new Promise(requestAnimationFrame);
            const moving = () => document.getAnimations().some((one) => one.playState === 'running'
                && one.effect?.getComputedTiming().iterations !== Infinity);
            const settle = async () => {
                // An end may never be told of what was hidden on its way; so each frame is looked at.
                do {
                    await frame();
                    await frame();
                } while (moving());
            };
            settle().then(() => done(''), (failure) => done(String(failure)));";
        self.driver.execute_async(script, Vec::new()).await.expect("the page comes to rest");
    }

    /// Runs axe over the page and returns what it finds, a line a violation.
    pub async fn accessibility_violations(&self) -> Vec<String> {
        let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(axe).expect("axe-core is installed");
        self.driver.execute(source, Vec::new()).await.expect("axe loads");
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
                (result) => done(result.violations.map((v) =>
                    `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`)),
                (failure) => done([String(failure)]));";
        let answer = self.driver.execute_async(run, Vec::new()).await.expect("axe runs");
        let violations: Vec<Value> = answer.convert().expect("a list");
        violations.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    /// Saves a picture of the display when `FOOTBRIDGE_PICTURES` names a folder for them. Taken
    /// with ImageMagick, as a person would see it: WebDriver's own pictures sometimes never come.
    pub fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("FOOTBRIDGE_PICTURES") {
            let path = PathBuf::from(folder).join(format!("{name}.png"));
            let mut import = process::Command::new("import");
            let status = import.args(["-window", "root"]).arg(path).status();
            assert!(status.is_ok_and(|status| status.success()), "{name}: no picture was taken");
        }
    }
}

/// A question of the WebDriver standard about an element that the client has no method for: asked as
/// the one for its tag's name, by another word at the address's end.
#[derive(Debug)]
struct Computed {
    element: ElementId,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let mut request = Command::GetElementTagName(self.element.clone()).format_request(session);
        let address = request.uri.trim_end_matches("name").to_owned() + self.what;
        request.uri = address.into();
        request
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

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
