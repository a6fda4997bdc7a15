//! Saving, interrupted and refused.

use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use footbridge_finding::{Explain, Language};
use footbridge_handover::{SaveError, SecretPlace, save, write_atomically};
use footbridge_secret::KnownSecrets;
use secrecy::SecretString;

use crate::real;

/// Names the file that the child processes of these tests write to.
const FILE: &str = "FOOTBRIDGE_TEST_FILE";

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_and_nothing_else_is_left() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let path = folder.path().join("report.html");
    write_atomically(&path, b"old").expect("it writes");
    write_atomically(&path, b"new").expect("it writes again");
    assert_eq!(std::fs::read(&path).expect("it reads"), b"new", "the later content");
    assert_eq!(names(folder.path()), ["report.html"], "no temporary file is left");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only its owner may read it");
    }
}

#[test]
fn name_that_no_file_has_is_said_to_be_none() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let too_long = "a".repeat(300);
    let kept_for_devices = ["aux.html", "report:old.html", "report.html."];
    let names_here = kept_for_devices.into_iter().filter(|_| cfg!(windows)).chain([&*too_long]);
    for name in names_here {
        let saved = save(&folder.path().join(name), b"new", &KnownSecrets::default());
        let finding = saved.expect_err("no file has this name").explain(&Language::ENGLISH);
        assert_eq!(finding.code, "handover.name_refused", "{name}");
        assert!(finding.explanation.contains(name), "it names the file: {}", finding.explanation);
    }
    assert_eq!(names(folder.path()), [""; 0], "nothing is left");
}

#[test]
fn a_failure_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let missing = folder.path().join("missing/report.html");
    let error =
        save(&missing, b"new", &KnownSecrets::default()).expect_err("there is no such folder");
    assert!(
        matches!(&error, SaveError::NotWritten { file, .. } if file == "report.html"),
        "{error}"
    );
    let finding = error.explain(&Language::ENGLISH);
    assert!(finding.explanation.contains("report.html"), "it names the file");

    // A folder cannot be replaced by a file: the rename fails, after all was written.
    let taken = folder.path().join("report.html");
    std::fs::create_dir(&taken).expect("it is made");
    write_atomically(&taken, b"new").expect_err("it cannot be replaced");
    assert_eq!(names(folder.path()), ["report.html"], "the temporary file is removed");
}

#[test]
fn a_secret_is_never_saved() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let path = folder.path().join("report.html");
    let known = KnownSecrets::new([&SecretString::from("canary-secret-Vb9Lk4")]);
    let mut record = real();
    let saved = |record: &footbridge_handover::Record| {
        let html = record.html(&Language::ENGLISH).expect("it renders");
        save(&path, html.as_bytes(), &known)
    };
    saved(&record).expect("there is no secret in it");
    let before = std::fs::read(&path).expect("it reads");
    record.tenant_url = "https://scim.example.com/v2/?token=canary-secret-Vb9Lk4".to_owned();
    let error = saved(&record).expect_err("it holds the secret");
    assert!(matches!(error, SaveError::SecretFound { place: SecretPlace::Text }), "{error}");
    let words = format!("{error} {error:?} {:?}", error.explain(&Language::ENGLISH));
    assert!(!words.contains("canary"), "the refusal does not repeat it");
    assert_eq!(std::fs::read(&path).expect("it reads"), before, "the earlier file is unchanged");
}

#[test]
fn each_refusal_has_words() {
    let file = "report.html".to_owned();
    let source = std::io::Error::from(std::io::ErrorKind::StorageFull);
    let found = SaveError::SecretFound { place: SecretPlace::TenantUrl };
    for error in [found, SaveError::NotWritten { file, source }] {
        let finding = error.explain(&Language::ENGLISH);
        assert_ne!(finding.title, finding.code, "{error} has a text");
        assert!(!finding.fixes.is_empty(), "{error} says what to do");
    }
}

/// Returns this test's binary, to be run as a child with the ignored test `name`.
#[cfg(target_os = "linux")]
fn child(program: &str, name: &str) -> Vec<String> {
    let this = std::env::current_exe().expect("the test knows its own binary");
    let this = this.to_string_lossy().into_owned();
    [program, &this, "--exact", name, "--ignored"].map(str::to_owned).to_vec()
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let path = folder.path().join("report.html");
    std::fs::write(&path, b"old").expect("it writes");
    // The child may write one block to a file, and is told so by an error instead of a signal.
    let script = r#"trap "" XFSZ; ulimit -f 1; exec "$@""#;
    let arguments = child("_", "files::inside_a_small_disk");
    let status = Command::new("bash")
        .args(["-c", script])
        .args(arguments)
        .env(FILE, &path)
        .stdout(Stdio::null())
        .status()
        .expect("bash runs");
    assert!(status.success(), "the child met an error and nothing else");
    assert_eq!(std::fs::read(&path).expect("it reads"), b"old", "the old content is there");
    assert_eq!(names(folder.path()), ["report.html"], "the temporary file is removed");
}

fn file() -> Option<PathBuf> {
    std::env::var_os(FILE).map(PathBuf::from)
}

#[test]
#[ignore = "run by a_full_disk_leaves_the_old_file"]
fn inside_a_small_disk() {
    let path = file().expect("the parent names the file");
    write_atomically(&path, &vec![b'x'; 1 << 20]).expect_err("it does not fit");
}

/// Long enough to be written in more than one go.
const LENGTH: usize = 300_000;

#[test]
#[cfg(target_os = "linux")]
fn a_killed_writer_leaves_a_whole_file() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let path = folder.path().join("report.html");
    write_atomically(&path, &vec![b'a'; LENGTH]).expect("it writes");
    let command = child("", "files::writes_for_ever");
    for round in 0..20 {
        let mut writer = Command::new(&command[1])
            .args(&command[2..])
            .env(FILE, &path)
            .stdout(Stdio::null())
            .spawn()
            .expect("the child starts");
        // Reading while it writes; the number of reads differs, and so does the point of the kill.
        for _ in 0..=(round * 7 % 40) {
            check_whole(&path);
        }
        writer.kill().expect("it can be killed");
        writer.wait().expect("it is gone");
        check_whole(&path);
    }
}

#[cfg(target_os = "linux")]
fn check_whole(path: &Path) {
    let content = std::fs::read(path).expect("the file is always there");
    assert_eq!(content.len(), LENGTH, "it is never cut");
    assert!(content.iter().all(|byte| *byte == content[0]), "it is never mixed");
}

#[test]
#[ignore = "run by a_killed_writer_leaves_a_whole_file"]
fn writes_for_ever() {
    let path = file().expect("the parent names the file");
    for letter in (b'a'..=b'z').cycle() {
        write_atomically(&path, &vec![letter; LENGTH]).expect("it writes");
    }
}
