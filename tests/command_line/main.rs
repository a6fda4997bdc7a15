//! The command line as a script sees it: exit codes, what goes to which stream, and values that an
//! admin would compute by hand.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

mod check;
mod eval;
mod exports;
mod filter;
mod hidden;
mod input;
#[cfg(target_os = "linux")]
mod killed_proof;
#[cfg(target_os = "linux")]
mod memory;
mod origin;
mod output;
mod person;
mod practice;
mod preview;
#[cfg(target_os = "linux")]
mod prompt;
mod prove;
mod proxy;
mod schema;
mod shapes;
mod silence;
mod token;
mod usage;
mod variants;

use std::process::Output;

use footbridge_tests::footbridge;
use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    footbridge().args(arguments).output().expect("footbridge runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn exit(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&out(output)).expect("JSON and nothing else on standard output")
}

fn ndjson(output: &Output) -> Vec<Value> {
    let text = out(output);
    text.lines().map(|line| serde_json::from_str(line).expect("one JSON object a line")).collect()
}
