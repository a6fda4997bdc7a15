//! What the web view may do: show the program's own page, and nothing else.
//!
//! The page's policy forbids most of it already; this is the door in Rust for what no policy covers.

use tauri::webview::NewWindowResponse;
use tauri::{Runtime, Url, WebviewWindow, WebviewWindowBuilder};

/// A proxy that nobody serves: the page comes from the program, so whatever asks for a network, such
/// as a preconnect, which no policy covers, gets none.
const NOWHERE: &str = "http://127.0.0.1:1";

/// Confines a window that is about to be built.
pub(crate) fn confine<'a, R: Runtime, M: tauri::Manager<R>>(
    builder: WebviewWindowBuilder<'a, R, M>,
) -> WebviewWindowBuilder<'a, R, M> {
    let builder = builder
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .general_autofill_enabled(false);
    match Url::parse(NOWHERE) {
        Ok(nowhere) => builder.proxy_url(nowhere),
        Err(_) => builder,
    }
}

/// Whether this is the origin from which the program's own page comes. Windows serves it under a
/// name of `http` instead of a scheme of its own.
fn is_own_page(url: &Url) -> bool {
    let (scheme, host) =
        if cfg!(windows) { ("http", "tauri.localhost") } else { ("tauri", "localhost") };
    url.scheme() == scheme
        && url.host_str() == Some(host)
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

/// Confines a window that is there, and has `died` called when the page's process ends by itself;
/// the page is then loaded anew.
#[cfg(target_os = "linux")]
pub(crate) fn watch<R: Runtime>(
    window: &WebviewWindow<R>,
    died: impl Fn() + Send + 'static,
) -> tauri::Result<()> {
    use webkit2gtk::{SettingsExt as _, WebViewExt as _};

    window.with_webview(move |platform| {
        let view = platform.inner();
        if let Some(settings) = view.settings() {
            settings.set_enable_dns_prefetching(false);
        }
        view.connect_web_process_terminated(move |view, _| {
            died();
            view.reload();
        });
    })
}

/// On the other systems the page's process is restarted by the system's own web view.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch<R: Runtime>(
    _: &WebviewWindow<R>,
    _: impl Fn() + Send + 'static,
) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn navigation_to_anything_but_the_own_page_is_refused() {
        let own = if cfg!(windows) { "http://tauri.localhost/" } else { "tauri://localhost/" };
        let other = if cfg!(windows) { "tauri://localhost/" } else { "http://tauri.localhost/" };
        let cases = [
            (own, true),
            (other, false),
            ("https://tauri.localhost/", false),
            ("tauri://evil/", false),
            ("tauri://localhost.evil/", false),
            ("tauri://localhost:8080/", false),
            ("tauri://user@localhost/", false),
            ("http://tauri.localhost.evil.example/", false),
            ("http://localhost/", false),
            ("https://example.com/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("about:srcdoc", false),
            ("javascript:alert(1)", false),
            ("blob:tauri://localhost/x", false),
            ("ipc://localhost/", false),
        ];
        for (url, expected) in cases {
            assert_eq!(is_own_page(&Url::parse(url).unwrap()), expected, "{url}");
        }
    }
}
