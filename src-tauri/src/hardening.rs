//! What the process gives up before anything else runs.

use std::process::ExitCode;

/// Variables that let another program drive the web view or look into it, in release builds too.
const AUTOMATION: [&str; 2] = ["TAURI_WEBVIEW_AUTOMATION", "WEBKIT_INSPECTOR_SERVER"];

/// Starts the program again without the automation variables when one is set, and returns how that
/// run ended. Only the build for end-to-end tests keeps them.
pub(crate) fn without_automation() -> Option<ExitCode> {
    if cfg!(feature = "end-to-end")
        || AUTOMATION.iter().all(|name| std::env::var_os(name).is_none())
    {
        return None;
    }
    let mut again = std::process::Command::new(std::env::current_exe().ok()?);
    again.args(std::env::args_os().skip(1));
    for name in AUTOMATION {
        again.env_remove(name);
    }
    Some(match again.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Keeps memory, and so a token in it, out of core files. Best effort: a system whose core pattern
/// is a pipe takes them all the same.
pub(crate) fn no_core_dumps() {
    #[cfg(unix)]
    drop(rlimit::Resource::CORE.set(0, 0));
}
