//! `footbridge check` against the practice tenant.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use footbridge_tests::canary::TOKEN;
use footbridge_tests::{Program, footbridge, root, run_with_input};
use serde_json::Value;

use crate::practice::practice;
use crate::{exit, json, out};

/// Returns the codes of the errors that `check` finds, and of the warnings.
pub(crate) fn found(check: &mut Command) -> (Vec<String>, Vec<String>) {
    let output = check.args(["--token-env", "T", "--json"]).env("T", TOKEN).output();
    let answer = json(&output.expect("footbridge runs"));
    let of = |severity: &str| {
        let findings = answer["findings"].as_array().into_iter().flatten();
        findings
            .filter(|finding| finding["severity"] == severity)
            .filter_map(|finding| finding["code"].as_str().map(str::to_owned))
            .collect()
    };
    (of("error"), of("warning"))
}

#[test]
fn the_practice_tenant_passes_the_check() {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "T"]).env("T", TOKEN);
    let (_practice, lines) = Program::start_and_read(&mut practice, 1);
    let mut check = footbridge();
    check.args(["check", "--url", &lines[0], "--token-env", "T", "--json"]).env("T", TOKEN);
    let output = check.output().expect("footbridge runs");
    let answer = json(&output);
    assert_eq!(exit(&output), 0, "{answer:#}");
    assert_eq!(answer["ok"], true, "Entra's test would pass");
    for stage in answer["stages"].as_array().into_iter().flatten() {
        let status = stage["status"].as_str().unwrap_or_default();
        assert!(["passed", "warned", "skipped"].contains(&status), "{stage}");
        assert!(stage["ms"].is_number() && stage["name"].is_string(), "{stage}");
    }
    assert!(!out(&output).contains(TOKEN), "the token is in no answer");
}

#[test]
fn a_fault_is_named_by_its_code() {
    let (_practice, url) = practice("unauthorized", &[]);
    let mut check = footbridge();
    check.args(["check", "--url", &url, "--token-stdin", "--json"]);
    let output = run_with_input(&mut check, TOKEN);
    let answer = json(&output);
    assert_eq!(exit(&output), 1, "a problem was found");
    // Other findings may come first: that the practice tenant speaks plain HTTP is a warning.
    let findings = answer["findings"].as_array().into_iter().flatten();
    let errors: Vec<&Value> = findings.filter(|finding| finding["severity"] == "error").collect();
    let rejected = errors.iter().find(|finding| finding["code"] == "auth.rejected");
    let rejected = rejected.unwrap_or_else(|| panic!("the fault is named: {answer:#}"));
    for key in ["title", "explanation", "fixes"] {
        assert!(!rejected[key].is_null(), "a finding has {key}: {rejected:#}");
    }
}

#[test]
fn report_is_on_standard_output_and_progress_on_standard_error() {
    let (_practice, url) = practice("forbidden-to-all", &[]);
    let mut check = footbridge();
    check.args(["check", "--url", &url, "--token-env", "T"]).env("T", TOKEN);
    let output = check.output().expect("footbridge runs");
    let report = out(&output);
    let first = report.lines().next().unwrap_or_default();
    assert!(first.starts_with("It does not work yet: "), "the cause comes first: {first}");
    for part in [
        "answers 403 to everybody [http.forbidden]",
        "For comparison: without a token the answer is the same",
        "  | this address may not connect",
        "  - Only certain addresses may connect.",
        "  Entra would say: ",
        "Not tried: ",
        "Nothing was written to the tenant.",
    ] {
        assert!(report.contains(part), "{part} is in the report:\n{report}");
    }
    let progress = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(progress.lines().any(|line| line.starts_with("Reached")), "stages: {progress}");
    assert!(!progress.contains("http.forbidden"), "and nothing that was asked for: {progress}");
}

#[test]
fn json_holds_everything_and_no_token() {
    let (_practice, url) = practice("unauthorized", &[]);
    let mut check = footbridge();
    check.args(["check", "--url", &url, "--token-env", "T", "--json"]).env("T", TOKEN);
    let output = check.output().expect("footbridge runs");
    let answer = json(&output);
    let stages = answer["stages"].as_array().expect("stages");
    assert!(stages.iter().all(|stage| stage["detail"].is_string()), "{answer:#}");
    let finding = &answer["findings"][0];
    assert_eq!(finding["code"], "auth.rejected", "the cause is the first");
    assert!(finding["evidence"].is_string() && finding["entraSays"].is_string(), "{finding:#}");
    let exchange = &answer["exchanges"][0];
    assert_eq!(exchange["status"], 401);
    let headers = exchange["requestHeaders"].as_array().expect("headers");
    let sent = headers.iter().find(|header| header["name"] == "authorization").expect("a token");
    assert!(sent["value"].as_str().is_some_and(|value| value.starts_with("Bearer ••••")), "{sent}");
    assert!(!out(&output).contains(TOKEN), "the token is masked");
    assert!(output.stderr.is_empty(), "and nothing is told beside it");
}

#[test]
fn each_matching_attribute_that_is_named_is_tested() {
    let (_practice, url) = practice("other-attributes-fail", &[]);
    let errors = |attributes: &[&str]| {
        let mut check = footbridge();
        check.args(["check", "--url", &url]);
        attributes.iter().for_each(|attribute| {
            check.args(["--matching", attribute]);
        });
        found(&mut check).0
    };
    assert_eq!(errors(&["userName"]), Vec::<String>::new(), "this one works");
    assert_eq!(errors(&["userName", "externalId"]), ["http.server_error"], "the other does not");
}

#[test]
fn answer_is_slow_by_the_vendors_own_measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("patient.toml");
    let fifth = root().join("src-tauri/crates/vendor/tests/it/fifth.toml");
    let fifth = std::fs::read_to_string(fifth).expect("a profile");
    let patient = fifth.replacen("slow_after_ms = 1500", "slow_after_ms = 600000", 1);
    assert_ne!(patient, fifth, "the profile has a measure");
    std::fs::write(&file, patient).expect("written");
    let (_practice, url) = practice("slow", &[]);
    let (errors, warnings) =
        found(footbridge().args(["check", "--url", &url, "--vendor"]).arg(&file));
    assert_eq!(errors, Vec::<String>::new(), "it works");
    assert!(!warnings.iter().any(|code| code == "response.slow"), "and is as fast as it says");
}

#[test]
fn faults_below_http_are_named_though_nobody_trusts_the_tenants_authority() {
    for (fault, code) in [
        ("refused", "tcp.refused"),
        ("tls-none", "tls.not_tls"),
        ("tls-only-1-3", "tls.version"),
        ("tls-other-suites", "tls.version"),
        ("tls-expired", "tls.expired"),
        ("tls-not-yet-valid", "tls.not_yet_valid"),
        ("tls-wrong-host", "tls.wrong_host"),
        ("tls-self-signed", "tls.untrusted"),
        ("tls-private-root", "tls.untrusted"),
        ("hangs-up", "http.closed"),
    ] {
        let (_practice, url) = practice(fault, &[]);
        let (errors, _) = found(footbridge().args(["check", "--url", &url]));
        assert_eq!(errors, [code], "{fault}");
    }
}

#[test]
fn an_authority_that_only_this_computer_trusts_is_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let roots = folder.path().join("roots.pem");
    let file = roots.to_str().expect("text");
    for (fault, expected) in [
        ("tls-private-root", &["tls.private_root"][..]),
        ("tls-expires-soon", &["tls.private_root", "tls.expires_soon"]),
    ] {
        let (_practice, url) = practice(fault, &["--roots", file]);
        let mut check = footbridge();
        check.args(["check", "--url", &url]).env("SSL_CERT_FILE", file).env_remove("SSL_CERT_DIR");
        let (errors, warnings) = found(&mut check);
        assert_eq!(errors, Vec::<String>::new(), "{fault}: the connection stands");
        let tls: Vec<&str> =
            warnings.iter().map(String::as_str).filter(|code| code.starts_with("tls.")).collect();
        assert_eq!(tls, expected, "{fault}: and is told of");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_token_is_in_no_process_list_and_a_run_can_be_interrupted() {
    let (_practice, url) = practice("hang", &[]);
    let mut check = footbridge();
    check.args(["check", "--url", &url, "--token-stdin"]);
    check.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = check.spawn().expect("footbridge runs");
    let mut input = child.stdin.take().expect("the input is piped");
    input.write_all(format!("{TOKEN}\n").as_bytes()).expect("it reads");
    let mut words = BufReader::new(child.stderr.take().expect("the words are piped")).lines();
    // Once TLS is settled the token is on its way.
    let settled = words.by_ref().map_while(Result::ok).find(|line| line.starts_with("Encrypted"));
    assert!(settled.is_some(), "it tells of each stage as it ends");
    let shown = std::fs::read(format!("/proc/{}/cmdline", child.id())).expect("it runs");
    assert!(!String::from_utf8_lossy(&shown).contains(TOKEN), "the token is no argument");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).expect("it runs");
    let core = limits.lines().find(|line| line.starts_with("Max core file size"));
    let core: Vec<&str> = core.unwrap_or_default().split_whitespace().collect();
    assert_eq!(core.get(4), Some(&"0"), "memory is in no core file: {core:?}");
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupted.expect("kill runs").success(), "it is still running");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(exit(&output), 1, "not passed");
    let first = out(&output).lines().next().unwrap_or_default().to_owned();
    assert!(
        first.starts_with("Stopped by you after ") && first.contains("the query for a user"),
        "the report says who ended it, and what was waited for: {first}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_server_that_sends_without_end_fills_no_memory() {
    for fault in ["endless", "bomb", "too-large"] {
        let (_practice, url) = practice(fault, &[]);
        let mut check = footbridge();
        check.args(["check", "--url", &url, "--token-env", "T", "--json"]).env("T", TOKEN);
        let mut child = check.stdout(Stdio::null()).spawn().expect("footbridge runs");
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0_u64;
        while child.try_wait().expect("it runs").is_none() {
            let told = std::fs::read_to_string(&status).unwrap_or_default();
            let high = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let high = high.and_then(|high| high.split_whitespace().next()?.parse().ok());
            peak = high.unwrap_or(peak);
        }
        assert!(peak > 0, "{fault}: it was seen running");
        assert!(peak < 64 * 1024, "{fault}: {peak} KiB at most");
    }
}

#[test]
fn the_text_for_support_holds_the_facts_and_no_secret() {
    let (_practice, url) = practice("unauthorized", &[]);
    let mut check = footbridge();
    check.args(["check", "--url", &url, "--token-env", "T", "--support"]).env("T", TOKEN);
    let output = check.output().expect("footbridge runs");
    for fact in
        ["auth.rejected", "GET http://127.0.0.1", "< 401", "Observed: the token is not valid"]
    {
        let text = out(&output).to_lowercase();
        assert!(text.contains(&fact.to_lowercase()), "{fact} is told:\n{}", out(&output));
    }
    assert!(!out(&output).contains(TOKEN), "no token in {}", out(&output));
}
