//! `--output`, and CSV that a spreadsheet opens.

use std::path::{Path, PathBuf};

use footbridge_tests::data;

use crate::{exit, json, ndjson, out, run, words};

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A folder with an export in which names begin like formulas.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Folder(tempfile::tempdir().expect("a folder"));
        let names = [
            ("a", "=3+1"),
            ("b", "+SUM(1)"),
            ("c", "-2"),
            ("d", "@x"),
            ("e", "Zoë"),
            ("f", "\"\t=1\""),
            ("g", "\"\r=1\""),
            ("h", "=HYPERLINK(\"\"a\"\")"),
        ];
        let rows = names.map(|(user, name)| match name.contains('"') && !name.starts_with('"') {
            true => format!("{user}@n.example,\"{name}\",=Sales\n"),
            false => format!("{user}@n.example,{name},=Sales\n"),
        });
        let text = format!("userPrincipalName,displayName,department\n{}", rows.concat());
        std::fs::write(folder.path("users.csv"), text).expect("written");
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn preview(&self, arguments: &[&str]) -> std::process::Output {
        let users = self.path("users.csv");
        let users = users.to_str().expect("a path of letters");
        let vendor = "secure-practice";
        run(&[&["preview", "--users", users, "--vendor", vendor], arguments].concat())
    }

    fn names(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.0.path()).expect("a folder");
        let name = |file: std::io::Result<std::fs::DirEntry>| file.expect("a file").file_name();
        let mut names: Vec<String> =
            files.map(|file| name(file).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of letters")
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_guarded_unless_they_are_wanted_exactly() {
    let folder = Folder::new();
    let guarded = out(&folder.preview(&["--format", "csv"]));
    let exact = out(&folder.preview(&["--format", "csv", "--exact"]));
    for (cell, expected) in [
        ("=3+1", "\"'=3+1\""),
        ("+SUM(1)", "\"'+SUM(1)\""),
        ("-2", "\"'-2\""),
        ("@x", "\"'@x\""),
        ("Zoë", ",Zoë,"),
        ("\"\t=1\"", "\"'\t=1\""),
        ("\"\r=1\"", "\"'\r=1\""),
        ("\"=HYPERLINK(\"\"a\"\")\"", "\"'=HYPERLINK(\"\"a\"\")\""),
    ] {
        assert!(guarded.contains(expected), "{cell}: {guarded}");
        assert!(exact.contains(&format!(",{cell},")), "{cell}: {exact}");
    }
    assert!(!exact.contains('\''), "nothing is put in front: {exact}");
    let tree = out(&folder.preview(&["--tree", "--format", "csv"]));
    assert_eq!(tree, "organization,department,people\r\n,\"'=Sales\",8\r\n", "the organisation");
    let tree = out(&folder.preview(&["--tree", "--format", "csv", "--exact"]));
    assert_eq!(tree, "organization,department,people\r\n,=Sales,8\r\n", "exactly");
    let help = out(&run(&["preview", "--help"]));
    for said in ["--exact", "apostrophe", "--output"] {
        assert!(help.contains(said), "{said}: {help}");
    }
}

#[test]
fn each_form_goes_into_a_file_as_it_goes_to_standard_output() {
    let folder = Folder::new();
    let file = folder.path("result");
    for (form, is_csv) in [
        (&["--format", "csv"][..], true),
        (&["--tree", "--format", "csv"], true),
        (&["--format", "ndjson"], false),
        (&["--json"], false),
        (&[], false),
        (&["--summary"], false),
        (&["--summary", "--json"], false),
        (&["--tree"], false),
        (&["--tree", "--json"], false),
    ] {
        let printed = folder.preview(form);
        let written = folder.preview(&[form, &["--output", text(&file)]].concat());
        assert_eq!((exit(&written), out(&written).as_str()), (0, ""), "{form:?}");
        assert_eq!(words(&written), words(&printed), "{form:?}: the same is said");
        let bytes = std::fs::read(&file).expect("it is there");
        let expected = [if is_csv { MARK } else { b"" }, &printed.stdout].concat();
        assert_eq!(bytes, expected, "{form:?}: the same, with a mark where a spreadsheet looks");
        assert_eq!(folder.names(), ["result", "users.csv"], "{form:?}: nothing else is left");
    }
    // What was written is an export that can be read again.
    let csv = folder.preview(&["--format", "csv", "--output", text(&file)]);
    assert_eq!(exit(&csv), 0, "{}", words(&csv));
    let column = ["--column", "user=userPrincipalName", "--format", "ndjson"];
    let again = ["preview", "--users", text(&file), "--vendor", "other"];
    let again = run(&[&again[..], &column].concat());
    assert_eq!(ndjson(&again).len(), 8, "{}", words(&again));
    let dash = folder.preview(&["--summary", "--json", "--output", "-"]);
    assert_eq!(json(&dash)["users"], 8, "a dash is standard output");
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_what_was_there_stays() {
    let folder = Folder::new();
    let (kept, users, sub) = (folder.path("kept"), folder.path("users.csv"), folder.path("sub"));
    std::fs::write(&kept, "as it was").expect("written");
    std::fs::create_dir(&sub).expect("made");
    let before = std::fs::read(&users).expect("read");
    let missing = folder.path("no/such/file.csv");
    let linked = folder.path("sub/../users.csv");
    for (path, code, reason) in [
        (&sub, "output.folder", "a folder"),
        (&missing, "output.no_folder", "in no folder"),
        (&kept.join("file"), "output.no_folder", "in a file"),
        (&users, "output.input", "what is read"),
        (&linked, "output.input", "what is read, by another way"),
    ] {
        let output = folder.preview(&["--format", "csv", "--output", text(path)]);
        assert_eq!((exit(&output), out(&output).as_str()), (2, ""), "{reason}");
        let told = words(&output);
        assert!(told.contains(&format!("[{code}]")), "{reason}: {told}");
        assert!(told.lines().count() > 2, "{reason}: with what to do: {told}");
    }
    for arguments in [
        &["--column", "Nmae=mail"][..],
        &["--assigned", "/does/not/exist"],
        &["--column", "displayName=", "--assigned-by", "team=A"],
    ] {
        let wanted = [&["--format", "csv", "--output", text(&kept)], arguments].concat();
        assert_eq!(exit(&folder.preview(&wanted)), 2, "{arguments:?}");
    }
    assert_eq!(std::fs::read_to_string(&kept).ok().as_deref(), Some("as it was"), "untouched");
    assert_eq!(std::fs::read(&users).ok(), Some(before), "untouched");
    assert_eq!(folder.names(), ["kept", "sub", "users.csv"], "nothing unfinished is left");
}

#[test]
fn options_that_do_not_agree_are_refused() {
    let folder = Folder::new();
    for arguments in [
        &["--exact"][..],
        &["--exact", "--format", "ndjson"],
        &["--exact", "--summary"],
        &["--tree", "--format", "ndjson"],
        &["--tree", "--format", "csv", "--json"],
        &["--summary", "--format", "csv"],
    ] {
        let output = folder.preview(arguments);
        assert_eq!((exit(&output), out(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(words(&output).starts_with("error: "), "{arguments:?}: {}", words(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_and_an_old_one_keeps_its_place() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new();
    let (new, old, link) = (folder.path("new"), folder.path("old"), folder.path("link"));
    std::fs::write(&old, "x").expect("written");
    std::fs::set_permissions(&old, std::fs::Permissions::from_mode(0o640)).expect("its own");
    symlink(&old, &link).expect("linked");
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    for path in [&new, &link] {
        let output = folder.preview(&["--summary", "--output", text(path)]);
        assert_eq!(exit(&output), 0, "{}", words(&output));
    }
    assert_eq!((mode(&new), mode(&old)), (0o600, 0o640), "people's data");
    assert!(link.is_symlink(), "the link still leads there");
    assert!(std::fs::read_to_string(&old).is_ok_and(|it| it.starts_with("8 users")), "written");
    let device = folder.preview(&["--summary", "--output", "/dev/null"]);
    assert_eq!(exit(&device), 0, "{}", words(&device));
    let is_device = std::fs::metadata("/dev/null").is_ok_and(|it| !it.is_file());
    assert!(is_device, "a device is written and not replaced");
    let full = folder.preview(&["--format", "csv", "--output", "/dev/full"]);
    let told = words(&full);
    assert_eq!(exit(&full), 2, "{told}");
    assert!(told.contains("[output.full]"), "{told}");
}

#[test]
fn the_file_of_an_export_may_be_read_from_elsewhere_meanwhile() {
    let folder = Folder::new();
    let users = data("entra-download-users.csv");
    let (file, users) = (folder.path("people.csv"), text(&users).to_owned());
    let base = ["preview", "--users", &users, "--vendor", "safe", "--format", "csv"];
    for _ in 0..2 {
        let output = run(&[&base[..], &["--output", text(&file)]].concat());
        assert_eq!(exit(&output), 0, "again and again: {}", words(&output));
    }
    let bytes = std::fs::read(&file).expect("it is there");
    assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 13, "replaced, not added to");
}
