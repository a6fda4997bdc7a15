//! Files that are none: standard input, pipes, and what never ends.

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use footbridge_tests::{data, footbridge};

use crate::{exit, json, ndjson, out, run, words};

/// Starts `footbridge` with these bytes as its standard input, which is a pipe.
fn piped(arguments: &[&str], bytes: &[u8]) -> Output {
    fed(footbridge().args(arguments), bytes)
}

fn fed(command: &mut Command, bytes: &[u8]) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child: Child = command.spawn().expect("it runs");
    let mut input = child.stdin.take().expect("its input is piped");
    let bytes = bytes.to_vec();
    // It may refuse the rest.
    let writer = std::thread::spawn(move || drop(input.write_all(&bytes)));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("everything is written, or refused");
    output
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of letters")
}

/// The smallest workbook there is.
fn workbook() -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let cell = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |texts: [&str; 2]| format!("<row>{}</row>", texts.map(cell).concat());
    let rows = [["userPrincipalName", "department"], ["a@n.example", "Salg"]].map(row).concat();
    let parts = [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="People" sheetId="1" r:id="a"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut bytes);
    for (name, part) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).expect("a part is begun");
        archive.write_all(part.as_bytes()).expect("and written");
    }
    archive.finish().expect("a workbook is made");
    bytes.into_inner()
}

/// An export in each form, and how many people are in it.
fn exports() -> Vec<(&'static str, Vec<u8>, usize)> {
    let read = |name: &str| std::fs::read(data(name)).expect("an export");
    vec![
        ("CSV", read("entra-download-users.csv"), 12),
        ("UTF-16", utf16("userPrincipalName,department\r\na@n.example,Salg\r\n"), 1),
        ("JSON", read("graph-users.json"), 12),
        ("NDJSON", read("graph-users.ndjson"), 12),
        ("xlsx", workbook(), 1),
    ]
}

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn an_export_from_standard_input_is_previewed() {
    for (form, bytes, people) in exports() {
        for name in ["-", "/dev/stdin"] {
            if name != "-" && cfg!(windows) {
                continue;
            }
            let arguments = ["preview", "--users", name, "--vendor", "keepnet"];
            let lines = piped(&[&arguments[..], &["--format", "ndjson"]].concat(), &bytes);
            assert_eq!(exit(&lines), 0, "{form} {name}: {}", words(&lines));
            assert_eq!(ndjson(&lines).len(), people, "{form} {name}");
            for counts in ["--summary", "--tree"] {
                let counted = piped(&[&arguments[..], &[counts, "--json"]].concat(), &bytes);
                assert_eq!(exit(&counted), 0, "{form} {name}: {}", words(&counted));
                let counted = json(&counted);
                let count = counted.get("users").unwrap_or(&counted["root"]["count"]);
                assert_eq!(count, people, "{form} {name} {counts}");
            }
        }
    }
}

#[test]
fn standard_input_goes_with_other_files() {
    let csv = b"userPrincipalName,department\nnew@n.example,Salg\n";
    let users = data("entra-download-users.csv");
    let two = ["preview", "--users", text(&users), "--users", "-", "--vendor", "keepnet"];
    let two = piped(&[&two[..], &["--summary", "--json"]].concat(), csv);
    assert_eq!(json(&two)["users"], 13, "twelve and one: {}", words(&two));

    let schema = std::fs::read(data("entra-schema.json")).expect("a schema");
    let mapped = ["preview", "--users", text(&users), "--schema", "-", "--format", "ndjson"];
    let mapped = piped(&mapped, &schema);
    assert_eq!(ndjson(&mapped).len(), 11, "{}", words(&mapped));

    let assigned = ["preview", "--users", text(&users), "--vendor", "keepnet", "--assigned", "-"];
    let assigned = piped(
        &[&assigned[..], &["--summary", "--json"]].concat(),
        b"astrid.nygard@fjordkraft.example\n",
    );
    assert_eq!(json(&assigned)["licences"]["inScope"], 1, "{}", words(&assigned));
}

#[test]
fn standard_input_is_asked_for_once() {
    let schema = data("entra-schema.json");
    for (arguments, options) in [
        (&["--users", "-", "--users", "-", "--vendor", "keepnet"][..], "--users and --users"),
        (&["--users", "-", "--schema", "-"], "--users and --schema"),
        (&["--users", "-", "--schema", text(&schema), "--assigned", "-"], "--users and --assigned"),
    ] {
        let output =
            piped(&[&["preview"], arguments].concat(), b"userPrincipalName\na@n.example\n");
        assert_eq!(exit(&output), 2, "{options}");
        assert!(words(&output).contains(options), "{options}: {}", words(&output));
        assert_eq!(out(&output), "", "and nothing is previewed");
    }
}

#[test]
fn nothing_from_standard_input_is_no_export() {
    for (bytes, reason) in [
        (&b""[..], "nothing"),
        (b"\n\n\n", "blank lines"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "a compressed file"),
    ] {
        let arguments = ["preview", "--users", "-", "--vendor", "keepnet", "--summary"];
        let output = piped(&arguments, bytes);
        assert_eq!(exit(&output), 2, "{reason}: {}", out(&output));
        assert!(words(&output).contains("standard input"), "{reason}: {}", words(&output));
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn an_export_from_a_named_pipe_is_previewed() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("users");
        let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
        assert!(made.success(), "a pipe is made");
        for (form, bytes, people) in exports() {
            let writer = {
                let pipe = pipe.clone();
                std::thread::spawn(move || std::fs::write(pipe, bytes))
            };
            let output = run(&[
                "preview",
                "--users",
                text(&pipe),
                "--vendor",
                "keepnet",
                "--summary",
                "--json",
            ]);
            writer.join().expect("it ends").expect("everything is written");
            assert_eq!(json(&output)["users"], people, "{form}: {}", words(&output));
        }
    }

    #[test]
    fn what_a_shell_substitutes_is_read() {
        let (users, schema) = (data("entra-download-users.csv"), data("entra-schema.json"));
        for (command, reason) in [
            (r#""$0" preview --users <(cat "$1") --schema "$2" --format ndjson"#, "an export"),
            (r#""$0" preview --users "$1" --schema <(cat "$2") --format ndjson"#, "a schema"),
            (r#""$0" preview --users <(cat "$1") --schema <(cat "$2") --format ndjson"#, "both"),
        ] {
            let program = footbridge();
            let mut shell = Command::new("bash");
            shell.args(["-c", command]).arg(program.get_program()).args([&users, &schema]);
            let output = shell.output().expect("bash runs");
            assert_eq!(ndjson(&output).len(), 11, "{reason}: {}", words(&output));
        }
    }

    #[test]
    fn what_never_ends_or_never_begins_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let [pipe, socket, link] = ["pipe", "socket", "link"].map(|it| folder.path().join(it));
        let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
        assert!(made.success(), "a pipe is made");
        let _listening = UnixListener::bind(&socket).expect("a socket");
        std::os::unix::fs::symlink("/dev/zero", &link).expect("a link");
        let users = data("entra-download-users.csv");
        for (path, code) in [
            (Path::new("/dev/zero"), "[file.device]"),
            (&link, "[file.device]"),
            (&pipe, "[file.no_writer]"),
            (&socket, "[file.socket]"),
        ] {
            let path = text(path);
            for arguments in [
                &["preview", "--users", path, "--vendor", "keepnet"][..],
                &["preview", "--users", text(&users), "--vendor", path],
                &["preview", "--users", text(&users), "--schema", path],
                &["preview", "--users", text(&users), "--vendor", "keepnet", "--assigned", path],
                &["eval", "[a]", "--attributes", path],
                &["eval", "--expression-file", path],
                &["eval", "--batch", path],
            ] {
                let output = run(arguments);
                assert_eq!(exit(&output), 2, "{arguments:?}");
                assert!(words(&output).contains(code), "{arguments:?}: {}", words(&output));
                assert_eq!(out(&output), "", "{arguments:?}");
            }
        }
    }
}

#[test]
fn a_file_that_is_too_large_is_left_unread() {
    let folder = tempfile::tempdir().expect("a folder");
    let users = data("entra-download-users.csv");
    let large = folder.path().join("large.json");
    let large = text(&large);
    for (size, arguments) in [
        (17 << 20, &["preview", "--users", text(&users), "--schema", large][..]),
        (5 << 20, &["eval", "[a]", "--attributes", large]),
        (5 << 20, &["eval", "--batch", large]),
        (2 << 20, &["eval", "--expression-file", large]),
    ] {
        let bytes = vec![b'a'; size];
        std::fs::write(large, &bytes).expect("it is written");
        let as_stream: Vec<&str> =
            arguments.iter().map(|it| if *it == large { "-" } else { it }).collect();
        for (output, name) in
            [(run(arguments), "large.json"), (piped(&as_stream, &bytes), "standard input")]
        {
            assert_eq!(exit(&output), 2, "{arguments:?}");
            let told = words(&output);
            assert!(told.contains(name) && told.contains(" MB"), "{arguments:?}: {told}");
        }
    }
    let sparse = folder.path().join("sparse.csv");
    let file = std::fs::File::create(&sparse).expect("a file");
    file.set_len(8 << 30).expect("eight GB of nothing");
    for option in ["--schema", "--assigned"] {
        let listed = ["preview", "--users", text(&users), option, text(&sparse)];
        let vendor = ["--vendor", "keepnet"];
        let vendor = if option == "--schema" { &[][..] } else { &vendor };
        let output = run(&[&listed[..], vendor].concat());
        assert_eq!(exit(&output), 2, "{option}: {}", out(&output));
    }
}

#[test]
fn cases_are_run_as_they_come_out_of_a_pipe() {
    let case = r#"{"expression":"ToUpper([a], )","attributes":{"a":"x"},"expect":"X"}"#;
    for (bytes, expected, reason) in [
        (format!("{case}\n{case}\n"), 0, "two cases"),
        (case.to_owned(), 0, "without an end of line"),
        (format!("{case}\r\n\r\n{case}\r\n"), 0, "from Windows"),
        (format!("{case}\n{{\n"), 2, "a line that is no case"),
    ] {
        let output = piped(&["eval", "--batch", "-"], bytes.as_bytes());
        assert_eq!(exit(&output), expected, "{reason}: {}{}", out(&output), words(&output));
    }
}
