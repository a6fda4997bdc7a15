//! Who may call what: every command is declared, allowed to the window `main`, and to no other.

use std::path::{Path, PathBuf};

use footbridge_desktop::COMMAND_NAMES;
use serde_json::{Value, json};

use crate::support::Program;

fn refused_by_tauri(answer: &Result<Value, Value>) -> bool {
    matches!(answer, Err(Value::String(text)) if text.contains("not allowed"))
}

#[test]
fn the_window_main_may_call_every_command() {
    let program = Program::start();
    for command in COMMAND_NAMES {
        // Arguments are missing on purpose: a command that may be called says so itself.
        let answer = program.call(command, json!({}));
        assert!(
            !refused_by_tauri(&answer),
            "{command} has no permission in capabilities/main.json"
        );
    }
}

#[test]
fn another_window_may_call_none() {
    let program = Program::start_in(tempfile::tempdir().expect("a folder"), "other");
    for command in COMMAND_NAMES {
        let answer = program.call(command, json!({}));
        assert!(refused_by_tauri(&answer), "{command} answered another window: {answer:?}");
    }
}

#[test]
fn commands_of_plugins_and_unknown_commands_are_refused() {
    let program = Program::start();
    for command in [
        "forbidden",
        "plugin:fs|read_file",
        "plugin:dialog|open",
        "plugin:opener|open_url",
        "plugin:clipboard-manager|read_text",
        "plugin:window|close",
    ] {
        let answer = program.call(command, json!({ "path": "../../etc/passwd" }));
        assert!(answer.is_err(), "{command} answered {answer:?}");
    }
}

#[test]
fn the_capability_lists_the_commands_and_little_else() {
    let file = include_str!("../../capabilities/main.json");
    let capability: Value = serde_json::from_str(file).expect("the capability is JSON");
    assert_eq!(capability["windows"], json!(["main"]), "one window, by name");
    let listed: Vec<&str> = capability["permissions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let wanted: Vec<String> =
        COMMAND_NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    let (ours, cores): (Vec<&str>, Vec<&str>) =
        listed.iter().partition(|permission| permission.starts_with("allow-"));
    assert_eq!(ours, wanted, "each command by name, in the order of COMMAND_NAMES");
    assert_eq!(
        cores,
        ["core:event:allow-listen", "core:event:allow-unlisten", "core:window:allow-set-theme"],
        "listening to events, and the theme of the title bar"
    );
}

#[test]
fn every_command_is_async() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands");
    let mut commands = 0;
    for path in files_below(&folder) {
        let source = std::fs::read_to_string(&path).expect("a source file");
        for after in source.split("#[tauri::command]").skip(1) {
            let signature = after.lines().find(|line| line.contains("fn ")).unwrap_or_default();
            assert!(
                signature.contains("async fn"),
                "{}: {signature} would run on the window's own thread",
                path.display()
            );
            commands += 1;
        }
    }
    assert_eq!(commands, COMMAND_NAMES.len(), "each command is in the list of names");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    entries
        .map(|entry| entry.expect("an entry").path())
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect()
}

#[test]
fn the_configuration_is_closed() {
    let file = include_str!("../../tauri.conf.json");
    let configuration: Value = serde_json::from_str(file).expect("the configuration is JSON");
    let security = &configuration["app"]["security"];
    assert_eq!(security["capabilities"], json!(["main"]), "no other capability is in force");
    assert_eq!(security["freezePrototype"], json!(true), "prototypes cannot be changed");
    assert_eq!(configuration["app"]["withGlobalTauri"], json!(false), "no global door");
    assert!(security.get("dangerousDisableAssetCspModification").is_none(), "nonces stay");
    for (directive, wanted) in [
        ("default-src", "'self'"),
        ("style-src", "'self'"),
        ("object-src", "'none'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
        ("frame-ancestors", "'none'"),
        ("connect-src", "'self' ipc: http://ipc.localhost"),
    ] {
        assert_eq!(security["csp"][directive], json!(wanted), "{directive}");
    }
    assert!(security["csp"].get("script-src").is_none(), "scripts fall under default-src");
}
