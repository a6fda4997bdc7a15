// The one list of commands: `build.rs` declares them, the capability of the window `main` allows
// them, and a test compares both with the handler.

/// The names of all commands of the window.
pub const COMMAND_NAMES: &[&str] = &[
    // app
    "wizard_state",
    "go_to_step",
    "start_again",
    "open_link",
    "copy_text",
    "start_practice",
    "stop_practice",
    // vendor
    "list_vendors",
    "choose_vendor",
    "open_profile",
    // token
    "check_token",
    "compose_token",
    "reveal_token",
    "copy_token",
    "save_token",
    "load_token",
    "remove_saved_tokens",
    "forget_token",
    "set_token_expiry",
    "practice_credentials",
    // connection
    "check_tenant_url",
    "test_connection",
    "cancel_connection_test",
    "explain_entra",
    // mapping
    "open_users",
    "open_dropped_users",
    "open_sample_users",
    "reopen_users",
    "close_users",
    "list_people",
    "preview_person",
    "preview_directory",
    "mapping_table",
    "change_mapping",
    "add_mapping",
    "remove_mapping",
    "reset_mappings",
    "undo_mapping",
    "redo_mapping",
    "check_mapping",
    "preview_draft",
    "propose_expressions",
    "cancel_draft",
    "list_functions",
    "mapping_choices",
    "suggest_levels",
    "apply_levels",
    // activation
    "guide",
    "set_situation",
    "set_tick",
    // handover
    "handover_summary",
    "save_report",
    "save_calendar",
];
