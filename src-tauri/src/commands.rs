//! The commands of the window, a module a step. Each takes what the window sent, calls one
//! function, and answers with that crate's type or a finding.

mod activation;
mod app;
mod connection;
mod guard;
mod handover;
mod mapping;
mod proof;
mod token;
mod vendor;

use tauri::Runtime;

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
        app::practice_faults,
        app::set_practice_fault,
        vendor::list_vendors,
        vendor::choose_vendor,
        vendor::open_profile,
        vendor::confirm_profile,
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
        connection::confirm_tenant_url,
        connection::test_connection,
        connection::cancel_connection_test,
        connection::explain_entra,
        connection::set_proxy,
        connection::system_proxy,
        mapping::people::open_users,
        mapping::people::open_dropped_users,
        mapping::people::open_sample_users,
        mapping::people::reopen_users,
        mapping::people::close_users,
        mapping::people::watch_loading,
        mapping::people::cancel_loading,
        mapping::people::choose_column,
        mapping::people::names_question,
        mapping::people::choose_names,
        mapping::people::file_use,
        mapping::people::skipped_rows,
        mapping::people::users_scope,
        mapping::people::choose_scope,
        mapping::people::open_assigned,
        mapping::preview::list_people,
        mapping::preview::preview_person,
        mapping::preview::preview_rows,
        mapping::preview::preview_directory,
        mapping::preview::cancel_preview,
        mapping::table::mapping_table,
        mapping::table::change_mapping,
        mapping::table::add_mapping,
        mapping::table::remove_mapping,
        mapping::table::reset_mappings,
        mapping::table::undo_mapping,
        mapping::table::redo_mapping,
        mapping::expression::check_mapping,
        mapping::expression::preview_draft,
        mapping::expression::propose_expressions,
        mapping::expression::cancel_draft,
        mapping::expression::list_functions,
        mapping::table::mapping_choices,
        mapping::table::suggest_levels,
        mapping::table::apply_levels,
        mapping::requests::plan_requests,
        mapping::comparison::compare_mappings,
        mapping::comparison::cancel_comparison,
        mapping::organisation::vendor_groups,
        mapping::organisation::save_tree,
        mapping::schema::open_schema,
        mapping::schema::schema_state,
        mapping::schema::close_schema,
        mapping::schema::save_schema,
        mapping::schema::schema_text,
        proof::draft_proof,
        proof::prove,
        proof::cancel_proof,
        proof::skip_proof,
        proof::clean_up_proofs,
        proof::forget_proofs,
        activation::guide,
        activation::set_situation,
        activation::set_tick,
        handover::handover_summary,
        handover::save_report,
        handover::save_calendar,
    ])
}
