//! The desktop shell: the window, what it remembers, and one thin command per use.
//!
//! Every command is a door to a step crate: it takes what the window sent, calls one function, and
//! answers with that crate's own types; a refusal is a [`footbridge_finding::Finding`]. The shell
//! alone reads the clock, knows folders, and talks to the desktop.
//!
//! Deliberately absent: any rule about vendors, tokens, SCIM or Entra.

mod clock;
mod command_names;
mod commands;
mod context;
mod desktop;
mod errors;
mod files;
mod hardening;
mod instance;
mod jobs;
mod limits;
mod progress_store;
mod proof_journals;
mod setup;
mod state;
mod web_view;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use footbridge_token::Keyring;
use instance::{InstanceLock, NoLock};

pub use command_names::COMMAND_NAMES;
pub use context::context;
pub use desktop::{Desktop, FileKind, Showing};
pub use setup::view::{
    HandoverSummary, IdentityProvider, OpenedProfile, Practice, PracticeCredentials, PracticeFault,
    ProxySetting, ReportFormat, SchemaState, Step, StepResult, TableChanged, Tick, TreeFormat,
    WizardState,
};
pub use state::AppState;

/// Returns a Tauri builder with every command and the state, without plugins or windows, so that
/// tests can run it on Tauri's mock runtime.
pub fn configure<R: tauri::Runtime>(
    builder: tauri::Builder<R>,
    state: AppState,
) -> tauri::Builder<R> {
    builder.manage(state).invoke_handler(limits::limited(commands::commands().invoke_handler()))
}

/// Returns the commands and their types, from which the TypeScript bindings are generated.
pub fn bindings<R: tauri::Runtime>() -> tauri_specta::Builder<R> {
    commands::commands()
}

/// Opens the wizard and returns when its window is closed.
///
/// `--practice` starts the practice tenant with it.
pub fn run() -> ExitCode {
    if let Some(code) = hardening::with_known_environment() {
        return code;
    }
    footbridge_memory::keep_private();
    let folder = progress_store::folder();
    let lock = match InstanceLock::take(&folder) {
        Ok(lock) => Some(lock),
        Err(NoLock::Taken) => return window::point_to_the_first(),
        // The window comes up and says that nothing can be saved.
        Err(NoLock::Unwritable) => None,
    };
    let desktop = Arc::new(window::TauriDesktop::default());
    let practice = std::env::args().any(|argument| argument == "--practice");
    let state = AppState::open(folder, desktop.clone(), Keyring::new());
    if let Some(lock) = lock {
        state.hold(lock);
    }
    let builder = configure(window::plugins(tauri::Builder::default()), state).setup(move |app| {
        desktop.attach(app.handle().clone());
        window::open(app.handle(), practice);
        Ok(())
    });
    match builder.build(context()) {
        Ok(app) => {
            app.run(window::on_event);
            ExitCode::SUCCESS
        }
        Err(error) => {
            window::report_start_failure(&error);
            ExitCode::FAILURE
        }
    }
}
