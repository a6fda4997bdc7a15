//! The commands of the window, a module a step. Each takes what the window sent, calls one
//! function, and answers with that crate's type or a finding.

mod activation;
mod app;
mod connection;
mod handover;
mod mapping;
mod token;
mod vendor;

use std::future::Future;

use footbridge_finding::{Explain, Finding};
use tauri::Runtime;

use crate::errors::{AppError, Refusal};
use crate::wizard::LANGUAGE;

/// Returns every command with its types.
pub(crate) fn commands<R: Runtime>() -> tauri_specta::Builder<R> {
    // What we send is what is read back; a second form of each type would say nothing.
    tauri_specta::Builder::new().disable_serde_phases().commands(tauri_specta::collect_commands![
        app::wizard_state,
        app::go_to_step,
        app::start_again,
        app::open_link,
        app::copy_text,
        app::start_practice,
        app::stop_practice,
        vendor::list_vendors,
        vendor::choose_vendor,
        vendor::open_profile,
        token::check_token,
        token::compose_token,
        token::reveal_token,
        token::copy_token,
        token::save_token,
        token::load_token,
        token::remove_saved_tokens,
        token::forget_token,
        token::set_token_expiry,
        token::practice_credentials,
        connection::check_tenant_url,
        connection::test_connection,
        connection::cancel_connection_test,
        mapping::open_users,
        mapping::open_dropped_users,
        mapping::open_sample_users,
        mapping::reopen_users,
        mapping::close_users,
        mapping::list_people,
        mapping::preview_person,
        mapping::preview_directory,
        mapping::mapping_table,
        mapping::change_mapping,
        mapping::add_mapping,
        mapping::remove_mapping,
        mapping::reset_mappings,
        mapping::undo_mapping,
        mapping::redo_mapping,
        mapping::check_mapping,
        mapping::mapping_choices,
        mapping::suggest_levels,
        mapping::apply_levels,
        activation::guide,
        activation::set_situation,
        activation::set_tick,
        handover::handover_summary,
        handover::save_report,
        handover::save_calendar,
    ])
}

/// Runs a command's work as a task of its own, so that a panic in it becomes a finding and the
/// window lives on.
async fn guarded<T: Send + 'static>(
    work: impl Future<Output = Result<T, Refusal>> + Send + 'static,
) -> Result<T, Finding> {
    match tauri::async_runtime::spawn(work).await {
        Ok(answer) => answer.map_err(Finding::from),
        Err(_) => Err(AppError::Internal.explain(&LANGUAGE)),
    }
}

/// The same for work that computes or waits for a person: it gets a thread of its own.
async fn guarded_blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Finding> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(answer) => answer.map_err(Finding::from),
        Err(_) => Err(AppError::Internal.explain(&LANGUAGE)),
    }
}
