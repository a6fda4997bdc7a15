//! What stands in the sources and manifests, and what must not.

use std::fs;
use std::path::{Path, PathBuf};

use footbridge_tests::root;

/// Returns the files below a folder whose names end so.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", "dist", "gen"].contains(&name.as_str()) {
            found.extend(files(&path, ending));
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// Returns our Rust sources with their texts.
fn sources() -> Vec<(PathBuf, String)> {
    let folders = [root().join("src-tauri"), root().join("tests")];
    let paths = folders.iter().flat_map(|folder| files(folder, ".rs"));
    paths.map(|path| (path.clone(), fs::read_to_string(path).expect("text"))).collect()
}

/// Returns a source's code without its tests and comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    product.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn a_step_has_one_name_everywhere() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("text");
    for step in ["vendor", "token", "connection", "mapping", "proof", "activation", "handover"] {
        assert!(architecture.contains(&format!("\n| {step} | `ui/src/steps/{step}` | ")), "{step}");
        assert!(root().join("ui/src/steps").join(step).is_dir(), "{step} has a screen");
        let commands = root().join("src-tauri/src/commands").join(step);
        assert!(commands.with_extension("rs").is_file(), "{step} has commands");
        if step != "activation" {
            let folder = root().join("src-tauri/crates").join(step);
            assert!(folder.is_dir(), "{step} has a crate");
        }
    }
}

#[test]
fn versions_and_lints_stand_in_one_place() {
    let mut manifests = files(&root().join("src-tauri"), "Cargo.toml");
    manifests.push(root().join("tests/Cargo.toml"));
    for path in manifests {
        let text = fs::read_to_string(&path).expect("text");
        // Benchmarks and fuzzers are workspaces of their own, so that what they need stays there.
        if text.contains("[workspace]") || path.components().any(|part| part.as_os_str() == "fuzz")
        {
            continue;
        }
        let shown = path.display();
        assert!(text.contains("[lints]\nworkspace = true"), "{shown} takes the workspace's lints");
        for section in text.split("\n[").filter(|it| it.contains("dependencies]")) {
            for line in section.lines().skip(1).filter(|line| line.contains('=')) {
                assert!(line.contains("workspace = true"), "{shown} has a version: {line}");
            }
        }
    }
}

/// Returns the ids and names of the vendors that are built in, but for "another vendor".
fn vendors() -> Vec<String> {
    let folder = root().join("src-tauri/crates/vendor/profiles");
    let profiles = files(&folder, ".toml").into_iter().filter(|path| !path.ends_with("other.toml"));
    let value = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).expect("a profile has it");
        line.split('"').nth(1).expect("a text").to_lowercase()
    };
    let both = profiles.flat_map(|path| {
        let text = fs::read_to_string(path).expect("text");
        [value(&text, "id = "), value(&text, "name = ")]
    });
    let mut vendors: Vec<String> = both.collect();
    vendors.sort();
    vendors.dedup();
    vendors
}

/// Whether a line in small letters names a vendor. A name that is a word of the language counts as
/// one text of its own.
fn names(line: &str, vendor: &str) -> bool {
    if vendor == "safe" { line.contains("\"safe\"") } else { line.contains(vendor) }
}

#[test]
fn everything_about_a_vendor_is_in_its_profile() {
    let vendors = vendors();
    assert!(vendors.len() > 4, "the profiles are found: {vendors:?}");
    for (path, text) in sources() {
        let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        // Where profiles are built in, and examples for people, tests and benchmarks.
        let may = [
            "built_in.rs",
            "examples.rs",
            "arguments.rs",
            "/tests/",
            "tests/",
            "tests.rs",
            "xtask",
            "/bench",
        ];
        if may.iter().any(|part| shown.contains(part)) {
            continue;
        }
        for line in code(&text) {
            for vendor in &vendors {
                assert!(!names(&line.to_lowercase(), vendor), "{shown} knows {vendor}: {line}");
            }
        }
    }
    for path in files(&root().join("ui/src"), ".svelte") {
        let text = fs::read_to_string(&path).expect("text").to_lowercase();
        for vendor in &vendors {
            assert!(!names(&text, vendor), "{} knows {vendor}", path.display());
        }
    }
}

#[test]
fn an_exposed_secret_says_why() {
    for (path, text) in sources() {
        if path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let lines: Vec<&str> = product.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let exposes = line.contains("expose_secret") && !line.trim_start().starts_with("//");
            // One comment may stand for a few lines that belong together.
            let above = &lines[number.saturating_sub(15)..number];
            let says = above.iter().any(|line| line.contains("// EXPOSE:"));
            assert!(!exposes || says, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

/// The most lines of a file of code. One that is a table of data may have more.
const LONGEST: usize = 400;
const TABLES: [&str; 2] =
    ["src-tauri/crates/expression/src/functions/table.rs", "ui/src/bindings.ts"];

#[test]
fn file_of_code_has_at_most_400_lines() {
    let mut all = files(&root().join("src-tauri"), ".rs");
    all.extend(files(&root().join("tests"), ".rs"));
    for ending in [".ts", ".svelte"] {
        all.extend(files(&root().join("ui/src"), ending));
    }
    let mut long = Vec::new();
    for path in all {
        let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        let lines = fs::read_to_string(&path).expect("text").lines().count();
        if lines > LONGEST && !TABLES.contains(&shown.replace('\\', "/").as_str()) {
            long.push(format!("{shown}: {lines}"));
        }
    }
    assert!(long.is_empty(), "too long:\n{}", long.join("\n"));
}
