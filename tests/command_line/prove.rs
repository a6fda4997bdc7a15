//! `footbridge prove` against the practice tenant.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use footbridge_tests::canary::TOKEN;
use footbridge_tests::{Program, footbridge};
use serde_json::Value;

use crate::practice::practice;
use crate::{exit, json, out, run, words};

/// Starts a healthy practice tenant.
pub(crate) fn healthy() -> (Program, String) {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "T"]).env("T", TOKEN).stderr(Stdio::null());
    let (program, lines) = Program::start_and_read(&mut practice, 1);
    (program, lines[0].clone())
}

/// Returns a command that proves a server, with its journals in a folder of the test.
pub(crate) fn prove(folder: &Path, url: &str, arguments: &[&str]) -> Command {
    let mut prove = footbridge();
    prove.args(["prove", "--url", url, "--token-env", "T"]).args(arguments);
    prove.env("T", TOKEN).env("HOME", folder).env("XDG_DATA_HOME", folder);
    prove
}

fn proved(url: &str, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let output = prove(folder.path(), url, arguments).output().expect("footbridge runs");
    for text in [out(&output), words(&output)] {
        assert!(!text.contains(TOKEN), "the token is in no answer: {text}");
    }
    output
}

/// Returns everybody's name, or every group's.
pub(crate) fn names(url: &str, collection: &str) -> Vec<String> {
    let address = url.trim_start_matches("http://").split('/').next().expect("an address");
    let mut stream = TcpStream::connect(address).expect("it listens");
    let request = format!(
        "GET /scim/v2/{collection} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {TOKEN}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    let list: Value = serde_json::from_str(body).expect("JSON");
    let names = list["Resources"].as_array().into_iter().flatten();
    let name =
        |it: &Value| it["userName"].as_str().or(it["displayName"].as_str()).map(str::to_owned);
    names.filter_map(name).collect()
}

pub(crate) fn is_empty(url: &str) -> bool {
    names(url, "Users").is_empty() && names(url, "Groups").is_empty()
}

#[test]
fn without_writes_nothing_is_sent_and_the_plan_is_printed() {
    // Nothing listens there, and no token is given.
    let url = "http://127.0.0.1:9/scim";
    let output = run(&["prove", "--url", url, "--domain", "proof.example"]);
    assert_eq!(exit(&output), 0, "{}", words(&output));
    for part in ["Nothing has been sent", "@proof.example", "POST   http://127.0.0.1:9/scim/Users"]
    {
        assert!(out(&output).contains(part), "{part}: {}", out(&output));
    }
    let plan = json(&run(&["prove", "--url", url, "--json", "--only", "users"]));
    let name = plan["name"].as_str().expect("a name");
    let digits =
        name.strip_prefix("footbridge-proof-").and_then(|it| it.strip_suffix("@example.com"));
    let digits = digits.unwrap_or_else(|| panic!("a made-up name: {name}"));
    assert!(digits.len() == 8 && digits.bytes().all(|it| it.is_ascii_hexdigit()), "{name}");
    assert_eq!(plan["groups"], Value::Array(Vec::new()), "users only");
    let writes = plan["requests"].as_array().into_iter().flatten();
    assert!(writes.filter(|it| it["method"] == "PATCH").count() > 3, "{plan:#}");
}

#[test]
fn healthy_server_passes_in_both_dialects_and_nothing_is_left() {
    let (_practice, url) = healthy();
    let output = proved(&url, &["--writes", "--dialect", "both", "--json"]);
    let answer = json(&output);
    assert_eq!((exit(&output), &answer["ok"]), (0, &Value::Bool(true)), "{answer:#}");
    let statuses = answer["checks"].as_array().into_iter().flatten();
    assert!(statuses.clone().all(|it| it["status"] == "passed" && it["name"].is_string()));
    for dialect in ["plain/", "flag/"] {
        let of = |it: &&Value| it["name"].as_str().is_some_and(|it| it.starts_with(dialect));
        assert!(statuses.clone().filter(of).count() > 40, "{dialect}");
    }
    for row in answer["targets"].as_array().into_iter().flatten() {
        assert_eq!(row["status"], "kept", "{row}");
        for key in ["target", "sent", "stored", "afterChange"] {
            assert!(row.get(key).is_some(), "{key}: {row}");
        }
    }
    assert_eq!(answer["leftBehind"], Value::Array(Vec::new()));
    assert!(is_empty(&url), "nothing is left");
}

#[test]
fn losing_server_is_told_by_code_table_and_junit() {
    let (_practice, url) = practice("level-change-lost", &[]);
    let folder = tempfile::tempdir().expect("a folder");
    let junit = folder.path().join("proof.xml");
    let file = junit.to_str().expect("text");
    let output = proved(&url, &["--writes", "--json", "--junit", file]);
    let answer = json(&output);
    assert_eq!(exit(&output), 1, "{answer:#}");
    assert_eq!(answer["findings"][0]["code"], "proof.level_change_lost", "{answer:#}");
    let lost =
        answer["targets"].as_array().into_iter().flatten().filter(|it| it["status"] == "lost");
    assert_eq!(lost.count(), 3, "each level");
    let xml = fs::read_to_string(&junit).expect("a file");
    let checks = answer["checks"].as_array().map_or(0, Vec::len);
    assert_eq!(xml.matches("<testcase ").count(), checks, "a case a check:\n{xml}");
    assert_eq!(xml.matches("type=\"proof.level_change_lost\"").count(), 3, "{xml}");
    assert!(xml.contains("failures=\"3\"") && !xml.contains(TOKEN), "{xml}");

    let words = out(&proved(&url, &["--writes", "--only", "users"]));
    let told =
        ["The server does not keep what Entra writes", "changes of these levels will never arrive"];
    for part in told {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(is_empty(&url), "nothing is left");
}

#[test]
fn server_that_cannot_be_asked_is_told_and_in_the_junit_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let junit = folder.path().join("proof.xml");
    let file = junit.to_str().expect("text");
    let output = proved("http://127.0.0.1:9/scim", &["--writes", "--json", "--junit", file]);
    let answer = json(&output);
    assert_eq!((exit(&output), &answer["ok"]), (1, &Value::Bool(false)));
    assert_eq!(answer["findings"][0]["code"], "tcp.refused", "{answer:#}");
    let checks = answer["checks"].as_array().into_iter().flatten();
    assert!(checks.clone().count() > 30 && checks.clone().all(|it| it["status"] == "skipped"));
    let xml = fs::read_to_string(&junit).expect("a file");
    assert!(xml.contains("type=\"tcp.refused\""), "it fails in a CI: {xml}");
}

#[test]
fn mistakes_are_told_before_anything_is_sent() {
    let (_practice, url) = healthy();
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = folder.path().join("no/such/folder.xml");
    for (arguments, why) in [
        (&["--writes", "--domain", "no domain"][..], "no domain"),
        (&["--writes", "--domain", "Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt.example"], "a secret in its place"),
        (&["--groups", "--no-groups"], "both"),
        (&["--only", "groups", "--no-groups"], "a contradiction"),
        (&["--dialect", "neither"], "no dialect"),
        (&["--writes", "--junit", nowhere.to_str().expect("text")], "no such folder"),
        (&["--junit", "proof.xml"], "nothing is proved without --writes"),
    ] {
        let output = proved(&url, arguments);
        assert_eq!(exit(&output), 2, "{why}: {}", words(&output));
        assert!(!words(&output).contains("Zq7Xw2Vb9"), "{why}: nothing is repeated");
    }
    let output = run(&["prove", "--url", &url, "--writes"]);
    assert_eq!(exit(&output), 2, "writing takes a token");
    assert!(is_empty(&url), "nobody was created");
}

#[test]
#[cfg(unix)]
fn interrupted_proof_deletes_what_it_created() {
    let (_practice, url) = healthy();
    let folder = tempfile::tempdir().expect("a folder");
    let mut prove = prove(folder.path(), &url, &["--writes", "--dialect", "both", "--json"]);
    let mut program = Program::start(prove.stdout(Stdio::null()));
    while names(&url, "Users").is_empty() {
        std::thread::yield_now();
    }
    program.interrupt();
    assert_eq!(program.wait().code(), Some(1), "it was stopped");
    assert!(is_empty(&url), "nothing is left");
    assert_eq!(journals(folder.path()), 0, "and no journal");
}

/// Returns how many journals there are.
pub(crate) fn journals(folder: &Path) -> usize {
    let proofs = folder.join("dev.footbridge.wizard/proofs");
    fs::read_dir(proofs).map_or(0, Iterator::count)
}
