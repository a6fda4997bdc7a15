//! A window without a desktop.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use footbridge_desktop::{AppState, Desktop, FileKind, Showing};
use footbridge_token::Keyring;
use serde_json::Value;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;

/// Answers file dialogs with what a test put there.
#[derive(Default)]
pub(crate) struct Answers {
    pub(crate) file: Mutex<Option<PathBuf>>,
    /// Files beside it, where several may be chosen.
    pub(crate) more_files: Mutex<Vec<PathBuf>>,
    pub(crate) opened: Mutex<Vec<String>>,
}

impl Desktop for Answers {
    fn ask_for_file(&self, kind: &FileKind) -> Option<PathBuf> {
        let file = self.file.lock().expect("no test panics while answering").clone()?;
        Some(match kind {
            FileKind::Save { name } => file.join(name),
            _ => file,
        })
    }

    fn ask_for_files(&self, kind: &FileKind) -> Vec<PathBuf> {
        let more = self.more_files.lock().expect("no test panics while answering").clone();
        self.ask_for_file(kind).into_iter().chain(more).collect()
    }

    fn open_in_browser(&self, url: &str) -> Result<(), String> {
        self.opened.lock().expect("no test panics while answering").push(url.to_owned());
        Ok(())
    }

    fn show_file(&self, path: &Path, showing: Showing) -> Result<(), String> {
        let shown = format!("{showing:?} {}", path.display());
        self.opened.lock().expect("no test panics while answering").push(shown);
        Ok(())
    }
}

/// The store of a keyring in memory.
pub(crate) fn store() -> Arc<keyring_core::mock::Store> {
    keyring_core::mock::Store::new().expect("a store in memory")
}

/// A keyring with this store; `open` is done before the first call reaches it, such as waiting for
/// the keyring's owner.
pub(crate) fn keyring(
    store: Arc<keyring_core::mock::Store>,
    mut open: impl FnMut() + Send + 'static,
) -> Keyring {
    Keyring::with_store(Box::new(move || {
        open();
        Ok(store.clone())
    }))
}

/// Returns what a command answered, which was not refused.
pub(crate) fn ok(answer: Result<Value, Value>) -> Value {
    answer.unwrap_or_else(|finding| panic!("the command was refused: {finding:#}"))
}

/// The program on the mock runtime, with one window of any label.
pub(crate) struct Program {
    _app: App<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
    pub(crate) answers: Arc<Answers>,
    messages: Arc<Mutex<Vec<Value>>>,
    folder: TempDir,
}

impl Program {
    pub(crate) fn start() -> Self {
        Program::start_in(tempfile::tempdir().expect("a folder"), "main")
    }

    pub(crate) fn start_in(folder: TempDir, label: &str) -> Self {
        Program::start_with(folder, label, keyring(store(), || {}))
    }

    pub(crate) fn start_with(folder: TempDir, label: &str, keyring: Keyring) -> Self {
        let answers = Arc::new(Answers::default());
        let state = AppState::open(folder.path().join("progress"), answers.clone(), keyring);
        let messages = Arc::new(Mutex::new(Vec::new()));
        let seen = messages.clone();
        let app = footbridge_desktop::configure(mock_builder(), state)
            .channel_interceptor(move |_, _, _, body| {
                if let tauri::ipc::InvokeResponseBody::Json(json) = body {
                    let message = serde_json::from_str(json).expect("a message is JSON");
                    seen.lock().expect("no test panics here").push(message);
                }
                true
            })
            .build(footbridge_desktop::context())
            .expect("the program is built");
        let window = WebviewWindowBuilder::new(&app, label, Default::default())
            .build()
            .expect("a window is made");
        Program { _app: app, window, answers, messages, folder }
    }

    /// Calls a command as the page does.
    pub(crate) fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.page().call(command, arguments)
    }

    /// Returns the page, which may call from another thread.
    pub(crate) fn page(&self) -> Page {
        Page(self.window.clone())
    }

    /// Returns what came through channels so far.
    pub(crate) fn messages(&self) -> Vec<Value> {
        self.messages.lock().expect("no test panics here").clone()
    }

    /// Ends the program and returns its folder for the next run.
    pub(crate) fn end(self) -> TempDir {
        self.folder
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The window's page.
pub(crate) struct Page(WebviewWindow<MockRuntime>);

impl Page {
    /// Calls a command and waits for its answer.
    pub(crate) fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let url = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };
        get_ipc_response(
            &self.0,
            InvokeRequest {
                cmd: command.into(),
                callback: CallbackFn(0),
                error: CallbackFn(1),
                url: url.parse().expect("a URL"),
                body: InvokeBody::Json(arguments),
                headers: Default::default(),
                invoke_key: INVOKE_KEY.into(),
            },
        )
        .map(|body| body.deserialize::<Value>().expect("an answer is JSON"))
    }
}
