//! Real SCIM programs that others wrote: a tester run against our practice tenant, and a server that
//! our connection test has to diagnose.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

use std::process::Stdio;

use footbridge_tests::{Program, better_auth, footbridge, free_port, scim_program, wait_for_port};
use serde_json::Value;

const TOKEN: &str = "third-party-token-0123456789";

#[test]
fn scim2_tester_finds_no_error_in_the_practice_tenant() {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "PRACTICE_TOKEN"]).env("PRACTICE_TOKEN", TOKEN);
    let (_practice, lines) = Program::start_and_read(&mut practice, 1);
    let output = scim_program("scim2")
        .args(["--url", &lines[0], "test"])
        .env("SCIM_CLI_HEADERS", format!("Authorization: Bearer {TOKEN}"))
        .output()
        .expect("scim2 runs");
    let told = String::from_utf8_lossy(&output.stdout);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "scim2 test ended with {}:\n{told}\n{words}", output.status);
    assert!(told.contains("SUCCESS"), "it tested something:\n{told}");
    for line in told.lines() {
        assert!(
            !line.starts_with("ERROR") && !line.starts_with("CRITICAL"),
            "scim2 test found: {line}\n{told}"
        );
    }
}

/// Starts scim2-server and returns its base URL.
fn server(arguments: &[&str]) -> (Program, String) {
    let port = free_port();
    let mut command = scim_program("scim2-server");
    command.args(["--hostname", "127.0.0.1", "--port", &port.to_string()]).args(arguments);
    let program = Program::start(command.stderr(std::process::Stdio::null()));
    wait_for_port(port);
    (program, format!("http://127.0.0.1:{port}/v2"))
}

/// Checks a server and returns the exit code, whether it passed, and the codes found.
fn check(url: &str, token: &str) -> (i32, bool, Vec<String>) {
    let output = footbridge()
        .args(["check", "--url", url, "--token-env", "CANARY", "--json"])
        .env("CANARY", token)
        .output()
        .expect("footbridge runs");
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        assert!(!text.contains(token), "the token is in the output: {text}");
    }
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
    let codes = answer["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|finding| finding["code"].as_str().map(str::to_owned))
        .collect();
    (output.status.code().unwrap_or(-1), answer["ok"] == true, codes)
}

/// Starts better-auth's SCIM server and returns its base URL.
fn better_auth_server() -> (Program, String) {
    let port = free_port();
    let program = Program::start(
        better_auth().arg(port.to_string()).env("SCIM_TOKEN", TOKEN).stdout(Stdio::null()),
    );
    wait_for_port(port);
    (program, format!("http://127.0.0.1:{port}/api/auth/scim/v2"))
}

#[test]
fn better_auth_with_its_token_passes() {
    let (_server, url) = better_auth_server();
    for url in [url.clone(), format!("{url}/?aadOptscim062020"), format!("{url}/Users")] {
        let (exit, ok, codes) = check(&url, TOKEN);
        assert!(ok, "{url} answers as Entra expects; found {codes:?}");
        assert_eq!(exit, 0, "success; found {codes:?}");
    }
}

#[test]
fn better_auth_refuses_a_wrong_token() {
    let (_server, url) = better_auth_server();
    let (exit, ok, codes) = check(&url, "another-token-0123456789");
    assert_eq!((exit, ok), (1, false), "a problem was found");
    assert!(codes.contains(&"auth.rejected".to_owned()), "401 is the cause; found {codes:?}");
}

#[test]
fn better_auth_without_its_version_is_another_path() {
    let (_server, url) = better_auth_server();
    let (exit, ok, codes) = check(url.trim_end_matches("/v2"), TOKEN);
    assert_eq!((exit, ok), (1, false), "a problem was found");
    assert!(codes.contains(&"users.not_found".to_owned()), "404 is the cause; found {codes:?}");
}

#[test]
fn nothing_but_get_is_in_the_log_of_scim2_server() {
    let port = free_port();
    let log = tempfile::NamedTempFile::new().expect("a file for the log");
    let mut command = scim_program("scim2-server");
    command.args(["--hostname", "127.0.0.1", "--port", &port.to_string()]);
    command.args(["--bearer-token", TOKEN]).stderr(log.reopen().expect("the file opens"));
    let server = Program::start(command.env("PYTHONUNBUFFERED", "1"));
    wait_for_port(port);
    let (exit, _, codes) = check(&format!("http://127.0.0.1:{port}/v2"), TOKEN);
    assert_eq!(exit, 0, "it passes; found {codes:?}");
    drop(server);
    let told = std::fs::read_to_string(log.path()).expect("the log is text");
    let requests: Vec<&str> = told.lines().filter(|line| line.contains(" HTTP/1.")).collect();
    assert_eq!(requests.len(), 4, "users, groups, a wrong token, none:\n{told}");
    for request in requests {
        assert!(request.contains("\"GET /v2/"), "it only reads: {request}");
        assert!(!request.contains(TOKEN), "the token is in no log: {request}");
    }
}

#[test]
fn scim2_server_with_a_token_passes() {
    let (_server, url) = server(&["--bearer-token", TOKEN]);
    let (exit, ok, codes) = check(&url, TOKEN);
    assert!(ok, "it answers as Entra expects; found {codes:?}");
    assert_eq!(exit, 0, "success; found {codes:?}");
}

#[test]
fn scim2_server_refuses_a_wrong_token() {
    let (_server, url) = server(&["--bearer-token", TOKEN]);
    let (exit, ok, codes) = check(&url, "another-token-0123456789");
    assert_eq!((exit, ok), (1, false), "a problem was found");
    assert!(codes.contains(&"auth.rejected".to_owned()), "401 is the cause; found {codes:?}");
}

#[test]
fn scim2_server_without_a_token_is_open_to_everybody() {
    let (_server, url) = server(&[]);
    let (exit, ok, codes) = check(&url, TOKEN);
    assert_eq!((exit, ok), (1, false), "an open server is a problem");
    assert!(codes.contains(&"auth.anonymous".to_owned()), "it is open; found {codes:?}");
}

#[test]
fn a_wrong_path_is_named() {
    let (_server, url) = server(&["--bearer-token", TOKEN]);
    let (exit, _, codes) = check(&format!("{url}/wrong"), TOKEN);
    assert_eq!(exit, 1, "a problem was found");
    assert!(codes.contains(&"users.not_found".to_owned()), "404 is the cause; found {codes:?}");
}

/// Proves a server in both dialects and returns the exit code, the code and evidence of each finding,
/// and the targets that were not kept.
fn prove(url: &str) -> (i32, Vec<(String, String)>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder for the journal");
    let output = footbridge()
        .args(["prove", "--url", url, "--token-env", "CANARY", "--json"])
        .args(["--writes", "--dialect", "both"])
        .env("CANARY", TOKEN)
        .env("HOME", folder.path())
        .env("XDG_DATA_HOME", folder.path())
        .output()
        .expect("footbridge runs");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
    assert!(!answer.to_string().contains(TOKEN), "the token is in the output");
    assert_eq!(answer["leftBehind"], Value::Array(Vec::new()), "nothing is left");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = answer["findings"].as_array().into_iter().flatten();
    let findings = findings.map(|it| (text(&it["code"]), text(&it["evidence"]))).collect();
    let targets = answer["targets"].as_array().into_iter().flatten();
    let lost = targets.filter(|it| it["status"] != "kept").map(|it| text(&it["target"])).collect();
    (output.status.code().unwrap_or(-1), findings, lost)
}

#[test]
fn scim2_server_keeps_what_entra_writes_but_for_three_of_its_forms() {
    let (_server, url) = server(&["--bearer-token", TOKEN]);
    let (exit, findings, lost) = prove(&url);
    // Its own words for each: it takes a remove, an add under a filter and a manager by the letter of
    // the RFC, and Entra writes all three otherwise.
    let expected = [
        ("proof.absent_path_refused", "noTarget: no value of 'phone_numbers' matches"),
        ("proof.manager_lost", "Input should be a valid dictionary"),
        ("proof.member_not_removed", "a remove operation carries no value"),
    ];
    let codes: Vec<&str> = findings.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, expected.map(|(code, _)| code), "{findings:#?}");
    for ((code, evidence), (_, words)) in findings.iter().zip(expected) {
        assert!(evidence.contains(words), "{code}: {evidence}");
    }
    let fax = "phoneNumbers[type eq \"fax\"].value";
    assert_eq!((exit, lost), (1, vec![fax.to_owned(), fax.to_owned()]), "in both dialects");
}

#[test]
fn better_auth_keeps_what_entra_writes() {
    let (_server, url) = better_auth_server();
    let (exit, findings, lost) = prove(&url);
    assert_eq!((exit, findings, lost), (0, Vec::new(), Vec::new()), "every form of Entra's");
}
