//! Which crate may know which, and what each may link.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Which of our crates each of our crates may depend on. `ARCHITECTURE.md` explains the edges.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("finding", &[]),
    ("file", &["finding"]),
    ("memory", &[]),
    ("secret", &[]),
    ("workers", &[]),
    ("expression", &["finding"]),
    ("scim", &[]),
    ("directory", &["file", "finding", "workers"]),
    ("mapping", &["directory", "expression", "finding", "scim", "workers"]),
    ("connection", &["finding", "scim", "secret"]),
    ("token", &["finding", "secret"]),
    ("vendor", &["expression", "finding", "mapping", "secret", "token"]),
    (
        "handover",
        &["connection", "file", "finding", "mapping", "proof", "secret", "token", "vendor"],
    ),
    ("practice", &["finding", "scim"]),
    // Nothing below may know it: the connection test reads, and only this writes.
    ("proof", &["connection", "directory", "finding", "mapping", "scim", "secret"]),
    (
        "cli",
        &[
            "connection",
            "directory",
            "expression",
            "file",
            "finding",
            "mapping",
            "memory",
            "practice",
            "proof",
            "secret",
            "token",
            "vendor",
        ],
    ),
    (
        "desktop",
        &[
            "connection",
            "directory",
            "file",
            "finding",
            "handover",
            "mapping",
            "memory",
            "practice",
            "proof",
            "secret",
            "token",
            "vendor",
        ],
    ),
];

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .arg("--manifest-path")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

/// Returns the names of our own packages.
pub(crate) fn packages() -> Vec<String> {
    let metadata = metadata();
    let is_ours = |package: &&Value| package["source"].is_null();
    let ours = items(&metadata["packages"]).filter(is_ours);
    ours.map(|package| text(&package["name"]).to_owned()).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Returns the names of all packages that `package` links, through any number of steps.
fn linked<'a>(metadata: &'a Value, package: &str) -> BTreeSet<&'a str> {
    let names: BTreeMap<&str, &str> = items(&metadata["packages"])
        .map(|package| (text(&package["id"]), text(&package["name"])))
        .collect();
    let nodes: BTreeMap<&str, &Value> =
        items(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    let mut open: Vec<&str> =
        names.iter().filter(|(_, name)| **name == package).map(|(id, _)| *id).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        for dependency in items(&nodes[id]["deps"]) {
            let normal = items(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null());
            if normal && seen.insert(text(&dependency["pkg"])) {
                open.push(text(&dependency["pkg"]));
            }
        }
    }
    seen.into_iter().map(|id| names[id]).collect()
}

#[test]
fn dependencies_point_one_way() {
    let metadata = metadata();
    for package in items(&metadata["packages"]) {
        let Some(name) = text(&package["name"]).strip_prefix("footbridge-") else { continue };
        if name == "tests" {
            continue;
        }
        let (_, allowed) = MAY_KNOW.iter().find(|(known, _)| *known == name).unwrap_or_else(|| {
            panic!("footbridge-{name} has no row in MAY_KNOW and ARCHITECTURE.md")
        });
        for dependency in items(&package["dependencies"]) {
            // Tests may bring a server or a fixture from anywhere.
            if text(&dependency["kind"]) == "dev" {
                continue;
            }
            if let Some(known) = text(&dependency["name"]).strip_prefix("footbridge-") {
                assert!(
                    allowed.contains(&known),
                    "footbridge-{name} depends on footbridge-{known}, which the house does not allow"
                );
            }
        }
    }
}

#[test]
fn nothing_below_the_shell_knows_tauri() {
    let metadata = metadata();
    for (name, _) in MAY_KNOW.iter().filter(|(name, _)| *name != "desktop") {
        let linked = linked(&metadata, &format!("footbridge-{name}"));
        for webview in ["tauri", "wry", "webkit2gtk", "tao"] {
            assert!(!linked.contains(webview), "footbridge-{name} links {webview}");
        }
    }
}

#[test]
fn no_client_that_follows_redirects_is_linked() {
    let metadata = metadata();
    // Not the window: Tauri brings a client along for some platforms, which nothing of ours calls.
    for name in ["connection", "cli"] {
        let linked = linked(&metadata, &format!("footbridge-{name}"));
        for client in ["reqwest", "ureq", "curl", "isahc"] {
            assert!(!linked.contains(client), "footbridge-{name} links {client}");
        }
    }
}

#[test]
fn dangerous_features_are_off() {
    let metadata = metadata();
    let ids: BTreeMap<&str, &str> = items(&metadata["packages"])
        .map(|package| (text(&package["id"]), text(&package["name"])))
        .collect();
    let refused = [
        ("tauri", "tracing", "it writes every request of the window, secrets too, into the trace"),
        ("tauri", "devtools", "it lets anybody at the keyboard read the page's memory"),
        ("zbus", "tokio", "the keyring's calls would start a runtime inside a runtime"),
    ];
    for node in items(&metadata["resolve"]["nodes"]) {
        for (name, feature, why) in refused {
            if ids[text(&node["id"])] == name {
                let on = items(&node["features"]).any(|known| text(known) == feature);
                assert!(!on, "{name} has the feature {feature}: {why}");
            }
        }
    }
}

#[test]
fn what_errors_are_told_apart_by_is_there_once() {
    // An error is told by its type (`connection/src/fault.rs`, `token/src/keep`): of two versions of
    // these crates one would be asked for the types of the other, and never answer.
    let metadata = metadata();
    for name in ["hyper", "h2", "rustls", "keyring-core", "dbus-secret-service", "tokio-rustls"] {
        let found = items(&metadata["packages"]).filter(|package| text(&package["name"]) == name);
        let versions: Vec<&str> = found.map(|package| text(&package["version"])).collect();
        assert_eq!(versions.len(), 1, "{name}: {versions:?}");
    }
}
