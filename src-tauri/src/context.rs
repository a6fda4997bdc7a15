//! What is compiled into the window.

/// Returns the real context: configuration, capabilities, icons and the built UI.
pub fn context<R: tauri::Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}
