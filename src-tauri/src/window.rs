//! The real window and desktop: plugins, navigation, dropped files, dialogs, the browser.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use tauri::{
    AppHandle, DragDropEvent, Manager, RunEvent, WebviewEvent, WebviewWindowBuilder, WindowEvent,
    Wry,
};
#[cfg(not(feature = "end-to-end"))]
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

use crate::context::context;
use crate::desktop::{Desktop, FileKind, Showing};
use crate::state::AppState;
use crate::web_view;

/// The label of the only window.
const MAIN: &str = "main";

/// Adds the plugins that need a real desktop.
pub(crate) fn plugins(builder: tauri::Builder<Wry>) -> tauri::Builder<Wry> {
    // The end-to-end tests run several windows on one session bus.
    let builder = if cfg!(feature = "end-to-end") {
        builder
    } else {
        builder.plugin(tauri_plugin_single_instance::init(|app, _, _| bring_to_front(app)))
    };
    let size = tauri_plugin_window_state::StateFlags::SIZE
        | tauri_plugin_window_state::StateFlags::MAXIMIZED;
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(size).build())
}

/// Creates the window, and the practice tenant with it when asked for.
pub(crate) fn open(app: &AppHandle, practice: bool) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if practice {
            // A failure shows in the window as a practice tenant that is off.
            drop(app.state::<AppState>().start_practice().await);
        }
        let Some(config) = app.config().app.windows.iter().find(|window| window.label == MAIN)
        else {
            return;
        };
        let died = {
            let app = app.clone();
            move || app.state::<AppState>().page_died()
        };
        let window = WebviewWindowBuilder::from_config(&app, config)
            .and_then(|builder| web_view::confine(builder).build())
            .and_then(|window| web_view::watch(&window, died));
        if let Err(error) = window {
            report_start_failure(&error);
            app.exit(1);
        }
    });
}

/// Passes on what the window system tells.
pub(crate) fn on_event(app: &AppHandle, event: RunEvent) {
    match event {
        // The page is told by Tauri itself; the paths stay here, and it asks for "what was dropped".
        RunEvent::WindowEvent {
            event: WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }),
            ..
        }
        | RunEvent::WebviewEvent {
            event: WebviewEvent::DragDrop(DragDropEvent::Drop { paths, .. }),
            ..
        } => app.state::<AppState>().set_dropped(paths),
        RunEvent::Exit => app.state::<AppState>().close(),
        _ => {}
    }
}

/// Brings the window that runs already to the front, or says that it does where the desktop has no
/// way to.
pub(crate) fn point_to_the_first() -> ExitCode {
    const RUNNING: &str =
        "Footbridge is open already. Its window may be behind others, or on another desktop.";
    on_terminal(RUNNING);
    // Where the session has a bus, building ends this process after the first has been called.
    let built = plugins(tauri::Builder::default())
        .setup(|app| {
            let app = app.handle().clone();
            #[cfg(not(feature = "end-to-end"))]
            app.dialog().message(RUNNING).title("Footbridge").show(move |_| app.exit(1));
            #[cfg(feature = "end-to-end")]
            app.exit(1);
            Ok(())
        })
        .build(context());
    if let Ok(app) = built {
        app.run(|_, _| {});
    }
    ExitCode::FAILURE
}

fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        drop(window.unminimize());
        drop(window.set_focus());
    }
}

/// Tells of a failure before there is a window to tell it.
pub(crate) fn report_start_failure(error: &dyn std::fmt::Display) {
    let words = format!("Footbridge could not start: {error}");
    on_terminal(&words);
    in_a_box(&words);
}

#[expect(clippy::print_stderr, reason = "there is no window yet")]
fn on_terminal(words: &str) {
    eprintln!("{words}");
}

/// Shows a box of the system's own, and waits until it was read: a program with a window has no standard
/// error on Windows, and nobody sees it on macOS.
#[cfg(all(any(windows, target_os = "macos"), not(feature = "end-to-end")))]
fn in_a_box(words: &str) {
    let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error);
    // What was pressed says nothing: there is one button.
    drop(dialog.set_title("Footbridge").set_description(words).show());
}

/// Without a display a box on Linux would wait for ever; the session's log has what was printed.
#[cfg(not(all(any(windows, target_os = "macos"), not(feature = "end-to-end"))))]
fn in_a_box(_words: &str) {}

/// The desktop through Tauri's plugins.
#[derive(Default)]
pub(crate) struct TauriDesktop {
    app: OnceLock<AppHandle>,
}

impl TauriDesktop {
    /// Gives the desktop the running program, without which it answers nothing.
    pub(crate) fn attach(&self, app: AppHandle) {
        drop(self.app.set(app));
    }
}

#[cfg(not(feature = "end-to-end"))]
impl TauriDesktop {
    /// Returns the dialog for a kind of file; nothing before the program runs.
    fn dialog(&self, kind: &FileKind) -> Option<FileDialogBuilder<Wry>> {
        let dialog = self.app.get()?.dialog().file();
        Some(match kind {
            FileKind::Profile => dialog.add_filter("Vendor profile", &["toml"]),
            FileKind::Users => dialog.add_filter("Exports of users", TABLES),
            FileKind::Assigned => dialog.add_filter("A list of people", TABLES),
            FileKind::Schema => dialog.add_filter("Entra's schema", &["json", "txt"]),
            FileKind::Save { name } => dialog.set_file_name(name),
        })
    }
}

/// The endings of files in which people are listed.
#[cfg(not(feature = "end-to-end"))]
const TABLES: &[&str] = &["csv", "json", "ndjson", "jsonl", "txt", "xlsx"];

#[cfg(not(feature = "end-to-end"))]
impl Desktop for TauriDesktop {
    fn ask_for_file(&self, kind: &FileKind) -> Option<PathBuf> {
        let dialog = self.dialog(kind)?;
        let file = match kind {
            FileKind::Save { .. } => dialog.blocking_save_file(),
            _ => dialog.blocking_pick_file(),
        };
        file?.into_path().ok()
    }

    fn ask_for_files(&self, kind: &FileKind) -> Vec<PathBuf> {
        let files = self.dialog(kind).and_then(|dialog| dialog.blocking_pick_files());
        files.into_iter().flatten().filter_map(|file| file.into_path().ok()).collect()
    }

    fn open_in_browser(&self, url: &str) -> Result<(), String> {
        tauri_plugin_opener::open_url(url, None::<&str>).map_err(|error| error.to_string())
    }

    fn show_file(&self, path: &Path, showing: Showing) -> Result<(), String> {
        match showing {
            Showing::File => tauri_plugin_opener::open_path(path, None::<&str>),
            Showing::Folder => tauri_plugin_opener::reveal_item_in_dir(path),
        }
        .map_err(|error| error.to_string())
    }
}

/// WebDriver cannot reach native dialogs or a browser, so the end-to-end tests answer them.
#[cfg(feature = "end-to-end")]
impl Desktop for TauriDesktop {
    fn ask_for_file(&self, kind: &FileKind) -> Option<PathBuf> {
        let from = |variable| std::env::var_os(variable).map(PathBuf::from);
        match kind {
            FileKind::Profile => from("FOOTBRIDGE_PROFILE_FILE"),
            FileKind::Users | FileKind::Assigned => from("FOOTBRIDGE_USERS_FILE"),
            FileKind::Schema => from("FOOTBRIDGE_SCHEMA_FILE"),
            FileKind::Save { name } => Some(from("FOOTBRIDGE_SAVE_FOLDER")?.join(name)),
        }
    }

    /// Several are given in one variable, as a list of paths is.
    fn ask_for_files(&self, _kind: &FileKind) -> Vec<PathBuf> {
        let files = std::env::var_os("FOOTBRIDGE_USERS_FILE");
        files.iter().flat_map(std::env::split_paths).collect()
    }

    fn open_in_browser(&self, _url: &str) -> Result<(), String> {
        Ok(())
    }

    fn show_file(&self, _path: &Path, _showing: Showing) -> Result<(), String> {
        Ok(())
    }
}
