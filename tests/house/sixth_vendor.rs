//! A vendor is a file: one that is put into `profiles/` passes every test of the profiles untouched.

use std::fs;
use std::path::Path;
use std::process::Command;

use footbridge_tests::root;

/// What is not copied: what is built, and what is fetched.
const LEFT: [&str; 5] = ["target", "node_modules", "dist", ".git", "fuzz"];

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is made");
    for entry in fs::read_dir(from).expect("the folder is read") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default();
        if LEFT.iter().any(|left| name == *left) {
            continue;
        }
        let target = to.join(name);
        if path.is_dir() {
            copy(&path, &target);
        } else if fs::read(&target).ok() != Some(fs::read(&path).expect("the file is read")) {
            // What is the same keeps its time, so that it is not compiled again.
            fs::copy(&path, &target).expect("the file is copied");
        }
    }
}

#[test]
fn profile_that_is_added_passes_every_test_of_the_profiles() {
    let here = root();
    // Always the same place, so that a second run compiles only what has changed.
    let copied = here.join("target/sixth-vendor");
    let sources = copied.join("src-tauri");
    if sources.exists() {
        remove_what_is_gone(&here.join("src-tauri"), &sources);
    }
    copy(&here.join("src-tauri"), &sources);
    copy(&here.join("tests"), &copied.join("tests"));
    for file in ["Cargo.toml", "Cargo.lock"] {
        fs::copy(here.join(file), copied.join(file)).expect("the file is copied");
    }
    let vendor = copied.join("src-tauri/crates/vendor");
    // As CONTRIBUTING.md says: a copy, with an id and a name of its own, that is not for others.
    let other = fs::read_to_string(vendor.join("profiles/other.toml")).expect("a profile");
    let own = [
        ("id = \"other\"", "id = \"aurora-learning\""),
        ("name = \"Other SCIM application\"", "name = \"Aurora Learning\""),
        ("other = true\n", ""),
    ];
    let sixth = own.iter().fold(other, |profile, (theirs, ours)| {
        assert!(profile.contains(theirs), "the profile has {theirs}");
        profile.replacen(theirs, ours, 1)
    });
    fs::write(vendor.join("profiles/aurora-learning.toml"), sixth).expect("the profile is added");
    let output = Command::new(env!("CARGO"))
        .args(["test", "--locked", "--package", "footbridge-vendor"])
        .current_dir(&copied)
        // Cargo tells a crate by its place in the workspace: in the target folder of this checkout the
        // copy would pass for the original, and the next window would have a sixth vendor.
        .env("CARGO_TARGET_DIR", copied.join("target"))
        .output()
        .expect("cargo runs");
    let (told, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}\n{errors}");
}

/// Removes what an earlier run copied and is no longer there.
fn remove_what_is_gone(from: &Path, copied: &Path) {
    for entry in fs::read_dir(copied).expect("the folder is read") {
        let path = entry.expect("an entry").path();
        let original = from.join(path.file_name().unwrap_or_default());
        match (path.is_dir(), original.exists()) {
            (true, false) => fs::remove_dir_all(&path).expect("the folder is removed"),
            (true, true) => remove_what_is_gone(&original, &path),
            (false, false) => fs::remove_file(&path).expect("the file is removed"),
            (false, true) => {}
        }
    }
}
