//! The same call gives the same bytes and the same exit code on Linux and on Windows.

use std::process::{Command, Output};

use footbridge_tests::{footbridge, given, run_with_input};

use crate::invocations::{Invocation, all, write_files};

/// Calls of which standard output may differ, by words that their arguments contain, with the reason.
/// None today.
const MAY_DIFFER: &[(&str, &str)] = &[];

/// The fewest calls that this test is worth something with.
const ENOUGH: usize = 79;

fn reason(invocation: &Invocation) -> Option<&'static str> {
    let line = invocation.arguments.join(" ");
    MAY_DIFFER.iter().find(|(words, _)| line.contains(words)).map(|(_, reason)| *reason)
}

fn ask(mut program: Command, invocation: &Invocation) -> Output {
    run_with_input(program.args(&invocation.arguments), invocation.input)
}

#[test]
#[ignore = "cargo xtask windows runs it, with the Windows program in wine"]
fn windows_program_prints_the_same_bytes_as_the_linux_one() {
    let folder = tempfile::tempdir().expect("a folder");
    write_files(folder.path());
    let invocations = all(folder.path());
    let (mut equal, mut wrong) = (0, Vec::new());
    for invocation in &invocations {
        let linux = ask(Command::new(given("FOOTBRIDGE_LINUX_CLI")), invocation);
        let windows = ask(footbridge(), invocation);
        if let Some(reason) = reason(invocation) {
            println!("may differ, {reason}: {:?}", invocation.arguments);
        } else if linux.stdout == windows.stdout && linux.status.code() == windows.status.code() {
            equal += 1;
        } else {
            wrong.push(format!(
                "{:?}\n  Linux   {:?} {:?}\n  Windows {:?} {:?} {:?}",
                invocation.arguments,
                linux.status.code(),
                String::from_utf8_lossy(&linux.stdout),
                windows.status.code(),
                String::from_utf8_lossy(&windows.stdout),
                String::from_utf8_lossy(&windows.stderr),
            ));
        }
    }
    println!("{equal} of {} calls print the same bytes", invocations.len());
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(equal >= ENOUGH, "only {equal} calls were compared");
}
