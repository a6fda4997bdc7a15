//! What the program gives up of its environment before anything else runs.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

mod environment;

use environment::is_known;

/// Starts the program again with known variables alone when any other is set, and returns how that
/// went. A web view takes orders from its environment, in release builds too: to open an inspector
/// for another program, to be driven, to load a library. Which ones grows with each version, so the
/// list is of what it may have. Only the build for end-to-end tests keeps everything.
pub(crate) fn with_known_environment() -> Option<ExitCode> {
    let is_unknown = |(name, _): (OsString, OsString)| !is_known(&name);
    if cfg!(feature = "end-to-end") || !std::env::vars_os().any(is_unknown) {
        return None;
    }
    let Ok(program) = std::env::current_exe() else { return Some(ExitCode::FAILURE) };
    let mut again = Command::new(program);
    again.args(std::env::args_os().skip(1));
    again.env_clear().envs(std::env::vars_os().filter(|(name, _)| is_known(name)));
    Some(replace_with(&mut again))
}

/// The same process goes on as the other program.
#[cfg(unix)]
fn replace_with(again: &mut Command) -> ExitCode {
    use std::os::unix::process::CommandExt as _;
    crate::window::report_start_failure(&again.exec());
    ExitCode::FAILURE
}

#[cfg(not(unix))]
fn replace_with(again: &mut Command) -> ExitCode {
    match again.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            crate::window::report_start_failure(&error);
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn doors_of_web_views_are_not_known() {
        for name in [
            "WEBKIT_INSPECTOR_SERVER",
            "WEBKIT_INSPECTOR_HTTP_SERVER",
            "TAURI_WEBVIEW_AUTOMATION",
            "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
            "WEBVIEW2_BROWSER_EXECUTABLE_FOLDER",
            "WEBVIEW2_USER_DATA_FOLDER",
            "WEBVIEW2_PIPE_FOR_SCRIPT_DEBUGGER",
            "WEBVIEW2_WAIT_FOR_SCRIPT_DEBUGGER",
            "WEBVIEW2_RELEASE_CHANNEL_PREFERENCE",
            "WEBKIT_EXEC_PATH",
            "WEBKIT_INJECTED_BUNDLE_PATH",
            "JSC_dumpOptions",
            "LD_PRELOAD",
            "LD_LIBRARY_PATH",
            "LD_AUDIT",
            "DYLD_INSERT_LIBRARIES",
            "GTK_MODULES",
            "GTK_PATH",
            "GTK_DEBUG",
            "GIO_EXTRA_MODULES",
            "GIO_MODULE_DIR",
            "GDK_PIXBUF_MODULE_FILE",
            "G_MESSAGES_DEBUG",
            "SSLKEYLOGFILE",
            "G_DEBUG",
            "SOUP_DEBUG",
        ] {
            assert!(!is_known(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn what_a_desktop_needs_is_known() {
        for name in [
            "HOME",
            "PATH",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "XDG_RUNTIME_DIR",
            "DBUS_SESSION_BUS_ADDRESS",
            "LANG",
            "LC_ALL",
            "GTK_IM_MODULE",
            "HTTPS_PROXY",
            "no_proxy",
            "SSL_CERT_FILE",
        ] {
            assert!(is_known(OsStr::new(name)), "{name}");
        }
    }
}
