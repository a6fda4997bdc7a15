//! The variables that the window and its web view may have.
//!
//! What is not here is not passed on. A variable earns its place by what a person would miss without
//! it; none may name a program, a library or a port.

use std::ffi::OsStr;

/// The desktop of every system: where things are, which language, how big.
const DESKTOP: &[&str] = &["HOME", "PATH", "TMPDIR", "TZ", "LANG", "LANGUAGE"];

/// The session on Linux: display, bus, folders, input methods, theme, assistive technology.
#[cfg(target_os = "linux")]
const SESSION: &[&str] = &[
    "AT_SPI_BUS_ADDRESS",
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_SESSION",
    "DESKTOP_STARTUP_ID",
    "DISPLAY",
    "GDK_BACKEND",
    "GDK_DPI_SCALE",
    "GDK_SCALE",
    "GNOME_KEYRING_CONTROL",
    "GTK_A11Y",
    "GTK_IM_MODULE",
    "GTK_THEME",
    "LIBGL_ALWAYS_SOFTWARE",
    "LOGNAME",
    "NO_AT_BRIDGE",
    "USER",
    "WAYLAND_DISPLAY",
    // Two that help where a graphics driver fails; they only switch things off.
    "WEBKIT_DISABLE_COMPOSITING_MODE",
    "WEBKIT_DISABLE_DMABUF_RENDERER",
    "XAUTHORITY",
    "XMODIFIERS",
    "XDG_ACTIVATION_TOKEN",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_DIRS",
    "XDG_CONFIG_HOME",
    "XDG_CURRENT_DESKTOP",
    "XDG_DATA_DIRS",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_SEAT",
    "XDG_SESSION_CLASS",
    "XDG_SESSION_DESKTOP",
    "XDG_SESSION_ID",
    "XDG_SESSION_TYPE",
    "XDG_STATE_HOME",
    "XDG_VTNR",
];

/// The session on Windows. WebView2 reads its own variables from here, so none of those.
#[cfg(windows)]
const SESSION: &[&str] = &[
    "ALLUSERSPROFILE",
    "APPDATA",
    "CommonProgramFiles",
    "CommonProgramFiles(x86)",
    "CommonProgramW6432",
    "COMPUTERNAME",
    "ComSpec",
    "HOMEDRIVE",
    "HOMEPATH",
    "LOCALAPPDATA",
    "LOGONSERVER",
    "NUMBER_OF_PROCESSORS",
    "OS",
    "PATHEXT",
    "PROCESSOR_ARCHITECTURE",
    "PROCESSOR_IDENTIFIER",
    "PROCESSOR_LEVEL",
    "PROCESSOR_REVISION",
    "ProgramData",
    "ProgramFiles",
    "ProgramFiles(x86)",
    "ProgramW6432",
    "PUBLIC",
    "SESSIONNAME",
    "SystemDrive",
    "SystemRoot",
    "TEMP",
    "TMP",
    "USERDOMAIN",
    "USERDOMAIN_ROAMINGPROFILE",
    "USERNAME",
    "USERPROFILE",
    "windir",
];

/// The session on macOS.
#[cfg(target_os = "macos")]
const SESSION: &[&str] =
    &["LOGNAME", "SHELL", "USER", "XPC_FLAGS", "XPC_SERVICE_NAME", "__CF_USER_TEXT_ENCODING"];

/// How this computer reaches a server: the connection test follows these, as other programs do.
const NETWORK: &[&str] =
    &["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_DIR", "SSL_CERT_FILE"];

/// Whether a variable may be passed on.
pub(super) fn is_known(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    // Names differ by case on Unix and do not on Windows; proxies are written in both.
    let same = |known: &str| {
        if cfg!(windows) { known.eq_ignore_ascii_case(name) } else { known == name }
    };
    DESKTOP.iter().chain(SESSION).any(|known| same(known))
        || NETWORK.iter().any(|known| known.eq_ignore_ascii_case(name))
        || name.starts_with("LC_")
        // Windows keeps a folder for each drive under a name that begins so.
        || (cfg!(windows) && name.starts_with('='))
}
