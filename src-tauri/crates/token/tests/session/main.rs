//! The token in a real keyring and on a real clipboard.
//!
//! Each scenario is an ignored test that expects a certain desktop session, and a test beside it
//! that runs it in one of its own: this binary again, inside `tests/with-keyring.sh` or `xvfb-run`.
//! So nothing here depends on the developer's session, nor one scenario on another.

#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]
#![cfg(target_os = "linux")]

mod clipboard;
mod keyring;

use std::process::Command;

/// Runs the ignored test `scenario` of this binary by way of the command `session`.
fn run_in(session: &[&str], scenario: &str) {
    let this = std::env::current_exe().expect("the test knows its own binary");
    // A keyring that asks would be waited for until somebody ends the test run.
    let mut limited = Command::new("timeout");
    limited.arg("120").args(session).arg(this);
    limited.args(["--exact", scenario, "--ignored", "--nocapture", "--test-threads=1"]);
    let output = limited.output().unwrap_or_else(|error| panic!("timeout does not run: {error}"));
    let said = String::from_utf8_lossy(&output.stdout);
    // A name that matches no test is a success to the test runner.
    let passed = output.status.success() && said.contains("1 passed");
    assert!(passed, "{scenario}: {said}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// Runs `program` and returns what it printed, or `None` if it failed.
fn say(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program} does not run: {error}"));
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}
