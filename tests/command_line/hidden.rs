//! What others say is not obeyed by the terminal, and nothing of it is hidden.

use std::fs::{File, write};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Output, Stdio};
use std::thread;

use footbridge_tests::{footbridge, root, run_with_input};
use serde_json::Value;

use crate::{exit, json, ndjson, out, run, words};

/// What a terminal obeys or does not show, and how it must be written.
const HOSTILE: [(&str, &str, &str); 11] = [
    ("a clipboard is written", "\u{1b}]52;c;aGk=\u{7}", r"\u{1b}]52;c;aGk=\u{7}"),
    ("a title is set", "\u{1b}]0;root\u{1b}\\", r"\u{1b}]0;root\u{1b}\"),
    ("the screen is cleared", "\u{1b}[2J\u{1b}[H", r"\u{1b}[2J\u{1b}[H"),
    ("C1", "\u{9b}31m", r"\u{9b}31m"),
    ("a clipboard by C1", "\u{9d}52;c;aGk=\u{9c}", r"\u{9d}52;c;aGk=\u{9c}"),
    ("a bell", "a\u{7}b", r"a\u{7}b"),
    ("a backspace", "good\u{8}\u{8}\u{8}\u{8}evil", r"good\u{8}\u{8}\u{8}\u{8}evil"),
    ("an override", "\u{202e}fdp.exe", r"\u{202e}fdp.exe"),
    ("an isolate", "\u{2066}a\u{2069}", r"\u{2066}a\u{2069}"),
    ("a deletion", "a\u{7f}b", r"a\u{7f}b"),
    ("zero width", "a\u{200b}b\u{2060}c\u{feff}d", r"a\u{200b}b\u{2060}c\u{feff}d"),
];

fn is_hidden(c: char) -> bool {
    let bidi = matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    let others = matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}');
    c.is_control() && !matches!(c, '\n' | '\t') || bidi || others
}

fn assert_shown(text: &str, expected: &str, why: &str) {
    assert!(!text.contains(is_hidden), "{why}: something is hidden in {text:?}");
    assert!(text.contains(expected), "{why}: {expected} is not in {text}");
}

fn export(folder: &Path, name: &str) -> String {
    let path = folder.join("users.csv");
    let head = "userPrincipalName,displayName,givenName,surname,mail,jobTitle,department,\
                companyName,accountEnabled,id";
    let row = format!("k@h.example,{name},Kari,Nordmann,k@h.example,,{name},{name},True,1");
    write(&path, format!("{head}\n{row}\n")).expect("written");
    path.to_str().expect("text").to_owned()
}

fn preview(users: &str, more: &[&str]) -> Output {
    let arguments = ["preview", "--users", users, "--vendor", "keepnet"];
    run(&[&arguments, more].concat())
}

#[test]
fn name_in_an_export_is_shown_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    for (why, name, expected) in HOSTILE {
        let users = export(folder.path(), name);
        for more in [&[][..], &["--tree"]] {
            let output = preview(&users, more);
            assert_eq!(exit(&output), 0, "{}", words(&output));
            assert_shown(&out(&output), expected, why);
        }
        for more in [&["--summary"][..], &["--assigned-by", &format!("{name}=1")]] {
            let output = preview(&users, more);
            let all = format!("{}{}", out(&output), words(&output));
            assert!(!all.contains(is_hidden), "{why}: {all:?}");
        }
    }
}

#[test]
fn data_keeps_the_bytes_and_json_writes_them_as_escapes() {
    let folder = tempfile::tempdir().expect("a folder");
    for (why, name, _) in HOSTILE {
        let users = export(folder.path(), name);
        let csv = out(&preview(&users, &["--format", "csv"]));
        assert!(csv.contains(name), "{why}: a table keeps it: {csv:?}");
        let lines = preview(&users, &["--format", "ndjson"]);
        let list = preview(&users, &["--json"]);
        let tree = preview(&users, &["--tree", "--json"]);
        for output in [&lines, &list, &tree] {
            assert!(!out(output).contains(is_hidden), "{why}: {:?}", out(output));
        }
        let holds = |value: &Value| {
            let text = value.to_string();
            text.contains(Value::from(name).to_string().trim_matches('"'))
        };
        assert!(ndjson(&lines).iter().all(holds), "{why}: and so does JSON");
        assert!(holds(&json(&list)), "{why}: and so does JSON");
    }
}

#[test]
fn file_name_is_shown_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    for (why, name, expected) in HOSTILE {
        let absent = folder.path().join(name);
        let absent = absent.to_str().expect("text");
        for arguments in [
            &["preview", "--users", absent, "--vendor", "keepnet"][..],
            &["preview", "--users", absent, "--schema", absent],
            &["eval", "--attributes", absent, "[a]"],
            &["eval", "--batch", absent],
            &["eval", "--expression-file", absent],
            &["check", "--vendor", absent, "--token-env", "V"],
        ] {
            let output = run(arguments);
            assert_eq!(exit(&output), 2, "{why}: it is not there");
            assert!(!words(&output).contains(is_hidden), "{why}: {:?}", words(&output));
        }
        assert_shown(
            &words(&run(&["check", "--vendor", absent, "--token-env", "V"])),
            expected,
            why,
        );
        // clap repeats what it does not know.
        let output = run(&["vendors", absent]);
        assert!(!words(&output).contains(is_hidden), "{why}: {:?}", words(&output));
        let output = run(&[&format!("--{name}")]);
        assert!(!words(&output).contains(is_hidden), "{why}: {:?}", words(&output));

        let broken = folder.path().join(format!("x{name}.json"));
        write(&broken, format!("{{\"{name}\":")).expect("written");
        let broken = broken.to_str().expect("text");
        for arguments in [
            &["preview", "--users", broken, "--vendor", "keepnet"][..],
            &["eval", "--attributes", broken, "[a]"],
            &["eval", "--batch", broken],
            &["token", "--vendor", broken, "--stdin"],
        ] {
            let output = run(arguments);
            assert_eq!(exit(&output), 2, "{why}: it is not what it should be");
            assert!(!words(&output).contains(is_hidden), "{why}: {:?}", words(&output));
        }
    }
}

#[test]
fn expression_is_shown_as_it_is() {
    for (why, text, expected) in HOSTILE {
        let good = format!("Join(\"{text}\", [a], [b])");
        let output = run(&["eval", "--explain", &good]);
        assert!(!words(&output).contains(is_hidden), "{why}: {:?}", words(&output));
        assert_shown(&out(&output), expected, why);
        for wrong in [format!("Nonsense(\"{text}\")"), format!("[{text}"), format!("{text}(")] {
            for arguments in [&["eval", &wrong][..], &["eval", "--explain", &wrong]] {
                let output = run(arguments);
                let all = format!("{}{}", out(&output), words(&output));
                assert!(!all.contains(is_hidden), "{why}: {all:?}");
            }
        }
        let attributes = serde_json::json!({ "a": text }).to_string();
        let arguments = ["eval", "ToUpper([a], )", "--attributes", "-"];
        let output = run_with_input(footbridge().args(arguments), &attributes);
        assert_eq!(out(&output).trim_end_matches('\n'), text.to_uppercase(), "{why}: data");
        let output = run_with_input(footbridge().args(arguments).arg("--json"), &attributes);
        assert!(!out(&output).contains(is_hidden), "{why}: {:?}", out(&output));
        assert_eq!(json(&output)["value"], text.to_uppercase(), "{why}: JSON has the same value");
    }
}

#[test]
fn words_of_a_profile_file_are_shown_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = root().join("src-tauri/crates/vendor/tests/it/fifth.toml");
    let good = std::fs::read_to_string(good).expect("a profile");
    for (why, words_of_it, expected) in HOSTILE {
        let escaped: String =
            words_of_it.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
        let path = folder.path().join("profile.toml");
        let given = path.to_str().expect("text");
        write(&path, good.replace("Fifth Vendor", &format!("Fifth {escaped}"))).expect("written");
        let arguments = ["token", "--vendor", given, "--stdin"];
        let output = run_with_input(footbridge().args(arguments), "some-key-1\nsome-secret-2\n");
        assert_eq!(exit(&output), 0, "{why}: {}", words(&output));
        assert_shown(&words(&output), expected, why);

        write(&path, good.replace("id = \"fifth\"", &format!("id = \"{escaped}\"")))
            .expect("written");
        let output = run_with_input(footbridge().args(arguments), "a\nb\n");
        assert_eq!(exit(&output), 2, "{why}: no stable name");
        assert_shown(&words(&output), expected, why);
    }
}

/// Answers every request with these bytes.
fn server(answer: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).is_ok() {
                head.extend(byte);
            }
            drop(stream.write_all(&answer));
        }
    });
    format!("http://{address}/scim")
}

#[test]
fn answer_of_a_server_is_shown_as_it_is() {
    for (why, text, _) in HOSTILE {
        let json_text = Value::from(text);
        let answers = [
            format!("HTTP/1.1 401 {text}\r\nContent-Length: 0\r\n\r\n"),
            format!("HTTP/1.1 401 No\r\nWWW-Authenticate: {text}\r\nContent-Length: 0\r\n\r\n"),
            format!("HTTP/1.1 302 Found\r\nLocation: /{text}\r\nContent-Length: 0\r\n\r\n"),
            format!("HTTP/1.1 200 OK\r\nContent-Type: {text}\r\nContent-Length: 2\r\n\r\n{{}}"),
            format!("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n<html>{text}</html>"),
            format!("HTTP/1.1 400 No\r\nConnection: close\r\n\r\n{{\"detail\":{json_text}}}"),
            format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{{json_text}:1,{json_text}:2}}"),
            format!("{text}\r\n\r\n"),
        ];
        for answer in answers {
            let url = server(answer.clone().into_bytes());
            for more in ["--support", "--json"] {
                let arguments = ["check", "--url", &url, "--token-env", "SCIM_TOKEN", more];
                let output = footbridge()
                    .args(arguments)
                    .env("SCIM_TOKEN", "some-token-of-the-test")
                    .output()
                    .expect("it runs");
                assert_eq!(exit(&output), 1, "{why}: {answer:?}: {}", words(&output));
                let all = format!("{}{}", out(&output), words(&output));
                assert!(!all.contains(is_hidden), "{why}: {answer:?}: {all:?}");
            }
        }
    }
}

/// Runs `footbridge` with a terminal for its standard output, and returns what that shows.
#[cfg(target_os = "linux")]
fn at_a_terminal(arguments: &[&str]) -> String {
    use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    let terminal = openpt(flags).expect("a terminal");
    grantpt(&terminal).and_then(|()| unlockpt(&terminal)).expect("it may be used");
    let its_end = ioctl_tiocgptpeer(&terminal, flags).expect("its other end");
    let mut command = footbridge();
    command.args(arguments).stdin(Stdio::null()).stdout(its_end).stderr(Stdio::null());
    let mut child = command.spawn().expect("it runs");
    // The terminal ends with the last of those who hold it open.
    drop(command);
    let mut shown = Vec::new();
    let mut terminal = File::from(terminal);
    let mut bytes = [0; 4096];
    while let Ok(read @ 1..) = terminal.read(&mut bytes) {
        shown.extend_from_slice(&bytes[..read]);
    }
    child.wait().expect("it ends");
    // A terminal ends its lines with two characters.
    String::from_utf8(shown).expect("text").replace("\r\n", "\n")
}

#[cfg(target_os = "linux")]
#[test]
fn data_is_made_visible_at_a_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    for (why, name, expected) in HOSTILE {
        let users = export(folder.path(), name);
        let arguments = ["preview", "--users", &users, "--vendor", "keepnet", "--format", "csv"];
        assert_shown(&at_a_terminal(&arguments), expected, why);
        let attributes = folder.path().join("attributes.json");
        write(&attributes, serde_json::json!({ "a": name }).to_string()).expect("written");
        let attributes = attributes.to_str().expect("text");
        let arguments = ["eval", "Trim([a])", "--attributes", attributes];
        assert_shown(&at_a_terminal(&arguments), expected, why);
    }
}
